"""Service hours that change: they are valid from a day, and what counted before that day stays as it was.

Hours, holidays or zone of a calendar that an agreement goes by change from today on, or from the later day that
somebody chose. Until an agreement names it nothing has counted, and it may say anything of any day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sdesk import local_time
from sdesk.errors import SdeskError
from sdesk.models import CustomerAgreement, ServiceCalendar, SupplierAgreement
from sdesk.models.governance.service_calendar import EarlierHours, Holiday, WeeklyHours
from sdesk.practice.calendar.agreed_hours import hours_of
from sdesk.practice.calendar.days import start_of, today
from sdesk.practice.calendar.service_hours import Interval, ServiceHours, find_zone, held_between
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage import col
from sdesk.storage.past import reached_at, record_at
from sdesk.translation import Message
from sdesk.translation import message as _

_EVER = datetime.min.replace(tzinfo=UTC)
_HOURS = ("time_zone", "weekly_hours", "holidays")


def keep_what_counted(workspace: Workspace, calendar: ServiceCalendar, before: Mapping[str, Any]) -> None:
    """Where the hours change, those before go to `earlier`, until the day from which the new ones are valid.

    A change that touches no minute before today needs no day of its own: of a holiday to come, or of hours that are
    valid from today or later. What was to change after the day chosen does not any more.
    """
    if not before.keys() & {*_HOURS, "valid_from", "earlier"} or not _is_readable(calendar):
        return
    was = _Said(**{name: before.get(name, getattr(calendar, name)) for name in _Said.__annotations__})
    used, now_begins = _is_agreed(workspace, calendar), start_of(workspace, today(workspace))
    chosen = calendar.valid_from if "valid_from" in before else None
    if chosen is None and used:
        calendar.valid_from = was.valid_from
        if not _same_before(now_begins, was.hours, hours_of(calendar)):
            chosen = _first_day(was.hours, now_begins)
    if chosen is not None:
        calendar.valid_from = chosen
        calendar.earlier = was.until(chosen, changed=any(name in before for name in _HOURS))
    elif calendar.valid_from is None:
        calendar.earlier = ()
    if used:
        _refuse_what_is_past(calendar, was, now_begins)
        _refuse_what_would_not_count(workspace, calendar, was)


@dataclass(frozen=True)
class _Said:
    """What a calendar said."""

    time_zone: str
    weekly_hours: tuple[WeeklyHours, ...]
    holidays: tuple[Holiday, ...]
    valid_from: date | None
    earlier: tuple[EarlierHours, ...]

    @property
    def hours(self) -> ServiceHours:
        return hours_of(ServiceCalendar(**vars(self)))

    def until(self, day: date, *, changed: bool) -> tuple[EarlierHours, ...]:
        """All that it said, cut at the day; without a change only the day moves from which the last hours are valid."""
        last = EarlierHours(time_zone=self.time_zone, weekly_hours=self.weekly_hours, holidays=self.holidays)
        said = (*self.earlier, last) if changed else self.earlier
        over = [each for each in said if each.until and each.until < day]
        ends = [*said[len(over) :], *over[-1:]][0] if said else None
        kept = over if len(over) < len(said) else over[:-1]
        return (*kept, ends.model_copy(update={"until": day})) if ends else ()


def past_stays_as_it_was(workspace: Workspace, calendar: ServiceCalendar, state: str) -> Iterator[Problem]:
    """No minute before today counts otherwise than it did when today began, whatever was done or undone since."""
    if bool(calendar.valid_from) != bool(calendar.earlier):
        yield _day_without_hours(calendar)
    now_begins = start_of(workspace, today(workspace))
    if _is_readable(calendar) and _is_agreed(workspace, calendar, now_begins):
        was = record_at(workspace, calendar.id, now_begins)
        if isinstance(was, ServiceCalendar):
            yield from _past(calendar, hours_of(was), now_begins)


def _is_readable(calendar: ServiceCalendar) -> bool:
    """What no clock can read is refused by a rule of its own."""
    try:
        return bool(hours_of(calendar))
    except SdeskError:
        return False


def _day_without_hours(calendar: ServiceCalendar) -> Problem:
    if calendar.earlier:
        return Problem("valid_from", _("Other hours counted before: a day parts them."), _("Enter that day."))
    return Problem(
        "valid_from",
        _("No other hours counted before that day: these count for all the past."),
        _("Leave it empty until the hours change."),
    )


def _past(calendar: ServiceCalendar, was: ServiceHours, now_begins: datetime) -> Iterator[Problem]:
    if not _same_before(now_begins, was, hours_of(calendar)):
        day = _first_day(was, now_begins)
        yield Problem(
            "valid_from",
            _("What incidents and reports counted before {day} stays as it was.", day=day),
            _("Let the change be valid from {day} or a later day.", day=day),
        )


def _refuse_what_is_past(calendar: ServiceCalendar, was: _Said, now_begins: datetime) -> None:
    found = [*_past(calendar, was.hours, now_begins)]
    if found:
        raise Refused(_not_changed(calendar), found)


def _refuse_what_would_not_count(workspace: Workspace, calendar: ServiceCalendar, was: _Said) -> None:
    """A holiday before the hours are valid would be closed on paper and open on the clocks."""
    now, then = ({each.day for each in said.holidays if each.day} for said in (calendar, was))
    begins = calendar.valid_from or date.min
    for day in sorted(now - then):
        if today(workspace) <= day < begins:
            said = _(
                "These hours are valid from {begins}: {day} would not be a holiday.", begins=begins, day=day
            )
            remedy = _("Let them be valid from {day} or an earlier day.", day=day)
            raise Refused(_not_changed(calendar), [Problem("holidays", said, remedy)])


def _not_changed(calendar: ServiceCalendar) -> Message:
    return _("The service hours {number} were not changed.", number=calendar.number)


def _is_agreed(workspace: Workspace, calendar: ServiceCalendar, before: datetime | None = None) -> bool:
    """Whether an agreement past draft goes by it, or did by that moment."""
    return any(
        before is None or (at := reached_at(workspace, each.id, "approved")) is None or at < before
        for model in (CustomerAgreement, SupplierAgreement)
        for each in workspace.find(
            model, col(model.service_hours) == calendar.id, col(model.state) != model.first_state().name
        )
    )


def _first_day(was: ServiceHours, now_begins: datetime) -> date:
    """The first day of the hours' own zone that begins no sooner than today does for the organization."""
    zone = find_zone(_held_at_the_end(was, now_begins).time_zone)
    day = local_time.day_of(now_begins, zone)
    return day if local_time.start_of(day, zone) >= now_begins else day + timedelta(days=1)


def _held_at_the_end(hours: ServiceHours, moment: datetime) -> ServiceHours:
    return [*held_between(hours, _EVER, moment)][-1][1]


def _same_before(moment: datetime, one: ServiceHours, other: ServiceHours) -> bool:
    """Whether both count every minute before the moment alike. Holidays that begin later don't matter."""
    return _counted_before(one, moment) == _counted_before(other, moment)


def _counted_before(hours: ServiceHours, moment: datetime) -> list[tuple[Any, ...]]:
    return [
        (span, each.weekly, each.time_zone, _begun(each, span))
        for span, each in held_between(hours, _EVER, moment)
    ]


def _begun(hours: ServiceHours, span: Interval) -> frozenset[date]:
    zone = find_zone(hours.time_zone)
    return frozenset(day for day in hours.holidays if local_time.start_of(day, zone) < span.end)
