"""Service hours and maintenance windows, as they were answered: made once, and moved where the answer changes."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sdesk.local_time import local
from sdesk.models import FirmAnswers, ScheduleEntry, ServiceCalendar
from sdesk.models.control import EntryKind
from sdesk.models.governance.service_calendar import Weekday
from sdesk.practice.calendar.days import moment_on, today, zone_name, zone_of
from sdesk.practice.calendar.series import Unit, cancel_from, repeat
from sdesk.practice.lifecycle.proposed.sections import digest_of_section
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.starter.wording import substituted
from sdesk.storage import col
from sdesk.translation import message as _
from sdesk.translation import word

AHEAD = timedelta(weeks=12)
"""So far maintenance windows are put on the calendar; who wants more repeats them there."""
WINDOW = ("window_day", "window_start", "window_end")


# ---------------------------------------------------------------- service hours


def calendar_of(workspace: Workspace, said: FirmAnswers) -> ServiceCalendar | None:
    """The service hours that say what was answered; else the first there are."""
    in_use = col(ServiceCalendar.state) == "in use"
    found = workspace.find(ServiceCalendar, in_use, order_by=[col(ServiceCalendar.number)])
    same = (each for each in found if _same(each.weekly_hours, said.weekly_hours))
    return next(same, next(iter(found), None))


def make_calendar(workspace: Workspace, said: FirmAnswers) -> ServiceCalendar:
    values = {
        "name": substituted("calendar"),
        "time_zone": zone_name(workspace),
        "weekly_hours": said.weekly_hours,
        "holidays": said.holidays,
    }
    return create(workspace, ServiceCalendar, values)


def change_hours(workspace: Workspace, was: Mapping[str, Any], now: FirmAnswers) -> None:
    """Those that say what was answered before say what is answered now."""
    for calendar in workspace.find(ServiceCalendar):
        changed = {
            name: getattr(now, name)
            for name in ("weekly_hours", "holidays")
            if name in was
            and _same(getattr(calendar, name), was[name])
            and not _same(was[name], getattr(now, name))
        }
        if changed:
            save(workspace, calendar, changed)


def _same(one: object, other: object) -> bool:
    return digest_of_section(one) == digest_of_section(other)


# ---------------------------------------------------------------- windows


def windows(workspace: Workspace, said: FirmAnswers) -> list[ScheduleEntry]:
    """The maintenance windows of the weeks to come, where none was ever entered."""
    model = ScheduleEntry
    if workspace.find(model, col(model.kind) == EntryKind.MAINTENANCE):
        return []
    return make_windows(workspace, said)


def make_windows(workspace: Workspace, said: FirmAnswers) -> list[ScheduleEntry]:
    values = dict(_first_window(workspace, said))
    first = take_step(workspace, create(workspace, ScheduleEntry, values), "plan")
    return [first, *repeat(workspace, first, 1, Unit.WEEKS, today(workspace) + AHEAD)]


def move_windows(workspace: Workspace, was: Mapping[str, Any], now: FirmAnswers) -> None:
    """Those to come that were entered as it was answered before are cancelled, and entered anew."""
    before = FirmAnswers(**{name: was.get(name, getattr(now, name)) for name in WINDOW})
    same = all(getattr(before, name) == getattr(now, name) for name in WINDOW)
    if same or not (_is_whole(before) and _is_whole(now)):
        return
    model = ScheduleEntry
    to_come = workspace.find(
        model,
        col(model.state) == "planned",
        col(model.name) == substituted("window"),
        col(model.starts_at) > workspace.clock(),
        order_by=[col(model.starts_at)],
    )
    next_one = next((each for each in to_come if each.series and _is_at(workspace, each, before)), None)
    if next_one is not None:
        cancel_from(workspace, next_one, word(_("Maintenance is done at another time from now on.")))
        make_windows(workspace, now)


def _is_at(workspace: Workspace, entry: ScheduleEntry, said: FirmAnswers) -> bool:
    assert entry.starts_at and said.window_day and said.window_start is not None
    begins = local(entry.starts_at, zone_of(workspace))
    same_day = begins.weekday() == list(Weekday).index(said.window_day)
    return same_day and begins.hour * 60 + begins.minute == said.window_start


def _is_whole(said: FirmAnswers) -> bool:
    return all(getattr(said, name) is not None for name in WINDOW)


def _first_window(workspace: Workspace, said: FirmAnswers) -> Iterator[tuple[str, Any]]:
    assert said.window_day and said.window_start is not None and said.window_end is not None
    day = next_on(today(workspace), said.window_day)
    over_midnight = said.window_end <= said.window_start
    yield "name", substituted("window")
    yield "kind", EntryKind.MAINTENANCE
    yield "starts_at", moment(workspace, day, said.window_start)
    yield "ends_at", moment(workspace, day + timedelta(days=over_midnight), said.window_end)


def moment(workspace: Workspace, day: date, minute: int) -> datetime:
    """1440 is the midnight at the day's end."""
    more, rest = divmod(minute, 24 * 60)
    return moment_on(workspace, day + timedelta(days=more), time(rest // 60, rest % 60))


def next_on(day: date, weekday: Weekday) -> date:
    """The first such weekday after `day`."""
    return day + timedelta(days=(list(Weekday).index(weekday) - day.weekday() - 1) % 7 + 1)


__all__ = [
    "calendar_of",
    "change_hours",
    "make_calendar",
    "make_windows",
    "move_windows",
    "next_on",
    "windows",
]
