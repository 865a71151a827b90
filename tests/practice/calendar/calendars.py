"""Calendars and moments on which the laws of service hours and clocks are tried."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from sdesk.practice.calendar.service_hours import Earlier
from sdesk.practice.measures.clocks import ServiceHours, WeeklySpan

MINUTE = timedelta(minutes=1)
LISBON = ZoneInfo("Europe/Lisbon")
NINE_TO_FIVE: tuple[WeeklySpan, ...] = tuple((day, 9 * 60, 17 * 60) for day in range(5))
ALL_DAY: tuple[WeeklySpan, ...] = tuple((day, 0, 1440) for day in range(7))
OFFICE = ServiceHours(NINE_TO_FIVE, frozenset({date(2026, 4, 3)}), "Europe/Lisbon")  # Good Friday

ZONES = ["Europe/Lisbon", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"]
# Days on which the clocks of these zones change, so that the examples meet them often.
CHANGES = {
    "Europe/Lisbon": [date(2026, 3, 29), date(2026, 10, 25)],
    "America/New_York": [date(2026, 3, 8), date(2026, 11, 1)],
    "Australia/Lord_Howe": [date(2026, 4, 5), date(2026, 10, 4)],
    "Africa/Casablanca": [date(2026, 2, 15), date(2026, 3, 22)],
    "UTC": [date(2026, 1, 1)],
}


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def lisbon(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LISBON).astimezone(UTC)  # type: ignore[misc,arg-type]


@st.composite
def weekly_spans(draw: st.DrawFn) -> tuple[WeeklySpan, ...]:
    spans: list[WeeklySpan] = []
    for weekday in range(7):
        edges = draw(st.lists(st.integers(0, 96), max_size=4, unique=True).map(sorted))
        for start, end in zip(edges[::2], edges[1::2], strict=False):
            spans.append((weekday, start * 15, end * 15))
    return tuple(spans)


@st.composite
def calendars(draw: st.DrawFn) -> ServiceHours:
    zone = draw(st.sampled_from(ZONES))
    around = st.sampled_from(CHANGES[zone]).flatmap(
        lambda day: st.integers(-2, 2).map(lambda days: day + timedelta(days=days))
    )
    holidays = draw(st.frozensets(around, max_size=1))
    weekly = draw(st.one_of(weekly_spans(), st.sampled_from([ALL_DAY, NINE_TO_FIVE])))
    return ServiceHours(weekly, holidays, zone)


@st.composite
def calendars_and_moments(draw: st.DrawFn, count: int) -> tuple[ServiceHours, list[datetime]]:
    """A calendar and that many moments in order, on whole minutes, within days of a change of its clocks."""
    hours = draw(calendars())
    day = draw(st.sampled_from(CHANGES[hours.time_zone]))
    middle = datetime(day.year, day.month, day.day, tzinfo=UTC)
    minutes = draw(st.lists(st.integers(-2 * 1440, 3 * 1440), min_size=count, max_size=count).map(sorted))
    return hours, [middle + minute * MINUTE for minute in minutes]


@st.composite
def changed_calendars_and_moments(draw: st.DrawFn, count: int) -> tuple[ServiceHours, list[datetime]]:
    """The same for hours that changed up to three times in those days, zones and holidays too."""
    hours, moments = draw(calendars_and_moments(count))
    day = draw(st.sampled_from(CHANGES[hours.time_zone]))
    days = draw(st.lists(st.integers(-3, 3), max_size=3, unique=True).map(sorted))
    earlier = tuple(Earlier(day + timedelta(days=each), draw(calendars())) for each in days)
    return replace(hours, earlier=earlier), moments


def shown_open(hours: ServiceHours, moment: datetime) -> bool:
    """Whether the clock on the wall shows a time of the service hours: the definition, minute by minute."""
    held = (
        each for until, each in hours.earlier if moment.astimezone(ZoneInfo(each.time_zone)).date() < until
    )
    said = next(held, hours)
    local = moment.astimezone(ZoneInfo(said.time_zone))
    minute = local.hour * 60 + local.minute
    return local.date() not in said.holidays and any(
        weekday == local.weekday() and start <= minute < end for weekday, start, end in said.weekly
    )
