"""Keeps the print of every report as it was when it was approved, so that it is the same ever after."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.window.problem_report import tell
from sdesk.ui.worker import Progress, Worker

AFTER = 1500
"""Milliseconds after a change: a person who has just approved something is not kept waiting."""


class ReportPrints(QObject):
    """Looks after each change, and once at the start, whether an approved report has not been printed yet."""

    def __init__(self, desk: Desk, worker: Worker, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._worker = worker
        self._window = window
        self._failed = False
        self._soon = QTimer(self, interval=AFTER, singleShot=True)
        self._soon.timeout.connect(self.keep)
        desk.changed.connect(self._changed)
        self._soon.start()

    def stop(self) -> None:
        """The window is closing."""
        self._soon.stop()

    def keep(self) -> None:
        """Make what is missing, beside the window's work."""
        from sdesk.practice.reporting.printing import keep_prints, unprinted_reports

        workspace = self._desk.workspace
        if (
            self._failed
            or not workspace.is_open
            or not self._desk.may_write
            or self._worker.is_busy()
            or not unprinted_reports(workspace)
        ):
            return

        def work(_progress: Progress) -> int:
            from sdesk.reports.paper import pdf_of

            return keep_prints(workspace, pdf_of)

        self._worker.start(_("Keeping the approved report as a PDF"), work, self._kept, self._tell)

    def _changed(self) -> None:
        self._soon.start()

    def _kept(self, _count: int) -> None:
        self._desk.say(_("The approved report is kept as a PDF."))

    def _tell(self, fault: Exception) -> None:
        """Say so once, not after each change."""
        self._failed = True
        tell(fault, self._window)
