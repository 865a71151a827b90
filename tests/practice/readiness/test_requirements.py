"""Which requirements have their evidence, and what is missing."""

from datetime import date, timedelta

from sdesk.models import (
    BusinessGoals,
    ConfigurationItem,
    Customer,
    FeedbackEntry,
    NotApplicable,
    ServiceScope,
)
from sdesk.models.governance.organization import Variant
from sdesk.packs.dependencies import maker_of, needed_state, products_of_variant
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.readiness.requirements import (
    gaps,
    requirements,
    variant_of,
    work_product_evidence,
)
from sdesk.practice.readiness.rules.asked import Verdict
from tests.delivery import ASKS, PACK
from tests.practice.readiness.rules.cheats import by_one_person, in_own_words
from tests.provider import performed

NOTHING_HAPPENED = "No case of the period was recorded when it happened, so nothing shows how work is done."


def requirement(provider, requirement_id, today=None):
    found = requirements(provider.workspace, today=today)
    return next(each for each in found if each.requirement.id == requirement_id)


def product(provider, work_product, today=None):
    found = work_product_evidence(provider.workspace, today)
    return next(each for each in found if each.work_product.id == work_product)


def said(messages):
    return [str(each) for each in messages]


def somebody_complains(provider):
    """The first case: without one nothing shows that anybody works by what is written."""
    customer = provider.create(Customer, name="Pier Dental")
    provider.take(provider.complete(FeedbackEntry, "recorded", customer=customer.id), "record")


def test_nothing_is_met_in_an_empty_workspace(beginner):
    found = requirements(beginner.workspace)
    assert len(found) == 17
    assert not any(each.met or each.is_ready for each in found)
    assert all(each.missing or each.verdict is Verdict.NOT_SHOWN for each in found)


def test_a_requirement_names_the_tasks_of_its_set_and_what_keeps_it_from_being_met(beginner):
    by_one_person(beginner, "Certificate 2026-118")
    in_own_words(beginner, ServiceScope)
    before = requirement(beginner, "P01")
    assert [each.task.id for each in before.tasks] == ["GO.1.1"]
    assert said(before.missing)[0] == "Not in force: Business goals and objectives."
    in_own_words(beginner, BusinessGoals)
    unshown = requirement(beginner, "P01")
    assert (unshown.met, said(unshown.missing)) == (False, [NOTHING_HAPPENED])
    somebody_complains(beginner)
    assert requirement(beginner, "P01").met
    assert "P01" not in {gap.requirement.id for gap in gaps(PACK, requirements(beginner.workspace))}


def test_it_is_judged_as_of_the_day_asked_for(beginner):
    by_one_person(beginner, "Certificate 2026-118")
    review = today(beginner.workspace) + timedelta(days=180)
    in_own_words(beginner, BusinessGoals)
    scope = in_own_words(beginner, ServiceScope, next_review_date=review)
    somebody_complains(beginner)
    late = requirement(beginner, "P01", scope.next_review_date + timedelta(days=1))
    assert (late.verdict, requirement(beginner, "P01").verdict) == (Verdict.PARTLY, Verdict.MET)
    expired = requirement(beginner, "P01", scope.next_review_date + timedelta(days=61))
    assert expired.verdict is Verdict.NOT_MET


def test_what_does_not_apply_counts_as_answered(provider):
    assert product(provider, "WP.21").state == "missing"
    provider.approved(NotApplicable, subject="WP.21", reason="We have no suppliers at all.")
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
    found = gaps(PACK, requirements(beginner.workspace))
    assert {gap.task for gap in found} <= tasks
    lacking = {each.requirement.id for each in requirements(beginner.workspace) if each.missing}
    assert lacking and {gap.requirement.id for gap in found} == lacking
    assert maker_of(ASKS, "WP.10", "approved") == ASKS.task("RE.1.2")
    assert maker_of(ASKS, "WP.01", "approved") == ASKS.task("GO.1.1")


def test_a_recurring_task_that_is_late_is_named_but_takes_nothing_away(provider):
    performed(provider, "RE.1.3")
    late = requirement(provider, "P05", date(2027, 3, 10))
    assert any("RE.1.3" in text for text in said(late.overdue))
    assert not any("RE.1.3" in text for text in said(late.missing))


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
