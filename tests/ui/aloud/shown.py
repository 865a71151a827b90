"""The window of a workspace that goes where it is told: `python -m tests.ui.aloud.shown FILE HOME`, a place a line.

Says `shown` when it is there, and `there` after each; what went wrong, where something did.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QLocale, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from sdesk.models import (
    CustomerAgreement,
    Record,
    ServiceChangeRequest,
    ServiceDeliveryPolicy,
    ServiceIncident,
)
from sdesk.practice.workspaces import open_workspace, people, work_as
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.theme.look import apply_theme
from sdesk.ui.window.main_window import MainWindow
from tests.ui.cases import turn_to_form
from tests.ui.shell import inside, window_of

SETTLED = 150
"""Milliseconds after which lists are filled and dialogs open."""
MORNING = datetime(2026, 7, 15, 8, 30, tzinfo=UTC)
SCREEN = (1366, 768)


class Walk:
    """One window, and the ways through it."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.ways: dict[str, Callable[[], object]] = {
            "Today": lambda: window.show_tab(0),
            "incidents": lambda: window.show_tab(4),
            "a case": lambda: self._show(ServiceIncident, "classified"),
            "its form": lambda: turn_to_form(self._form()),
            "a closed case": lambda: self._show(ServiceIncident, "closed"),
            "a change": lambda: self._show(ServiceChangeRequest, "closed"),
            "an agreement": lambda: self._show(CustomerAgreement, "approved"),
            "a document": lambda: self._show(ServiceDeliveryPolicy, "approved"),
            "the quick window": window.new_incident,
            "hold": lambda: self._press("Ctrl+Shift+H"),
            "a step": self._step,
            "the schedule": lambda: window.show_work_product("WP.12"),
            "Audit": lambda: window.show_tab(5),
            "the documents": lambda: window.show_view("audit", "documents"),
            "reports": lambda: window.show_tab(6),
            "preferences": window.show_preferences,
            "all keys": window.show_keys,
            "the set-up": window.show_set_up,
            "the questions": window.show_questions,
            "no date": lambda: self._types("started_at", "the day before the flood"),
            "revert": lambda: inside(self._form(), "action.revert", QPushButton).click(),
            "another title": lambda: self._types("summary", "Scanner is slow"),
            "save": lambda: self._press("Ctrl+S"),
            "confirm": lambda: inside(self._newest(), "dialog.confirm", QPushButton).click(),
            "back": self._close,
        }

    def _show(self, model: type[Record], state: str) -> None:
        found = self.window.desk.workspace.find(model)
        self.window.show_record(next(each for each in found if each.state == state).id)

    def _step(self) -> None:
        """Once the one before is a while ago: what is pressed sooner was not meant."""
        pause = self._form().head.pause
        if pause.isActive():
            QTimer.singleShot(pause.remainingTime() + 20, self._step)
        else:
            self._press("Ctrl+Return")

    def _form(self) -> RecordForm:
        shown = self.window.shown_form()
        assert shown is not None, "no record is in sight"
        return shown

    def _press(self, keys: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        QTest.keySequence(focused, QKeySequence(keys))

    def _types(self, field: str, text: str) -> None:
        line = self._form().sheet.body.fields[field].focusProxy()
        assert isinstance(line, QLineEdit)
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Tab)

    def _newest(self) -> QWidget:
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        return sorted(shown, key=lambda each: each is not self.window)[-1]

    def _close(self) -> None:
        while self._newest() is not self.window:
            self._newest().close()

    def to_front(self) -> None:
        """There is no window manager that would do so."""
        self._newest().activateWindow()
        QTest.qWaitForWindowActive(self._newest())


def main(file: Path, home: Path) -> int:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    app = QApplication([])
    app.setApplicationName("sdesk")
    apply_theme(app, "light")
    with open_workspace(file, clock=lambda: MORNING) as workspace:
        work_as(workspace, people(workspace)[0])
        window = window_of(workspace, home)
        window.go_without_asking()
        window.resize(*SCREEN)
        window.show()
        walk = Walk(window)

        def go() -> None:
            line = sys.stdin.readline().strip()
            if not line:
                app.quit()
                return
            try:
                walk.ways[line]()
            except Exception as fault:
                print(repr(fault), flush=True)
                raise
            QTest.qWait(SETTLED)
            walk.to_front()
            print("there", flush=True)

        asked = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        asked.activated.connect(go)
        walk.to_front()
        print("shown", flush=True)
        app.exec()
        window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
