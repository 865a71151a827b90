"""One change of many records at once, and one undo of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sdesk.models import Kind, Record, fields_of
from sdesk.practice.calendar.schedule import days_later
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import is_frozen, save


@dataclass(frozen=True)
class BulkLine:
    """What one record had in the changed fields, and what it was given."""

    model: type[Record]
    record_id: UUID
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True)
class BulkChange:
    """A change of many records, with all that is needed to take it back."""

    lines: tuple[BulkLine, ...]

    @property
    def ids(self) -> tuple[UUID, ...]:
        return tuple(line.record_id for line in self.lines)


def bulk_save(
    workspace: Workspace, records: Sequence[Record], values: Mapping[str, Any], reason: str = ""
) -> BulkChange:
    """Give all the records these values, or none of them. Raises Refused, naming each record that cannot take them."""
    return _change_all(workspace, records, lambda record: values, reason)


def bulk_reschedule(
    workspace: Workspace, records: Sequence[Record], fields: Sequence[str], days: int, reason: str = ""
) -> BulkChange:
    """Move the dates in `fields` of all the records by so many days, all or none. Empty dates stay empty."""

    def moved(record: Record) -> dict[str, Any]:
        dates = {name: getattr(record, name) for name in fields}
        return {name: _later(workspace, at, days) for name, at in dates.items() if at is not None}

    return _change_all(workspace, records, moved, reason)


def _later(workspace: Workspace, at: date, days: int) -> date:
    return days_later(workspace, at, days) if isinstance(at, datetime) else at + timedelta(days=days)


def _change_all(
    workspace: Workspace,
    records: Sequence[Record],
    values_for: Callable[[Record], Mapping[str, Any]],
    reason: str,
) -> BulkChange:
    lines: list[BulkLine] = []
    refused: list[Problem] = []
    with workspace.transaction("save", reason):
        for record in records:
            try:
                lines.append(_change_one(workspace, record, values_for, reason))
            except Refused as refusal:
                why = "; ".join(problem.text for problem in refusal.problems) or str(refusal)
                refused.append(Problem("", f"{record.number}: {why}"))
        if refused:
            raise Refused(
                f"{len(refused)} of {len(records)} cannot be changed so; nothing was changed.", refused
            )
    return BulkChange(tuple(line for line in lines if line.before != line.after))


def _change_one(
    workspace: Workspace, record: Record, values_for: Callable[[Record], Mapping[str, Any]], reason: str
) -> BulkLine:
    model = type(record)
    live = workspace.get(model, record.id)
    if live is None:
        raise Refused(f"{record.number} is not there any more.")
    values = values_for(live)
    before = {name: getattr(live, name) for name in values}
    saved = save(workspace, live, values, reason)
    return BulkLine(model, record.id, before, {name: getattr(saved, name) for name in values})


def undo_bulk(workspace: Workspace, done: BulkChange) -> None:
    """Put back what the records had before, all or none.

    Raises Refused, naming them, where somebody has changed one of the fields since.
    """
    since = [line for line in done.lines if _changed_since(workspace, line)]
    if since:
        numbers = ", ".join(_number(workspace, line) for line in since)
        raise Refused(f"This cannot be undone: {numbers} changed since.", hint="Change those one by one.")
    with workspace.transaction("save", "undo of a change to several records"):
        for line in done.lines:
            record = workspace.get(line.model, line.record_id)
            assert record is not None
            save(workspace, record, line.before, "undo of a change to several records")


def _changed_since(workspace: Workspace, line: BulkLine) -> bool:
    record = workspace.get(line.model, line.record_id)
    return record is None or any(getattr(record, name) != value for name, value in line.after.items())


def _number(workspace: Workspace, line: BulkLine) -> str:
    record = workspace.get(line.model, line.record_id)
    return record.number if record else "a record"


_ASSIGNING = ("assigned_to", "owner", "our_owner")


def people_fields(model: type[Record]) -> tuple[str, ...]:
    """The fields that say whose a record is: who carries it out, owns it or answers for it."""
    return tuple(
        spec.name for spec in fields_of(model) if spec.name in _ASSIGNING and spec.target == "Person"
    )


_MOVING = ("planned_start", "planned_end", "starts_at", "ends_at", "due", "date_needed", "next_review_date")


def moving_fields(model: type[Record]) -> tuple[str, ...]:
    """The dates that move when a record is rescheduled: when it is planned, or due if it is not planned."""
    dates = [
        spec.name
        for spec in fields_of(model)
        if spec.name in _MOVING and spec.kind in (Kind.DATE, Kind.DATE_TIME)
    ]
    planned = [name for name in dates if name.startswith(("planned_", "starts_", "ends_"))]
    return tuple(planned or dates)


def takes(record: Record, fields: Sequence[str]) -> bool:
    """Whether all the fields of the record can still be changed."""
    return bool(fields) and not any(is_frozen(record, name) for name in fields)


__all__ = [
    "BulkChange",
    "BulkLine",
    "bulk_reschedule",
    "bulk_save",
    "moving_fields",
    "people_fields",
    "takes",
    "undo_bulk",
]
