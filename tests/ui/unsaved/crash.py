"""A program that is killed while somebody types: `python -m tests.ui.unsaved.crash FILE PASSPHRASE WHAT`.

Opens the window on FILE, types in it, says "kept" when two seconds have gone by since the first key, and waits to be
killed. It types on all the time, so that no pause comes. `WHAT`: "incident" is a recorded one, "draft" a draft,
"quick" the small window, "story" the line below the story of a recorded one, "step" the dialog of a step, "create" a dialog for a new customer.
"""

import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sdesk.models import Customer, ServiceIncident
from sdesk.practice.workspaces import open_workspace, people, work_as
from sdesk.ui.records.create_dialog import open_create_dialog
from sdesk.ui.registry import open_desk
from sdesk.ui.settings import Settings
from sdesk.ui.theme.look import apply_theme
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.worker import Worker
from tests.ui.cases import line_of, turn_to_form

EACH = 100
WITHIN = 2000
TEXT = "Zwetschgen "


class Typist(QObject):
    """Types the text, then one letter after the other, and says when it must be kept."""

    def __init__(self, edit: QWidget) -> None:
        super().__init__(edit)
        self._edit = edit
        self._on = QTimer(self, interval=EACH)
        self._on.timeout.connect(self.press)
        self._kept = QTimer(self, singleShot=True, interval=WITHIN)
        self._kept.timeout.connect(self.say)
        QTest.keyClicks(edit, TEXT)
        self._on.start()
        self._kept.start()

    def press(self) -> None:
        QTest.keyClicks(self._edit, "x")

    def say(self) -> None:
        print("kept", flush=True)


def field_to_type_in(window: MainWindow, what: str) -> Any:
    workspace = window.desk.workspace
    if what == "quick":
        window.new_incident()
        return window.findChild(QWidget, "quick.what.edit")
    if what == "create":
        dialog = open_create_dialog(window.desk, Customer, {}, window, lambda _made: None)
        return dialog.findChild(QWidget, "Customer.name.edit")
    state = "draft" if what == "draft" else "recorded"
    case = next(each for each in workspace.find(ServiceIncident) if each.state == state)
    window.show_record(case.id)
    form: Any = window.current_page().form
    if what == "step":
        form.press_step("cancel")
        return form.findChild(QWidget, "step.reason.edit")
    if what == "story":
        return line_of(form)
    turn_to_form(form)
    return form.findChild(QWidget, "ServiceIncident.details.edit")


def main() -> None:
    path, passphrase, what = sys.argv[1:]
    app = QApplication([])
    apply_theme(app)
    workspace = open_workspace(Path(path), passphrase)
    work_as(workspace, people(workspace)[0])
    window = MainWindow(open_desk(workspace), Settings(Path(path).with_suffix(".ini")), Worker())
    window.show()
    typist = Typist(field_to_type_in(window, what))
    app.exec()
    del typist


if __name__ == "__main__":
    main()
