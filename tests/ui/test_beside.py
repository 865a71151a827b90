"""What takes long to read is read beside the window, which lives on; what is shown is never of before something that was written."""

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from sdesk.models import Customer
from sdesk.practice.guidance.today import to_do
from sdesk.practice.workspaces import Workspace
from sdesk.ui.beside import Beside
from sdesk.ui.garbage import AT_MOST, Garbage, much_held
from sdesk.ui.registry import open_desk
from sdesk.ui.settings import Settings
from sdesk.ui.today.today_tab import TodayTab
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.worker import Worker
from tests.provider import Provider, incident

PATIENCE = 20


class Reading:
    """What a screen asks for, and what it was told. `holds_back` keeps a reading in its middle until it is let go."""

    def __init__(self, provider: Provider, parent: QObject) -> None:
        self.workspace: Workspace = provider.workspace
        self.desk = open_desk(provider.workspace)
        self.beside = Beside(self.desk, parent)
        self.told: list[Any] = []
        self.beside.found.connect(self.told.append)
        self.begun, self.goes_on = threading.Event(), threading.Event()

    def customers(self) -> int:
        return len(self.workspace.find(Customer))

    def held_back(self) -> int:
        found = self.customers()
        self.begun.set()
        assert self.goes_on.wait(PATIENCE)
        return found


@pytest.fixture
def reading(qtbot: QtBot, provider: Provider, beside: None) -> Iterator[Reading]:
    parent = QObject()
    made = Reading(provider, parent)
    yield made
    made.goes_on.set()
    made.beside._worker.wait()


def test_what_was_quick_the_last_time_is_told_before_anybody_goes_on(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sdesk.ui.beside.QUICK", 1000.0)
    reading.beside.ask(threading.get_ident)
    assert reading.told == [threading.get_ident()]


def test_what_took_long_the_last_time_is_read_in_another_thread(qtbot: QtBot, reading: Reading) -> None:
    with qtbot.waitSignal(reading.beside.found):
        reading.beside.ask(threading.get_ident)
    assert reading.told != [threading.get_ident()]


def test_the_window_turns_while_it_is_read(qtbot: QtBot, reading: Reading) -> None:
    turns = []
    timer = QTimer(interval=1)

    def turned() -> None:
        turns.append(1)
        if len(turns) == 20:
            reading.goes_on.set()

    timer.timeout.connect(turned)
    timer.start()
    with qtbot.waitSignal(reading.beside.found, timeout=PATIENCE * 1000):
        reading.beside.ask(reading.held_back)
    assert len(turns) >= 20


@pytest.mark.parametrize("asks", [True, False])
def test_what_is_of_before_something_was_written_is_never_told(
    qtbot: QtBot, provider: Provider, reading: Reading, asks: bool
) -> None:
    reading.beside.ask(reading.held_back)
    assert reading.begun.wait(PATIENCE)
    before = reading.customers()
    provider.create(Customer, name="Another")
    if asks:
        reading.beside.ask(reading.held_back)
    with qtbot.waitSignal(reading.beside.found, timeout=PATIENCE * 1000):
        reading.goes_on.set()
    assert reading.told == [before + 1]
    assert not reading.desk.reads_beside


def test_what_was_asked_for_last_is_told(qtbot: QtBot, reading: Reading) -> None:
    reading.beside.ask(reading.held_back)
    assert reading.begun.wait(PATIENCE)
    reading.beside.ask(lambda: "last")
    with qtbot.waitSignal(reading.beside.found, timeout=PATIENCE * 1000):
        reading.goes_on.set()
    assert reading.told == ["last"]


def test_where_it_is_written_again_and_again_it_is_read_at_last(
    qtbot: QtBot, provider: Provider, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sdesk.ui.beside.PATIENCE", 0.2)
    goes_on = [0]

    def read() -> int:
        if threading.get_ident() == threading.main_thread().ident:
            return reading.customers()
        provider.workspace._times_written += 1  # as somebody's writing does, in the middle of each reading
        goes_on[0] += 1
        return -1

    with qtbot.waitSignal(reading.beside.found, timeout=PATIENCE * 1000):
        reading.beside.ask(read)
    assert reading.told == [reading.customers()]
    assert goes_on[0] >= 1


def test_a_fault_is_told_where_nothing_was_written(
    qtbot: QtBot, provider: Provider, reading: Reading
) -> None:
    def fails() -> None:
        raise ValueError("cannot be read")

    with qtbot.captureExceptions() as faults:
        reading.beside.ask(fails)
        qtbot.waitUntil(lambda: not reading.beside._worker.is_busy())
        qtbot.waitUntil(lambda: bool(faults))
    assert [str(fault) for _kind, fault, _trace in faults] == ["cannot be read"]
    assert not reading.beside.is_busy()


def test_the_oldest_garbage_waits_while_something_is_read(
    qtbot: QtBot, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected: list[tuple[int, ...]] = []
    monkeypatch.setattr("sdesk.ui.garbage._is_in_front", lambda: False)
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, 1000))
    monkeypatch.setattr(gc, "collect", lambda *which: collected.append(which))
    reading.beside.ask(reading.held_back)
    assert reading.begun.wait(PATIENCE)
    Garbage().collect()
    assert collected == []
    with qtbot.waitSignal(reading.beside.found, timeout=PATIENCE * 1000):
        reading.goes_on.set()
    much_held.add(id(reading))
    Garbage().collect()
    assert collected == []
    much_held.discard(id(reading))
    Garbage().collect()
    assert collected == [()]


def test_a_folder_that_hangs_keeps_no_garbage_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sdesk.ui.garbage._is_in_front", lambda: True)
    monkeypatch.setattr("sdesk.ui.garbage.is_anything_done_beside", lambda: True)
    monkeypatch.setattr(gc, "get_count", lambda: (100_000, 1000, 1000))
    collected: list[tuple[int, ...]] = []
    monkeypatch.setattr(gc, "collect", lambda *which: collected.append(which))
    garbage = Garbage()
    for _look in range(AT_MOST):
        garbage.collect()
    assert collected == []
    garbage.collect()
    assert collected == [(1,)]


def test_what_arrived_and_waits_is_set_aside_where_looking_through_it_takes_long(
    monkeypatch: pytest.MonkeyPatch, reading: Reading
) -> None:
    done: list[str] = []
    monkeypatch.setattr("sdesk.ui.garbage._is_in_front", lambda: True)
    monkeypatch.setattr(gc, "get_count", lambda: (100_000, 1000, 1000))
    monkeypatch.setattr(gc, "collect", lambda *_which: done.append("collected"))
    monkeypatch.setattr(gc, "freeze", lambda: done.append("set aside"))
    much_held.add(id(reading))
    garbage = Garbage()
    for _look in range(AT_MOST + 1):
        garbage.collect()
    much_held.discard(id(reading))
    assert done == ["set aside"]


class Ring:
    """Garbage that only a collection finds."""

    def __init__(self) -> None:
        self.own = self


def test_what_takes_long_to_look_through_is_set_aside_until_nobody_looks(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    garbage, in_front = Garbage(), [True]
    monkeypatch.setattr("sdesk.ui.garbage.MANY", 0)
    monkeypatch.setattr("sdesk.ui.garbage._is_in_front", lambda: in_front[0])
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, 1000))
    ring = Ring()
    gone = weakref.ref(ring)
    try:
        garbage.collect()
        assert gc.get_freeze_count()
        del ring
        garbage.collect()
        assert gone() is not None
        in_front.clear()
        in_front.append(False)
        garbage.collect()
        assert gone() is None
        later = weakref.ref(ring := Ring())
        for is_in_front in (True, False):  # what dies afterwards is looked through the next time
            in_front[:] = [is_in_front]
            garbage.collect()
            if is_in_front:
                del ring
        assert later() is None
    finally:
        gc.unfreeze()


# ---------------------------------------------------------------- Today


@pytest.fixture
def tab(qtbot: QtBot, provider: Provider, tmp_path: Any, beside: None) -> TodayTab:
    made = TodayTab(open_desk(provider.workspace), Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def keys_of(found: Callable[[], Any]) -> list[str]:
    return [each.key for each in found()]


def is_read(tab: TodayTab) -> bool:
    return not tab.is_stale and not tab._reading.is_busy()


def test_the_lines_are_those_of_a_plain_reading_whatever_came_meanwhile(
    qtbot: QtBot, provider: Provider, tab: TodayTab
) -> None:
    for n in range(6):
        incident(provider, "recorded", summary=f"Printer {n}")
        qtbot.wait(5 * n)
    qtbot.waitUntil(lambda: is_read(tab))
    shown = tab._list.things()
    assert [each.key for each in shown] == [each.key for each in to_do(provider.workspace).things]
    assert {f"Printer {n}" for n in range(6)} <= {str(each.title) for each in shown}


def test_the_old_lines_stand_until_the_new_ones_are_read(
    qtbot: QtBot, provider: Provider, tab: TodayTab
) -> None:
    qtbot.waitUntil(lambda: is_read(tab))
    before = tab._list.texts()
    incident(provider, "recorded", summary="No network at the pier")
    assert tab._list.texts() == before
    assert not tab.is_whole
    qtbot.waitUntil(lambda: any("No network at the pier" in each for each in tab._list.texts()))


def test_a_window_that_closes_while_it_reads_ends(
    qtbot: QtBot, provider: Provider, tmp_path: Any, beside: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = MainWindow(open_desk(provider.workspace), Settings(tmp_path / "settings.ini"), Worker())
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    begun = threading.Event()

    def read(*_given: Any) -> Any:
        begun.set()
        while True:  # until it is called off, or the workspace is closed
            provider.workspace.count(Customer)

    monkeypatch.setattr("sdesk.ui.today.today_tab.read_day", read)
    incident(provider, "recorded", summary="Late")
    qtbot.waitUntil(begun.is_set)
    window.go_without_asking()
    window.close()
    provider.workspace.close()
    today: Any = window.pages.page(0)
    thread = today._reading._worker
    qtbot.waitUntil(lambda: not thread.is_busy())
