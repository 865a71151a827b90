"""What nobody has classified: worked out by hand, and counted again minute by minute."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.practice.measures.clocks import ALWAYS, Hold, IncidentTimes, Restoration, ServiceHours
from sdesk.practice.measures.unclassified import unclassified_clock
from tests.practice.calendar.calendars import MINUTE, OFFICE, calendars_and_moments, lisbon, shown_open, utc
from tests.thorough import examples

RECORDED = utc(2026, 3, 2, 9, 0)
TARGETS = (60, 480, 30, 120)


def after(minutes: int, **others) -> IncidentTimes:
    return IncidentTimes(RECORDED, RECORDED, RECORDED + minutes * MINUTE, **others)


@pytest.mark.parametrize(
    ("minutes", "standing"),
    [
        (0, "on time"),
        (22, "on time"),
        (23, "at risk"),
        (30, "at risk"),
        (31, "at risk"),
        (480, "at risk"),
        (481, "breached"),
    ],
)
def test_it_is_at_risk_by_the_tightest_and_breached_by_the_slackest(minutes, standing):
    found = unclassified_clock(ALWAYS, after(minutes), TARGETS)
    assert (found.clock.used, found.clock.target, found.standing) == (minutes, 480, standing)


def test_without_any_target_it_only_counts():
    found = unclassified_clock(ALWAYS, after(5000), ())
    assert (found.clock.used, found.clock.target, found.standing) == (5000, None, None)
    assert found.tightest_due_at is None


def test_with_one_target_it_is_a_clock_as_any_other():
    found = unclassified_clock(ALWAYS, after(50), (60,))
    assert (found.tightest, found.clock.target, found.standing) == (60, 60, "at risk")


def test_neither_an_answer_nor_a_restoration_classifies_it():
    restored = (Restoration(RECORDED + 5 * MINUTE),)
    told = after(500, first_response_at=RECORDED + MINUTE, restorations=restored, response_known=False)
    found = unclassified_clock(ALWAYS, told, TARGETS)
    assert (found.clock.state, found.standing) == ("running", "breached")


def test_nights_and_holds_do_not_count_and_withdrawing_ends_it():
    recorded, now = lisbon(2026, 3, 6, 16, 50), lisbon(2026, 3, 9, 9, 10)
    over_the_weekend = unclassified_clock(OFFICE, IncidentTimes(recorded, recorded, now), TARGETS)
    assert (over_the_weekend.clock.used, over_the_weekend.standing) == (20, "on time")
    assert over_the_weekend.tightest_due_at == lisbon(2026, 3, 9, 9, 20)

    held = after(500, holds=(Hold(RECORDED + 10 * MINUTE),))
    found = unclassified_clock(ALWAYS, held, TARGETS)
    assert (found.clock.used, found.clock.state, found.standing) == (10, "paused", "on time")

    withdrawn = after(5000, withdrawn_at=RECORDED + 20 * MINUTE)
    found = unclassified_clock(ALWAYS, withdrawn, TARGETS)
    assert (found.clock.used, found.clock.state, found.standing) == (20, "stopped", "on time")


def by_hand(
    hours: ServiceHours, recorded: datetime, now: datetime, holds: list[Hold], targets: list[int]
) -> str | None:
    """As it is said in words, minute by minute: no set of intervals, no share in per cent."""
    used = 0
    moment = recorded
    while moment + MINUTE <= now:
        if shown_open(hours, moment) and not any(
            hold.start <= moment and (hold.end is None or moment < hold.end) for hold in holds
        ):
            used += 1
        moment += MINUTE
    if not targets:
        return None
    if all(used > target for target in targets):
        return "breached"
    return "at risk" if any(4 * used >= 3 * target for target in targets) else "on time"


@settings(deadline=None, max_examples=examples(20, 60))
@given(calendars_and_moments(2), st.lists(st.integers(0, 3000), max_size=4), st.data())
def test_counted_again_minute_by_minute_it_stands_the_same(case, targets, data):
    hours, (recorded, now) = case
    moments = st.integers(-100, (now - recorded) // MINUTE + 100).map(lambda at: recorded + at * MINUTE)
    holds = [
        Hold(start, end)
        for start, end in data.draw(st.lists(st.tuples(moments, st.none() | moments), max_size=3))
        if (end is None or end >= start) and start <= now
    ]
    times = IncidentTimes(recorded, recorded, now, holds=tuple(holds))
    assert unclassified_clock(hours, times, targets).standing == by_hand(hours, recorded, now, holds, targets)


_WORSE = [None, "on time", "at risk", "breached"]


@settings(deadline=None, max_examples=examples(30, 100))
@given(
    calendars_and_moments(3),
    st.lists(st.integers(0, 3000), min_size=1, max_size=4),
    st.integers(0, 3000),
)
def test_it_never_gets_better_by_waiting_and_lies_between_the_tightest_and_the_slackest(case, targets, more):
    hours, (recorded, earlier, later) = case

    def at(now: datetime, said: list[int]) -> int:
        return _WORSE.index(unclassified_clock(hours, IncidentTimes(recorded, recorded, now), said).standing)

    assert at(earlier, targets) <= at(later, targets)
    assert at(later, [max(targets)]) <= at(later, targets) <= at(later, [min(targets)])
    widened = [*targets, more]
    if more >= max(targets):
        assert at(later, widened) <= at(later, targets)


def test_what_it_says_of_its_due_moment_is_when_it_turns():
    found = unclassified_clock(ALWAYS, after(1), TARGETS)
    due = found.clock.due_at
    assert due == RECORDED + timedelta(minutes=480)
    at, past = (IncidentTimes(RECORDED, RECORDED, due + extra * MINUTE) for extra in (0, 1))
    assert unclassified_clock(ALWAYS, at, TARGETS).standing == "at risk"
    assert unclassified_clock(ALWAYS, past, TARGETS).standing == "breached"
