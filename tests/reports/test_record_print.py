"""The print of any record: every declared field with something in it stands on the paper."""

from datetime import date

import pytest

from sdesk.models import (
    RECORDS,
    ApprovalForm,
    AssignedRoles,
    BusinessGoals,
    ConfigurationItem,
    CustomerAgreement,
    FeedbackEntry,
    Kind,
    PerformanceReport,
    Record,
    ServiceCalendar,
    ServiceDeliveryPolicy,
    ServiceIncident,
    ServiceScope,
    fields_of,
)
from sdesk.models.governance import Goal, ServiceReport
from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.lifecycle.proposed.reading import Proposal, confirm, propose
from sdesk.practice.lifecycle.proposed.sections import place_of
from sdesk.practice.lifecycle.records import new_version, reload
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.reporting.printing import MOST_LINKED, printout_of
from sdesk.practice.safekeeping import anchor_now, held_against
from sdesk.reports.blocks import Document
from sdesk.reports.html import render_html
from sdesk.reports.pdf import render_pdf
from sdesk.reports.record_print import record_document
from tests.provider import Provider, incident
from tests.reports.reading import (
    cell,
    facts,
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


def printed(provider: Provider, record: Record) -> Document:
    return record_document(printout_of(provider.workspace, record))


@pytest.mark.a_few(12)
@pytest.mark.parametrize(
    "model",
    [model for model in RECORDS if not issubclass(model, ServiceReport)],
    ids=lambda model: model.__name__,
)
def test_every_field_that_says_something_is_on_the_paper(provider: Provider, model: type[Record]) -> None:
    there = provider.workspace.first(model)
    record = there or provider.complete(model, next(s.name for s in model.states[::-1] if not s.exit))
    document = printed(provider, record)
    found = {*facts(document), *headings(document), *(each.caption for each in tables(document))}
    assert document.title == (str(record.heading) or record.singular)
    head = {"Date of issue", "Issuing organization", "Next review date", "Scope of this document"}
    for spec in fields_of(model):
        if (
            not spec.is_empty(getattr(record, spec.name))
            and spec.label not in head
            and spec.name != record.title
        ):
            assert spec.label in found or spec.kind is Kind.ROWS, spec.label
    assert render_pdf(document).startswith(b"%PDF")


def test_a_document_begins_with_where_it_applies_and_ends_with_its_versions(provider: Provider) -> None:
    first = provider.approved(ServiceScope)
    second = new_version(provider.workspace, first)
    provider.save(second, technology="Servers at the office")
    document = printed(provider, provider.take(second, "approve"))
    assert (document.title, document.version, document.status) == ("Service delivery scope", "2", "approved")
    history = table_with(document, "What changed")
    assert rows(history)[0][:2] == ("1", "superseded")
    assert rows(history)[0][-1] == "First version"
    assert rows(history)[1][-2:] == ("Ana Reyes", "Technology used")


def test_an_older_version_prints_without_what_came_after_it(provider: Provider) -> None:
    first = provider.approved(ServiceScope)
    new_version(provider.workspace, first)
    assert len(rows(table_with(printed(provider, first), "What changed"))) == 1


def test_an_approval_names_person_role_time_form_and_hash(provider: Provider) -> None:
    draft = provider.complete(ServiceScope, "approved")
    scope = take_step(
        provider.workspace, draft, "approve", form=ApprovalForm.EMAIL, evidence="Mail of 2 March, attached"
    )
    document = printed(provider, scope)
    [line] = signatures(document)
    assert (line.who, line.role, line.how) == (
        "Ana Reyes",
        "Management",
        "By e-mail, Mail of 2 March, attached, own work",
    )
    assert line.when.startswith("2 Mar 2026, 08:")
    assert line.hash == document.content_hash != ""
    assert line.hash[:16] in pdf_text(render_pdf(document)).replace("\n", "")


def test_an_approval_prints_the_anchor_of_the_history_up_to_it_and_the_same_ever_after(
    provider: Provider,
) -> None:
    scope = provider.approved(ServiceScope)
    anchor = anchor_now(provider.workspace)
    document = printed(provider, scope)
    [line] = signatures(document)
    assert line.anchor == anchor
    assert f"Anchor {anchor}" in pdf_text(render_pdf(document))
    assert f"Anchor {anchor}" in render_html(document)
    provider.create(ServiceIncident)
    assert anchor_now(provider.workspace) != anchor
    assert printed(provider, scope).blocks == document.blocks
    holds, _said = held_against(provider.workspace, line.anchor)
    assert holds


def test_a_draft_is_marked_and_has_a_line_to_sign_on(provider: Provider) -> None:
    document = printed(provider, provider.create(ServiceScope))
    assert document.is_draft
    assert [line.role for line in signatures(document)] == ["Management or Service Manager"]
    assert "Nothing written yet." in words(document)
    assert "Draft" in pdf_text(render_pdf(document))


def test_the_matrix_is_a_matrix(provider: Provider) -> None:
    policy = provider.workspace.first(ServiceDeliveryPolicy)
    assert policy is not None
    table = table_with(printed(provider, policy), "Urgency high")
    assert rows(table) == [
        ("High", "1 Critical", "2 High", "3 Moderate"),
        ("Medium", "2 High", "3 Moderate", "4 Low"),
        ("Low", "3 Moderate", "4 Low", "4 Low"),
    ]


def test_links_are_names_and_numbers_have_their_unit(provider: Provider) -> None:
    goals = provider.create(
        BusinessGoals,
        goals=(
            {"statement": "Be up", "target": 99.5, "unit": "%", "owner": provider.ben.id, "set_by": "Owner"},
        ),
    )
    table = table_with(printed(provider, goals), "Goal")
    assert cell(table, "Be up", "Target") == "99.5 %"
    assert cell(table, "Be up", "Owner") == "Ben Okafor"
    roles = provider.workspace.first(AssignedRoles)
    assert roles is not None
    table = next(each for each in tables(printed(provider, roles)) if titles(each)[0] == "Role")
    assert row_starting(table, "Management").cells[1] == "Ana Reyes"
    assert "Deputy" not in titles(table), "nobody has one"


def test_an_item_lists_what_points_to_it(provider: Provider) -> None:
    item: ConfigurationItem = provider.extra["item"]
    made = provider.take(incident(provider, "recorded", configuration_items=(item.id,)), "record")
    links = table_with(printed(provider, item), "By its field")
    assert [row for row in rows(links) if row[0] == "Incident"] == [
        ("Incident", f"{made.number} {made.summary}", "Items that may have failed", "recorded")
    ]


def test_attachments_are_listed_with_their_hash(provider: Provider) -> None:
    item: ConfigurationItem = provider.extra["item"]
    kept = attach(provider.workspace, item, "config.txt", b"hostname harbour")
    table = table_with(printed(provider, item), "SHA-256")
    assert rows(table) == [("config.txt", "16 bytes", "2 Mar 2026", kept.sha256)]


def test_a_title_that_is_a_whole_speech_is_cut_and_said_in_full_below(provider: Provider) -> None:
    said = "They came late twice, and when they came they had not brought the part that we had asked for by mail."
    entry = provider.create(FeedbackEntry, description=said)
    document = printed(provider, entry)
    assert document.title.endswith(" …")
    assert len(document.title) <= 90
    assert said in words(document)


def test_times_are_local(provider: Provider) -> None:
    made = provider.complete(ServiceIncident, "recorded", started_at="2026-07-01T08:00:00Z", restored_at=None)
    assert facts(printed(provider, made))["Started at"] == "1 Jul 2026, 09:00"


def test_markup_in_a_text_is_printed_as_it_was_typed(provider: Provider) -> None:
    scope = provider.create(ServiceScope, technology="<b>bold</b> & “quoted”")
    assert "<b>bold</b> & “quoted”" in pdf_text(render_pdf(printed(provider, scope)))


def test_a_print_of_an_agreement_lists_reports_and_no_incident(provider: Provider) -> None:
    """It goes to the customer; an item lists its incidents, and says how many it does not list."""
    agreement = provider.approved(CustomerAgreement, customer=provider.extra["customer"].id)
    item: ConfigurationItem = provider.extra["item"]
    with provider.workspace.transaction("import") as session:
        session.add_all(
            ServiceIncident(
                number=f"INC-2026-{n:04}",
                state="recorded",
                summary="Their secret",
                agreement=agreement.id,
                configuration_items=(item.id,),
            )
            for n in range(MOST_LINKED + 3)
        )
        report = PerformanceReport(
            number="SPR-2026-01", state="draft", customer_agreement=agreement.id, figures={}
        )
        session.add(report)
    found = table_with(printed(provider, agreement), "By its field")
    assert [row[0] for row in rows(found)] == ["Service performance report"]
    text = pdf_text(render_pdf(printed(provider, agreement)))
    assert "Their secret" not in text
    assert "INC-" not in text
    assert "3 more records point here." in words(printed(provider, item))
    assert "more record" not in words(printed(provider, agreement))


def test_service_hours_print_what_they_said_before_and_until_when(provider: Provider) -> None:
    friday = {"day": date(2026, 4, 3), "name": "Good Friday"}
    calendar = provider.create(ServiceCalendar, name="Office hours", time_zone="UTC", holidays=(friday,))
    later = date(2026, 3, 9)
    document = printed(provider, provider.save(calendar, time_zone="Europe/Paris", valid_from=later))
    assert facts(document)["Valid from"] == "9 Mar 2026"
    [until, zone, weekly, holidays] = rows(table_with(document, "Until, not including"))[0]
    assert (until, zone, holidays) == ("9 Mar 2026", "UTC", "3 Apr 2026 Good Friday")
    assert weekly.splitlines()[0] == "Monday 09:00 17:00"


def test_a_draft_says_what_nobody_has_read_and_nothing_of_what_is_read(provider: Provider) -> None:
    workspace = provider.workspace
    row = Goal(statement="Mail is there")
    goals = provider.complete(BusinessGoals, "approved", goals=())
    place = place_of("goals", row)
    with workspace.transaction("propose") as session:
        propose(workspace, session.get_one(BusinessGoals, goals.id), {place: Proposal(row, "question 10")})
    draft = reload(workspace, goals)
    assert said_in_rows(printed(provider, draft)) >= {"Mail is there (proposed, not yet read)"}
    assert said_in_rows(printed(provider, confirm(workspace, draft, place))) >= {"Mail is there"}


def said_in_rows(document: Document) -> set[str]:
    return {each for table in tables(document) for row in rows(table) for each in row}
