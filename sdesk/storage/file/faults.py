"""What a disk or a database refuses, in words that a person can act on."""

import errno
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError

from sdesk.errors import SdeskError
from sdesk.translation import Message
from sdesk.translation import message as _
from sdesk.whole_files import ACCESS_DENIED, is_held

_FULL = _("the disk is full")
_NOT_ALLOWED = _("the file or its folder may not be written to")
_FAILING = _("the disk does not answer as it should; it may be failing, or was pulled out")
_GONE = _("the file or its folder is not there any more, or may not be opened")
_DAMAGED = _("the file is damaged")
_NOT_THERE = _("there is no such file or folder")
_OPEN_ELSEWHERE = _("another program has it open")
_HELD = _("another program has it open, or it may not be written to")
_UNNAMED = _("the database does not go on, for a reason that has no name here")

_OF_SQLITE = {
    sqlcipher.SQLITE_FULL: (_FULL, _("Make room on it and try again.")),
    sqlcipher.SQLITE_READONLY: (_NOT_ALLOWED, _("Allow writing to both and try again.")),
    sqlcipher.SQLITE_PERM: (_NOT_ALLOWED, _("Allow writing to both and try again.")),
    sqlcipher.SQLITE_IOERR: (_FAILING, _("Put it back in or make room on it, and try again.")),
    sqlcipher.SQLITE_CANTOPEN: (_GONE, _("Put it back, or allow writing to its folder, and try again.")),
    sqlcipher.SQLITE_BUSY: (_OPEN_ELSEWHERE, _("Close it there and try again.")),
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
    errno.ENOENT: _NOT_THERE,
    errno.ENOTDIR: _("there is a file where a folder should be"),
    errno.EISDIR: _("it is a folder"),
    errno.ENAMETOOLONG: _("its name is too long"),
}

_TEXTS = {
    "database or disk is full": sqlcipher.SQLITE_FULL,
    "attempt to write a readonly database": sqlcipher.SQLITE_READONLY,
    "disk I/O error": sqlcipher.SQLITE_IOERR,
    "unable to open database file": sqlcipher.SQLITE_CANTOPEN,
    "database is locked": sqlcipher.SQLITE_BUSY,
    "database disk image is malformed": sqlcipher.SQLITE_CORRUPT,
    "file is not a database": sqlcipher.SQLITE_NOTADB,
}
"""What a function of the database says of a fault that it met, without its code: writing all under another passphrase is one."""


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
    """The end of a sentence that says what went wrong: "… : the disk is full"; or what the system says itself, in its
    language. What no person understands of a database stays out of it."""
    if isinstance(fault, OSError):
        return _held(fault) or _OF_THE_SYSTEM.get(fault.errno or 0) or fault.strerror or str(fault)
    if isinstance(fault, DBAPIError):
        return reason(fault.orig) if fault.orig else _UNNAMED
    said = _OF_SQLITE.get(_code(fault))
    return said[0] if said else _UNNAMED


def _held(fault: OSError) -> Message | None:
    """Windows says of an open file that nobody may replace it, in words of its own or in those for a lack of rights."""
    if not is_held(fault):
        return None
    return _HELD if getattr(fault, "winerror", None) == ACCESS_DENIED else _OPEN_ELSEWHERE


def said_by_sqlite(fault: BaseException) -> Message | str:
    """In one line of its own words, but where it goes on with what stands in the file."""
    if "decode to UTF-8" in str(fault):
        return _("it has text that is none")
    return " ".join(str(fault).split())[:200]


def _code(fault: BaseException | None) -> int:
    code = int(getattr(fault, "sqlite_errorcode", None) or 0) & 0xFF
    return _TEXTS.get(str(fault), code) if code <= sqlcipher.SQLITE_ERROR else code


def not_read(path: Path, fault: OSError) -> SdeskError:
    """A file that somebody chose cannot be read."""
    refused = fault.errno in (errno.EACCES, errno.EPERM)
    cause = _("it may not be read") if refused else reason(fault)
    said = _("{file} could not be read: {cause}.", file=path.name, cause=cause)
    return SdeskError(said, _("Check that it exists and may be read."))


def not_written(name: str, fault: Exception) -> SdeskError:
    """A file was not written; `name` says as much of its place as its reader has to know."""
    said = _("{name} could not be written: {cause}.", name=name, cause=reason(fault))
    held = _("Close the other program and try again, or choose another place.")
    return SdeskError(said, held if is_held(fault) else _("Choose another place."))
