"""What a screen reads of the workspace: at once where that is quick, beside the window where it takes long."""

from collections.abc import Callable
from time import monotonic, thread_time
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from sdesk.ui.desk import Desk
from sdesk.ui.worker import Progress, Worker

Read = Callable[[], Any]

QUICK = 0.06
"""Seconds of a processor up to which it is read in the window's thread, by what it took last."""
PATIENCE = 20.0
"""Seconds for which one reading after the other is given up, as something was written meanwhile; the next is made in the window's
thread."""
AGAIN_AFTER = 100
"""Milliseconds until it is begun again: what is written comes seldom alone."""


class Beside(QObject):
    """`found` carries what was read. It is of the workspace as it is when it is told: what was written meanwhile has it read again.

    What is shown stays until then. `at_once` (in tests) reads before `ask` returns; `takes` is what a reading is known to take, in
    seconds; `quick` what it may take to be read at once, where that is other than for others. While one goes on, `desk.reads_beside` says so to who can wait with writing.
    """

    at_once = False

    found = Signal(object)

    def __init__(
        self, desk: Desk, parent: QObject, *, takes: float = 0.0, quick: float | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.takes = takes
        self._quick = quick
        self._wanted: Read | None = None
        self._begun: Read | None = None
        self._of, self._since = 0, 0.0
        self._worker = Worker(self)
        self._worker.finished.connect(self._ended)
        self._next = QTimer(self, singleShot=True, interval=AGAIN_AFTER)
        self._next.timeout.connect(self._read_wanted)

    def ask(self, read: Read) -> None:
        """Read it as the workspace is now; `read` is called in whichever thread does it."""
        if self._wanted is None:
            self._since = monotonic()
        self._wanted = read
        if not self._worker.is_busy():
            self._read_wanted()
        else:
            self._worker.cancel()  # nobody waits for what was so before

    def read_here(self, read: Read) -> None:
        """At once, however long it takes: what is being read beside is not waited for."""
        self._wanted = None
        self.found.emit(self._timed(read))

    def is_busy(self) -> bool:
        return self._wanted is not None

    # ---------------------------------------------------------------- reading

    def _read_wanted(self) -> None:
        read, workspace = self._wanted, self._desk.workspace
        if read is None or self._worker.is_busy() or not workspace.is_open:
            return
        if (
            self.at_once
            or self.takes <= (QUICK if self._quick is None else self._quick)
            or monotonic() - self._since > PATIENCE
        ):
            self.read_here(read)
            return
        self._begun, self._of = read, workspace.times_written

        def work(progress: Progress) -> Any:
            with workspace.while_awaited(progress.go_on):
                return self._timed(read)

        self._desk.reads_beside.add(self)
        self._worker.start("", work, self._done, self._failed)

    def _timed(self, read: Read) -> Any:
        begun = thread_time()
        found = read()
        self.takes = thread_time() - begun
        return found

    def _ended(self) -> None:
        """Whatever came of it, also where it was called off; what it found follows."""
        self._desk.reads_beside.discard(self)
        self._next.start()

    @property
    def _is_of_now(self) -> bool:
        is_last = self._wanted is not None and self._wanted is self._begun
        return is_last and self._of == self._desk.workspace.times_written

    def _done(self, found: Any) -> None:
        if self._is_of_now:
            self._wanted = None
            self.found.emit(found)

    def _failed(self, fault: Exception) -> None:
        """Something may have been written in the middle of it, or the workspace was closed: then nobody looks any more."""
        if self._desk.workspace.is_open and self._is_of_now:
            self._wanted = None
            raise fault


__all__ = ["Beside"]
