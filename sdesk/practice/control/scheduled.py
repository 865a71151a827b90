"""What stands on the schedule when a version of it is approved (WP.12)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sdesk.local_time import start_of
from sdesk.models import ChangeSchedule, Step
from sdesk.models.control import ScheduledKind, ScheduledLine
from sdesk.models.identity import derived_id
from sdesk.practice.calendar.days import zone_of
from sdesk.practice.calendar.schedule import slots
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.translation import Message, word
from sdesk.translation import message as _

_NOT_THERE = {
    ScheduledKind.MAINTENANCE: _("No maintenance window is on the calendar up to the next review."),
    ScheduledKind.EVENT: _("No business event of a customer is on the calendar up to the next review."),
}


def note_what_is_scheduled(workspace: Workspace, schedule: ChangeSchedule, reason: str) -> None:
    schedule.lines = lines_ahead(workspace, schedule)


def lines_ahead(workspace: Workspace, schedule: ChangeSchedule) -> tuple[ScheduledLine, ...]:
    """The calendar from now to the next review. A line has the id of what it is about: asked again, it is the same."""
    now = workspace.clock()
    return tuple(
        ScheduledLine(
            id=derived_id(slot.record_id, "line"),
            kind=ScheduledKind(slot.kind.value),
            what=f"{slot.number} {word(slot.title)}",
            starts_at=slot.start,
            ends_at=slot.end,
            record=slot.record_id,
        )
        for slot in slots(workspace, now, _up_to(workspace, schedule, now))
    )


def _up_to(workspace: Workspace, schedule: ChangeSchedule, now: datetime) -> datetime:
    if schedule.next_review_date is None:
        return now + timedelta(days=366)
    return start_of(schedule.next_review_date + timedelta(days=1), zone_of(workspace)).astimezone(UTC)


def what_is_not_scheduled(workspace: Workspace, schedule: ChangeSchedule, step: Step) -> Iterator[Message]:
    """A calendar without maintenance or without the customers' own days is allowed, and seldom true."""
    kinds = {line.kind for line in lines_ahead(workspace, schedule)} if step.approves else set(_NOT_THERE)
    yield from (said for kind, said in _NOT_THERE.items() if kind not in kinds)
