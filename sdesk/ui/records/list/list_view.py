"""The table itself: columns where they have room, else, of a queue, one cell of two lines for each record."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QTableView,
    QWidget,
)

from sdesk.models import Record
from sdesk.ui.desk import Queue
from sdesk.ui.pieces import dress_table
from sdesk.ui.records.list.choices import TableChoices
from sdesk.ui.records.list.column_widths import measured, too_many, widths_for
from sdesk.ui.records.list.queue_delegate import QueueDelegate, row_height
from sdesk.ui.records.list.table_model import RecordTableModel
from sdesk.ui.theme.look import theme

COLUMNS_FROM = 720
"""Pixels of a list from which a queue has columns."""
SETTLED = 500
"""Milliseconds after a column was dragged until its width is remembered."""


class ListView(QTableView):
    """Return opens the record, Ctrl+C asks for the chosen lines; `sorted_by` tells which column somebody clicked, and in which order."""

    opened = Signal()
    copy_asked = Signal()
    sorted_by = Signal(int, Qt.SortOrder)

    def __init__(
        self,
        model: type[Record],
        rows: RecordTableModel,
        choices: TableChoices,
        queue: Queue | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._rows = rows
        self._choices = choices
        self._queue = queue
        self._is_fitting = False
        self._dragged: set[int] = set()
        self._settle = QTimer(self, singleShot=True, interval=SETTLED)
        self._settle.timeout.connect(self._remember_widths)
        self.in_rows = False
        self.setModel(rows)
        dress_table(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._as_cells = self.itemDelegate()
        self._as_rows = QueueDelegate(self)
        heads = self.horizontalHeader()
        heads.setSortIndicatorShown(True)
        heads.setSectionsClickable(True)
        heads.setSectionsMovable(False)
        heads.sortIndicatorChanged.connect(self._sorted)
        heads.sectionResized.connect(self._width_changed)
        rows.modelReset.connect(self.fit)
        theme().changed.connect(self._fit_heights)  # after that of any table

    def choose(self, row: int) -> None:
        """Put the cursor on a row, in the cell that is seen."""
        self.setCurrentIndex(self._rows.index(row, self.lead))

    @property
    def lead(self) -> int:
        """The column in which the cursor stands: one that is seen."""
        if self.in_rows:
            return self._rows.lead
        seen = (at for at in range(len(self._rows.columns)) if not self.isColumnHidden(at))
        return next(seen, 0)

    def fit(self) -> None:
        """Rows or columns; the columns as they were left, else as wide as what stands in them, and the title gets what is over."""
        self._is_fitting = True
        self._be_in_rows(self._queue is not None and self.width() < COLUMNS_FROM)
        if self.in_rows:
            self._fit_rows()
        else:
            self._fit_columns()
        self._is_fitting = False
        at = self.currentIndex()
        if at.isValid() and self.isColumnHidden(at.column()):
            flags = self.selectionModel().SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(at.siblingAtColumn(self.lead), flags)

    def _be_in_rows(self, in_rows: bool) -> None:
        if in_rows == self.in_rows and self.itemDelegate() is (self._as_rows if in_rows else self._as_cells):
            return
        self.in_rows = in_rows
        self._rows.say_in_rows(in_rows)
        self.setItemDelegate(self._as_rows if in_rows else self._as_cells)
        self.horizontalHeader().setVisible(not in_rows)
        self.horizontalHeader().setStretchLastSection(not in_rows)
        self._fit_heights()

    def _fit_heights(self) -> None:
        self.verticalHeader().setDefaultSectionSize(row_height() if self.in_rows else theme().line_height)

    def _fit_rows(self) -> None:
        for place in range(len(self._rows.columns)):
            self.setColumnHidden(place, place != self._rows.lead)
        self.setColumnWidth(self._rows.lead, self.viewport().width())

    def _fit_columns(self) -> None:
        heads, columns = self.horizontalHeader(), self._rows.columns
        room = self.viewport().width()
        need = measured(self._rows, self.fontMetrics(), heads)
        worth = self._queue.worth if self._queue else ()
        hidden = too_many(columns, self._model, room, need, worth) if self._choices.fits_itself else set()
        shown = [each for each in columns if each.name not in hidden]
        widths = widths_for(shown, self._model, room, need)
        left = self._choices.widths()
        for place, column in enumerate(columns):
            self.setColumnHidden(place, column.name in hidden)
            if column.name not in hidden:
                self.setColumnWidth(place, left.get(column.name, widths[column.name]))
        names = [column.name for column in columns]
        down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        by = names.index(self._choices.sort) if self._choices.sort in names else -1
        heads.setSortIndicator(by, down if self._choices.descending else up)

    def _sorted(self, column: int, order: Qt.SortOrder) -> None:
        if 0 <= column < len(self._rows.columns) and not self._is_fitting:
            self.sorted_by.emit(column, order)

    def _width_changed(self, place: int) -> None:
        """Remember what a person drags; what a resized window does to the columns is no choice."""
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton and not self._is_fitting:
            self._dragged.add(place)
            self._settle.start()

    def _remember_widths(self) -> None:
        columns = self._rows.columns
        dragged = {columns[place].name: self.columnWidth(place) for place in self._dragged}
        self._dragged.clear()
        self._choices.remember_widths(dragged)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt would put the cursor of a list that has none on its first line, and so show a record nobody chose."""
        if self.currentIndex().isValid():
            super().focusInEvent(event)
        else:
            QAbstractScrollArea.focusInEvent(self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_N:
            event.ignore()  # the tab's, not a letter to look for
        else:
            super().keyPressEvent(event)


__all__ = ["COLUMNS_FROM", "ListView"]
