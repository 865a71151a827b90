"""Figures of the reports against a March worked out by hand, and what approving a report freezes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sdesk.errors import SdeskError
from sdesk.models import (
    ActionItem,
    BusinessGoals,
    CustomerAgreement,
    ImprovementReport,
    PerformanceReport,
    ServiceDeliveryPolicy,
)
from sdesk.practice.lifecycle.records import new_version, reload
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting import printing
from sdesk.practice.reporting import reports as reporting
from sdesk.practice.reporting.actions.items import previous_actions
from sdesk.practice.reporting.reports import improvement_figures, performance_figures
from sdesk.practice.safekeeping import anchor_now, held_against
from sdesk.reports.paper import pdf_of
from sdesk.translation import NOTHING_SAID, message
from tests.provider import Provider, agreed, next_version, performed
from tests.reported_quarter import MARCH, Quarter, at, march_of, row_of
from tests.reports.reading import pdf_text

Figures = dict[str, Any]


@pytest.fixture
def quarter(provider: Provider) -> Quarter:
    return march_of(provider)


@pytest.fixture
def march(quarter: Quarter) -> Figures:
    return performance_figures(quarter.provider.workspace, quarter.agreement, MARCH)


def counts(figure: Any) -> dict[str, int]:
    return dict(figure["counts"])


# ---------------------------------------------------------------- the targets of the agreement


def test_availability_is_service_hours_less_the_union_of_the_outages(march: Figures) -> None:
    row = row_of(march, "availability")
    assert row["value"]["value"] == pytest.approx(100 * (22 * 480 - 150) / (22 * 480))
    assert counts(row["value"]) == {
        "minutes of service hours": 22 * 480,
        "minutes of downtime within them": 150,
        "outages": 2,
    }
    assert (row["met"], row["word"], row["target"]) == (False, "not met", 99.0)


def test_response_counts_what_was_decided_in_the_period(march: Figures) -> None:
    value = row_of(march, "response within target")["value"]
    assert value["value"] == pytest.approx(100 * 2 / 3)
    assert counts(value) == {
        "incidents counted": 3,
        "within target": 2,
        "open and not over target, not counted": 1,
    }
    assert value["targets"] == [60, 240]


def test_an_incident_over_its_target_counts_in_the_period_in_which_it_went_over(march: Figures) -> None:
    row = row_of(march, "restoration within target")
    assert (row["value"]["value"], row["word"]) == (100.0, "met")
    assert counts(row["value"])["incidents counted"] == 3
    assert (row["previous"]["value"], row["previous_met"]) == (0.0, False)


def test_changes_count_in_the_period_in_which_they_were_closed(march: Figures) -> None:
    row = row_of(march, "change success rate")
    assert row["value"]["value"] == pytest.approx(100 * 2 / 3)
    changes = march["changes"]
    assert [changes[key] for key in ("deployed", "rolled back", "rejected", "open")] == [2, 1, 1, 1]


def test_satisfaction_is_the_mean_beside_the_period_before(march: Figures) -> None:
    row = row_of(march, "satisfaction")
    assert (row["value"]["value"], row["previous"]["value"], row["word"]) == (4.5, 3.0, "met")
    assert counts(row["value"]) == {"survey scores": 2}


def test_a_target_that_cannot_be_computed_is_left_to_words(march: Figures) -> None:
    row = row_of(march, "other")
    assert (row["detail"], row["met"], row["word"]) == ("New mailbox", None, "in words")


def test_a_period_without_records_has_no_data_and_meets_nothing(quarter: Quarter) -> None:
    january = Period(date(2026, 1, 1), date(2026, 1, 31), "Europe/Lisbon")
    figures = performance_figures(quarter.provider.workspace, quarter.agreement, january)
    computed = [row for row in figures["targets"] if row["measure"] != "other"]
    assert len(computed) == 5
    assert {(row["value"]["value"], row["value"]["unit"]) for row in computed} == {
        (None, "%"),
        (None, "of 5"),
    }
    assert {row["met"] for row in computed} == {None}
    assert figures["incidents"]["previous"] is None


def test_what_has_no_target_is_shown_without_judging_it(quarter: Quarter) -> None:
    workspace = quarter.provider.workspace
    supplier = performance_figures(workspace, quarter.supplied, MARCH)
    solution = row_of(supplier, "mean time to restore")
    assert (solution["target"], solution["word"]) == (None, "no target agreed")
    assert solution["value"]["value"] is None


# ---------------------------------------------------------------- tables


def test_incidents_by_priority_add_up_and_leave_out_other_services(march: Figures) -> None:
    incidents = march["incidents"]
    recorded = {row["priority"]: row["recorded"] for row in incidents["by_priority"]}
    assert recorded == {"1 critical": 0, "2 high": 2, "3 moderate": 1, "4 low": 1}
    assert (incidents["recorded"], incidents["restored"], incidents["open"]) == (4, 4, 1)
    assert incidents["outside"] == 1
    assert incidents["previous"]["recorded"] == 1


def test_time_to_resolve_in_service_and_elapsed_time(march: Figures) -> None:
    times = {name: figure["value"] for name, figure in march["incidents"]["time"].items()}
    assert times == {
        "mean_service": (120 + 60 + 600 + 1410) / 4,
        "median_service": (120 + 600) / 2,
        "mean_elapsed": (120 + 60 + 2520 + 7170) / 4,
        "median_elapsed": (120 + 2520) / 2,
    }


def test_complaints_received_closed_and_open(march: Figures) -> None:
    complaints = march["feedback"]["complaints"]
    assert counts(complaints) == {"received": 2, "closed in it": 1, "open at its end": 1}
    kinds = march["feedback"]["kinds"]
    assert [kinds[kind] for kind in ("compliment", "complaint", "comment")] == [0, 2, 0]


def test_what_was_over_long_before_is_not_open_now(quarter: Quarter) -> None:
    quarter.provider.clock.now = datetime(2027, 1, 4, 9, tzinfo=UTC)
    december = Period(date(2026, 12, 1), date(2026, 12, 31), "Europe/Lisbon")
    figures = performance_figures(quarter.provider.workspace, quarter.agreement, december)
    assert (figures["changes"]["open"], figures["incidents"]["open"]) == (1, 1)
    assert counts(figures["feedback"]["complaints"])["open at its end"] == 1


def test_months_before_the_first_record_have_no_data(march: Figures) -> None:
    months = march["months"]
    assert months["labels"] == [
        "2025-10-01",
        "2025-11-01",
        "2025-12-01",
        "2026-01-01",
        "2026-02-01",
        "2026-03-01",
    ]
    assert months["incidents"]["2 high"] == [None, None, None, None, 1, 2]
    assert months["satisfaction"] == [None, None, None, None, 3.0, 4.5]


def test_a_period_that_is_not_over_is_counted_until_now(quarter: Quarter) -> None:
    quarter.provider.clock.now = at(3, 4, 18)
    figures = performance_figures(quarter.provider.workspace, quarter.agreement, MARCH)
    assert not figures["over"]
    assert counts(row_of(figures, "availability")["value"])["minutes of service hours"] == 3 * 480


# ---------------------------------------------------------------- improvement


def test_goals_that_have_a_figure_are_held_against_it(quarter: Quarter) -> None:
    provider = quarter.provider
    goal = {"set_by": "The owner", "owner": provider.ana.id}
    provider.clock.now = at(3, 31, 9)
    provider.approved(
        BusinessGoals,
        date_of_issue=date(2026, 3, 1),
        next_review_date=date(2027, 3, 1),
        goals=(
            {"statement": "Work", "counts": "restoration within target", "target": 95.0, **goal},
            {"statement": "Be up", "counts": "availability", "target": 99.9, **goal},
            {"statement": "Learn", "measure": "Days of training", "target": 3.0, **goal},
        ),
    )
    provider.clock.now = at(4, 2, 9)
    rows = improvement_figures(provider.workspace, MARCH)["goals"]["rows"]
    assert [row["word"] for row in rows] == ["met", "not met", "in words"]
    assert rows[0]["value"]["value"] == 100.0
    assert rows[1]["value"]["value"] == pytest.approx(100 * (22 * 480 - 150) / (22 * 480))
    assert rows[0]["owner"] == "Ana Reyes"


def test_the_whole_counts_every_customer(quarter: Quarter) -> None:
    figures = improvement_figures(quarter.provider.workspace, MARCH)
    assert figures["incidents"]["recorded"] == 6
    assert [each["number"] for each in figures["agreements"]] == ["AGR-0001", "SUP-0001"]
    documents = {each["work_product"]: each["word"] for each in figures["practices"]["documents"]}
    assert (documents["WP.14"], documents["WP.01"]) == ("in order", "none approved")
    assert "GO.4.1" in {each["task"] for each in figures["practices"]["tasks"]}


def test_action_items_are_open_overdue_or_done(quarter: Quarter) -> None:
    provider = quarter.provider
    for due in (date(2026, 3, 20), date(2026, 5, 1), date(2026, 3, 25)):
        provider.clock.now = at(3, 10, 9)
        item = provider.create(ActionItem, description="Do it", owner=provider.ana.id, due=due)
    provider.clock.now = at(3, 12, 9)
    provider.take(item, "finish", outcome="Done.")
    provider.clock.now = at(4, 2, 9)
    actions = improvement_figures(provider.workspace, MARCH)["actions"]
    assert [actions[key] for key in ("open", "overdue", "done")] == [2, 1, 1]


def test_a_note_taken_later_moves_no_action_into_another_period(quarter: Quarter) -> None:
    provider = quarter.provider
    provider.clock.now = at(3, 10, 9)
    item = provider.create(ActionItem, description="Do it", owner=provider.ana.id, due=date(2026, 3, 20))
    item = provider.take(item, "finish", outcome="Done.")
    assert item.ended_at is not None
    provider.clock.now = at(4, 2, 9)
    noted = provider.save(item, notes="Seen again.")
    assert noted.ended_at == item.ended_at
    april = replace(MARCH, first=date(2026, 4, 1), last=date(2026, 4, 30))
    assert [improvement_figures(provider.workspace, each)["actions"]["done"] for each in (MARCH, april)] == [
        1,
        0,
    ]
    provider.take(noted, "reopen", reason="It was not.")
    assert reload(provider.workspace, item).ended_at is None
    figures = [improvement_figures(provider.workspace, each)["actions"] for each in (MARCH, april)]
    assert [(each["open"], each["done"]) for each in figures] == [(0, 1), (1, 0)]


def test_a_report_on_the_past_tells_actions_and_documents_as_they_were(quarter: Quarter) -> None:
    provider, workspace = quarter.provider, quarter.provider.workspace
    provider.clock.now = at(3, 10, 9)
    goals = provider.approved(BusinessGoals)
    item = provider.create(ActionItem, description="Do it", owner=provider.ana.id, due=date(2026, 3, 20))
    provider.clock.now = at(4, 2, 9)
    before = improvement_figures(workspace, MARCH)
    provider.save(item, due=date(2026, 4, 20), description="Do less")
    provider.take(item, "finish", outcome="Done.")
    for document in (goals, workspace.find(ServiceDeliveryPolicy)[0]):
        provider.take(next_version(provider, document), "approve")
    provider.create(ActionItem, description="Another", owner=provider.ana.id, due=date(2026, 4, 1))
    performed(provider, "GO.3.1", "Seen with everybody, all is as it should be.")
    after = improvement_figures(workspace, MARCH)
    assert {**after, "computed_at": ""} == {**before, "computed_at": ""}
    assert (before["goals"]["document"], before["goals"]["version"]) == (goals.number, 1)
    [told] = before["actions"]["items"]
    assert (told["description"], told["state"], told["overdue"]) == ("Do it", "open", True)


# ---------------------------------------------------------------- preparing and approving


@pytest.fixture
def prepared(quarter: Quarter) -> PerformanceReport:
    provider = quarter.provider
    provider.works(provider.ben)
    report = reporting.prepare_performance_report(provider.workspace, quarter.agreement, MARCH)
    return provider.save(
        report,
        performance="Good but for two outages.",
        conclusions="One target was missed.",
        proposed_actions=(
            {"description": "A second line", "owner": provider.ana.id, "due": date(2026, 5, 1)},
        ),
    )


def test_a_prepared_report_has_all_that_the_program_knows(
    prepared: PerformanceReport, quarter: Quarter
) -> None:
    assert prepared.subject == "Pier Dental, March 2026"
    assert (prepared.customer_agreement, prepared.state) == (quarter.agreement.id, "draft")
    assert "Dora Lind" in prepared.recipients
    assert prepared.previous_actions == "First report."
    assert prepared.figures["period"]["first"] == "2026-03-01"


def test_a_draft_shows_the_records_as_they_are_and_an_approved_one_as_they_were(
    prepared: PerformanceReport, quarter: Quarter
) -> None:
    provider = quarter.provider
    quarter.score(date(2026, 3, 22), 1)
    provider.clock.now = at(4, 2, 10)
    assert satisfaction(reporting.figures_of(provider.workspace, prepared)) == pytest.approx(10 / 3)
    approved = provider.take(prepared, "approve")
    assert satisfaction(approved.figures) == pytest.approx(10 / 3)
    quarter.score(date(2026, 3, 23), 1)
    assert satisfaction(reporting.figures_of(provider.workspace, approved)) == pytest.approx(10 / 3)


def satisfaction(figures: Any) -> Any:
    return row_of(figures, "satisfaction")["value"]["value"]


def test_what_the_previous_report_proposed_stands_in_the_next(
    prepared: PerformanceReport, quarter: Quarter
) -> None:
    provider = quarter.provider
    provider.take(prepared, "approve")
    provider.clock.now = at(5, 4, 9)
    april = Period(date(2026, 4, 1), date(2026, 4, 30), "Europe/Lisbon")
    figures = performance_figures(provider.workspace, quarter.agreement, april)
    assert figures["actions"]["report"] == prepared.number
    [item] = figures["actions"]["items"]
    assert (item["description"], item["owner"], item["overdue"]) == ("A second line", "Ana Reyes", False)
    may = Period(date(2026, 5, 1), date(2026, 5, 31), "Europe/Lisbon")
    [item] = performance_figures(provider.workspace, quarter.agreement, may)["actions"]["items"]
    assert item["overdue"]


def test_the_report_is_about_the_version_of_the_agreement_of_that_time(quarter: Quarter) -> None:
    provider = quarter.provider
    second = next_version(provider, quarter.agreement)
    provider.save(second, start=date(2026, 5, 1), service_targets=())
    provider.take(second, "approve")
    [newest] = reporting.agreements(provider.workspace, CustomerAgreement)
    assert newest.version == 2
    draft = reporting.prepare_performance_report(provider.workspace, newest, MARCH)
    assert draft.customer_agreement == quarter.agreement.id


def test_a_reversed_period_is_refused_with_what_to_do(provider: Provider) -> None:
    with pytest.raises(SdeskError, match="ends"):
        reporting.report_period(provider.workspace, date(2026, 3, 31), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2026, 2, 1), date(2026, 2, 28), "February 2026"),
        (date(2026, 7, 1), date(2026, 9, 30), "third quarter of 2026"),
        (date(2026, 7, 2), date(2026, 9, 30), "2 July 2026 to 30 September 2026"),
    ],
)
def test_a_period_is_called_what_people_call_it(first: date, last: date, words: str) -> None:
    assert reporting.period_words(Period(first, last, "UTC")) == words


# ---------------------------------------------------------------- the print is kept


def counting_render(calls: list[str]) -> Callable[[Any], bytes]:
    def render(printout: Any) -> bytes:
        calls.append(printout.record.state)
        return f"print {len(calls)}".encode()

    return render


def test_a_draft_is_printed_anew_and_an_approved_report_is_the_same_bytes_ever_after(
    prepared: PerformanceReport, quarter: Quarter
) -> None:
    provider = quarter.provider
    calls: list[str] = []
    render = counting_render(calls)
    assert printing.printed(provider.workspace, prepared, render) == b"print 1"
    assert printing.printed(provider.workspace, prepared, render) == b"print 2"
    approved = provider.take(prepared, "approve")
    assert printing.printed(provider.workspace, approved, render) == b"print 3"
    assert printing.printed(provider.workspace, approved, render) == b"print 3"
    assert calls == ["draft", "draft", "approved"]


def test_the_print_that_is_kept_has_the_anchor_of_its_approval_and_is_held_by_what_comes_after(
    prepared: PerformanceReport, quarter: Quarter
) -> None:
    workspace = quarter.provider.workspace
    approved = quarter.provider.take(prepared, "approve")
    anchor = anchor_now(workspace)
    kept = printing.printed(workspace, approved, pdf_of)
    assert f"Anchor {anchor}" in pdf_text(kept)
    assert anchor_now(workspace) != anchor  # that the print is kept is an operation too
    assert printing.printed(workspace, approved, pdf_of) == kept
    assert held_against(workspace, anchor)[0]


def test_every_approved_report_is_printed_once_whoever_approved_it(
    prepared: PerformanceReport, quarter: Quarter
) -> None:
    provider = quarter.provider
    calls: list[str] = []
    provider.take(prepared, "approve")
    assert [each.number for each in printing.unprinted_reports(provider.workspace)] == [prepared.number]
    assert printing.keep_prints(provider.workspace, counting_render(calls)) == 1
    assert printing.keep_prints(provider.workspace, counting_render(calls)) == 0
    assert printing.kept_print(provider.workspace, prepared) == b"print 1"


def test_of_an_approved_report_in_a_copy_that_is_read_no_print_is_kept(
    prepared: PerformanceReport, quarter: Quarter
) -> None:
    """What is kept is shown; where nothing is, what the records give now."""
    workspace = quarter.provider.workspace
    approved = quarter.provider.take(prepared, "approve")
    workspace.read_only = message("A copy.")
    assert printing.keep_print(workspace, approved, b"new") == b"new"
    assert printing.kept_print(workspace, approved) is None
    workspace.read_only = NOTHING_SAID
    printing.keep_print(workspace, approved, b"signed")
    workspace.read_only = message("A copy.")
    assert printing.keep_print(workspace, approved, b"new") == b"signed"
    workspace.read_only = NOTHING_SAID


def test_a_look_at_a_report_stores_nothing(quarter: Quarter) -> None:
    workspace = quarter.provider.workspace
    look = printing.performance_preview(workspace, quarter.agreement, MARCH)
    assert row_of(dict(look.figures), "satisfaction")["value"]["value"] == 4.5
    assert printing.improvement_preview(workspace, MARCH).figures["incidents"]["recorded"] == 6
    assert workspace.count(PerformanceReport) == workspace.count(ImprovementReport) == 0


def test_a_new_version_makes_action_items_of_its_new_actions_only(quarter: Quarter) -> None:
    """The others were agreed in the version before it, and are listed with those of this one."""
    provider = quarter.provider
    due = date(2026, 5, 1)
    actions = ({**agreed(provider), "description": "Spare switch", "owner": provider.ana.id, "due": due},)
    report = provider.approved(
        ImprovementReport, period_start=MARCH.first, period_end=MARCH.last, improvement_actions=actions
    )
    second = new_version(provider.workspace, report)
    another = {
        **agreed(provider),
        "description": "Ask for a second line",
        "owner": provider.ben.id,
        "due": due,
    }
    second = provider.save(second, improvement_actions=(*second.improvement_actions, another))
    provider.take(second, "approve")
    made = provider.workspace.find(ActionItem, order_by=[ActionItem.number])
    assert [(each.description, each.source) for each in made] == [
        ("Spare switch", report.id),
        ("Ask for a second line", second.id),
    ]
    april = previous_actions(provider.workspace, ImprovementReport, Period.month(2026, 4, "UTC"))
    assert [each["description"] for each in april["items"]] == ["Spare switch", "Ask for a second line"]
    assert april["older"] == []
