"""What nobody knows is a value: no figure is made of it, each says of how many it is not known."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.practice.measures.clocks import ALWAYS, Clock, IncidentTimes, Restoration, response_clock
from sdesk.practice.measures.counting import TargetCase, availability, share_within_target
from sdesk.practice.measures.figures import NO_DATA, SERVICE_MINUTES, Count, Figure
from sdesk.practice.measures.periods import Period

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31), "UTC")
AFTER = datetime(2026, 6, 1, tzinfo=UTC)
START = datetime(2026, 3, 2, 9, tzinfo=UTC)

CASES = st.lists(
    st.builds(
        TargetCase,
        st.integers(0, 20),
        st.one_of(st.none(), st.integers(0, 20)),
        st.booleans(),
        is_known=st.booleans(),
    ),
    max_size=12,
)


def test_a_figure_says_of_how_many_it_is_and_of_how_many_it_is_not_known() -> None:
    assert str(Figure(90.0, "%", known=71, unknown=19).text) == "90 % of 71; not known of 19"
    assert str(Figure(90.0, "%", known=71).text) == "90 %"
    assert Figure(None, "%", unknown=19).text == NO_DATA


def test_a_share_of_time_is_none_of_the_cases() -> None:
    figure = Figure(98.5, "%", (Count(SERVICE_MINUTES, 600),), known=5, unknown=3)
    assert str(figure.text) == "98.5 %; not known of 3 of 8"


@given(CASES)
def test_a_share_is_what_counting_the_known_ones_one_by_one_gives(cases: list[TargetCase]) -> None:
    within = over = undecided = unknown = 0
    for case in cases:
        if case.target is None:
            continue
        if not case.is_known:
            unknown += 1
        elif case.minutes > case.target:
            over += 1
        elif case.is_open:
            undecided += 1
        else:
            within += 1
    figure = share_within_target(cases)
    assert figure.value == (100 * within / (within + over) if within + over else None)
    assert (figure.known, figure.undecided, figure.unknown) == (within + over, undecided, unknown)
    assert figure.mostly_unknown == (2 * (undecided + unknown) > within + over + undecided + unknown)


@given(CASES)
def test_of_nothing_known_no_share_is_made(cases: list[TargetCase]) -> None:
    figure = share_within_target(
        TargetCase(each.minutes, each.target, each.is_open, is_known=False) for each in cases
    )
    assert figure.value is None and figure.text == NO_DATA
    assert figure.mostly_unknown == bool(figure.unknown)


@given(CASES, st.integers(1, 5))
def test_more_that_nobody_knows_moves_no_value(cases: list[TargetCase], more: int) -> None:
    before = share_within_target(cases)
    after = share_within_target([*cases, *[TargetCase(0, 10, is_known=False)] * more])
    assert (after.value, after.known, after.undecided) == (before.value, before.known, before.undecided)
    assert after.unknown == before.unknown + more


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 400))
def test_availability_without_anything_known_is_no_data(known: int, unknown: int, minutes: int) -> None:
    outages = [(START, START + timedelta(minutes=minutes))] if known else []
    figure = availability(ALWAYS, MARCH, outages, AFTER, known=known, unknown=unknown)
    alone = availability(ALWAYS, MARCH, outages, AFTER)
    assert figure.value == (None if unknown and not known else alone.value)
    assert figure.mostly_unknown == (unknown > known)


@pytest.mark.parametrize("answered", [None, START + timedelta(minutes=5)])
@pytest.mark.parametrize("restored", [(), (Restoration(START + timedelta(minutes=9)),)])
def test_a_response_of_which_nobody_knows_is_no_time_at_all(
    answered: datetime | None, restored: tuple[Restoration, ...]
) -> None:
    times = IncidentTimes(START, START, AFTER, answered, restored, response_known=False)
    clock = response_clock(ALWAYS, times, 60)
    assert clock == Clock(0, 60, "unknown", None)
    assert (clock.standing, clock.remaining) == (None, None)
    assert TargetCase.of(clock) == TargetCase(0, 60, False, is_known=False)
