"""Scope, policy, responsibilities: what makes each met, partly met, not shown yet and not met; and what is advised."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sdesk.models import (
    Approval,
    AssignedRoles,
    BusinessGoals,
    CustomerExperienceApproach,
    DocumentProcedure,
    FeedbackEntry,
    Record,
    ServiceDeliveryPolicy,
    ServiceIncident,
    ServiceScope,
    TaskPerformance,
)
from sdesk.models.governance import Competence, Goal, Priority
from sdesk.practice.lifecycle.records import new_version
from sdesk.practice.readiness.rules.asked import Verdict
from sdesk.practice.readiness.rules.grounds import is_proven
from sdesk.storage import col
from tests.practice.readiness.rules.complete import (
    DORA,
    STANDS_ON,
    a_feedback,
    an_incident,
    it_is,
    review,
    written,
)
from tests.practice.readiness.rules.judging import (
    advice_on,
    again,
    current,
    missing,
    standing,
    verdict,
    withdrawn,
)
from tests.practice.readiness.rules.verdicts import repaired
from tests.provider import Provider


def test_scope_is_met_where_goals_and_scope_are_in_force_and_looked_at(complete: Provider) -> None:
    assert verdict(complete, "P01") is Verdict.MET
    assert advice_on(complete, "P01") == ""


def test_scope_is_partly_met_while_its_review_is_late(complete: Provider) -> None:
    again(complete, current(complete, ServiceScope), next_review_date=date(2027, 5, 3))
    assert verdict(complete, "P01", date(2027, 5, 3)) is Verdict.MET
    assert verdict(complete, "P01", date(2027, 5, 4)) is Verdict.PARTLY
    assert verdict(complete, "P01", date(2027, 7, 2)) is Verdict.PARTLY
    assert verdict(complete, "P01", date(2027, 7, 3)) is Verdict.NOT_MET


def test_scope_is_not_shown_before_the_first_case(set_up: Provider) -> None:
    assert verdict(set_up, "P01") is Verdict.NOT_SHOWN
    assert standing(set_up, "P01").is_ready
    an_incident(set_up, date(2026, 3, 2))
    assert verdict(set_up, "P01") is Verdict.MET


@pytest.mark.parametrize("model", [ServiceScope, BusinessGoals])
def test_scope_is_not_met_without_goals_or_scope(complete: Provider, model: type[Record]) -> None:
    withdrawn(complete, model)
    assert verdict(complete, "P01") is Verdict.NOT_MET


def test_scope_is_management_s(complete: Provider) -> None:
    """Approved by the Service Manager alone, who is not management."""
    roles = current(complete, AssignedRoles)
    held = [
        row.model_copy(update={"person": complete.ben.id, "deputy": None}) if row.role == "SM" else row
        for row in roles.assignments
    ]
    again(complete, roles, assignments=tuple(held))
    it_is(complete, STANDS_ON + timedelta(days=1))
    complete.works(complete.cleo)
    new = new_version(complete.workspace, current(complete, ServiceScope))
    complete.works(complete.ben)
    complete.take(new, "approve")
    assert verdict(complete, "P01") is Verdict.NOT_MET
    assert "Management has not approved the scope." in missing(complete, "P01")


def test_a_goal_that_nobody_set_is_none(complete: Provider) -> None:
    goal = Goal(statement="Nobody at a customer waits for us.", set_by="-")
    again(complete, current(complete, BusinessGoals), goals=(goal,))
    assert verdict(complete, "P01") is Verdict.NOT_MET


def test_what_nobody_looked_at_in_the_period_is_not_met(complete: Provider) -> None:
    """Renewed in January 2027; in February 2028 that is too long ago, though its review is late by a month only."""
    assert verdict(complete, "P01", date(2028, 1, 24)) is Verdict.MET
    assert "Not looked at since" in missing(complete, "P01", date(2028, 2, 20))


def test_scope_is_asked_for_goals_that_can_be_reached_and_for_who_lies_within(complete: Provider) -> None:
    goal = Goal(statement="Nobody at a customer waits for us.", set_by="The owner")
    again(complete, current(complete, BusinessGoals), goals=(goal,))
    again(
        complete, current(complete, ServiceScope),
        boundary_customers="Whoever comes to us from the harbour.",
    )  # fmt: skip
    assert missing(complete, "P01") == ""
    assert "1 of 1 goals lack a measure, a target or a day." in advice_on(complete, "P01")
    assert "The scope does not name Pier Dental: do they lie within it?" in advice_on(complete, "P01")


# ---------------------------------------------------------------- policy


def test_policy_is_met_where_it_is_put_to_use_and_reviewed(complete: Provider) -> None:
    assert verdict(complete, "P02") is Verdict.MET
    assert advice_on(complete, "P02") == ""


def off_the_matrix(provider: Provider, number: int, why: str = "-") -> None:
    for _each in range(number):
        broken = an_incident(provider, STANDS_ON)
        provider.works(provider.ben)
        reopened = provider.take(broken, "reopen", "The line went down again")
        provider.save(reopened, priority_chosen=Priority.CRITICAL, priority_reason=why)


def test_policy_is_partly_met_where_a_fair_share_follows_the_matrix(complete: Provider) -> None:
    off_the_matrix(complete, 1)
    assert verdict(complete, "P02") is Verdict.MET
    off_the_matrix(complete, 4)
    assert verdict(complete, "P02") is Verdict.PARTLY


def test_policy_is_not_met_where_few_follow_the_matrix(complete: Provider) -> None:
    off_the_matrix(complete, 7)
    assert verdict(complete, "P02") is Verdict.NOT_MET


def test_a_reason_stands_in_for_the_matrix(complete: Provider) -> None:
    off_the_matrix(complete, 7, "The surgery was under way and nothing could wait.")
    assert verdict(complete, "P02") is Verdict.MET


def test_a_matrix_of_today_says_nothing_of_an_incident_of_then(complete: Provider) -> None:
    """Of an older format: which policy counts for it was not noted then."""
    for each in complete.workspace.find(ServiceIncident):
        repaired(complete, each, policy=None)
    policy = current(complete, ServiceDeliveryPolicy)
    matrix = tuple(
        cell.model_copy(
            update={"priority": Priority.LOW if cell.priority is Priority.CRITICAL else Priority.CRITICAL}
        )
        for cell in policy.matrix
    )
    again(complete, policy, matrix=matrix)
    assert verdict(complete, "P02") is Verdict.MET


def test_policy_is_not_shown_before_the_first_case(set_up: Provider) -> None:
    assert verdict(set_up, "P02") is Verdict.NOT_SHOWN
    assert standing(set_up, "P02").is_ready


@pytest.mark.parametrize("model", [ServiceDeliveryPolicy, CustomerExperienceApproach, DocumentProcedure])
def test_policy_is_not_met_without_its_documents(complete: Provider, model: type[Record]) -> None:
    withdrawn(complete, model)
    assert verdict(complete, "P02") is Verdict.NOT_MET


def test_feedback_left_open_for_60_days_takes_the_policy_away(complete: Provider) -> None:
    for _each in range(4):
        told = written(
            complete,
            FeedbackEntry,
            "recorded",
            kind="complaint",
            contact=DORA,
            received_at=complete.clock.now,
        )
        complete.take(told, "record")
    assert verdict(complete, "P02") is Verdict.MET
    assert verdict(complete, "P02", STANDS_ON + timedelta(days=60)) is Verdict.MET
    assert verdict(complete, "P02", STANDS_ON + timedelta(days=61)) is not Verdict.MET


def test_old_feedback_that_is_still_open_is_not_forgotten_after_a_year(set_up: Provider) -> None:
    told = written(
        set_up, FeedbackEntry, "recorded", kind="complaint", contact=DORA, received_at=set_up.clock.now
    )
    set_up.take(told, "record")
    it_is(set_up, date(2027, 9, 1))
    an_incident(set_up, date(2027, 9, 1))
    asked = standing(set_up, "P02").asked
    assert any(each.record == told.id and not each.passes for one in asked for each in one.records)


def test_a_review_that_was_not_recorded_is_not_met_after_a_year(complete: Provider) -> None:
    complete.works(complete.ana)
    for done in complete.workspace.find(TaskPerformance, col(TaskPerformance.task) == "GO.2.4"):
        complete.take(done, "cancel", "Entered by mistake")
    assert verdict(complete, "P02") is Verdict.NOT_MET
    assert "No review of Service delivery policy" in missing(complete, "P02")
    review(complete, "GO.2.4")
    assert verdict(complete, "P02") is Verdict.MET


def test_policy_is_asked_for_risks_and_for_being_written_for_a_scope(complete: Provider) -> None:
    again(complete, current(complete, ServiceDeliveryPolicy), risks=())
    assert verdict(complete, "P02") is Verdict.MET
    assert "The policy names no risk" in advice_on(complete, "P02")
    assert "before the scope" not in advice_on(complete, "P02")


# ---------------------------------------------------------------- responsibilities


def without_proof(provider: Provider, **instead: object) -> None:
    roles = current(provider, AssignedRoles)
    rows = [
        row.model_copy(update={"evidence": "", **instead})
        if row.person == provider.ana.id and row.subject == "service management"
        else row
        for row in roles.competences
    ]
    again(provider, roles, competences=tuple(rows))


def test_responsibilities_are_met_where_all_are_held_proven_and_watched(complete: Provider) -> None:
    assert verdict(complete, "P03") is Verdict.MET
    assert advice_on(complete, "P03") == ""


def test_responsibilities_are_partly_met_until_the_training_is_proven(complete: Provider) -> None:
    without_proof(complete, achieved_on=None, needed_by=date(2027, 9, 1))
    assert verdict(complete, "P03") is Verdict.PARTLY


def test_training_that_is_planned_is_ready_and_overdue_training_is_asked_about(complete: Provider) -> None:
    without_proof(complete, achieved_on=None, needed_by=date(2027, 5, 1))
    assert standing(complete, "P03").is_ready
    assert "overdue" not in advice_on(complete, "P03", date(2027, 5, 31))
    assert "1 training is overdue by more than 30 days." in advice_on(complete, "P03", date(2027, 6, 1))


def test_proof_of_a_day_to_come_proves_nothing_yet() -> None:
    row = Competence(achieved_on=date(2027, 4, 6), evidence="Certificate 2027-004")
    assert not is_proven(row, STANDS_ON)
    assert is_proven(row, date(2027, 4, 6))
    assert not is_proven(row.model_copy(update={"evidence": "x"}), date(2027, 4, 6))


def test_responsibilities_are_not_shown_before_the_first_case(set_up: Provider) -> None:
    assert verdict(set_up, "P03") is Verdict.NOT_SHOWN
    assert standing(set_up, "P03").is_ready


def test_responsibilities_are_not_met_without_a_list_or_with_a_free_role(complete: Provider) -> None:
    roles = current(complete, AssignedRoles)
    ended = [
        row.model_copy(update={"end": date(2027, 4, 1)}) if row.role == "IM" else row
        for row in roles.assignments
    ]
    again(complete, roles, assignments=tuple(ended))
    assert verdict(complete, "P03") is Verdict.NOT_MET
    assert "Nobody holds these roles today: Incident Manager." in missing(complete, "P03")


def test_one_approval_in_a_role_not_held_that_day_is_shown_and_keeps_it_from_being_met(
    complete: Provider,
) -> None:
    """The list is corrected: since March Ana was no Control Manager, as it says now."""
    with complete.workspace.transaction("sign") as session:
        scope = current(complete, ServiceScope)
        session.add(
            Approval(
                record_id=scope.id, model="ServiceScope", number=scope.number, version=scope.version,
                step="approve", person_id=complete.cleo.id, person_name="Cleo Sand", role="RM",
                at=complete.clock(), content="{}", sha256="0" * 64,
            )
        )  # fmt: skip
    assert verdict(complete, "P03") is Verdict.PARTLY
    asked = next(
        each for each in standing(complete, "P03").asked if "role that was not held" in str(each.sentence)
    )
    assert asked.counter_examples[0].number == scope.number


def test_responsibilities_are_asked_for_deputies(complete: Provider) -> None:
    roles = current(complete, AssignedRoles)
    alone = [
        row.model_copy(update={"deputy": None}) if row.role == "PT" else row for row in roles.assignments
    ]
    again(complete, roles, assignments=tuple(alone))
    assert "These roles have no deputy: Practitioner." in advice_on(complete, "P03")


def test_the_day_is_the_organization_s(complete: Provider) -> None:
    """A feedback of 60 days ago, by a minute, is not old."""
    it_is(complete, date(2027, 2, 4), hour=0)
    a_feedback(complete, date(2027, 2, 4))
    complete.clock.now = datetime(2027, 4, 5, 9, 0, tzinfo=UTC)
    assert verdict(complete, "P02") is Verdict.MET
