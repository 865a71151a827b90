"""A person's hands and eyes: clicks on what can be seen, keys to what has the focus. Nothing else moves the program.

Every click is refused where a person could not make it: on something hidden, disabled, or under something else.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key
W = TypeVar("W", bound=QWidget)


class Hands:
    """Clicks and types in whatever window is in front."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self._pictures = os.environ.get("SDESK_JOURNEY_PICTURES", "")
        self._taken = 0
        self._been: list[QWidget] = []
        self.actions = 0
        """A click, a key, or a text typed in one place, each: what it takes a person."""

    # seeing

    def see(self, name: str, kind: type[W] = QWidget, within: QWidget | None = None) -> W:  # type: ignore[assignment]
        """The widget of that name that can be seen in the window in front, or in a part of it."""
        seen = self.seen(name, kind, within)
        assert seen is not None, f"{name} is not to be seen in {(within or self.front()).objectName()}"
        return seen

    def seen(self, name: str, kind: type[W] = QWidget, within: QWidget | None = None) -> W | None:  # type: ignore[assignment]
        found = [each for each in (within or self.front()).findChildren(kind, name) if each.isVisible()]
        return found[-1] if found else None

    def front(self) -> QWidget:
        """The window that takes clicks and keys now."""
        self.settle()
        active = QApplication.activeWindow()
        front = QApplication.activeModalWidget() or (active if active and active.isVisible() else None)
        if front is None:  # where no window manager gives the focus back when a dialog or a list closes
            self._been = [window for window in self._been if isValid(window) and window.isVisible()]
            front = self._been[-1]
            self._come_to(front)
        elif not isinstance(front, QDialog) and front not in self._been[-1:]:
            self._been.append(front)
        return front

    def dialog(self) -> QDialog | None:
        modal = QApplication.activeModalWidget()
        return modal if isinstance(modal, QDialog) else None

    def settle(self) -> None:
        """Let what is about to be laid out and drawn be so."""
        QApplication.processEvents()

    def wait(self, condition: Callable[[], object], what: str, timeout: int = 5000) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=timeout)
        assert condition(), what

    def picture(self, name: str) -> None:
        """Keep a picture of the window in front, where somebody wants to look at the journey afterwards."""
        if self._pictures:
            self._taken += 1
            self.settle()
            file = Path(self._pictures) / f"{self._taken:02d}-{name}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            self.front().grab().save(str(file))

    # clicking

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click on the middle of a widget, or on a place in it, having scrolled to it."""
        self._come_to(widget.window())
        self.reach(widget)
        place = at if at is not None else middle_in_sight(widget)
        self._refuse_what_is_covered(widget, place)
        self.actions += 1
        QTest.mouseClick(widget, LEFT, Qt.KeyboardModifier.NoModifier, place)

    def _come_to(self, window: QWidget) -> None:
        """A click brings a window to the front, unless a dialog is in the way."""
        dialog = QApplication.activeModalWidget()
        assert dialog in (None, window) or dialog.isAncestorOf(window), f"{dialog.objectName()} is in the way"
        self._been.append(window)
        if QApplication.activeWindow() is not window:
            window.activateWindow()
            self.wait(lambda: QApplication.activeWindow() is window, f"{window.objectName()} is in front")

    def press(self, name: str, within: QWidget | None = None) -> None:
        """Click on the button of that name, once a press is meant for it."""
        found = self.see(name, QWidget, within)
        self._until_meant(found)
        self.click(found)
        self.settle()

    def _until_meant(self, pressed: QWidget) -> None:
        """A dialog that has just come, and a record with which a step was just taken, hear nothing for a moment."""
        around: QWidget | None = pressed
        while around is not None:
            for pause in (getattr(around, "pause", None), getattr(around, "step_pause", None)):
                if isinstance(pause, QTimer):
                    self._wait_for(pause)
            around = around.parentWidget()

    def _wait_for(self, pause: QTimer) -> None:
        self.wait(lambda: not pause.isActive(), "a press is meant for it")

    def reach(self, widget: QWidget) -> None:
        """Scroll until the widget is in sight."""
        assert widget.isVisible(), f"{widget.objectName()} is hidden"
        assert widget.isEnabled(), f"{widget.objectName()} is disabled"
        self.settle()
        around = widget.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea) and around.widget() is not None:
                around.ensureWidgetVisible(widget, 0, 40)
            around = around.parentWidget()
        self.settle()

    def _refuse_what_is_covered(self, widget: QWidget, place: QPoint) -> None:
        window = widget.window()
        there = window.childAt(widget.mapTo(window, place))
        hit = there is not None and (
            there is widget or widget.isAncestorOf(there) or there.isAncestorOf(widget)
        )
        assert hit or widget is window, (
            f"{widget.objectName()} {type(widget).__name__} cannot be clicked on: "
            f"{type(there).__name__} {there.objectName() if there else ''} is there"
        )

    def choose_from_menu(self, opener: str, action: str, within: QWidget | None = None) -> None:
        """Open the menu of a button and click on a line of it."""
        button = self.see(opener, QWidget, within)
        self.click(button)
        menu = button.menu() if isinstance(button, QToolButton) or hasattr(button, "menu") else None
        self.wait(lambda: QApplication.activePopupWidget(), f"the menu of {opener} is open")
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, QMenu) and popup is (menu or popup)
        line = next((each for each in popup.actions() if each.objectName() == action), None)
        assert line is not None and line.isEnabled(), (
            f"{action} is not in the menu: {[each.objectName() for each in popup.actions()]}"
        )
        self.actions += 1
        QTest.mouseClick(popup, LEFT, Qt.KeyboardModifier.NoModifier, popup.actionGeometry(line).center())
        self.settle()

    # typing

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the focus is; what confirms, once it is meant."""
        if key in (Key.Key_Return, Key.Key_Enter):
            self._until_meant(self.focus())
        self.actions += 1
        QTest.keyClick(self.focus(), key, modifier)

    def write(self, text: str) -> None:
        """Type where the focus is."""
        self.actions += 1
        for letter in text:
            type_keys(self.focus(), letter)

    def focus(self) -> QWidget:
        focus = QApplication.focusWidget() or self.front()
        return focus

    def type_into(self, line: QWidget, text: str) -> None:
        """Click into a line or a text, replace what is there, and leave it with Tab."""
        while (inner := line.focusProxy()) is not None:
            line = inner
        self.click(line)
        assert line.hasFocus(), (
            f"a click does not go into {line.objectName()}, but {QApplication.focusWidget()}"
        )
        if isinstance(line, QLineEdit | QPlainTextEdit):
            QTest.keyClick(line, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClick(line, Key.Key_Delete)
        self.actions += 1
        type_keys(line, text)
        if not QApplication.activePopupWidget():
            QTest.keyClick(line, Key.Key_Tab)

    def choose_file(self, path: Path) -> None:
        """Type a path into the file dialog that is open, and press Return."""
        self.wait(lambda: isinstance(self.dialog(), QFileDialog), "a file dialog is open")
        dialog: Any = self.dialog()
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        self.type_into(line, str(path))
        line.setFocus()
        if popup := QApplication.activePopupWidget():
            popup.hide()
        QTest.keyClick(line, Key.Key_Return)
        self.settle()
        self.wait(lambda: not isinstance(self.dialog(), QFileDialog), "the file dialog has taken the path")


class Counted(Hands):
    """Hands that go from field to field by Tab: a text that is typed is one action, as are a click and a key."""

    def focus(self) -> QWidget:
        """A list that is open takes the keys."""
        popup = QApplication.activePopupWidget()
        return (popup.focusWidget() or popup) if popup is not None else super().focus()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        super().key(key, modifier)
        self.settle()

    def write(self, text: str) -> None:
        super().write(text)
        self.settle()

    def goes_on(self, *texts: str) -> None:
        """Tab to the next field and type, once for each text; nothing is typed where it is empty."""
        for text in texts:
            self.key(Key.Key_Tab)
            if text:
                self.write(text)

    def picks(self, text: str, *keys: Qt.Key) -> None:
        """Tab to the next field, type, and take by these keys what is offered."""
        self.goes_on(text)
        offered = QApplication.activePopupWidget()
        assert offered is not None, f"nothing is offered for {text} in {self.focus().objectName()}"
        for key in keys:
            self.actions += 1
            QTest.keyClick(offered, key)
        self.settle()


def type_keys(widget: QWidget, text: str) -> None:
    """Each letter as a key; QTest knows those of ASCII only."""
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(widget, letter)
        else:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(widget, key)


def middle_in_sight(widget: QWidget) -> QPoint:
    """The middle of that part of a widget that nothing cuts off."""
    room: QRect = widget.visibleRegion().boundingRect()
    return room.center() if not room.isEmpty() else widget.rect().center()
