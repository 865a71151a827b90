"""What other programs are to open: copies that only this user may read, in a folder of ours that is wiped.

A folder belongs to one running program, which holds a lock in it; one whose program ended is wiped by the next.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile

from sdesk.errors import SdeskError
from sdesk.file_names import place_in
from sdesk.translation import message

_PREFIX = "sdesk-opened-"
_LOCK = "in-use"
_held: dict[Path, QLockFile] = {}


def write_out(content: bytes, name: str, *, read_only: bool = True) -> Path:
    """A copy called like `name`, as far as that is safe. Raises SdeskError when it cannot be written."""
    try:
        place = place_in(Path(tempfile.mkdtemp(dir=_our_folder())), name)
        place.touch(mode=0o600, exist_ok=False)
        place.write_bytes(content)
        if read_only:
            place.chmod(stat.S_IRUSR)
    except OSError as fault:
        raise _not_written(name, fault) from fault
    return place


def _not_written(name: str, fault: OSError) -> SdeskError:
    return SdeskError(
        message("A copy of {file} could not be written: {cause}.", file=name, cause=fault.strerror or ""),
        message("Free some space in the temporary folder, and try again."),
    )


def place_to_read(name: str) -> Path:
    """Where a workspace can lie while it is read. Raises SdeskError."""
    try:
        return place_in(Path(tempfile.mkdtemp(dir=_our_folder())), name)
    except OSError as fault:
        raise _not_written(name, fault) from fault


def wipe_opened(but: Path | None = None) -> None:
    """Remove all that this program wrote out, but that one and what lies beside it."""
    for folder, lock in list(_held.items()):
        if but is not None and but.is_relative_to(folder):
            _remove_but(but, folder)
            continue
        del _held[folder]
        lock.unlock()
        _remove(folder)


def wipe_left_behind() -> None:
    """Remove what programs wrote out that are not running any more."""
    for folder in _folders():
        lock = _lock_of(folder)
        if folder not in _held and lock.tryLock(0):
            lock.unlock()
            _remove(folder)


def _our_folder() -> Path:
    for folder in _held:
        if folder.is_dir():
            return folder
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    _held[folder] = lock = _lock_of(folder)
    lock.tryLock(0)
    return folder


def _lock_of(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / _LOCK))
    lock.setStaleLockTime(0)  # a program may run for weeks: only one that has ended is stale
    return lock


def _folders() -> Iterator[Path]:
    """Those of this user: anybody may make folders beside them, and links."""
    with suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
            with suppress(OSError):
                about = folder.lstat()
                if stat.S_ISDIR(about.st_mode) and (os.name != "posix" or about.st_uid == os.getuid()):
                    yield folder


def _remove_but(kept: Path, folder: Path) -> None:
    with suppress(OSError):
        for each in folder.iterdir():
            if each.name != _LOCK and not kept.is_relative_to(each):
                _remove(each)


def _remove(folder: Path) -> None:
    """What another program holds open on Windows stays until the next start."""

    def writable(function: Callable[[str], object], path: str, _fault: object) -> None:
        with suppress(OSError):
            Path(path).chmod(stat.S_IRWXU)
            function(path)

    shutil.rmtree(folder, onerror=writable)
