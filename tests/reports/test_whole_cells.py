"""Every table that the sample prints: what is a number, a date or a state stands in one line, in whatever column."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from sdesk.models import RECORDS, CustomerAgreement, Record, ServiceCatalogue, SupplierAgreement
from sdesk.practice.audit.overview import audit_printout
from sdesk.practice.lifecycle.lists import Listing, page
from sdesk.practice.lifecycle.versions import in_effect
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting import printing
from sdesk.practice.reporting import reports as reporting
from sdesk.practice.workspaces import Workspace
from sdesk.reports.audit_overview import audit_document
from sdesk.reports.blocks import Document
from sdesk.reports.catalogue import catalogue_document
from sdesk.reports.list_print import list_document
from sdesk.reports.paper import document_of
from sdesk.reports.pdf.table import table_piece
from sdesk.reports.schedule import schedule_document
from tests.reports.reading import tables

WIDTH = 483
A_DAY = r"\d{1,2} [A-Z][a-z]{2} \d{4}"
WHOLE = re.compile(
    rf"{A_DAY}(, \d\d:\d\d)?"  # a day, a moment
    r"|[A-Z]{2,4}-(\d{4}-)?\d{2,}"  # a number of a record
    r"|(at (least|most) )?[\d,.\u202f]+ ?(%|h|min|days?|of \d)?( \d+ min)?"  # a number
    r"|[●◐○▲–] [\w ,]{1,24}"  # a state
)
STATES = {state.name for model in RECORDS for state in model.states}


def documents(sample: Workspace) -> Iterator[tuple[str, Document]]:
    period = Period.quarter(2026, 3, "Europe/Lisbon")
    yield "improvement", document_of(printing.improvement_preview(sample, period))
    for model in (CustomerAgreement, SupplierAgreement):
        for agreement in reporting.agreements(sample, model):
            yield agreement.number, document_of(printing.performance_preview(sample, agreement, period))
    yield "audit", audit_document(audit_printout(sample))
    days = Period(date(2026, 1, 1), date(2026, 1, 1) + timedelta(360), "Europe/Lisbon")
    yield "schedule", schedule_document(printing.schedule_printout(sample, days))
    catalogue = in_effect(sample, ServiceCatalogue)
    assert catalogue
    yield "catalogue", catalogue_document(printing.printout_of(sample, catalogue))
    for kind in RECORDS:
        yield (
            f"list of {kind.__name__}",
            list_document(printing.list_printout(sample, Listing(kind.__name__))),
        )
        found: list[Record] = list(page(sample, Listing(kind.__name__), limit=-1))
        for each in found[:1]:
            yield each.number or kind.__name__, document_of(printing.printout_of(sample, each))


@pytest.mark.torture
def test_numbers_dates_and_states_keep_their_line_in_every_table(sample: Workspace) -> None:
    broken, looked_at = [], 0
    for name, document in documents(sample):
        for table in tables(document):
            piece = table_piece(table, WIDTH)
            for row, drawn in zip(table.all_rows(), piece.rows, strict=False):
                for cell, lines in zip(row.cells, drawn.cells, strict=True):
                    for part in cell.split("\n"):
                        if WHOLE.fullmatch(part) or part in STATES:
                            looked_at += 1
                            if not any(line.text.strip() == part for line in lines):
                                broken.append((name, part, [line.text for line in lines]))
    assert looked_at > 3000
    assert not broken
