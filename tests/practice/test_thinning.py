"""Thinning copies: against a slow second computation that asks of each copy, one by one, who would take its place."""

from calendar import monthrange
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.practice.thinning import MONTHS, superfluous

NOW = datetime(2026, 7, 15, 12, 30, tzinfo=UTC)

NEAR = st.integers(-3 * 24 * 3600, 40 * 24 * 3600)
FAR = st.integers(-400 * 24 * 3600, 1500 * 24 * 3600)
EDGES = st.sampled_from([hours * 3600 + off for hours in (0, 24, 14 * 24, 61 * 24) for off in (-1, 0, 1)])
MOMENTS = st.lists(
    st.one_of(NEAR, FAR, EDGES).map(lambda seconds: NOW - timedelta(seconds=seconds)),
    max_size=80,
    unique=True,
)


def rule_of(moment: datetime) -> str:
    hours = (NOW - moment).total_seconds() / 3600
    if hours < 0:
        return "none"
    return "hour" if hours < 24 else "day" if hours < 14 * 24 else "week" if hours < 61 * 24 else "month"


def share_a_span(one: datetime, other: datetime) -> bool:
    if rule_of(one) != rule_of(other) or rule_of(one) == "none":
        return False
    shape = {"hour": "%Y-%m-%d %H", "day": "%Y-%m-%d", "week": "%G-%V", "month": "%Y-%m"}[rule_of(one)]
    return one.strftime(shape) == other.strftime(shape)


def slowly(moments: list[datetime]) -> set[datetime]:
    """Who goes: whoever has a later one in the same span, or has twelve other months between itself and the latest."""
    gone = set()
    for moment in moments:
        if moment == max(each for each in moments if each <= NOW or each == moment):
            continue
        if any(share_a_span(moment, other) and other > moment for other in moments):
            gone.add(moment)
        later_months = {
            other.strftime("%Y-%m")
            for other in moments
            if rule_of(other) == "month" and other.strftime("%Y-%m") > moment.strftime("%Y-%m")
        }
        if rule_of(moment) == "month" and len(later_months) >= MONTHS:
            gone.add(moment)
    return gone


@given(MOMENTS)
def test_what_goes_is_what_a_slow_computation_says(moments: list[datetime]) -> None:
    assert superfluous(moments, NOW) == slowly(moments)


@given(MOMENTS)
def test_the_latest_stays_and_what_no_rule_asks_about(moments: list[datetime]) -> None:
    gone = superfluous(moments, NOW)
    assert gone <= {moment for moment in moments if moment <= NOW}
    if moments:
        assert max(moments) not in gone
        assert max((m for m in moments if m <= NOW), default=None) not in gone


@given(MOMENTS)
def test_what_was_thinned_is_thin(moments: list[datetime]) -> None:
    left = set(moments) - superfluous(moments, NOW)
    assert superfluous(left, NOW) == set()


@given(MOMENTS)
def test_one_of_each_span_stays(moments: list[datetime]) -> None:
    left = set(moments) - superfluous(moments, NOW)
    for moment in moments:
        if rule_of(moment) in ("hour", "day", "week"):
            assert any(share_a_span(moment, other) for other in left)


def test_years_of_copies_every_four_hours_come_down_to_a_few() -> None:
    """Thinned each time one is made, as the program does it."""
    kept: set[datetime] = set()
    start = NOW - timedelta(days=900)
    for number in range(900 * 6):
        moment = start + timedelta(hours=4 * number)
        kept = (kept | {moment}) - superfluous(kept | {moment}, moment)
    last = max(kept)
    assert len([each for each in kept if last - each < timedelta(hours=24)]) == 6
    assert len(kept) <= 6 + 14 + 9 + MONTHS
    oldest = min(kept)
    assert last - oldest > timedelta(days=365)
    assert monthrange(oldest.year, oldest.month)[1] - oldest.day < 7  # of its last whole week


@pytest.mark.parametrize("at_once", [0, 1, 2])
def test_few_are_never_thinned_to_none(at_once: int) -> None:
    moments = {NOW - timedelta(minutes=minute) for minute in range(at_once)}
    assert len(moments - superfluous(moments, NOW)) == min(at_once, 1)
