"""Maintenance that comes back: one entry repeated every so many days, weeks or months."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from sdesk.local_time import day_of, local, moment_on
from sdesk.models import ScheduleEntry
from sdesk.practice.calendar.days import zone_of
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create
from sdesk.practice.lifecycle.steps import take_step
from sdesk.storage import col
from sdesk.translation import Message, counted, word
from sdesk.translation import message as _

AT_MOST = 200
"""Entries that one series may make; more is a slip of the keys."""


class Unit(StrEnum):
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


def days_of_series(first: date, every: int, unit: Unit, until: date) -> Iterator[date]:
    """The days after `first` on which it comes back, up to `until`; in a short month on the month's last day."""
    times = 1
    while (day := day_in_series(first, times * every, unit)) <= until:
        yield day
        times += 1


def day_in_series(first: date, number: int, unit: Unit) -> date:
    """So many days, weeks or months after `first`; in a short month its last day."""
    if unit is Unit.MONTHS:
        years, month = divmod(first.month - 1 + number, 12)
        year = first.year + years
        return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))
    return first + timedelta(days=number * (7 if unit is Unit.WEEKS else 1))


def repeat(
    workspace: Workspace, entry: ScheduleEntry, every: int, unit: Unit, until: date
) -> list[ScheduleEntry]:
    """Put the entry on the calendar again every so many days, weeks or months, at the same local time.

    What is made belongs to the entry's series. Raises Refused for an entry without times, an interval below one,
    a last day that brings no repetition, or too many of them.
    """
    start, end = entry.starts_at, entry.ends_at
    if start is None or end is None:
        said = _("{number} has no times yet.", number=entry.number)
        raise Refused(said, hint=_("Say when it starts and ends."))
    if every < 1:
        below = Problem("every", _("The interval is below one."))
        raise Refused(_("It has to be every day at the most."), [below])
    zone = zone_of(workspace)
    days = list(_some(days_of_series(day_of(start, zone), every, unit, until)))
    if not days:
        early = Problem("until", _("The last day is too early."))
        raise Refused(_("Until that day it does not come back."), [early])
    if len(days) > AT_MOST:
        said = _("That would make more than {n} entries.", n=AT_MOST)
        raise Refused(said, hint=_("Choose an earlier last day."))
    with workspace.transaction("repeat", word(_how_often(entry, every, unit))) as session:
        first = session.get_one(ScheduleEntry, entry.id)
        first.series = first.series or first.id
        return [_again(workspace, first, _at(day, start, zone), end - start) for day in days]


def _how_often(entry: ScheduleEntry, every: int, unit: Unit) -> Message:
    number = entry.number
    match unit:
        case Unit.DAYS:
            return counted("{number}: every {n} day", "{number}: every {n} days", n=every, number=number)
        case Unit.WEEKS:
            return counted("{number}: every {n} week", "{number}: every {n} weeks", n=every, number=number)
        case Unit.MONTHS:
            return counted("{number}: every {n} month", "{number}: every {n} months", n=every, number=number)


def _some(days: Iterator[date]) -> Iterator[date]:
    """One more than are allowed at the most, so that who asks for ten thousand need not wait for them."""
    yield from islice(days, AT_MOST + 1)


def _at(day: date, moment: datetime, zone: ZoneInfo) -> datetime:
    """On that day at the local time of the moment, in UTC."""
    return moment_on(day, local(moment, zone).time(), zone)


def _again(workspace: Workspace, first: ScheduleEntry, start: datetime, lasting: timedelta) -> ScheduleEntry:
    days: dict[str, Any] = {}
    if first.first_day and first.last_day:
        day = day_of(start, zone_of(workspace))
        days = {"first_day": day, "last_day": day + (first.last_day - first.first_day)}
    values = {
        **days,
        "name": first.name,
        "kind": first.kind,
        "starts_at": start,
        "ends_at": start + lasting,
        "customer": first.customer,
        "configuration_items": first.configuration_items,
        "description": first.description,
    }
    again = create(workspace, ScheduleEntry, values)
    again.series = first.series
    return take_step(workspace, again, "plan") if first.state == "planned" else again


def series_of(workspace: Workspace, entry: ScheduleEntry) -> list[ScheduleEntry]:
    """The entries of the series that this one belongs to, itself among them, by time; none if it stands alone."""
    if entry.series is None:
        return []
    model = ScheduleEntry
    return workspace.find(model, col(model.series) == entry.series, order_by=[col(model.starts_at)])


def cancel_from(workspace: Workspace, entry: ScheduleEntry, reason: str) -> int:
    """Cancel this entry and the planned ones after it in its series. How many were cancelled. Raises Refused."""
    following = [
        each
        for each in series_of(workspace, entry)
        if each.state == "planned"
        and each.starts_at
        and entry.starts_at
        and each.starts_at >= entry.starts_at
    ]
    with workspace.transaction("cancel", reason):
        for each in following or [entry]:
            take_step(workspace, each, "cancel", reason=reason)
    return len(following or [entry])
