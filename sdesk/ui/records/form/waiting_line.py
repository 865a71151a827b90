"""A line that says which other records hold changes that are not saved, and leads to the next of them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces import Callout, Tone
from sdesk.ui.records.form.sheet_rack import SheetRack, name_of_sheet


class WaitingLine(Callout):
    """`asked` carries the id of a stored record, or the kind of one that is not stored yet."""

    asked = Signal(object)

    def __init__(self, rack: SheetRack, parent: QWidget) -> None:
        super().__init__(Tone.WARNING, "", parent, action=_("Show"))
        self.setObjectName("record.waiting")
        self._rack = rack
        self.acted.connect(self._ask)
        self.hide()

    def refresh(self) -> None:
        names = [name_of_sheet(sheet) for sheet in self._rack.waiting()]
        text = _("Not saved yet, and kept as typed: {records}.").format(records=", ".join(names))
        self.say(Tone.WARNING, text, _("Show"))
        self.setVisible(bool(names))

    def _ask(self) -> None:
        self.asked.emit(self._rack.first_waiting())
