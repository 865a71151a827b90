"""The whole set-up, what recurs, and cases, walked through in the window."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget

from sdesk.models import (
    AssignedRoles,
    BusinessGoals,
    CustomerAgreement,
    FeedbackEntry,
    ServiceBuild,
    ServiceDesign,
    ServiceIncident,
    ServiceScope,
    SupplierAgreement,
    TaskPerformance,
)
from sdesk.practice.guidance.wizards import setup_pages
from sdesk.practice.lifecycle.records import new_version, save
from sdesk.practice.readiness.tasks import task_states
from sdesk.ui.theme.marks import Shape
from sdesk.ui.wizard import WizardWindow, open_case, open_setup, open_task
from tests.provider import change, incident, paper
from tests.ui.shell import inside
from tests.ui.wizard.walker import LEFT, Walker

# ---------------------------------------------------------------- the whole way


@pytest.mark.torture
def test_with_only_the_wizard_everything_gets_set_up(newcomer: Walker):
    newcomer.opens(open_setup)
    walked = []
    for _page in range(20):
        if all(page.finished for page in newcomer.window.pages()):
            break
        walked.append(newcomer.at)
        newcomer.do_page()
    assert all(page.finished for page in setup_pages(newcomer.workspace))
    assert walked == [page.key for page in newcomer.window.pages() if page.key in walked]
    states = {each.task.id: each.state for each in task_states(newcomer.workspace)}
    assert {state for task, state in states.items() if task in walked} == {"done"}
    assert newcomer.finish_text() == "Close"
    newcomer.finish()
    assert not newcomer.around.findChildren(WizardWindow) or not newcomer.window.isVisible()


# ---------------------------------------------------------------- recurring


@pytest.mark.torture
def test_a_review_is_recorded_as_done_with_its_outcome(walker: Walker):
    walker.opens(open_task, "GO.3.1")
    assert walker.finish_text() == "Record as done"
    walker.finish()
    assert walker.workspace.count(TaskPerformance) == 0
    walker.qtbot.keyClicks(
        inside(walker.window, "wizard.outcome.edit"), "Everybody is in their place and trained."
    )
    walker.finish()
    [done] = walker.workspace.find(TaskPerformance)
    assert done.related == (walker.only(AssignedRoles).id,)
    assert (done.task, done.outcome, done.done_by) == (
        "GO.3.1",
        "Everybody is in their place and trained.",
        walker.provider.ana.id,
    )
    assert walker.entry("GO.3.1").mark().shape is Shape.APPROVED


def test_an_outcome_that_says_too_little_for_management_is_told_while_it_is_typed(walker: Walker):
    walker.opens(open_task, "RE.1.3")
    outcome = inside(walker.window, "wizard.outcome.edit")
    remark = inside(walker.window, "wizard.outcome-thin")
    walker.qtbot.keyClicks(outcome, "Read, nothing to change.")
    assert remark.isVisible()
    assert remark.text() == "Whether it is followed, whether it fits and what changes: it has 4 of 12 words."
    walker.qtbot.keyClicks(
        outcome, " It is followed, as the report of the quarter shows, and it still fits what we do."
    )
    assert not remark.isVisible()


def test_who_looked_at_nothing_has_not_done_it(walker: Walker):
    walker.opens(open_task, "GO.3.1")
    walker.qtbot.keyClicks(
        inside(walker.window, "wizard.outcome.edit"), "Everybody is in their place and trained."
    )
    inside(walker.window, "wizard.looked-at").setValue(())
    walker.finish()
    assert "What was looked at is missing." in walker.window.task_page._trouble.text()
    assert walker.entry("GO.3.1").mark().shape is not Shape.APPROVED


@pytest.mark.torture
def test_a_missed_review_is_settled_on_its_page(walker: Walker):
    scope = walker.only(ServiceScope)
    walker.provider.approved(BusinessGoals)
    walker.provider.clock.pass_time(days=(scope.next_review_date - walker.provider.clock.now.date()).days + 1)
    walker.opens(open_task, "GO.1.1")
    assert walker.entry("GO.1.1").mark().shape is Shape.OVERDUE
    walker.qtbot.keyClicks(inside(walker.window, "wizard.outcome.edit"), "Read as a whole, it still fits.")
    walker.press("wizard.record")
    assert walker.entry("GO.1.1").mark().shape is Shape.APPROVED


def test_a_task_that_stays_overdue_says_why_when_it_is_recorded(walker: Walker):
    """It was called done, and stayed overdue without a word."""
    provider, roles = walker.provider, walker.only(AssignedRoles)
    since = roles.assignments[0].start
    held = {each.person for each in roles.assignments}
    learnt = tuple({"person": each, "subject": "other", "achieved_on": since} for each in held)
    due = provider.clock.now.date() - timedelta(days=1)
    missed = {"person": provider.ben.id, "subject": "service management", "needed_by": due}
    second = provider.save(
        new_version(walker.workspace, roles), competences=(*roles.competences, *learnt, missed)
    )
    provider.take(second, "approve")
    walker.opens(open_task, "IN.1.1")
    assert walker.entry("IN.1.1").mark().shape is Shape.OVERDUE
    walker.qtbot.keyClicks(
        inside(walker.window, "wizard.outcome.edit"), "Ben is booked for the course in May."
    )
    walker.press("wizard.record")
    assert walker.workspace.count(TaskPerformance) == 1
    said = walker.window.task_page._trouble
    assert said.isVisible()
    assert said.text() == (
        "IN.1.1 is recorded, and not done yet. "
        f"1 training is overdue: Ben Okafor (Service management, by {due:%-d %B %Y})."
    )


def test_an_entry_of_a_log_finishes_its_page(walker: Walker):
    from sdesk.models import CustomerExperienceApproach

    walker.provider.approved(CustomerExperienceApproach)
    walker.provider.approved(CustomerAgreement)
    walker.provider.approved(SupplierAgreement)
    walker.opens(open_task, "RE.2.3")
    assert walker.finish_text() == "Record feedback"
    walker.fill()
    walker.finish()
    assert walker.only(FeedbackEntry).state == "recorded"
    assert walker.entry("RE.2.3").mark().shape is Shape.APPROVED


# ---------------------------------------------------------------- cases


def test_a_normal_change_goes_from_request_to_review(walker: Walker):
    provider = walker.provider
    request = provider.take(change(provider, "approved"), "submit")
    walker.opens(open_case, request.id)
    assert (walker.at, walker.finish_text()) == ("CO.2.1", "Approve change")
    walker.finish()
    walker.confirm()
    assert (walker.at, walker.finish_text()) == ("CO.2.2", "Put on the schedule")
    save(walker.workspace, walker.now(request), open_times(provider))
    walker.finish()
    walker.confirm()
    assert (walker.at, walker.finish_text()) == ("CO.2.3", "Approve service design")
    assert walker.form().model is ServiceDesign
    walker.fill()
    walker.finish()
    walker.confirm()
    assert walker.now(request).state == "designed"
    assert (walker.at, walker.finish_text()) == ("CO.2.4", "Mark as built")
    walker.fill()
    walker.finish()
    walker.confirm()
    assert walker.only(ServiceBuild).change == request.id
    assert walker.now(request).state == "built"
    assert walker.at == "CO.3.1"


def open_times(provider):
    start = provider.clock.now + timedelta(days=3)
    return {"planned_start": start, "planned_end": start + timedelta(hours=2)}


def test_a_paper_belongs_to_the_change_it_was_begun_for(walker: Walker):
    provider = walker.provider
    request = provider.take(provider.take(change(provider, "scheduled"), "submit"), "approve")
    request = provider.take(request, "schedule")
    walker.opens(open_case, request.id)
    assert walker.at == "CO.2.3"
    walker.type("ServiceDesign.budget", "Two hours")
    walker.press("wizard.leave")
    assert walker.only(ServiceDesign).change == request.id


def test_a_step_that_is_not_for_whoever_works_says_who_may(walker: Walker):
    provider = walker.provider
    request = provider.take(provider.take(change(provider, "scheduled"), "submit"), "approve")
    request = provider.take(request, "schedule")
    provider.take(paper(provider, ServiceDesign, request), "approve")
    provider.works(provider.ben)
    walker.opens(open_case, request.id)
    assert walker.finish_text() == "Design done"
    walker.finish()
    assert walker.now(request).state == "scheduled"
    assert walker.at == "CO.2.3"


def test_pages_ahead_of_a_case_wait_for_their_turn(walker: Walker):
    draft = incident(walker.provider, "recorded")
    walker.opens(open_case, draft.id)
    assert walker.at == "IN.2.1"
    walker.qtbot.mouseClick(walker.entry("IN.2.4"), LEFT)
    assert walker.finish_text() == "Service restored"
    walker.finish()
    assert walker.now(draft).state == "draft"
    walker.press("wizard.go-first")
    assert walker.at == "IN.2.1"
    walker.finish()
    assert walker.now(draft).state == "recorded"
    assert walker.at == "IN.2.4"  # back to where somebody was sent from


def test_only_what_a_page_is_about_is_asked_on_it(walker: Walker):
    draft = incident(walker.provider, "recorded")
    walker.opens(open_case, draft.id)
    assert inside(walker.form(), "ServiceIncident.summary") is not None
    assert walker.form().findChild(QWidget, "ServiceIncident.root_cause") is None


def test_an_activity_lists_the_cases_that_wait(walker: Walker, qtbot):
    request = walker.provider.take(change(walker.provider, "approved"), "submit")
    walker.opens(open_task, "CO.2.1")
    with qtbot.waitSignal(walker.desk.case_asked) as asked:
        walker.press(f"case.{request.number}")
    assert asked.args == [request.id]


def test_without_a_case_the_page_offers_to_begin_one(walker: Walker, qtbot):
    walker.provider.approved(CustomerAgreement)
    walker.opens(open_task, "IN.2.1")
    with qtbot.waitSignal(walker.desk.new_asked) as asked:
        walker.press("action.start")
    assert asked.args[0] is ServiceIncident


def test_what_is_no_case_has_no_wizard(walker: Walker):
    assert open_case(walker.desk, walker.provider.extra["item"].id, walker.around) is None
    assert walker.said
