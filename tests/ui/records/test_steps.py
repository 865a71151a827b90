"""Steps through their dialogs: what is asked, who may, what an approval says."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QScrollArea, QWidget

from sdesk.models import ApprovalForm, FeedbackEntry, ServiceDeliveryPolicy, ServiceScope
from sdesk.practice.incident.handling import tell_party
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.records import new_version, reload
from sdesk.ui.fitting import FRAME
from sdesk.ui.pieces import Callout, FieldWidget
from sdesk.ui.pieces.texts import ErrorText
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.records.form.step_dialog import StepDialog
from sdesk.ui.records.form.thin_note import ThinText
from sdesk.ui.registry import open_desk
from sdesk.ui.theme.look import apply_theme
from tests.provider import CALLER, Provider, change, incident
from tests.ui.shell import CTRL, inside


@pytest.fixture
def form(qtbot, provider: Provider):
    made = RecordForm(open_desk(provider.workspace))
    qtbot.addWidget(made)
    made.resize(560, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()


def asked(form, step: str) -> StepDialog:
    """Press a step's button; the dialog that opens."""
    inside(form, f"action.{step}", QPushButton).click()
    return next(each for each in form.findChildren(StepDialog, "step.dialog") if each.isVisible())


def confirm(dialog: StepDialog) -> None:
    inside(dialog, "dialog.confirm", QPushButton).click()


def texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_after_a_step_the_focus_is_on_the_next_one(qtbot, form, provider: Provider):
    """Not on whatever stands behind the form; also where the step asked for something in a dialog."""
    found = provider.take(incident(provider, "recorded"), "record")
    form.show_record(found)
    inside(form, "action.classify", QPushButton).setFocus()
    provider.save(found, notes="Somebody else wrote in it meanwhile.")
    assert form.focusWidget() is inside(form, "action.classify", QPushButton)
    request = provider.take(change(provider, "approved"), "submit")
    form.show_record(request)
    inside(form, "action.approve", QPushButton).setFocus()
    dialog = asked(form, "approve")
    inside(dialog, "step.decision_reason").setValue("It pays within a year")
    with qtbot.waitSignal(form.finished_step):
        confirm(dialog)
    assert form.focusWidget().property("step") or form.focusWidget().objectName() == "action.more"


def test_return_does_what_the_button_under_the_keys_says(qtbot, form, provider: Provider):
    """On the one that leaves all as it is, Return does that, and in a line what the dialog is for."""
    request = provider.take(change(provider, "approved"), "submit")
    form.show_record(request)
    dialog = asked(form, "approve")
    inside(dialog, "step.decision_reason").setValue("It pays within a year")
    back = inside(dialog, "dialog.keep-editing", QPushButton)
    back.setFocus()
    qtbot.keyClick(back, Qt.Key.Key_Return)
    assert reload(provider.workspace, request).state != "approved"
    dialog = asked(form, "approve")
    assert inside(dialog, "dialog.confirm", QPushButton).isDefault()


def test_an_approval_names_person_and_role_and_is_stored(qtbot, form, provider: Provider):
    request = provider.take(change(provider, "approved"), "submit")
    form.show_record(request)
    dialog = asked(form, "approve")
    assert "Ana Reyes approves exactly this content as Control Manager" in texts(dialog)
    inside(dialog, "step.decision_reason").setValue("It pays within a year")
    with qtbot.waitSignal(form.finished_step) as finished:
        confirm(dialog)
    approval = approvals_of(provider.workspace, request)[-1]
    assert finished.args[0].state == "approved"
    assert form.record.decision_reason == "It pays within a year"
    assert (approval.role, approval.form) == ("CM", ApprovalForm.SIGNED_HERE)


def test_what_is_signed_and_no_approval_is_called_none(form, provider: Provider):
    request = provider.take(change(provider, "approved"), "submit")
    form.show_record(request)
    menu = inside(form, "action.more", QPushButton).menu()
    next(each for each in menu.actions() if each.text().startswith("Reject change")).trigger()
    said = texts(next(each for each in form.findChildren(StepDialog, "step.dialog") if each.isVisible()))
    assert "“Reject change”: Ana Reyes signs exactly this content as Control Manager" in said
    assert "approves" not in said
    assert "Signature" in said


def test_the_hash_in_the_dialog_is_the_one_that_gets_stored(form, provider: Provider):
    """Nobody has to read it; who asks is shown all of it."""
    request = provider.take(change(provider, "approved"), "submit")
    form.show_record(provider.save(request, decision_reason="It pays"))
    dialog = asked(form, "approve")
    assert "SHA-256" not in texts(dialog)
    inside(dialog, "approval.details", QPushButton).click()
    shown = inside(dialog, "approval.hash", QLabel)
    assert shown.isVisible()
    confirm(dialog)
    approval = approvals_of(provider.workspace, request)[-1]
    assert shown.text().replace(" ", "").endswith(approval.sha256)


def warned(dialog: QWidget) -> bool:
    return any(
        "You wrote what you are about to approve" in each.text() for each in dialog.findChildren(Callout)
    )


def test_own_work_is_warned_of_where_it_matters(form, provider: Provider):
    """In a policy, not in a scope; and not where nobody else is there to approve it."""
    for model, matters in ((ServiceDeliveryPolicy, True), (ServiceScope, False)):
        written = next(iter(provider.workspace.find(model)), None) or provider.complete(model, "approved")
        form.show_record(written if written.state == "draft" else new_version(provider.workspace, written))
        provider.save(form.record, notes="Read again")
        dialog = asked(form, "approve")
        assert warned(dialog) == matters, model
        dialog.reject()
    for person in (provider.ben, provider.cleo):
        provider.take(person, "end", reason="Moved away")
    form.show_record(
        provider.workspace.find(ServiceDeliveryPolicy, ServiceDeliveryPolicy.state == "draft")[0]
    )
    assert not warned(asked(form, "approve"))


def test_an_ordinary_incident_is_closed_by_one_key(qtbot, form, provider: Provider):
    """The signature is kept all the same; where there is something to warn of, it is asked first."""
    made = incident(
        provider, "closed", details="The mail program at the front desk asks for its password again."
    )
    for step in ("record", "classify", "investigate", "restore"):
        made = provider.take(made, step)
    tell_party(provider.workspace, made, CALLER.name, "It works again.")
    form.show_record(made)
    form.edit()
    QTest.keyClick(form.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert form.findChild(StepDialog) is None, texts(form.findChild(StepDialog))
    assert form.record.state == "closed"
    assert [each.step for each in approvals_of(provider.workspace, made)] == ["close"]


def test_the_next_step_is_taken_once_however_long_the_key_is_held(form, provider: Provider):
    form.show_record(incident(provider, "classified"))
    form.jump_to("details")
    for _pressed in range(2):
        QTest.keyClick(form.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert form.record.state == "recorded"
    form.step_pause.stop()
    QTest.keyClick(form.focusWidget(), Qt.Key.Key_Return, CTRL)
    assert form.record.state == "classified"


def test_what_no_print_could_show_is_told_before_it_is_approved(form, provider: Provider):
    request = provider.take(change(provider, "approved", purpose="ሰላም 受付"), "submit")
    form.show_record(request)
    warned = [each.text() for each in asked(form, "approve").findChildren(Callout)]
    assert [text for text in warned if "ETHIOPIC SYLLABLE SA (U+1230)" in text and "CJK" not in text]


def test_by_email_the_evidence_is_stored(form, provider: Provider):
    scope = provider.complete(ServiceScope, "approved")
    form.show_record(scope)
    dialog = asked(form, "approve")
    inside(dialog, "step.form").setValue(ApprovalForm.EMAIL)
    inside(dialog, "step.evidence").setValue("E-mail of 3 March, attached")
    confirm(dialog)
    approval = approvals_of(provider.workspace, scope)[0]
    assert (approval.form, approval.evidence) == (ApprovalForm.EMAIL, "E-mail of 3 March, attached")


def test_evidence_is_asked_for_only_of_what_was_not_signed_here(form, provider: Provider):
    """Words that were typed for an e-mail are no evidence of what was signed here after all."""
    scope = provider.complete(ServiceScope, "approved")
    form.show_record(scope)
    dialog = asked(form, "approve")
    evidence = dialog.findChild(FieldWidget, "step.evidence")
    assert not evidence.isVisible()
    inside(dialog, "step.form").setValue(ApprovalForm.EMAIL)
    inside(dialog, "step.form").changed.emit()
    inside(dialog, "step.evidence").setValue("E-mail of 3 March, attached")
    inside(dialog, "step.form").setValue(ApprovalForm.SIGNED_HERE)
    inside(dialog, "step.form").changed.emit()
    assert not evidence.isVisible()
    confirm(dialog)
    approval = approvals_of(provider.workspace, scope)[0]
    assert (approval.form, approval.evidence) == (ApprovalForm.SIGNED_HERE, "")


def test_return_approves_and_a_key_that_is_held_does_not(qtbot, form, provider: Provider):
    """Nothing has to be typed: it is read, and Return or Ctrl+Return says yes. The press that opened it says nothing."""
    scope = provider.complete(ServiceScope, "approved")
    form.show_record(scope)
    dialog = asked(form, "approve")
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    dialog.pause.start()  # however long that took
    at = dialog.focusWidget()
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True, 1)
    QApplication.sendEvent(at, held)
    QTest.keyClick(at, Qt.Key.Key_Return, CTRL)
    assert approvals_of(provider.workspace, scope) == [], "a moment after the dialog came"
    dialog.pause.stop()
    QTest.keyClick(at, Qt.Key.Key_Return, CTRL)
    assert [each.step for each in approvals_of(provider.workspace, scope)] == ["approve"]


def test_what_the_dialog_asks_is_missed_beside_its_field(form, provider: Provider):
    request = provider.take(change(provider, "approved"), "submit")
    form.show_record(provider.save(request, decision_reason=""))
    dialog = asked(form, "approve")
    confirm(dialog)
    assert dialog.isVisible()
    assert "missing" in inside(dialog, "step.decision_reason").findChild(ErrorText).text()
    assert reload(provider.workspace, request).state == "requested"


def test_a_reason_is_asked_for_and_kept(form, provider: Provider):
    request = provider.take(change(provider), "submit")
    form.show_record(request)
    form.press_step("withdraw")
    dialog = inside(form, "step.dialog", StepDialog)
    confirm(dialog)
    assert "reason" in inside(dialog, "step.reason").findChild(ErrorText).text()
    inside(dialog, "step.reason").setValue("No longer wanted")
    confirm(dialog)
    assert form.record.state == "withdrawn"


def test_who_does_not_hold_the_role_is_told_who_does(form, provider: Provider):
    request = provider.take(change(provider, "approved"), "submit")
    provider.works(provider.cleo)
    form.show_record(request)
    dialog = asked(form, "approve")
    assert any("Ana Reyes" in each.text() for each in dialog.findChildren(Callout))
    inside(dialog, "step.decision_reason").setValue("Because")
    confirm(dialog)
    assert dialog.isVisible()
    assert reload(provider.workspace, request).state == "requested"


def test_keep_editing_changes_nothing(form, provider: Provider):
    request = provider.take(change(provider, "approved"), "submit")
    form.show_record(request)
    dialog = asked(form, "approve")
    inside(dialog, "dialog.keep-editing", QPushButton).click()
    assert form.record.state == "requested"
    assert not dialog.isVisible()


def test_buttons_are_named_after_the_action(form, provider: Provider):
    form.show_record(provider.take(change(provider, "approved"), "submit"))
    dialog = asked(form, "approve")
    assert [inside(dialog, f"dialog.{name}", QPushButton).text() for name in ("confirm", "keep-editing")] == [
        "Approve change",
        "Keep editing",
    ]


def test_feedback_goes_from_draft_to_closed_through_the_form(form, provider: Provider):
    entry = provider.complete(FeedbackEntry, "recorded")
    form.show_record(entry)
    inside(form, "action.record", QPushButton).click()
    inside(form, "action.investigate", QPushButton).click()
    provider.works(provider.ben)
    dialog = asked(form, "close")
    inside(dialog, "step.outcome").setValue("Answered the same day")
    confirm(dialog)
    assert form.record.state == "closed"


@pytest.mark.parametrize("answer", [True, False])
def test_restoring_asks_whether_the_service_was_out(qtbot, form, provider: Provider, answer: bool):
    """Once at the step itself, and aloud where the record says that something could not be used."""
    made = incident(provider, details="Nobody can work: the mail server is not reachable.")
    for step in ("record", "classify", "investigate"):
        made = provider.take(made, step)
    form.show_record(made)
    dialog = asked(form, "restore")
    assert "“not reachable” is written here" in texts(dialog)
    box = inside(dialog, "step.outage").findChild(QCheckBox)
    assert not box.isChecked()
    if answer:
        qtbot.keyClick(box, Qt.Key.Key_Space)
    confirm(dialog)
    made = reload(provider.workspace, made)
    assert (made.state, made.outage) == ("restored", answer)


def test_what_is_too_thin_to_count_is_said_while_it_is_typed(form, provider: Provider):
    """A reason of three words is signed as readily as any; that it shows nothing was found out a year later."""
    form.show_record(provider.take(change(provider, "approved"), "submit"))
    dialog = asked(form, "approve")
    reason = inside(dialog, "step.decision_reason")
    note = dialog.findChild(ThinText, "step.thin")
    reason.setValue("")
    QApplication.processEvents()
    below = dialog.findChild(QWidget, "step.form").mapTo(dialog, QPoint())
    typed(reason, "It pays off.")
    assert note.text() == "It can be saved so, but is too thin to count as evidence: it has 3 of 4 words."
    QApplication.processEvents()
    assert dialog.findChild(QWidget, "step.form").mapTo(dialog, QPoint()) == below, "the line moved the rest"
    typed(reason, " It does so within a year.")
    assert not note.text()


def typed(field, text: str) -> None:
    QTest.keyClicks(field.focusProxy(), text)


def test_a_dialog_of_a_step_scrolls_only_where_the_screen_has_no_room(qtbot, qapp, form, provider: Provider):
    """Also once what is missing is said in it."""
    apply_theme(qapp, "light")
    found = provider.take(incident(provider, "restored"), "record")
    for step in ("classify", "investigate"):
        found = provider.take(found, step)
    form.show_record(found)
    dialog = asked(form, "restore")
    qtbot.waitActive(dialog)
    bar = inside(dialog, "step.scroll", QScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    dialog.complain("Something is missing, and it takes several lines to say what it is. " * 8)
    qtbot.waitUntil(lambda: dialog.trouble.height() > 60)
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    dialog.resize(dialog.width(), 4000)
    assert dialog.height() <= dialog.screen().availableGeometry().height() - FRAME.height()
    dialog.reject()
