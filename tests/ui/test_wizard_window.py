"""The wizard as people use it: pages in order, forms in place, steps taken, left and come back to."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from sdesk.models import (
    ApprovalForm,
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
    SupplierAgreement,
    TaskPerformance,
)
from sdesk.practice.records import create, save
from sdesk.practice.tasks import task_states
from sdesk.practice.wizards import setup_pages
from sdesk.ui.desk import Desk
from sdesk.ui.records import RecordForm, StepDialog
from sdesk.ui.theme_marks import Shape
from sdesk.ui.wizard import WizardWindow, open_activity, open_case, open_remaining, open_setup, open_task
from sdesk.ui.wizard.not_applicable import NotApplicableDialog
from sdesk.ui.wizard.page_list import PageEntry
from tests.practice.test_wizards import roles
from tests.provider import change, incident, new_provider, paper, values_for, working_provider
from tests.ui.shell import inside

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


class Walker:
    """Somebody who walks through a wizard, with what they can press."""

    def __init__(self, qtbot, provider) -> None:
        self.qtbot = qtbot
        self.provider = provider
        self.workspace = provider.workspace
        self.desk = Desk(provider.workspace)
        self.said: list[str] = []
        self.desk.said.connect(self.said.append)
        self.around = QWidget()
        qtbot.addWidget(self.around)
        self.window: WizardWindow

    def opens(self, opener, *given, **named) -> WizardWindow:
        self.window = opener(self.desk, *given, self.around, **named)
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()
        return self.window

    @property
    def at(self) -> str:
        return self.window.page.key

    def button(self, name: str) -> QPushButton:
        return inside(self.window, name, QPushButton)

    def press(self, name: str) -> None:
        self.qtbot.mouseClick(self.button(name), LEFT)

    def finish(self) -> None:
        self.press("wizard.finish")

    def finish_text(self) -> str:
        return self.button("wizard.finish").text()

    def entry(self, key: str) -> PageEntry:
        return inside(self.window, f"task.{key}", PageEntry)

    def form(self) -> RecordForm:
        form = self.window.task_page.products.form
        assert form is not None
        return form

    def type(self, field: str, text: str) -> None:
        edit = inside(self.form(), f"{field}.edit")
        edit.setFocus()
        edit.selectAll()
        self.qtbot.keyClicks(edit, text)

    def dialog(self) -> StepDialog | None:
        return next((each for each in self.window.findChildren(StepDialog) if each.isVisible()), None)

    def confirm(self) -> None:
        """Say yes in the dialog that a step has opened."""
        dialog = self.dialog()
        assert dialog is not None, "no dialog is open"
        self.qtbot.mouseClick(inside(dialog, "dialog.confirm", QPushButton), LEFT)

    def fill(self) -> None:
        """Fill the form in sight with all that its step asks for, as if it had been typed."""
        form, step = self.form(), self.window.task_page.products.current_step()
        model = form.model
        values = values_for(self.provider, model, step.to if step else model.first_state().name)
        if model.__name__ == "AssignedRoles":
            values = {**values, **roles(self.provider)}
        if step is None:
            values = {
                name: "In words" for name in ("create_request", "change_definitions") if hasattr(model, name)
            }
        assert form.save()
        save(self.workspace, form.record, values)
        if isinstance(form.record, ServiceCatalogue) and values.get("services"):
            self.provider.extra["service"] = values["services"][0].id

    def do_page(self) -> None:
        """Finish the page in sight, product by product."""
        key = self.at
        for _attempt in range(8):
            if self.at != key or self.window.page.finished:
                return
            if self.window.task_page.products.is_asked_for():
                self.fill()
            self.finish()
            if self.dialog() is not None:
                self.confirm()
        raise AssertionError(f"{key} is not finished: {self.finish_text()}")


@pytest.fixture
def newcomer(qtbot, tmp_path: Path) -> Iterator[Walker]:
    provider = new_provider(tmp_path / "harbour.sdesk")
    yield Walker(qtbot, provider)
    provider.workspace.close()


@pytest.fixture
def walker(qtbot, tmp_path: Path) -> Iterator[Walker]:
    provider = working_provider(tmp_path / "harbour.sdesk")
    for model in (ServiceScope, ChangeSchedule, SecureComponentProcedure):
        provider.approved(model)
    yield Walker(qtbot, provider)
    provider.workspace.close()


# ---------------------------------------------------------------- pages


def test_every_page_stands_at_the_left_with_its_state(newcomer: Walker):
    newcomer.opens(open_setup)
    marks = [newcomer.entry(page.key).mark().shape for page in newcomer.window.pages()]
    assert marks[0] is Shape.DRAFT
    assert set(marks[1:]) == {Shape.BLOCKED}
    assert newcomer.entry("GO.1.1").accessibleName() == "GO.1.1 Define scope of service delivery, ready"
    assert newcomer.entry("GO.1.1").isChecked()


def test_it_opens_where_there_is_something_to_do(walker: Walker):
    walker.provider.approved(BusinessGoals)
    walker.opens(open_setup)
    assert walker.at == "GO.2.3"


def test_a_blocked_page_says_why_and_leads_to_what_blocks_it(newcomer: Walker):
    newcomer.opens(open_setup)
    newcomer.qtbot.mouseClick(newcomer.entry("GO.2.1"), LEFT)
    assert newcomer.at == "GO.2.1"
    assert newcomer.finish_text() == "Go to GO.1.1"
    newcomer.finish()
    assert newcomer.at == "GO.1.1"


def test_a_blocked_page_of_another_wizard_opens_that_one(newcomer: Walker, qtbot):
    newcomer.opens(open_activity, "RE.1")
    with qtbot.waitSignal(newcomer.desk.task_asked) as asked:
        newcomer.finish()
    assert asked.args == ["GO.1.1"]


def test_back_and_on_with_buttons_and_keys(newcomer: Walker):
    newcomer.opens(open_setup)
    assert not newcomer.button("wizard.back").isEnabled()
    newcomer.press("wizard.next")
    assert newcomer.at == "GO.1.2"
    newcomer.press("wizard.back")
    assert newcomer.at == "GO.1.1"
    newcomer.qtbot.keyClick(newcomer.window, Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert newcomer.at == "GO.1.2"
    newcomer.qtbot.keyClick(newcomer.window, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert newcomer.at == "GO.1.1"


def test_up_and_down_go_through_the_pages(newcomer: Walker):
    newcomer.opens(open_setup)
    newcomer.entry("GO.1.1").setFocus()
    newcomer.qtbot.keyClick(newcomer.entry("GO.1.1"), Key.Key_Down)
    assert newcomer.at == "GO.1.2"
    assert newcomer.entry("GO.1.2").isChecked()


def test_what_a_task_is_for_and_what_it_builds_on_stand_beside_it(walker: Walker):
    walker.opens(open_task, "RE.1.1")
    assert "in their own words" in inside(walker.window, "wizard.why").text()
    for work_product in ("WP.15", "WP.14"):
        inside(walker.window, f"input.{work_product}", QPushButton)


# ---------------------------------------------------------------- writing


def test_typing_begins_a_record_and_leaving_keeps_it(newcomer: Walker):
    newcomer.provider.approved(BusinessGoals)
    newcomer.opens(open_setup)
    newcomer.type("WP.15.services_offered", "Support of workplaces")
    newcomer.press("wizard.leave")
    [scope] = newcomer.workspace.find(ServiceScope)
    assert scope.services_offered == "Support of workplaces"
    newcomer.opens(open_setup)
    assert newcomer.at == "GO.1.1"
    assert newcomer.form().record.id == scope.id


def test_typing_is_kept_when_another_page_is_looked_at(newcomer: Walker):
    newcomer.provider.approved(BusinessGoals)
    newcomer.opens(open_setup)
    newcomer.type("WP.15.technology", "Two servers")
    newcomer.qtbot.mouseClick(newcomer.entry("GO.1.2"), LEFT)
    assert newcomer.workspace.first(ServiceScope).technology == "Two servers"
    assert newcomer.entry("GO.1.1").mark().shape is Shape.IN_PROGRESS


def test_the_button_names_the_step_and_says_what_is_missing(newcomer: Walker):
    newcomer.provider.approved(BusinessGoals)
    newcomer.opens(open_setup)
    assert newcomer.finish_text() == "Approve scope"
    newcomer.finish()
    assert newcomer.at == "GO.1.1"
    assert newcomer.form().missing.is_refused
    assert newcomer.dialog() is None


def test_a_finished_page_leads_to_the_next(newcomer: Walker):
    newcomer.provider.approved(BusinessGoals)
    newcomer.opens(open_setup)
    newcomer.fill()
    newcomer.finish()
    newcomer.confirm()
    assert newcomer.at == "GO.1.2"
    assert newcomer.entry("GO.1.1").mark().shape is Shape.APPROVED
    assert "1 of 16 pages done" in inside(newcomer.window, "wizard.progress").text()
    assert "GO.1.1 is done." in newcomer.said


def test_several_products_stand_behind_tabs_and_follow_each_other(newcomer: Walker):
    newcomer.opens(open_setup)
    assert newcomer.button("product.WP.01").isChecked()
    assert newcomer.finish_text() == "Approve goals"
    newcomer.fill()
    newcomer.finish()
    newcomer.confirm()
    assert newcomer.at == "GO.1.1"
    assert newcomer.button("product.WP.15").isChecked()
    assert newcomer.form().model is ServiceScope
    newcomer.qtbot.mouseClick(newcomer.button("product.WP.01"), LEFT)
    assert newcomer.form().model is BusinessGoals


def test_where_a_draft_is_enough_it_is_kept_with_one_press(walker: Walker):
    walker.opens(open_task, "CO.1.1")
    assert walker.finish_text() == "Keep this draft and go on"
    walker.type("WP.03.change_definitions", "Small: a password. Normal: the rest.")
    walker.finish()
    [draft] = walker.workspace.find(CustomerAgreement)
    assert draft.change_definitions.startswith("Small")
    assert walker.entry("CO.1.1").mark().shape is Shape.APPROVED


def test_what_is_not_needed_is_said_in_place(walker: Walker):
    walker.provider.approved(CustomerAgreement)
    walker.opens(open_task, "RE.2.1")
    assert walker.button("product.WP.21").isChecked()
    walker.press("wizard.not-applicable")
    dialog = walker.window.findChild(NotApplicableDialog)
    walker.qtbot.keyClicks(inside(dialog, "not-applicable.reason.edit"), "All runs on our own equipment.")
    walker.qtbot.mouseClick(inside(dialog, "dialog.confirm", QPushButton), LEFT)
    assert walker.workspace.first(NotApplicable).state == "approved"
    assert "RE.2.1" not in [page.key for page in walker.window.pages() if not page.finished]


def test_without_a_reason_nothing_is_set_to_not_needed(walker: Walker):
    walker.provider.approved(CustomerAgreement)
    walker.opens(open_task, "RE.2.1")
    walker.press("wizard.not-applicable")
    dialog = walker.window.findChild(NotApplicableDialog)
    walker.qtbot.mouseClick(inside(dialog, "dialog.confirm", QPushButton), LEFT)
    assert dialog.isVisible()
    assert walker.workspace.count(NotApplicable, NotApplicable.state == "approved") == 0


def test_another_of_a_kind_can_be_begun_on_the_page(walker: Walker):
    first = walker.provider.create(CustomerAgreement, name="First")
    walker.opens(open_task, "RE.2.1")
    walker.qtbot.mouseClick(walker.button("product.WP.03"), LEFT)
    assert walker.form().record.id == first.id
    walker.press("wizard.another")
    assert walker.form().record is None
    walker.type("WP.03.name", "Second")
    walker.form().flush()
    assert {each.name for each in walker.workspace.find(CustomerAgreement)} == {"First", "Second"}


# ---------------------------------------------------------------- the whole way


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


def test_a_review_is_recorded_as_done_with_its_outcome(walker: Walker):
    walker.opens(open_task, "GO.3.1")
    assert walker.finish_text() == "Record as done"
    walker.finish()
    assert walker.workspace.count(TaskPerformance) == 0
    walker.qtbot.keyClicks(inside(walker.window, "wizard.outcome.edit"), "Everybody in place.")
    walker.finish()
    [done] = walker.workspace.find(TaskPerformance)
    assert (done.task, done.outcome, done.done_by) == (
        "GO.3.1",
        "Everybody in place.",
        walker.provider.ana.id,
    )
    assert walker.entry("GO.3.1").mark().shape is Shape.APPROVED


def test_a_missed_review_is_settled_on_its_page(walker: Walker):
    scope = walker.workspace.first(ServiceScope)
    walker.provider.approved(BusinessGoals)
    walker.provider.clock.pass_time(days=(scope.next_review_date - walker.provider.clock.now.date()).days + 1)
    walker.opens(open_task, "GO.1.1")
    assert walker.entry("GO.1.1").mark().shape is Shape.NEEDS_REVIEW
    walker.qtbot.keyClicks(inside(walker.window, "wizard.outcome.edit"), "Still fits.")
    walker.press("wizard.record")
    assert walker.entry("GO.1.1").mark().shape is Shape.APPROVED


def test_an_entry_of_a_log_finishes_its_page(walker: Walker):
    from sdesk.models import CustomerExperienceApproach

    walker.provider.approved(CustomerExperienceApproach)
    walker.provider.approved(CustomerAgreement)
    walker.provider.approved(SupplierAgreement)
    walker.opens(open_task, "RE.2.3")
    assert walker.finish_text() == "Record feedback"
    walker.fill()
    walker.finish()
    assert walker.workspace.first(FeedbackEntry).state == "recorded"
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
    save(walker.workspace, walker.workspace.get(ServiceChangeRequest, request.id), open_times(provider))
    walker.finish()
    walker.confirm()
    assert (walker.at, walker.finish_text()) == ("CO.2.3", "Approve design")
    assert walker.form().model is ServiceDesign
    walker.fill()
    walker.finish()
    walker.confirm()
    assert walker.workspace.get(ServiceChangeRequest, request.id).state == "designed"
    assert (walker.at, walker.finish_text()) == ("CO.2.4", "Mark as built")
    walker.fill()
    walker.finish()
    walker.confirm()
    assert walker.workspace.first(ServiceBuild).change == request.id
    assert walker.workspace.get(ServiceChangeRequest, request.id).state == "built"
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
    walker.type("WP.16.budget", "Two hours")
    walker.press("wizard.leave")
    assert walker.workspace.first(ServiceDesign).change == request.id


def test_a_step_that_is_not_for_whoever_works_says_who_may(walker: Walker):
    provider = walker.provider
    request = provider.take(provider.take(change(provider, "scheduled"), "submit"), "approve")
    request = provider.take(request, "schedule")
    provider.take(paper(provider, ServiceDesign, request), "approve")
    provider.works(provider.ben)
    walker.opens(open_case, request.id)
    assert walker.finish_text() == "Design done"
    walker.finish()
    assert walker.workspace.get(ServiceChangeRequest, request.id).state == "scheduled"
    assert walker.at == "CO.2.3"


def test_pages_ahead_of_a_case_wait_for_their_turn(walker: Walker):
    draft = incident(walker.provider, "recorded")
    walker.opens(open_case, draft.id)
    assert walker.at == "IN.2.1"
    walker.qtbot.mouseClick(walker.entry("IN.2.4"), LEFT)
    assert walker.finish_text() == "Go to IN.2.1"
    walker.finish()
    walker.finish()
    assert walker.workspace.get(ServiceIncident, draft.id).state == "recorded"
    assert walker.at == "IN.2.2"


def test_only_what_a_page_is_about_is_asked_on_it(walker: Walker):
    draft = incident(walker.provider, "recorded")
    walker.opens(open_case, draft.id)
    assert inside(walker.form(), "WP.18.summary") is not None
    assert walker.form().findChild(QWidget, "WP.18.root_cause") is None


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


# ---------------------------------------------------------------- windows


def test_the_same_wizard_is_not_opened_twice(newcomer: Walker):
    first = newcomer.opens(open_setup)
    assert newcomer.opens(open_setup) is first
    assert newcomer.opens(open_activity, "GO.1") is not first


def test_what_is_left_keeps_its_pages_in_sight_when_they_are_done(walker: Walker):
    walker.opens(open_remaining)
    keys = [page.key for page in walker.window.pages()]
    assert "GO.3.1" in keys
    walker.qtbot.mouseClick(walker.entry("GO.3.1"), LEFT)
    walker.qtbot.keyClicks(inside(walker.window, "wizard.outcome.edit"), "Fine.")
    walker.finish()
    assert [page.key for page in walker.window.pages()] == keys
    assert walker.entry("GO.3.1").mark().shape is Shape.APPROVED


def test_a_change_made_elsewhere_shows_in_the_pages(newcomer: Walker, qtbot):
    newcomer.opens(open_setup)
    newcomer.provider.approved(ServiceScope)
    newcomer.provider.approved(BusinessGoals)
    qtbot.waitUntil(lambda: newcomer.entry("GO.1.1").mark().shape is Shape.APPROVED)
    assert newcomer.entry("GO.1.2").mark().shape is not Shape.BLOCKED


def test_what_cannot_be_stored_keeps_the_window_open(walker: Walker):
    """A record past draft is saved when asked; emptied, it would lose what its state needs."""
    draft = walker.provider.take(incident(walker.provider, "recorded"), "record")
    walker.opens(open_case, draft.id)
    walker.qtbot.mouseClick(walker.entry("IN.2.1"), LEFT)
    walker.type("WP.18.summary", " ")
    walker.press("wizard.leave")
    assert walker.window.isVisible()
    walker.type("WP.18.summary", "No e-mail")
    walker.press("wizard.leave")
    assert walker.workspace.get(ServiceIncident, draft.id).summary == "No e-mail"


def test_the_main_window_takes_its_wizards_with_it_when_it_closes(newcomer: Walker):
    newcomer.provider.approved(BusinessGoals)
    newcomer.opens(open_setup)
    newcomer.type("WP.15.technology", "Two servers")
    newcomer.around.close()
    assert not newcomer.window.isVisible()
    assert newcomer.workspace.first(ServiceScope).technology == "Two servers"


def test_the_main_window_stays_while_a_wizard_has_something_that_cannot_be_stored(walker: Walker):
    draft = walker.provider.take(incident(walker.provider, "recorded"), "record")
    walker.around.show()
    walker.opens(open_case, draft.id)
    walker.qtbot.mouseClick(walker.entry("IN.2.1"), LEFT)
    walker.type("WP.18.summary", " ")
    assert not walker.around.close()
    assert walker.window.isVisible()
    walker.type("WP.18.summary", "No e-mail")
    assert walker.around.close()


def test_an_approval_says_by_which_form_it_was_given(newcomer: Walker):
    """The dialog of the step is the same as everywhere."""
    newcomer.opens(open_setup)
    newcomer.fill()
    newcomer.finish()
    assert inside(newcomer.dialog(), "step.form").value() is ApprovalForm.SIGNED_HERE


def test_the_procedure_page_is_done_once_it_says_how_to_ask(walker: Walker):
    walker.workspace.first(ChangeProcedure)
    create(walker.workspace, ServiceChangeRequest)
    walker.opens(open_activity, "CO.1")
    assert walker.entry("CO.1.2").mark().shape is Shape.APPROVED
