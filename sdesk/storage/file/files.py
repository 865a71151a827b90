"""Files that come to their place whole or not at all, and the journals of a database that lie beside it.

A journal is played into whatever file lies beside it at the next opening: it belongs to one file and to no other.
"""

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from hashlib import sha256
from io import RawIOBase
from pathlib import Path
from tempfile import TemporaryDirectory

from sdesk.errors import SdeskError
from sdesk.storage.file.held import refuse_held
from sdesk.translation import Message
from sdesk.translation import message as _
from sdesk.whole_files import take_place

if sys.platform == "darwin":
    import fcntl

_LOOK = ".look"
_LONGEST = 60
_JOURNAL, _LOG, _INDEX = "-journal", "-wal", "-shm"
SQLITE_HEAD = b"SQLite format 3\0"
"""What a database begins with that is not encrypted."""
_PIECE = 4096
"""Bytes that a disk reads or does not: a page of a database, or a part of one."""


def refuse_existing(path: Path, hint: Message | None = None) -> None:
    """Raises SdeskError where something lies at `path`."""
    if path.exists():
        raise SdeskError(
            _("There is already a file at {place}.", place=str(path)), hint or _("Choose another name.")
        )


def made_private(path: Path) -> Path:
    """An empty file that its owner alone may read, for a database to be written into. Its journal follows it."""
    path.touch(mode=0o600)
    return path


def journal_of(path: Path) -> Path:
    return _beside(path, _JOURNAL)


def hot_journals(path: Path) -> dict[str, Path]:
    """Those that SQLite would play into whatever lies at `path`, by their ending. Raises OSError."""
    return {ending: _beside(path, ending) for ending in (_JOURNAL, _LOG) if _is_hot(_beside(path, ending))}


def _is_hot(journal: Path) -> bool:
    """One that was ended begins with a zero byte, or is empty."""
    try:
        with journal.open("rb") as file:
            return file.read(1) not in (b"", b"\0")
    except FileNotFoundError:
        return False


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _briefly(name: str) -> str:
    """The name of a file for a folder beside it in which it has its name once more: twice a long one is too long a path."""
    if len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST // 2]}~{sha256(name.encode('utf-8', 'surrogateescape')).hexdigest()[:12]}"


def forget_apart(path: Path) -> Path:
    """Remove what a program that was killed left apart for `path`. Returns the folder that it was in."""
    folder = path.with_name(f".{_briefly(path.name)}.part")
    shutil.rmtree(folder, ignore_errors=True)
    return folder


@contextmanager
def place_apart(path: Path) -> Iterator[Path]:
    """Where a file for `path` can be written and looked through: in a folder beside it that only its owner can read.

    The folder goes with all that is in it, also one that was left by a program that was killed. Raises OSError.
    """
    folder = forget_apart(path)
    folder.mkdir(mode=0o700)
    try:
        yield folder / path.name
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def copy_file(source: Path, place: Path) -> None:
    """A copy of `source` at `place`, safely on the disk. Raises OSError; SdeskError where it is open here."""
    refuse_held(source)
    shutil.copyfile(source, made_private(place))
    _flush(place)


def copy_readable(source: Path, place: Path) -> int:
    """A copy of a file on a disk that fails: how many bytes could not be read, and are zeros there. Raises OSError."""
    refuse_held(source)
    lost, size = 0, source.stat().st_size
    with source.open("rb", buffering=0) as old, made_private(place).open("r+b") as new:
        for at in range(0, size, _PIECE):
            try:
                piece = _read_at(old, at)
            except OSError as fault:
                if fault.errno != errno.EIO:
                    raise
                piece = bytes(min(_PIECE, size - at))
                lost += len(piece)
            new.write(piece)
    _flush(place)
    return lost


def _read_at(file: RawIOBase, at: int) -> bytes:
    file.seek(at)
    return file.read(_PIECE) or b""


def copy_with_journals(source: Path, place: Path) -> None:
    """A copy of a database as it is, also in the middle of a transaction. Raises OSError."""
    copy_file(source, place)
    copy_journals(source, place)


def copy_journals(source: Path, place: Path) -> None:
    """Those that SQLite would play into a database, for a copy of it. Raises OSError."""
    for ending, journal in hot_journals(source).items():
        copy_file(journal, _beside(place, ending))


@contextmanager
def looked_at(path: Path) -> Iterator[Path]:
    """A copy of a database as it is, in a folder beside it that its owner alone can read and that goes. Raises OSError."""
    with TemporaryDirectory(prefix=f".{_briefly(path.name)}.", suffix=_LOOK, dir=path.parent) as folder:
        copy = Path(folder) / path.name
        copy_with_journals(path, copy)
        yield copy


def forget_looks(path: Path) -> None:
    """Remove what a program left that was killed in one. To be called by whoever has the file: nobody needs one then."""
    for folder in path.parent.glob(f"{escape(f'.{_briefly(path.name)}.')}*{_LOOK}"):
        shutil.rmtree(folder, ignore_errors=True)


def settle(part: Path, place: Path) -> None:
    """Move a finished database to its place, when it is safely on the disk. Raises OSError: then what lay there is there
    still, with its journals.

    No journal is left there, as it would be played into the new file: whoever needs one has taken it before. It is
    gone from the disk before the new file comes, so that they never meet, whenever the power fails.
    """
    _flush(part)
    taken: dict[Path, Path] = {}
    try:
        for ending in (_JOURNAL, _LOG, _INDEX):
            journal = _beside(place, ending)
            if journal.exists():
                taken[journal] = _beside(part, f".before{ending}")
                take_place(journal, taken[journal])
        sync_folder(place.parent)
        take_place(part, place)
    except OSError:
        for journal, apart in taken.items():
            with suppress(OSError):
                take_place(apart, journal)
        raise
    for apart in taken.values():
        apart.unlink(missing_ok=True)
    sync_folder(place.parent)


def discard(place: Path) -> None:
    """Take away a database that was begun and is not wanted. Its journals go first: one that stays alone would be played
    into whatever file comes to its place. Raises OSError.
    """
    _remove_journals(place)
    place.unlink(missing_ok=True)


def _remove_journals(place: Path) -> None:
    for ending in (_JOURNAL, _LOG, _INDEX):
        _beside(place, ending).unlink(missing_ok=True)
    sync_folder(place.parent)


def settle_folder(part: Path, place: Path) -> None:
    """Move a finished folder to its place, where there is none or an empty one, when all that is in it is safely on the
    disk. Raises OSError."""
    for each in (part, *part.rglob("*")):
        (sync_folder if each.is_dir() else _flush)(each)
    if os.name == "nt" and place.exists():  # elsewhere it is exchanged in one go
        place.rmdir()
    take_place(part, place)
    sync_folder(place.parent)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        _arrive(file.fileno())


def _arrive(descriptor: int) -> None:
    """Until the disk has it; what macOS calls a sync ends when the disk was told. Raises OSError."""
    if sys.platform == "darwin":
        with suppress(OSError):  # a share does not know it
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """What was made, named or removed in a folder is safely on the disk. Raises OSError."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        _arrive(opened)
    finally:
        os.close(opened)
