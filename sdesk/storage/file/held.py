"""The files that this program holds open as workspaces, and looking at any file without giving one of them away.

On POSIX, whoever closes a file gives up all locks that the same program has on it, however he came to it: by its name,
a link, another link to the same file. So what somebody chose is looked at here before it is opened. What others do in
our name, such as a dialog that looks into the files that it lists, cannot be asked: against that stands a second lock,
of the open file itself (`flock`), which goes when that is closed and not before.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

from sdesk.errors import SdeskError
from sdesk.translation import message as _

if sys.platform != "win32":
    import fcntl

Identity = tuple[int, int]
"""Device and number of a file on it; on Windows too, where a volume gives files such numbers."""

_HELD: dict[Identity, tuple[int, Path]] = {}
"""What is held -> the descriptor by which it can be read, and its journal."""


def identity_of(path: Path) -> Identity | None:
    """None if there is nothing to be found at `path`."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def is_held(path: Path) -> bool:
    return identity_of(path) in _HELD


def lock(descriptor: int) -> bool:
    """Take the second lock. False if another program has it; where there is no such lock, all is as if it were free."""
    if sys.platform != "win32":
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
    return True


def unlock(descriptor: int) -> None:
    """Where the database cannot take its own lock beside this one: on shares they are one and the same."""
    if sys.platform != "win32":
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_UN)


def hold(identity: Identity, descriptor: int, journal: Path) -> None:
    _HELD[identity] = descriptor, journal


def let_go(identity: Identity) -> None:
    _HELD.pop(identity, None)


def refuse_held(path: Path) -> None:
    """To be asked before a file that somebody chose is opened. Raises SdeskError for an open workspace or its journal."""
    found = identity_of(path)
    held = [(identity, identity_of(journal)) for identity, (_descriptor, journal) in [*_HELD.items()]]
    if found is not None and any(found in each for each in held):
        said = _("{file} is a workspace that is open here, or belongs to one.", file=path.name)
        raise SdeskError(said, _("Choose another file, or a copy of it."))


def head_of(path: Path, length: int) -> tuple[bytes, int]:
    """The first bytes of a file and its size, also of one that is held. Raises OSError."""
    descriptor, _journal = _HELD.get(identity_of(path) or (0, 0), (None, path))
    if descriptor is not None and sys.platform != "win32":
        return os.pread(descriptor, length, 0), os.fstat(descriptor).st_size
    with path.open("rb") as file:
        return file.read(length), os.fstat(file.fileno()).st_size
