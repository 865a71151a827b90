"""How every table looks: calm lines as high as the theme has them, the whole row chosen, no grid."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from sdesk.ui.theme.look import LIST_ROW_HEIGHT, theme
from sdesk.ui.theme.marks import STATE_MARK_ROLE, StateDelegate, room_for_word


class _Lines(QObject):
    """Lines of a table that follow the theme."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._heads = table.verticalHeader()
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._heads.setDefaultSectionSize(theme().line_height)


def dress_table(table: QTableView) -> None:
    """Give a table the look and the keys of a list of records; states show with their shapes."""
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setItemDelegate(StateDelegate(table))
    table.verticalHeader().setVisible(False)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    _Lines(table)
    heads = table.horizontalHeader()
    heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    heads.setHighlightSections(False)
    heads.setSectionsMovable(True)
    heads.setStretchLastSection(True)
    heads.setFixedHeight(LIST_ROW_HEIGHT + 2)


class AllInSight(QObject):
    """The columns of a short table share the width that there is, as `widths` (in pixels) stand to each other; nobody scrolls sideways.
    Where they have less than that, words go on in the next line of their row."""

    def __init__(self, table: QTableView, widths: Sequence[int]) -> None:
        super().__init__(table)
        self._table, self._widths = table, widths
        table.setWordWrap(True)
        table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.viewport().installEventFilter(self)
        for change in (table.model().dataChanged, table.model().rowsInserted, theme().changed):
            change.connect(self.fit)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.fit()
        return False

    def fit(self, *_change: object) -> None:
        room, whole = self._table.viewport().width(), sum(self._widths)
        for column, width in enumerate(self._widths):
            self._table.setColumnWidth(column, width * room // whole if room < whole else width)
        for row in range(self._table.model().rowCount()):
            self._table.setRowHeight(row, max(theme().line_height, self._height(row)))

    def _height(self, row: int) -> int:
        model, letters, highest = self._table.model(), self._table.fontMetrics(), 0
        for column in range(model.columnCount()):
            index = model.index(row, column)
            width = room_for_word(self._table.columnWidth(column), bool(index.data(STATE_MARK_ROLE)))
            lines = letters.boundingRect(
                QRect(0, 0, width, 0), Qt.TextFlag.TextWordWrap, str(index.data() or "")
            )
            highest = max(highest, lines.height())
        return highest + theme().line_height - letters.height()
