"""Goals, objectives and quality measures of a period in which their document changed: each day by the version of that day."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from sdesk.models import BusinessGoals, CustomerAgreement, ServiceCatalogue, ServiceDeliveryPolicy
from sdesk.models.governance import Goal, Objective
from sdesk.models.identity import uuid7
from sdesk.models.measures import Measure, Sense, Window
from sdesk.models.relationship import QualityMeasure, ServiceTarget
from sdesk.practice.lifecycle.records import new_version
from sdesk.practice.lifecycle.versions import newest_approved
from sdesk.practice.reporting import printing
from sdesk.practice.reporting import reports as reporting
from sdesk.practice.reporting.spans import lines_of
from sdesk.reports.paper import pdf_of
from tests.provider import Provider, next_version
from tests.reported_quarter import MARCH, Quarter, at, fill_march, quarter_at, quarter_of, row_of
from tests.reports.reading import pdf_text
from tests.thorough import examples

SINCE = {"date_of_issue": date(2026, 1, 1), "next_review_date": date(2026, 12, 1)}
GOAL = Goal(
    statement="Few incidents", set_by="The owner", counts=Measure.INCIDENTS, target=3.0, sense=Sense.AT_MOST
)


@pytest.fixture
def quarter(provider: Provider) -> Quarter:
    return quarter_of(provider)


def change(quarter: Quarter, model: Any, day: int, **values: Any) -> None:
    """The next version, approved on that day of March and valid from it."""
    provider = quarter.provider
    provider.clock.now = max(provider.clock.now, at(3, day, 9))
    newest = newest_approved(provider.workspace, model)
    assert newest is not None
    draft = new_version(provider.workspace, newest)
    dates = {"date_of_issue": date(2026, 3, day), "next_review_date": date(2026, 12, 1)}
    provider.take(provider.save(draft, **dates, **values), "approve")


def rows(quarter: Quarter, table: str = "goals") -> list[Any]:
    quarter.provider.clock.now = at(4, 2, 9)
    figures = reporting.improvement_figures(quarter.provider.workspace, MARCH)
    return list(figures[table]["rows"])


def begun(quarter: Quarter, *goals: Goal) -> None:
    quarter.provider.approved(BusinessGoals, goals=goals, **SINCE)


def told(found: list[Any]) -> list[Any]:
    return [(row["target"], row.get("days"), row["value"]["value"], row["word"]) for row in found]


def test_a_version_approved_after_the_period_governs_none_of_it(quarter: Quarter) -> None:
    """Incidents recorded in March: two on the 3rd, one on the 4th, 5th, 6th and 31st each."""
    begun(quarter, GOAL)
    fill_march(quarter)
    before = told(rows(quarter))
    assert before == [(3.0, None, 6.0, "not met")]
    change(quarter, BusinessGoals, 5, goals=(GOAL.model_copy(update={"target": 9.0}),))
    assert told(rows(quarter)) == before


def test_a_version_of_mid_march_leaves_the_days_before_to_the_one_before(quarter: Quarter) -> None:
    begun(quarter, GOAL)
    quarter.incident(at(3, 3, 10), restored_at=at(3, 3, 11))
    quarter.incident(at(3, 4, 10), restored_at=at(3, 4, 11))
    change(quarter, BusinessGoals, 16, goals=(GOAL.model_copy(update={"target": 0.0}),))
    assert told(rows(quarter)) == [
        (3.0, ["2026-03-02", "2026-03-15"], 2.0, "met"),  # the workspace begins on the second
        (0.0, ["2026-03-16", "2026-03-31"], 0.0, "met"),
    ]
    quarter.incident(at(3, 20, 10), restored_at=at(3, 20, 11))
    assert [row["word"] for row in rows(quarter)] == ["met", "not met"]


def test_objectives_and_quality_measures_change_with_their_documents(quarter: Quarter) -> None:
    provider = quarter.provider
    objective = Objective(statement="Few", counts=Measure.INCIDENTS, target=3.0)
    quality = QualityMeasure(name="Few", counts=Measure.INCIDENTS, target=3.0, unit="count")
    catalogue = newest_approved(provider.workspace, ServiceCatalogue)
    assert catalogue is not None

    def services(measure: QualityMeasure) -> Any:
        first = catalogue.services[0].model_copy(update={"quality_measures": (measure,)})
        return (first, *catalogue.services[1:])

    change(quarter, ServiceDeliveryPolicy, 3, objectives=(objective,))
    change(quarter, ServiceCatalogue, 3, services=services(quality))
    change(quarter, ServiceDeliveryPolicy, 9, objectives=(objective.model_copy(update={"target": 1.0}),))
    change(quarter, ServiceCatalogue, 12, services=services(quality.model_copy(update={"target": 0.0})))
    days = {table: [(row["target"], row["days"]) for row in rows(quarter, table)[-2:]] for table in TABLES}
    assert days == {
        "objectives": [(3.0, ["2026-03-03", "2026-03-08"]), (1.0, ["2026-03-09", "2026-03-31"])],
        "quality": [(3.0, ["2026-03-03", "2026-03-11"]), (0.0, ["2026-03-12", "2026-03-31"])],
    }


TABLES = ("objectives", "quality")


def test_what_asks_the_same_is_one_line_however_it_is_written_down(quarter: Quarter) -> None:
    """What stands for an empty cell may be written into it, another person may answer for it, by another day."""
    begun(quarter, GOAL.model_copy(update={"sense": None}))
    same = {
        "sense": Sense.AT_MOST,
        "window": Window.PERIOD,
        "unit": "count",
        "owner": quarter.provider.ana.id,
        "statement": "Few incidents.",
        "due": date(2026, 12, 31),
    }
    change(quarter, BusinessGoals, 10, goals=(GOAL.model_copy(update=same),))
    [row] = rows(quarter)
    assert "days" not in row
    assert (row["statement"], row["owner"]) == ("Few incidents.", quarter.provider.ana.name)
    assert row["due"] == "2026-12-31"


def test_what_a_person_judges_is_another_line_by_another_day(quarter: Quarter) -> None:
    """Growing by December is not growing by June."""
    words = Goal(statement="Grow", set_by="The owner", measure="Turnover", target=8.0, unit="% more")
    begun(quarter, words.model_copy(update={"due": date(2026, 6, 30)}))
    change(quarter, BusinessGoals, 10, goals=(words.model_copy(update={"due": date(2026, 12, 31)}),))
    assert [row["due"] for row in rows(quarter)] == ["2026-06-30", "2026-12-31"]
    assert not any("due_before" in row for row in rows(quarter))


def test_a_counted_goal_whose_day_was_moved_says_from_which_days(quarter: Quarter) -> None:
    """It is asked the same, so that it stands in one line; that showed the newest day, as if it had been so all along."""
    june, september, december = (date(2026, month, 30) for month in (6, 9, 12))
    begun(quarter, GOAL.model_copy(update={"due": june}))
    for on, due in ((9, september), (12, june), (16, december)):
        change(quarter, BusinessGoals, on, goals=(GOAL.model_copy(update={"due": due}),))
    [row] = rows(quarter)
    assert (row["due"], row["due_before"]) == ("2026-12-30", ["2026-06-30", "2026-09-30"])
    workspace = quarter.provider.workspace
    report = reporting.prepare_improvement_report(workspace, MARCH)
    text = " ".join(pdf_text(pdf_of(printing.printout_of(workspace, report))).split())
    assert "due 30 Dec 2026 moved in this period, from 30 Jun 2026, 30 Sep 2026" in text


def test_a_goal_whose_day_stayed_says_nothing_of_it(quarter: Quarter) -> None:
    due = date(2026, 6, 30)
    begun(quarter, GOAL.model_copy(update={"due": due}))
    change(quarter, BusinessGoals, 9, goals=(GOAL.model_copy(update={"due": due, "owner": None}),))
    [row] = rows(quarter)
    assert row["due"] == "2026-06-30" and "due_before" not in row


def test_what_asks_the_opposite_is_another_line(quarter: Quarter) -> None:
    begun(quarter, GOAL.model_copy(update={"sense": None}))
    change(quarter, BusinessGoals, 20, goals=(GOAL.model_copy(update={"sense": Sense.AT_LEAST}),))
    days = [row["days"] for row in rows(quarter)]
    assert days == [["2026-03-02", "2026-03-19"], ["2026-03-20", "2026-03-31"]]


class Half(NamedTuple):
    first: date
    last: date
    target: ServiceTarget
    hours: None = None


def test_a_sense_that_goes_without_saying_does_not_part_a_target_of_an_agreement() -> None:
    one = ServiceTarget(measure=Measure.AVAILABILITY, target=99.0)
    other = one.model_copy(update={"sense": Sense.AT_LEAST, "window": Window.PERIOD, "unit": "%"})
    halves = [
        Half(date(2026, 3, 1), date(2026, 3, 9), one),
        Half(date(2026, 3, 10), MARCH.last, other),
    ]
    [line] = lines_of(halves, MARCH, lambda half: [(half.target, None)])
    assert line.days is None


def test_what_a_version_asks_otherwise_stands_beside_what_it_asked_before(quarter: Quarter) -> None:
    """By its row, and where that was written anew by its words."""
    few, good, fast = (GOAL.model_copy(update={"id": uuid7(), "statement": each}) for each in "FGH")
    begun(quarter, few, good, fast)
    again = [few.model_copy(update={"id": uuid7()}), good.model_copy(update={"statement": "Good"})]
    stricter = [each.model_copy(update={"target": 1.0}) for each in again]
    change(quarter, BusinessGoals, 16, goals=(fast, *stricter[::-1]))
    found = [(row["statement"], row["target"], "days" in row) for row in rows(quarter)]
    assert found == [
        ("F", 3.0, True), ("F", 1.0, True), ("G", 3.0, True), ("Good", 1.0, True), ("H", 3.0, False)
    ]  # fmt: skip


# ---------------------------------------------------------------- the period before


def test_the_period_before_held_only_what_was_asked_then(quarter: Quarter) -> None:
    """The workspace knows February by an incident of then."""
    quarter.incident(at(2, 10, 10), restored_at=at(2, 10, 11))
    begun(quarter, GOAL)
    change(quarter, BusinessGoals, 16, goals=(GOAL.model_copy(update={"target": 0.0}),))
    first, second = rows(quarter)
    assert (first["previous"]["value"], first["previous_met"]) == (1.0, True)
    assert (second["previous"]["value"], second["previous_met"]) == (1.0, None)


def test_a_target_of_an_agreement_says_nothing_of_the_days_before_it_was_agreed(quarter: Quarter) -> None:
    quarter.incident(at(2, 26, 10), priority="2 high", restored_at=at(3, 3, 9, 30))
    provider = quarter.provider
    newest = newest_approved(provider.workspace, CustomerAgreement)
    assert newest is not None
    provider.clock.now = at(4, 2, 9)
    figures = reporting.performance_figures(provider.workspace, newest, MARCH)
    was = row_of(figures, "restoration within target")
    assert (was["target"], was["previous_met"]) == (90.0, False)
    provider.clock.now = at(3, 16, 8)
    draft = next_version(provider, newest)
    targets = ({"measure": "restoration within target", "target": 95.0},)
    provider.take(provider.save(draft, service_targets=targets, start=date(2026, 3, 16)), "approve")
    provider.clock.now = at(4, 2, 9)
    figures = reporting.performance_figures(provider.workspace, newest, MARCH)
    lines = [row for row in figures["targets"] if row["measure"] == "restoration within target"]
    assert [(row["target"], row["previous_met"]) for row in lines] == [(90.0, False), (95.0, None)]


# ---------------------------------------------------------------- judged, printed


def test_what_a_person_judged_of_one_version_is_not_said_of_the_next(quarter: Quarter) -> None:
    """Both versions have the row by the same id."""
    words = Goal(statement="Grow", set_by="The owner", measure="Turnover", target=8.0, unit="% more")
    begun(quarter, words)
    change(quarter, BusinessGoals, 16, goals=(words.model_copy(update={"target": 50.0}),))
    provider = quarter.provider
    provider.clock.now = at(4, 2, 9)
    report = reporting.prepare_improvement_report(provider.workspace, MARCH)
    asked = [line for line in report.judgements if line.what.startswith("Grow")]
    assert [line.what for line in asked] == [
        "Grow, Turnover, 8 % more, 2026-03-02 – 2026-03-15",
        "Grow, Turnover, 50 % more, 2026-03-16 – 2026-03-31",
    ]
    said = {"met": True, "judged_by": provider.ana.id, "reached": "9 %", "grounds": "The books."}
    report = provider.save(report, judgements=(asked[0].model_copy(update=said),))
    figures = reporting.figures_of(provider.workspace, report)
    assert [row["word"] for row in figures["goals"]["rows"]] == ["met", "in words"]


def test_paper_says_which_days_each_version_had(quarter: Quarter) -> None:
    begun(quarter, GOAL)
    change(quarter, BusinessGoals, 16, goals=(GOAL.model_copy(update={"target": 0.0}),))
    provider = quarter.provider
    provider.clock.now = at(4, 2, 9)
    report = reporting.prepare_improvement_report(provider.workspace, MARCH)
    text = " ".join(pdf_text(pdf_of(printing.printout_of(provider.workspace, report))).split())
    assert text.count("2 Mar – 15 Mar 2026") > 1 and text.count("16 Mar – 31 Mar 2026") > 1
    assert "version 1, 2 Mar – 15 Mar 2026; " in text


# ---------------------------------------------------------------- day by day

CHANGES = st.lists(st.tuples(st.integers(3, 31), st.sampled_from((0.0, 1.0, 2.0))), max_size=4)
RECORDED = st.lists(st.integers(2, 31), max_size=6)


@settings(
    max_examples=examples(8, 12),
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(CHANGES, RECORDED)
@example([(10, 1.0), (20, 3.0), (20, 0.0)], [3, 12, 25])
@example([(31, 0.0)], [31, 30])
def test_every_line_is_what_its_days_say_one_by_one(
    changes: list[tuple[int, float]], recorded: list[int]
) -> None:
    with TemporaryDirectory() as folder:
        quarter = quarter_at(Path(folder) / "firm.sdesk")
        hold_against_each_day(quarter, changes, recorded)
        quarter.provider.workspace.close()


def hold_against_each_day(quarter: Quarter, changes: list[tuple[int, float]], recorded: list[int]) -> None:
    begun(quarter, GOAL)
    target_on = dict.fromkeys(range(2, 32), 3.0)
    for day, target in sorted(changes, key=lambda each: each[0]):
        change(quarter, BusinessGoals, day, goals=(GOAL.model_copy(update={"target": target}),))
        target_on |= dict.fromkeys(range(day, 32), target)
    for day in sorted(recorded):
        quarter.incident(at(3, day, 10), restored_at=at(3, day, 11))
    seen: list[int] = []
    for row in rows(quarter):
        first, last = (date.fromisoformat(day) for day in row.get("days", ("2026-03-02", "2026-03-31")))
        days = [(first + timedelta(n)).day for n in range((last - first).days + 1)]
        assert {target_on[day] for day in days} == {row["target"]}
        number = sum(recorded.count(day) for day in days)
        assert (row["value"]["value"], row["met"]) == (float(number), number <= row["target"])
        seen += days
    assert sorted(seen) == [*range(2, 32)]
