"""A report on a supplier reads as one about the supplier; older ones print as they did."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from sdesk.models.governance import FeedbackAbout
from sdesk.practice.reporting import printing
from sdesk.reports.blocks import Document
from sdesk.reports.paper import document_of, pdf_of
from sdesk.reports.period.figure_blocks import asked_text
from tests.practice.reporting.test_suppliers import escalated, outage, said, supplier_of
from tests.reported_quarter import MARCH, Quarter, at
from tests.reports.reading import headings, rows, tables, titles, words


@pytest.fixture
def document(quarter: Quarter) -> Document:
    escalated(
        quarter,
        at(3, 3, 10),
        at(3, 5, 10),
        solved_at=at(3, 3, 12),
        answered_at=at(3, 3, 10, 30),
        summary="Line down",
    )
    escalated(quarter, at(3, 4, 10), at(3, 4, 11), summary="Slow")
    outage(quarter, 6, caused_by=supplier_of(quarter), root_cause="Cut cable")
    said(quarter, FeedbackAbout.DISPUTE, supplier_of(quarter))
    quarter.provider.clock.now = at(4, 2, 9)
    return document_of(preview(quarter))


def preview(quarter: Quarter) -> Any:
    return printing.performance_preview(quarter.provider.workspace, quarter.supplied, MARCH)


def rows_of(document: Document, title: str) -> list[tuple[str, ...]]:
    """Of the tables that have this as the title of their first column."""
    return [row for each in tables(document) if titles(each)[0] == title for row in rows(each)]


def test_it_is_about_the_supplier_and_nothing_else(document: Document) -> None:
    assert document.title == "Supplier performance report"
    told = headings(document)
    assert [each for each in told if each in (
        "Escalations to the supplier", "Outages that the supplier caused", "Changes made by the supplier",
        "What was said of the supplier",
    )] == [
        "Escalations to the supplier", "Outages that the supplier caused", "Changes made by the supplier",
        "What was said of the supplier",
    ]  # fmt: skip
    assert not {"Incidents", "Changes", "Feedback and satisfaction"} & set(told)
    text = words(document)
    for ours in ("Satisfaction", "Incidents by priority", "Response within target", "Time to resolve"):
        assert ours not in text


def test_each_escalation_says_what_is_known_of_it(document: Document) -> None:
    known, unknown = rows_of(document, "Incident")
    assert known[0].endswith("Line down") and known[2:] == ("30 min", "2 h")
    assert unknown[0].endswith("Slow") and unknown[2:] == ("not known", "not known\nrestored after 1 h")


def test_a_target_says_within_which_time(document: Document) -> None:
    (row,) = [each for each in rows_of(document, "Measure") if each[0] == "Restoration within target"]
    assert row[2].replace("\N{NO-BREAK SPACE}", " ") == "at least 90 % within 8 h"
    assert (
        asked_text({"target": 90, "unit": "%", "sense": "at least", "window": "the period"})
        == "at least 90 %"
    )


def test_the_rules_stand_on_the_paper(document: Document) -> None:
    text = words(document)
    for rule in (
        "what has an item of theirs",
        "do not stop where our own clocks are on hold",
        "what we change on their items is not theirs",
    ):
        assert rule in text


def test_an_outage_that_only_its_item_blames_on_them_says_so(quarter: Quarter) -> None:
    by_item = outage(quarter, 9, configuration_items=(quarter.item.id,))
    ours = outage(quarter, 10, configuration_items=(quarter.item.id,), root_cause="We forgot the disk")
    quarter.provider.clock.now = at(4, 2, 9)
    text = words(document_of(preview(quarter)))
    assert f"Nobody says what caused {by_item.number}" in text
    assert (
        f"Not counted, as the root cause names no supplier although an item is theirs: {ours.number}" in text
    )


def test_a_supplier_without_anything_recorded_has_a_report_too(quarter: Quarter) -> None:
    quarter.provider.clock.now = at(4, 2, 9)
    made = document_of(preview(quarter))
    assert rows_of(made, "Incident") == []
    assert pdf_of(preview(quarter)).startswith(b"%PDF")


def test_a_report_of_before_prints_as_it_did(quarter: Quarter) -> None:
    """Its figures were those of incidents that touched their items, beside changes, and no feedback."""
    workspace = quarter.provider.workspace
    of_customer = printing.performance_preview(workspace, quarter.agreement, MARCH)
    older = deepcopy(dict(of_customer.figures))
    older["agreement"] |= {"kind": "supplier"}
    made = document_of(replace(of_customer, figures=older))
    assert made.title == "Service performance report"
    assert [
        each for each in headings(made) if each in ("Incidents", "Changes", "Feedback and satisfaction")
    ] == [
        "Incidents",
        "Changes",
    ]
    assert dict(made.facts)["Supplier"]
