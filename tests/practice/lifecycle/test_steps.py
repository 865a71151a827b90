"""Steps: what is missing, who may take them, reasons, approvals and what they bring about."""

from datetime import date

import pytest

from sdesk.models import (
    ActionItem,
    ConfigurationItem,
    Customer,
    CustomerAgreement,
    FeedbackEntry,
    ImprovementReport,
    NotApplicable,
    Person,
    Record,
    ServiceDeliveryPolicy,
    ServiceIncident,
    ServiceScope,
    Supplier,
    SurveyScore,
)
from sdesk.models.governance import ImprovementAction
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import history_of, new_version, reload
from sdesk.practice.lifecycle.steps import missing, steps_from_here, take_step, warnings
from sdesk.practice.lifecycle.versions import in_effect
from tests.provider import Provider, agreed, change, incident, values_for


def fields(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.field for problem in refusal.value.problems]


def test_a_step_names_every_field_that_it_lacks_and_changes_nothing(provider: Provider) -> None:
    draft = provider.create(ServiceIncident, started_at=None)
    step = ServiceIncident.step_called("record")
    lacking = ["summary", "details", "customer", "service", "reporter", "started_at"]
    assert [problem.field for problem in missing(provider.workspace, draft, step)] == lacking
    with pytest.raises(Refused) as refusal:
        provider.take(draft, "record")
    assert fields(refusal) == lacking
    assert reload(provider.workspace, draft).state == "draft"
    assert len(history_of(provider.workspace, draft)) == 1


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        ({"email": "dora@pier.example"}, "Full name is missing"),
        ({"name": "Dora Lind"}, "no way to reach them"),
        ({"name": "Dora Lind", "address": "1 Quay Street", "organization": "Pier"}, "no way to reach them"),
        ({"name": "Dora Lind", "telephone": "12345"}, "no way to reach them"),
        ({"name": "Dora Lind", "telephone": "not recorded"}, "no way to reach them"),
        ({"name": "Dora Lind", "email": "not recorded"}, "no way to reach them"),
        ({"name": "Dora Lind", "email": "dora@pier"}, "no way to reach them"),
        ({"name": "Dora Lind", "email": "@pier.example"}, "no way to reach them"),
        ({"name": "Dora Lind", "email": "dora@pier."}, "no way to reach them"),
        ({"name": "Dora Lind", "telephone": "21 00 01"}, ""),
        ({"name": "Dora Lind", "email": "dora@pier.example"}, ""),
    ],
)
def test_a_contact_is_a_name_and_one_way_that_can_be_true(
    provider: Provider, said: dict[str, str], lacks: str
) -> None:
    draft = incident(provider, reporter=said)
    if lacks:
        with pytest.raises(Refused, match=lacks):
            provider.take(draft, "record")
    else:
        assert provider.take(draft, "record").state == "recorded"


@pytest.mark.parametrize(
    ("theirs", "said", "lacks"),
    [
        ({}, {"email": "dora@pier.example", "telephone": "210 000 001"}, "Address is missing"),
        ({"address": "1 Quay Street"}, {"email": "dora@pier.example"}, "Telephone is missing"),
        ({"address": "1 Quay Street", "telephone": "-", "email": "-"}, {}, "no way to reach them"),
        ({"address": "1 Quay Street", "telephone": "210 000 001"}, {"email": "dora@pier.example"}, ""),
    ],
)
def test_who_gave_feedback_is_asked_for_in_full_and_the_customers_record_counts(
    provider: Provider, theirs: dict[str, str], said: dict[str, str], lacks: str
) -> None:
    customer = provider.create(Customer, name="Pier Dental", **theirs)
    contact = {"name": "Dora Lind", **said}
    draft = provider.complete(FeedbackEntry, "recorded", customer=customer.id, contact=contact)
    if lacks:
        with pytest.raises(Refused, match=lacks):
            provider.take(draft, "record")
    else:
        assert provider.take(draft, "record").state == "recorded"


def test_a_row_is_missing_what_its_columns_need(provider: Provider) -> None:
    draft = provider.complete(ServiceScope, "approved")
    assert draft.state == "draft"
    agreement = provider.complete(
        CustomerAgreement, "approved", service_targets=({"measure": "availability"},)
    )
    with pytest.raises(Refused, match="Availability has no number"):
        provider.take(agreement, "approve")


def test_what_the_dialog_asks_for_is_given_with_the_step(provider: Provider) -> None:
    action = provider.create(ActionItem, description="Call them", owner=provider.ben.id, due="2026-04-01")
    step = ActionItem.step_called("finish")
    assert missing(provider.workspace, action, step) == []
    with pytest.raises(Refused):
        provider.take(action, "finish")
    assert provider.take(action, "finish", outcome="They are content.").state == "done"


def test_a_step_is_possible_from_its_states_only(provider: Provider) -> None:
    recorded = provider.take(incident(provider), "record")
    assert {step.name for step in steps_from_here(recorded)} == {"classify", "cancel"}
    for name in ("record", "restore", "close", "reopen", "fly"):
        with pytest.raises(Refused, match="not possible from there"):
            provider.take(recorded, name)


def test_a_deleted_draft_takes_no_step(provider: Provider) -> None:
    from sdesk.practice.lifecycle.records import delete_draft

    draft = delete_draft(provider.workspace, incident(provider))
    with pytest.raises(Refused):
        provider.take(draft, "record")


@pytest.mark.parametrize("reason", ["", "   "])
def test_leaving_the_way_needs_a_reason(provider: Provider, reason: str) -> None:
    recorded = provider.take(incident(provider), "record")
    with pytest.raises(Refused) as refusal:
        provider.take(recorded, "cancel", reason=reason)
    assert fields(refusal) == ["reason"]
    cancelled = provider.take(recorded, "cancel", reason="Called by mistake.")
    assert history_of(provider.workspace, cancelled)[0].reason == "Called by mistake."


class TestRoles:
    def test_a_step_that_needs_a_role_says_who_may_take_it(self, provider: Provider) -> None:
        request = provider.take(change(provider, "approved"), "submit")
        provider.works(provider.cleo)
        with pytest.raises(Refused, match=r"Control Manager.*Ana Reyes"):
            provider.take(request, "approve", decision_reason="I like it.")
        assert reload(provider.workspace, request).state == "requested"

    def test_nobody_in_particular_may_not_sign(self, provider: Provider) -> None:
        request = provider.take(change(provider, "approved"), "submit")
        provider.works(None)
        with pytest.raises(Refused):
            provider.take(request, "approve", decision_reason="It came from nowhere.")

    def test_the_approval_carries_the_role_in_which_it_was_given(self, provider: Provider) -> None:
        request = provider.take(change(provider, "approved"), "submit")
        provider.take(request, "approve", decision_reason="Worth it.")
        assert [each.role for each in approvals_of(provider.workspace, request)] == ["CM"]

    def test_before_roles_are_given_everybody_may_act_but_somebody_has_to_sign(
        self, beginner: Provider
    ) -> None:
        beginner.works(None)
        scope = beginner.complete(ServiceScope, "approved")
        with pytest.raises(Refused, match="Nobody is working"):
            beginner.take(scope, "approve")
        beginner.works(beginner.cleo)
        assert beginner.take(scope, "approve").state == "approved"


class TestOwnWork:
    def test_who_approves_what_they_wrote_is_warned_and_it_is_recorded(self, provider: Provider) -> None:
        workspace = provider.workspace
        before = in_effect(workspace, ServiceDeliveryPolicy)
        assert before is not None
        policy = new_version(workspace, before)
        policy = provider.save(policy, communication="Whoever calls hears from us again on the same day.")
        assert any(
            "You wrote" in str(each) for each in warnings(workspace, policy, policy.step_called("approve"))
        )
        provider.take(policy, "approve")
        assert approvals_of(workspace, policy)[0].own_work

    def test_where_it_matters_little_it_is_recorded_alone(self, provider: Provider) -> None:
        scope = provider.complete(ServiceScope, "approved")
        assert warnings(provider.workspace, scope, ServiceScope.step_called("approve")) == []
        provider.take(scope, "approve")
        assert approvals_of(provider.workspace, scope)[0].own_work

    def test_what_was_written_in_the_same_operation_is_own_work_too(self, provider: Provider) -> None:
        provider.works(provider.ben)
        scope = provider.complete(ServiceScope, "approved")
        provider.works(provider.ana)
        with provider.workspace.transaction("write and approve"):
            provider.take(provider.save(scope, notes="By Ana"), "approve")
        assert approvals_of(provider.workspace, scope)[0].own_work

    def test_who_approves_what_somebody_else_wrote_is_not(self, provider: Provider) -> None:
        provider.works(provider.cleo)
        scope = provider.complete(ServiceScope, "approved")
        provider.works(provider.ana)
        assert warnings(provider.workspace, scope, ServiceScope.step_called("approve")) == []
        provider.take(scope, "approve")
        assert not approvals_of(provider.workspace, scope)[0].own_work

    def test_a_decision_is_not_writing(self, provider: Provider) -> None:
        """Who approved a request and its deployment has not written it."""
        provider.works(provider.cleo)
        request = provider.take(change(provider, "approved"), "submit")
        provider.works(provider.ana)
        provider.take(request, "approve", decision_reason="Worth it.")
        assert not approvals_of(provider.workspace, request)[0].own_work


class TestWhatAStepBringsAbout:
    def test_approving_a_report_makes_action_items_of_what_it_proposes(self, provider: Provider) -> None:
        report = provider.complete(
            ImprovementReport,
            "approved",
            improvement_actions=(
                ImprovementAction(
                    **agreed(provider),
                    description="Spare router",
                    owner=provider.ben.id,
                    due=date(2026, 6, 1),
                ),
            ),
        )
        approved = provider.take(report, "approve")
        items = provider.workspace.find(ActionItem)
        assert [(each.description, each.owner, each.source, each.state) for each in items] == [
            ("Spare router", provider.ben.id, approved.id, "open")
        ]

    def test_a_person_who_left_can_come_back(self, provider: Provider) -> None:
        left = provider.take(provider.cleo, "end", reason="Moved away.")
        assert left.state == "left"
        assert provider.take(left, "resume").state == "in use"

    def test_a_faulty_item_is_repaired_or_retired(self, provider: Provider) -> None:
        faulty = provider.take(provider.extra["item"], "mark faulty", reason="Smoke.")
        assert provider.take(faulty, "repaired").state == "in service"
        faulty = provider.take(faulty, "mark faulty", reason="Smoke again.")
        retired = provider.take(faulty, "retire", reason="Enough.")
        assert (retired.state, steps_from_here(retired)) == ("retired", ())

    def test_what_does_not_apply_is_said_with_a_reason_and_an_approval(self, provider: Provider) -> None:
        statement = provider.create(NotApplicable, subject="WP.21")
        with pytest.raises(Refused) as refusal:
            provider.take(statement, "approve")
        assert fields(refusal) == ["reason"]
        statement = provider.save(statement, reason="We have no suppliers.")
        approved = provider.take(statement, "approve")
        assert approvals_of(provider.workspace, approved)[0].person_name == "Ana Reyes"
        assert provider.take(approved, "withdraw", reason="We have one now.").state == "withdrawn"


@pytest.mark.parametrize("model", [SurveyScore, Supplier, Person, ConfigurationItem])
def test_history_names_the_step(provider: Provider, model: type[Record]) -> None:
    record = provider.complete(model, next(state for state in model.states if not state.exit).name)
    step = steps_from_here(record)[0]
    record = provider.save(record, **values_for(provider, model, step.to))
    take_step(provider.workspace, record, step.name, reason="Because.")
    newest = history_of(provider.workspace, record)[0]
    assert newest.action == step.name
    assert newest.changes["state"] == [step.from_states[0], step.to]


def test_the_reason_of_a_step_is_not_missing_before_it_is_asked_for(provider: Provider) -> None:
    case = incident(provider)
    for step in ("record", "classify", "investigate", "restore"):
        case = provider.take(case, step)
    assert missing(provider.workspace, case, ServiceIncident.step_called("reopen")) == []
