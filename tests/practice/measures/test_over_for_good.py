"""What is said to be the same for good, looked at again at later moments; and openings looked for, against all of them."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.practice.calendar.service_hours import is_open_in
from sdesk.practice.measures.clocks import (
    Hold,
    IncidentTimes,
    Restoration,
    ServiceHours,
    intersect,
    open_intervals,
    response_clock,
    restoration_clock,
)
from tests.practice.calendar.calendars import MINUTE, OFFICE, calendars_and_moments, lisbon
from tests.thorough import examples

DAY = timedelta(days=1)
NOON = lisbon(2026, 3, 4, 12, 0)
"""A Wednesday."""


@st.composite
def any_times(draw: st.DrawFn, start: datetime) -> IncidentTimes:
    """In order or not: what a person may have corrected, and what an import brought."""
    moment = st.integers(0, 6 * 24 * 60).map(lambda minute: start + minute * MINUTE)
    return IncidentTimes(
        recorded_at=draw(moment),
        started_at=draw(moment),
        now=draw(moment),
        first_response_at=draw(st.none() | moment),
        restorations=tuple(draw(st.lists(st.builds(Restoration, moment, st.none() | moment), max_size=3))),
        holds=tuple(draw(st.lists(st.builds(Hold, moment, st.none() | moment), max_size=2))),
        withdrawn_at=draw(st.none() | moment),
        response_known=draw(st.booleans()),
    )


def told(hours: ServiceHours, times: IncidentTimes, now: datetime) -> object:
    """All that measures ask of an incident, as seen from a moment."""
    seen = IncidentTimes(**{**times.__dict__, "now": now})
    clocks = [
        clock(hours, seen, target) for clock in (response_clock, restoration_clock) for target in (None, 60)
    ]
    return clocks, seen.restored_at, seen.unrestored, seen.responded_at


@settings(deadline=None, max_examples=examples(120, 400))
@given(calendars_and_moments(1), st.data())
def test_what_is_over_for_good_tells_the_same_at_every_later_moment(
    calendar: tuple[ServiceHours, list[datetime]], data: st.DataObject
) -> None:
    hours, (start,) = calendar
    times = data.draw(any_times(start))
    over = times.over_since
    if over is None:
        return
    later = data.draw(st.integers(0, 20 * 24 * 60), label="minutes later")
    assert told(hours, times, over) == told(hours, times, over + later * MINUTE)


def times_of_noon(**said: object) -> IncidentTimes:
    return IncidentTimes(**{"recorded_at": NOON, "started_at": NOON, "now": NOON + DAY, **said})  # type: ignore[arg-type]


def test_what_goes_on_is_not_over() -> None:
    hour = timedelta(hours=1)
    assert times_of_noon().over_since is None
    assert times_of_noon(restorations=(Restoration(NOON, NOON + hour),)).over_since is None
    restored = (Restoration(NOON + hour),)
    assert times_of_noon(restorations=restored, holds=(Hold(NOON),)).over_since is None
    assert times_of_noon(restorations=restored).over_since == NOON + hour
    assert (
        times_of_noon(restorations=restored, holds=(Hold(NOON, NOON + 3 * hour),)).over_since
        == NOON + 3 * hour
    )
    assert times_of_noon(withdrawn_at=NOON + hour).over_since == NOON + hour


@settings(deadline=None, max_examples=examples(60, 200))
@given(calendars_and_moments(4))
def test_openings_between_two_moments_are_found_as_by_all_of_them(
    calendar: tuple[ServiceHours, list[datetime]],
) -> None:
    hours, (first, last, start, end) = calendar
    openings = open_intervals(hours, min(first, last), max(first, last))
    assert is_open_in(openings, start, end) == bool(intersect(openings, [(start, end)]))


def test_an_opening_that_only_touches_is_none() -> None:
    day = open_intervals(OFFICE, NOON - DAY, NOON + DAY)
    assert is_open_in(day, NOON, NOON + MINUTE)
    assert not is_open_in(day, NOON, NOON)
    for opening in day:
        assert not is_open_in([opening], opening.end, opening.end + DAY)
        assert not is_open_in([opening], opening.start - DAY, opening.start)
