"""One change of many records at once: one operation, which is undone as one."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sdesk.models import Kind, Record, fields_of
from sdesk.practice.calendar.schedule import days_later
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import is_frozen, save
from sdesk.translation import message as _
from sdesk.translation import sentences

R = TypeVar("R", bound=Record)


def bulk_save(
    workspace: Workspace, records: Sequence[Record], values: Mapping[str, Any], reason: str = ""
) -> UUID | None:
    """Give all the records these values, or none of them. The operation, None if they all had them already.

    Raises Refused, naming each record that cannot take them.
    """
    return bulk_do(workspace, records, lambda live: save(workspace, live, values, reason), reason=reason)


def bulk_reschedule(
    workspace: Workspace, records: Sequence[Record], fields: Sequence[str], days: int, reason: str = ""
) -> UUID | None:
    """Move the dates in `fields` of all the records by so many days, all or none. Empty dates stay empty."""

    def move(live: Record) -> None:
        dates = {name: getattr(live, name) for name in fields}
        moved = {name: _later(workspace, at, days) for name, at in dates.items() if at is not None}
        save(workspace, live, moved, reason)

    return bulk_do(workspace, records, move, reason=reason)


def _later(workspace: Workspace, at: date, days: int) -> date:
    return days_later(workspace, at, days) if isinstance(at, datetime) else at + timedelta(days=days)


def bulk_do(
    workspace: Workspace,
    records: Sequence[R],
    act: Callable[[R], object],
    action: str = "save",
    reason: str = "",
) -> UUID | None:
    """Do the same with each of the records as it is stored now, with all of them or with none. The operation, None if nothing
    changed. Raises Refused, naming each with which it cannot be done.
    """
    refused: list[Problem] = []
    with workspace.transaction(action, reason) as session:
        for record in records:
            try:
                act(_live(workspace, record))
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


def _live(workspace: Workspace, record: R) -> R:
    live = workspace.get(type(record), record.id)
    if live is None:
        raise Refused(_("{number} is not there any more.", number=record.number))
    return live


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
    "bulk_do",
    "bulk_reschedule",
    "bulk_save",
    "moving_fields",
    "people_fields",
    "takes",
]
