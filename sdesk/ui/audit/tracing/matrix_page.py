"""Requirements by work products: which of them stands behind which, and how far it is. A click leads there."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from sdesk.practice.readiness.requirements import RequirementStanding, requirements
from sdesk.translation import gettext as _
from sdesk.ui.audit.evidence import product_mark
from sdesk.ui.audit.judging import Judging
from sdesk.ui.audit.requirements_page import standing_mark
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import HelpText, PageTitle, column_of
from sdesk.ui.pieces.current import Current
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.look import GRID, LIST_ROW_HEIGHT, PAGE_MARGIN
from sdesk.ui.theme.marks import SHAPE_SIZE, STATE_MARK_ROLE, paint_shape

_LEADS_ROLE = Qt.ItemDataRole.UserRole + 1
COLUMN_WIDTH, LEAST_WIDTH = 40, 28
FIRST_WIDTH = 150
"""Pixels; the columns of work products give way until all of them are seen."""


class _Cell(QStyledItemDelegate):
    """A shape in the middle of its cell; its word is its tip, and what a screen reader says."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        mark = index.data(STATE_MARK_ROLE)
        if mark is None or index.column() == 0:
            super().paint(painter, option, index)
            return
        style = QStyleOptionViewItem(option)
        self.initStyleOption(style, index)
        style.text = ""
        super().paint(painter, style, QModelIndex())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(option.rect)
        left, top = room.center().x() - SHAPE_SIZE / 2, room.center().y() - SHAPE_SIZE / 2
        paint_shape(painter, mark.shape, QRectF(left, top, SHAPE_SIZE, SHAPE_SIZE))
        painter.restore()


class MatrixPage(Current):
    """A line a requirement, with its verdict; a column a work product."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matrix")
        self.setAccessibleName(_("Matrix"))
        self._desk = desk
        self._judging = Judging(desk.workspace, self)
        self._judging.judged.connect(self._show)
        self._table = QTableWidget(self)
        self._table.setObjectName("matrix.table")
        self._table.setAccessibleName(_("Requirements by work products"))
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setItemDelegate(_Cell(self._table))
        self._table.verticalHeader().hide()
        self._table.setProperty("narrow", True)  # two figures stand at the head of a column
        self._table.cellDoubleClicked.connect(self._open)
        self._about = HelpText(_("The requirements are being judged."), self)
        column_of(
            PageTitle(_("Matrix"), self),
            self._about,
            (self._table, 1),
            inside=self,
            margins=(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, GRID),
        )
        self.follow(desk.changed)

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self._table]

    def refresh(self) -> None:
        """Judge anew; the chosen cell stays chosen."""
        self.is_stale = False
        self._judging.ask(requirements)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self._table.currentRow(), self._table.currentColumn())
        else:
            super().keyPressEvent(event)

    def _show(self, standings: Sequence[RequirementStanding]) -> None:
        self._about.setText(
            _(
                "Which work product stands behind which requirement, and how far it is. Enter, or a double click, leads there."
            )
        )
        products = sorted({each.work_product.id for standing in standings for each in standing.work_products})
        at = (self._table.currentRow(), self._table.currentColumn())
        self._table.clear()
        self._table.setRowCount(len(standings))
        self._table.setColumnCount(1 + len(products))
        self._table.setHorizontalHeaderItem(0, QTableWidgetItem(_("Requirement")))
        asks = self._desk.pack.asks
        for place, product in enumerate(products, start=1):
            head = QTableWidgetItem(product.rpartition(".")[2])
            head.setToolTip(plain_tip(f"{product} {_(asks.work_product(product).name)}"))
            self._table.setHorizontalHeaderItem(place, head)
        for row, standing in enumerate(standings):
            self._fill(row, standing, products)
        heads = self._table.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setMinimumSectionSize(LEAST_WIDTH)
        self._fit()
        for row in range(len(standings)):
            self._table.setRowHeight(row, LIST_ROW_HEIGHT)
        self._table.setCurrentCell(max(0, at[0]), max(0, at[1]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        number = self._table.columnCount() - 1
        if number < 1:
            return
        room = self._table.width() - self._table.verticalScrollBar().sizeHint().width() - 4 - FIRST_WIDTH
        width = min(COLUMN_WIDTH, max(LEAST_WIDTH, room // number))
        heads = self._table.horizontalHeader()
        heads.setDefaultSectionSize(width)
        for column in range(1, number + 1):
            heads.resizeSection(column, width)
        heads.resizeSection(0, FIRST_WIDTH)

    def _fill(self, row: int, standing: RequirementStanding, products: Sequence[str]) -> None:
        asked, mark = standing.requirement, standing_mark(standing)
        first = QTableWidgetItem(f"{asked.id}  {mark.word}")
        first.setToolTip(plain_tip(_(asked.statement)))
        first.setData(_LEADS_ROLE, self._desk.pack.full_id(asked.id))
        self._table.setItem(row, 0, first)
        behind = {each.work_product.id: each for each in standing.work_products}
        for place, product in enumerate(products, start=1):
            item = QTableWidgetItem()
            if product in behind:
                state = product_mark(behind[product].state)
                item.setData(STATE_MARK_ROLE, state)
                item.setData(_LEADS_ROLE, product)
                said = f"{asked.id}, {product} {_(behind[product].work_product.name)}: {state.word}"
                item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
                item.setToolTip(plain_tip(said))
            self._table.setItem(row, place, item)

    def _open(self, row: int, column: int) -> None:
        item = self._table.item(row, column)
        leads: str = item.data(_LEADS_ROLE) if item else ""
        if leads and column == 0:
            self._desk.open_statement(leads)
        elif leads:
            self._desk.open_work_product(leads)


__all__ = ["MatrixPage"]
