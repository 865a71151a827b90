"""A key that is held does once what it does, also where the system tells each repetition as a press of its own."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from sdesk.ui.held_keys import HeldKeys

Key = Qt.Key
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def held(qapp):
    keys = HeldKeys(qapp)
    qapp.installEventFilter(keys)
    yield keys
    qapp.removeEventFilter(keys)


class Seen(QWidget):
    """What comes to it: whether each press is a repetition."""

    def __init__(self) -> None:
        super().__init__()
        self.presses: list[bool] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.presses.append(event.isAutoRepeat())


def send(to: QObject, kind: QEvent.Type, key: Key, modifiers: Qt.KeyboardModifier, at: int) -> bool:
    """Whether it was taken."""
    text = {Key.Key_Return: "\r", Key.Key_Space: " "}.get(key, "a") if modifiers == NONE else ""
    event = QKeyEvent(kind, key, modifiers, text)
    event.setTimestamp(at)
    event.ignore()
    QCoreApplication.sendEvent(to, event)
    return event.isAccepted()


def hold(to: QObject, key: Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 5) -> None:
    """As an X server does that tells nobody that it repeats."""
    send(to, QEvent.Type.KeyPress, key, modifiers, 1000)
    for at in range(1660, 1660 + 40 * times, 40):
        send(to, QEvent.Type.KeyRelease, key, modifiers, at)
        send(to, QEvent.Type.KeyPress, key, modifiers, at)
    send(to, QEvent.Type.KeyRelease, key, modifiers, 3000)


@pytest.mark.parametrize(("key", "modifiers"), [(Key.Key_Return, CTRL), (Key.Key_D, CTRL_SHIFT)])
def test_with_ctrl_it_comes_once_and_again_when_it_is_pressed_again(qtbot, held, key, modifiers):
    seen = Seen()
    qtbot.addWidget(seen)
    hold(seen, key, modifiers)
    assert seen.presses == [False]
    hold(seen, key, modifiers)
    assert seen.presses == [False, False]


def test_no_shortcut_is_looked_for(qtbot, held):
    seen = Seen()
    qtbot.addWidget(seen)
    assert not send(seen, QEvent.Type.ShortcutOverride, Key.Key_Return, CTRL, 1000)
    send(seen, QEvent.Type.KeyRelease, Key.Key_Return, CTRL, 1660)
    assert send(seen, QEvent.Type.ShortcutOverride, Key.Key_Return, CTRL, 1660)
    assert not send(seen, QEvent.Type.ShortcutOverride, Key.Key_Return, CTRL, 1700)


def test_other_keys_and_those_that_are_pressed_quickly_are_left_alone(qtbot, held):
    seen = Seen()
    qtbot.addWidget(seen)
    hold(seen, Key.Key_Down, times=3)
    assert seen.presses == [False] * 4
    for at in (5000, 5030, 5060):
        send(seen, QEvent.Type.KeyPress, Key.Key_Return, CTRL, at)
        send(seen, QEvent.Type.KeyRelease, Key.Key_Return, CTRL, at + 20)
    assert seen.presses == [False] * 7


def test_in_a_text_it_repeats(qtbot, held):
    text = QPlainTextEdit()
    qtbot.addWidget(text)
    hold(text, Key.Key_Space, times=3)
    hold(text, Key.Key_Return, times=2)
    assert text.toPlainText() == "    \n\n\n"


def test_a_button_is_pressed_once(qtbot, held):
    button = QPushButton("Go")
    qtbot.addWidget(button)
    pressed: list[object] = []
    button.clicked.connect(lambda: pressed.append(button))
    hold(button, Key.Key_Space)
    assert len(pressed) == 1
