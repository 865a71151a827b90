"""The schedule as a list: one line a slot, by when it starts."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView, QWidget

from sdesk.practice.calendar.schedule import Slot, SlotKind
from sdesk.translation import gettext as _
from sdesk.translation import message
from sdesk.ui.control.schedule.day_lines import mark_of
from sdesk.ui.pieces import dress_table
from sdesk.ui.pieces.fields.date_reading import written_date
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.reading import moment_text
from sdesk.ui.theme.marks import STATE_MARK_ROLE
from sdesk.ui.wording import worded

Index = QModelIndex | QPersistentModelIndex


class AgendaModel(QAbstractTableModel):
    """When, until, what, kind, number, state or conflict."""

    HEADS = (
        message("Starts"), message("Ends"), message("What"), message("Kind"), message("Number"), message("State")
    )  # fmt: skip

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slots: Sequence[Slot] = ()
        self._reasons: Mapping[UUID, str] = {}

    def show_slots(self, found: Sequence[Slot], reasons: Mapping[UUID, str]) -> None:
        self.beginResetModel()
        self.slots, self._reasons = found, reasons
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.slots)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return worded(self.HEADS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        slot = self.slots[index.row()]
        reason = self._reasons.get(slot.record_id, "")
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(slot, reason)[index.column()]
        if role == STATE_MARK_ROLE and index.column() == 5:
            return mark_of(slot, reason)
        if role == Qt.ItemDataRole.ToolTipRole and reason:
            return plain_tip(reason)
        return None

    def _words(self, slot: Slot, reason: str) -> tuple[str, ...]:
        start, end = moment_text(slot.start), moment_text(slot.end)
        if slot.whole_day is not None:
            last = slot.last_day if slot.last_day != slot.whole_day else None
            start, end = (
                written_date(slot.whole_day, QLocale()),
                written_date(last, QLocale()) if last else "",
            )
        return (
            start,
            end,
            worded(slot.heading),
            _kind_word(slot.kind),
            slot.number,
            reason or _as_begun(mark_of(slot).word),
        )


def _kind_word(kind: SlotKind) -> str:
    return {
        SlotKind.CHANGE: _("Change"),
        SlotKind.MAINTENANCE: _("Maintenance window"),
        SlotKind.EVENT: _("Business event"),
        SlotKind.REVIEW: _("Review date"),
        SlotKind.JOB: _("Recurring job"),
        SlotKind.EXPIRY: _("Runs out"),
    }[kind]


def _as_begun(text: str) -> str:
    """As at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


class Agenda(QTableView):
    """The list; Enter or a double click opens the record, Ctrl with up and down moves the line by a day."""

    opened = Signal(object)
    moved = Signal(object, int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ChangeSchedule.agenda")
        self.setAccessibleName(_("Change schedule as a list"))
        self.can_move = True
        self.lines = AgendaModel(self)
        self.setModel(self.lines)
        dress_table(self)
        for column, width in enumerate((140, 140, 280, 150, 130)):
            self.setColumnWidth(column, width)
        self.activated.connect(self._open)

    def chosen(self) -> UUID | None:
        """The record of the line that the cursor is on."""
        at = self.currentIndex()
        return self.lines.slots[at.row()].record_id if at.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}
        moves = event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in ways
        if moves and self.can_move and self.chosen() is not None:
            self.moved.emit(self.chosen(), ways[Qt.Key(event.key())], 0)
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.lines.slots[index.row()].record_id)
