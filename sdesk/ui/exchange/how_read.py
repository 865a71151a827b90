"""How a table is read: what separates its cells, in which encoding it is, in which order its dates are written."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdesk.practice.exchange.importing import TableFormat
from sdesk.practice.exchange.importing.tables import DATE_ORDERS, ENCODING_NAMES, SEPARATORS
from sdesk.translation import gettext as _
from sdesk.translation import message
from sdesk.ui.pieces import ChoiceField, LabelledField, row_of
from sdesk.ui.theme.look import GRID
from sdesk.ui.wording import worded

FORM_FIELD_WIDTH = 176
_WIDTH = 128
"""Of each choice here: four of them stand beside each other, also in a narrow window."""
_SEPARATOR_NAMES = {
    ",": message(", comma"), ";": message("; semicolon"), "\t": message("tab"), "|": message("| bar"),
}  # fmt: skip
_DATE_NAMES = {
    "day-month-year": message("day month year"),
    "month-day-year": message("month day year"),
    "year-month-day": message("year month day"),
}


class HowRead(QWidget):
    """Three choices beside each other. `changed` when somebody chose another."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._separator = ChoiceField(
            [(mark, worded(_SEPARATOR_NAMES[mark])) for mark in SEPARATORS], self, empty=None
        )
        self._encoding = ChoiceField(list(ENCODING_NAMES.items()), self, empty=None)
        self._dates = ChoiceField(
            [(order, worded(_DATE_NAMES[order])) for order in DATE_ORDERS], self, empty=None
        )
        shown = []
        for title, name, field in (
            (_("Separator"), "import.separator", self._separator),
            (_("Encoding"), "import.encoding", self._encoding),
            (_("Dates are written"), "import.dates", self._dates),
        ):
            field.setObjectName(name)
            field.setMinimumWidth(_WIDTH)
            field.changed.connect(self.changed)
            shown.append(LabelledField(title, field, self))
        row_of(*shown, inside=self, spacing=GRID * 2)

    def value(self) -> TableFormat:
        return TableFormat(
            str(self._separator.value()), str(self._encoding.value()), str(self._dates.value())
        )

    def setValue(self, form: TableFormat) -> None:
        self._separator.setValue(form.separator)
        self._encoding.setValue(form.encoding)
        self.set_dates(form.dates)

    def set_dates(self, order: str) -> None:
        self._dates.setValue(order)


__all__ = ["FORM_FIELD_WIDTH", "HowRead"]
