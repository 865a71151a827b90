"""Where each of the 40 tasks stands: from what the workspace holds, never from what somebody typed."""

from datetime import date, timedelta

import pytest

from sdesk.models import (
    AssignedRoles,
    BusinessGoals,
    ChangeProcedure,
    ChangeSchedule,
    ConfigurationItem,
    CustomerAgreement,
    FeedbackEntry,
    ImprovementReport,
    NotApplicable,
    PerformanceReport,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
    ServiceScope,
    SupplierAgreement,
)
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import delete_draft, new_version
from sdesk.practice.readiness.progress import progress_of
from sdesk.practice.readiness.tasks import perform_task, set_interval, task_states
from sdesk.practice.readiness.work_products import declare_not_applicable
from tests.delivery import ASKS
from tests.practice.readiness.rules.cheats import honest, said
from tests.provider import assign_roles, change, incident, next_version, papers, performed, values_for

TODAY = date(2026, 3, 2)


def standing(provider, task_id, today=None):
    return next(each for each in task_states(provider.workspace, today) if each.task.id == task_id)


def state(provider, task_id, today=None):
    return standing(provider, task_id, today).state


HOW_TO_ASK = "Write an e-mail to the Control Manager and say what is needed, why and until when it is needed."


def honestly(provider, model, state="approved", **values):
    """All that the state asks for, in words that say something."""
    return {**said(model, values_for(provider, model, state), honest), **values}


def test_all_forty_stand_in_dependency_order(beginner):
    found = task_states(beginner.workspace)
    assert [each.task for each in found] == list(ASKS.tasks_in_order)
    assert len(found) == 40


def test_in_an_empty_workspace_the_scope_can_be_defined_and_an_incident_recorded_and_nothing_else(beginner):
    """An incident has happened, whatever was agreed; once it is there, it is classified, whatever is approved."""
    found = {each.task.id: each.state for each in task_states(beginner.workspace)}
    assert {task: state for task, state in found.items() if state != "blocked"} == {
        "GO.1.1": "ready",
        "IN.2.1": "ready",
    }
    assert [each.work_product for each in standing(beginner, "IN.2.2").blocked_by] == ["WP.18"]


def test_a_blocked_task_says_what_it_lacks_and_which_task_makes_it(beginner):
    blocked = standing(beginner, "GO.1.2")
    assert [(each.work_product, each.state, each.made_by) for each in blocked.blocked_by] == [
        ("WP.15", "approved", ("GO.1.1",))
    ]
    assert "WP.15 Service delivery scope is not approved yet." in str(blocked.detail)


def test_a_draft_is_not_enough_where_approval_is_asked_for(beginner):
    scope = beginner.complete(ServiceScope, "approved")
    assert state(beginner, "GO.1.1") == "ready"
    assert "WP.15 begun" in str(standing(beginner, "GO.1.1").detail)
    beginner.take(scope, "approve")
    assert state(beginner, "GO.1.1") == "done"
    assert state(beginner, "GO.1.2") == "ready"


def test_a_draft_does_for_a_task_that_drafts(beginner):
    beginner.approved(ServiceScope)
    assign_roles(beginner)
    assert state(beginner, "GO.2.1") == "ready"
    assert state(beginner, "GO.2.2") == "blocked"
    beginner.create(ServiceDeliveryPolicy, **honestly(beginner, ServiceDeliveryPolicy))
    assert state(beginner, "GO.2.1") == "done"
    assert state(beginner, "GO.2.2") == "ready"


def test_a_deleted_draft_counts_for_nothing(provider):
    draft = provider.create(CustomerAgreement, name="Pier")
    assert "draft" in progress_of(provider.workspace).levels("WP.03")
    delete_draft(provider.workspace, draft)
    assert progress_of(provider.workspace).levels("WP.03") == frozenset()


def test_an_ended_agreement_is_no_longer_an_approved_one(provider):
    agreement = provider.approved(CustomerAgreement)
    assert progress_of(provider.workspace).levels("WP.03") == {"draft", "recorded", "approved"}
    provider.take(agreement, "end", reason="They moved away")
    assert progress_of(provider.workspace).levels("WP.03") == frozenset()


def test_the_request_form_is_drafted_when_the_procedure_says_how_to_ask(beginner):
    beginner.create(ChangeProcedure)
    assert "draft" not in progress_of(beginner.workspace).levels("WP.11")
    procedure = beginner.workspace.first(ChangeProcedure)
    beginner.save(procedure, create_request="x")
    assert "draft" not in progress_of(beginner.workspace).levels("WP.11")
    beginner.save(procedure, create_request=HOW_TO_ASK)
    assert "draft" in progress_of(beginner.workspace).levels("WP.11")


def test_a_change_that_was_approved_once_stays_so(provider):
    request = approved_change(provider)
    provider.take(request, "withdraw", reason="No longer wanted")
    assert "approved" in progress_of(provider.workspace).levels("WP.11")


def test_what_does_not_apply_counts_as_answered(provider):
    provider.approved(CustomerAgreement)
    assert "WP.21" in str(standing(provider, "RE.2.2").detail)
    provider.approved(NotApplicable, subject="WP.21", reason="We have no suppliers at all.")
    assert state(provider, "RE.2.1") == "done"
    assert state(provider, "RE.2.2") == "done"


# ---------------------------------------------------------------- reviews


def test_a_setup_task_is_due_once_its_review_date_has_passed(provider):
    scope = provider.approved(ServiceScope)
    assert state(provider, "GO.1.1", scope.next_review_date) == "done"
    late = standing(provider, "GO.1.1", scope.next_review_date + timedelta(days=1))
    assert late.state == "overdue"
    assert late.next_due == scope.next_review_date


def test_a_new_version_settles_the_review(provider):
    scope = provider.approved(ServiceScope)
    after = scope.next_review_date + timedelta(days=1)
    provider.clock.pass_time(days=366)
    provider.take(new_version(provider.workspace, scope), "approve")
    assert state(provider, "GO.1.1", after) == "done"


def test_so_does_saying_that_nothing_has_to_change(provider):
    scope = provider.approved(ServiceScope)
    after = scope.next_review_date + timedelta(days=1)
    performed(provider, "GO.1.1", "Read as a whole, it still fits.", done_on=scope.next_review_date)
    assert state(provider, "GO.1.1", after) == "done"
    assert standing(provider, "GO.1.1", after).next_due == scope.next_review_date + timedelta(days=365)


def test_a_look_months_before_does_not_settle_a_review(provider):
    scope = provider.approved(ServiceScope)
    performed(
        provider,
        "GO.1.1",
        "Read from the first page to the last.",
        done_on=scope.next_review_date - timedelta(days=90),
    )
    assert state(provider, "GO.1.1", scope.next_review_date + timedelta(days=1)) == "overdue"


def test_an_agreement_whose_review_has_passed_makes_its_task_due(provider):
    provider.approved(NotApplicable, subject="WP.21", reason="We have no suppliers at all.")
    provider.approved(CustomerAgreement, review_date=date(2026, 7, 1))
    assert state(provider, "RE.2.2", date(2026, 7, 1)) == "done"
    assert state(provider, "RE.2.2", date(2026, 7, 2)) == "overdue"


def test_overdue_training_is_seen(beginner):
    missing = {"person": beginner.ben.id, "subject": "other", "needed_by": date(2026, 6, 1)}
    person, since = beginner.ana.id, date(2026, 1, 1)
    beginner.approved(
        AssignedRoles,
        assignments=({"role": "SM", "person": person, "start": since}, {"role": "MGT", "person": person, "start": since}),
        competences=(
            *({"person": person, "subject": each, "achieved_on": since} for each in ("service management", "ISO/IEC 29110")),
            missing,
        ),
    )  # fmt: skip
    assert state(beginner, "IN.1.1", date(2026, 6, 1)) == "done"
    assert standing(beginner, "IN.1.1", date(2026, 6, 2)).state == "overdue"
    said = str(standing(beginner, "IN.1.1", date(2026, 6, 2)).detail)
    assert said == "1 training is overdue: Ben Okafor (Other, by 1 June 2026)."


# ---------------------------------------------------------------- recurring


def test_a_recurring_task_is_ready_until_it_is_done_and_due_when_its_interval_has_passed(provider):
    assert state(provider, "GO.3.1", TODAY) == "ready"
    performed(provider, "GO.3.1", "Everybody is in their place and trained.")
    done = standing(provider, "GO.3.1", TODAY)
    assert (done.state, done.last_done, done.next_due) == ("done", TODAY, TODAY + timedelta(days=365))
    assert state(provider, "GO.3.1", TODAY + timedelta(days=366)) == "overdue"


@pytest.mark.parametrize("seen", ["begun_on", "recorded_on"])
def test_what_is_done_later_does_not_change_when_it_was_done_before(provider, seen):
    def do():
        if seen == "begun_on":
            return provider.create(ImprovementReport, **honestly(provider, ImprovementReport))
        return provider.take(provider.complete(FeedbackEntry, "recorded"), "record")

    def last_done(day):
        return getattr(progress_of(provider.workspace, day), seen).get(type(made).__name__)

    first = provider.clock().date()
    made = do()
    provider.clock.pass_time(days=30)
    later = provider.clock().date()
    do()
    provider.save(made, **values_for(provider, type(made), "draft"))
    days_asked = (first - timedelta(days=1), first, later - timedelta(days=1), later)
    assert [last_done(day) for day in days_asked] == [None, first, first, later]


def test_intervals_can_be_set(provider):
    performed(provider, "GO.3.1", "Everybody is in their place and trained.")
    set_interval(provider.workspace, "GO.3.1", 30)
    set_interval(provider.workspace, "GO.3.1", 10)
    assert standing(provider, "GO.3.1", TODAY).next_due == TODAY + timedelta(days=10)


def test_only_what_recurs_has_an_interval(provider):
    with pytest.raises(Refused):
        set_interval(provider.workspace, "GO.1.1", 30)
    with pytest.raises(Refused):
        set_interval(provider.workspace, "GO.3.1", 0)
    with pytest.raises(Refused):  # a date so far away is none
        set_interval(provider.workspace, "GO.3.1", 10**9)


def test_nobody_records_a_task_without_saying_what_came_of_it(provider):
    with pytest.raises(Refused) as refused:
        perform_task(provider.workspace, "GO.3.1", "  ")
    assert [problem.field for problem in refused.value.problems] == ["outcome"]
    assert state(provider, "GO.3.1") == "ready"


def test_what_was_done_says_who_when_and_with_which_records(provider):
    item = provider.extra["item"]
    done = performed(provider, "IN.1.3", "One old router was found to be at its end.", [item.id])
    assert (done.state, done.done_by, done.done_on) == ("recorded", provider.ben.id, TODAY)
    assert done.related == (item.id,)


def test_records_show_that_a_task_was_done(provider):
    """Nobody types twice that a report was approved or a version made."""
    provider.approved(ServiceScope)
    provider.approved(BusinessGoals)
    customer = provider.approved(CustomerAgreement)
    provider.approved(SupplierAgreement)
    for task in ("RE.2.3", "RE.2.4", "GO.4.1", "GO.4.2", "RE.1.3", "RE.2.5"):
        assert state(provider, task) != "done", task
    provider.take(provider.complete(FeedbackEntry, "recorded"), "record")
    provider.works(provider.ben)
    provider.approved(PerformanceReport, customer_agreement=customer.id, supplier_agreement=None)
    provider.works(provider.ana)
    report = provider.create(ImprovementReport, **honestly(provider, ImprovementReport))
    assert state(provider, "GO.4.1") == "done"
    assert state(provider, "GO.4.2") == "ready"
    provider.take(report, "approve")
    catalogue = provider.workspace.first(ServiceCatalogue)
    provider.take(new_version(provider.workspace, catalogue), "approve")
    provider.take(next_version(provider, customer), "approve")
    for task in ("RE.2.3", "RE.2.4", "GO.4.1", "GO.4.2", "RE.1.3", "RE.2.5"):
        assert state(provider, task) == "done", task
    assert state(provider, "GO.4.2", TODAY + timedelta(days=92)) == "done"
    assert state(provider, "GO.4.2", TODAY + timedelta(days=93)) == "overdue"


# ---------------------------------------------------------------- cases


def approved_change(provider):
    """A normal change that the Control Manager has approved."""
    return provider.take(provider.take(change(provider, "approved"), "submit"), "approve")


def test_cases_wait_at_the_task_that_leads_on_from_their_state(provider):
    request = provider.take(change(provider), "submit")
    waiting = standing(provider, "CO.2.1")
    assert (waiting.state, waiting.cases) == ("waiting", (request.id,))
    assert "1 case waits" in str(waiting.detail)


def test_a_case_that_waits_is_never_called_blocked_but_says_what_is_lacking(beginner):
    """The change was asked for, whether the procedures are approved or not."""
    beginner.take(change(beginner, service=None), "submit")
    waiting = standing(beginner, "CO.2.1")
    assert waiting.state == "waiting"
    assert "WP.17" in [each.work_product for each in waiting.blocked_by]


def test_a_case_task_is_done_when_all_have_passed(provider):
    approved_change(provider)
    assert state(provider, "CO.2.1") == "done"
    waiting = standing(provider, "CO.2.2")
    assert waiting.state == "waiting"


def test_a_rejected_change_has_been_evaluated(provider):
    provider.take(provider.take(change(provider, "approved"), "submit"), "reject")
    assert state(provider, "CO.2.1") == "done"
    assert state(provider, "CO.2.2") != "waiting"


def test_a_pre_approved_change_goes_round_evaluation(provider):
    request = provider.take(change(provider, kind="pre-approved", standing_procedure="By the book"), "submit")
    assert state(provider, "CO.2.1") != "waiting"
    assert standing(provider, "CO.2.2").cases == (request.id,)
    provider.approved(ChangeSchedule)
    provider.take(
        request,
        "schedule pre-approved",
        planned_start=provider.clock(),
        planned_end=provider.clock() + timedelta(hours=1),
    )
    assert state(provider, "CO.2.3") != "waiting"
    assert standing(provider, "CO.3.3").cases == (request.id,)


def test_drafts_of_incidents_wait_to_be_recorded(provider):
    draft = incident(provider, "recorded")
    assert standing(provider, "IN.2.1").cases == (draft.id,)
    provider.take(draft, "record")
    assert state(provider, "IN.2.1") == "done"
    assert standing(provider, "IN.2.2").cases == (draft.id,)


def test_case_tasks_wait_for_their_first_case_once_all_is_set_up(provider):
    provider.approved(CustomerAgreement)
    assert state(provider, "IN.2.1") == "ready"


def test_an_emergency_deployed_first_has_only_been_deployed(provider):
    request = provider.take(change(provider, kind="emergency"), "submit")
    provider.take(
        request,
        "deploy emergency",
        deployed_at=provider.clock(),
        deployed_by=provider.ana.id,
        deployment_outcome="Works again",
    )
    assert standing(provider, "CO.3.5").cases == (request.id,)
    assert state(provider, "CO.3.4") == "done"
    assert state(provider, "CO.2.1") != "done"


def test_items_count_once_one_is_in_service(beginner):
    item = beginner.complete(ConfigurationItem, "in service")
    assert progress_of(beginner.workspace).levels("WP.02") == {"draft"}
    beginner.take(item, "put in service")
    assert progress_of(beginner.workspace).levels("WP.02") == {"draft", "recorded"}


def test_papers_bring_their_work_products_to_approved(provider):
    request = approved_change(provider)
    papers(provider, request)
    assert "approved" in progress_of(provider.workspace).levels("WP.16")
    assert progress_of(provider.workspace).levels("WP.13") == {"draft"}
    assert "approved" in progress_of(provider.workspace).levels("WP.20")


def test_what_is_said_not_to_apply_and_does_makes_no_task_done(provider):
    """Eleven tasks were, once management had said of each work product that it does not concern them."""
    done = {each.task.id for each in task_states(provider.workspace) if each.state == "done"}
    for product in ASKS.work_products:
        reason = "We are so few that this does not concern us at all."
        declare_not_applicable(provider.workspace, product.id, reason)
    now = {each.task.id for each in task_states(provider.workspace) if each.state == "done"}
    left_out = {"WP.21"}
    assert all({made.work_product for made in ASKS.task(task).produces} <= left_out for task in now - done), (
        now - done
    )


@pytest.mark.parametrize("reason", ["x", "n/a", "We use none."])
def test_why_it_does_not_apply_says_something(provider, reason):
    with pytest.raises(Refused):
        declare_not_applicable(provider.workspace, "WP.21", reason)
