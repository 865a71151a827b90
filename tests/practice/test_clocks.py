"""Clocks: examples worked out by hand, and laws that hold for every calendar and every moment."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from sdesk.errors import SdeskError
from sdesk.practice.clocks import (
    ALWAYS,
    Clock,
    Hold,
    IncidentTimes,
    Interval,
    Restoration,
    ServiceHours,
    WeeklySpan,
    add_service_minutes,
    clock_minutes,
    intersect,
    open_intervals,
    response_clock,
    restoration_clock,
    service_minutes,
    service_time,
    subtract,
    total,
    union,
)

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


# ---------------------------------------------------------------- what the laws are tried on


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


def shown_open(hours: ServiceHours, moment: datetime) -> bool:
    """Whether the clock on the wall shows a time of the service hours: the definition, minute by minute."""
    local = moment.astimezone(ZoneInfo(hours.time_zone))
    minute = local.hour * 60 + local.minute
    return local.date() not in hours.holidays and any(
        weekday == local.weekday() and start <= minute < end for weekday, start, end in hours.weekly
    )


# ---------------------------------------------------------------- service hours by hand


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


def test_hours_at_the_turn_of_the_year_join() -> None:
    hours = ServiceHours(ALL_DAY, frozenset(), "Australia/Lord_Howe")
    assert len(open_intervals(hours, utc(2025, 12, 31), utc(2026, 1, 2))) == 1


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        service_minutes(ALWAYS, datetime(2026, 1, 1), utc(2026, 1, 2))


@pytest.mark.parametrize(
    ("weekly", "zone", "named"),
    [
        ((), "Europe/Atlantis", "Europe/Atlantis"),
        ((), "../secrets", "../secrets"),
        ((), "", "time zone"),
        (((0, 540, 540),), "UTC", "Monday 09:00–09:00"),
        (((4, 1320, 360),), "UTC", "Friday 22:00–06:00"),
        (((2, 540, 1500),), "UTC", "Wednesday 09:00–25:00"),
        (((7, 540, 600),), "UTC", "weekday 7"),
        (((1, 600, 720), (1, 540, 660)), "UTC", "Tuesday 09:00–11:00 and Tuesday 10:00–12:00"),
    ],
)
def test_hours_that_cannot_be_are_refused_by_name(
    weekly: tuple[WeeklySpan, ...], zone: str, named: str
) -> None:
    with pytest.raises(SdeskError) as refused:
        ServiceHours(weekly, frozenset(), zone)
    assert named in refused.value.message
    assert refused.value.hint


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
        assert all(earlier.end < later.start for earlier, later in zip(result, result[1:], strict=False))
        assert all(start < end for start, end in result)


# ---------------------------------------------------------------- holds


def test_a_hold_over_the_weekend_takes_only_service_time() -> None:
    start, end = lisbon(2026, 3, 6, 15, 0), lisbon(2026, 3, 9, 11, 0)
    hold = Hold(lisbon(2026, 3, 6, 16, 0), lisbon(2026, 3, 9, 10, 0))
    assert clock_minutes(OFFICE, start, end) == 240
    assert clock_minutes(OFFICE, start, end, [hold]) == 120


def test_holds_may_overlap_last_and_lie_outside() -> None:
    start, end = lisbon(2026, 3, 2, 9, 0), lisbon(2026, 3, 2, 17, 0)
    holds = [
        Hold(lisbon(2026, 3, 2, 10, 0), lisbon(2026, 3, 2, 12, 0)),
        Hold(lisbon(2026, 3, 2, 11, 0), lisbon(2026, 3, 2, 13, 0)),
        Hold(lisbon(2026, 3, 2, 16, 30)),
        Hold(lisbon(2026, 3, 1, 9, 0), lisbon(2026, 3, 2, 9, 0)),
        Hold(lisbon(2026, 3, 3, 9, 0), lisbon(2026, 3, 3, 10, 0)),
        Hold(lisbon(2026, 3, 2, 15, 0), lisbon(2026, 3, 2, 14, 0)),
    ]
    assert clock_minutes(OFFICE, start, end, holds) == 480 - 180 - 30


@st.composite
def holds_between(draw: st.DrawFn, start: datetime, end: datetime) -> list[Hold]:
    reach = (end - start) // MINUTE + 600
    moment = st.integers(-600, reach).map(lambda minute: start + minute * MINUTE)
    return draw(st.lists(st.builds(Hold, moment, st.none() | moment), max_size=4))


@settings(deadline=None, max_examples=150)
@given(calendars_and_moments(2), st.data())
def test_holds_never_add_time_and_repeating_one_changes_nothing(
    case: tuple[ServiceHours, list[datetime]], data: st.DataObject
) -> None:
    hours, (start, end) = case
    holds = data.draw(holds_between(start, end))
    held = clock_minutes(hours, start, end, holds)
    assert 0 <= held <= service_minutes(hours, start, end)
    assert clock_minutes(hours, start, end, holds + holds) == held
    for hold in holds:
        assert clock_minutes(hours, start, end, [hold]) >= held


@settings(deadline=None, max_examples=40)
@given(calendars_and_moments(2), st.data())
def test_the_clock_counts_the_open_minutes_that_are_not_held(
    case: tuple[ServiceHours, list[datetime]], data: st.DataObject
) -> None:
    hours, (start, end) = case
    holds = data.draw(holds_between(start, end))
    moments = [start + minute * MINUTE for minute in range((end - start) // MINUTE)]
    held = {m for m in moments for hold in holds if hold.start <= m < (hold.end or end)}
    counted = sum(shown_open(hours, moment) for moment in moments if moment not in held)
    assert clock_minutes(hours, start, end, holds) == counted


# ---------------------------------------------------------------- the clocks of an incident


RECORDED = lisbon(2026, 3, 2, 9, 30)
STARTED = lisbon(2026, 3, 2, 9, 0)


def test_the_response_clock_runs_from_recorded_to_the_first_step() -> None:
    times = IncidentTimes(RECORDED, STARTED, now=lisbon(2026, 3, 2, 10, 0))
    running = response_clock(OFFICE, times, 60)
    assert running == Clock(30, 60, "running", lisbon(2026, 3, 2, 10, 30))
    assert (running.remaining, running.standing) == (30, "on time")

    answered = IncidentTimes(RECORDED, STARTED, lisbon(2026, 3, 5, 9, 0), lisbon(2026, 3, 2, 10, 15))
    stopped = response_clock(OFFICE, answered, 60)
    assert stopped == Clock(45, 60, "stopped", lisbon(2026, 3, 2, 10, 30))
    assert stopped.standing == "at risk"


def test_an_incident_restored_before_any_step_is_answered_by_that() -> None:
    restored = (Restoration(lisbon(2026, 3, 2, 10, 0)),)
    late_note = lisbon(2026, 3, 3, 9, 0)
    times = IncidentTimes(RECORDED, STARTED, lisbon(2026, 3, 4, 9, 0), late_note, restored)
    assert response_clock(OFFICE, times, 60).used == 30


def test_what_is_later_than_now_has_not_happened() -> None:
    now = lisbon(2026, 3, 2, 10, 0)
    later = lisbon(2026, 3, 2, 11, 0)
    times = IncidentTimes(RECORDED, STARTED, now, later, (Restoration(later),), (Hold(later),))
    assert response_clock(OFFICE, times, 60) == Clock(30, 60, "running", lisbon(2026, 3, 2, 10, 30))
    assert restoration_clock(OFFICE, times, 90) == Clock(60, 90, "running", lisbon(2026, 3, 2, 10, 30))


def test_the_restoration_clock_runs_from_started_to_restored() -> None:
    restored = (Restoration(lisbon(2026, 3, 3, 10, 0)),)
    times = IncidentTimes(RECORDED, STARTED, lisbon(2026, 3, 9, 9, 0), restorations=restored)
    clock = restoration_clock(OFFICE, times, 480)
    assert (clock.used, clock.remaining, clock.state, clock.standing) == (540, -60, "stopped", "breached")
    assert clock.due_at == lisbon(2026, 3, 2, 17, 0)


def test_a_reopened_incident_goes_on_where_it_was() -> None:
    restored = (Restoration(lisbon(2026, 3, 2, 10, 0), lisbon(2026, 3, 3, 12, 0)),)
    between = IncidentTimes(RECORDED, STARTED, lisbon(2026, 3, 3, 11, 0), restorations=restored)
    assert restoration_clock(OFFICE, between, 240).state == "stopped"
    assert restoration_clock(OFFICE, between, 240).used == 60

    reopened = IncidentTimes(RECORDED, STARTED, lisbon(2026, 3, 3, 13, 0), restorations=restored)
    assert restoration_clock(OFFICE, reopened, 240) == Clock(120, 240, "running", lisbon(2026, 3, 3, 15, 0))

    again = (*restored, Restoration(lisbon(2026, 3, 3, 14, 0)))
    closed = IncidentTimes(RECORDED, STARTED, lisbon(2026, 3, 9, 13, 0), restorations=again)
    assert restoration_clock(OFFICE, closed, 240) == Clock(180, 240, "stopped", lisbon(2026, 3, 3, 15, 0))


def test_a_clock_on_hold_is_paused_and_has_no_due_time() -> None:
    holds = (Hold(lisbon(2026, 3, 2, 10, 0)),)
    times = IncidentTimes(RECORDED, STARTED, lisbon(2026, 3, 6, 16, 0), holds=holds)
    assert restoration_clock(OFFICE, times, 240) == Clock(60, 240, "paused", None)

    ended = (Hold(lisbon(2026, 3, 2, 10, 0), lisbon(2026, 3, 6, 16, 0)),)
    goes_on = IncidentTimes(RECORDED, STARTED, lisbon(2026, 3, 6, 16, 0), holds=ended)
    assert restoration_clock(OFFICE, goes_on, 240) == Clock(60, 240, "running", lisbon(2026, 3, 9, 11, 0))


def test_a_restored_incident_is_stopped_even_if_its_hold_was_never_ended() -> None:
    times = IncidentTimes(
        RECORDED,
        STARTED,
        lisbon(2026, 3, 6, 16, 0),
        restorations=(Restoration(lisbon(2026, 3, 2, 12, 0)),),
        holds=(Hold(lisbon(2026, 3, 2, 11, 0)),),
    )
    assert restoration_clock(OFFICE, times, None) == Clock(120, None, "stopped", None)


def test_withdrawing_stops_both_clocks() -> None:
    withdrawn = lisbon(2026, 3, 2, 10, 0)
    times = IncidentTimes(RECORDED, STARTED, lisbon(2026, 3, 9, 10, 0), withdrawn_at=withdrawn)
    assert response_clock(OFFICE, times, 60) == Clock(30, 60, "stopped", lisbon(2026, 3, 2, 10, 30))
    assert restoration_clock(OFFICE, times, None).used == 60


def test_a_clock_that_has_not_started_is_due_from_its_start() -> None:
    times = IncidentTimes(RECORDED, lisbon(2026, 3, 3, 9, 0), now=RECORDED)
    assert restoration_clock(OFFICE, times, 60) == Clock(0, 60, "running", lisbon(2026, 3, 3, 10, 0))


def test_a_calendar_without_hours_has_a_clock_that_never_moves() -> None:
    never = ServiceHours((), frozenset(), "UTC")
    assert restoration_clock(never, IncidentTimes(RECORDED, STARTED, utc(2026, 5, 1)), 60) == Clock(
        0, 60, "running", None
    )


@pytest.mark.parametrize(
    ("used", "target", "standing"),
    [
        (0, 60, "on time"),
        (44, 60, "on time"),
        (45, 60, "at risk"),
        (60, 60, "at risk"),
        (61, 60, "breached"),
        (99, None, None),
    ],
)
def test_standing(used: int, target: int | None, standing: str | None) -> None:
    assert Clock(used, target, "running", None).standing == standing


@settings(deadline=None, max_examples=150)
@given(calendars_and_moments(5), st.integers(1, 2000), st.data())
def test_a_running_clock_shows_its_target_when_it_is_due(
    case: tuple[ServiceHours, list[datetime]], target: int, data: st.DataObject
) -> None:
    hours, (started, restored, reopened, now, _) = case
    holds = tuple(data.draw(holds_between(started, now)))
    restorations = (Restoration(restored, reopened),)
    clock = restoration_clock(hours, IncidentTimes(started, started, now, None, restorations, holds), target)
    assume(clock.state == "running" and clock.due_at is not None)
    ended = tuple(Hold(hold.start, hold.end or now) for hold in holds if hold.start <= now)
    due = clock.due_at
    assert due is not None
    at_due = restoration_clock(hours, IncidentTimes(started, started, due, None, restorations, ended), target)
    assert at_due.used == target
    assert (clock.used < target) == (due > now) or clock.used == target


@settings(deadline=None, max_examples=100)
@given(calendars_and_moments(4))
def test_reopening_never_costs_more_than_never_having_been_restored(
    case: tuple[ServiceHours, list[datetime]],
) -> None:
    hours, (started, restored, reopened, now) = case
    broken = restoration_clock(hours, IncidentTimes(started, started, now), None).used
    times = IncidentTimes(started, started, now, restorations=(Restoration(restored, reopened),))
    between = service_minutes(hours, restored, reopened)
    assert restoration_clock(hours, times, None).used == broken - between
