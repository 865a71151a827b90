"""`python -m benchmarks.window_alive [OPERATIONS] [FOLDER]`: for how long the window does not answer while others' work comes.

A workspace of 10,000 incidents, of which 2,000 are open, takes in what a second laptop did, once with Today in sight, once with the
list of incidents, once with an incident. Every time that the window's thread turns 100 ms or more after it should have is said;
with SDESK_WHERE=1 also where it was then. What is made once stays in FOLDER, and is used again.
"""

import faulthandler
import gc
import os
import shutil
import sys
import tempfile
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, perf_counter, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "*=false")

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from benchmarks.__main__ import SAMPLE_TODAY
from benchmarks.long_list import multiply
from sdesk.app import TAKES_TURNS
from sdesk.models import ServiceIncident
from sdesk.models.priorities import Urgency
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.team.laptops import exchange, invite, join, laptops, take_out
from sdesk.practice.workspaces import Workspace, open_workspace, people, work_as
from sdesk.sample import make_sample
from sdesk.storage import col
from sdesk.storage.turns import Turns
from sdesk.ui.application import started_application
from sdesk.ui.garbage import collect_here
from sdesk.ui.registry import open_desk
from sdesk.ui.settings import Settings
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.worker import Worker

MANY, OPEN = 10_000, 2_000
EVERY = 10
"""Milliseconds after which the window's thread is to turn again."""
TOO_LONG = 0.1
STAGES = ("Today", "list", "incident")
INCIDENTS_TAB = 4
WHERE = "SDESK_WHERE"


class Turning(QObject):
    """Notes when the window's thread turns; what it was at when it did not is told by a look at its frames."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self.places: list[tuple[float, str]] = []
        self.used: list[float] = []
        self._last, self._used, self._main = perf_counter(), thread_time(), threading.get_ident()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self._turned)
        self._timer.start()
        self._ends, self._seen = threading.Event(), Counter[str]()
        if WHERE in os.environ:
            threading.Thread(target=self._watch, daemon=True).start()

    def begin(self) -> None:
        self.gaps, self.used, self.places = [], [], []
        self._last, self._used = perf_counter(), thread_time()

    def end(self) -> None:
        self._ends.set()

    def _turned(self) -> None:
        now, used = perf_counter(), thread_time()
        gap = now - self._last
        self.gaps.append(gap)
        self.used.append(used - self._used)
        self._last, self._used = now, used
        seen, self._seen = self._seen, Counter()
        if gap > TOO_LONG:
            self.places.append(
                (
                    gap,
                    f"of these {self.used[-1] * 1000:.0f} of its processor\n"
                    + "\n".join(f"    {n:3} {place}" for place, n in seen.most_common(5)),
                )
            )

    def _watch(self) -> None:
        """What a frame held last goes in this thread, and Qt may not bear that: for whoever looks for the place alone."""
        while not self._ends.wait(0.02):
            if perf_counter() - self._last > 0.03:
                frame = sys._current_frames().get(self._main)
                lines = [each for each in traceback.extract_stack(frame) if "/sdesk/" in each.filename]
                named = [f"{Path(each.filename).stem}.{each.name}:{each.lineno}" for each in lines]
                self._seen[" < ".join(reversed(named[-DEEP:]))] += 1


DEEP = 9


@contextmanager
def waits_noted() -> Iterator[list[float]]:
    """How long the window's thread waited for the file each time, while another held it."""
    waits: list[float] = []
    waited = Turns._wait

    def noted(self: Turns, *, is_home: bool) -> None:
        begun = perf_counter()
        waited(self, is_home=is_home)
        if is_home:
            waits.append(perf_counter() - begun)

    Turns._wait = noted  # type: ignore[method-assign]
    try:
        yield waits
    finally:
        Turns._wait = waited  # type: ignore[method-assign]


def prepared(folder: Path, operations: int) -> None:
    """Two laptops; what the second did lies in three folders, one for each that is looked at."""
    office = folder / "office.sdesk"
    make_sample(office, SAMPLE_TODAY, installation=folder / "notes of office")
    with open_workspace(office, installation=folder / "notes of office") as workspace:
        work_as(workspace, people(workspace)[0])
        for laptop in laptops(workspace):
            if not laptop.is_this:  # nothing of it lies in the folder
                take_out(workspace, laptop.device)
        words = invite(workspace, "site", folder / "invitation")
        site = join(
            folder / "invitation", folder / "site.sdesk", words, open_workspace, device="site",
            installation=folder / "notes of site",
        )  # fmt: skip
        (folder / "exchange").mkdir()
        work_as(site, people(site)[1])
        for each in (workspace, site):
            _more(each)
        for each in (workspace, site, workspace):
            exchange(each, folder / "exchange")
        shutil.copytree(folder / "exchange", folder / "exchange before")
        for stage in STAGES:
            _work(site, stage, operations)
            exchange(site, folder / "exchange")
            shutil.copytree(folder / "exchange", folder / f"exchange {stage}")
        site.close()
    shutil.rmtree(folder / "exchange")
    (folder / "exchange before").rename(folder / "exchange")


def _more(workspace: Workspace) -> None:
    is_open = "state IN ('recorded', 'classified', 'investigated')"
    multiply(workspace, MANY - OPEN, where=f"NOT {is_open}", series=2020)
    multiply(workspace, OPEN, where=is_open, series=2021)


def _work(site: Workspace, stage: str, operations: int) -> None:
    """A third is recorded, and each is written to twice."""
    customer = next(iter(site.find(ServiceIncident, col(ServiceIncident.customer).is_not(None)))).customer
    with site.at_once():
        for n in range(operations // 3):
            made = create(
                site, ServiceIncident, {"summary": f"{stage} {n} from the site", "customer": customer}
            )
            save(site, made, {"notes": "Said in words"})
            save(site, made, {"urgency": Urgency.HIGH})


@contextmanager
def window_of(workspace: Workspace, folder: Path) -> Iterator[MainWindow]:
    settings = Settings(folder / "settings" / "sdesk.ini")
    ours = organization(workspace)
    assert ours
    settings.remember_exchange_folder(ours.id, folder / "exchange")
    window = MainWindow(open_desk(workspace), settings, Worker())
    window.show()
    window.activateWindow()
    yield window
    window.go_without_asking()
    window.close()


def until(holds: Callable[[], bool], patience: float = 600) -> None:
    begun = monotonic()
    while not holds():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if monotonic() - begun > patience:
            raise RuntimeError("It does not come to an end.")


def rest(seconds: float) -> None:
    begun = monotonic()
    until(lambda: monotonic() - begun > seconds)


def show(window: MainWindow, stage: str) -> None:
    if stage == "Today":
        window.show_tab(0)
    elif stage == "list":
        window.show_tab(INCIDENTS_TAB)
    else:
        window.show_record(window.desk.workspace.find(ServiceIncident, limit=1)[0].id)


def measure(folder: Path) -> None:
    gc.disable()
    app = started_application(Settings(folder / "settings" / "sdesk.ini"))
    sys.setswitchinterval(TAKES_TURNS)
    turning = Turning()
    with open_workspace(folder / "office.sdesk", installation=folder / "notes of office") as workspace:
        work_as(workspace, people(workspace)[0])
        with window_of(workspace, folder) as window:
            gc.freeze()
            collect_here(app)
            rest(12)
            _say("after it has opened", turning, 0)
            for stage in STAGES:
                show(window, stage)
                rest(6)
                turning.begin()
                begun, used = monotonic(), thread_time()
                with waits_noted() as waits:
                    _take(window, folder, stage)
                _say(stage, turning, monotonic() - begun, thread_time() - used, waits)
    turning.end()
    assert QCoreApplication.instance() is app


def _take(window: MainWindow, folder: Path, stage: str) -> None:
    workspace = window.desk.workspace
    expected = f"{stage} 0 from the site"
    shutil.copytree(folder / f"exchange {stage}", folder / "exchange", dirs_exist_ok=True)
    line = window.findChild(QPushButton, "status.team")
    assert line is not None
    window.team.exchange_now()
    while not workspace.count(ServiceIncident, col(ServiceIncident.summary) == expected):
        rest(1)
    until(lambda: line.text() == "up to date")
    rest(5)


def _say(stage: str, turning: Turning, took: float, used: float = 0.0, waits: Sequence[float] = ()) -> None:
    long = sorted((each for each in turning.gaps if each > TOO_LONG), reverse=True)
    longest = max(turning.gaps, default=0.0)
    busy, waited = max(turning.used, default=0.0), max(waits, default=0.0)
    print(f"{stage}: {took:.0f} s, {used:.1f} of its processor; longest {longest * 1000:.0f} ms, of its processor {busy * 1000:.0f} ms, waiting for the file {waited * 1000:.0f} ms; "
          f"{len(long)} of over {TOO_LONG * 1000:.0f} ms, {sum(long):.1f} s together")  # fmt: skip
    for gap, places in sorted(turning.places, reverse=True)[:12]:
        print(f"  {gap * 1000:.0f} ms, {places}")
    sys.stdout.flush()


def main() -> None:
    faulthandler.enable()
    operations = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    made = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp(prefix="sdesk-alive-"))
    if not (made / f"exchange {STAGES[-1]}").exists():
        made.mkdir(exist_ok=True)
        prepared(made, operations // len(STAGES))
    with tempfile.TemporaryDirectory() as scratch:
        measure(Path(shutil.copytree(made, Path(scratch) / "run")))


if __name__ == "__main__":
    main()
