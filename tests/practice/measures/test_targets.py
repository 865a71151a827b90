"""What a row asks, and that no figure is called met that does not hold it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.models.governance import Goal, Objective
from sdesk.models.measures import Measure, Sense, Window
from sdesk.models.priorities import Priority
from sdesk.models.relationship import QualityMeasure, ServiceTarget
from sdesk.practice.measures.figures import Figure
from sdesk.practice.measures.periods import Period
from sdesk.practice.measures.targets import (
    Asked,
    asked_of,
    held,
    held_in_all,
    target_problems,
    windows_of,
    worst,
)

SERVICE = UUID(int=1)
NUMBERS = st.floats(0, 1000, allow_nan=False)


def asked(sense: Sense, number: float | None = 5.0) -> Asked:
    return Asked(Measure.COMPLAINTS, None, None, sense, number, Window.PERIOD)


@pytest.mark.parametrize(
    "row",
    [
        Goal(statement="Soon", measure="Mean time to restore", target=8, unit="hours"),
        Goal(statement="Safe", measure="Changes rolled back, at most", target=5, unit="%"),
        Goal(statement="Soon", measure="Incidents restored within target", target=90, unit="%"),
        Objective(statement="Good", measure="Availability", target=99, unit="%"),
        QualityMeasure(name="Availability", target=99, unit="%"),
        ServiceTarget(measure=Measure.RESPONSE, target=240, unit="minutes"),
        ServiceTarget(measure=Measure.OTHER, target=99, unit="%", detail="Availability"),
        ServiceTarget(),
        Goal(statement="x", counts=Measure.AVAILABILITY, priority=Priority.CRITICAL, target=99),
        Objective(statement="x", counts=Measure.ACTIONS, service=SERVICE, target=99),
        QualityMeasure(name="x", counts=Measure.TRAININGS, target=99),
    ],
)
def test_nothing_is_guessed_from_words_or_from_another_unit(row: Any) -> None:
    assert asked_of(row) is None


def test_what_was_agreed_with_a_measure_is_counted_as_before() -> None:
    old = asked_of(ServiceTarget(measure=Measure.AVAILABILITY, target=99.5, unit="%"))
    assert old and (old.sense, old.number, old.window) == (Sense.AT_LEAST, 99.5, Window.PERIOD)


@pytest.mark.parametrize("measure", [each for each in Measure if each is not Measure.OTHER])
def test_every_measure_brings_a_unit_and_the_side_that_is_good(measure: Measure) -> None:
    row = asked_of(Goal(statement="x", counts=measure, target=1))
    assert row and row.sense is measure.sense and measure.unit
    worse = {"at least": -1, "at most": 1}[row.sense]
    assert held(row, Figure(1 + worse, measure.unit)) == "not met"
    assert held(row, Figure(1.0, measure.unit)) == "met"


@given(NUMBERS, NUMBERS, st.sampled_from(Sense))
def test_met_is_what_the_words_say(value: float, number: float, sense: Sense) -> None:
    said = held(asked(sense, number), Figure(value, "count"))
    assert (said == "met") == (value >= number if sense == "at least" else value <= number)


@given(st.one_of(st.none(), NUMBERS), NUMBERS, st.integers(0, 20), st.integers(0, 20), st.sampled_from(Sense))
def test_it_is_never_met_while_most_is_not_known(
    value: float | None, number: float, known: int, unknown: int, sense: Sense
) -> None:
    figure = Figure(value, "count", known=known, unknown=unknown)
    said = held(asked(sense, number), figure)
    assert said != "met" or (value is not None and unknown <= known)
    assert (said == "no data") == (value is None)


@given(
    st.sampled_from([each for each in Measure if each is not Measure.OTHER]),
    NUMBERS, NUMBERS, st.sampled_from(Sense),
)  # fmt: skip
def test_of_a_time_that_is_not_over_only_what_stays_is_said(
    measure: Measure, value: float, number: float, sense: Sense
) -> None:
    """Whatever is still to come, by the end the word is the same."""
    row = replace(asked(sense, number), measure=measure)
    said = held(row, Figure(value, measure.unit), over=False)
    assert said in ("met", "not met", "so far")
    if said != "so far":
        assert measure.only_grows
        for more in (0, 0.5, 1, 10, 1e9):
            assert held(row, Figure(value + more, measure.unit)) == said
    elif measure.only_grows:
        ends = {held(row, Figure(value + more, measure.unit)) for more in (0, 1e12)}
        assert ends == {"met", "not met"}, "it could still come to either"


@given(st.lists(st.sampled_from(("met", "not met", "no data", "undecided", "so far")), max_size=6))
def test_several_windows_are_not_met_together_before_all_are_over(words: list[str]) -> None:
    said = held_in_all(words)
    if "so far" in words:
        assert said == ("not met" if "not met" in words else "so far")


def test_without_a_number_nothing_is_met() -> None:
    assert held(asked(Sense.AT_MOST, None), Figure(0.0, "count")) == "no target agreed"


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 800), st.sampled_from(Window))
def test_the_windows_of_a_period_are_the_whole_months_and_quarters_in_it(
    first: date, days: int, window: Window
) -> None:
    """Counted day by day: a window is there if none of its days is missing, once and in order."""
    period = Period(first, first + timedelta(days), "Europe/Lisbon")

    def name(day: date) -> tuple[int, ...]:
        if window is Window.PERIOD:
            return ()
        return (day.year, day.month) if window is Window.MONTH else (day.year, (day.month - 1) // 3)

    inside = [first + timedelta(day) for day in range(days + 1)]
    cut = {
        name(end)
        for end, beyond in ((first, first - timedelta(1)), (inside[-1], inside[-1] + timedelta(1)))
        if window is not Window.PERIOD and name(end) == name(beyond)
    }
    every = [each.first + timedelta(day) for each in windows_of(window, period) for day in range(each.days)]
    assert every == [day for day in inside if name(day) not in cut]
    assert all(name(each.first) == name(each.last) for each in windows_of(window, period))


WORDS = st.sampled_from(["met", "not met", "no data", "undecided", "no target agreed"])


@given(st.lists(WORDS))
def test_held_in_each_window_or_not_at_all(words: list[str]) -> None:
    said = held_in_all(words)
    assert (said == "not met") == ("not met" in words)
    if said == "met":
        assert set(words) <= {"met", "no data"} and words.count("met") >= words.count("no data")
        assert "met" in words


@given(st.lists(st.one_of(st.none(), NUMBERS), min_size=1), st.sampled_from(Sense))
def test_the_worst_window_is_shown(values: list[float | None], sense: Sense) -> None:
    shown = worst(asked(sense), [Figure(each, "count") for each in values]).value
    known = [each for each in values if each is not None]
    assert shown == ((min(known) if sense == "at least" else max(known)) if known else None)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            Goal(statement="x", counts=Measure.RESPONSE, target=240, unit="minutes"),
            "is counted in %, not in “minutes”",
        ),
        (Goal(statement="x", counts=Measure.RESPONSE), "has no number"),
        (Goal(statement="x", counts=Measure.AVAILABILITY, target=101), "can never be 101"),
        (Goal(statement="x", counts=Measure.SATISFACTION, target=0.5), "can never be 0.5"),
        (Goal(statement="x", counts=Measure.INCIDENTS, target=-1), "can never be -1"),
        (
            Goal(statement="x", counts=Measure.SATISFACTION, priority=Priority.CRITICAL, target=4),
            "not counted by",
        ),
        (Goal(statement="x", counts=Measure.TRAININGS, service=SERVICE, target=90), "not counted by"),
        (QualityMeasure(name="x", counts=Measure.ACTIONS, target=90), "not counted by"),
        (QualityMeasure(name="x", counts=Measure.REVIEWS, target=90), "not counted by"),
        (Goal(statement="x", counts=Measure.REVIEWS, service=SERVICE, target=90), "not counted by"),
        (Goal(statement="x", counts=Measure.BACKUPS, service=SERVICE, target=4), "not counted by"),
        (
            Goal(statement="x", counts=Measure.ANSWERED, priority=Priority.CRITICAL, target=90),
            "not counted by",
        ),
        (ServiceTarget(measure=Measure.RESPONSE, target=90, within=0), "within 0 minutes"),
        (ServiceTarget(measure=Measure.RESTORATION, target=90, within=-5), "within -5 minutes"),
    ],
)
def test_what_cannot_be_held_is_refused(row: Goal | ServiceTarget, said: str) -> None:
    assert [said in str(each.text) for each in target_problems("goals", [row])] == [True]
