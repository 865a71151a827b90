"""A draft is read section by section: each with a press of its own, seen to its end, and nothing all at once."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTabBar

from sdesk.models import ChangeProcedure, ServiceDeliveryPolicy
from sdesk.models.governance import MatrixCell, Objective, PriorityTarget
from sdesk.models.priorities import Impact, Priority, Urgency
from sdesk.practice.lifecycle.proposed.reading import Proposal, confirm, propose
from sdesk.practice.lifecycle.proposed.sections import Standing, place_of, unread
from sdesk.practice.lifecycle.records import history_of
from sdesk.ui.records.form.step_dialog import StepDialog
from sdesk.ui.records.history_text import action_text, changes_of
from tests.ui.reading.conftest import KEPT, LONG, SAFE, TOLD, draft_with
from tests.ui.shell import CTRL, inside

Key = Qt.Key
THREE = {
    "communication": Proposal(TOLD, "question 7"),
    "confidentiality": Proposal(SAFE, "question 9, ServiceDeliveryPolicy.integrity"),
    "integrity": Proposal(KEPT, "question 9"),
}


def test_each_section_takes_a_press_of_its_own(reads):
    reader = reads(**THREE)
    assert reader.focus.accessibleName() == "Communication practices, proposed, not yet read, question 7"
    assert TOLD in reader.focus.accessibleDescription()
    reader.press(Key.Key_Space)
    assert reader.section("communication").standing is Standing.CONFIRMED
    assert reader.focus.accessibleName() == (
        "Confidentiality, proposed, not yet read, question 9, from WP.14 Integrity"
    )
    reader.qtbot.keyClick(reader.focus, Key.Key_Space)  # the same press, for a hand that trembles
    for _time in range(5):
        reader.wait(1)
        reader.hold(Key.Key_Space, " ")
    assert len(unread(reader.stored)) == 2
    reader.press(Key.Key_Space)
    reader.press(Key.Key_Up)
    assert reader.at == "confidentiality"
    reader.press(Key.Key_Space)  # is confirmed already
    assert len(unread(reader.stored)) == 1
    reader.press(Key.Key_Down)
    reader.press(Key.Key_Space)
    assert unread(reader.stored) == ()
    assert reader.focus.objectName() == "action.approve"


def test_who_approves_too_early_is_led_to_what_is_not_read(reads):
    reader = reads(**THREE)
    inside(reader.form, "record.tabs", QTabBar).setCurrentIndex(1)
    assert reader.form.reading is None
    reader.qtbot.mouseClick(inside(reader.form, "action.approve"), Qt.MouseButton.LeftButton)
    assert reader.form.findChild(StepDialog) is None
    assert "“Communication practices” is proposed and not read yet." in [
        str(each.text) for each in reader.form.missing.problems()
    ]
    assert reader.focus.objectName() == "section.communication"
    for _section in THREE:
        reader.press(Key.Key_Space)
    reader.press(Key.Key_Space)  # on the button of the step now
    assert inside(reader.form, "step.dialog", StepDialog).isVisible()


def test_a_long_section_is_seen_to_its_end_first(reads):
    reader = reads(communication=Proposal(LONG, "question 7"))
    presses = 0
    while unread(reader.stored):
        before = reader.page.verticalScrollBar().value()
        reader.press(Key.Key_F2 if presses == 0 else Key.Key_Space)
        assert reader.form.findChild(QPlainTextEdit, "reading.communication.edit") is None
        presses += 1
        assert reader.page.verticalScrollBar().value() > before or not unread(reader.stored)
    assert presses > 2


def test_a_section_is_put_in_other_words_in_its_place(reads):
    reader = reads(**THREE)
    reader.press(Key.Key_F2)
    reader.qtbot.keyClicks(reader.focus, "Always: ")
    reader.press(Key.Key_Escape)
    assert reader.stored.communication == TOLD and reader.at == "communication"
    reader.press(Key.Key_F2)
    assert isinstance(reader.focus, QPlainTextEdit)
    reader.qtbot.keyClicks(reader.focus, "Always: ")
    reader.press(Key.Key_Return, CTRL)
    assert reader.form.findChild(StepDialog) is None
    assert reader.stored.communication == f"Always: {TOLD}"
    assert reader.section("communication").standing is not Standing.UNREAD
    assert reader.at == "confidentiality"
    reader.click("reading.change")
    reader.press(Key.Key_Tab)  # left as it is: nobody has said that it is so
    assert reader.section("confidentiality").standing is Standing.UNREAD
    assert reader.focus.objectName() == "section.integrity"
    reader.press(Key.Key_Up)
    reader.press(Key.Key_F2)
    reader.press(Key.Key_Return, CTRL)
    assert reader.section("confidentiality").standing is Standing.CONFIRMED


def test_a_press_for_what_stood_there_does_not_confirm_what_came_meanwhile(reads):
    reader = reads(**THREE)
    with reader.provider.workspace.transaction("propose") as session:
        live = session.get_one(ServiceDeliveryPolicy, reader.stored.id)
        propose(reader.provider.workspace, live, {"communication": Proposal(KEPT, "question 7")})
    assert KEPT in reader.focus.accessibleDescription()
    reader.qtbot.keyClick(reader.focus, Key.Key_Space)
    assert reader.section("communication").standing is Standing.UNREAD
    reader.press(Key.Key_Space)
    assert reader.section("communication").standing is Standing.CONFIRMED


def test_rows_are_read_as_text_and_the_days_in_a_line(reads):
    row = Objective(statement="Mail is there", owner=None)
    place = place_of("objectives", row)
    cell = MatrixCell(impact=Impact.HIGH, urgency=Urgency.HIGH, priority=Priority.CRITICAL)
    times = PriorityTarget(priority=Priority.CRITICAL, respond_minutes=30, restore_minutes=240)
    reader = reads(
        **{place: Proposal(row, "question 10")},
        matrix=Proposal((cell,), "question 8"),
        priority_targets=Proposal((times,), "question 8"),
    )
    assert reader.focus.accessibleName() == "Objectives: Mail is there, proposed, not yet read, question 10"
    reader.press(Key.Key_F2)
    reader.qtbot.keyClicks(reader.focus, "All day: ")
    reader.press(Key.Key_Return, CTRL)
    assert [each.statement for each in reader.stored.objectives] == ["All day: Mail is there"]
    assert reader.at == "matrix"
    assert "Impact: High, Urgency high: 1 Critical" in reader.focus.accessibleDescription()
    reader.press(Key.Key_Space)
    assert "Respond within: 30 min, Restore within: 4 h" in reader.focus.accessibleDescription()
    reader.qtbot.mouseClick(inside(reader.page, "reading.about.change"), Qt.MouseButton.LeftButton)
    issuer = inside(reader.page, "reading.issuing_organization.edit", QLineEdit)
    issuer.setFocus()
    issuer.selectAll()
    reader.qtbot.keyClicks(issuer, "Quay IT")
    reader.qtbot.mouseClick(inside(reader.page, "section.communication"), Qt.MouseButton.LeftButton)
    assert reader.stored.issuing_organization == "Quay IT"
    assert "Quay IT" in inside(reader.page, "reading.about", QLabel).text()


def test_an_open_question_is_answered_and_not_confirmed(reads):
    reader = reads(availability=Proposal(None, "question 6"))
    asked: list[int] = []
    reader.page._desk.question_asked.connect(asked.append)
    assert reader.focus.accessibleName() == "Availability, question 6 is open"
    reader.press(Key.Key_Space)
    assert reader.section("availability").standing is Standing.OPEN
    reader.click("reading.answer")
    assert asked == [6]


def test_history_says_what_was_read(reads):
    reader = reads(**THREE)
    reader.press(Key.Key_Space)
    newest = history_of(reader.provider.workspace, reader.stored)[0]
    assert action_text(newest) == "Section read and confirmed"
    [change] = changes_of(reader.provider.workspace, newest)
    assert (change.label, change.after) == ("Section", "Communication practices")


def test_a_copy_is_read_and_nothing_is_confirmed(reads, monkeypatch):
    reader = reads(**THREE)
    monkeypatch.setattr(reader.provider.workspace, "read_only", True)
    reader.press(Key.Key_Space)
    reader.press(Key.Key_F2)
    assert len(unread(reader.stored)) == 3
    assert reader.form.findChild(QPlainTextEdit, "reading.communication.edit") is None


def test_what_is_all_read_is_shown_as_a_form(reads):
    reader = reads(communication=Proposal(TOLD, "question 7"))
    record = confirm(reader.provider.workspace, reader.stored, "communication")
    reader.form.show_record(reader.provider.ana)
    reader.form.show_record(record)
    tabs = inside(reader.form, "record.tabs", QTabBar)
    assert [tabs.tabText(at) for at in range(2)] == ["Read", "Form"]
    assert tabs.currentIndex() == 1
    assert inside(reader.form, "record.read", QLabel).text().endswith(" read")
    assert inside(reader.form, "action.approve", QPushButton).isVisible()


def test_who_took_over_what_has_changed_is_named_below_the_head(reads):
    reader = reads(emergency_change=Proposal(TOLD, "question 2"))
    taken = Proposal(KEPT, "ServiceDeliveryPolicy.emergency_change")
    procedure = draft_with(reader.provider, ChangeProcedure, emergency=taken)
    reader.press(Key.Key_F2)
    reader.qtbot.keyClicks(reader.focus, "At once: ")
    reader.press(Key.Key_Return, CTRL)
    opened: list[object] = []
    reader.form._desk.record_asked.connect(opened.append)
    line = inside(reader.form, "record.taken-over")
    assert line.isVisible()
    reader.qtbot.mouseClick(inside(line, f"taken-over.{procedure.number}"), Qt.MouseButton.LeftButton)
    assert opened == [procedure.id]
