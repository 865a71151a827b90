"""Somebody who answers the ten questions, with keys and clicks."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from sdesk.models import FirmAnswers
from sdesk.practice.starter.answers import answers
from sdesk.practice.workspaces import Workspace
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.wizard.questions import QuestionsWindow
from tests.ui.shell import inside

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


class Owner:
    """Somebody who has just made their workspace, with the questions in front of them."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        self.workspace: Workspace = window.desk.workspace
        self.asked = self.opens()

    def opens(self, number: int = 0) -> QuestionsWindow:
        self.window.show_questions(number)
        self.asked = next(each for each in self.window.findChildren(QuestionsWindow) if each.isVisible())
        self.qtbot.waitActive(self.asked)
        QApplication.processEvents()
        return self.asked

    @property
    def answers(self) -> FirmAnswers:
        return answers(self.workspace)

    def is_through(self) -> bool:
        """Whether the questions are closed."""
        return not isValid(self.asked) or not self.asked.isVisible()

    def see(self, name: str, kind: type = QWidget):
        return inside(self.asked, f"question.{name}", kind)

    def press(self, name: str, kind: type = QPushButton) -> None:
        QApplication.processEvents()
        widget = inside(self.asked, name, kind)
        mark = QPoint(12, widget.height() // 2) if kind is QCheckBox else widget.rect().center()
        self.qtbot.mouseClick(widget, LEFT, pos=mark)
        QApplication.processEvents()

    def go_on(self) -> None:
        self.press("questions.go-on")

    def type(self, text: str) -> None:
        """Where the focus is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)
        QApplication.processEvents()

    def into(self, name: str) -> None:
        """Click into a line."""
        line = self.see(f"{name}.edit")
        self.qtbot.mouseClick(line, LEFT)
        assert line.hasFocus(), name

    def tick(self, name: str, text: str) -> None:
        """Click on a line of a list of ticks."""
        QApplication.processEvents()
        ticks = self.see(f"{name}.list", QListWidget)
        [item] = ticks.findItems(text, Qt.MatchFlag.MatchExactly)
        ticks.scrollToItem(item)
        QTest.mouseClick(ticks.viewport(), LEFT, pos=ticks.visualItemRect(item).center())
        QApplication.processEvents()

    def comes(self) -> dict[str, str]:
        """What stands beside the questions, where the screen has room for it."""
        panel = inside(self.asked, "questions.outlook")
        said = [each.text() for each in panel.findChildren(QLabel) if each.isVisibleTo(panel)]
        return {said[at - 1]: text for at, text in enumerate(said) if text.isdigit()}


def focused() -> str:
    focus = QApplication.focusWidget()
    return focus.objectName() if focus is not None else ""
