"""What one document has said is proposed in the next; when it changes, those that took it over are listed."""

from sdesk.models import (
    ChangeProcedure,
    ChangeSchedule,
    Customer,
    CustomerAgreement,
    CustomerExperienceApproach,
    DocumentProcedure,
    ServiceDeliveryPolicy,
)
from sdesk.models.governance import PriorityTarget
from sdesk.practice.lifecycle.proposed.reading import write_section
from sdesk.practice.lifecycle.proposed.sections import Standing, sections_of, unread
from sdesk.practice.lifecycle.records import new_version, save
from sdesk.practice.starter.answers import answers_of
from sdesk.practice.starter.drafting import draft_all
from sdesk.practice.starter.taking_over import agreement_for, taken_over
from sdesk.practice.workspaces import Workspace
from sdesk.storage import col
from tests.practice.starter import firms
from tests.practice.starter.firms import the

OWN = "An emergency is only what burns: Ana says so, the same evening, and writes it down before anything is touched."


def places(workspace: Workspace, record) -> set[tuple[str, str]]:
    return {(type(each.record).__name__, each.section.place) for each in taken_over(workspace, record)}


def test_what_took_over_from_a_document_is_listed_when_that_says_something_else(tmp_path):
    with firms.answered(firms.alone, tmp_path) as workspace:
        draft_all(workspace)
        policy = the(workspace, ServiceDeliveryPolicy)
        assert places(workspace, policy) == set()
        policy = write_section(workspace, policy, "emergency_change", OWN)
        assert places(workspace, policy) == {
            ("ChangeProcedure", "emergency"),
            ("CustomerAgreement", "change_definitions"),
        }
        quick = tuple(
            PriorityTarget(priority=each.priority, respond_minutes=5, restore_minutes=60)
            for each in policy.priority_targets
        )
        policy = write_section(workspace, policy, "priority_targets", quick)
        assert ("CustomerAgreement", "major_incident_definition") in places(workspace, policy)
        draft_all(workspace)  # nobody has read them: they are brought up to date
        assert places(workspace, policy) == set()
        assert OWN in the(workspace, ChangeProcedure).emergency
        assert "begins within 5 minutes" in the(workspace, CustomerAgreement).major_incident_definition
        procedure = the(workspace, ChangeProcedure)
        write_section(
            workspace,
            procedure,
            "update_schedule",
            "Ana enters each change, and calls whom it concerns on the day before it begins.",
        )
        assert places(workspace, procedure) == {("ChangeSchedule", "rules")}
        assert taken_over(workspace, the(workspace, ChangeSchedule)) == ()


def test_what_is_taken_over_first_in_this_operation_is_told_in_it(tmp_path):
    """Whether anything was taken over is asked before, while and after it is."""
    with firms.answered(firms.alone, tmp_path) as workspace:
        with workspace.at_once():
            draft_all(workspace)
            policy = the(workspace, ServiceDeliveryPolicy)
            assert places(workspace, policy) == set()
        customer = the(workspace, Customer)
        assert taken_over(workspace, customer) == ()
        policy = write_section(workspace, the(workspace, ServiceDeliveryPolicy), "emergency_change", OWN)
        assert ("ChangeProcedure", "emergency") in places(workspace, policy)


def test_nothing_is_taken_over_until_something_is(sample):
    policy = sample.find(ServiceDeliveryPolicy)[-1]
    assert taken_over(sample, policy) == ()
    draft = agreement_for(sample, the(sample, Customer))
    assert any("ServiceDeliveryPolicy." in each.source for each in draft.proposed)
    newer = new_version(sample, policy)
    save(sample, newer, {"emergency_change": OWN, "normal_change": OWN, "pre_approved_change": OWN})
    newer = sample.find(ServiceDeliveryPolicy, col(ServiceDeliveryPolicy.id) == newer.id)[0]
    assert ("CustomerAgreement", "change_definitions") in places(sample, newer)


def test_a_later_agreement_takes_over_what_is_said_already(tmp_path):
    with firms.answered(firms.alone, tmp_path) as workspace:
        draft_all(workspace)
        first = the(workspace, CustomerAgreement)
        later = agreement_for(workspace, the(workspace, Customer))
        assert later.their_owner == first.their_owner
        assert later.number != first.number
        assert {each.place for each in unread(later)} == {each.place for each in unread(first)}


def test_where_the_questions_were_never_asked_documents_alone_are_quoted(sample):
    assert answers_of(sample) is None
    draft = agreement_for(sample, the(sample, Customer))
    assert isinstance(draft, CustomerAgreement)
    told = {each.place: each for each in sections_of(draft) if each.proposal}
    assert set(told) == {"change_definitions", "complaint_definition", "service_targets", "scope_detail"}
    assert "Priority 1: begun within" in draft.scope_detail and "service hours (" not in draft.scope_detail
    assert {each.standing for each in told.values()} == {Standing.UNREAD}
    policy = sample.find(ServiceDeliveryPolicy)
    assert any(each.normal_change in draft.change_definitions for each in policy)
    approach = the(sample, CustomerExperienceApproach)
    assert draft.complaint_definition == approach.complaint
    assert told["complaint_definition"].proposal.source == "CustomerExperienceApproach.complaint"
    assert draft.their_owner.name and draft.services
    assert taken_over(sample, the(sample, DocumentProcedure)) == ()
