"""Clocks: examples worked out by hand, and laws that hold for every calendar and every moment."""

from datetime import datetime

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sdesk.practice.measures.clocks import (
    Clock,
    Hold,
    IncidentTimes,
    Interval,
    Restoration,
    ServiceHours,
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
    whole_minutes,
)
from tests.practice.calendar.calendars import MINUTE, OFFICE, calendars_and_moments, lisbon, shown_open, utc


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


@settings(deadline=None, max_examples=150)
@given(calendars_and_moments(2), st.data())
def test_the_parts_of_a_clock_are_the_whole(
    case: tuple[ServiceHours, list[datetime]], data: st.DataObject
) -> None:
    """What ran and what was held make the service time; with the hours outside of service, all that passed."""
    hours, (start, end) = case
    holds = data.draw(holds_between(start, end))
    held = union([Interval(hold.start, hold.end or end) for hold in holds if hold.start < (hold.end or end)])
    opened = open_intervals(hours, start, end)
    ran, stood = subtract(opened, held), intersect(opened, held)
    closed = subtract((Interval(start, end),) if start < end else (), opened)
    assert total(ran) + total(stood) == service_time(hours, start, end)
    assert total(ran) + total(stood) + total(closed) == end - start
    assert clock_minutes(hours, start, end, holds) == whole_minutes(total(ran))


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

    at_once = IncidentTimes(RECORDED, STARTED, lisbon(2026, 3, 3, 12, 0), restorations=restored)
    assert restoration_clock(OFFICE, at_once, 240) == Clock(60, 240, "running", lisbon(2026, 3, 3, 15, 0))

    reopened = IncidentTimes(RECORDED, STARTED, lisbon(2026, 3, 3, 13, 0), restorations=restored)
    assert restoration_clock(OFFICE, reopened, 240) == Clock(120, 240, "running", lisbon(2026, 3, 3, 15, 0))

    again = (*restored, Restoration(lisbon(2026, 3, 3, 14, 0)))
    closed = IncidentTimes(RECORDED, STARTED, lisbon(2026, 3, 9, 13, 0), restorations=again)
    assert restoration_clock(OFFICE, closed, 240) == Clock(180, 240, "stopped", lisbon(2026, 3, 3, 15, 0))


def test_a_clock_on_hold_is_paused_and_has_no_due_time() -> None:
    holds = (Hold(lisbon(2026, 3, 2, 10, 0)),)
    for now in (lisbon(2026, 3, 2, 10, 0), lisbon(2026, 3, 6, 16, 0)):
        times = IncidentTimes(RECORDED, STARTED, now, holds=holds)
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
