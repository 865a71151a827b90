"""Which operation knew which: who could have seen what another laptop did, and who could not."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol
from uuid import UUID

Past = Mapping[UUID, int]
"""Replica -> the number of its last operation that is known; all before that are known too."""


class Written(Protocol):
    """An operation as a file or a bundle has it."""

    @property
    def id(self) -> UUID: ...
    @property
    def replica(self) -> UUID: ...
    @property
    def number(self) -> int: ...
    @property
    def tick(self) -> int: ...
    @property
    def previous_hash(self) -> str: ...
    @property
    def hash(self) -> str: ...


class Act(NamedTuple):
    """What an operation did to one thing: a row of its changes. `changes` are those of storage/changes.py."""

    place: int
    record: UUID
    item: UUID
    model: str
    changes: Mapping[str, Any]
    action: str = ""

    @property
    def creates(self) -> bool:
        return "id" in self.changes


@dataclass(frozen=True, slots=True, eq=False)
class Op:
    """An operation as the rules see it. `past` is what it knew, itself among it. `leads` is place and action of the first step
    that it took, where it is looked at in part; of one that is there as a whole it is looked for."""

    id: UUID
    tick: int
    replica: UUID
    number: int
    past: Past
    acts: Sequence[Act] = ()
    leads: tuple[int, str] | None = None

    def knows(self, other: "Op") -> bool:
        return self.past.get(other.replica, 0) >= other.number

    @property
    def order(self) -> tuple[int, UUID]:
        """The place in the history: the same on every laptop, and after all that it knew."""
        return self.tick, self.id


def met(one: Op, other: Op) -> bool:
    """Whether none of the two knew the other."""
    return not one.knows(other) and not other.knows(one)


def is_linear(in_order: Iterable[Written]) -> bool:
    """Whether each knew all before it: then there is nothing to merge.

    It does where it holds the hash of the one before it: that one knew all before itself.
    """
    last: Written | None = None
    for each in in_order:
        if (
            last is not None
            and each.replica != last.replica
            and last.hash not in each.previous_hash.split(" ")
        ):
            return False
        last = each
    return True


_ALL = 1 << 62
"""Further than any replica comes."""


class _Everything(dict[UUID, int]):
    """The past of what was written in a time in which nothing was exchanged."""

    def get(self, _replica: UUID, _default: Any = None) -> int:
        return _ALL


class Pasts:
    """What operations knew. `places`: hash -> replica and number. What replicas without a key wrote, everybody knew: nothing was
    exchanged while they were."""

    def __init__(self, places: Mapping[str, tuple[UUID, int]], unsigned: Iterable[UUID] = ()) -> None:
        self._places = places
        self._old = dict.fromkeys(unsigned, _ALL)
        self._points: dict[UUID, tuple[list[int], list[Past]]] = {}

    def of(self, each: Written) -> Past:
        """To be asked in their order; those that hold no operation of another replica may be left out.

        Raises LookupError where it holds one that is not there.
        """
        if each.replica in self._old:
            return _Everything()
        own = self.at(each.replica, each.number - 1)
        others = each.previous_hash.split(" ")[0 if each.number == 1 else 1 :]
        found = {**own}
        for digest in others:
            if each.number == 1 and digest not in self._places:
                continue  # the end of what format 1 told
            for replica, number in self.at(*self._places[digest]).items():
                if found.get(replica, 0) < number:
                    found[replica] = number
        found[each.replica] = each.number
        if others or each.number == 1:
            numbers, pasts = self._points.setdefault(each.replica, ([], []))
            numbers.append(each.number)
            pasts.append(found)
        return found

    def at(self, replica: UUID, number: int) -> Past:
        """What the operation of that number knew, itself among it; nothing but what is old for number 0."""
        numbers, pasts = self._points.get(replica, ((), ()))
        place = bisect_right(numbers, number)
        found = pasts[place - 1] if place else self._old
        return {**found, replica: number} if number and replica not in self._old else found


__all__ = ["Act", "Op", "Past", "Pasts", "Written", "is_linear", "met"]
