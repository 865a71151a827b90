"""Cells of a spreadsheet, read by the fields into which they are pasted."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from PySide6.QtWidgets import QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces.callout import Callout, Tone
from sdesk.ui.pieces.fields.row_line import RowLine


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that are no value of the cell in which they would come; "" is no column at all."""

    column: str
    row: int
    text: str

    def __str__(self) -> str:
        if not self.column:
            return _("Row {number}: “{text}” has no cell.").format(number=self.row, text=self.text)
        said = _("Row {number}, {field}: “{text}” is not read.")
        return said.format(number=self.row, field=self.column, text=self.text)


def table_of(text: str) -> list[list[str]]:
    """The cells in lines, with tabs between them; in quotes, as spreadsheets put them, one goes over several lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if '"' not in lines:
        return [line.split("\t") for line in lines.split("\n")]
    return list(csv.reader(StringIO(lines, newline=""), delimiter="\t"))


def paste_into(row: RowLine, names: Sequence[str], cells: Sequence[str], number: int) -> list[Unread]:
    """Put cells in the columns of a row; what is for no column, and what its field does not read, comes back."""
    unread: list[Unread] = []
    for name, cell in zip(names, cells, strict=False):
        if not row.can_be_filled_in(name):
            is_same = " ".join(cell.split()) == " ".join(row.text_of(row.column(name)).split())
            unread += [] if is_same or not cell.strip() else [Unread(row.column(name).title, number, cell)]
        elif not row.read_words(name, cell):
            unread.append(Unread(row.column(name).title, number, cell))
    return unread + [Unread("", number, cell) for cell in cells[len(names) :] if cell.strip()]


class UnreadNotice(Callout):
    """Says what of a paste is not read, until that is put away."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Tone.WARNING, "", parent, action=_("Close"))
        self.button.setObjectName("action.close-unread")
        self.acted.connect(self.hide)
        self.hide()

    def say_unread(self, unread: Sequence[Unread]) -> None:
        self.setVisible(bool(unread))
        if unread:
            self.say(Tone.WARNING, "\n".join(str(each) for each in unread), _("Close"))


__all__ = ["Unread", "UnreadNotice", "paste_into", "table_of"]
