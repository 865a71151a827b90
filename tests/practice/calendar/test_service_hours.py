"""Service hours: examples worked out by hand, and laws that hold for every calendar and every moment."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from sdesk.errors import SdeskError
from sdesk.practice.calendar.service_hours import openings_from
from sdesk.practice.measures.clocks import (
    ALWAYS,
    Interval,
    ServiceHours,
    WeeklySpan,
    add_service_minutes,
    intersect,
    open_intervals,
    service_minutes,
    service_time,
    subtract,
    total,
    union,
)
from tests.practice.calendar.calendars import (
    ALL_DAY,
    CHANGES,
    MINUTE,
    NINE_TO_FIVE,
    OFFICE,
    ZONES,
    calendars_and_moments,
    lisbon,
    shown_open,
    utc,
)


def test_friday_afternoon_to_monday_morning_is_two_hours() -> None:
    friday, monday = lisbon(2026, 3, 6, 16, 0), lisbon(2026, 3, 9, 10, 0)
    assert service_minutes(OFFICE, friday, monday) == 120
    assert open_intervals(OFFICE, friday, monday) == (
        Interval(utc(2026, 3, 6, 16, 0), utc(2026, 3, 6, 17, 0)),
        Interval(utc(2026, 3, 9, 9, 0), utc(2026, 3, 9, 10, 0)),
    )


def test_a_holiday_is_closed() -> None:
    assert service_minutes(OFFICE, lisbon(2026, 4, 2, 16, 0), lisbon(2026, 4, 6, 10, 0)) == 120


def test_a_holiday_is_the_local_day() -> None:
    hours = ServiceHours(ALL_DAY, frozenset({date(2026, 7, 4)}), "America/New_York")
    assert open_intervals(hours, utc(2026, 7, 4), utc(2026, 7, 6)) == (
        Interval(utc(2026, 7, 4), utc(2026, 7, 4, 4)),
        Interval(utc(2026, 7, 5, 4), utc(2026, 7, 6)),
    )


@pytest.mark.parametrize(
    ("zone", "day", "minutes"),
    [
        ("Europe/Lisbon", date(2026, 3, 29), 1380),
        ("Europe/Lisbon", date(2026, 10, 25), 1500),
        ("America/New_York", date(2026, 3, 8), 1380),
        ("America/New_York", date(2026, 11, 1), 1500),
        ("Australia/Lord_Howe", date(2026, 10, 4), 1410),
        ("Australia/Lord_Howe", date(2026, 4, 5), 1470),
        ("Africa/Casablanca", date(2026, 2, 15), 1500),
        ("Africa/Casablanca", date(2026, 3, 22), 1380),
        ("Europe/Lisbon", date(2026, 6, 10), 1440),
    ],
)
def test_a_day_from_midnight_to_midnight_is_as_long_as_it_is(zone: str, day: date, minutes: int) -> None:
    hours = ServiceHours(((day.weekday(), 0, 1440),), frozenset(), zone)
    middle = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    assert service_minutes(hours, middle - timedelta(days=2), middle + timedelta(days=2)) == minutes


def test_an_hour_that_daylight_saving_skips_is_never_open() -> None:
    night = ServiceHours(((6, 60, 120), (6, 150, 180)), frozenset(), "Europe/Lisbon")
    assert service_minutes(night, utc(2026, 3, 28, 12), utc(2026, 3, 29, 12)) == 30


def test_an_hour_that_daylight_saving_repeats_is_open_twice() -> None:
    night = ServiceHours(((6, 75, 105),), frozenset(), "Europe/Lisbon")
    assert open_intervals(night, utc(2026, 10, 24, 12), utc(2026, 10, 25, 12)) == (
        Interval(utc(2026, 10, 25, 0, 15), utc(2026, 10, 25, 0, 45)),
        Interval(utc(2026, 10, 25, 1, 15), utc(2026, 10, 25, 1, 45)),
    )


def test_an_office_week_is_forty_hours_whatever_the_clocks_do() -> None:
    for zone, days in CHANGES.items():
        hours = ServiceHours(NINE_TO_FIVE, frozenset(), zone)
        for day in days:
            start = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
            end = start + timedelta(days=7)  # the same local time a week later
            assert service_minutes(hours, start, end) == 40 * 60


def test_a_year_of_office_hours() -> None:
    # 2026 has 261 days from Monday to Friday; one of them is the holiday.
    assert service_minutes(OFFICE, lisbon(2026, 1, 1), lisbon(2027, 1, 1)) == 260 * 8 * 60


def test_service_without_a_break_counts_elapsed_time() -> None:
    assert service_minutes(ALWAYS, utc(2024, 1, 1), utc(2026, 1, 1)) == (366 + 365) * 1440
    assert len(open_intervals(ALWAYS, utc(2024, 1, 1), utc(2026, 1, 1))) == 1


def test_minutes_are_completed_minutes_of_the_whole() -> None:
    start = utc(2026, 3, 6, 16, 59, 30)
    assert service_minutes(OFFICE, start, utc(2026, 3, 9, 9, 0, 29)) == 0
    assert service_minutes(OFFICE, start, utc(2026, 3, 9, 9, 0, 30)) == 1


def test_nothing_passes_backwards() -> None:
    assert service_minutes(OFFICE, utc(2026, 3, 6, 12), utc(2026, 3, 6, 11)) == 0


@pytest.mark.parametrize("zone", ZONES)
def test_hours_at_the_turn_of_the_year_join(zone: str) -> None:
    hours = ServiceHours(ALL_DAY, frozenset(), zone)
    assert len(open_intervals(hours, utc(2025, 12, 31), utc(2026, 1, 2))) == 1


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        service_minutes(ALWAYS, datetime(2026, 1, 1), utc(2026, 1, 2))


A_ZONE = "Use a name like Europe/Lisbon or America/New_York."
TWO_SPANS = "For hours past midnight, enter one span until 24:00 and one from 00:00 on the next day."


@pytest.mark.parametrize(
    ("weekly", "zone", "wrong", "remedy"),
    [
        ((), "Europe/Atlantis", "The time zone “Europe/Atlantis” is not known.", A_ZONE),
        ((), "../secrets", "The time zone “../secrets” is not known.", A_ZONE),
        ((), "", "The time zone “” is not known.", A_ZONE),
        (
            ((0, 540, 540),),
            "UTC",
            "The service hours Monday 09:00–09:00 end before they start.",
            TWO_SPANS,
        ),
        (
            ((4, 1320, 360),),
            "UTC",
            "The service hours Friday 22:00–06:00 end before they start.",
            TWO_SPANS,
        ),
        (
            ((2, 540, 1500),),
            "UTC",
            "The service hours Wednesday 09:00–25:00 leave their day.",
            "A day goes from 00:00 to 24:00.",
        ),
        (
            ((7, 540, 600),),
            "UTC",
            "There is no weekday 7.",
            "Weekdays go from 0 (Monday) to 6 (Sunday).",
        ),
        (
            ((1, 600, 720), (1, 540, 660)),
            "UTC",
            "The service hours Tuesday 09:00–11:00 and Tuesday 10:00–12:00 overlap.",
            "Join them into one span, or change one of them.",
        ),
    ],
)
def test_hours_that_cannot_be_are_refused_by_name(
    weekly: tuple[WeeklySpan, ...], zone: str, wrong: str, remedy: str
) -> None:
    with pytest.raises(SdeskError) as refused:
        ServiceHours(weekly, frozenset(), zone)
    assert (str(refused.value.message), str(refused.value.hint)) == (wrong, remedy)


def test_spans_that_touch_are_one_opening() -> None:
    hours = ServiceHours(((0, 720, 1020), (0, 540, 720)), frozenset(), "UTC")
    assert open_intervals(hours, utc(2026, 3, 2), utc(2026, 3, 3)) == (
        Interval(utc(2026, 3, 2, 9), utc(2026, 3, 2, 17)),
    )


def test_a_target_is_reached_at_closing_time_not_the_next_morning() -> None:
    assert add_service_minutes(OFFICE, lisbon(2026, 3, 6, 16, 0), 60) == utc(2026, 3, 6, 17)
    assert add_service_minutes(OFFICE, lisbon(2026, 3, 6, 16, 0), 61) == utc(2026, 3, 9, 9, 1)


def test_a_target_passes_a_change_of_clocks_and_a_holiday() -> None:
    assert add_service_minutes(OFFICE, lisbon(2026, 3, 27, 16, 0), 120) == utc(2026, 3, 30, 9)  # 10:00 local
    assert add_service_minutes(OFFICE, lisbon(2026, 4, 2, 16, 0), 120) == lisbon(2026, 4, 6, 10, 0)


def test_openings_begin_at_the_moment_and_are_told_for_a_hundred_years() -> None:
    monday = Interval(lisbon(2026, 3, 9, 9), lisbon(2026, 3, 9, 17))
    assert next(openings_from(OFFICE, lisbon(2026, 3, 6, 17))) == monday
    first, *_, last = openings_from(ALWAYS, utc(2026, 3, 2, 8))
    assert (first, last.end) == (Interval(utc(2026, 3, 2, 8), utc(2027, 1, 1)), utc(2127, 1, 1))


def test_hours_that_are_never_open_reach_no_target() -> None:
    with pytest.raises(SdeskError, match="never add up to 60 minutes"):
        add_service_minutes(ServiceHours((), frozenset(), "UTC"), utc(2026, 1, 1), 60)


# ---------------------------------------------------------------- laws of service time


@settings(deadline=None, max_examples=80)
@given(calendars_and_moments(2))
@example(
    (ServiceHours(((6, 75, 105),), frozenset(), "Europe/Lisbon"), [utc(2026, 10, 24), utc(2026, 10, 26)])
)
def test_it_is_open_exactly_when_the_clock_on_the_wall_says_so(
    case: tuple[ServiceHours, list[datetime]],
) -> None:
    hours, (start, end) = case
    minutes = (end - start) // MINUTE
    counted = sum(shown_open(hours, start + minute * MINUTE) for minute in range(minutes))
    assert service_minutes(hours, start, end) == counted


@settings(deadline=None, max_examples=150)
@given(calendars_and_moments(3))
def test_service_time_adds_up(case: tuple[ServiceHours, list[datetime]]) -> None:
    hours, (a, b, c) = case
    assert service_minutes(hours, a, b) + service_minutes(hours, b, c) == service_minutes(hours, a, c)


@settings(deadline=None, max_examples=150)
@given(calendars_and_moments(4))
def test_a_longer_time_holds_no_less_service_and_never_more_than_itself(
    case: tuple[ServiceHours, list[datetime]],
) -> None:
    hours, (a, b, c, d) = case
    assert service_minutes(hours, b, c) <= service_minutes(hours, a, d) <= (d - a) // MINUTE


@settings(deadline=None, max_examples=150)
@given(calendars_and_moments(1), st.integers(1, 3000), st.integers(0, 59))
def test_adding_minutes_is_the_inverse_of_counting_them(
    case: tuple[ServiceHours, list[datetime]], minutes: int, seconds: int
) -> None:
    hours, (start,) = case
    assume(hours.weekly)
    start += timedelta(seconds=seconds)
    reached = add_service_minutes(hours, start, minutes)
    assert service_time(hours, start, reached) == minutes * MINUTE
    assert service_minutes(hours, start, reached - timedelta(seconds=1)) == minutes - 1


@settings(deadline=None, max_examples=50)
@given(calendars_and_moments(2), st.sampled_from(ZONES))
def test_the_zone_in_which_a_moment_is_given_does_not_matter(
    case: tuple[ServiceHours, list[datetime]], zone: str
) -> None:
    hours, (start, end) = case
    there = ZoneInfo(zone)
    assert open_intervals(hours, start.astimezone(there), end.astimezone(there)) == open_intervals(
        hours, start, end
    )


# ---------------------------------------------------------------- laws of intervals


def interval_sets() -> st.SearchStrategy[list[tuple[datetime, datetime]]]:
    moment = st.integers(0, 60).map(lambda minute: utc(2026, 1, 1) + minute * MINUTE)
    return st.lists(st.tuples(moment, moment), max_size=6)


def minutes_in(intervals: list[tuple[datetime, datetime]] | tuple[Interval, ...]) -> set[int]:
    base = utc(2026, 1, 1)
    return {m for start, end in intervals for m in range((start - base) // MINUTE, (end - base) // MINUTE)}


@settings(deadline=None, max_examples=200)
@given(interval_sets(), interval_sets())
def test_intervals_behave_as_sets_of_moments(
    first: list[tuple[datetime, datetime]], second: list[tuple[datetime, datetime]]
) -> None:
    assert minutes_in(union(first, second)) == minutes_in(first) | minutes_in(second)
    assert minutes_in(intersect(first, second)) == minutes_in(first) & minutes_in(second)
    assert minutes_in(subtract(first, second)) == minutes_in(first) - minutes_in(second)
    assert total(first) == len(minutes_in(first)) * MINUTE
    for result in (union(first, second), intersect(first, second), subtract(first, second)):
        assert list(result) == sorted(result)
        assert all(earlier.end < later.start for earlier, later in itertools.pairwise(result))
        assert all(start < end for start, end in result)


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(sorted(available_timezones())),
    st.dates(date(1990, 1, 1), date(2035, 1, 1)),
    st.integers(1, 60),
)
def test_no_rule_of_a_time_zone_changes_the_minutes_worked(zone: str, first: date, days: int) -> None:
    """Five to eleven in the morning of each day is six hours, whatever a zone's clocks do at night or did in the past."""
    hours = ServiceHours(tuple((day, 5 * 60, 11 * 60) for day in range(7)), frozenset(), zone)
    start, end = (
        datetime.combine(day, time(), ZoneInfo(zone)) for day in (first, first + timedelta(days=days))
    )
    assume(not _clocks_change_in_the_morning(zone, first, days))
    assert service_minutes(hours, start.astimezone(UTC), end.astimezone(UTC)) == days * 360


def _clocks_change_in_the_morning(zone: str, first: date, days: int) -> bool:
    """A day without these hours, or with a change in them: whole days were left out when a zone crossed the date line."""
    mornings = (
        (datetime.combine(first + timedelta(days=n), time(hour), ZoneInfo(zone)) for hour in (5, 11))
        for n in range(days)
    )
    return any(
        (b.astimezone(UTC) - a.astimezone(UTC)) != timedelta(hours=6) or _skipped(a) for a, b in mornings
    )


def _skipped(moment: datetime) -> bool:
    there_and_back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return there_and_back.replace(tzinfo=None) != moment.replace(tzinfo=None)
