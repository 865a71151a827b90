"""The line in the head of a record of which something is to settle."""

from PySide6.QtWidgets import QWidget

from sdesk.models import Record
from sdesk.practice.team.settling import to_settle
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Callout, Tone


class SettleLine(Callout):
    """It is there while something is, and leads to where it is settled."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(Tone.WARNING, "", parent)
        self.setObjectName("record.settle")
        self._desk = desk
        self._record: Record | None = None
        self.acted.connect(self._open)
        self.hide()

    def show_record(self, record: Record | None) -> None:
        self._record = record
        found = (
            [each for each in to_settle(self._desk.workspace) if each.concerns(record.id)] if record else []
        )
        if found:
            said = ngettext(
                "Work of several laptops met here: one thing is to settle.",
                "Work of several laptops met here: {n} things are to settle.",
                len(found),
            )
            self.say(Tone.WARNING, said.format(n=len(found)), _("Settle…"))
        self.setVisible(bool(found))

    def _open(self) -> None:
        if self._record is not None:
            self._desk.open_settling(self._record.id)


__all__ = ["SettleLine"]
