"""A share that hangs holds nobody: the window says so and closes, and what has not gone goes the next time."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from sdesk.practice.team.laptops import exchange
from sdesk.storage.bundles import exchange as exchanging
from sdesk.storage.bundles import going
from sdesk.storage.bundles.folder import listed_in, put
from sdesk.ui.team.exchanging import watch
from tests.provider import incident
from tests.storage.bundles.test_exchange import Office
from tests.ui.team.exchanging.team_windows import Windows

PATIENCE = 0.2


@pytest.fixture
def hangs(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Once it is set, each call that lists the folder or writes into it comes back at the end of the test."""
    does_hang, answers = threading.Event(), threading.Event()

    def hanging(does):
        def call(*given, **named):
            if does_hang.is_set():
                answers.wait(60)
                raise OSError("it never answered")
            return does(*given, **named)

        return call

    monkeypatch.setattr(exchanging, "listed_in", hanging(listed_in))
    monkeypatch.setattr(going, "put", hanging(put))
    monkeypatch.setattr(watch, "CLOSES_WITHIN", PATIENCE)
    yield does_hang
    answers.set()


@pytest.mark.parametrize("is_under_way", [True, False])
def test_the_window_closes_and_what_was_written_goes_next_time(
    windows: Windows, firm: Office, hangs: threading.Event, *, is_under_way: bool
) -> None:
    site = firm.invited("site")
    office = windows.seat(firm.office)
    windows.up_to_date()
    if is_under_way:
        hangs.set()
        office.window.team.watch.look()
        windows.until(office.window.team.watch._worker.is_busy)
    incident(firm.office, "recorded", summary="The last of the day")
    hangs.set()
    said = office.window._status.said
    begun = monotonic()
    office.window.go_without_asking()
    office.window.close()
    assert not office.window.isVisible()
    assert monotonic() - begun < 10
    assert "does not answer" in said()
    windows.seats.remove(office)
    hangs.clear()
    exchange(firm.office.workspace, firm.folder)
    exchange(site.workspace, firm.folder)
    assert "The last of the day" in {each.summary for each in site.workspace.find(type(incident(site)))}


@pytest.mark.skipif(os.name != "posix", reason="hangs in a pipe that nobody writes into")
def test_the_program_ends_while_a_thread_hangs_in_the_system(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "dead")
    program = """
import sys
from PySide6.QtCore import QCoreApplication
from sdesk.ui.worker import Worker, done_within
app = QCoreApplication([])
reads = lambda progress: open(sys.argv[1]).read()
worker = Worker(patience=0.1)
worker.start("", reads, print, print)
print(worker.wait(), worker.is_busy(), done_within(reads, 0.1, 0.1, late=lambda: print("late")))
app.processEvents()
worker.deleteLater()
app.processEvents()
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "dead")],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "late\nFalse False False\n", "")
