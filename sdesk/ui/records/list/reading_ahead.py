"""A long list read into memory beside the window, so that the first filter does not wait for the disk."""

from typing import Any

from PySide6.QtCore import QObject, QTimer

from sdesk.models import Record
from sdesk.practice.lifecycle.lists import read_ahead
from sdesk.practice.workspaces import Workspace
from sdesk.ui.worker import Progress, Worker

MANY = 5_000
"""Rows from which a filter that reads them from the disk is felt."""
REST = 400
"""Milliseconds after the list is there: what is seen comes first."""


class ReadingAhead(QObject):
    """Once for each list. What goes wrong is said by whoever reads the rows for somebody."""

    def __init__(self, workspace: Workspace, model: type[Record], parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._model = workspace, model
        self._worker = Worker(self)
        self.rest = QTimer(self, singleShot=True, interval=REST)
        self.rest.timeout.connect(self._begin)
        self._has_begun = False

    def begin(self, count: int) -> None:
        """Of a list of so many, at the next moment of rest."""
        if count >= MANY and not self._has_begun:
            self.rest.start()

    def _begin(self) -> None:
        if self._workspace.is_open and not self._has_begun:
            self._has_begun = True
            self._worker.start("", self._read, _forget, _forget)

    def _read(self, progress: Progress) -> None:
        with self._workspace.while_awaited(progress.go_on):
            read_ahead(self._workspace, self._model)


def _forget(_found: Any) -> None:
    """Nobody waits for it."""


__all__ = ["MANY", "ReadingAhead"]
