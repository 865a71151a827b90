"""Moments as the clock and the calendar on a wall show them. Nowhere else is a day made from a moment.

`zone` is the organization's: `practice.days` knows it for a workspace, `ui.wall` for a widget. This computer's own
zone says nothing about a day: whoever works from a hotel still works by the calendar of the office.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

HALF_A_YEAR = timedelta(days=182)

FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Days of records lie in these years, and calendars answer for them; outside them no service is open."""


def utc_now() -> datetime:
    return datetime.now(UTC)


def local(moment: datetime, zone: tzinfo) -> datetime:
    """The moment with the date and the time of day that it has in the zone."""
    return moment.astimezone(zone)


def day_of(moment: datetime, zone: tzinfo) -> date:
    """The day on which the moment falls in the zone."""
    return local(moment, zone).date()


def moment_on(day: date, at: time, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which the clock of the zone shows that time on that day."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def start_of(day: date, zone: tzinfo) -> datetime:
    """Midnight in the zone, in UTC; where daylight saving skips it, the moment at which the clocks go forward."""
    return moment_on(day, time(), zone)


def this_computers_zone() -> tzinfo:
    """For what is said of a file before it is open, and of no day of the organization."""
    return datetime.now().astimezone().tzinfo or UTC


def is_shown_by_this_computer(zone: tzinfo, moment: datetime) -> bool:
    """Whether the clock of this computer shows what the clock of the zone shows, now and in half a year."""
    return all(
        at.astimezone().utcoffset() == local(at, zone).utcoffset() for at in (moment, moment + HALF_A_YEAR)
    )
