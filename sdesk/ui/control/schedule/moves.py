"""Moving a line of the schedule: what came of it is said beside the calendar, with a way back."""

from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sdesk.errors import SdeskError
from sdesk.models import ServiceChangeRequest
from sdesk.practice.calendar.schedule import Move, Slot, conflicts_of, days_later, reschedule
from sdesk.practice.lifecycle.undo import undo
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Callout, Tone
from sdesk.ui.records.reading import moment_text
from sdesk.ui.wording import worded


class Mover(QObject):
    """Moves lines and says so in its `line`, a callout with an undo."""

    moved = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._last: Move | None = None
        self.line = Callout(Tone.OK, "", parent, action=_("Undo"))
        self.line.setObjectName("ChangeSchedule.moved")
        self.line.hide()
        self.line.acted.connect(self.undo)

    def move(self, slot: Slot, days: int, hours: int = 0) -> None:
        """Move a line; what keeps it from being moved is said instead."""
        if slot.date_field:
            self._refuse(_("{number}: this date is changed in its record.").format(number=slot.number))
            return
        start, end = (
            days_later(self._desk.workspace, at, days) + timedelta(hours=hours)
            for at in (slot.start, slot.end)
        )
        try:
            self._last = reschedule(self._desk.workspace, slot.record_id, start, end)
        except SdeskError as fault:
            self._refuse(_("{number} was not moved. {why}").format(number=slot.number, why=worded(fault)))
            return
        self._say_moved(self._last)
        self.moved.emit(slot.record_id)

    def undo(self) -> None:
        """Put the last line that was moved back where it was."""
        if self._last is None or self._last.operation is None:
            return
        last, operation, self._last = self._last, self._last.operation, None
        try:
            undo(self._desk.workspace, operation)
        except SdeskError as fault:
            self._refuse(worded(fault))
            return
        self.line.hide()
        self._desk.say(_("{number} is back where it was.").format(number=last.number))
        self.moved.emit(last.record_id)

    def forget(self) -> None:
        """Say nothing any more."""
        self._last = None
        self.line.hide()

    def _say_moved(self, move: Move) -> None:
        said = _("{number} was moved to {when}.").format(number=move.number, when=moment_text(move.start))
        reasons = self._conflicts(move.record_id)
        tone = Tone.WARNING if reasons else Tone.OK
        self.line.say(tone, " ".join([said, *reasons]), _("Undo") if move.operation else "")
        self.line.show()

    def _conflicts(self, record_id: UUID) -> list[str]:
        change = self._desk.workspace.get(ServiceChangeRequest, record_id)
        return [worded(each.reason) for each in conflicts_of(self._desk.workspace, change)] if change else []

    def _refuse(self, text: str) -> None:
        self._last = None
        self.line.say(Tone.ERROR, text)
        self.line.show()
