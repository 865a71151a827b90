"""Rows of an audit that have a page of their own: in the form they are counted."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from sdesk.translation import ngettext
from sdesk.ui.pieces import FieldWidget, PlainLabel


class ElsewhereField(FieldWidget):
    """Keeps the rows as they are and says how many there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Any, ...] = ()
        self._install(PlainLabel("", self))

    def value(self) -> tuple[Any, ...]:
        return self._rows

    def setValue(self, value: Sequence[Any] | None) -> None:
        self._rows = tuple(value or ())
        self._refresh_reading()

    def displayText(self) -> str:
        number = len(self._rows)
        said = ngettext("{n} line, on the page “Sample”", "{n} lines, on the page “Sample”", number)
        return said.format(n=number) if number else ""
