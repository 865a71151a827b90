"""The service hours of a calendar and of an agreement, as clocks read them."""

from datetime import date

from sdesk.models import Agreement, ServiceCalendar
from sdesk.models.governance.service_calendar import EarlierHours, Weekday
from sdesk.practice.calendar.service_hours import ALWAYS, Earlier, ServiceHours
from sdesk.storage import Workspace, col


def agreed_hours(workspace: Workspace, agreement: Agreement) -> ServiceHours:
    """The service hours of an agreement; around the clock where it names none."""
    calendar = workspace.get(ServiceCalendar, agreement.service_hours) if agreement.service_hours else None
    return hours_of(calendar) if calendar else ALWAYS


def usual_hours(workspace: Workspace) -> ServiceHours | None:
    """The hours in which people are there: those of the first calendar in use; None where there is none."""
    in_use = col(ServiceCalendar.state) == "in use"
    found = workspace.first(ServiceCalendar, in_use, order_by=[col(ServiceCalendar.number)])
    return hours_of(found) if found else None


def hours_of(calendar: ServiceCalendar) -> ServiceHours:
    """A calendar as the clocks read it, with what it said before. Raises SdeskError when two of its spans overlap."""
    earlier = sorted(
        (each for each in calendar.earlier if each.until), key=lambda each: each.until or date.min
    )
    return _read(calendar, tuple(Earlier(each.until, _read(each)) for each in earlier if each.until))


def _read(said: ServiceCalendar | EarlierHours, earlier: tuple[Earlier, ...] = ()) -> ServiceHours:
    days = list(Weekday)
    spans = tuple(
        (days.index(span.weekday), span.start_minute, span.end_minute)
        for span in said.weekly_hours
        if span.weekday and span.start_minute is not None and span.end_minute is not None
    )
    holidays = frozenset(each.day for each in said.holidays if each.day)
    return ServiceHours(spans, holidays, said.time_zone, earlier)
