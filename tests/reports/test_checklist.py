"""The checklist and another standard on paper, as values before they are drawn."""

import pytest

from sdesk.models import FeedbackEntry
from sdesk.practice.audit.adoption import adopt
from sdesk.practice.audit.checklist.answers import answer_point, answer_statement
from sdesk.practice.audit.checklist.printing import checklist_printout, statements_printout
from sdesk.reports.blocks import Callout, Facts, Heading, KeyFigures, Table
from sdesk.reports.checklist import checklist_document, statements_document
from sdesk.reports.pdf import render_pdf

OTHER = "20000-1-2011"


def of_kind(document, kind):
    return [each for each in document.blocks if isinstance(each, kind)]


def test_every_point_is_told_with_reason_or_answer(provider):
    answer_point(
        provider.workspace, "29110-4-3/WP.01/2", "no", "The owner of the firm has never seen these goals."
    )
    document = checklist_document(checklist_printout(provider.workspace))
    titles = [each.text for each in of_kind(document, Heading) if each.level == 2]
    assert len(titles) == 71 and titles[0] == "WP.01.1 Goals and objectives are written down"
    assert len(of_kind(document, Callout)) == 43
    (answered,) = [dict(each.pairs) for each in of_kind(document, Facts) if dict(each.pairs).get("Note")]
    assert answered["Answer"] == "No" and answered["By, on"].startswith("Ana Reyes, 2 Mar 2026")
    assert [each.value for each in of_kind(document, KeyFigures)[0].figures][2] == "27"


def test_no_point_is_called_yes_that_is_none(beginner):
    document = checklist_document(checklist_printout(beginner.workspace))
    (table,) = of_kind(document, Table)
    said = {row.cells[3] for row in table.all_rows() if row.kind != "group"}
    assert said == {"▲ no", "○ not shown yet", "◐ not answered"}
    assert {each.kind for each in of_kind(document, Callout)} == {"warning"}


def test_what_changed_since_the_answer_is_printed(provider):
    answer_point(provider.workspace, "29110-4-3/WP.06/2", "yes")
    entry = provider.create(FeedbackEntry)
    document = checklist_document(checklist_printout(provider.workspace))
    told = [dict(each.pairs).get("Changed since") for each in of_kind(document, Facts)]
    assert entry.number in told


@pytest.mark.parametrize("answered", [False, True])
def test_another_standard_is_printed_clause_by_clause(provider, answered):
    adopt(provider.workspace, OTHER)
    if answered:
        answer_statement(
            provider.workspace, f"{OTHER}/8.2 a", applies=True, met="met", note="Looked at every month."
        )
    printout = statements_printout(provider.workspace, provider.workspace.packs.pack(OTHER))
    document = statements_document([printout])
    rows = [row.cells for table in of_kind(document, Table) for row in table.all_rows()]
    assert len(rows) == 410
    row = next(each for each in rows if each[0] == "8.2 a")
    assert ("● met" in row) is answered and any("Looked at every month." in cell for cell in row) is answered


def test_it_draws(provider):
    adopt(provider.workspace, OTHER)
    assert render_pdf(checklist_document(checklist_printout(provider.workspace))).startswith(b"%PDF")
