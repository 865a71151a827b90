"""Preparing a report: counted on a worker, stored in the window's thread when it is counted."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sdesk.errors import SdeskError
from sdesk.practice.reporting.reports import CountedDraft, store_draft
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.pieces import BusyLine
from sdesk.ui.wording import worded
from sdesk.ui.worker import Progress, Worker


class Preparing(QObject):
    """One at a time; what is called off, or still counted when the window closes, stores nothing.

    `line` says what is done and lets it be called off, wherever it is put. `prepared` carries the draft, `refused` says
    why there is none.
    """

    prepared = Signal(object)
    refused = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = BusyLine(parent)
        self._workspace = workspace
        self._is_wanted = False
        self._worker = Worker(self)
        self._worker.started.connect(self.line.start)
        self._worker.finished.connect(self.line.finish)
        self.line.cancelled.connect(self.call_off)

    def start(self, count: Callable[[Workspace], CountedDraft[Any]]) -> None:
        """`count` runs on the worker. Nothing, while another is counted."""
        if self._worker.is_busy():
            return
        self._is_wanted = True
        work = partial(_counted, count, self._workspace)
        self._worker.start(_("Counting for the report"), work, self._store, self._fail)

    def call_off(self) -> None:
        self._is_wanted = False
        self._worker.cancel()

    def _store(self, counted: CountedDraft[Any]) -> None:
        if not self._is_wanted:
            return
        try:
            report = store_draft(self._workspace, counted)
        except SdeskError as fault:
            self._fail(fault)
        else:
            self.prepared.emit(report)

    def _fail(self, fault: Exception) -> None:
        if not self._workspace.is_open:  # closed while it was counted: nobody looks any more
            return
        if not isinstance(fault, SdeskError):
            raise fault
        self.refused.emit(worded(fault))


def _counted(
    count: Callable[[Workspace], CountedDraft[Any]], workspace: Workspace, progress: Progress
) -> CountedDraft[Any]:
    found = count(workspace)
    progress(1, 1)
    return found
