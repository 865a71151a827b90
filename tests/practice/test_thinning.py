"""Thinning copies: against a slow second computation that asks of each copy, one by one, who would take its place."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.practice.thinning import DAYS, HOURS, MONTHS, WEEKS, superfluous

NOW = datetime(2026, 7, 15, 12, 30, tzinfo=UTC)
YEAR = timedelta(days=365)

STEPS = st.one_of(
    st.integers(60, 3 * 3600),  # at work
    st.integers(8 * 3600, 80 * 3600),  # nights and weekends
    st.integers(7 * 24 * 3600, 100 * 24 * 3600),  # away
    st.sampled_from([-3600, 3600, -7200]),  # a zone or summer time, taken for the time itself
    st.integers(-800 * 24 * 3600, 800 * 24 * 3600),  # a clock that was wrong
)


def made_at(steps: list[int]) -> list[datetime]:
    """In the order in which they were made."""
    moments = [NOW]
    for seconds in steps:
        moments.append(moments[-1] + timedelta(seconds=seconds))
    return moments


HISTORIES = st.lists(STEPS, max_size=90).map(made_at)
GOOD_CLOCKS = st.lists(STEPS.map(abs), max_size=90).map(made_at)
SPANS = ((HOURS, "%Y-%m-%d %H"), (DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V"), (MONTHS, "%Y-%m"))


def slowly(moments: list[datetime]) -> set[int]:
    """Who goes: whoever is, of each kind of span, not the last in its own, or has too many other spans behind it."""
    gone = set()
    for at, moment in enumerate(moments):
        behind = moments[at + 1 :]
        stays = False
        for many, shape in SPANS:
            named = [each.strftime(shape) for each in behind]
            if many == HOURS:
                named = [f"{name} {back_until(moments, at + 1 + n)}" for n, name in enumerate(named)]
            own = moment.strftime(shape) + (f" {back_until(moments, at)}" if many == HOURS else "")
            stays = stays or (own not in named and len(set(named)) < many)
        if not stays:
            gone.add(at)
    return gone


def back_until(moments: list[datetime], at: int) -> int:
    """How often the clock had been set back."""
    return sum(moments[n] < moments[n - 1] for n in range(1, at + 1))


def left_of(moments: list[datetime]) -> list[datetime]:
    gone = superfluous(moments)
    return [each for at, each in enumerate(moments) if at not in gone]


def thinned_each_time(moments: list[datetime]) -> list[datetime]:
    kept: list[datetime] = []
    for moment in moments:
        kept = left_of([*kept, moment])
    return kept


@given(HISTORIES)
def test_what_goes_is_what_a_slow_computation_says(moments: list[datetime]) -> None:
    assert superfluous(moments) == slowly(moments)


@given(HISTORIES)
def test_the_last_stays_whatever_the_clock_says(moments: list[datetime]) -> None:
    assert len(moments) - 1 not in superfluous(moments)
    assert thinned_each_time(moments)[-1] == moments[-1]


@given(HISTORIES)
def test_what_was_thinned_is_thin_and_bounded(moments: list[datetime]) -> None:
    left = thinned_each_time(moments)
    assert superfluous(left) == set()
    assert len(left) <= HOURS + DAYS + WEEKS + MONTHS


@given(GOOD_CLOCKS)
def test_thinned_each_time_is_thinned_once(moments: list[datetime]) -> None:
    assert thinned_each_time(moments) == left_of(moments)


@given(HISTORIES)
def test_of_the_newest_none_goes_but_for_a_later_one_of_its_hour(moments: list[datetime]) -> None:
    """By the order of the copies: two dozen others have to come behind it first, whatever the clock says."""
    hours = [f"{each:%Y-%m-%d %H} {back_until(moments, at)}" for at, each in enumerate(moments)]
    for at in superfluous(moments):
        assert hours[at] in hours[at + 1 :] or len(set(hours[at + 1 :])) >= HOURS


def test_a_year_ahead_once_takes_two_at_most() -> None:
    before = left_of([NOW - timedelta(hours=number) for number in reversed(range(29))])
    for ahead in (YEAR, 30 * YEAR, timedelta(days=3), -YEAR):
        after = thinned_each_time([*before, NOW + ahead, NOW + timedelta(minutes=20)])
        assert len(set(before) & set(after)) >= len(before) - 2, ahead


def test_a_clock_that_starts_anew_each_morning_keeps_the_last_two_days() -> None:
    mornings = [datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=day) for day in range(60)]
    days = [[morning + timedelta(hours=number) for number in range(1, 10)] for morning in mornings]
    left = thinned_each_time([moment for day in days for moment in day])
    assert {*days[-1], *days[-2]} <= set(left)


def test_two_systems_that_do_not_agree_on_the_hour_lose_no_month() -> None:
    """One laptop, started twice a day, each time with the clock two hours off for a while."""
    moments = []
    for day in range(420):
        for hour in (8, 6, 15, 13, 16):
            moments.append(NOW.replace(hour=hour) + timedelta(days=day))
    left = thinned_each_time(moments)
    assert len({(each.year, each.month) for each in left}) >= MONTHS
    assert len({each.date() for each in left}) >= DAYS


def test_years_of_copies_every_four_hours_come_down_to_a_few() -> None:
    """Thinned each time one is made, as the program does it."""
    start = NOW - timedelta(days=900)
    kept = thinned_each_time([start + timedelta(hours=4 * number) for number in range(900 * 6)])
    assert len(kept) <= HOURS + DAYS + WEEKS + MONTHS
    assert kept[-1] - kept[0] > timedelta(days=310)
    for many, shape in SPANS:
        names = [each.strftime(shape) for each in kept]
        assert len(set(names)) >= many
    assert (kept[0] + timedelta(hours=4)).day == 1  # the last of its month


@pytest.mark.parametrize("at_once", [0, 1, 2])
def test_few_are_never_thinned_to_none(at_once: int) -> None:
    moments = [NOW + timedelta(minutes=minute) for minute in range(at_once)]
    assert len(left_of(moments)) == min(at_once, 1)
