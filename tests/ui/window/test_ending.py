"""The program ends without a word from its window: real programs, and what is there of their work afterwards."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from sdesk.app import Program
from sdesk.models import Customer
from sdesk.practice.kept_copies import Places, copies_of
from sdesk.practice.lifecycle.records import create
from sdesk.practice.safekeeping import restore, verify
from sdesk.practice.unsaved import offers
from sdesk.practice.workspaces import open_workspace
from sdesk.storage.head import mark_of_head
from sdesk.ui.pieces import PlainLabel
from tests.ui.shell import inside
from tests.ui.test_app import program, workspace_file

__all__ = ["program"]
WORDS = "vexing otter pumps"
TYPED = "Scanner reads no barcodes"

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
import sdesk.app
from sdesk.models import Customer
from sdesk.practice.kept_copies import Places
from sdesk.practice.lifecycle.records import create
from sdesk.ui.safekeeping import keeping_copies

path, copies, words, how = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
opens = sdesk.app.open_workspace
sdesk.app.needs_passphrase = lambda _path: False
sdesk.app.open_workspace = lambda path, _words, **more: opens(path, words, **more)

class Watched(sdesk.app.Program):
    def start(self, path):
        self.settings.places = Places(copies)
        super().start(path)
        QTimer.singleShot(0, self.work)

    def work(self):
        window = self.window
        create(self.workspace, Customer, {"name": "Written in the end"})
        window.new_incident()
        QTest.keyClicks(window.findChild(QWidget, "quick.what.edit"), "Scanner reads no barcodes")
        if how == "dialog":
            window.show_passphrase()
        if how == "under way":
            made = keeping_copies.keep_copies
            def slowly(*arguments):
                print("ready", flush=True)
                sys.stdin.readline()  # in its thread: the window goes on
                return made(*arguments)
            keeping_copies.keep_copies = slowly
            window.copies.may_close()
            return
        if how == "locked":
            window.locking.lock()
        print("ready", flush=True)
        if how == "locked":
            self.asked = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
            self.asked.activated.connect(self.quit_locked)

    def quit_locked(self):
        self.asked.setEnabled(False)
        self.window.locking.screen.findChild(QPushButton, "lock.quit").click()

sdesk.app.Program = Watched
sys.exit(sdesk.app.run_window(path))
"""


@contextmanager
def running(path: Path, copies: Path, how: str) -> Iterator[subprocess.Popen[str]]:
    arguments = [sys.executable, "-c", PROGRAM, str(path), str(copies), WORDS, how]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        try:
            assert started.stdout.readline().strip() == "ready"
            yield started
        finally:
            if started.poll() is None:
                started.kill()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "copies").mkdir()
    return workspace_file(tmp_path, "harbour", passphrase=WORDS)


def all_is_kept(path: Path) -> None:
    """The last words are offered, and a copy holds all that was written: it is restored, and read."""
    with open_workspace(path, WORDS) as workspace:
        (offer,) = offers(workspace)
        assert TYPED in {each.field.said for each in offer.differences}
        (copy,) = copies_of(workspace, path.parent / "copies")
        assert copy.mark == mark_of_head(workspace)
    restore(copy.path, path.with_name("restored.sdesk"), WORDS)
    with open_workspace(path.with_name("restored.sdesk"), WORDS) as restored:
        assert [each.name for each in restored.find(Customer)] == ["Written in the end"]
        assert verify(restored) == []


posix = pytest.mark.skipif(os.name != "posix", reason="other systems have no such signals")


@pytest.mark.a_few(1)
@posix
@pytest.mark.parametrize(
    ("how", "told"),
    [("plain", "SIGTERM"), ("dialog", "SIGHUP"), ("plain", "SIGINT"), ("under way", "SIGTERM")],
)
def test_the_system_ends_the_program(path: Path, how: str, told: str) -> None:
    with running(path, path.parent / "copies", how) as started:
        started.send_signal(getattr(signal, told))
        if how == "under way":
            assert started.stdin is not None
            started.stdin.close()
        assert started.wait(180) == 0
    all_is_kept(path)


@pytest.mark.torture
def test_it_is_ended_from_the_lock(path: Path) -> None:
    with running(path, path.parent / "copies", "locked") as started:
        assert started.stdin is not None
        started.stdin.close()
        assert started.wait(180) == 0
    all_is_kept(path)


class Ends:
    """Stands for the application where that would end all tests."""

    def __init__(self) -> None:
        self.times = 0

    def exit(self, _status: int) -> None:
        self.times += 1


def test_where_no_copy_can_be_made_the_lock_says_so_once(program: Program, path: Path, qtbot) -> None:
    window = program.show(open_workspace(path, WORDS))
    assert window is not None and program.workspace is not None
    program._app = ends = Ends()  # type: ignore[assignment]
    window.settings.places = Places(path.parent / "nowhere")
    create(program.workspace, Customer, {"name": "Quay Dental"})
    window.locking.lock()
    assert window.locking.screen is not None
    leave = inside(window.locking.screen, "lock.quit", QPushButton)
    leave.click()
    said = inside(window.locking.screen, "lock.wrong", PlainLabel).text()
    assert "No good copy could be made" in said and "nowhere" not in said and ends.times == 0
    seen = {each.objectName() for each in QApplication.topLevelWidgets() if each.isVisible()}
    assert seen == {"lock"}
    (path.parent / "nowhere").mkdir()
    leave.click()
    assert ends.times == 1


def test_the_session_may_end_and_all_is_kept_while_it_goes_on(program: Program, path: Path) -> None:
    window = program.show(open_workspace(path, WORDS))
    assert window is not None and program.workspace is not None
    window.settings.places = Places(path.parent / "copies")
    create(program.workspace, Customer, {"name": "Quay Dental"})
    program.keep_at_once()
    (copy,) = copies_of(program.workspace, path.parent / "copies")
    assert copy.mark == mark_of_head(program.workspace)
    assert window.isVisible()
