"""Which requirements have their evidence, and what is missing."""

from datetime import date, timedelta

from sdesk.models import (
    AssignedRoles,
    BusinessGoals,
    ConfigurationItem,
    NotApplicable,
    SecureComponentProcedure,
    ServiceScope,
)
from sdesk.models.governance.organization import Variant
from sdesk.packs.dependencies import maker_of, needed_state, products_of_variant
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.readiness.requirements import (
    gaps,
    requirements,
    variant_of,
    work_product_evidence,
)
from sdesk.practice.readiness.tasks import perform_task
from tests.delivery import ASKS


def requirement(provider, requirement_id, today=None):
    found = requirements(provider.workspace, today=today)
    return next(each for each in found if each.requirement.id == requirement_id)


def product(provider, work_product, today=None):
    found = work_product_evidence(provider.workspace, today)
    return next(each for each in found if each.work_product.id == work_product)


def said(messages):
    return [str(each) for each in messages]


def test_nothing_is_met_in_an_empty_workspace(beginner):
    found = requirements(beginner.workspace)
    assert len(found) == 17
    assert not any(each.met for each in found)
    assert all(each.missing for each in found)


def test_a_requirement_is_met_by_its_work_products_and_tasks(beginner):
    beginner.approved(ServiceScope)
    assert said(requirement(beginner, "P01").missing) == [
        "WP.01 Business goals and objectives is not approved yet."
    ]
    beginner.approved(BusinessGoals)
    assert requirement(beginner, "P01").met
    assert [each.task.id for each in requirement(beginner, "P01").tasks] == ["GO.1.1"]


def test_what_is_begun_is_said_to_be_begun(beginner):
    beginner.create(ServiceScope)
    assert "WP.15 Service delivery scope is begun, but not approved yet." in said(
        requirement(beginner, "P01").missing
    )


def test_a_missed_review_takes_the_evidence_away(beginner):
    beginner.approved(BusinessGoals)
    scope = beginner.approved(ServiceScope)
    after = scope.next_review_date + timedelta(days=1)
    missed = requirement(beginner, "P01", after)
    assert not missed.met
    assert "GO.1.1" in str(missed.missing[0])
    perform_task(beginner.workspace, "GO.1.1", "Read, fits.", done_on=scope.next_review_date)
    assert requirement(beginner, "P01", after).met


def test_what_does_not_apply_counts_as_answered(provider):
    assert product(provider, "WP.21").state == "missing"
    provider.approved(NotApplicable, subject="WP.21", reason="No suppliers.")
    assert (product(provider, "WP.21").state, product(provider, "WP.21").met) == ("not applicable", True)


def test_a_work_product_is_missing_then_a_draft_then_approved_then_needs_review(beginner):
    assert product(beginner, "WP.15").state == "missing"
    scope = beginner.complete(ServiceScope, "approved")
    assert product(beginner, "WP.15").state == "draft"
    scope = beginner.take(scope, "approve")
    assert product(beginner, "WP.15").state == "approved"
    assert product(beginner, "WP.15", scope.next_review_date + timedelta(days=1)).state == "needs review"


def test_the_records_behind_a_work_product_are_named_those_furthest_first(provider):
    planned = provider.create(ConfigurationItem, name="Planned")
    behind = product(provider, "WP.02")
    assert behind.records == (provider.extra["item"].id, planned.id)
    assert (behind.number, behind.state, behind.needed) == (2, "recorded", "recorded")


def test_not_more_than_twenty_records_are_named(provider):
    for place in range(25):
        provider.create(ConfigurationItem, name=f"Item {place}")
    assert len(product(provider, "WP.02").records) == 20
    assert product(provider, "WP.02").number == 26


def test_every_gap_leads_to_the_task_that_closes_it(beginner):
    tasks = {task.id for task in ASKS.tasks}
    found = gaps(beginner.workspace)
    assert {gap.task for gap in found} <= tasks
    assert {gap.requirement.id for gap in found} == {each.id for each in ASKS.requirements}
    assert maker_of(ASKS, "WP.10", "approved") == ASKS.task("RE.1.2")
    assert maker_of(ASKS, "WP.01", "approved") == ASKS.task("GO.1.1")


def test_a_setup_task_that_is_not_done_is_a_gap_of_its_own(beginner):
    """IN.1.1 asks for training: the list of roles being approved does not say that nobody's is overdue."""
    ana, since = beginner.ana.id, date(2026, 1, 1)
    beginner.approved(
        AssignedRoles,
        assignments=({"role": "SM", "person": ana, "start": since},),
        competences=(
            {"person": ana, "subject": "service management", "achieved_on": since},
            {"person": ana, "subject": "ISO/IEC 29110", "achieved_on": since},
            {"person": ana, "subject": "other", "needed_by": date(2026, 5, 1)},
        ),
    )
    assert requirement(beginner, "P15", date(2026, 5, 1)).met
    missing = said(requirement(beginner, "P15", date(2026, 5, 2)).missing)
    assert missing == ["IN.1.1 Ensure all staff and suppliers are properly trained: 1 training is overdue."]


def test_a_recurring_task_that_is_late_is_named_but_takes_nothing_away(provider):
    perform_task(provider.workspace, "RE.1.3", "Read, fits.", done_on=date(2025, 1, 1))
    assert any("RE.1.3" in text for text in said(requirement(provider, "P05").overdue))
    assert not any("RE.1.3" in text for text in said(requirement(provider, "P05").missing))


def test_the_variant_decides_what_is_asked_for(provider):
    assert variant_of(provider.workspace) == "full"
    provider.save(organization(provider.workspace), variant=Variant.GOVERNANCE)
    found = requirements(provider.workspace)
    assert {each.requirement.process for each in found} == {"GO"}
    asked = {each.work_product.id for one in found for each in one.work_products}
    assert "WP.11" not in asked
    assert "WP.15" in asked


def test_operation_alone_is_not_asked_for_the_policy():
    assert "WP.14" not in products_of_variant(ASKS, "operational")
    assert "WP.09" in products_of_variant(ASKS, "operational")
    assert "WP.01" in products_of_variant(ASKS, "governance")


def test_the_needed_state_is_the_furthest_that_a_task_leaves():
    needed = {each.id: needed_state(ASKS, each.id) for each in ASKS.work_products}
    assert {each for each, state in needed.items() if state == "recorded"} == {"WP.02", "WP.06"}


def test_a_requirement_without_a_gap_is_met(provider):
    assert not requirement(provider, "P09").met
    provider.approved(SecureComponentProcedure)
    assert requirement(provider, "P09").met
    assert "P09" not in {gap.requirement.id for gap in gaps(provider.workspace)}
