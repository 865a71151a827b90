"""What is kept of merging: how changes count, approvals that do not stand, and what met. Derived from the history."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from sdesk.storage.changes import Changes
from sdesk.storage.merging.fold import Merged
from sdesk.storage.merging.meeting import Kind, Meeting
from sdesk.storage.prepared.statements import Prepared

Counted = Mapping[tuple[str, int], Changes]
"""(Id of an operation in hexadecimal, place) -> how that change counts."""

_OF_THEM = "(SELECT value FROM json_each(:records))"
_ALL_COUNTED = "SELECT operation, place, changes FROM counted"
_SOME_COUNTED = (
    "SELECT counted.operation, counted.place, counted.changes FROM counted CROSS JOIN change "
    "ON change.operation = counted.operation AND change.place = counted.place "
    f"WHERE change.record IN {_OF_THEM}"
)
_APART = (
    f"SELECT record FROM met WHERE record IN {_OF_THEM} UNION SELECT change.record FROM counted CROSS JOIN change "
    "ON change.operation = counted.operation AND change.place = counted.place "
    f"WHERE change.record IN {_OF_THEM}"
)
_FORGET = (
    "DELETE FROM counted WHERE EXISTS (SELECT 1 FROM change WHERE change.operation = counted.operation "
    f"AND change.place = counted.place AND change.record IN {_OF_THEM})",
    "DELETE FROM lost WHERE EXISTS (SELECT 1 FROM approval WHERE approval.id = lost.approval "
    f"AND approval.record_id IN {_OF_THEM})",
    f"DELETE FROM met WHERE record IN {_OF_THEM}",
)
_COUNT = Prepared(
    text("INSERT INTO counted (operation, place, changes) VALUES (:operation, :place, :changes)")
)
_LOSE = Prepared(text("INSERT INTO lost (approval) VALUES (:approval)"))
_MEET = Prepared(
    text(
        "INSERT INTO met (record, kind, field, part, one, other) VALUES (:record, :kind, :field, :part, :one, :other)"
    )
)


def counted_in(connection: Connection, records: Collection[UUID] | None = None) -> Counted:
    """Of all, or of what was done to these records."""
    if records is None:
        rows = connection.execute(text(_ALL_COUNTED))
    else:
        rows = connection.execute(text(_SOME_COUNTED), _named(records))
    return {(row[0], row[1]): json.loads(row[2]) for row in rows}


def apart_in(connection: Connection, records: Iterable[UUID]) -> list[UUID]:
    """Those of these in which something met, or does not count as it was written."""
    return [UUID(row[0]) for row in connection.execute(text(_APART), _named(records))]


def lost_in(connection: Connection) -> frozenset[UUID]:
    """The approvals that do not stand."""
    return frozenset(UUID(each) for each in connection.execute(text("SELECT approval FROM lost")).scalars())


def meetings_in(connection: Connection, records: Collection[UUID] | None = None) -> Iterator[Meeting]:
    some = "" if records is None else f" WHERE record IN {_OF_THEM}"
    query = text(f"SELECT record, kind, field, part, one, other FROM met{some}")
    for row in connection.execute(query, _named(records or ()) if some else {}):
        yield Meeting(UUID(row.record), Kind(row.kind), row.field, row.part, UUID(row.one), UUID(row.other))


def write_derived(connection: Connection, merged: Merged, records: Iterable[UUID]) -> None:
    """What came of these records, in the place of what was written of them before."""
    for statement in _FORGET:
        connection.execute(text(statement), _named(records))
    _COUNT.run_each(connection, counted_lines(merged))
    _LOSE.run_each(connection, ({"approval": each.hex} for each in sorted(merged.lost)))
    _MEET.run_each(connection, met_lines(merged))


def counted_lines(merged: Merged) -> Iterator[dict[str, Any]]:
    for (operation, place), changes in merged.counted.items():
        said = json.dumps(changes, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        yield {"operation": operation.hex, "place": place, "changes": said}


def met_lines(merged: Merged) -> Iterator[dict[str, Any]]:
    for each in merged.meetings:
        yield {
            "record": each.record.hex, "kind": each.kind.value, "field": each.field, "part": each.row,
            "one": each.one.hex, "other": each.other.hex,
        }  # fmt: skip


def _named(records: Iterable[UUID]) -> dict[str, str]:
    return {"records": json.dumps([each.hex for each in records])}


__all__ = [
    "Counted",
    "apart_in",
    "counted_in",
    "counted_lines",
    "lost_in",
    "meetings_in",
    "met_lines",
    "write_derived",
]
