"""Above a recurring job: when it is due, when it was done last and what came of it, and the way to do it."""

from datetime import date

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from sdesk.errors import SdeskError
from sdesk.models import JobRun, Person, Record, RecurringJob
from sdesk.models.control import PointResult
from sdesk.practice.calendar.coming_round import JobDue, job_due
from sdesk.practice.control.jobs import begin
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui import wall
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Callout, Tone, column_of
from sdesk.ui.pieces.fields.date_reading import written_date
from sdesk.ui.theme.look import GRID
from sdesk.ui.wording import worded


def do_job(desk: Desk, job: RecurringJob) -> None:
    """Show the draft in which it is being done, a new one if nobody began."""
    try:
        run = begin(desk.workspace, job)
    except SdeskError as fault:
        desk.say(worded(fault))
    else:
        desk.open_record(run.id)


class JobStrip(QWidget):
    """Shows one job that is in use; nothing for any other."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: RecurringJob | None = None
        self._line = Callout(Tone.INFO, "", self, action=_("Do it now"))
        self._line.setObjectName("job.due")
        self._line.button.setObjectName("action.do-job")
        desk.writes(self._line.button)
        self._line.acted.connect(self.do_it)
        column_of(self._line, inside=self, margins=(14, GRID, 14, 0))
        self.hide()

    def show_record(self, record: Record | None) -> None:
        found = job_due(self._desk.workspace, record) if isinstance(record, RecurringJob) else None
        self._job = found.job if found else None
        self.setVisible(found is not None)
        if found is not None:
            self._show(found)

    def do_it(self) -> None:
        """Show the draft in which it is being done, a new one if nobody began."""
        if self._job is not None:
            do_job(self._desk, self._job)

    def _show(self, due: JobDue) -> None:
        late = due.day < wall.today()
        said = (_("It was due on {day}.") if late else _("Due on {day}.")).format(day=_written(due.day))
        before = self._last_words(due.last) if due.last else _("Never done yet.")
        action = _("Go on with it") if due.begun else _("Do it now")
        self._line.say(Tone.WARNING if late else Tone.INFO, f"{said} {before}", action)

    def _last_words(self, run: JobRun) -> str:
        who = self._desk.workspace.get(Person, run.done_by) if run.done_by else None
        failed = sum(check.result is PointResult.FAILED for check in run.checks)
        day = _written(run.done_on) if run.done_on else ""
        said = _("Last done on {day} by {person}.").format(day=day, person=who.name if who else "")
        if not failed:
            return said
        of_points = ngettext("{n} point failed then.", "{n} points failed then.", failed).format(n=failed)
        return f"{said} {of_points}"


def _written(day: date) -> str:
    return written_date(day, QLocale())
