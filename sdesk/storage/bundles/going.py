"""What goes into the exchange folder: what was written here, and what others wrote and will not write again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from sdesk.storage.bundles.bundle import MOST, Head, written
from sdesk.storage.bundles.folder import put
from sdesk.storage.bundles.laptops import Laptops
from sdesk.storage.bundles.sealing import sealed_for
from sdesk.storage.merging.came import Came
from sdesk.storage.merging.content import content_and_ends
from sdesk.storage.merging.giving import content_of, files_in, operations_of, sizes_of
from sdesk.storage.merging.pasts import ends_in, pasts_in
from sdesk.storage.schema import SCHEMA_VERSION
from sdesk.storage.signing import Key
from sdesk.storage.workspace import Workspace

_ONE_FILE = 32 * 1024 * 1024
"""Bytes of attached files after which another bundle is begun."""
_AT_ONCE = 100
"""Operations that are read before others may come to the file."""
_EARLIER = 256
"""Earlier keys that are put into boxes at once: a head is not to grow without end."""


@dataclass(frozen=True)
class Giving:
    """Of one laptop into one folder. `keys`: of the folder, earlier ones too, by their names."""

    workspace: Workspace
    folder: Path
    laptops: Laptops
    own: UUID
    key: Key
    keys: Mapping[str, bytes]

    def give(self, covered: Mapping[UUID, set[int]]) -> int:
        """What does not lie there yet; `covered` says what does, by whose it is. Gives how many operations went."""
        with self.workspace.reading() as session:
            connection = session.connection()
            ends = {end.replica: end.number for end in ends_in(connection)}
            missing = list(self._to_give(connection, ends, covered))
        return sum(self.write(author, first, last) for author, first, last in missing)

    def write(self, author: UUID, first: int, last: int) -> int:
        """Operations of somebody, in as few bundles as hold them. Gives how many there are."""
        sealed, went = self.sealed, 0
        with self.workspace.reading() as session:
            ends = {end.replica: end.number for end in ends_in(session.connection())}
        tells = author == self.own and last == ends[self.own]
        content, of = content_and_ends(self.workspace) if tells else ("", {})
        for some in self._parted(self._read(author, first, last)):
            is_all = tells and some[-1].number == last and of == ends
            head = Head(
                self.laptops.workspace, self.own, some[0].number, some[-1].number, some[-1].hash, self.key.public,
                self.laptops.vouchers_of(self.own), ends, content if is_all else "", SCHEMA_VERSION,
                sealed=sealed, of=None if author == self.own else author,
            )  # fmt: skip
            files = ((each, self._content_of(each)) for each in files_in(some))
            raw = written(head, some, files, self.key, self.folder_key)
            put(self.folder, self.own, author, head.first, head.last, raw)
            went += len(some)
        return went

    def _read(self, author: UUID, first: int, last: int) -> Iterator[Came]:
        """A few at a time: nobody is kept from the file while they are packed and written."""
        for begin in range(first, last + 1, _AT_ONCE):
            with self.workspace.reading() as session:
                some = operations_of(session.connection(), author, begin, min(last, begin + _AT_ONCE - 1))
            yield from some

    def _content_of(self, file: str) -> bytes:
        with self.workspace.reading() as session:
            return content_of(session.connection(), file)

    def _size_of(self, each: Came) -> int:
        files = files_in([each])
        if not files:
            return 0
        with self.workspace.reading() as session:
            return sum(sizes_of(session.connection(), files).values())

    def _parted(self, operations: Iterable[Came]) -> Iterator[list[Came]]:
        """In bundles that are not too large."""
        some: list[Came] = []
        size = 0
        for each in operations:
            its = self._size_of(each)
            if some and (len(some) >= MOST or size + its > _ONE_FILE):
                yield some
                some, size = [], 0
            some.append(each)
            size += its
        if some:
            yield some

    @cached_property
    def sealed(self) -> Mapping[str, str]:
        """The key for each that belongs, so that also who joined after it changed can read what is written with it; and earlier ones
        for whom no operation gave them: what was written with those still lies there."""
        laptops = self.laptops
        if not laptops.key:
            return {}
        boxes = {each: box for each, box in laptops.boxes.items() if each not in laptops.out}
        there = laptops.sealed.get(laptops.key, {})
        current = {
            each.hex: there.get(each.hex) or sealed_for(box, self.keys[laptops.key])
            for each, box in boxes.items()
        }
        lacking = (
            (f"{each.hex} {name}", sealed_for(box, self.keys[name]))
            for name, sealed in reversed(laptops.sealed.items())
            for each, box in boxes.items()
            if name != laptops.key and name in self.keys and each.hex not in sealed
        )
        return {**current, **dict(islice(lacking, _EARLIER))}

    @property
    def folder_key(self) -> bytes:
        return self.keys.get(self.laptops.key, b"")

    def _to_give(
        self, connection: Connection, ends: Mapping[UUID, int], covered: Mapping[UUID, set[int]]
    ) -> Iterator[tuple[UUID, int, int]]:
        """Whose operations, from and to which number: ours; and those of others that they will not write again, as they were taken
        out, go on as another, or wrote later ones."""
        assert self.laptops.begun
        replica, number = self.laptops.begun
        base = {**pasts_in(connection).at(replica, number), replica: number - 1}
        gone_on = self.laptops.gone_on
        for author, last in sorted(ends.items()):
            there = covered.get(author, set())
            for first, end in _gaps(base.get(author, 0) + 1, last, there):
                wrote_later = any(each > end for each in there)
                if author == self.own or author in gone_on or author in self.laptops.out or wrote_later:
                    yield author, first, end


def _gaps(first: int, last: int, covered: set[int]) -> Iterator[tuple[int, int]]:
    """The numbers that are not covered, in runs."""
    begin: int | None = None
    for number in range(first, last + 2):
        if number > last or number in covered:
            if begin is not None:
                yield begin, number - 1
            begin = None
        elif begin is None:
            begin = number


__all__ = ["Giving"]
