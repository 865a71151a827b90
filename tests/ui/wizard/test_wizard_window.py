"""Wizards as people use them: pages in order, forms in place, left and come back to."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTabBar

from sdesk.models import (
    ApprovalForm,
    AssignedRoles,
    BusinessGoals,
    ChangeProcedure,
    ChangeSchedule,
    CustomerAgreement,
    Document,
    NotApplicable,
    ServiceChangeRequest,
    ServiceDeliveryPolicy,
    ServiceScope,
)
from sdesk.models.governance import RoleAssignment, ServiceRole
from sdesk.practice.lifecycle.proposed.reading import Proposal, confirm, propose
from sdesk.practice.lifecycle.records import create, new_version, save
from sdesk.practice.readiness.done import still_to_read
from sdesk.practice.readiness.tasks import interval_here
from sdesk.ui.pieces import Callout, NumberField
from sdesk.ui.theme.marks import Shape
from sdesk.ui.wizard import open_activity, open_case, open_remaining, open_setup, open_task
from tests.practice.guidance.test_wizards import whole
from tests.provider import incident
from tests.ui.shell import inside
from tests.ui.wizard.walker import LEFT, Walker

Key = Qt.Key


# ---------------------------------------------------------------- pages


def test_every_page_stands_at_the_left_with_its_state(newcomer: Walker):
    newcomer.opens(open_setup)
    marks = {page.key: newcomer.entry(page.key).mark() for page in newcomer.window.pages()}
    said = {key: (mark.shape, mark.word) for key, mark in marks.items()}
    ready, waits = (Shape.DRAFT, "ready"), (Shape.BLOCKED, "approval waits")
    drafts = {
        "GO.1.1",
        "GO.2.1",
        "CO.1.1",
        "CO.1.2",
        "RE.1.1",
        "RE.2.1",
    }  # written, and no more asked of them
    assert {key for key, each in said.items() if each == ready} == drafts
    assert said.pop("CO.1.4") == (Shape.BLOCKED, "last step waits")
    assert {each for key, each in said.items() if key not in drafts} == {waits}
    assert newcomer.entry("GO.1.1").accessibleName() == "GO.1.1 Define scope of service delivery, ready"
    assert newcomer.entry("GO.1.1").isChecked()


def test_it_opens_where_there_is_something_to_do(walker: Walker):
    walker.provider.approved(BusinessGoals)
    walker.opens(open_setup)
    assert walker.at == "IN.1.1"  # of some nothing says what they have learnt
    walker.press("wizard.next")
    assert walker.at == "GO.2.1"  # the policy is approved, and says next to nothing
    assert walker.window.close()
    walker.says_enough(ServiceDeliveryPolicy)
    learns = new_version(walker.workspace, walker.only(AssignedRoles))
    day = walker.provider.clock.now.date() + timedelta(days=30)
    planned = [
        {"person": each.id, "subject": "other", "needed_by": day}
        for each in (walker.provider.ben, walker.provider.cleo)
    ]
    learns = walker.provider.save(learns, competences=(*learns.competences, *planned))
    walker.provider.take(learns, "approve")
    walker.opens(open_setup)
    assert walker.entry("IN.1.1").mark().word == "planned"
    assert walker.at == "GO.2.3"


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


def test_the_key_of_the_button_works_from_inside_the_form(newcomer: Walker):
    """Both the wizard and the form have a next step; here it is the wizard's, once for a press."""
    newcomer.opens(open_task, "GO.2.1")
    newcomer.type(
        "ServiceDeliveryPolicy.catalogue_creation", "Each service is written down in customers' words."
    )
    field = newcomer.form().focusWidget()
    newcomer.qtbot.keyClick(field, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert newcomer.only(ServiceDeliveryPolicy).catalogue_creation
    told = [each.text() for each in newcomer.window.findChildren(Callout) if each.isVisible()]
    assert [each for each in told if each.startswith("What you typed is kept. GO.2.1 is done once")], told


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
    newcomer.type("ServiceScope.services_offered", "Support of workplaces")
    newcomer.press("wizard.leave")
    [scope] = newcomer.workspace.find(ServiceScope)
    assert scope.services_offered == "Support of workplaces"
    newcomer.opens(open_setup)
    assert newcomer.at == "GO.1.1"
    assert newcomer.record.id == scope.id


def test_typing_is_kept_when_another_page_is_looked_at(newcomer: Walker):
    newcomer.provider.approved(BusinessGoals)
    newcomer.opens(open_setup)
    newcomer.type("ServiceScope.technology", "Two servers")
    newcomer.qtbot.mouseClick(newcomer.entry("GO.1.2"), LEFT)
    assert newcomer.only(ServiceScope).technology == "Two servers"
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
    walker.type("CustomerAgreement.change_definitions", "Small: a password. Normal: the rest.")
    walker.finish()
    [draft] = walker.workspace.find(CustomerAgreement)
    assert draft.change_definitions.startswith("Small")
    assert walker.entry("CO.1.1").mark().shape is Shape.IN_PROGRESS
    assert "What counts as a complaint" in walker.window.task_page._trouble.text()
    walker.fill()
    walker.finish()
    assert walker.entry("CO.1.1").mark().shape is Shape.APPROVED


def test_what_is_not_needed_is_said_in_place(walker: Walker):
    walker.provider.approved(CustomerAgreement)
    walker.opens(open_task, "RE.2.1")
    assert walker.button("product.WP.21").isChecked()
    walker.not_needed("All runs on our own equipment.")
    assert walker.only(NotApplicable).state == "approved"
    assert "RE.2.1" not in [page.key for page in walker.window.pages() if not page.finished]


def test_without_a_reason_nothing_is_set_to_not_needed(walker: Walker):
    walker.provider.approved(CustomerAgreement)
    walker.opens(open_task, "RE.2.1")
    assert walker.not_needed("").isVisible()
    assert walker.workspace.count(NotApplicable, NotApplicable.state == "approved") == 0


def test_another_of_a_kind_can_be_begun_on_the_page(walker: Walker):
    first = walker.provider.create(CustomerAgreement, name="First")
    walker.opens(open_task, "RE.2.1")
    walker.qtbot.mouseClick(walker.button("product.WP.03"), LEFT)
    assert walker.record.id == first.id
    walker.press("wizard.another")
    assert walker.record is None
    walker.type("CustomerAgreement.name", "Second")
    walker.form().flush()
    assert {each.name for each in walker.workspace.find(CustomerAgreement)} == {"First", "Second"}


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
    walker.qtbot.keyClicks(
        inside(walker.window, "wizard.outcome.edit"), "Everybody is in their place and trained."
    )
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
    walker.type("ServiceIncident.summary", " ")
    walker.press("wizard.leave")
    assert walker.window.isVisible()
    walker.type("ServiceIncident.summary", "No e-mail")
    walker.press("wizard.leave")
    assert walker.now(draft).summary == "No e-mail"


def test_the_main_window_takes_its_wizards_with_it_when_it_closes(newcomer: Walker):
    newcomer.provider.approved(BusinessGoals)
    newcomer.opens(open_setup)
    newcomer.type("ServiceScope.technology", "Two servers")
    newcomer.around.close()
    assert not newcomer.window.isVisible()
    assert newcomer.only(ServiceScope).technology == "Two servers"


def test_the_main_window_stays_while_a_wizard_has_something_that_cannot_be_stored(walker: Walker):
    draft = walker.provider.take(incident(walker.provider, "recorded"), "record")
    walker.around.show()
    walker.opens(open_case, draft.id)
    walker.qtbot.mouseClick(walker.entry("IN.2.1"), LEFT)
    walker.type("ServiceIncident.summary", " ")
    assert not walker.around.close()
    assert walker.window.isVisible()
    walker.type("ServiceIncident.summary", "No e-mail")
    assert walker.around.close()


def test_an_approval_says_by_which_form_it_was_given(newcomer: Walker):
    """The dialog of the step is the same as everywhere."""
    newcomer.opens(open_setup)
    newcomer.fill()
    newcomer.finish()
    dialog = newcomer.dialog()
    assert dialog is not None
    assert inside(dialog, "step.form").value() is ApprovalForm.SIGNED_HERE


def test_the_procedure_page_is_done_once_it_says_how_to_ask(walker: Walker):
    create(walker.workspace, ServiceChangeRequest)
    walker.opens(open_activity, "CO.1")
    assert walker.entry("CO.1.2").mark().shape is Shape.IN_PROGRESS
    assert walker.window.close()
    for model in (ChangeProcedure, ChangeSchedule):
        walker.says_enough(model)
    walker.opens(open_activity, "CO.1")
    assert walker.entry("CO.1.2").mark().shape is Shape.APPROVED


def test_a_page_with_all_approved_says_what_its_task_lacks_and_leads_on(newcomer: Walker):
    provider = newcomer.provider
    since = provider.clock.now.date()
    held = (*((role, provider.ana) for role in ServiceRole), (ServiceRole.PT, provider.ben))
    provider.approved(BusinessGoals)
    provider.approved(ServiceScope)
    provider.approved(
        AssignedRoles,
        assignments=tuple({"role": role, "person": who.id, "start": since} for role, who in held),
        competences=tuple({"person": provider.ana.id, "subject": each, "achieved_on": since} for each in ("service management", "ISO/IEC 29110")),
    )  # fmt: skip
    newcomer.opens(open_task, "IN.1.1")
    assert newcomer.entry("IN.1.1").mark().shape is not Shape.APPROVED
    assert newcomer.window.task_page._note.isVisible()
    assert "Ben Okafor" in newcomer.window.task_page._note.text()
    assert newcomer.finish_text() == "New version"
    newcomer.finish()
    assert (newcomer.record.version, newcomer.record.state) == (2, "draft")
    newcomer.finish()
    newcomer.confirm()
    assert newcomer.record.state == "approved"
    assert newcomer.finish_text() == "New version"  # approved again, and Ben has still learnt nothing
    assert "Ben Okafor" in newcomer.window.task_page._note.text()
    newcomer.finish()
    learnt = {"person": provider.ben.id, "subject": "service management", "achieved_on": since}
    save(newcomer.workspace, newcomer.record, {"competences": (*newcomer.record.competences, learnt)})
    newcomer.finish()
    newcomer.confirm()
    assert newcomer.entry("IN.1.1").mark().shape is Shape.APPROVED


def test_a_task_about_figures_leads_to_the_page_that_shows_them(walker: Walker, qtbot):
    walker.opens(open_task, "IN.1.3")
    with qtbot.waitSignal(walker.desk.view_asked) as asked:
        inside(walker.window, "wizard.view", Callout).acted.emit()
    assert asked.args == ["incidents", "trends"]


@pytest.mark.torture
def test_a_recurring_page_says_how_often_and_takes_another_answer(walker: Walker):
    walker.opens(open_task, "IN.1.3")
    days = inside(walker.window, "wizard.interval", NumberField)
    assert days.value() == 31
    days.focusProxy().setText("14")
    walker.qtbot.keyClick(days.focusProxy(), Key.Key_Return)
    assert interval_here(walker.workspace, "IN.1.3") == 14
    assert walker.at == "IN.1.3"
    assert days.value() == 14


def test_a_page_that_does_not_come_back_says_nothing_of_it(walker: Walker):
    walker.opens(open_task, "GO.1.1")
    assert not inside(walker.window, "wizard.interval", NumberField).isVisible()


def test_what_was_proposed_is_read_in_the_wizard_and_then_finished(newcomer: Walker):
    workspace = newcomer.workspace
    draft = newcomer.provider.complete(ServiceScope, "approved", boundary_customers="")
    said = "Customers in Faro and Olhão, at their offices, in what our catalogue names, and nowhere else."
    with workspace.transaction("propose") as session:
        live = session.get_one(ServiceScope, draft.id)
        propose(workspace, live, {"boundary_customers": Proposal(said, "question 4")})
    newcomer.opens(open_task, "GO.1.1")
    newcomer.press("product.WP.15")
    reading, tabs = newcomer.form().reading, inside(newcomer.form(), "record.tabs", QTabBar)
    assert reading is not None and [tabs.tabText(at) for at in range(2)] == ["Read", "Form"]
    assert [at for at in range(tabs.count()) if tabs.isTabVisible(at)] == [0, 1]
    newcomer.window._focus_page()
    focus = newcomer.window.focusWidget()
    assert focus is not None and focus.objectName() == "section.boundary_customers"
    newcomer.qtbot.keyClick(focus, Key.Key_Space)
    assert newcomer.now(draft).proposed[0].read_by == workspace.person_id
    assert newcomer.window.focusWidget() is newcomer.button("wizard.finish")
    tabs.setCurrentIndex(1)
    assert newcomer.form().reading is None
    assert inside(newcomer.form(), "ServiceScope.boundary_customers.edit").isVisible()


def test_a_section_that_comes_is_not_taken_for_read_before_it_has_its_lines(newcomer: Walker):
    workspace = newcomer.workspace
    draft = newcomer.provider.complete(AssignedRoles, "approved", assignments=())
    rows = tuple(
        RoleAssignment(role=role, person=workspace.person_id) for role in ServiceRole for _time in range(3)
    )
    with workspace.transaction("propose") as session:
        propose(
            workspace, session.get_one(AssignedRoles, draft.id), {"assignments": Proposal(rows, "question 2")}
        )
    newcomer.opens(open_setup)
    newcomer.window.resize(940, 600)
    newcomer.window.go_to("GO.1.2")
    QApplication.processEvents()
    focus = newcomer.window.focusWidget()
    assert focus is not None and focus.objectName() == "section.assignments"
    newcomer.qtbot.keyClick(focus, Key.Key_Space)
    assert newcomer.now(draft).proposed[0].read_by is None, "its end was not on the screen"


def test_what_is_not_read_is_told_and_led_to_also_on_the_next_tab(newcomer: Walker):
    workspace = newcomer.workspace
    asked: dict[type[Document], str] = {ChangeProcedure: "create_request", ChangeSchedule: "rules"}
    for model, field in asked.items():
        draft = newcomer.provider.complete(model, "approved")
        newcomer.provider.save(draft, **{**whole(newcomer.provider, model, "approved"), field: ""})
        with workspace.transaction("propose") as session:
            said = "Anybody may ask, by telephone or e-mail; Ana writes it down on the same day and tells whoever asked."
            propose(workspace, session.get_one(model, draft.id), {field: Proposal(said, "question 7")})
    newcomer.opens(open_task, "CO.1.2")
    newcomer.button("wizard.finish").setFocus()
    newcomer.finish()
    told = [each.text() for each in newcomer.window.task_page._trouble.findChildren(QLabel)]
    assert "CO.1.2 is done once this is read, and confirmed or changed: Create a change request" in told
    focus = newcomer.window.focusWidget()
    assert focus is not None and focus.objectName() == "section.create_request"
    newcomer.qtbot.keyClick(focus, Key.Key_Space)
    newcomer.qtbot.waitUntil(lambda: newcomer.finish_text() == "Continue with Change schedule")
    newcomer.finish()
    focus = newcomer.window.focusWidget()
    assert focus is not None and focus.objectName() == "section.rules", (
        "a press now is one on what is there to read"
    )


@pytest.mark.torture
def test_a_page_waits_for_no_section_that_is_read_on_another(walker: Walker):
    """CO.1.1 begins the agreement; what RE.2.1 writes in it is not in sight there."""
    workspace, provider = walker.workspace, walker.provider
    draft = provider.complete(CustomerAgreement, "approved")
    provider.save(
        draft,
        **{**whole(provider, CustomerAgreement, "approved"), "scope_detail": "", "complaint_definition": ""},
    )
    said = "Whatever a customer calls one, spoken or written, counts as a complaint, also where we see it otherwise."
    with workspace.transaction("propose") as session:
        live = session.get_one(CustomerAgreement, draft.id)
        both = {each: Proposal(said, "question 7") for each in ("scope_detail", "complaint_definition")}
        propose(workspace, live, both)
    walker.opens(open_task, "CO.1.1")
    walker.finish()
    told = " ".join(each.text() for each in walker.window.task_page._trouble.findChildren(QLabel))
    assert "read, and confirmed or changed: What counts as a complaint" in told and "Scope" not in told
    confirm(workspace, walker.now(draft), "complaint_definition")
    walker.window.refresh()
    assert walker.page.finished
    left = still_to_read(walker.desk.pack, "RE.2.1", walker.now(draft))
    assert [each.field.name for each in left] == ["scope_detail"], "there all of it is in sight"
