"""Which operations a laptop has, and which content, told without operations: who only takes in writes no bundle that would say it.

One small file of each laptop in its part of the folder: a bundle's head, signed, with nothing behind it. It is no operation, so
that nobody has anything to answer. As any head it has the key of the folder for each that belongs: who was not heard of when the key
changed gets it so from those who write nothing more.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from uuid import UUID

from sdesk.errors import SdeskError
from sdesk.storage.bundles.bundle import Head, looked_at, written
from sdesk.storage.bundles.folder import replicas_in
from sdesk.storage.bundles.going import Giving
from sdesk.storage.bundles.laptops import Laptops
from sdesk.storage.merging.content import content_and_ends
from sdesk.storage.merging.giving import hash_of
from sdesk.storage.schema import SCHEMA_VERSION
from sdesk.whole_files import write_whole

NAME = "had.now"
_LARGEST = 1 << 19
"""Bytes of a file that is read."""


def told_in(folder: Path, laptops: Laptops) -> Iterator[tuple[Path, Head]]:
    """By each laptop that belongs; what is not whole, or another's, says nothing."""
    with suppress(OSError):
        for replica in replicas_in(folder):
            place = folder / replica.hex / NAME
            raw = _bytes_of(place) if replica not in laptops.out else b""
            with suppress(SdeskError):
                head = looked_at(raw)
                is_its = (head.workspace, head.replica, head.of) == (laptops.workspace, replica, None)
                if is_its and laptops.belongs(replica, head.public_key, head.voucher):
                    yield place, head


def _bytes_of(place: Path) -> bytes:
    try:
        is_file = place.is_file() and not place.is_symlink() and not place.parent.is_symlink()
        return place.read_bytes() if is_file and place.stat().st_size <= _LARGEST else b""
    except OSError:
        return b""


@dataclass
class Telling:
    """What was had when, and since when by a clock that nobody sets. `quiet`: seconds for which it stays so before it is told."""

    quiet: float = 0.0
    _had: Mapping[UUID, int] | None = None
    _since: float = 0.0
    _told: tuple[Mapping[UUID, int], set[str]] | None = None

    def tell(self, giving: Giving, ours: Sequence[Head]) -> None:
        """Where it is something else than our heads told last, or gives a key that they do not give."""
        told = max(
            (each.past for each in ours if each.content), key=lambda past: sum(past.values()), default={}
        )
        given = {_with_key(name, each.key) for each in ours for name in each.sealed}
        gives = {_with_key(name, giving.laptops.key) for name in giving.sealed}
        content, ends = content_and_ends(giving.workspace)
        if ends != self._had:
            self._had, self._since = ends, monotonic()
        is_told = (ends == told and gives <= given) or self._told == (ends, gives)
        if not content or is_told or monotonic() - self._since < self.quiet:
            return
        with giving.workspace.reading() as session:
            digest = hash_of(session.connection(), giving.own, ends[giving.own])
        head = Head(
            giving.laptops.workspace, giving.own, ends[giving.own], ends[giving.own], digest or "", giving.key.public,
            giving.laptops.vouchers_of(giving.own), ends, content, SCHEMA_VERSION, sealed=giving.sealed,
        )  # fmt: skip
        with suppress(OSError):  # the next bundle says what is wrong
            write_whole(
                giving.folder / giving.own.hex / NAME, written(head, (), (), giving.key, giving.folder_key)
            )
            self._told = ends, gives


def _with_key(name: str, current: str) -> str:
    """For whom, and which key."""
    return name if " " in name else f"{name} {current}"


__all__ = ["NAME", "Telling", "told_in"]
