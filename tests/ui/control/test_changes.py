"""Changes in the window: what stands beside a decision, what a deployment asks, two clicks for a pre-approved one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QToolButton, QWidget

from sdesk.models import (
    ChangeModel,
    ChangeProcedure,
    ConfigurationItem,
    ServiceBuild,
    ServiceCatalogue,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceIncident,
    ServiceTestReport,
)
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.versions import draft_of
from sdesk.ui.control.clearance_view import ClearanceView
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Callout
from sdesk.ui.records.form.pages import RecordPages
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.records.form.step_dialog import StepDialog
from sdesk.ui.records.list.record_table import RecordTable
from sdesk.ui.registry import open_desk
from tests.provider import Provider, change, incident, paper, papers
from tests.ui.shell import inside


@pytest.fixture
def desk(provider: Provider) -> Desk:
    return open_desk(provider.workspace)


@pytest.fixture
def form(qtbot, desk: Desk) -> RecordForm:
    made = RecordForm(desk)
    qtbot.addWidget(made)
    made.resize(560, 700)
    made.show()
    qtbot.waitActive(made)
    return made


def texts(widget: QWidget) -> str:
    said = [label.text() for label in widget.findChildren(QLabel)]
    return "\n".join([*said, *(callout.text() for callout in widget.findChildren(Callout))])


def ready_to_clear(provider: Provider, **values) -> ServiceChangeRequest:
    request = provider.take(change(provider, "confirmed", **values), "submit")
    for step in ("approve", "schedule"):
        request = provider.take(request, step)
    design = paper(provider, ServiceDesign, request, acceptance_criteria=({"criterion": "Mail arrives"},))
    provider.take(design, "approve")
    request = provider.take(request, "design")
    papers(provider, request, ServiceBuild)
    request = provider.take(request, "build")
    report = provider.create(ServiceTestReport, change=request.id)
    tests = tuple(
        test.model_copy(update={"passed": True, "result": "Within a minute"}) for test in report.tests
    )
    provider.take(paper(provider, ServiceTestReport, request, tests=tests), "approve")
    return provider.take(request, "test")


def confirmed(provider: Provider, **values) -> ServiceChangeRequest:
    given = {"kind": "pre-approved", "standing_procedure": "By the book", **values}
    request = provider.take(change(provider, "scheduled", **given), "submit")
    return provider.take(provider.take(request, "schedule pre-approved"), "use standing procedure")


def asked(form: RecordForm, step: str) -> StepDialog:
    form.press_step(step)
    return inside(form, "step.dialog", StepDialog)


def pages_of(form: RecordForm) -> RecordPages:
    return inside(form, "", RecordPages)


def test_approving_deployment_shows_tests_consent_and_schedule_beside_the_reason(form, provider):
    form.show_record(ready_to_clear(provider))
    dialog = asked(form, "clear")
    said = texts(inside(dialog, "ServiceChangeRequest.clearance", ClearanceView))
    assert "Mail arrives" in said
    assert "Within a minute" in said
    assert "What the agreement says" in said
    assert "On the schedule" in said
    assert "nothing speaks against deploying" in said


def test_the_same_is_read_on_a_page_of_the_change(form, provider):
    form.show_record(ready_to_clear(provider))
    pages_of(form).show_extra("deployment")
    assert "Mail arrives" in texts(inside(form, "record.deployment"))


def test_a_draft_has_no_such_page(form, provider):
    form.show_record(change(provider))
    pages_of(form).show_extra("deployment")
    assert form.findChild(QWidget, "record.deployment") is None


def test_a_normal_change_of_a_service_proposes_a_new_version_of_the_catalogue(form, provider):
    request = ready_to_clear(provider, service=provider.extra["service"])
    form.show_record(provider.take(provider.take(request, "clear"), "confirm"))
    assert inside(asked(form, "deploy"), "deploy.catalogue", QCheckBox).isChecked()


def test_deploying_asks_what_it_made_of_the_items(qtbot, form, provider):
    item = provider.extra["item"]
    planned = provider.complete(ConfigurationItem, "in service")
    form.show_record(
        confirmed(provider, service=provider.extra["service"], configuration_items=(item.id, planned.id))
    )
    dialog = asked(form, "deploy")
    inside(dialog, "step.deployed_at").setValue(provider.clock())
    inside(dialog, "step.deployment_outcome").setValue("As planned")
    inside(dialog, f"deploy.{planned.number}.release").setValue("2.1")
    inside(dialog, f"deploy.{item.number}", QCheckBox).setChecked(False)
    catalogue = inside(dialog, "deploy.catalogue", QCheckBox)
    assert not catalogue.isChecked(), "a pre-approved change leaves the service as it is"
    catalogue.setChecked(True)
    with qtbot.waitSignal(form.finished_step):
        inside(dialog, "dialog.confirm", QPushButton).click()
    planned = reload(provider.workspace, planned)
    assert (planned.release, planned.state) == ("2.1", "in service")
    assert reload(provider.workspace, item).changed_at == item.changed_at
    assert draft_of(provider.workspace, ServiceCatalogue) is not None


def test_what_keeps_an_item_from_going_in_service_keeps_the_change_undeployed(form, provider):
    bare = provider.create(ConfigurationItem, name="Router", location="")
    request = confirmed(provider, configuration_items=(bare.id,))
    form.show_record(request)
    dialog = asked(form, "deploy")
    inside(dialog, "step.deployment_outcome").setValue("As planned")
    inside(dialog, "dialog.confirm", QPushButton).click()
    assert bare.number in texts(dialog)
    assert reload(provider.workspace, request).state == "confirmed"


def test_closing_shows_which_incidents_followed(form, provider):
    deployed = provider.take(
        confirmed(provider),
        "deploy",
        deployed_at=provider.clock(),
        deployed_by=provider.cleo.id,
        deployment_outcome="Fine",
    )
    followed: ServiceIncident = provider.take(incident(provider), "record")
    form.show_record(deployed)
    dialog = asked(form, "close")
    assert str(followed.heading) in texts(inside(dialog, "ServiceChangeRequest.followed"))


def test_what_was_learned_goes_into_the_next_version_of_the_procedures(qtbot, form, desk, provider):
    deployed = provider.take(
        confirmed(provider),
        "deploy",
        deployed_at=provider.clock(),
        deployed_by=provider.cleo.id,
        deployment_outcome="Fine",
    )
    form.show_record(provider.save(deployed, improvement="Ring them first"))
    pages_of(form).show_extra("deployment")
    with qtbot.waitSignal(desk.record_asked) as opened:
        inside(form, "action.improve-procedures", QPushButton).click()
    draft = draft_of(provider.workspace, ChangeProcedure)
    assert draft is not None
    assert opened.args == [draft.id]
    assert "Ring them first" in draft.notes


def test_an_emergency_is_approved_and_cleared_afterwards_from_its_form(qtbot, form, provider):
    request = provider.take(change(provider, "cleared", kind="emergency"), "submit")
    request = provider.take(
        request,
        "deploy emergency",
        deployed_at=provider.clock(),
        deployed_by=provider.cleo.id,
        deployment_outcome="Up again",
    )
    papers(provider, request)
    form.show_record(request)
    for step, field in (("approve afterwards", "decision_reason"), ("clear afterwards", "deployment_reason")):
        dialog = asked(form, step)
        inside(dialog, f"step.{field}").setValue("It had to be")
        with qtbot.waitSignal(form.finished_step):
            inside(dialog, "dialog.confirm", QPushButton).click()
        dialog.deleteLater()
        qtbot.waitUntil(lambda: form.findChild(StepDialog) is None)
    request = reload(provider.workspace, request)
    assert request.decision == "approved" and request.cleared_at is not None


def mailbox(provider: Provider) -> ChangeModel:
    return provider.approved(ChangeModel, name="New mailbox")


def test_a_pre_approved_change_is_made_in_two_clicks(qtbot, desk, provider):
    model = mailbox(provider)
    table = RecordTable(desk, ServiceChangeRequest)
    qtbot.addWidget(table)
    table.show()
    beside_new = inside(table, "action.new-from-model", QToolButton)
    beside_new.menu().aboutToShow.emit()
    with qtbot.waitSignal(desk.record_asked) as opened:
        beside_new.menu().findChild(QAction, f"model.{model.number}").trigger()
    made = provider.workspace.get(ServiceChangeRequest, opened.args[0])
    assert made.purpose == "New mailbox"
    assert made.change_model == model.id


def test_only_the_list_of_changes_offers_models(qtbot, desk):
    table = RecordTable(desk, ServiceDesign)
    qtbot.addWidget(table)
    assert table.findChild(QToolButton, "action.new-from-model") is None


def test_a_model_is_requested_from_its_own_menu(qtbot, form, desk, provider):
    form.show_record(mailbox(provider))
    with qtbot.waitSignal(desk.record_asked):
        form.head.more.findChild(QAction, "action.request").trigger()
    assert provider.workspace.count(ServiceChangeRequest) == 1


def test_keys_reach_every_page_of_a_change(qtbot, form, provider):
    form.show_record(ready_to_clear(provider))
    tabs = inside(form, "record.tabs")
    tabs.setFocus()
    for _ in range(tabs.count() - 1):
        qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.currentIndex() == tabs.count() - 1
    while tabs.tabText(tabs.currentIndex()) != "Impact":
        qtbot.keyClick(tabs, Qt.Key.Key_Left)
    assert inside(form, "record.impact").isVisible()
