"""How requirements, or points of evidence, stand, judged on a worker: the records of a year are read for it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.worker import Progress, Worker

Judge = Callable[[Workspace], Any]


class Judging(QObject):
    """`judged` carries what was found of what was asked for last; what was overtaken meanwhile is not told.

    `at_once` (in tests) judges before `ask` returns. With `rest` milliseconds it waits until so long nothing more was
    asked: what a window needs first is not kept from it, and of several changes in a row the last is judged.
    """

    at_once = False

    judged = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject, *, rest: int = 0) -> None:
        super().__init__(parent)
        self._rest = QTimer(self, singleShot=True, interval=rest)
        self._rest.timeout.connect(self._begin)
        self._workspace = workspace
        self._worker = Worker(self)
        self._worker.at_once = self.at_once or self._worker.at_once
        self._wanted: Judge | None = None

    def ask(self, judge: Judge) -> None:
        """Judge the workspace as it is now."""
        self._wanted = judge
        if self._rest.interval() and not self._worker.at_once:
            self._rest.start()
        else:
            self._begin()

    def _begin(self) -> None:
        if self._wanted is not None and not self._worker.is_busy():
            self._start(self._wanted)

    def _start(self, judge: Judge, *, again: bool = True) -> None:
        """What fails is judged `again`: something may have been written in the middle of it."""
        self._rest.stop()

        def work(progress: Progress) -> Any:
            with self._workspace.while_awaited(progress.go_on):
                return judge(self._workspace)

        def done(found: Any) -> None:
            if self._wanted is judge:
                self.judged.emit(found)
            elif self._wanted is not None:
                self._start(self._wanted)

        def failed(fault: Exception) -> None:
            if again and self._workspace.is_open and self._wanted is not None:
                self._start(self._wanted, again=False)
            else:
                self._failed(fault)

        self._worker.start(_("Judging the requirements"), work, done, failed)

    def _failed(self, fault: Exception) -> None:
        if self._workspace.is_open:  # closed while it was judged: nobody looks any more
            raise fault
