"""A week in front of the program: what the words of `story` do not say, of daily work with one workspace."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QToolButton, QWidget
from pytest import MonkeyPatch
from pytestqt.qtbot import QtBot

from sdesk.app import Program
from sdesk.models import Record, model_named
from sdesk.practice.lifecycle.lists import numbered
from sdesk.practice.workspaces import open_workspace
from sdesk.ui.pieces.chip import Chip
from sdesk.ui.pieces.fields.row_line import RowLine
from sdesk.ui.wizard import WizardWindow
from sdesk.ui.worker import Worker
from tests.journeys.forms import Form
from tests.journeys.hands import LEFT, Hands, Key
from tests.journeys.story import Journey
from tests.ui.shell import ALT, CTRL, SHIFT

R = TypeVar("R", bound=Record)


class OfficeClock:
    """The time in the office, which passes only when the story says so, and a second with every look at it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def pass_time(self, **span: float) -> None:
        self.now += timedelta(**span)


class Week(Journey):
    """Somebody at work in the window of one workspace."""

    def __init__(
        self, qtbot: QtBot, program: Program, path: Path, monday: datetime, patch: MonkeyPatch
    ) -> None:
        super().__init__(qtbot, program, path.parent)
        self.monday = monday
        self.clock = OfficeClock(monday)
        self.drafts: list[bytes] = []
        patch.setattr(Worker, "at_once", True)
        patch.setattr(QDesktopServices, "openUrl", self._mail_program)
        program.show(open_workspace(path, clock=self.clock))
        assert program.window is not None
        width, height = os.environ.get("SDESK_JOURNEY_SIZE", "1280x800").split("x")
        program.window.resize(int(width), int(height))
        self.bring_up(program.window)

    def _mail_program(self, url: QUrl) -> bool:
        self.drafts.append(Path(url.toLocalFile()).read_bytes())
        return True

    def day(self, days: int, hour: int = 0, minute: int = 0) -> datetime:
        """A time of this week: so many days after Monday, as the clock on the wall says it."""
        at = self.monday.replace(hour=hour, minute=minute, second=0, microsecond=0)
        return at + timedelta(days=days)

    def typed(self, days: int, hour: int, minute: int = 0) -> str:
        """The same as it is typed into a field for day and time."""
        return f"{self.day(days, hour, minute):%Y-%m-%d %H:%M}"

    def comes_in(self, days: int) -> None:
        """The morning of a day; the program was left running."""
        self.clock.now = self.day(days, 8, 30)
        self.bring_up(self.window)
        self.presses(Key.Key_1, ALT)

    def works_as(self, name: str) -> None:
        """Say who is working, in the dialog behind the name in the status line or asked for at the start."""
        if self.hands.dialog() is None:
            self.hands.press("status.who", self.window)
        dialog = self.hands.dialog()
        assert dialog is not None and dialog.objectName() == "who"
        people: Any = self.hands.see("who.people", within=dialog)
        item = next(
            people.item(at) for at in range(people.count()) if people.item(at).text().startswith(name)
        )
        QTest.mouseClick(people.viewport(), LEFT, pos=people.visualItemRect(item).center())
        self.hands.press("action.work-as", dialog)

    def bring_up(self, window: QWidget | None) -> None:
        """Bring a window to the front; it takes the focus back when what is opened over it closes."""
        super().bring_up(window)
        assert window is not None
        self.hands._been.append(window)

    # keys

    def presses(self, key: Key, modifier: Any = None) -> None:
        """A key, wherever the focus is: a list that has dropped down takes it first."""
        front = QApplication.activePopupWidget() or self.hands.front()
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or front
        QTest.keyClick(target, key, *([modifier] if modifier is not None else []))
        self.hands.settle()

    def commands(self, words: str) -> None:
        """Ctrl+Shift+P, part of a command's name, Return."""
        self.bring_up(self.window)
        self.presses(Key.Key_P, CTRL | SHIFT)
        self.hands.write(words)
        self.hands.key(Key.Key_Return)
        self.hands.settle()

    def finds(self, words: str) -> Any:
        """Ctrl+K, words, Return on the first that is found. Returns what is shown then."""
        self.bring_up(self.window)
        self.presses(Key.Key_K, CTRL)
        self.hands.write(words)
        self.hands.key(Key.Key_Return)
        self.hands.settle()
        return self.record

    # records

    def fresh(self, record: R) -> R:
        """The record as it is stored now."""
        found = self.workspace.get(type(record), record.id)
        assert found is not None
        return found

    def numbered(self, number: str) -> Any:
        entry = numbered(self.workspace, number)
        assert entry is not None, f"there is no {number}"
        return self.workspace.get(model_named(entry.model), entry.id)

    def lets_go_of(self, name: str) -> Form:
        """Take away what is picked in a field for links, with the cross of each. Returns the form."""
        form = self.record_form()
        field = form.field(name)
        while chips := field.findChildren(Chip):
            cross, left = chips[0].findChild(QToolButton), len(chips) - 1
            assert cross is not None
            self.hands.click(cross)
            assert len(field.findChildren(Chip)) == left
        return form

    def unfolds(self, row: RowLine) -> None:
        """Press what opens a row below its line."""
        if not row.is_open():
            self.hands.press("action.fold", row)
            self.hands.settle()
        assert row.is_open()

    def turns_to(self, page: str) -> None:
        """Click on a page of the record in sight: Record, Files, Links, History and others; its fields are “Form” behind what leads."""
        around = self.record_form().around
        tabs = self.hands.see("record.tabs", QTabBar, around)
        titles = [tabs.tabText(at) for at in range(tabs.count())]
        if page == "Record" and page not in titles:
            page = "Form"
        at = next((at for at, title in enumerate(titles) if title.startswith(page)), -1)
        assert at >= 0, f"{page} is none of {titles}"
        for _key in range(
            tabs.count()
        ):  # with the arrow keys: not every tab is in sight where there are many
            if tabs.currentIndex() == at:
                break
            tabs.setFocus()
            QTest.keyClick(tabs, Key.Key_Right if tabs.currentIndex() < at else Key.Key_Left)
        self.hands.settle()
        assert tabs.currentIndex() == at

    def closes_wizard(self) -> None:
        """Close the wizard in front, if there is one, and go back to the window."""
        front = self.hands.front()
        if isinstance(front, WizardWindow):
            front.close()
            self.hands.settle()
        self.bring_up(self.window)

    def says(self) -> str:
        """What the status line says."""
        return str(self.hands.see("status.said", QWidget, self.window).property("text"))


def labels(widget: QWidget) -> str:
    """All words that can be read in a part of the window."""
    said = [str(each.property("text") or "") for each in widget.findChildren(QWidget) if each.isVisible()]
    return "\n".join(filter(None, said))


__all__ = ["Hands", "Week", "labels"]
