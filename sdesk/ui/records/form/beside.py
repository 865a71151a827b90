"""What stands beside the fields of some kinds of record while they are filled in."""

from typing import Protocol, cast

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from sdesk.models import Record
from sdesk.ui.desk import Desk

FIELDS, ASIDE = 52, 42
"""Letters in a line of each that can be read in comfort."""
LOW_SHARE = 0.45
"""How much of the height it takes where it is unfolded below the fields."""
_NO_LIMIT = 16777215


class Aside(Protocol):
    """Folded it is one line, which says the most important of it; `fold_asked` is the click on that."""

    fold_asked: SignalInstance

    def show_record(self, record: Record) -> None: ...
    def show_folded(self, folded: bool) -> None: ...


class BesideForm(QWidget):
    """The fields and, where there is room, at their right what belongs beside them; else folded to a line below."""

    def __init__(self, desk: Desk, fields: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._made: dict[type[Record], QWidget] = {}
        self._aside: QWidget | None = None
        self._folded = {True: False, False: True}  # by whether there is room beside the fields
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(fields, 1)

    def show_record(self, record: Record | None) -> None:
        """Show what belongs beside this record, if anything does."""
        kind = type(record) if record is not None else Record
        self._aside = self._aside_of(kind)
        for each in self._made.values():
            each.setVisible(each is self._aside)
        self._arrange()
        if self._aside is not None and record is not None:
            cast(Aside, self._aside).show_record(record)

    def asides(self) -> tuple[QWidget, ...]:
        """What stands there now."""
        return (self._aside,) if self._aside is not None else ()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _aside_of(self, kind: type[Record]) -> QWidget | None:
        asides = self._desk.screens.asides
        if kind in asides and kind not in self._made:
            self._made[kind] = made = asides[kind](self._desk, self)
            made.fold_asked.connect(self._fold)
            self._box.addWidget(made)
        return self._made.get(kind)

    def _has_room(self) -> bool:
        return self.width() >= (FIELDS + ASIDE) * self.fontMetrics().averageCharWidth()

    def _fold(self) -> None:
        self._folded[self._has_room()] ^= True
        self._arrange()

    def _arrange(self) -> None:
        if self._aside is None:
            return
        has_room = self._has_room()
        folded = self._folded[has_room]
        beside = has_room and not folded
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        low = round(self.height() * LOW_SHARE)
        self._aside.setFixedWidth(ASIDE * self.fontMetrics().averageCharWidth()) if beside else None
        if not beside:
            self._aside.setMinimumWidth(0)
            self._aside.setMaximumWidth(_NO_LIMIT)
        self._aside.setMinimumHeight(low if not beside and not folded else 0)
        self._aside.setMaximumHeight(_NO_LIMIT if beside or folded else low)
        cast(Aside, self._aside).show_folded(folded)
