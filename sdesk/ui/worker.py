"""Long work beside the window: one thing at a time, with progress and a way out."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal


class Cancelled(Exception):
    """The person at the window has called the work off."""


class Progress:
    """What the work is handed to say how far it is; saying so is also where it can be called off."""

    def __init__(self, said: Callable[[int, int], None]) -> None:
        self._said = said
        self._off = threading.Event()

    def __call__(self, done: int, total: int) -> None:
        """Raises Cancelled when nobody waits for the rest."""
        self.go_on()
        self._said(done, total)

    def go_on(self) -> None:
        """Raises Cancelled when nobody waits for the rest: for work that cannot say how far it is."""
        if self._off.is_set():
            raise Cancelled

    def call_off(self) -> None:
        self._off.set()


Work = Callable[[Progress], Any]


class _Piece(NamedTuple):
    text: str
    work: Work
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]


_running: set[int] = set()
"""The threads that are at it."""


def is_anything_done_beside() -> bool:
    """Whether a worker is at it, of whichever window."""
    return bool(_running)


class _Thread(QObject):
    """Runs one piece of work and keeps what it returned or raised. `is_awaited`: somebody still wants to know.

    It is a thread that the program does not wait for when it ends: one that hangs in a call of the system would keep it for ever.
    """

    told = Signal(int, int)
    finished = Signal()

    def __init__(self, piece: _Piece, parent: QObject | None) -> None:
        super().__init__(parent)
        self.progress = Progress(self.told.emit)
        self.piece = piece
        self.is_awaited = True
        self.result: Any = None
        self.fault: BaseException | None = None
        self._thread = threading.Thread(target=self.run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def run(self) -> None:
        _running.add(threading.get_ident())
        try:
            self.result = self.piece.work(self.progress)
        except Cancelled:
            self.fault = Cancelled()  # without where it was: that would hold on to all that was at work
        except BaseException as fault:
            self.fault = fault
        finally:
            _running.discard(threading.get_ident())
        with suppress(RuntimeError):  # it was let go, and is deleted
            self.finished.emit()

    def end(self) -> None:
        """Call it off and come back when it has ended: nobody waits for what it finds."""
        self.ends_within(None)

    def ends_within(self, seconds: float | None) -> bool:
        """The same, for no longer than that. Whether it has ended."""
        self.is_awaited = False
        self.progress.call_off()
        return self.has_ended(seconds)

    def has_ended(self, seconds: float | None) -> bool:
        """Whether it has, after at most so long."""
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def let_go(self) -> None:
        """It is nobody's from now on. Where it asks whether to go on, it hears that nobody waits."""
        self.is_awaited = False
        self.progress.call_off()
        self.blockSignals(True)
        self.setParent(None)
        _running.discard(self._thread.ident or 0)
        _LET_GO[:] = [each for each in _LET_GO if not each.has_ended(0)]
        _LET_GO.append(self)


_LET_GO: list[_Thread] = []
"""Kept, as what they run still speaks of them."""


def done_within(work: Work, *seconds: float, late: Callable[[], object]) -> bool:
    """Do it beside the window, which is closing, and come back when it is done. Raises what it raised. After the first of `seconds`
    `late` is told, and after the second it is let go. Whether it was done."""
    thread = _Thread(_Piece("", work, _nobody, _nobody), None)
    thread.start()
    if not thread.has_ended(seconds[0]):
        late()
        if not thread.has_ended(seconds[1]):
            thread.let_go()
            return False
    if thread.fault is not None:
        raise thread.fault
    return True


def _nobody(_found: Any) -> None:
    """Nobody waits for what it finds."""


class Worker(QObject):
    """Does long work one piece after the other; `at_once` (in tests) does it before `start` returns.

    The callbacks run in the window's thread: `done` with what the work returned, `failed` with what it raised.
    Work that was called off calls neither. Where it looks into folders of others, which may hang, nobody waits for its end for
    longer than `patience` (seconds).
    """

    at_once = False

    started = Signal(str)
    progressed = Signal(int, int)
    finished = Signal()

    def __init__(self, parent: QObject | None = None, *, patience: float | None = None) -> None:
        super().__init__(parent)
        self._patience = patience
        self._waiting: list[_Piece] = []
        self._thread: _Thread | None = None

    def start(
        self, text: str, work: Work, done: Callable[[Any], None], failed: Callable[[Exception], None]
    ) -> None:
        """`text` says what is being done, as "Making the report"."""
        self._waiting.append(_Piece(text, work, done, failed))
        if self._thread is None:
            self._next()

    def cancel(self) -> None:
        """Call off what is being done now."""
        if self._thread is not None:
            self._thread.progress.call_off()

    def is_busy(self) -> bool:
        return self._thread is not None

    def ends_within(self, seconds: float | None) -> bool:
        """Call everything off and come back when the thread has ended, or after that time. Whether it has ended."""
        self._waiting.clear()
        return self._thread is None or self._thread.ends_within(seconds)

    def wait(self) -> bool:
        """Call everything off and come back when the thread has ended: the window is closing. False where it hangs, and was let go."""
        if self.ends_within(self._patience):
            return True
        self.let_go()
        return False

    def let_go(self) -> None:
        """Wait for nothing that is being done: it may hang. What is started next begins at once."""
        self._waiting.clear()
        thread, self._thread = self._thread, None
        if thread is not None:
            self.destroyed.disconnect(thread.end)
            thread.let_go()

    def _next(self) -> None:
        self._thread = _Thread(self._waiting.pop(0), self)
        self._thread.told.connect(self.progressed)
        # what is deleted with a form while it runs would end the program
        self.destroyed.connect(self._thread.end)
        self.started.emit(self._thread.piece.text)
        if self.at_once:
            self._thread.run()
            self._ended()
        else:
            self._thread.finished.connect(self._ended)
            self._thread.start()

    def _ended(self) -> None:
        thread, self._thread = self._thread, None
        if thread is None:
            return
        self.destroyed.disconnect(thread.end)
        thread.has_ended(
            None
        )  # what it held is let go of here: a window that is deleted in another thread would end the program
        if thread.is_awaited:
            self.finished.emit()
            if thread.fault is None:
                thread.piece.done(thread.result)
            elif isinstance(thread.fault, Exception) and not isinstance(thread.fault, Cancelled):
                thread.piece.failed(thread.fault)
        thread.deleteLater()
        if self._waiting and self._thread is None:
            self._next()
