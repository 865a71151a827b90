"""The exchange folder: a folder for each replica, in which that one alone writes, and nothing is ever changed."""

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from uuid import UUID

from sdesk.errors import SdeskError
from sdesk.storage.bundles.bundle import LARGEST
from sdesk.storage.file.faults import not_written, reason
from sdesk.translation import Message
from sdesk.translation import message as _
from sdesk.whole_files import write_whole


class FolderNotReached(SdeskError):
    """It is not there now, or cannot be read."""


_OF_A_REPLICA = re.compile(r"[0-9a-f]{32}")
_BUNDLE = re.compile(r"(?:([0-9a-f]{32})-)?([0-9]{6,18})-([0-9]{6,18})-([0-9a-f]{16})\.sdx")
_MOST = 200_000
"""Files that are looked at: a folder of somebody else's may have millions. Who saw a part would take the rest for missing, and
put its own there again and again."""


@dataclass(frozen=True)
class Listed:
    """A file by its name, which says whose it is and what is in it; whether that is so, what is in it has to say."""

    path: Path
    replica: UUID
    author: UUID
    first: int
    last: int
    digest: str

    def read(self) -> bytes | None:
        """None where it is not all there yet, or is not what was written: who carries the folder may be in the middle of it."""
        try:
            if self.path.is_symlink() or not self.path.is_file() or self.path.stat().st_size > LARGEST:
                return None
            raw = self.path.read_bytes()
        except OSError:
            return None
        return raw if hashlib.sha256(raw).hexdigest().startswith(self.digest) else None


def listed_in(folder: Path, unreadable: dict[UUID, Message | str] | None = None) -> list[Listed]:
    """What lies there by its names, of each replica in its order. Raises SdeskError where the folder cannot be read.

    `unreadable` gets those whose part alone cannot be read, with the cause.
    """
    try:
        return sorted(
            _listed(folder, {} if unreadable is None else unreadable),
            key=lambda each: (each.replica, each.first, each.last, each.digest),
        )
    except OSError as fault:
        raise not_reached(folder, reason(fault)) from fault


def not_reached(folder: Path, cause: Message | str) -> FolderNotReached:
    said = _("The exchange folder {folder} cannot be read: {cause}.", folder=str(folder), cause=cause)
    return FolderNotReached(said, _("What is done here goes there as soon as it is reached again."))


def _listed(folder: Path, unreadable: dict[UUID, Message | str]) -> Iterator[Listed]:
    seen = 0
    for replica in replicas_in(folder):
        place = folder / replica.hex
        try:
            names = _names_in(place)
        except FileNotFoundError:
            continue
        except OSError as fault:
            unreadable[replica] = reason(fault)
            continue
        for each in names:
            seen += 1
            if seen > _MOST:
                raise _too_many()
            if is_bundle := _BUNDLE.fullmatch(each):
                author, first, last, digest = is_bundle.groups()
                yield Listed(
                    place / each, replica, UUID(author or replica.hex), int(first), int(last), digest
                )


def replicas_in(folder: Path) -> list[UUID]:
    """Those that have a part in it. Raises OSError."""
    with os.scandir(folder) as found:
        return [UUID(each.name) for each in found if _OF_A_REPLICA.fullmatch(each.name)]


def _names_in(place: Path) -> list[str]:
    """No more than are looked at in all. Raises OSError."""
    if place.is_symlink() or not place.is_dir():
        return []
    with os.scandir(place) as files:
        return [each.name for each in islice(files, _MOST + 1)]


def _too_many() -> SdeskError:
    return SdeskError(
        _("The exchange folder has more than {n} files, so nothing is exchanged.", n=_MOST),
        _("See what has come into it that is none of sdesk's, or choose another folder."),
    )


def put(folder: Path, replica: UUID, author: UUID, first: int, last: int, raw: bytes) -> Path:
    """A new bundle of ours: written aside, flushed, and named when it is whole. Raises SdeskError."""
    passed_on = "" if author == replica else f"{author.hex}-"
    name = f"{passed_on}{first:06}-{last:06}-{hashlib.sha256(raw).hexdigest()[:16]}.sdx"
    place = folder / replica.hex
    try:
        place.mkdir(exist_ok=True)
        write_whole(place / name, raw)
    except OSError as fault:
        raise not_written(str(place), fault) from fault
    return place / name


def refuse_a_workspace_there(folder: Path, workspace: Path) -> None:
    """Raises SdeskError: whoever carries the folder would carry the open file too, in the middle of a save."""
    if workspace.resolve().is_relative_to(folder.resolve()):
        said = _("{file} lies in the exchange folder. It must lie elsewhere.", file=workspace.name)
        raise SdeskError(said, _("Choose another folder for the exchange, or move the workspace."))


__all__ = [
    "FolderNotReached",
    "Listed",
    "listed_in",
    "not_reached",
    "put",
    "refuse_a_workspace_there",
    "replicas_in",
]
