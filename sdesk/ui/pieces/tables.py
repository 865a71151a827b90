"""How every table looks: calm lines as high as the theme has them, the whole row chosen, no grid."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from sdesk.ui.theme.look import LIST_ROW_HEIGHT, theme
from sdesk.ui.theme.marks import StateDelegate


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
