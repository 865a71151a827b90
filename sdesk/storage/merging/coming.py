"""Which operations that came fit behind what is there, and whether they are what a laptop of this workspace wrote."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select, text

from sdesk.models import Replica
from sdesk.storage.merging.came import Came, NotTakenIn, refuse_forged, refuse_unsigned
from sdesk.storage.merging.causality import Pasts
from sdesk.storage.merging.pasts import ends_in, pasts_in, places_of
from sdesk.storage.operations import end_of_format_1, workspace_id
from sdesk.translation import message as _

_REPLICA: Any = Replica.__table__  # type: ignore[attr-defined]

_FURTHEST = 1 << 20
"""Places by which an operation may stand behind the last that it knew: what stands at the end of all numbers leaves none for
those that come after it."""


class SameReplica(NotTakenIn):
    """Two laptops wrote as the same replica."""


class Coming:
    """Which of what came fits behind what is there."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._workspace = workspace_id(connection)
        self.places: dict[str, tuple[UUID, int]] = {}
        self.pasts: Pasts = pasts_in(connection, self.places)
        self._ends = {end.replica: (end.number, end.hash, end.tick) for end in ends_in(connection)}
        self._replicas: dict[UUID, Mapping[str, Any]] = {
            row.id: dict(row._mapping) for row in connection.execute(select(_REPLICA))
        }
        self._format_1 = end_of_format_1(connection)
        self.founded: list[dict[str, Any]] = []
        self._ticks: dict[tuple[UUID, int], int] = {}
        self._new: dict[tuple[UUID, int], Came] = {}

    def go_on(self, connection: Connection) -> None:
        """With what comes next, where nothing else was written since."""
        self._connection, self.founded, self._new = connection, [], {}

    def sorted_out(self, came: Iterable[Came]) -> tuple[list[Came], list[Came]]:
        """Those that can be taken in, in an order in which each comes after all that it knew; and those that wait."""
        chains: dict[UUID, list[Came]] = defaultdict(list)
        for each in sorted(came, key=lambda each: each.number):
            chains[each.replica].append(each)
        wanted = {
            digest for its in chains.values() for each in its for digest in each.previous_hash.split(" ")
        }
        self.places.update(places_of(self._connection, wanted))
        new: list[Came] = []
        went_on = True
        while went_on:
            went_on = False
            for replica, chain in chains.items():
                taken = 0
                while taken < len(chain) and self._fits(replica, chain[taken]):
                    if self._is_new(chain[taken]):
                        self._take(chain[taken])
                        new.append(chain[taken])
                    taken += 1
                    went_on = True
                del chain[:taken]
        new.sort(key=lambda each: (each.tick, each.id))
        self._refuse_unsigned(new)
        return new, [each for its in chains.values() for each in its]

    def _fits(self, replica: UUID, each: Came) -> bool:
        if replica not in self._replicas and each.number != 1:
            return False
        number = self._ends.get(replica, (0, "", 0))[0]
        if each.number != number + 1:
            return each.number <= number
        heads = each.previous_hash.split(" ")
        if each.number == 1 and heads[0] == self._format_1:
            heads = heads[1:]
        return all(digest in self.places for digest in heads if digest)

    def _is_new(self, each: Came) -> bool:
        """Raises SameReplica where there is another one in its place."""
        number = self._ends.get(each.replica, (0, "", 0))[0]
        if each.number > number:
            return True
        if self.places.get(each.hash) == (each.replica, each.number):
            return False  # also where it came twice, just now
        if self._held(each.replica, each.number) != each.hash:
            self._refuse_as_another(each, each.number)
        return False

    def _held(self, replica: UUID, number: int) -> str | None:
        query = text("SELECT hash FROM operation WHERE replica = :replica AND number = :number")
        found: str | None = self._connection.execute(
            query, {"replica": replica.hex, "number": number}
        ).scalar()
        return found

    def _refuse_as_another(self, each: Came, instead_of: int) -> None:
        """What anybody else says of a laptop's operations says nothing of it: its own signature has to."""
        replica = self._replicas[each.replica]
        refuse_forged(each, self._workspace or replica["workspace"])
        refuse_unsigned(each, replica["public_key"])
        if other := self._new.get((each.replica, instead_of)):
            refuse_unsigned(other, replica["public_key"])
        device = replica["device"]
        raise SameReplica(
            _(
                "Two laptops have written as {device}: operation {number} of it is there, and another one came. "
                "One of the two is a copy of the other.",
                device=device,
                number=each.number,
            ),
            _("Take the copy out of use. What was written in it can be typed again from there."),
        )

    def _take(self, each: Came) -> None:
        if each.number == 1:
            self._found(each)
        replica = self._replicas[each.replica]
        number, last, tick = self._ends.get(each.replica, (0, self._format_1, 0))
        heads = each.previous_hash.split(" ")
        own = heads[0] if number or self._format_1 else last
        others = heads[1:] if number else heads  # that of its own stands before it, or it is refused
        known = [self.places[digest] for digest in others if digest in self.places]
        if own != last:
            self._refuse_as_another(each, number)
        latest = max((tick, *(self._tick_of(*place) for place in known)))
        if each.tick <= latest:
            raise NotTakenIn(_("What came has an operation that stands before what it came after."))
        if each.tick > latest + _FURTHEST:
            raise NotTakenIn(_("What came has something that is no operation."))
        refuse_forged(each, self._workspace or replica["workspace"])
        self._new[each.replica, each.number] = each
        self._ends[each.replica] = each.number, each.hash, each.tick
        self._ticks[each.replica, each.number] = each.tick
        self.places[each.hash] = each.replica, each.number

    def _tick_of(self, replica: UUID, number: int) -> int:
        if (replica, number) not in self._ticks:
            query = text("SELECT tick FROM operation WHERE replica = :replica AND number = :number")
            found = self._connection.execute(query, {"replica": replica.hex, "number": number}).scalar()
            self._ticks[replica, number] = int(found or 0)
        return self._ticks[replica, number]

    def _found(self, each: Came) -> None:
        founded = each.founds()
        codes = {row["code"] for row in self._replicas.values()}
        if (
            founded is None
            or founded["id"] != each.replica
            or founded["workspace"] != self._workspace
            or founded["code"] in codes
            or not founded["public_key"]
        ):
            raise NotTakenIn(
                _("What came begins a laptop of another workspace, or one that takes another's numbers.")
            )
        self._replicas[each.replica] = founded
        self.founded.append(founded)

    def _refuse_unsigned(self, new: Iterable[Came]) -> None:
        """The signature of the last of a chain vouches for all before it, whose hashes it holds. `verify` looks at each."""
        for each in {each.replica: each for each in new}.values():
            refuse_unsigned(each, self._replicas[each.replica]["public_key"])


__all__ = ["Coming", "SameReplica"]
