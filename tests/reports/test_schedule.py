"""The change schedule, lists of records and the audit overview on paper."""

from datetime import UTC, date, datetime
from io import BytesIO

from pypdf import PdfReader

from sdesk.models import ScheduleEntry, ServiceIncident
from sdesk.practice.audit.overview import audit_printout
from sdesk.practice.lifecycle.lists import Listing
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.printing import list_printout, schedule_printout
from sdesk.reports.audit_overview import audit_document
from sdesk.reports.list_print import list_document
from sdesk.reports.pdf import render_pdf
from sdesk.reports.schedule import schedule_document
from tests.provider import Provider, change, incident
from tests.reports.reading import card, cell, headings, pdf_text, rows, table_with, words

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31), "Europe/Lisbon")


def moment(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def scheduled_change(provider: Provider, start: datetime, end: datetime) -> str:
    request = provider.take(change(provider, "approved"), "submit")
    approved = provider.take(request, "approve", decision_reason="Needed.")
    return provider.take(approved, "schedule", planned_start=start, planned_end=end).number


def event(provider: Provider, name: str, start: datetime, end: datetime) -> None:
    entry = provider.create(ScheduleEntry, name=name, kind="business event", starts_at=start, ends_at=end)
    provider.take(entry, "plan")


def test_the_schedule_goes_day_by_day_with_its_conflicts(provider: Provider) -> None:
    number = scheduled_change(provider, moment(10, 18), moment(10, 20))
    event(provider, "Year-end closing", moment(10, 9), moment(11, 12))
    document = schedule_document(schedule_printout(provider.workspace, MARCH))
    table = table_with(document, "Kind")
    assert rows(table)[0] == ("Tuesday, 10 Mar 2026",)
    assert [row[0] for row in rows(table)[1:]] == [
        "09:00\xa0–\n11\xa0Mar\xa02026,\xa012:00",
        "18:00\xa0–\xa020:00",
    ]
    assert card(document, "In conflict").kind == "warning"
    assert "Year-end closing" in words(document)
    assert f"▲ {number}" in rows(table)[1][1]
    assert number in pdf_text(render_pdf(document))


def test_days_with_nothing_on_them_say_so(provider: Provider) -> None:
    document = schedule_document(schedule_printout(provider.workspace, MARCH))
    assert table_with(document, "Kind").empty_text == "Nothing is on the schedule in these days."
    assert card(document, "In conflict").kind == "ok"


def test_a_list_prints_its_columns_in_its_order(provider: Provider) -> None:
    customer = provider.extra["customer"].id
    made = [provider.take(incident(provider, "recorded", customer=customer), "record") for _time in range(2)]
    listing = Listing(ServiceIncident.__name__, states=("recorded",))
    document = list_document(list_printout(provider.workspace, listing, ("number", "customer", "state")))
    [table] = [table_with(document, "Customer")]
    assert rows(table) == [(each.number, "Pier Dental", "◐ Recorded") for each in reversed(made)]
    assert document.subtitle == "2 incidents, in the states recorded"
    assert not document.is_draft


def test_the_schedule_lies_across_where_its_columns_ask_for_that(provider: Provider) -> None:
    """Upright, items and customers stood in slivers."""
    document = schedule_document(schedule_printout(provider.workspace, MARCH))
    page = PdfReader(BytesIO(render_pdf(document))).pages[0].mediabox
    assert document.landscape is None and page.width < page.height


def test_a_list_of_many_columns_is_printed_across(provider: Provider) -> None:
    """Upright, eight columns break the words in them."""
    summary = "Nobody can print since the router was changed"
    provider.take(incident(provider, "recorded", summary=summary), "record")
    listing = Listing(ServiceIncident.__name__)
    few = ("number", "summary", "state", "priority", "started_at")
    columns = (*few, "customer", "service", "assigned_to")
    upright, across = (
        list_document(list_printout(provider.workspace, listing, each)) for each in (few, columns)
    )
    assert upright.landscape is across.landscape is None
    for document, is_wide in ((upright, False), (across, True)):
        page = PdfReader(BytesIO(render_pdf(document))).pages[0].mediabox
        assert (page.width > page.height) == is_wide
    assert summary in pdf_text(render_pdf(across))


def test_the_audit_overview_shows_each_requirement_and_what_is_missing(provider: Provider) -> None:
    document = audit_document(audit_printout(provider.workspace))
    summary = table_with(document, "Requirement")
    assert len(rows(summary)) == 17
    assert cell(summary, "P01", "Verdict") == "▲ not met"
    asked = table_with(document, "What is asked")
    assert cell(asked, "Not in force: Business goals and objectives.", "Holds") == "▲ fails"
    assert sum(1 for heading in headings(document) if heading.startswith("P")) == 17
    assert card(document, "Requirements met").value.endswith("of 17")
