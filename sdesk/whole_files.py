"""Files outside of the workspace: for their owner alone, whole, or not there at all."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

ACCESS_DENIED, SHARING_VIOLATION, LOCK_VIOLATION = 5, 32, 33
"""What Windows says of a file that another program has open; the first one also where somebody lacks the right."""
PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.75)
"""Seconds to wait before one more attempt each: a virus scanner lets go of a new file by then."""


def own_folder(path: Path) -> Path:
    """A folder that its owner alone may look into; what is missing of the way to it too. Raises OSError.

    One that stood open, as earlier versions left it, is closed.
    """
    if not path.parent.is_dir():
        own_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    with suppress(OSError):  # a disk that knows no rights
        path.chmod(0o700)
    return path


def own_file(path: Path) -> Path:
    """A file that its owner alone may read: an empty one where there is none, else what is there, closed. Raises OSError."""
    path.touch(mode=0o600)
    with suppress(OSError):
        path.chmod(0o600)
    return path


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put `content` at `path`; what lay there stays until all of it is written. Raises OSError: nothing is left then.

    Its owner alone may read it, or who could read what lay there. `private`: its owner alone all the same.
    """
    with writing_whole(path, private=private) as file:
        file.write(content)


@contextmanager
def writing_whole(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """The same for what is written piece by piece; nothing is left either where the block raises."""
    path = path.resolve()
    if path.exists() and not path.is_file():  # a device or a pipe takes what it gets
        with path.open("wb") as device:
            yield device
        return
    part = path.with_name(f".{path.name[:40]}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if path.exists() and not private:
            shutil.copymode(path, part)
        take_place(part, path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def take_place(part: Path, place: Path) -> None:
    """Move what is finished to its place, in one go; what lay there lies there still where it fails. Raises OSError.

    Windows replaces no file that another program has open, as virus scanners and indexers do for a moment.
    """
    for wait in (*PATIENCE, None):
        try:
            part.replace(place)
            return
        except PermissionError as fault:
            if wait is None or not is_held(fault):
                raise
            time.sleep(wait)


def is_held(fault: BaseException) -> bool:
    """Whether another program may have the file open that was to be written, moved or replaced."""
    return isinstance(fault, OSError) and getattr(fault, "winerror", None) in (
        ACCESS_DENIED,
        SHARING_VIOLATION,
        LOCK_VIOLATION,
    )
