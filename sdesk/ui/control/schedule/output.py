"""The schedule out of the program: a month on paper, and everything as a calendar file."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFileDialog, QWidget

from sdesk.errors import SdeskError
from sdesk.practice.calendar.coming_round import coming_slots
from sdesk.practice.calendar.icalendar import calendar_of
from sdesk.practice.calendar.schedule import review_slots, slots
from sdesk.practice.exchange.handouts import PRINT, hand_out, tell
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.printing import schedule_printout
from sdesk.practice.workspaces import now
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.reporting.output import ask_printer, file_name
from sdesk.ui.wording import worded

BACK, AHEAD = timedelta(days=31), timedelta(days=366)
"""How much of the schedule goes into a calendar file."""


class ScheduleOutput(QObject):
    """Asks where to, and writes or prints."""

    def __init__(self, desk: Desk, parent: QWidget, failed: Callable[[str], None]) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = parent
        self._failed = failed
        self._printing: QPdfDocument | None = None

    def ask_for_calendar_file(self) -> None:
        self._ask(_("Save as a calendar file"), _("Calendar files (*.ics)"), "ics", self.write_calendar)

    def ask_for_month(self, day: date) -> None:
        """Ask where to save the month of a day as a PDF."""

        def write(path: Path) -> None:
            self._write(path, self.month_as_pdf(day))

        self._ask(_("Save the month as PDF"), _("PDF files (*.pdf)"), "pdf", write)

    def print_month(self, day: date) -> None:
        """Ask which printer, and print the month of a day."""
        try:
            self._desk.workspace.refuse_to_save()  # where it cannot be told, nothing is printed
        except SdeskError as fault:
            self._failed(worded(fault))
            return
        content = QBuffer(self)
        content.setData(QByteArray(self.month_as_pdf(day)))
        content.open(QIODevice.OpenModeFlag.ReadOnly)
        self._printing = QPdfDocument(self)
        self._printing.load(content)
        name = _("Change schedule")
        ask_printer(
            self._window, self._printing, name, lambda: tell(self._desk.workspace, PRINT, name), self._failed
        )

    def write_calendar(self, path: Path) -> None:
        """Everything from a month ago to a year ahead, as calendar programs import it."""
        workspace = self._desk.workspace
        at = now(workspace)
        span = (at - BACK, at + AHEAD)
        found = [*slots(workspace, *span), *review_slots(workspace, *span), *coming_slots(workspace, *span)]
        ours = organization(workspace)
        name = _("Change schedule of {organization}").format(organization=ours.name if ours else "")
        self._write(path, calendar_of(found, name, at))

    def month_as_pdf(self, day: date) -> bytes:
        from sdesk.reports.pdf import render_pdf
        from sdesk.reports.schedule import schedule_document

        ours = organization(self._desk.workspace)
        period = Period.month(day.year, day.month, ours.time_zone if ours else "UTC")
        return render_pdf(schedule_document(schedule_printout(self._desk.workspace, period)))

    def _ask(self, title: str, kinds: str, ending: str, save: Callable[[Path], None]) -> None:
        ours = organization(self._desk.workspace)
        suggested = file_name(_("Change schedule"), ours.name if ours else "")
        dialog = QFileDialog(self._window, title)
        dialog.setObjectName("ChangeSchedule.file")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.setNameFilter(kinds)
        dialog.selectFile(f"{suggested}.{ending}")
        dialog.fileSelected.connect(lambda chosen: save(Path(chosen)))
        dialog.open()

    def _write(self, path: Path, content: bytes) -> None:
        try:
            hand_out(self._desk.workspace, path, content)
        except SdeskError as fault:
            self._failed(worded(fault))
        else:
            self._desk.say(_("Saved as {name}.").format(name=path.name))
