"""Documents on paper: the register, what differs between two versions, and obsolete ones, of which each page says it."""

from datetime import date

import pytest

from sdesk.models import AssignedRoles, ExternalDocument, Record, ServiceCatalogue, ServiceDeliveryPolicy
from sdesk.practice.audit.printing import difference_printout, register_printout
from sdesk.practice.audit.reviewing import confirm_read, review_without_change
from sdesk.practice.lifecycle.records import new_version, reload
from sdesk.practice.reporting.printing import printout_of
from sdesk.reports.blocks import Document
from sdesk.reports.catalogue import catalogue_document
from sdesk.reports.document_register import register_document
from sdesk.reports.html import render_html
from sdesk.reports.pdf import render_pdf
from sdesk.reports.pdf.columns import column_widths
from sdesk.reports.record_print import record_document
from sdesk.reports.version_differences import differences_document
from tests.provider import Provider
from tests.reports.reading import headings, pdf_text, row_starting, rows, table_with, tables, words
from tests.reports.test_pdf import pages_of


@pytest.fixture
def policy(provider: Provider) -> ServiceDeliveryPolicy:
    found = provider.workspace.first(ServiceDeliveryPolicy)
    assert found
    return found


def compared(provider: Provider, older: Record, newer: Record) -> Document:
    return differences_document(difference_printout(provider.workspace, older, newer))


def test_the_register_says_of_each_its_version_and_who_knows_it(provider: Provider, policy) -> None:
    provider.create(
        ExternalDocument,
        name="Data Protection Act",
        kind="law or regulation",
        issuer="Parliament",
        edition="2018",
        place="www.law.example/dpa",
        next_check=date(2026, 2, 1),
    )
    provider.works(provider.cleo)
    confirm_read(provider.workspace, policy)
    document = register_document(register_printout(provider.workspace))
    table = table_with(document, "Next review")
    line = row_starting(table, policy.number)
    assert line.cells[1:4] == ("Service delivery policy, objectives and plan(s)", "1", "● approved")
    assert "2 of 3" in line.cells
    law = row_starting(table, "EXT-0001")
    assert "Parliament" in law.cells and "www.law.example/dpa" in law.cells and "2018" in law.cells
    assert "▲ 1 Feb 2026, passed" in law.cells
    assert document.subtitle == "5 documents, 1 past their review"
    known = table_with(document, "Who has to know it")
    said = [row.cells for row in known.all_rows()]
    at = next(place for place, row in enumerate(said) if row[0].startswith(policy.number))
    assert [row[:2] for row in said[at + 1 : at + 4]] == [
        ("Ana Reyes", "● approved it"),
        ("Ben Okafor", "○ nothing confirmed"),
        ("Cleo Sand", "● confirmed"),
    ]
    assert "Register of documents" in pdf_text(render_pdf(document))


def test_a_long_edition_takes_no_room_from_the_names(provider: Provider) -> None:
    """On a page that is upright, as in a binder."""
    provider.create(
        ExternalDocument,
        name="Rules of the association of schools for networks that pupils use",
        kind="law or regulation",
        issuer="Association",
        edition="Release 7 of the second of March, with both supplements",
        place="Shelf",
        next_check=date(2027, 2, 1),
    )
    table = table_with(register_document(register_printout(provider.workspace)), "Next review")
    widths = column_widths(table.columns, table.all_rows(), 483, 4)
    by_title = dict(zip((each.title for each in table.columns), widths, strict=True))
    assert by_title["Version"] < by_title["Document"] * 1.2


def test_two_versions_are_printed_field_by_field(provider: Provider, policy) -> None:
    draft = new_version(provider.workspace, policy)
    newer = provider.save(
        draft, emergency_change="First paragraph.\nA second one that is new.", scope="Everybody."
    )
    document = compared(provider, policy, newer)
    assert "Scope of this document" in headings(document)
    assert "Issuing organization" not in headings(document)
    said = "\n".join(cell for table in tables(document) for row in rows(table) for cell in row)
    assert policy.scope in said and "Everybody." in said and "A second one that is new." in said
    about = dict(document.facts)
    assert about["Version 1"].startswith("approved, approved by Ana Reyes")
    assert about["Version 2"] == "draft"
    assert document.title == "Service delivery policy, objectives and plan(s): version 1 and version 2"
    assert "Everybody." in pdf_text(render_pdf(document))


def test_lines_that_are_new_left_out_or_otherwise_are_told_as_that(provider: Provider) -> None:
    listed = provider.workspace.first(AssignedRoles)
    assert listed
    first, second, *others = listed.assignments
    changed = first.model_copy(update={"end": date(2026, 12, 31)})
    draft = new_version(provider.workspace, listed)
    newer = provider.save(draft, assignments=(changed, *others))
    [table] = [
        each
        for each in tables(compared(provider, listed, newer))
        if "Line" in [c.title for c in each.columns]
    ]
    assert [row[1] for row in rows(table)] == ["left out", "Until"]
    assert rows(table)[1][2:] == ("–", "31 Dec 2026")
    assert second.role and rows(table)[0][0] == "Service Manager"


def test_versions_that_say_the_same_say_so(provider: Provider, policy) -> None:
    same = new_version(provider.workspace, policy)
    provider.save(same, date_of_issue=policy.date_of_issue, next_review_date=policy.next_review_date)
    document = compared(provider, policy, reload(provider.workspace, same))
    assert "Both versions say the same." in words(document)


class TestObsolete:
    def test_each_page_of_a_superseded_version_says_that_it_is(self, provider: Provider, policy) -> None:
        provider.take(new_version(provider.workspace, policy), "approve")
        old = reload(provider.workspace, policy)
        document = record_document(printout_of(provider.workspace, old))
        pages = pages_of(document)
        assert len(pages) > 1
        for page in pages:
            assert "Superseded" in page
            assert "Version 1 is obsolete: version 2 has counted in its place since" in " ".join(page.split())
        assert "Superseded" in render_html(document)

    def test_one_in_force_says_nothing_of_it(self, provider: Provider, policy) -> None:
        document = record_document(printout_of(provider.workspace, policy))
        assert "obsolete" not in pdf_text(render_pdf(document)).lower()

    def test_an_old_catalogue_says_it_too(self, provider: Provider) -> None:
        old = provider.workspace.first(ServiceCatalogue)
        assert old
        provider.take(new_version(provider.workspace, old), "approve")
        document = catalogue_document(printout_of(provider.workspace, reload(provider.workspace, old)))
        assert "Version 1 is obsolete" in words(document)


def test_a_review_without_change_stands_on_the_paper_and_its_day_in_the_head(
    provider: Provider, policy
) -> None:
    provider.clock.pass_time(days=200)
    outcome = "Read beside the incidents since March; nothing in it is done otherwise now."
    review_without_change(provider.workspace, policy, outcome, date(2027, 5, 1))
    document = record_document(printout_of(provider.workspace, policy))
    assert dict(document.facts)["Next review"] == "1 May 2027"
    table = table_with(document, "Read on")
    assert rows(table)[0][1:] == ("Ana Reyes", outcome, "1 May 2027", "DRV-2026-0001")
