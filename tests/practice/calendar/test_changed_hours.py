"""Service hours that changed: each minute counts by what held on its day, held against the wall minute by minute."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sdesk.errors import SdeskError
from sdesk.practice.calendar.service_hours import Earlier, openings_from
from sdesk.practice.measures.clocks import (
    ALWAYS,
    Interval,
    ServiceHours,
    add_service_minutes,
    open_intervals,
    service_minutes,
    service_time,
)
from tests.practice.calendar.calendars import (
    ALL_DAY,
    MINUTE,
    NINE_TO_FIVE,
    OFFICE,
    calendars,
    changed_calendars_and_moments,
    shown_open,
    utc,
)
from tests.thorough import examples

NEVER = ServiceHours((), frozenset(), "UTC")


def changed(before: ServiceHours, until: date, now: ServiceHours) -> ServiceHours:
    return replace(now, earlier=(*before.earlier, Earlier(until, replace(before, earlier=()))))


def test_the_day_counts_anew_and_the_day_before_as_it_did() -> None:
    hours = changed(OFFICE, date(2026, 3, 4), replace(OFFICE, weekly=ALL_DAY))
    assert open_intervals(hours, utc(2026, 3, 3), utc(2026, 3, 5)) == (
        Interval(utc(2026, 3, 3, 9), utc(2026, 3, 3, 17)),
        Interval(utc(2026, 3, 4), utc(2026, 3, 5)),
    )


def test_a_day_begins_in_the_zone_of_the_hours_that_end() -> None:
    """New York's fourth of March begins at five: until then it is its office hours, from then on Lisbon's."""
    there = ServiceHours(ALL_DAY, frozenset(), "America/New_York")
    hours = changed(there, date(2026, 3, 4), ServiceHours(NINE_TO_FIVE, frozenset(), "Europe/Lisbon"))
    assert open_intervals(hours, utc(2026, 3, 4, 1), utc(2026, 3, 5)) == (
        Interval(utc(2026, 3, 4, 1), utc(2026, 3, 4, 5)),
        Interval(utc(2026, 3, 4, 9), utc(2026, 3, 4, 17)),
    )


def test_a_holiday_counts_while_its_hours_held() -> None:
    """Good Friday, 3 April, was open by the hours that held, and closed by those that say so since the Monday after."""
    open_then = changed(replace(OFFICE, holidays=frozenset()), date(2026, 4, 6), OFFICE)
    assert service_minutes(open_then, utc(2026, 4, 3), utc(2026, 4, 4)) == 480
    closed_then = changed(OFFICE, date(2026, 4, 6), replace(OFFICE, holidays=frozenset()))
    assert service_minutes(closed_then, utc(2026, 4, 3), utc(2026, 4, 4)) == 0


def test_a_target_is_due_by_the_hours_of_each_day_that_it_passes() -> None:
    hours = changed(OFFICE, date(2026, 3, 4), replace(OFFICE, weekly=((2, 600, 660),)))
    assert add_service_minutes(hours, utc(2026, 3, 3, 16, 30), 60) == utc(2026, 3, 4, 10, 30)


def test_hours_that_end_reach_what_they_still_can_and_nothing_after() -> None:
    closing = changed(OFFICE, date(2026, 3, 4), NEVER)
    assert add_service_minutes(closing, utc(2026, 3, 3, 16), 60) == utc(2026, 3, 3, 17)
    assert [*openings_from(closing, utc(2026, 3, 3, 16))] == [
        Interval(utc(2026, 3, 3, 16), utc(2026, 3, 3, 17))
    ]
    with pytest.raises(SdeskError, match="never add up to 61 minutes"):
        add_service_minutes(closing, utc(2026, 3, 3, 16), 61)


def test_a_day_that_is_over_elsewhere_before_it_begins_holds_nothing() -> None:
    """The fourth at the far west ends after the fifth has begun in the far east: what would hold between holds never."""
    west, east = (ServiceHours(ALL_DAY, frozenset(), zone) for zone in ("Etc/GMT+12", "Pacific/Kiritimati"))
    hours = replace(NEVER, earlier=(Earlier(date(2026, 3, 4), west), Earlier(date(2026, 3, 5), east)))
    assert open_intervals(hours, utc(2026, 3, 1), utc(2026, 3, 9)) == (
        Interval(utc(2026, 3, 1), utc(2026, 3, 4, 12)),
    )


@settings(deadline=None, max_examples=examples(25, 80))
@given(changed_calendars_and_moments(2))
def test_it_is_open_exactly_when_the_clock_on_the_wall_says_so(
    case: tuple[ServiceHours, list[datetime]],
) -> None:
    hours, (start, end) = case
    counted = sum(shown_open(hours, start + minute * MINUTE) for minute in range((end - start) // MINUTE))
    assert service_minutes(hours, start, end) == counted


@settings(deadline=None, max_examples=examples(25, 80))
@given(changed_calendars_and_moments(1), st.integers(1, 3000))
def test_adding_minutes_is_the_inverse_of_counting_them(
    case: tuple[ServiceHours, list[datetime]], minutes: int
) -> None:
    hours, (start,) = case
    assume(hours.weekly)
    reached = add_service_minutes(hours, start, minutes)
    assert service_time(hours, start, reached) == minutes * MINUTE
    assert service_minutes(hours, start, reached - timedelta(seconds=1)) == minutes - 1


@settings(deadline=None, max_examples=examples(25, 80))
@given(changed_calendars_and_moments(3), calendars(), st.integers(0, 4))
def test_what_is_changed_after_a_moment_changes_nothing_before_it(
    case: tuple[ServiceHours, list[datetime]], new: ServiceHours, days: int
) -> None:
    hours, (start, middle, end) = case
    last = max((each.until for each in hours.earlier), default=date.min)
    until = max(last, middle.date() + timedelta(days=2)) + timedelta(days=days)
    assert open_intervals(changed(hours, until, new), start, middle) == open_intervals(hours, start, middle)
    assert service_minutes(hours, start, end) <= service_minutes(ALWAYS, start, end)
