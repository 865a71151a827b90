"""A file that the desktop asks for is opened by the program that is running."""

from pathlib import Path

import pytest
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QDialog

from sdesk.app import Program
from sdesk.practice.workspaces import start_workspace
from sdesk.ui.asked_files import AskedFiles
from sdesk.ui.settings import Settings
from sdesk.ui.window.main_window import MainWindow
from tests.ui.shell import end


def application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


@pytest.fixture
def program(qtbot, tmp_path):
    made = Program(application(), Settings(tmp_path / "settings.ini"))
    made.worker.at_once = True
    yield made
    end(made)


@pytest.fixture
def asked(qtbot):
    made = AskedFiles(application())
    yield made
    application().removeEventFilter(made)


def a_workspace(folder: Path, name: str) -> Path:
    path = folder / f"{name}.sdesk"
    with start_workspace(path, f"{name} Ltd"):
        return path


def ask_for(path: Path) -> None:
    QApplication.sendEvent(application(), QFileOpenEvent(str(path)))


def test_it_is_opened_in_place_of_what_is_open(program, asked, qtbot, tmp_path) -> None:
    program.start(a_workspace(tmp_path, "First"))
    asked.hand_to(program.open_asked)
    ask_for(a_workspace(tmp_path, "Other"))
    qtbot.waitUntil(lambda: program.workspace is not None and program.workspace.path.name == "Other.sdesk")
    assert isinstance(program.window, MainWindow) and program.window.isVisible()
    assert asked.take() is None


def test_one_that_comes_before_the_program_has_begun_is_kept_for_its_start(asked, qtbot, tmp_path) -> None:
    ask_for(tmp_path / "early.sdesk")
    QApplication.processEvents()
    assert asked.take() == tmp_path / "early.sdesk"
    assert asked.take() is None


def test_it_waits_until_a_dialog_is_answered(program, asked, qtbot, tmp_path) -> None:
    program.start(a_workspace(tmp_path, "First"))
    asked.hand_to(program.open_asked)
    asking = QDialog(program.window)
    asking.open()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is asking)
    ask_for(a_workspace(tmp_path, "Other"))
    QApplication.processEvents()
    assert program.workspace.path.name == "First.sdesk"
    asking.reject()
    qtbot.waitUntil(lambda: program.workspace.path.name == "Other.sdesk")


def test_a_locked_window_stays_locked(program, asked, qtbot, tmp_path) -> None:
    path = tmp_path / "locked.sdesk"
    with start_workspace(path, "Locked Ltd", passphrase="vexing otter pumps"):
        pass
    program.show(program.opened(path, "vexing otter pumps"))
    program.window.locking.lock()
    asked.hand_to(program.open_asked)
    ask_for(a_workspace(tmp_path, "Other"))
    QApplication.processEvents()
    assert program.workspace.path == path and program.window.locking.screen is not None
