"""A second start, by real programs: the first window comes to the front, and the second program ends."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import pytest
from PySide6.QtWidgets import QApplication

from sdesk.app import Program
from sdesk.practice.passphrase import change_passphrase
from sdesk.practice.workspaces import open_workspace, start_workspace
from sdesk.ui.settings import Settings
from sdesk.ui.window import doorbell
from sdesk.ui.window.doorbell import Doorbell, ring

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication
import sdesk.app
from sdesk.ui.window import doorbell

if "patient" not in sys.argv:
    doorbell.PATIENCE = 300

class Watched(sdesk.app.Program):
    def start(self, path):
        super().start(path)
        if self.window is None:
            return
        if "locked" in sys.argv:
            self.window.locking.lock()
        if "asking" in sys.argv:
            self.choosing.ask_open()
        if "away" in sys.argv:
            self.window.showMinimized()
        if "asks" in sys.argv:
            self.window.show_verify()  # nobody gets past it
        self.told = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self.told.activated.connect(self.obey)
        print("shows", self.window.objectName(), flush=True)

    def come_to_the_front(self):
        super().come_to_the_front()
        seen = [each.objectName() for each in QApplication.topLevelWidgets()
                if each.isVisible() and not each.isMinimized()]
        print("in front:", *sorted(seen), flush=True)

    def obey(self):
        sys.stdin.readline()
        self._app.quit()

sdesk.app.Program = Watched
sys.exit(sdesk.app.run_window(Path(sys.argv[1]) if sys.argv[1] else None))
"""
CHANGE = """
    def change(self):
        self.window.desk.moved.connect(lambda: print("changed", flush=True))
        self.window.show_passphrase()
        asking = QApplication.activeModalWidget()
        for line in asking._new, asking._again:
            line.setText("a long open sesame")
        asking.confirm()
"""
HOLDING = (
    "import sys; from pathlib import Path; from sdesk.practice.workspaces import open_workspace\n"
    "workspace = open_workspace(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
)
posix = pytest.mark.skipif(os.name != "posix", reason="other systems have no such signals")


@contextmanager
def program(path: Path | str, *how: str, does: str = PROGRAM) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", does, str(path), *how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as started:
        try:
            yield started
        finally:
            if started.poll() is None:
                started.kill()


def says(started: subprocess.Popen[str]) -> str:
    """Waits for a line, or for the end of the program."""
    out: IO[str] | None = started.stdout
    assert out is not None
    return out.readline().strip()


SECOND = """
import sys
from sdesk.ui.window import doorbell
doorbell.PATIENCE = 60_000
from sdesk.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def second_start(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Waits as long as a busy computer takes: here nobody sits before it."""
    return subprocess.run(
        [sys.executable, "-c", SECOND, *arguments], capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(doorbell, "PATIENCE", 60_000)
    path = tmp_path / "harbour.sdesk"
    with start_workspace(path, "Harbour IT Services"):
        pass
    return path


def test_a_second_start_raises_the_first_window_from_where_it_was_put_away(path: Path) -> None:
    with program(path, "away") as first:
        assert says(first) == "shows window"
        for arguments in [str(path)], []:  # by its name, and as the one that was open last
            second = second_start(*arguments)
            assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
            assert says(first) == "in front: window"


@pytest.mark.torture
def test_another_file_gets_a_window_of_its_own_and_one_behind_a_question_comes_with_it(
    path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "quay.sdesk"
    start_workspace(other, "Quay IT Services").close()
    with program(path, "asking", "away") as first:
        assert says(first) == "shows window"
        with program(other) as second:
            assert says(second) == "shows window"
            assert ring(path, has_just_begun=True)
            assert says(first) == "in front: file.open window"
            assert ring(other)
            assert says(second) == "in front: window"


@pytest.mark.torture
@posix
def test_by_another_name_it_is_the_same_file_and_whoever_closed_in_good_order_leaves_nothing_behind(
    path: Path, tmp_path: Path
) -> None:
    (tmp_path / "link.sdesk").symlink_to(path)
    with program(path) as first:
        assert says(first) == "shows window"
        assert second_start(str(tmp_path / "link.sdesk")).returncode == 0
        assert says(first) == "in front: window"
        name = Path(doorbell._name(path))
        assert name.exists()
        assert first.stdin is not None
        first.stdin.write("end\n")
        first.stdin.flush()
        assert first.wait() == 0
    assert not name.exists()


@pytest.mark.torture
def test_a_window_that_is_locked_comes_to_the_front_locked(path: Path) -> None:
    with open_workspace(path) as workspace:
        change_passphrase(workspace, "open sesame", "open sesame")
    ask = "import sdesk.app\nsdesk.app.needs_passphrase = lambda path: False\nopens = sdesk.app.open_workspace\n"
    ask += "sdesk.app.open_workspace = lambda path, _words, **more: opens(path, 'open sesame', **more)\n"
    with program(path, "locked", does=ask + PROGRAM) as first:
        assert says(first) == "shows window"
        assert second_start(str(path)).returncode == 0  # no passphrase is asked for
        assert says(first) == "in front: lock"


@pytest.mark.torture
def test_a_question_that_is_asked_stays_in_front(path: Path) -> None:
    with program(path, "asks") as first:
        assert says(first) == "shows window"
        before = path.read_bytes()
        second = second_start(str(path))
        assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
        assert says(first) == "in front: verify window"
        assert path.read_bytes() == before


@pytest.mark.torture
def test_while_the_passphrase_is_changed_it_comes_to_the_front_and_the_change_goes_on(path: Path) -> None:
    """The second start rings in the moment in which the new file is about to take the place of the old."""
    changing = (
        "import sdesk.ui.window.passphrase_change as changing\n"
        "import subprocess, threading\n"
        f"SECOND = {SECOND!r}\n"
        "change = changing.change_passphrase\n"
        "def ringing(*given, **more):\n"
        "    second = subprocess.run([sys.executable, '-c', SECOND, sys.argv[1]], timeout=120)\n"
        "    print('second ended with', second.returncode, flush=True)\n"
        "    return change(*given, **more)\n"
        "changing.change_passphrase = ringing\n"
    )
    does = PROGRAM.replace("class Watched", changing + "\nclass Watched").replace(
        "        self.told = ", "        QTimer.singleShot(0, self.change)\n        self.told = "
    )
    does = does.replace("    def obey", CHANGE + "\n    def obey")
    with program(path, does=does) as first:
        assert says(first) == "shows window"
        said = [says(first) for _ in range(3)]
        assert "second ended with 0" in said
        assert "in front: passphrase.change window" in said
        assert "changed" in said
        assert first.stdin is not None
        first.stdin.write("end\n")
        first.stdin.flush()
        assert first.wait() == 0
    with open_workspace(path, "a long open sesame") as workspace:
        assert workspace.path == path


@posix
def test_what_a_killed_program_left_is_no_first_window(path: Path) -> None:
    with program(path) as first:
        assert says(first) == "shows window"
        first.send_signal(signal.SIGKILL)
        first.wait()
    with program(path) as second:
        assert says(second) == "shows window"
        assert ring(path, has_just_begun=True)
        assert says(second) == "in front: window"


@pytest.mark.torture
def test_of_two_that_start_at_once_one_shows_its_window(path: Path) -> None:
    for _ in range(50):
        with program(path, "patient") as one, program(path, "patient") as other:
            said = {says(one): one, says(other): other}
            assert said.keys() == {"shows window", ""}
            assert said[""].wait() == 0
            assert says(said["shows window"]) == "in front: window"


@pytest.mark.torture
@posix
def test_a_program_that_hangs_is_not_waited_for(path: Path) -> None:
    with program(path) as first:
        assert says(first) == "shows window"
        first.send_signal(signal.SIGSTOP)
        with program(path) as second:
            assert says(second) == "shows welcome"


@pytest.mark.torture
def test_a_program_without_a_window_is_named(path: Path) -> None:
    with program(path, does=HOLDING) as first:
        assert says(first) == "open"
        with program(path) as second:
            assert says(second) == "shows welcome"


RINGING = (
    "import sys; from pathlib import Path; from sdesk.ui.window import doorbell\n"
    "doorbell.PATIENCE = 60_000\n"
    "sys.exit(not doorbell.ring(Path(sys.argv[1])))"
)


def test_the_bell_follows_the_file(qtbot, path: Path, tmp_path: Path) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Program(app, Settings(tmp_path / "settings.ini"))
    made.worker.at_once = True
    made.start(path)
    try:
        assert made.workspace is not None
        change_passphrase(made.workspace, "open sesame", "open sesame")  # another file from now on
        made.window.desk.moved.emit()
        with program(path, does=RINGING) as ringing:
            qtbot.waitUntil(lambda: ringing.poll() is not None, timeout=30_000)
            assert ringing.returncode == 0
    finally:
        made.window.close()
        made._let_go()


@posix
@pytest.mark.parametrize("mode", [0o777, 0o750])
def test_where_others_may_write_nobody_is_called(
    qtbot, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    """They could put a socket there that answers, and keep the program from starting."""
    monkeypatch.setattr(doorbell, "_our_folder", lambda: tmp_path)
    bell = Doorbell(path)
    theirs = Path(doorbell._name(path))
    assert theirs.exists()
    monkeypatch.undo()
    monkeypatch.setattr(doorbell, "user_runtime_path", lambda *_names, **_more: tmp_path)
    tmp_path.chmod(mode)
    assert doorbell._name(path) == ""
    assert not ring(path)
    tmp_path.chmod(0o700)
    assert doorbell._name(path) == str(theirs)
    bell.take_down()


def a_listener(place: Path, answer: bytes) -> socket.socket:
    """Takes whoever calls, and answers so, at once and only once."""
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(place))
    listening.listen()

    def answer_once() -> None:
        with suppress(OSError), listening.accept()[0] as caller:
            if answer:
                caller.sendall(answer)
            while caller.recv(1000):  # until the caller has gone
                pass

    threading.Thread(target=answer_once, daemon=True).start()
    return listening


@posix
@pytest.mark.parametrize("answer", [b"", b"com", b"coming in a moment", b"\0\xff" * 50_000])
def test_who_answers_something_else_or_nothing_is_no_window(
    path: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    monkeypatch.setattr(doorbell, "PATIENCE", 300)
    with a_listener(Path(doorbell._name(path)), answer):
        assert not ring(path)
    Path(doorbell._name(path)).unlink()


@posix
@pytest.mark.parametrize("left", ["file", "folder", "socket", "link"])
def test_whatever_lies_in_its_place_nobody_waits_for_it(qtbot, path: Path, tmp_path: Path, left: str) -> None:
    place = Path(doorbell._name(path))
    match left:
        case "file":
            place.write_bytes(b"rubbish")
        case "folder":
            place.mkdir()
        case "socket":
            with socket.socket(socket.AF_UNIX) as stale:
                stale.bind(str(place))
        case "link":
            place.symlink_to(tmp_path / "nowhere")
    assert not ring(path)
    bell = Doorbell(path)
    with program(path, does=RINGING) as ringing:
        qtbot.waitUntil(lambda: ringing.poll() is not None, timeout=30_000)
        assert ringing.returncode == (1 if left == "folder" else 0)
    bell.take_down()
    if left == "folder":
        place.rmdir()


@posix
def test_who_rings_with_rubbish_is_answered_and_let_go(qtbot, path: Path) -> None:
    bell = Doorbell(path)
    with socket.socket(socket.AF_UNIX) as caller, qtbot.waitSignal(bell.rung):
        caller.connect(doorbell._name(path))
        caller.setblocking(False)
        caller.send(b"\0\xff<b>" * 10_000)
    with socket.socket(socket.AF_UNIX) as gone, qtbot.waitSignal(bell.rung):
        gone.connect(doorbell._name(path))
        gone.close()
    with program(path, does=RINGING) as ringing:
        qtbot.waitUntil(lambda: ringing.poll() is not None, timeout=30_000)
        assert ringing.returncode == 0
    bell.take_down()


def test_of_a_file_that_is_not_there_nobody_has_a_window(tmp_path: Path) -> None:
    assert not ring(tmp_path / "gone.sdesk")
    assert not ring(Path("a\0b"))
