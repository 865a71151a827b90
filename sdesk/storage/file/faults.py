"""What a disk or a database refuses, in words that a person can act on."""

import errno

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError

from sdesk.errors import SdeskError
from sdesk.translation import Message
from sdesk.translation import message as _

_FULL = _("the disk is full")
_NOT_ALLOWED = _("the file or its folder may not be written to")
_FAILING = _("the disk does not answer as it should; it may be failing, or was pulled out")
_GONE = _("the file or its folder is not there any more, or may not be opened")
_DAMAGED = _("the file is damaged")

_OF_SQLITE = {
    sqlcipher.SQLITE_FULL: (_FULL, _("Make room on it and try again.")),
    sqlcipher.SQLITE_READONLY: (_NOT_ALLOWED, _("Allow writing to both and try again.")),
    sqlcipher.SQLITE_PERM: (_NOT_ALLOWED, _("Allow writing to both and try again.")),
    sqlcipher.SQLITE_IOERR: (_FAILING, _("Put it back in or make room on it, and try again.")),
    sqlcipher.SQLITE_CANTOPEN: (_GONE, _("Put it back, or allow writing to its folder, and try again.")),
    sqlcipher.SQLITE_BUSY: (_("another program has it open"), _("Close it there and try again.")),
    sqlcipher.SQLITE_CORRUPT: (_DAMAGED, _("Restore it from a backup. What is damaged says: sdesk verify")),
    sqlcipher.SQLITE_NOTADB: (_DAMAGED, _("Restore it from a backup.")),
}
"""Result code (the low byte of the extended one) -> what is wrong, and what to do."""

_OF_THE_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: _NOT_ALLOWED,
    errno.EIO: _FAILING,
    errno.ENODEV: _FAILING,
}


def of_the_disk(fault: BaseException, name: str) -> SdeskError | None:
    """What to say of a fault if the disk under the workspace `name`, or something before it, made it; else None.

    A transaction that the database ended by itself is mourned by whoever goes on with it: the first cause counts.
    """
    chain: BaseException | None = fault
    found: SdeskError | None = None
    while chain is not None:
        said = _OF_SQLITE.get(_code(chain.orig if isinstance(chain, DBAPIError) else chain))
        if said is not None:
            cause, hint = said
            found = SdeskError(
                _("{file} could not be written or read: {cause}.", file=name, cause=cause), hint
            )
        before = chain.__cause__ or chain.__context__
        chain = before if before is not chain else None  # one that was raised again "from" itself
    return found


def reason(fault: BaseException) -> Message | str:
    """The end of a sentence that says what went wrong: "… : the disk is full"; or what the system says itself."""
    if isinstance(fault, OSError):
        return _OF_THE_SYSTEM.get(fault.errno or 0) or fault.strerror or str(fault)
    said = _OF_SQLITE.get(_code(fault))
    return said[0] if said else str(fault)


def _code(fault: BaseException | None) -> int:
    return int(getattr(fault, "sqlite_errorcode", None) or 0) & 0xFF
