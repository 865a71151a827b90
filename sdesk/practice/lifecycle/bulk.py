"""One change of many records at once: one operation, which is undone as one."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sdesk.models import Kind, Record, fields_of
from sdesk.practice.calendar.schedule import days_later
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import is_frozen, save
from sdesk.translation import message as _
from sdesk.translation import sentences


def bulk_save(
    workspace: Workspace, records: Sequence[Record], values: Mapping[str, Any], reason: str = ""
) -> UUID | None:
    """Give all the records these values, or none of them. The operation, None if they all had them already.

    Raises Refused, naming each record that cannot take them.
    """
    return _change_all(workspace, records, lambda record: values, reason)


def bulk_reschedule(
    workspace: Workspace, records: Sequence[Record], fields: Sequence[str], days: int, reason: str = ""
) -> UUID | None:
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
) -> UUID | None:
    refused: list[Problem] = []
    with workspace.transaction("save", reason) as session:
        for record in records:
            try:
                _change_one(workspace, record, values_for, reason)
            except Refused as refusal:
                why = sentences(*(problem.text for problem in refusal.problems)) or refusal.whole
                refused.append(Problem("", _("{number}: {why}", number=record.number, why=why)))
        if refused:
            said = _(
                "{n} of {all} cannot be changed so; nothing was changed.", n=len(refused), all=len(records)
            )
            raise Refused(said, refused)
    operation: UUID | None = session.info.get("operation")
    return operation


def _change_one(
    workspace: Workspace, record: Record, values_for: Callable[[Record], Mapping[str, Any]], reason: str
) -> None:
    live = workspace.get(type(record), record.id)
    if live is None:
        raise Refused(_("{number} is not there any more.", number=record.number))
    save(workspace, live, values_for(live), reason)


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
    "bulk_reschedule",
    "bulk_save",
    "moving_fields",
    "people_fields",
    "takes",
]
