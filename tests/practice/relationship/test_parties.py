"""A page per customer and supplier: what it shows, reviews, reminders, and feedback until it is answered."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from sdesk.models import (
    ActionItem,
    Customer,
    CustomerAgreement,
    FeedbackEntry,
    ServiceChangeRequest,
    Supplier,
    SupplierAgreement,
    SurveyScore,
)
from sdesk.models.governance import FeedbackAbout
from sdesk.models.relationship import AgreementDate, Measure, ServiceTarget
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import history_of, reload, save
from sdesk.practice.relationship.feedback import action_from, make_complaint, note_answer, waits_for_answer
from sdesk.practice.relationship.parties import (
    parties,
    performance_against_targets,
    review_begun,
    review_period,
    satisfaction_by_month,
    standing_with,
)
from sdesk.practice.relationship.reminders import acknowledge, reminders, seen_by
from sdesk.practice.relationship.rules import targets_can_be_counted
from sdesk.practice.reporting.reports import prepare_performance_report
from tests.provider import Provider, change, incident, next_version

TODAY = date(2026, 3, 15)


@pytest.fixture
def agreement(provider: Provider) -> CustomerAgreement:
    targets = ({"measure": "restoration within target", "target": 90.0, "unit": "%"},)
    return provider.approved(
        CustomerAgreement, customer=provider.extra["customer"].id, service_targets=targets
    )


def complaint(provider: Provider, **values: object) -> FeedbackEntry:
    entry = provider.complete(FeedbackEntry, "recorded", customer=provider.extra["customer"].id, **values)
    return provider.take(entry, "record")


def score(provider: Provider, value: int, day: date) -> None:
    entry = provider.create(SurveyScore, customer=provider.extra["customer"].id, score=value, asked_on=day)
    provider.take(entry, "record")


def test_the_page_of_a_customer_shows_what_is_open_with_them(
    provider: Provider, agreement: CustomerAgreement
) -> None:
    customer: Customer = provider.extra["customer"]
    theirs = provider.take(incident(provider, "recorded", customer=customer.id), "record")
    other = provider.create(Customer, name="Harbour School")
    provider.take(incident(provider, "recorded", customer=other.id), "record")
    request = provider.take(change(provider, customer=customer.id), "submit")
    said = complaint(provider, kind="complaint")
    standing = standing_with(provider.workspace, customer, TODAY)
    assert [each.id for each in standing.agreements] == [agreement.id]
    assert [name for _, name in standing.services] == ["Name in words"]
    assert [each.id for each in standing.incidents] == [theirs.id]
    assert [each.id for each in standing.changes] == [request.id]
    assert [each.id for each in standing.feedback] == [said.id]
    assert standing.next_review == agreement.review_date


def test_a_supplier_s_incidents_are_those_of_its_items_and_those_taken_to_it(provider: Provider) -> None:
    supplier = provider.create(Supplier, name="Northnet")
    save(provider.workspace, provider.extra["item"], {"supplier": supplier.id})
    theirs = provider.take(
        incident(provider, "recorded", configuration_items=(provider.extra["item"].id,)), "record"
    )
    provider.take(incident(provider, "recorded"), "record")
    assert [each.id for each in standing_with(provider.workspace, supplier, TODAY).incidents] == [theirs.id]


def test_satisfaction_is_the_mean_of_each_month_and_none_where_nobody_was_asked(provider: Provider) -> None:
    provider.clock.pass_time(days=8)
    for value, day in ((5, date(2026, 3, 1)), (4, date(2026, 3, 9)), (2, date(2026, 1, 31))):
        score(provider, value, day)
    months = satisfaction_by_month(provider.workspace, provider.extra["customer"], TODAY, 3)
    assert [(each.count, each.mean) for each in months] == [(1, 2.0), (0, None), (2, 4.5)]


def test_a_review_is_prepared_once_for_its_period(provider: Provider, agreement: CustomerAgreement) -> None:
    period = review_period(provider.workspace, agreement, TODAY)
    assert (period.first, period.last) == (agreement.start, TODAY)
    assert review_begun(provider.workspace, agreement, period) is None
    report = prepare_performance_report(provider.workspace, agreement, period)
    assert report.customer_agreement == agreement.id and report.state == "draft"
    begun = review_begun(provider.workspace, agreement, period)
    assert begun is not None and begun.id == report.id


def test_the_next_review_begins_where_the_last_report_ended(
    provider: Provider, agreement: CustomerAgreement
) -> None:
    report = prepare_performance_report(
        provider.workspace, agreement, review_period(provider.workspace, agreement, TODAY)
    )
    save(
        provider.workspace,
        report,
        {
            "period_start": date(2026, 1, 1),
            "period_end": date(2026, 1, 31),
            "recipients": "Dora",
            "performance": "Well",
            "previous_actions": "None",
            "proposed_actions": ({"description": "Do", "owner": provider.ana.id, "due": TODAY},),
            "conclusions": "Fine",
        },
    )
    provider.take(report, "approve")
    period = review_period(provider.workspace, agreement, TODAY)
    assert (period.first, period.last) == (date(2026, 2, 1), date(2026, 2, 28))


def test_performance_stands_beside_its_targets(provider: Provider, agreement: CustomerAgreement) -> None:
    rows = performance_against_targets(provider.workspace, agreement)
    assert any(row["target"] == 90.0 for row in rows)


def test_dates_within_thirty_days_are_reminded_of_until_they_are_moved(
    provider: Provider, agreement: CustomerAgreement
) -> None:
    assert reminders(provider.workspace, date(2026, 5, 1)) == []
    found = reminders(provider.workspace, date(2026, 6, 1))
    assert [(each.what, each.day, each.days_left) for each in found] == [
        (AgreementDate.REVIEW, date(2026, 7, 1), 30)
    ]
    assert found[0].party == "Pier Dental"
    assert [each.what for each in reminders(provider.workspace, date(2027, 1, 1))] == [
        AgreementDate.REVIEW,
        AgreementDate.END,
    ]


def test_somebody_says_that_they_know_and_what_they_do(
    provider: Provider, agreement: CustomerAgreement
) -> None:
    agreement = acknowledge(provider.workspace, agreement, AgreementDate.REVIEW, "Meeting on 20 June")
    found = reminders(provider.workspace, date(2026, 6, 20))[0]
    assert found.seen and found.seen.person == provider.ana.id and found.seen.plan == "Meeting on 20 June"
    assert history_of(provider.workspace, agreement)[0].reason == "Meeting on 20 June"


def test_a_date_that_was_moved_is_reminded_of_anew(provider: Provider, agreement: CustomerAgreement) -> None:
    agreement = acknowledge(provider.workspace, agreement, AgreementDate.REVIEW, "Meeting")
    newer = save(provider.workspace, next_version(provider, agreement), {"review_date": date(2026, 9, 1)})
    assert seen_by(newer, AgreementDate.REVIEW, date(2026, 9, 1)) is None
    assert seen_by(newer, AgreementDate.REVIEW, date(2026, 7, 1)) is not None


def test_acknowledging_leaves_the_approval_true(provider: Provider, agreement: CustomerAgreement) -> None:
    from sdesk.practice.lifecycle.approvals import approvals_of, digest_of

    signed = approvals_of(provider.workspace, agreement)[-1].sha256
    agreement = acknowledge(provider.workspace, agreement, AgreementDate.END, "Talk in autumn")
    assert digest_of(provider.workspace, reload(provider.workspace, agreement)) == signed


def test_acknowledging_needs_a_plan_and_a_person(provider: Provider, agreement: CustomerAgreement) -> None:
    with pytest.raises(Refused):
        acknowledge(provider.workspace, agreement, AgreementDate.REVIEW, " ")
    provider.works(None)
    with pytest.raises(Refused):
        acknowledge(provider.workspace, agreement, AgreementDate.REVIEW, "Meeting")


def test_a_comment_becomes_a_complaint_with_a_reason_and_is_looked_into(provider: Provider) -> None:
    said = complaint(provider, kind="comment")
    assert not waits_for_answer(said)
    said = make_complaint(provider.workspace, said, "It was promised")
    assert waits_for_answer(said) and said.state == "in investigation"
    assert "It was promised" in [entry.reason for entry in history_of(provider.workspace, said)]
    with pytest.raises(Refused):
        make_complaint(provider.workspace, said, "")


def test_what_is_done_about_it_names_where_it_comes_from(provider: Provider) -> None:
    said = complaint(provider)
    action = action_from(
        provider.workspace, said, "Call back within a day", provider.ben.id, TODAY + timedelta(7)
    )
    assert isinstance(action, ActionItem) and action.source == said.id
    standing = standing_with(provider.workspace, provider.extra["customer"], TODAY)
    assert [each.id for each in standing.actions] == [action.id]


def test_the_answer_is_kept_with_who_and_when_also_after_closing(provider: Provider) -> None:
    provider.works(provider.ben)
    said = provider.take(complaint(provider), "close", outcome="Put right")
    said = note_answer(provider.workspace, said, "Dora Lind", "We are sorry.")
    assert (said.answers[-1].who, said.answers[-1].text) == ("Dora Lind", "We are sorry.")
    assert said.answers[-1].at is not None
    with pytest.raises(Refused):
        note_answer(provider.workspace, said, "", "We are sorry.")


def test_customers_come_before_suppliers(provider: Provider) -> None:
    provider.create(Supplier, name="Able Hosting")
    provider.create(Customer, name="Zebra")
    assert [each.name for each in parties(provider.workspace)] == ["Pier Dental", "Zebra", "Able Hosting"]


def test_a_supplier_s_performance_is_held_against_its_targets(provider: Provider) -> None:
    supplier = provider.create(Supplier, name="Northnet")
    targets = ({"measure": "availability", "target": 99.0, "unit": "%"},)
    agreement = provider.approved(SupplierAgreement, supplier=supplier.id, service_targets=targets)
    rows = performance_against_targets(provider.workspace, agreement)
    assert any(row["target"] == 99.0 for row in rows)


def test_a_supplier_s_feedback_changes_and_actions_are_theirs(provider: Provider) -> None:
    supplier = provider.create(Supplier, name="Northnet")
    customer = provider.extra["customer"].id

    def said(about: FeedbackAbout | None, whom: UUID | None) -> FeedbackEntry:
        made = provider.complete(
            FeedbackEntry, "recorded", customer=customer, about=about, supplier=whom, kind="complaint"
        )
        return provider.take(made, "record")

    theirs = {said(about, supplier.id).id for about in (FeedbackAbout.SUPPLIER, FeedbackAbout.DISPUTE)}
    ours = {said(about, None).id for about in (FeedbackAbout.US, None)}
    named = provider.create(
        ActionItem, description="Ask Northnet why", owner=provider.ana.id, due=TODAY, source=None
    )
    change = provider.complete(ServiceChangeRequest, "requested", supplier=supplier.id)
    change = provider.take(change, "submit")
    standing = standing_with(provider.workspace, supplier, TODAY)
    assert {each.id for each in standing.feedback} == theirs
    assert [each.id for each in standing.actions] == [named.id]
    assert [each.id for each in standing.changes] == [change.id]
    with_customer = standing_with(provider.workspace, provider.extra["customer"], TODAY)
    assert {each.id for each in with_customer.feedback} == theirs | ours
    assert not with_customer.actions


def test_what_another_caused_is_not_on_a_supplier_s_page(provider: Provider) -> None:
    supplier, other = (provider.create(Supplier, name=name) for name in ("Northnet", "Southnet"))
    save(provider.workspace, provider.extra["item"], {"supplier": supplier.id})
    made = provider.take(incident(provider, "classified"), "record")
    assert [each.id for each in standing_with(provider.workspace, supplier, TODAY).incidents] == [made.id]
    provider.save(made, caused_by=other.id)
    assert not standing_with(provider.workspace, supplier, TODAY).incidents
    assert [each.id for each in standing_with(provider.workspace, other, TODAY).incidents] == [made.id]


def test_a_target_about_a_service_that_is_not_agreed_or_not_there_is_told_and_asked_for_once_at_most(
    provider: Provider, agreement: CustomerAgreement
) -> None:
    """However many: one question for all their names, and a name for what has none."""
    workspace = provider.workspace
    gone = [uuid4() for _each in range(3)]
    draft = next_version(provider, agreement)
    assert isinstance(draft, CustomerAgreement)
    named = [provider.extra["service"], *gone]
    draft.services = ()
    draft.service_targets = tuple(
        ServiceTarget(measure=Measure.AVAILABILITY, service=each, target=99.0) for each in named
    )
    asked: list[str] = []
    event.listen(workspace.engine, "before_cursor_execute", lambda *of: asked.append(of[2]))
    told = [str(each.text) for each in targets_can_be_counted(workspace, draft, "approved")]
    catalogue = provider.extra["catalogue"]
    [service] = [each.name for each in catalogue.services]
    said = "A target is about {}, which the agreement does not cover."
    expected = [said.format(service), *[said.format("a service that is not there any more")] * len(gone)]
    assert sorted(told) == sorted(expected)
    assert len([each for each in asked if each.startswith("SELECT")]) <= 1
