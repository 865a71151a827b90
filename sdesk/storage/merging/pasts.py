"""What the operations of a file knew, read from it: those alone are looked at that hold one of another replica."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, func, or_, select, text

from sdesk.models import Operation, Replica
from sdesk.storage.merging.causality import Past, Pasts
from sdesk.storage.stored_rows import of_history

_TABLES: tuple[Any, ...] = (Operation, Replica)
_OPERATION, _REPLICA = (model.__table__ for model in _TABLES)
_POINTS = (
    select(*(_OPERATION.c[name] for name in ("id", "replica", "number", "tick", "previous_hash", "hash")))
    .where(or_(_OPERATION.c.number == 1, func.instr(_OPERATION.c.previous_hash, " ") > 0))
    .order_by(_OPERATION.c.tick, _OPERATION.c.id)
)
_ENDS = text(
    "WITH RECURSIVE each_one(id) AS (SELECT min(replica) FROM operation UNION ALL "
    "SELECT (SELECT min(replica) FROM operation WHERE replica > each_one.id) FROM each_one WHERE each_one.id IS NOT NULL) "
    "SELECT operation.replica, operation.number, operation.hash, operation.tick FROM each_one JOIN operation "
    "ON operation.replica = each_one.id AND operation.number = "
    "(SELECT max(number) FROM operation AS its WHERE its.replica = each_one.id)"
).columns(*(_OPERATION.c[name] for name in ("replica", "number", "hash", "tick")))
"""From one replica to the next by the index: the history is long, and this is asked every few seconds."""


class End(NamedTuple):
    """The last operation of a replica."""

    replica: UUID
    number: int
    hash: str
    tick: int


def ends_in(connection: Connection) -> list[End]:
    """Of each replica that wrote."""
    return [End(*row) for row in connection.execute(_ENDS)]


def last_of(connection: Connection, replica: UUID) -> int:
    """The number of its last operation; 0 where it wrote none."""
    query = select(func.max(_OPERATION.c.number)).where(_OPERATION.c.replica == replica)
    return int(connection.execute(query).scalar() or 0)


def unsigned_in(connection: Connection) -> list[UUID]:
    return list(connection.execute(select(_REPLICA.c.id).where(_REPLICA.c.public_key == "")).scalars())


def pasts_in(connection: Connection, places: dict[str, tuple[UUID, int]] | None = None) -> Pasts:
    """`places` gets, hash -> replica and number, the operations that others hold; more may be put into it."""
    known = {} if places is None else places
    points = list(connection.execute(_POINTS))
    wanted = {digest for row in points for digest in row.previous_hash.split(" ") if digest}
    wanted |= {end.hash for end in ends_in(connection)}
    known.update(places_of(connection, wanted))
    pasts = Pasts(known, unsigned_in(connection))
    for row in points:
        pasts.of(row)
    return pasts


def places_of(connection: Connection, hashes: Iterable[str]) -> dict[str, tuple[UUID, int]]:
    """Hash -> replica and number, of those that are there."""
    query = text(
        "SELECT hash, replica, number FROM operation WHERE hash IN (SELECT value FROM json_each(:hashes))"
    )
    rows = connection.execute(query, {"hashes": json.dumps(list(hashes))})
    return {row[0]: (UUID(row[1]), row[2]) for row in rows}


def unknown_ends(connection: Connection, replica: UUID, number: int, pasts: Pasts | None = None) -> list[str]:
    """The hashes of the last operations of other replicas that this one did not know. `pasts`: where they were read already."""
    ends = ends_in(connection)
    if len(ends) < 2:
        return []
    try:
        past: Past = (pasts or pasts_in(connection)).at(replica, number)
        later = [end for end in ends if end.replica != replica and past.get(end.replica, 0) < end.number]
    except (AttributeError, LookupError, TypeError):  # damaged: whatever is written next would build on it
        return [of_history(None, str, "previous_hash")]
    return [end.hash for end in sorted(later, key=lambda end: (end.tick, end.hash))]


__all__ = ["End", "ends_in", "last_of", "pasts_in", "places_of", "unknown_ends", "unsigned_in"]
