"""Long work beside the window: in order, with progress, and called off without a trace."""

import gc
import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sdesk.ui.garbage import collect_here
from sdesk.ui.worker import Worker


@pytest.fixture
def worker(qtbot):
    made = Worker()
    yield made
    made.wait()


class Told:
    """What came of the work."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.failed: list[Exception] = []

    def start(self, worker: Worker, work) -> None:
        worker.start("Working", work, self.done.append, self.failed.append)


def test_work_is_done_beside_the_window_and_told_in_its_thread(qtbot, worker):
    told = Told()
    with qtbot.waitSignal(worker.finished):
        told.start(worker, lambda progress: threading.get_ident())
    assert len(told.done) == 1
    assert told.done != [threading.get_ident()]


def test_pieces_of_work_are_done_one_after_the_other(qtbot, worker):
    order = []
    told = Told()
    for name in "abc":
        told.start(worker, lambda progress, name=name: order.append(name))
    qtbot.waitUntil(lambda: len(told.done) == 3)
    assert order == ["a", "b", "c"]


def test_a_fault_in_the_work_is_handed_to_the_window(qtbot, worker):
    told = Told()
    with qtbot.waitSignal(worker.finished):
        told.start(worker, lambda progress: 1 / 0)
    assert [type(fault) for fault in told.failed] == [ZeroDivisionError]
    assert not told.done


def test_work_that_is_called_off_stops_where_it_says_how_far_it_is(qtbot, worker):
    reached = threading.Event()
    called_off = threading.Event()
    told = Told()

    def work(progress) -> None:
        reached.set()
        assert called_off.wait(5)
        progress(1, 2)
        told.done.append("went on")

    with qtbot.waitSignal(worker.finished):
        told.start(worker, work)
        assert reached.wait(5)
        worker.cancel()
        called_off.set()
    assert not told.done
    assert not told.failed


def test_it_says_what_it_does_and_how_far_it_is(qtbot, worker):
    said: list[object] = []
    worker.started.connect(said.append)
    worker.progressed.connect(lambda done, total: said.append((done, total)))
    with qtbot.waitSignal(worker.finished):
        Told().start(worker, lambda progress: progress(1, 4))
    assert said == ["Working", (1, 4)]


def test_at_once_everything_has_happened_when_start_returns(qtbot, worker):
    worker.at_once = True
    told = Told()
    told.start(worker, lambda progress: "done")
    assert told.done == ["done"]
    assert not worker.is_busy()


def test_what_is_begun_after_everything_was_called_off_is_handed_its_own_result(qtbot, worker):
    off, on = Told(), Told()
    off.start(worker, lambda progress: "nobody waits for it")
    worker.wait()
    with qtbot.waitSignal(worker.finished):
        on.start(worker, lambda progress: "its own")
    assert (off.done, on.done) == ([], ["its own"])


def test_what_is_deleted_while_it_works_calls_that_off_and_waits_for_it(qtbot):
    """A form goes with what counts beside it: a thread that ran on ended the program."""
    form, begun, ended, told = QObject(), threading.Event(), threading.Event(), Told()

    def work(progress):
        begun.set()
        assert progress._off.wait(30)
        ended.set()

    told.start(Worker(form), work)
    assert begun.wait(30)
    shiboken6.delete(form)
    assert ended.is_set()
    assert told.done == told.failed == []


def test_a_window_that_is_garbage_is_deleted_in_its_own_thread(qtbot, worker):
    """Python deletes what nobody holds any more in whichever thread asks for memory next."""
    where: list[int] = []

    class Window(QWidget):
        def __del__(self) -> None:
            where.append(threading.get_ident())

    def work(progress) -> None:
        for _ in range(20_000):
            garbage: list[object] = []
            garbage.append(garbage)

    gc.enable()
    here = QObject()
    collect_here(here)
    window = Window()
    window.itself = window  # type: ignore[attr-defined]
    del window
    with qtbot.waitSignal(worker.finished):
        worker.start("Working", work, lambda _: None, lambda _: None)
    qtbot.waitUntil(lambda: bool(where), timeout=5000)
    assert where == [threading.get_ident()]
