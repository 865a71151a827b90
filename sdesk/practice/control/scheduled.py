"""The schedule (WP.12): what lasts whole days, and what stands on it when a version of it is approved."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sdesk.local_time import start_of
from sdesk.models import ChangeSchedule, ScheduleEntry, Step
from sdesk.models.control import ScheduledKind, ScheduledLine
from sdesk.models.identity import derived_id
from sdesk.practice.calendar.days import zone_of
from sdesk.practice.calendar.schedule import slots, times_of_days
from sdesk.practice.lifecycle.problem import Problem
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


def days_are_both(workspace: Workspace, entry: ScheduleEntry, state: str) -> Iterator[Problem]:
    """Whole days have a first and a last."""
    if entry.last_day and not entry.first_day:
        yield Problem(
            "first_day", _("The first whole day is missing."), _("Name it, or take the last one out.")
        )


def follow_days(workspace: Workspace, entry: ScheduleEntry, was: Mapping[str, Any]) -> None:
    """What lasts whole days begins with the first and ends with the last of them; who gives it times takes the days out."""
    if {"first_day", "last_day"} & was.keys():
        note_days(workspace, entry)
    elif {"starts_at", "ends_at"} & was.keys():
        entry.first_day = entry.last_day = None


def note_days(workspace: Workspace, entry: ScheduleEntry, reason: str = "") -> None:
    if entry.first_day:
        entry.last_day = entry.last_day or entry.first_day
        entry.starts_at, entry.ends_at = times_of_days(workspace, entry.first_day, entry.last_day)
