"""What words are proposed as: the one thing that they can mean, or nothing."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.models.governance import Goal, Objective, Priority
from sdesk.models.identity import uuid7
from sdesk.models.measures import Measure, Sense, Window
from sdesk.models.relationship import QualityMeasure, ServiceTarget
from sdesk.practice.measures.proposals import proposal_of
from sdesk.practice.measures.targets import asked_of, target_problems
from tests.thorough import examples

M, AT_LEAST, AT_MOST = Measure, Sense.AT_LEAST, Sense.AT_MOST


def goal(words: str, target: float | None = None, unit: str = "", **more: Any) -> Goal:
    given = {"statement": "Well", "set_by": "The owner", "measure": words, "target": target, "unit": unit}
    return Goal(**{**given, **more})


UNDERSTOOD: list[tuple[Any, tuple[Measure, Sense, float, Window]]] = [
    (goal("Mean time to restore", 8, "hours"), (M.MEAN_RESTORATION, AT_MOST, 480, Window.PERIOD)),
    (goal("Mean time to restore, 8 hours"), (M.MEAN_RESTORATION, AT_MOST, 480, Window.PERIOD)),
    (goal("Mean time to restore", 240, "minutes"), (M.MEAN_RESTORATION, AT_MOST, 240, Window.PERIOD)),
    (goal("Changes rolled back, at most 5 %"), (M.ROLLED_BACK_SHARE, AT_MOST, 5, Window.PERIOD)),
    (goal("Changes rolled back, at most", 5, "%"), (M.ROLLED_BACK_SHARE, AT_MOST, 5, Window.PERIOD)),
    (goal("Changes rolled back", 5), (M.ROLLED_BACK, AT_MOST, 5, Window.PERIOD)),
    (goal("changes rolled back: max. 2 changes per month"), (M.ROLLED_BACK, AT_MOST, 2, Window.MONTH)),
    (goal("", 99.5, "%", statement="Availability."), (M.AVAILABILITY, AT_LEAST, 99.5, Window.PERIOD)),
    (goal("Availability ≥ 99.999%"), (M.AVAILABILITY, AT_LEAST, 99.999, Window.PERIOD)),
    (goal("Complaints received, at most 3 a quarter"), (M.COMPLAINTS, AT_MOST, 3, Window.QUARTER)),
    (goal("Complaints answered in time", 100, "per cent"), (M.ANSWERED, AT_LEAST, 100, Window.PERIOD)),
    (goal("Backups verified, at least 4 each month"), (M.BACKUPS, AT_LEAST, 4, Window.MONTH)),
    (goal("Copies verified", 3, "copies"), (M.BACKUPS, AT_LEAST, 3, Window.PERIOD)),
    (goal("Customer satisfaction: 4,5 of 5"), (M.SATISFACTION, AT_LEAST, 4.5, Window.PERIOD)),
    (goal("Emergency changes 2 or fewer"), (M.EMERGENCY, AT_MOST, 2, Window.PERIOD)),
    (goal("Incidents", 3, "incidents", sense=AT_MOST), (M.INCIDENTS, AT_MOST, 3, Window.PERIOD)),
    (goal("Deployed", counts=M.OUTAGE_MINUTES, target=2, unit="hours"), (M.OUTAGE_MINUTES, AT_MOST, 120, Window.PERIOD)),
    (Objective(statement="Few", measure="Outages", target=1), (M.OUTAGES, AT_MOST, 1, Window.PERIOD)),
    (QualityMeasure(name="Availability", target=99, unit="%"), (M.AVAILABILITY, AT_LEAST, 99, Window.PERIOD)),
    (
        ServiceTarget(measure=M.OTHER, detail="Mean time to restore", target=2, unit="h"),
        (M.MEAN_RESTORATION, AT_MOST, 120, Window.PERIOD),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("row", "expected"), UNDERSTOOD)
def test_what_has_one_meaning_is_proposed(row: Any, expected: Any) -> None:
    found = proposal_of(row)
    assert found and (found.measure, found.sense, found.number, found.window) == expected
    taken = row.model_copy(update=found.taken_into(row))
    asked = asked_of(taken)
    assert asked and (asked.measure, asked.sense, asked.number, asked.window) == expected
    assert [*target_problems("goals", [taken])] == [] and proposal_of(taken) is None
    words = ("statement", "name", "detail") + (("measure",) if not isinstance(row, ServiceTarget) else ())
    assert all(getattr(taken, each, "") == getattr(row, each, "") for each in words)


@pytest.mark.parametrize(
    "row",
    [
        goal(""),
        goal("Mean time to restore"),  # no number
        goal("Mean time to restore", 8),  # hours, minutes or days
        goal("Mean time to restore", 1, "days"),  # of service, or by the calendar
        goal("Mean time to restore of critical incidents", 8, "hours"),  # says more than the measure
        goal("Not mean time to restore", 8, "hours"),
        goal("Mean time to restore, 8 hours", 9),
        goal("Mean time to restore, 8 hours", 8, "minutes"),
        goal("Mean time to restore at most 8 hours or more"),
        goal("Changes rolled back, at most 5 %", sense=AT_LEAST),
        goal("Incidents, at most 3 a month", window=Window.QUARTER),
        goal("Incidents restored within target", 240, "minutes"),
        goal("Incidents", 3, "%"),
        goal("Incidents", 3, "complaints"),
        goal("Incidents, 1,000"),  # one, or a thousand
        goal("Incidents, 1.000"),
        goal("Availability", 99.5),  # of what, nobody says
        goal("Availability", 110, "%"),
        goal("Satisfaction", 9, "of 10"),
        goal("Satisfaction", 90, "%"),
        goal("Availability", 99, "%", priority=Priority.HIGH),
        goal("Actions done in time", 90, "%", service=uuid7()),
        goal("Turnover", 8, "% more"),
        goal("Incidents or complaints", 3),
        goal("Fewer incidents", 3),
        goal("Incidents", -3),
        goal("Availability", 99, "%", counts=M.AVAILABILITY),  # is counted already
        goal("Availability 99 %", counts=M.COMPLAINTS, target=3, unit="days"),
        QualityMeasure(name="Backups without fault", target=98, unit="%"),
        QualityMeasure(name="Actions done in time", target=98, unit="%"),  # not of a service
        ServiceTarget(measure=M.OTHER, detail="A line is repaired within eight hours at most", target=8, unit="hours"),
        ServiceTarget(measure=M.RESTORATION, target=8, unit="hours", detail="Mean time to restore"),
        ServiceTarget(measure=M.OTHER, detail="", target=8, unit="hours"),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_not_proposed(row: Any) -> None:
    assert proposal_of(row) is None


WORDS = st.sampled_from(
    ["mean", "time", "to", "restore", "incidents", "availability", "not", "without", "outages", "share", "of", "changes",
     "rolled", "back", "at", "most", "least", "5", "8", "%", "hours", "each", "month", ",", "critical", "or", "more", "the"]
)  # fmt: skip


BEGINNINGS = st.sampled_from(
    [
        "",
        "Mean time to restore",
        "Availability",
        "Changes rolled back",
        "Outages, at most",
        "Incidents at most 5",
    ]
)


@settings(max_examples=examples(600, 2000), deadline=None)
@given(
    st.lists(WORDS, max_size=8), st.none() | st.floats(0, 200), st.sampled_from(["", "%", "hours", "days"])
)
def test_every_word_is_understood_or_nothing_is(words: list[str], target: float | None, unit: str) -> None:
    """Whatever is proposed says back every word that was there, and no row is counted otherwise than it was asked."""
    row = goal(" ".join(words), target, unit)
    found = proposal_of(row)
    if found is None:
        return
    assert not {"not", "without", "critical"} & set(words)
    words = [each.rstrip(",") for each in words]
    numbers = {float(each) for each in words if each.isdigit()} | ({target} if target is not None else set())
    assert len(numbers) == 1
    factor = 60 if "hours" in (*words, unit) and found.measure.unit == "minutes" else 1
    assert found.number == pytest.approx(numbers.pop() * factor)
    assert unit != "days" and (found.measure.unit == "%") == ("%" in (*words, unit))
    if "least" in words:
        assert found.sense is AT_LEAST
    if "most" in words:
        assert found.sense is AT_MOST
    assert (found.window is Window.MONTH) == ("month" in words)
