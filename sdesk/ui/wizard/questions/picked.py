"""Ticks out of a list, each of which becomes a row to be filled in; one of one's own is typed in the empty row."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdesk.models import Row
from sdesk.translation import gettext as _
from sdesk.ui.pieces import HelpText, column_of
from sdesk.ui.records.ticks import Offer, Ticks
from sdesk.ui.wizard.questions.line_rows import Cell, LineRows

R = TypeVar("R", bound=Row)


class Picked(QWidget, Generic[R]):
    """`make` gives the row of what was ticked, by its key and name."""

    changed = Signal()

    def __init__(
        self,
        name: str,
        title: str,
        offers: Sequence[Offer],
        make: Callable[[str, str], R],
        cells: Sequence[Cell],
        parent: QWidget | None = None,
        *,
        most: int = 50,
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._most = most
        self._names = {each.key: each.name for each in offers}
        self._ticks = Ticks(name, title, self)
        self._ticks.offer(offers)
        self._ticks.ticked.connect(self._ticked)
        self.lines: LineRows[R] = LineRows(
            f"{name}.rows", title, lambda: make("", ""), cells, self, most=most
        )
        self.lines.changed.connect(self._edited)
        self._full = HelpText(_("That is all there is room for: take one out to put another in."), self)
        self._full.setObjectName(f"{name}.full")
        self._full.hide()
        column_of(self._ticks, self._full, self.lines, inside=self)
        self.setFocusProxy(self._ticks)

    def show_rows(self, rows: Sequence[R]) -> None:
        self.lines.set_rows(rows)
        self._show_ticks()

    def rows(self) -> tuple[R, ...]:
        return self.lines.rows()

    def _ticked(self, key: str, is_ticked: bool) -> None:
        if is_ticked and len(self.rows()) >= self._most:
            self._show_ticks()  # there is no room for another
        elif is_ticked:
            self.lines.add(self._make(key, self._names[key]))
        else:
            self.lines.take(lambda row: _key_of(row) == key)

    def _edited(self) -> None:
        self._show_ticks()
        self.changed.emit()

    def _show_ticks(self) -> None:
        self._full.setVisible(len(self.rows()) >= self._most)
        self._ticks.tick({_key_of(row) for row in self.rows()})


def _key_of(row: Row) -> str:
    return str(getattr(row, "starter", ""))


__all__ = ["Picked"]
