"""A picture of Today as it was when the program rested last, kept for the next start, and what it vouches for.

It stands for lines that nobody has read again. So it is handed out only where the file is the one it was made of, to the
nanosecond of its last change, and where nobody has it open; one that is not so is thrown away. Knows neither Qt nor the
storage, as it is asked before they are loaded.
"""

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from sdesk.whole_files import own_folder, write_whole

MOST = 5
"""Workspaces of which a picture is kept."""
_LARGEST = 40_000_000
"""Bytes that are read of either file."""

DAMAGED = (OSError, ValueError, LookupError, TypeError, AttributeError, RuntimeError, OverflowError)
"""What reading a note raises that was written by anybody else."""

State = tuple[int, int, int, int]
"""Which file, its size, and when its content and itself were changed, in nanoseconds. The last is set by nobody but the system."""


@dataclass(frozen=True)
class Picture:
    """What the window showed, as PNG; of which workspace at `path` in which `state`, at what `moment`; and how: the `look`,
    with all that would make the window of another start another one."""

    path: Path
    state: State
    moment: datetime
    zone: str
    title: str
    look: Mapping[str, Any]
    image: bytes


def pictures_folder() -> Path:
    return user_cache_path("sdesk", appauthor=False) / "pictures"


def state_of(path: Path) -> State | None:
    """None where no file is."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def keep_picture(picture: Picture) -> None:
    """In place of the one before. Raises OSError: a picture and its note that are not of one making are none."""
    folder = own_folder(pictures_folder())
    image, note = _places(folder, picture.path)
    said = {
        "path": str(picture.path),
        "state": list(picture.state),
        "moment": picture.moment.isoformat(),
        "zone": picture.zone,
        "title": picture.title,
        "look": dict(picture.look),
        "image": hashlib.sha256(picture.image).hexdigest(),
    }
    write_whole(image, picture.image, private=True)
    write_whole(note, json.dumps(said).encode(), private=True)


def picture_of(path: Path, now: datetime) -> Picture | None:
    """The one that is true of the file at `path`; what is kept and is not, goes."""
    try:
        path = path.resolve()
        folder = pictures_folder()
        if not _is_ours(folder, stat.S_ISDIR):
            return None
        found = _read(*_places(folder, path))
    except DAMAGED:
        found = None
    if found is not None and found.path == path and found.moment <= now and found.state == state_of(path):
        return None if _is_in_use(path) else found
    forget_picture(path)
    return None


def is_any_kept() -> bool:
    return next(_notes(), None) is not None


def forget_picture(path: Path) -> None:
    """Where a workspace is to be read by nobody without its passphrase, or there is none any more."""
    with suppress(OSError, ValueError, RuntimeError):
        for each in _places(pictures_folder(), path.resolve()):
            each.unlink(missing_ok=True)


def forget_all_pictures() -> None:
    for each in _entries():
        with suppress(OSError):
            each.unlink()


def thin_pictures() -> None:
    """Those of files that are not as they were, of more workspaces than `MOST`, and what a killed program left, go."""
    kept: list[tuple[datetime, set[Path]]] = []
    for note in _notes():
        image = note.with_suffix(".png")
        try:
            found = _read(image, note)
            if found.state == state_of(found.path):
                kept.append((found.moment, {image, note}))
        except DAMAGED:
            continue
    kept.sort(key=lambda each: each[0], reverse=True)
    wanted = {place for _moment, places in kept[:MOST] for place in places}
    for each in set(_entries()) - wanted:
        with suppress(OSError):
            each.unlink()


def _places(folder: Path, path: Path) -> tuple[Path, Path]:
    """Of the picture and of what is noted of it; the name of a workspace stands in neither."""
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:32]
    return folder / f"{name}.png", folder / f"{name}.json"


def _entries() -> Iterator[Path]:
    """All in the folder, if it is ours."""
    folder = pictures_folder()
    with suppress(OSError):
        if _is_ours(folder, stat.S_ISDIR):
            yield from list(folder.iterdir())


def _notes() -> Iterator[Path]:
    return (each for each in _entries() if each.suffix == ".json")


def _read(image: Path, note: Path) -> Picture:
    """Raises OSError, or whatever a note that is damaged raises."""
    said = json.loads(_content(note))
    shown = _content(image)
    if hashlib.sha256(shown).hexdigest() != said["image"]:
        raise ValueError("another picture")
    inode, size, changed, touched = map(int, said["state"])
    return Picture(
        Path(said["path"]),
        (inode, size, changed, touched),
        datetime.fromisoformat(said["moment"]).astimezone(UTC),
        str(said["zone"]),
        str(said["title"]),
        dict(said["look"]),
        shown,
    )


def _content(place: Path) -> bytes:
    if not _is_ours(place, stat.S_ISREG):
        raise OSError("not a file of ours")
    with place.open("rb") as file:
        return file.read(_LARGEST)


def _is_ours(place: Path, kind: Any) -> bool:
    """Nobody else may put a picture there. Raises OSError."""
    found = place.lstat()
    return bool(kind(found.st_mode)) and (
        os.name != "posix" or (found.st_uid == os.getuid() and not found.st_mode & 0o022)
    )


def _is_in_use(path: Path) -> bool:
    """A program has it, was killed with it, or in the middle of a save: what is in the file is for the opening to find out."""
    besides = (f".{path.name}.in-use", f"{path.name}-journal", f"{path.name}-wal")
    return any(os.path.lexists(path.with_name(name)) for name in besides)


__all__ = [
    "MOST",
    "Picture",
    "State",
    "forget_all_pictures",
    "forget_picture",
    "is_any_kept",
    "keep_picture",
    "picture_of",
    "pictures_folder",
    "state_of",
    "thin_pictures",
]
