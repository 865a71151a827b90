"""The pages of wizards: with nothing else, a person gets from an empty workspace to everything set up."""

from datetime import timedelta
from typing import Any

import pytest

from sdesk.models import (
    AssignedRoles,
    BusinessGoals,
    ChangeProcedure,
    ChangeSchedule,
    CustomerAgreement,
    FeedbackEntry,
    NotApplicable,
    SecureComponentProcedure,
    ServiceBuild,
    ServiceCatalogue,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceIncident,
    ServiceScope,
    ServiceTestReport,
    fields_of,
)
from sdesk.models.governance import ServiceRole
from sdesk.practice.guidance.case_pages import case_pages
from sdesk.practice.guidance.wizards import (
    activity_pages,
    page_of,
    remaining_pages,
    setup_pages,
)
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import create, new_version, reload, save
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.readiness.requirements import requirements
from sdesk.practice.readiness.rules.asked import Verdict
from sdesk.practice.readiness.tasks import task_states
from tests.delivery import ASKS, PACK
from tests.practice.readiness.rules.cheats import honest, said
from tests.provider import PARTICULAR, change, incident, paper, performed, value_for, values_for


def test_every_task_says_what_it_is_for():
    for task in ASKS.tasks_in_order:
        assert 60 < len(task.why) < 400, task.id
        if task.cadence == "recurring":
            assert task.outcome.endswith(".")


def test_pages_come_in_dependency_order(beginner):
    order = [task.id for task in ASKS.tasks_in_order]
    for activity in ASKS.activities:
        pages = [page.key for page in activity_pages(beginner.workspace, activity.id)]
        assert sorted(pages, key=order.index) == pages
        assert set(pages) == {task.id for task in ASKS.tasks_of(activity.id)}


def test_a_page_names_who_does_the_task(provider):
    doers = {doer.role: doer.people for doer in page_of(provider.workspace, "GO.2.3").doers}
    assert doers == {"Service Manager": ("Ana Reyes",), "Relationship Manager": ("Ben Okafor",)}


def test_the_first_page_asks_for_the_goals_too(beginner):
    page = page_of(beginner.workspace, "GO.1.1")
    assert [product.work_product for product in page.products] == ["WP.01", "WP.15"]
    assert page.next_product is page.products[0]
    beginner.approved(ServiceScope)
    assert not page_of(beginner.workspace, "GO.1.1").finished


def test_a_page_shows_what_it_builds_on(provider):
    scope = provider.approved(ServiceScope)
    inputs = {each.work_product: each.records for each in page_of(provider.workspace, "RE.1.1").inputs}
    assert inputs["WP.15"] == (scope.id,)
    assert len(inputs["WP.14"]) == 1


def test_the_version_in_effect_is_what_others_build_on(provider):
    scope = provider.approved(ServiceScope)
    draft = new_version(provider.workspace, scope)
    assert page_of(provider.workspace, "RE.1.1").inputs[0].records == (scope.id,)
    assert page_of(provider.workspace, "GO.1.1").products[1].record == draft.id


# ---------------------------------------------------------------- from nothing to set up


ASKED = ({"who": "Dora Lind", "on": "2026-02-27"},)


def whole(provider, model, state):
    """All that the state asks for and all that tasks write, in words that say something."""
    names = {name for bound in PACK.bindings.tasks.values() for name in bound.writes_in(model.__name__)}
    values = values_for(provider, model, state)
    for spec in fields_of(model):
        known = spec.name in ("matrix", "priority_targets", "consulted") or spec.name in values
        if spec.name in names and not known and (spec.target != "Service" or "service" in provider.extra):
            values[spec.name] = PARTICULAR.get(spec.name) or value_for(provider, spec)
    asked = {"consulted": ASKED} if "consulted" in names else {}
    return {**said(model, values, honest), **asked}


def finish_product(provider, product):
    """What a person does on the page: fill the form and take the step it names."""
    model = product.model
    record = (
        provider.workspace.get(model, product.record)
        if product.record
        else create(provider.workspace, model, product.values)
    )
    if product.step:
        record = save(provider.workspace, record, whole(provider, model, product.step.to))
    else:
        record = save(provider.workspace, record, whole(provider, model, model.first_state().name))
    if model is AssignedRoles:
        record = save(provider.workspace, record, roles(provider))
    if isinstance(record, ServiceCatalogue) and record.services:
        provider.extra["service"] = record.services[0].id
    return provider.take(record, product.step.name) if product.step else record


def roles(provider):
    ana, since = provider.ana.id, provider.clock.now.date()
    return {
        "assignments": tuple({"role": role, "person": ana, "start": since} for role in ServiceRole),
        "competences": tuple(
            {"person": ana, "subject": subject, "achieved_on": since} for subject in ("service management", "ISO/IEC 29110")
        ),
    }  # fmt: skip


def test_page_by_page_everything_gets_set_up(beginner):
    workspace = beginner.workspace
    visited = []
    for page in setup_pages(workspace):
        page = page_of(workspace, page.key)
        assert not page.blocked, (page.key, page.standing.detail)
        visited.append(page.key)
        while (product := page.next_product) is not None:
            finish_product(beginner, product)
            page = page_of(workspace, page.key)
        assert page.finished, page.key
    in_order = [task.id for task in ASKS.tasks_in_order if task.cadence == "setup"]
    assert visited[:3] == ["GO.1.1", "GO.1.2", "IN.1.1"]
    assert [key for key in visited if key != "IN.1.1"] == in_order[:-1]
    states = {each.task.id: each.state for each in task_states(workspace)}
    assert {states[task] for task in visited} == {"done"}
    assert not [page.key for page in setup_pages(workspace) if not page.finished]


def test_training_stands_early_everything_else_in_dependency_order(beginner):
    """People learn while the rest is written: their page stands right behind that of the roles."""
    order = [task.id for task in ASKS.tasks_in_order]
    for pages in (setup_pages(beginner.workspace), remaining_pages(beginner.workspace)):
        keys = [page.key for page in pages]
        assert keys.index("IN.1.1") == keys.index("GO.1.2") + 1
        keys.remove("IN.1.1")
        assert keys == sorted(keys, key=order.index)


def test_competence_planned_with_a_day_lets_everything_go_on(beginner):
    """Nobody has learnt anything yet, and everybody has a day: the list is approved, and only its own page waits."""
    beginner.approved(BusinessGoals)
    beginner.approved(ServiceScope)
    day = beginner.clock.now.date() + timedelta(days=60)
    planned = roles(beginner)["competences"]
    unplanned = [{**each, "achieved_on": None} for each in planned]
    draft = beginner.complete(AssignedRoles, "approved", **{**roles(beginner), "competences": unplanned})
    with pytest.raises(Refused, match="neither achieved nor planned"):
        beginner.take(draft, "approve")
    one = [{**unplanned[0], "needed_by": day}, unplanned[1]]
    with pytest.raises(Refused, match="ISO/IEC 29110 is neither achieved nor planned"):
        beginner.take(beginner.save(draft, competences=one), "approve")
    beginner.take(
        beginner.save(draft, competences=[{**each, "needed_by": day} for each in unplanned]), "approve"
    )
    training = page_of(beginner.workspace, "IN.1.1")
    assert (training.standing.state, training.finished, training.in_turn) == ("waiting", False, False)
    assert str(training.standing.detail) == (
        f"Training is planned: Ana Reyes (by {day:%-d %B %Y}). It is done once the list says what was achieved."
    )
    assert next(page.key for page in setup_pages(beginner.workspace) if page.in_turn) == "GO.2.1"
    beginner.clock.pass_time(days=61)
    late = page_of(beginner.workspace, "IN.1.1")
    assert (late.standing.state, late.in_turn) == ("ready", True)
    assert "Of some it is not said what they have learnt: Ana Reyes." in str(late.standing.detail)


def test_out_of_order_a_page_is_blocked_and_says_where_to_go(beginner):
    page = page_of(beginner.workspace, "RE.1.1")
    assert page.blocked
    assert str(page.first) == (
        "WP.15 Service delivery scope is not approved yet. That is done in GO.1.1. "
        "WP.14 Service delivery policy, objectives and plan(s) is not approved yet. That is done in GO.2.2."
    )
    assert not page.holds_back  # it asks for a draft: writing it is all there is to finish
    assert page_of(beginner.workspace, "RE.1.2").holds_back
    assert str(page_of(beginner.workspace, "GO.4.1").first).endswith("2 more come before it.")
    assert page.standing.blocked_by[0].made_by == ("GO.1.1",)
    assert page_of(beginner.workspace, "RE.2.2").leads_to == "GO.1.1"
    assert page_of(beginner.workspace, "GO.1.1").leads_to == ""


def test_drafting_is_finished_when_the_procedure_says_how_to_ask(beginner):
    beginner.create(ChangeSchedule, **whole(beginner, ChangeSchedule, "approved"))
    says = whole(beginner, ChangeProcedure, "approved")
    procedure = beginner.create(ChangeProcedure, **{**says, "create_request": ""})
    assert not all(each.finished for each in page_of(beginner.workspace, "CO.1.2").products)
    beginner.save(procedure, create_request=says["create_request"])
    assert all(each.finished for each in page_of(beginner.workspace, "CO.1.2").products)


def test_what_is_left_shrinks(provider):
    before = [page.key for page in remaining_pages(provider.workspace)]
    assert "GO.1.1" in before
    assert "GO.1.2" not in before
    performed(provider, "GO.3.1", "Everybody is in their place and trained.")
    assert [page.key for page in remaining_pages(provider.workspace)] == [
        key for key in before if key != "GO.3.1"
    ]


def test_a_product_that_does_not_apply_is_finished(provider):
    provider.approved(NotApplicable, subject="WP.21", reason="We have no suppliers at all.")
    supplier = next(
        each for each in page_of(provider.workspace, "RE.2.1").products if each.work_product == "WP.21"
    )
    assert supplier.finished and supplier.not_applicable


def test_the_agreement_that_is_overdue_for_review_is_the_one_shown(provider):
    provider.approved(NotApplicable, subject="WP.21", reason="We have no suppliers at all.")
    soon = provider.approved(CustomerAgreement, review_date=provider.clock.now.date() - timedelta(days=1))
    provider.approved(CustomerAgreement)
    page = page_of(provider.workspace, "RE.2.2")
    assert page.standing.state == "overdue"
    assert page.products[0].record == soon.id
    assert page.outcome


def test_drafts_come_first_and_the_others_are_named(provider):
    first, second = (
        provider.create(CustomerAgreement, name="One"),
        provider.create(CustomerAgreement, name="Two"),
    )
    product = page_of(provider.workspace, "RE.2.2").products[0]
    assert (product.record, product.others) == (second.id, (first.id,))


def test_a_log_always_has_room_for_the_next_entry(provider):
    product = page_of(provider.workspace, "RE.2.3").products[0]
    assert (product.model, product.record) == (FeedbackEntry, None)
    assert product.step == FeedbackEntry.step_called("record")


def test_a_review_is_finished_by_saying_what_came_of_it(provider):
    page = page_of(provider.workspace, "RE.1.3")
    assert page.outcome and not page.finished and page.next_product is None
    performed(provider, "RE.1.3", "Read as a whole, it still fits.")
    assert page_of(provider.workspace, "RE.1.3").finished


# ---------------------------------------------------------------- cases


def walk(provider, case):
    """Finish the pages of a case as they come, and say which they were."""
    walked: list[str] = []
    while True:
        case = reload(provider.workspace, case)
        page: Any = next(
            (each for each in case_pages(provider.workspace, case) if not each.finished and not each.blocked),
            None,
        )
        if page is None:
            return walked, case
        walked.append(page.key)
        assert len(walked) < 30
        product = page.next_product
        if product is None:
            provider.take(case, page.case_step.name)
        elif product.model in (ServiceDesign, ServiceBuild, ServiceTestReport):
            made = paper(provider, product.model, case)
            provider.take(made, product.step.name)
            if page.case_step:
                provider.take(case, page.case_step.name)
        else:
            provider.save(case, **open_values(provider, case, product))
            if product.step:
                provider.take(case, product.step.name)


def open_values(provider, case, product):
    wanted = values_for(provider, type(case), product.step.to if product.step else "approved")
    return {
        name: value
        for name, value in wanted.items()
        if name in product.fields
        and name != "restored_at"
        and (name == "evaluation" or not getattr(case, name))
    }


@pytest.fixture
def ready_for_changes(provider):
    provider.approved(ChangeSchedule)
    provider.approved(SecureComponentProcedure)
    return provider


def test_a_normal_change_goes_through_all_its_pages(ready_for_changes):
    walked, closed = walk(ready_for_changes, change(ready_for_changes, kind="normal"))
    assert list(dict.fromkeys(walked)) == [task.id for task in ASKS.tasks_of_case("WP.11")]
    assert closed.state == "closed"
    assert all(page.finished for page in case_pages(ready_for_changes.workspace, closed))


def test_a_pre_approved_change_skips_evaluation(ready_for_changes):
    request = change(ready_for_changes, kind="pre-approved", standing_procedure="Patch by the book")
    walked, closed = walk(ready_for_changes, request)
    assert list(dict.fromkeys(walked)) == ["CO.2.2", "CO.3.3", "CO.3.4", "CO.3.5"]
    assert closed.state == "closed"


def test_an_emergency_is_deployed_first_and_its_missing_pages_follow(ready_for_changes):
    provider = ready_for_changes
    request = provider.take(change(provider, kind="emergency"), "submit")
    pages = {page.key: page for page in case_pages(provider.workspace, request)}
    assert not pages["CO.3.4"].blocked
    assert pages["CO.3.4"].products[0].step == ServiceChangeRequest.step_called("deploy emergency")
    deployed = provider.take(
        request,
        "deploy emergency",
        deployed_at=provider.clock(),
        deployed_by=provider.ana.id,
        deployment_outcome="Back",
    )
    pages = {page.key: page for page in case_pages(provider.workspace, deployed)}
    unfinished = [key for key, page in pages.items() if not page.finished]
    assert unfinished == ["CO.2.1", "CO.2.3", "CO.2.4", "CO.3.1", "CO.3.2", "CO.3.5"]
    assert pages["CO.3.5"].blocked
    assert "complete by" in str(pages["CO.2.3"].standing.detail)
    _, closed = walk(provider, deployed)
    assert closed.state == "closed"
    assert closed.decision == "approved"


def test_missing_pages_of_an_emergency_are_due_after_the_days_that_the_procedure_gives(ready_for_changes):
    provider = ready_for_changes
    request = provider.take(change(provider, kind="emergency"), "submit")
    deployed = provider.take(
        request,
        "deploy emergency",
        deployed_at=provider.clock(),
        deployed_by=provider.ana.id,
        deployment_outcome="Back",
    )
    provider.clock.pass_time(days=6)
    late = {page.key: page.standing.state for page in case_pages(provider.workspace, deployed)}
    assert late["CO.2.3"] == "overdue"


def test_an_emergency_cannot_be_closed_without_its_papers(ready_for_changes):
    provider = ready_for_changes
    request = provider.take(change(provider, kind="emergency"), "submit")
    deployed = provider.take(
        request,
        "deploy emergency",
        deployed_at=provider.clock(),
        deployed_by=provider.ana.id,
        deployment_outcome="Back",
    )
    with pytest.raises(Refused):
        provider.take(deployed, "close", review_result="worked as planned", review="Fine")


def test_of_a_rejected_change_only_the_pages_behind_it_are_shown(provider):
    rejected = provider.take(provider.take(change(provider, "approved"), "submit"), "reject")
    assert [page.key for page in case_pages(provider.workspace, rejected)] == ["CO.2.1"]


def test_a_change_rolled_back_is_still_to_be_reviewed(provider):
    request = ServiceChangeRequest.state_called("rolled back")
    assert not request.ended
    rolled = provider.take(
        change(provider, "approved", kind="pre-approved", standing_procedure="x"), "submit"
    )
    rolled = provider.take(rolled, "schedule pre-approved", planned_start=provider.clock(), planned_end=provider.clock() + timedelta(hours=1))  # fmt: skip
    rolled = provider.take(rolled, "use standing procedure")
    rolled = provider.take(
        rolled, "roll back", "It did not start", deployed_at=provider.clock(), deployed_by=provider.ana.id
    )
    pages = {page.key: page for page in case_pages(provider.workspace, rolled)}
    assert pages["CO.3.4"].finished
    assert not pages["CO.3.5"].blocked


def test_an_incident_goes_through_its_five_pages(provider):
    ours = organization(provider.workspace)
    provider.save(ours, address="2 Quay Street", telephone="+351 21 000 0002")
    provider.works(provider.ben)
    walked, closed = walk(provider, incident(provider, "recorded"))
    assert list(dict.fromkeys(walked)) == ["IN.2.1", "IN.2.2", "IN.2.3", "IN.2.4", "IN.2.5"]
    assert closed.state == "closed"


def test_a_page_ahead_says_which_comes_first(provider):
    pages = case_pages(provider.workspace, incident(provider, "recorded"))
    ahead = next(page for page in pages if page.key == "IN.2.4")
    assert ahead.blocked
    assert ahead.standing.blocked_by[0].made_by == ("IN.2.1",)
    [product] = ahead.products
    assert product.step == ServiceIncident.step_called("restore")  # its own, not the one that comes next


def test_a_case_page_builds_on_the_papers_of_that_case(ready_for_changes):
    provider = ready_for_changes
    request = provider.take(provider.take(change(provider, "approved"), "submit"), "approve")
    another = change(provider, "approved")
    for step in ("submit", "approve"):
        another = provider.take(another, step)
    other = provider.take(paper(provider, ServiceDesign, another), "approve")
    design = provider.take(paper(provider, ServiceDesign, request), "approve")
    page = next(each for each in case_pages(provider.workspace, request) if each.key == "CO.2.4")
    inputs = {each.work_product: each.records for each in page.inputs}
    assert inputs["WP.16"] == (design.id,)
    assert other.id not in inputs["WP.16"]
    assert inputs["WP.11"] == (request.id,)


def test_only_changes_and_incidents_are_cases(provider):
    with pytest.raises(TypeError):
        case_pages(provider.workspace, provider.extra["item"])


def test_finished_pages_are_written_evidence_and_nothing_is_met_by_them(beginner):
    for page in setup_pages(beginner.workspace):
        page = page_of(beginner.workspace, page.key)
        while (product := page.next_product) is not None:
            finish_product(beginner, product)
            page = page_of(beginner.workspace, page.key)
    standing = {each.requirement.id: each for each in requirements(beginner.workspace)}
    assert not [key for key, each in standing.items() if each.met]  # what is written was never used
    not_ready = {key for key, each in standing.items() if not each.is_ready}
    assert not_ready == {"P06", "P09", "P11", "P12"}
    assert {key for key, each in standing.items() if each.verdict is Verdict.NOT_MET} == not_ready
    assert {each.verdict for each in standing.values()} == {Verdict.NOT_MET, Verdict.NOT_SHOWN}
