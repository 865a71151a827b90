"""The small widgets around fields."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sdesk.ui.pieces import (
    BusyLine,
    Callout,
    ElidedLabel,
    EmptyState,
    FlowLayout,
    StateLabel,
    Tone,
    tool_button,
)
from sdesk.ui.theme.marks import Shape, StateMark
from tests.ui.pieces.acts import put

Key = Qt.Key


def test_a_flow_layout_wraps_like_words(page: QWidget):
    holder = QWidget()
    flow = FlowLayout(holder, spacing=4)
    for _ in range(3):
        block = QWidget()
        block.setFixedSize(100, 20)
        flow.addWidget(block)
    assert flow.heightForWidth(400) == 20
    assert flow.heightForWidth(210) == 44
    assert flow.heightForWidth(100) == 68


def test_a_line_without_room_is_cut_and_told_in_the_tooltip(page: QWidget, qtbot: QtBot):
    label = ElidedLabel("Replace the backup router before its support ends")
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show()
    assert label.isElided()
    assert label.toolTip() == label.text()
    label.resize(900, 20)
    assert not label.isElided()
    assert label.toolTip() == ""


def test_a_callout_says_its_tone_in_words_and_offers_its_step(page: QWidget, qtbot: QtBot):
    callout = put(page, Callout(Tone.WARNING, "You approve your own work.", action="Approve anyway"))
    assert callout.accessibleName() == "Warning: You approve your own work."
    with qtbot.waitSignal(callout.acted):
        qtbot.mouseClick(callout.findChild(QPushButton), Qt.MouseButton.LeftButton)
    callout.say(Tone.OK, "Approved.")
    assert not callout.findChild(QPushButton).isVisible()


def test_an_empty_list_offers_the_first_step(page: QWidget, qtbot: QtBot):
    empty = put(page, EmptyState("No changes yet", "An auditor asks to see them.", "Request a change"))
    with qtbot.waitSignal(empty.started):
        qtbot.keyClick(empty.button, Key.Key_Space)


def test_a_state_label_keeps_its_word_as_text(page: QWidget):
    label = put(page, StateLabel(StateMark(Shape.DRAFT, "Draft")))
    label.setMark(StateMark(Shape.APPROVED, "Approved"))
    assert label.text() == "Approved"
    assert label.mark().shape is Shape.APPROVED


def test_short_work_shows_nothing(page: QWidget, qtbot: QtBot):
    busy = put(page, BusyLine())
    busy.hide()
    busy.start("Making the report…")
    assert not busy.isVisible()
    busy.finish()
    assert not busy.isVisible()


def test_long_work_is_shown_and_can_be_cancelled(page: QWidget, qtbot: QtBot):
    busy = put(page, BusyLine())
    busy.hide()
    busy.start("Making the report…")
    qtbot.waitUntil(busy.isVisible, timeout=3000)
    busy.setProgress(3, 10)
    with qtbot.waitSignal(busy.cancelled):
        qtbot.mouseClick(busy.findChild(QPushButton), Qt.MouseButton.LeftButton)
    busy.finish()
    assert not busy.isVisible()


def test_a_tool_button_says_what_its_icon_means(qtbot: QtBot):
    made = tool_button("trash-2", "Remove this row\tDel")
    qtbot.addWidget(made)
    assert made.accessibleName() == "Remove this row"
    assert made.toolTip() == "Remove this row  Del"
