"""Every measure, worked out by hand for one March; and that only what is met is called so."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.models import ActionItem, BusinessGoals, ImprovementReport
from sdesk.models.measures import Judgement, Measure
from sdesk.practice.incident.clocks import TargetTimes
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.measures.clocks import ServiceHours
from sdesk.practice.reporting import reports as reporting
from sdesk.practice.reporting.measures import COUNTED, Facts
from sdesk.practice.reporting.scope import Scope
from tests.provider import Provider
from tests.reported_quarter import MARCH, Quarter, at, march_of

BY_HAND: dict[Measure, float | None] = {
    Measure.AVAILABILITY: 100 * (22 * 480 - 150) / (22 * 480),
    Measure.OUTAGE_MINUTES: 150,  # 9:30 to 11:30 and 11:00 to 12:00 are one
    Measure.OUTAGES: 2,
    Measure.RESPONSE: 400 / 5,  # missed: the moderate one; undecided: the last
    Measure.RESTORATION: 100,
    Measure.MEAN_RESTORATION: (1410 + 120 + 60 + 600 + 60 + 60) / 6,
    Measure.MEDIAN_RESTORATION: (60 + 120) / 2,
    Measure.INCIDENTS: 6,
    Measure.MAJOR: 0,
    Measure.REOPENED: 0,
    Measure.FIRST_CALL: 0,
    Measure.DEPLOYED: 3,
    Measure.CHANGE_SUCCESS: 200 / 3,
    Measure.ROLLED_BACK: 1,
    Measure.ROLLED_BACK_SHARE: 100 / 3,
    Measure.EMERGENCY: 0,
    Measure.SATISFACTION: 4.5,
    Measure.ANSWERS: 2,
    Measure.COMPLAINTS: 2,
    Measure.ANSWERED: None,  # nobody said within how many days
    Measure.TRAININGS: None,
    Measure.ACTIONS: None,
    Measure.REVIEWS: None,
    Measure.BACKUPS: None,  # no entry tells of any copy
}


@pytest.fixture
def quarter(provider: Provider) -> Quarter:
    return march_of(provider)


def goals_in_march(quarter: Quarter, *goals: dict[str, Any]) -> list[Any]:
    """As management sees them on 2 April, of goals that were approved in March and hold since January."""
    quarter.provider.clock.now = at(3, 31, 20)
    who = {"statement": "Well", "set_by": "The owner"}
    since = {"date_of_issue": date(2026, 1, 1), "next_review_date": date(2026, 12, 1)}
    quarter.provider.approved(BusinessGoals, **since, goals=tuple({**who, **each} for each in goals))
    quarter.provider.clock.now = at(4, 2, 9)
    figures: dict[str, Any] = reporting.improvement_figures(quarter.provider.workspace, MARCH)
    return list(figures["goals"]["rows"])


def test_every_measure_has_a_definition_and_is_counted() -> None:
    assert set(COUNTED) == set(BY_HAND) == set(Measure) - {Measure.OTHER}
    assert all(len(each.__doc__ or "") > 20 for each in COUNTED.values())


def test_each_measure_comes_to_what_was_worked_out_by_hand(quarter: Quarter) -> None:
    rows = goals_in_march(quarter, *({"counts": each, "target": 1.0} for each in BY_HAND))
    found = {Measure(row["measure"]): row["value"]["value"] for row in rows}
    expected = {each: value if value is None else pytest.approx(value) for each, value in BY_HAND.items()}
    assert found == expected


@pytest.mark.a_few(4)
@pytest.mark.parametrize(
    ("goal", "word"),
    [
        ({"measure": "Mean time to restore", "target": 8.0, "unit": "hours"}, "in words"),
        ({"measure": "Incidents restored within target", "target": 240.0, "unit": "minutes"}, "in words"),
        ({"measure": "Changes rolled back, at most", "target": 5.0, "unit": "%"}, "in words"),
        ({"counts": "mean time to restore", "target": 480.0}, "met"),
        ({"counts": "mean time to restore", "target": 384.0}, "not met"),
        ({"counts": "mean time to restore", "sense": "at least", "target": 480.0}, "not met"),
        ({"counts": "share of changes rolled back", "target": 5.0}, "not met"),
        ({"counts": "share of changes rolled back", "target": 50.0}, "met"),
        ({"counts": "complaints", "target": 1.0}, "not met"),
        ({"counts": "incidents", "priority": "1 critical", "target": 0.0}, "met"),
        ({"counts": "incidents", "priority": "2 high", "target": 1.0}, "not met"),
        ({"counts": "median time to restore", "priority": "1 critical", "target": 5.0}, "no data"),
        ({"counts": "trainings done in time", "target": 10.0}, "no data"),
    ],
)
def test_a_goal_is_met_by_what_it_says_and_by_nothing_else(
    quarter: Quarter, goal: dict[str, Any], word: str
) -> None:
    assert [row["word"] for row in goals_in_march(quarter, goal)] == [word]


def test_a_number_is_held_in_each_month(quarter: Quarter) -> None:
    """February had 1 incident of the customer's, March 6: at most 6 in a month is held, at most 5 is not; of a quarter with
    a month missing nothing is said."""
    period = type(MARCH)(date(2026, 2, 1), date(2026, 3, 31), MARCH.time_zone)
    goals_in_march(
        quarter,
        {"counts": "incidents", "target": 6.0, "window": "each month"},
        {"counts": "incidents", "target": 5.0, "window": "each month"},
        {"counts": "incidents", "target": 7.0, "window": "each quarter"},
    )
    rows = reporting.improvement_figures(quarter.provider.workspace, period)["goals"]["rows"]
    assert [row["word"] for row in rows] == ["met", "not met", "undecided"]
    assert [each["value"]["value"] for each in rows[1]["windows"]] == [1.0, 6.0]
    assert rows[1]["value"]["value"] == 6.0 and rows[2]["windows"] == []


def test_a_quarter_that_has_just_begun_holds_nothing_yet(quarter: Quarter) -> None:
    """April to June on the second of April, and on the sixth after two incidents: so far 0, then 2."""
    provider, period = quarter.provider, type(MARCH)(date(2026, 4, 1), date(2026, 6, 30), MARCH.time_zone)
    goals_in_march(
        quarter,
        {"counts": "incidents", "sense": "at most", "target": 3.0, "window": "each quarter"},
        {"counts": "incidents", "sense": "at most", "target": 1.0},
        {"counts": "incidents", "sense": "at least", "target": 2.0},
        {"counts": "incidents", "sense": "at least", "target": 3.0, "window": "each month"},
        {"counts": "restoration within target", "target": 90.0},
    )

    def told() -> list[tuple[str, Any, bool | None]]:
        rows = reporting.improvement_figures(provider.workspace, period)["goals"]["rows"]
        return [(row["word"], row["value"]["value"], row["met"]) for row in rows]

    assert told()[:4] == [("so far", 0.0, None)] * 4
    for day in (3, 4):
        quarter.incident(at(4, day, 10), priority="4 low", restored_at=at(4, day, 11))
    provider.clock.now = at(4, 6, 9)
    assert told() == [
        ("so far", 2.0, None),
        ("not met", 2.0, False),
        ("met", 2.0, True),
        ("so far", 2.0, None),
        ("so far", 100.0, None),
    ]
    provider.clock.now = at(7, 1, 9)
    assert [word for word, _value, _met in told()] == ["met", "not met", "met", "not met", "not met"]


@given(
    st.lists(
        st.tuples(st.integers(-5, 40), st.sampled_from(["open", "done", "cancelled"]), st.integers(0, 60))
    )
)
def test_an_action_is_in_time_only_if_it_was_done_by_its_day(made: list[tuple[int, str, int]]) -> None:
    """Cancelling what was missed does not undo it; counted by days since the first of March."""
    items = tuple(
        ActionItem(
            due=MARCH.first + timedelta(due),
            state=state,
            ended_at=None if state == "open" else at(3, 1, 12) + timedelta(ended),
        )
        for due, state, ended in made
    )
    hours = ServiceHours((), frozenset(), "UTC")
    scope = Scope(
        at(6, 1, 0),
        at(6, 1, 0),
        date.min,
        date.max,
        lambda _: hours,
        lambda _: TargetTimes(1, 1),
        actions=items,
    )
    figure = COUNTED[Measure.ACTIONS](Facts(scope), MARCH)

    due = [(state, ended <= day) for day, state, ended in made if 0 <= day <= 30]
    counted = [each for each in due if each != ("cancelled", True)]
    in_time = counted.count(("done", True))
    assert figure.value == (100 * in_time / len(counted) if counted else None)


# ---------------------------------------------------------------- judged by a person


def drafted(quarter: Quarter) -> ImprovementReport:
    goals_in_march(
        quarter,
        {"measure": "Turnover", "target": 8.0, "unit": "% more"},
        {"counts": "complaints", "target": 1.0},
    )
    return reporting.prepare_improvement_report(quarter.provider.workspace, MARCH)


def words(quarter: Quarter, report: ImprovementReport) -> list[str]:
    figures = reporting.figures_of(quarter.provider.workspace, report)
    return [row["word"] for row in figures["goals"]["rows"]]


def test_what_is_not_counted_waits_for_a_person(quarter: Quarter) -> None:
    report = drafted(quarter)
    asked = [line for line in report.judgements if "Turnover" in line.what]
    assert [line.what for line in asked] == ["Well, Turnover, 8 % more"]
    assert words(quarter, report) == ["in words", "not met"]


def test_a_judgement_needs_a_person_and_grounds(quarter: Quarter) -> None:
    provider, report = quarter.provider, drafted(quarter)
    line = next(each for each in report.judgements if "Turnover" in each.what)

    def judge(**said: Any) -> list[str]:
        nonlocal report
        report = provider.save(report, judgements=(line.model_copy(update=said),))
        return words(quarter, report)

    assert judge(met=True) == ["in words", "not met"]
    assert judge(met=True, judged_by=provider.ana.id, reached="9 %") == ["in words", "not met"]
    with pytest.raises(Refused, match="on what grounds"):
        provider.take(
            provider.save(provider.complete(ImprovementReport, "approved"), judgements=report.judgements),
            "approve",
        )
    told = {"judged_by": provider.ana.id, "reached": "9 %", "grounds": "The books of the year."}
    assert judge(met=True, **told) == ["met", "not met"]
    assert judge(met=False, **told) == ["not met", "not met"]


def test_what_no_goal_and_no_target_asks_for_is_not_judged(quarter: Quarter) -> None:
    """A line that somebody added stands nowhere on paper: approving would lose it without a word."""
    provider = quarter.provider
    open_line = Judgement(what="Neatness")
    said = {"met": True, "judged_by": provider.ana.id, "reached": "Well", "grounds": "So it is."}
    report = provider.complete(ImprovementReport, "approved")
    for line in (open_line.model_copy(update=said), open_line):
        with pytest.raises(Refused, match="“Neatness” is no goal or target of this report"):
            provider.take(provider.save(report, judgements=(line,)), "approve")


def test_nobody_judges_what_is_counted(quarter: Quarter) -> None:
    """A line that was put to the row of a counted goal changes nothing."""
    provider, report = quarter.provider, drafted(quarter)
    counted = reporting.figures_of(provider.workspace, report)["goals"]["rows"][1]["row"]
    line = report.judgements[0].model_copy(
        update={
            "target": UUID(counted),
            "met": True,
            "judged_by": provider.ana.id,
            "reached": "0",
            "grounds": "So it is.",
        }
    )
    assert words(quarter, provider.save(report, judgements=(line,)))[1] == "not met"


def test_a_missed_share_names_the_incidents_that_missed_it_and_by_how_much(quarter: Quarter) -> None:
    """Of March, one answered after 360 minutes of service hours, with 240 promised; none was restored too late."""
    rows = goals_in_march(
        quarter,
        {"counts": "response within target", "target": 95.0},
        {"counts": "restoration within target", "target": 95.0},
        {"counts": "response within target", "priority": "2 high", "target": 95.0},
    )
    assert [row["word"] for row in rows] == ["not met", "met", "met"]
    assert [(each["target"], each["minutes"]) for each in rows[0]["missed"]] == [(240, 360)]
    assert "missed" not in rows[1] and "missed" not in rows[2]
    counts = dict(rows[0]["value"]["counts"])
    assert counts["incidents counted"] - counts["within target"] == len(rows[0]["missed"])
