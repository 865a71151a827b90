"""The service performance report: what stands in it, from a March worked out by hand."""

from datetime import date

import pytest

from sdesk.models import PerformanceReport
from sdesk.practice.reporting import printing
from sdesk.practice.reporting import reports as reporting
from sdesk.reports.blocks import Chart, Document, flat
from sdesk.reports.paper import document_of, pdf_of
from sdesk.reports.period.performance import _changes_of_hours
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
    words,
)


@pytest.fixture
def report(quarter: Quarter) -> PerformanceReport:
    provider = quarter.provider
    provider.works(provider.ben)
    prepared = reporting.prepare_performance_report(provider.workspace, quarter.agreement, MARCH)
    return provider.save(
        prepared,
        performance="Two outages of the line explain the missed availability.",
        conclusions="A good month but for the line.",
        proposed_actions=(
            {"description": "Order a second line", "owner": provider.ana.id, "due": date(2026, 5, 1)},
        ),
    )


@pytest.fixture
def document(quarter: Quarter, report: PerformanceReport) -> Document:
    return document_of(printing.printout_of(quarter.provider.workspace, report))


def test_the_head_says_for_whom_about_what_and_that_it_is_a_draft(document: Document) -> None:
    assert (document.title, document.subtitle) == (
        "Service performance report",
        "Pier Dental · 1 Mar – 31 Mar 2026",
    )
    assert (document.number, document.version, document.status) == ("SPR-2026-01", "1", "draft")
    assert document.is_draft
    assert dict(document.facts)["Agreement"] == "AGR-0001 · Support of the dental practice"
    assert "Dora Lind, Pier Dental" in dict(document.facts)["Who receives it"]


def test_conclusions_come_first_and_sources_last(document: Document) -> None:
    assert headings(document) == [
        "Conclusions",
        "What the figures say",
        "What was missed",
        "What got worse",
        "What got better",
        "What is to be decided",
        "Performance against the agreement",
        "What the figures mean",
        "Incidents",
        "Changes",
        "Feedback and satisfaction",
        "Action items",
        "What was agreed",
        "About this report",
        "Change history",
        "Annex: what the figures were computed from",
    ]
    assert "A good month but for the line." in words(document)
    assert [(line.who, line.role) for line in signatures(document)] == [
        ("", "Relationship Manager or Service Manager")
    ]


def test_each_target_stands_beside_what_was_reached_and_whether_it_was_met(document: Document) -> None:
    table = table_with(document, "Reached")
    met = {row[0]: row[-1] for row in rows(table)}
    assert met == {
        "Availability": "▲ not met",
        "Response within target": "▲ not met",
        "Restoration within target": "● met",
        "Change success rate": "▲ not met",
        "Satisfaction": "● met",
        "New mailbox": "– not judged",
    }
    assert cell(table, "Availability", "Target") == "at\N{NO-BREAK SPACE}least 99 %"
    assert cell(table, "Availability", "Reached") == "98.58\N{NO-BREAK SPACE}%"
    assert cell(table, "Restoration", "Before") == "0\N{NO-BREAK SPACE}%"
    assert row_starting(table, "Availability").kind == "emphasis"


def test_key_figures_warn_where_a_target_was_missed(document: Document) -> None:
    assert card(document, "Availability").kind == "warning"
    assert card(document, "Restoration within target").kind == "ok"
    complaints = card(document, "Complaints received")
    assert (complaints.value, complaints.comparison) == ("2", "closed 1, open 1")


def test_every_figure_says_what_it_was_computed_from(document: Document) -> None:
    table = table_with(document, "This period")
    sources = next(each for each in tables(document) if each.columns[0].title == "Figure")
    assert "survey scores: 2" in cell(sources, "Satisfaction", "This period")
    availability = cell(sources, "Availability", "This period")
    assert availability == "service hours: 176 h; downtime within them: 2 h 30 min; outages: 2"
    before = cell(sources, "Availability", "Period before")
    assert (
        before
        == "service hours: 16 h; downtime within them: 0 min; outages: 0; counted 26 Feb – 28 Feb 2026 only"
    )
    assert "targets: 1 h, 4 h" in cell(sources, "Response", "This period")
    assert cell(table, "Closed, deployed", "This period") == "2"
    assert document.footer_note == (
        "Computed from 4 incidents, 4 finished changes, 2 feedback entries and 2 survey scores, "
        "1 Mar – 31 Mar 2026, time zone Europe/Lisbon."
    )


def test_incidents_by_priority_add_up(document: Document) -> None:
    table = table_with(document, "Recorded")
    assert cell(table, "2 High", "Recorded") == "2"
    assert cell(table, "1 Critical", "Response within target") == "no data"
    assert row_starting(table, "All").cells[1:5] == ("4", "1", "4", "1")
    assert "Not counted: 1 incident about services outside the agreement." in words(document)


def test_charts_leave_out_months_without_records(document: Document) -> None:
    charts = {block.title: block for block in flat(document.blocks) if isinstance(block, Chart)}
    shares = charts["Share within target"]
    assert shares.categories[-1] == "Mar 2026"
    assert shares.series[1].values == (None, None, None, None, 0.0, 100.0)
    assert [(line.label, line.value) for line in shares.target_lines] == [
        ("Response target", 95.0),
        ("Restoration target", 90.0),
    ]


def test_a_report_that_is_about_nothing_yet_says_so(quarter: Quarter) -> None:
    provider = quarter.provider
    empty = provider.create(PerformanceReport)
    document = document_of(printing.printout_of(provider.workspace, empty))
    assert "about nothing yet" in words(document)


def test_what_is_still_to_be_written_is_said_in_a_draft(quarter: Quarter) -> None:
    look = printing.performance_preview(quarter.provider.workspace, quarter.agreement, MARCH)
    document = document_of(look)
    assert "Proposed from the figures, not edited yet" in words(document)
    look.record.conclusions = ""
    assert "The conclusions are not written yet." in words(document_of(look))
    proposed = next(each for each in tables(document) if each.caption == "Proposed for the coming period")
    assert (proposed.rows, proposed.empty_text) == ((), "None proposed yet.")


def test_a_supplier_report_has_no_feedback_of_customers(quarter: Quarter) -> None:
    document = document_of(printing.performance_preview(quarter.provider.workspace, quarter.supplied, MARCH))
    assert dict(document.facts)["Supplier"] == "Coast Telecom"
    assert "Feedback and satisfaction" not in headings(document)


def test_the_print_of_an_approved_report_is_the_same_bytes_ever_after(
    quarter: Quarter, report: PerformanceReport
) -> None:
    provider = quarter.provider
    workspace = provider.workspace
    approved = provider.take(report, "approve")
    first = printing.printed(workspace, approved, pdf_of)
    quarter.score(date(2026, 3, 25), 1)
    provider.save(provider.ana, name="Ana Reyes-Lind")
    provider.clock.now = at(6, 1, 9)
    assert printing.printed(workspace, approved, pdf_of) == first
    text = pdf_text(first)
    assert "Order a second line" in text
    assert "Ben Okafor" in text
    assert "Page 1 of" in text
    assert "Draft" not in text


def test_rendering_an_approved_report_again_gives_the_same_bytes(
    quarter: Quarter, report: PerformanceReport
) -> None:
    workspace = quarter.provider.workspace
    approved = quarter.provider.take(report, "approve")
    quarter.score(date(2026, 3, 25), 1)
    once, again = (pdf_of(printing.printout_of(workspace, approved)) for _time in range(2))
    assert once == again


def test_a_change_of_hours_is_told_of_the_version_in_whose_days_it_was() -> None:
    """The last version's hours may have changed before it governed: nothing counted by them then."""
    first = {"hours_changed": ["2026-03-04"]}
    several = {
        "hours_changed": ["2026-03-04", "2026-03-09"],
        "versions": [{}, {"hours_changed": ["2026-03-09"]}],
    }
    told = [
        [str(getattr(each, "text", "")).split(":")[0] for each in _changes_of_hours(said)]
        for said in (first, several, {})
    ]
    on = "The service hours changed on {} Mar 2026".format
    assert told == [[on(4)], [on(9)], []]
