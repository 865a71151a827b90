"""Reporting and management's review: what makes each met, partly met, not shown yet and not met; and what is advised."""

from datetime import date, timedelta
from typing import Any

import pytest

from sdesk.models import (
    ActionItem,
    ChangeProcedure,
    CustomerAgreement,
    FeedbackEntry,
    ImprovementReport,
    ManagementReview,
    Record,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
    SupplierAgreement,
    TaskPerformance,
)
from sdesk.practice.audit.management_review import prepare_review
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import new_version
from sdesk.practice.readiness.evidence.reviews import Conclusion
from sdesk.practice.readiness.rules.asked import Verdict
from sdesk.practice.readiness.tasks import perform_task
from sdesk.storage import col
from tests.practice.audit.test_management_review import written as written_review
from tests.practice.readiness.rules.complete import STANDS_ON, an_incident, it_is, review
from tests.practice.readiness.rules.judging import (
    advice_on,
    again,
    current,
    missing,
    standing,
    verdict,
    verdicts,
    withdrawn,
)
from tests.provider import Provider

GOOD = "It is followed, it still fits, and nothing has to change: so says the report of January on the whole year."


def cancelled_reviews(provider: Provider, *tasks: str) -> None:
    provider.works(provider.ana)
    for done in provider.workspace.find(TaskPerformance, col(TaskPerformance.task).in_(tasks)):
        provider.take(done, "cancel", "Entered by mistake")


def actions_of(provider: Provider) -> list[ActionItem]:
    report = current(provider, ImprovementReport)
    return provider.workspace.find(ActionItem, col(ActionItem.source) == report.id)


def test_results_are_reported_and_something_follows(complete: Provider) -> None:
    assert verdict(complete, "P04") is Verdict.MET
    assert advice_on(complete, "P04") == ""


def test_a_report_after_which_nothing_was_decided_is_partly_met(complete: Provider) -> None:
    """Approved anew in April: what was decided in January came before it. For 60 days nobody asks."""
    report = current(complete, ImprovementReport)
    again(complete, report, improvement_actions=report.improvement_actions)
    assert verdict(complete, "P04", STANDS_ON + timedelta(days=59)) is not Verdict.NOT_MET
    assert "Nothing was decided on objectives or plan" in missing(
        complete, "P04", STANDS_ON + timedelta(days=60)
    )
    assert verdict(complete, "P04", STANDS_ON + timedelta(days=60)) is Verdict.PARTLY
    again(complete, current(complete, ServiceDeliveryPolicy))
    assert "Nothing was decided" not in missing(complete, "P04", STANDS_ON + timedelta(days=60))


def test_results_are_not_shown_in_the_first_year(set_up: Provider) -> None:
    an_incident(set_up, date(2026, 3, 2))
    assert verdict(set_up, "P04") is Verdict.NOT_SHOWN
    assert verdict(set_up, "P04", date(2027, 3, 1)) is Verdict.NOT_SHOWN
    assert verdict(set_up, "P04", date(2027, 3, 2)) is Verdict.NOT_MET


def test_no_report_is_not_met(complete: Provider) -> None:
    withdrawn(complete, ImprovementReport)
    assert verdict(complete, "P04") is Verdict.NOT_MET


def test_a_report_counts_for_fifteen_months(complete: Provider) -> None:
    assert "No improvement report" not in missing(complete, "P04", date(2028, 3, 31))
    assert "No improvement report" in missing(complete, "P04", date(2028, 4, 1))


def test_a_report_in_which_a_goal_has_no_result_is_not_met(complete: Provider) -> None:
    again(complete, current(complete, ImprovementReport), judgements=())
    assert verdict(complete, "P04") is Verdict.NOT_MET
    assert "gives the result of 0 of 2 goals and objectives" in missing(complete, "P04")


def test_actions_that_are_due_and_not_done_take_it_away_and_late_ones_are_asked_about(
    complete: Provider,
) -> None:
    complete.works(complete.ben)
    for item in actions_of(complete):
        complete.take(item, "reopen", "The line was not watched after all")
    assert verdict(complete, "P04") is Verdict.NOT_MET
    assert "more than 60 days late" not in advice_on(complete, "P04")
    assert "more than 60 days late" in advice_on(complete, "P04", date(2027, 4, 19))


def test_an_action_done_with_nothing_to_say_is_not_done(complete: Provider) -> None:
    complete.works(complete.ben)
    for item in actions_of(complete):
        reopened = complete.take(item, "reopen", "It was not said what came of it")
        complete.take(reopened, "finish", outcome="ok")
    assert verdict(complete, "P04") is Verdict.NOT_MET


def test_a_report_that_only_the_service_manager_approved_is_not_management_s(complete: Provider) -> None:
    """Its step is management's alone: nobody else gets so far; what was repaired in is not counted."""
    report = current(complete, ImprovementReport)
    with complete.workspace.transaction("repair") as session:
        live = session.get_one(ImprovementReport, report.id)
        live.conclusions += (
            " Much more was reached than anybody asked for, in every part of the work that we do."
        )
    assert verdict(complete, "P04") is Verdict.NOT_MET


# ---------------------------------------------------------------- management's review


def test_management_s_review_is_met_where_all_was_reviewed_and_noted(complete: Provider) -> None:
    assert verdict(complete, "P05") is Verdict.MET


def test_reviews_that_say_little_are_partly_met(complete: Provider) -> None:
    """Of four reviews one says nothing of what is followed, fits or changes."""
    complete.works(complete.ben)
    catalogue, report = current(complete, ServiceCatalogue), current(complete, ImprovementReport)
    perform_task(complete.workspace, "RE.1.3", "Read it through at the desk.", [catalogue.id, report.id])
    assert verdict(complete, "P05") is Verdict.PARTLY
    assert "3 of 4 reviews say whether it is followed" in missing(complete, "P05")


@pytest.mark.parametrize(
    ("words", "answered", "enough"),
    [
        ("Read it through at the desk.", False, False),
        ("Read it through at the desk.", True, True),
        ("No change.", True, False),
        ("", True, False),
        (GOOD, False, True),
        (GOOD, True, True),
    ],
)
def test_a_review_is_judged_by_what_it_says_whoever_reviews(words: str, answered: bool, enough: bool) -> None:
    """What has no answer of its own is said in words, in a task's outcome as in a review by management."""
    answer = True if answered else None
    assert bool(Conclusion(words, answer, answer).lacks) is not enough
    assert Conclusion(words, True, None).lacks == Conclusion(words).lacks


def test_reviews_that_rest_on_nothing_are_not_met(complete: Provider) -> None:
    cancelled_reviews(complete, "GO.2.4", "RE.1.3", "RE.2.5")
    complete.works(complete.ana)
    reviewed = (ServiceDeliveryPolicy, ServiceCatalogue, ChangeProcedure)
    perform_task(complete.workspace, "GO.2.4", GOOD, [current(complete, each).id for each in reviewed])
    assert verdict(complete, "P05") is Verdict.NOT_MET
    assert "0 of 1 reviews" in missing(complete, "P05")


def test_one_review_by_management_may_cover_all(complete: Provider) -> None:
    cancelled_reviews(complete, "GO.2.4", "RE.1.3", "RE.2.5")
    assert verdict(complete, "P05") is Verdict.NOT_MET
    complete.works(complete.ana)
    models: tuple[type[Record], ...] = (
        ServiceDeliveryPolicy, ServiceCatalogue, ChangeProcedure, CustomerAgreement, SupplierAgreement,
        ImprovementReport,
    )  # fmt: skip
    perform_task(complete.workspace, "GO.2.4", GOOD, [current(complete, each).id for each in models])
    assert verdict(complete, "P05") is Verdict.MET


def test_what_management_took_no_note_of_is_partly_met(complete: Provider) -> None:
    """Ben reviews the catalogue in April, after everything that management approved."""
    cancelled_reviews(complete, "RE.1.3")
    review(complete, "RE.1.3")
    assert verdict(complete, "P05") is Verdict.PARTLY
    assert "management has not taken note" in missing(complete, "P05")
    again(complete, current(complete, ServiceCatalogue))
    assert verdict(complete, "P05") is Verdict.MET


@pytest.mark.parametrize("task", ["GO.2.4", "RE.1.3"])
def test_a_review_that_was_left_out_is_not_met(complete: Provider, task: str) -> None:
    cancelled_reviews(complete, task)
    assert verdict(complete, "P05") is Verdict.NOT_MET


def test_management_s_review_is_not_shown_in_the_first_year(set_up: Provider) -> None:
    an_incident(set_up, date(2026, 3, 2))
    assert verdict(set_up, "P05") is Verdict.NOT_SHOWN
    assert standing(set_up, "P05").is_ready
    assert verdict(set_up, "P05", date(2027, 3, 2)) is Verdict.NOT_MET


def test_a_decision_on_a_report_of_more_than_a_year_ago_is_none(complete: Provider) -> None:
    assert "Management decided on no report" not in missing(complete, "P05", date(2028, 1, 17))
    assert "Management decided on no report" in missing(complete, "P05", date(2028, 1, 19))


# ---------------------------------------------------------------- reviews


def test_a_review_of_a_version_that_no_longer_held_is_none(complete: Provider) -> None:
    cancelled_reviews(complete, "GO.2.4")
    complete.works(complete.ana)
    old = complete.workspace.first(ServiceDeliveryPolicy, col(ServiceDeliveryPolicy.state) == "superseded")
    assert old
    perform_task(complete.workspace, "GO.2.4", GOOD, [old.id])
    assert verdict(complete, "P02") is Verdict.NOT_MET


def test_a_review_of_a_draft_is_none(complete: Provider) -> None:
    cancelled_reviews(complete, "GO.2.4")
    complete.works(complete.ana)
    draft = new_version(complete.workspace, current(complete, ServiceDeliveryPolicy))
    with pytest.raises(Refused, match="Nothing of what"):
        perform_task(complete.workspace, "GO.2.4", GOOD, [draft.id])
    assert verdict(complete, "P02") is Verdict.NOT_MET


def test_a_review_of_something_else_is_none(complete: Provider) -> None:
    cancelled_reviews(complete, "GO.2.4")
    complete.works(complete.ana)
    feedback = complete.workspace.first(FeedbackEntry)
    assert feedback
    with pytest.raises(Refused, match="Nothing of what"):
        perform_task(complete.workspace, "GO.2.4", GOOD, [feedback.id])
    assert verdict(complete, "P02") is Verdict.NOT_MET


def test_a_review_that_extends_nothing_it_did_not_look_at(complete: Provider) -> None:
    """The policy's review of December extends the policy for a year, and nothing else."""
    it_is(complete, date(2028, 1, 20))
    complete.works(complete.ana)
    policy = current(complete, ServiceDeliveryPolicy)
    perform_task(complete.workspace, "GO.2.4", GOOD, [policy.id])
    late = date(2028, 4, 1)
    assert "The review of POL-0001" not in missing(complete, "P02", late)
    assert "The review of DMP-0001" in missing(complete, "P02", late)
    assert "The review of POL-0001" in missing(complete, "P02", date(2029, 6, 1))


def test_the_other_rules_do_not_ask_for_the_report(complete: Provider) -> None:
    before = verdicts(complete)
    withdrawn(complete, ImprovementReport)
    after = verdicts(complete)
    assert {each for each in before if before[each] is not after[each]} == {"P04", "P05"}


# ---------------------------------------------------------------- the management review as a record


def a_management_review(provider: Provider, *models: type[Record], **values: Any) -> ManagementReview:
    """Prepared by the program, with each document that it found, or those given; approved by Ana."""
    provider.works(provider.ana)
    draft = written_review(provider, prepare_review(provider.workspace))
    report = current(provider, ImprovementReport)
    rows = [
        row.model_copy(
            update={"draws_on": (report.id,), "changes": f"Nothing changes this year, as line {place} shows."}
        )
        for place, row in enumerate(draft.documents)
    ]
    keys = {current(provider, each).id for each in models}
    kept = tuple(row for row in rows if not models or row.record in keys)
    said = "Rita and Dora are asked every quarter, and what they said is in the figures."
    draft = provider.save(draft, documents=kept, decisions=({"decision": said},), **values)
    return provider.take(draft, "approve")


def test_a_management_review_covers_all_that_it_looked_at(complete: Provider) -> None:
    cancelled_reviews(complete, "GO.2.4", "RE.1.3", "RE.2.5")
    for agreement in (CustomerAgreement, SupplierAgreement):
        again(complete, current(complete, agreement), review_date=date(2027, 6, 1))
    assert verdict(complete, "P05") is verdict(complete, "P02") is Verdict.NOT_MET
    done = a_management_review(complete)
    assert len(done.documents) == 6
    assert verdict(complete, "P05") is verdict(complete, "P02") is Verdict.MET


def test_a_management_review_of_one_document_is_of_no_other(complete: Provider) -> None:
    cancelled_reviews(complete, "GO.2.4", "RE.1.3", "RE.2.5")
    a_management_review(complete, ServiceDeliveryPolicy)
    assert verdict(complete, "P02") is Verdict.MET
    assert "Not reviewed in the period: Service catalogue" in missing(complete, "P05")


def test_a_management_review_that_draws_on_nothing_shows_nothing(complete: Provider) -> None:
    cancelled_reviews(complete, "GO.2.4", "RE.1.3", "RE.2.5")
    done = a_management_review(complete)
    with complete.workspace.transaction("repair") as session:
        live = session.get_one(ManagementReview, done.id)
        live.documents = tuple(
            row.model_copy(update={"draws_on": (complete.ana.id,)}) for row in live.documents
        )
    assert verdict(complete, "P02") is Verdict.NOT_MET  # it is not what was approved
