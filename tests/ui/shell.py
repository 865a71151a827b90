"""The whole window for tests: a provider's workspace in it, settings of its own, long work done at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sdesk.app import Program
from sdesk.models import Record
from sdesk.practice.workspaces import Workspace
from sdesk.ui.records.form.body import FormBody
from sdesk.ui.records.list.choices import TableChoices
from sdesk.ui.registry import open_desk
from sdesk.ui.settings import Settings
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.worker import Worker

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def window_of(workspace: Workspace, folder: Path) -> MainWindow:
    """The main window of an open workspace, that does long work at once."""
    worker = Worker()
    worker.at_once = True
    return MainWindow(open_desk(workspace), Settings(folder / "settings.ini"), worker)


@contextmanager
def shown_window(qtbot, workspace: Workspace, folder: Path) -> Iterator[MainWindow]:
    """It is on the screen and active."""
    window = window_of(workspace, folder)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window)
    yield window
    window.close()


def end(program: Program) -> None:
    """Close what is open, and leave nothing of it to the tests that follow."""
    if isinstance(program.window, MainWindow):
        program.window.go_without_asking()
    if program.window is not None:
        program.window.close()
        program.window.deleteLater()
    program._let_go()
    program.deleteLater()


def newest_first(model: type[Record]) -> None:
    """Lists of this kind begin with the newest record from now on, as if somebody had sorted them so."""
    TableChoices(model, sort="number", descending=True).remember_order()


def inside(window: QWidget, name: str, kind: type = QWidget):
    """The one widget of that name. Fails if there is none. Of a form all is there, as after a moment of rest."""
    for form in window.findChildren(FormBody):
        if form.isVisible():
            form.lay_out()
    found = window.findChild(kind, name)
    assert found is not None, f"there is no {name}"
    return found
