"""The improvement report: goals, both sides, and what follows."""

from dataclasses import replace
from datetime import date
from itertools import combinations_with_replacement

import pytest

from sdesk.models import ActionItem, BusinessGoals, ImprovementReport
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting import printing
from sdesk.practice.reporting import reports as reporting
from sdesk.reports.blocks import Column, Document, Table
from sdesk.reports.paper import document_of, pdf_of
from sdesk.reports.period.target_blocks import before_text, compared
from sdesk.storage import col
from tests.practice.reporting.test_findings import WORDS
from tests.provider import Provider, agreed
from tests.reported_quarter import MARCH, Quarter, at
from tests.reports.reading import (
    card,
    cell,
    headings,
    pdf_text,
    row_starting,
    rows,
    signatures,
    table_with,
    tables,
    titles,
    words,
)


@pytest.fixture
def report(quarter: Quarter) -> ImprovementReport:
    provider = quarter.provider
    goal = {"set_by": "The owner", "owner": provider.ana.id, "due": date(2026, 12, 31)}
    provider.clock.now = at(3, 31, 9)
    provider.approved(
        BusinessGoals,
        date_of_issue=date(2026, 3, 1),
        next_review_date=date(2027, 3, 1),
        goals=(
            {
                "statement": "Work without interruption",
                "counts": "restoration within target",
                "target": 95.0,
                "unit": "%",
                **goal,
            },
            {"statement": "Learn", "measure": "Days of training", "target": 3.0, "unit": "days", **goal},
        ),
    )
    provider.clock.now = at(4, 2, 9)
    prepared = reporting.prepare_improvement_report(provider.workspace, MARCH)
    return provider.save(
        prepared,
        conclusions="We kept our goals.",
        customer_view="Customers noticed the outages.",
        customer_issues="None.",
        practice_view="The procedures fit.",
        practice_issues="None.",
        review_schedule="Policy in October.",
        improvement_actions=(
            {**agreed(provider), "description": "Train", "owner": provider.ben.id, "due": date(2026, 6, 1)},
        ),
    )


@pytest.fixture
def document(quarter: Quarter, report: ImprovementReport) -> Document:
    return document_of(printing.printout_of(quarter.provider.workspace, report))


def test_goals_stand_beside_their_results(document: Document) -> None:
    table = table_with(document, "Goal")
    assert cell(table, "Work without interruption", "Result") == "● met"
    assert cell(table, "Work without interruption", "Reached") == "100\N{NO-BREAK SPACE}%"
    assert (
        row_starting(table, "Work without")
        .cells[0]
        .endswith("Ana Reyes, due\N{NO-BREAK SPACE}31\N{NO-BREAK SPACE}Dec\N{NO-BREAK SPACE}2026")
    )
    assert cell(table, "Learn", "Result") == "– not judged"
    assert (card(document, "Goals met").value, card(document, "Goals met").note) == (
        "1 of 2",
        "1 without a result",
    )


HELD = [("met", True), ("not met", True), *((word, has) for word in WORDS[2:5] for has in (True, False))]


def test_a_card_is_green_only_where_all_that_is_asked_was_met(
    quarter: Quarter, report: ImprovementReport
) -> None:
    """What has no number is asked of nobody but a person; what is open is neither met nor forgotten."""
    printout = printing.printout_of(quarter.provider.workspace, report)
    assert printout.figures
    one = next(each for each in printout.figures["goals"]["rows"] if each["unit"] == "%")
    nine_open = (("met", True), *[("undecided", True)] * 9)
    few = [made for n in range(3) for made in combinations_with_replacement(HELD, n)]
    for goals in (nine_open, *few, (("no target agreed", False), ("met", True))):
        made = [{**one, "word": word, "target": 1.0 if has else None, "missed": []} for word, has in goals]
        figures = {**printout.figures, "goals": {**printout.figures["goals"], "rows": made}}
        shown = card(document_of(replace(printout, figures=figures)), "Goals met")
        asked = [word for word, has in goals if has or word == "in words"]
        met, missed = asked.count("met"), asked.count("not met")
        rest = len(asked) - met - missed
        assert shown.value == (f"{met} of {len(asked)}" if asked else ""), goals
        assert shown.note == (f"{rest} without a result" if rest else ""), goals
        assert shown.kind == ("warning" if missed else "ok" if met and not rest else "neutral"), goals


def test_both_sides_and_what_follows_have_their_chapters(document: Document) -> None:
    chapters = headings(document)
    wanted = ["Conclusions", "Results against the goals", "The customers' side", "Our side", "What follows"]
    assert [each for each in chapters if each in wanted] == wanted
    assert "Customers noticed the outages." in words(document)
    assert "Policy in October." in words(document)


def test_actual_stands_against_agreed_for_each_agreement(document: Document) -> None:
    customers, suppliers = (
        next(each for each in tables(document) if each.caption == f"Actual against agreed: {who}")
        for who in ("customers", "suppliers")
    )
    assert rows(customers)[0] == ("Pier Dental · AGR-0001 Support of the dental practice",)
    assert cell(customers, "Availability", "Result") == "▲ not met"
    assert rows(suppliers)[0] == ("Coast Telecom · SUP-0001 Lines",)


def test_documents_and_recurring_tasks_say_how_they_stand(document: Document) -> None:
    documents = table_with(document, "Version in effect")
    assert cell(documents, "WP.14", "State") == "● in order"
    assert cell(documents, "WP.04", "State") == "○ none approved"
    tasks = table_with(document, "Recurring task")
    assert cell(tasks, "GO.4.2", "State") == "○ not done yet"


def test_management_signs(document: Document) -> None:
    assert [(line.who, line.role) for line in signatures(document)] == [("", "Management")]


def test_the_approved_report_is_whole_in_the_pdf(quarter: Quarter, report: ImprovementReport) -> None:
    approved = quarter.provider.take(report, "approve")
    content = printing.printed(quarter.provider.workspace, approved, pdf_of)
    text = pdf_text(content)
    assert printing.printed(quarter.provider.workspace, approved, pdf_of) == content
    assert "We kept our goals." in text
    assert "own work" in text
    assert "Train" in text


@pytest.mark.parametrize(("before", "has"), [(None, False), (0.0, True), (99.0, True)])
def test_the_column_of_the_period_before_stays_where_one_figure_is_known(
    before: float | None, has: bool
) -> None:
    columns = (Column("Figure"), Column("Reached"), Column("Before"))
    shown = "no data" if before is None else f"{before} %"
    table = compared(Table(columns, (("a", "no data", "no data"), ("b", "no data", shown))))
    assert titles(table) == ["Figure", "Reached", *(["Before"] if has else [])]
    period = {"previous_period": {"first": "2026-02-01", "last": "2026-02-28"}}
    assert before_text(table, period).startswith("Before:" if has else "None of these")


def test_what_was_proposed_stands_beside_what_management_decided(
    quarter: Quarter, report: ImprovementReport
) -> None:
    provider = quarter.provider
    proposed = {**agreed(provider), "owner": provider.ben.id, "due": date(2026, 6, 1)}
    changed = {
        "decision": "changed",
        "why": "Too dear",
        "decided_action": "Lease",
        "decided_due": date(2026, 9, 1),
    }
    draft = provider.save(
        report,
        improvement_actions=(
            {**proposed, "description": "Train"},
            {**proposed, "description": "Buy", **changed, "decided_owner": provider.cleo.id},
            {**proposed, "description": "Move", "decision": "declined", "why": "No need"},
            {"description": "Wait", "owner": provider.ben.id, "due": date(2026, 6, 1)},
        ),
    )
    table = table_with(document_of(printing.printout_of(provider.workspace, draft)), "Decision")
    assert titles(table) == ["Action", "Owner", "Due", "Decision", "Why"]
    assert rows(table) == [
        ("Train", "Ben Okafor", "1 Jun 2026", "● agreed\nAna Reyes\n2 Mar 2026", "–"),
        (
            "Buy\ndecided: Lease",
            "Ben Okafor\ndecided: Cleo Sand",
            "1 Jun 2026\ndecided: 1 Sep 2026",
            "◐ changed\nAna Reyes\n2 Mar 2026",
            "Too dear",
        ),
        ("Move", "Ben Okafor", "1 Jun 2026", "– declined\nAna Reyes\n2 Mar 2026", "No need"),
        ("Wait", "Ben Okafor", "1 Jun 2026", "○ not decided yet", "–"),
    ]


def test_previous_actions_say_when_they_ended_and_whether_in_time(provider: Provider) -> None:
    days = {"period_start": date(2026, 2, 1), "period_end": date(2026, 2, 28)}
    line = {**agreed(provider), "owner": provider.ben.id, "due": date(2026, 3, 10)}
    lines = tuple({**line, "description": each} for each in ("Kept", "Late", "Put off", "Open"))
    provider.clock.now = at(3, 2, 9)
    before = provider.approved(ImprovementReport, **days, improvement_actions=lines)
    kept, late, put_off, _open = provider.workspace.find(ActionItem, order_by=[col(ActionItem.number)])
    provider.take(kept, "finish", outcome="Bought")
    provider.clock.now = at(3, 12, 9)
    provider.take(late, "finish", outcome="Bought at last")
    provider.save(put_off, due=date(2026, 4, 9))
    provider.clock.now = at(4, 2, 9)
    report = reporting.prepare_improvement_report(provider.workspace, MARCH)
    paper = document_of(printing.printout_of(provider.workspace, report))
    table = next(each for each in tables(paper) if each.caption.endswith(before.number))
    assert [cell(table, each.number, "State") for each in (kept, late, put_off, _open)] == [
        "● done, in time\n2 Mar 2026",
        "● done, late\n12 Mar 2026",
        "○ open\nput off once past\n10 Mar 2026",
        "▲ open, overdue",
    ]
    provider.take(before, "withdraw", "A slip")
    provider.clock.now = at(5, 2, 9)
    report = reporting.prepare_improvement_report(provider.workspace, Period.month(2026, 4, "Europe/Lisbon"))
    paper = document_of(printing.printout_of(provider.workspace, report))
    none = next(each for each in tables(paper) if each.caption == "Agreed before")
    assert none.empty_text == "On 30 Apr 2026 there was no approved improvement report on an earlier period."
    table = next(each for each in tables(paper) if each.caption == "Agreed in earlier reports")
    assert cell(table, put_off.number, "State") == "▲ open, overdue\nput off once past\n10 Mar 2026"
