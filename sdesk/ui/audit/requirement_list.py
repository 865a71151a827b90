"""The requirements in a list: number, state and what is asked for, in two lines each."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QStandardItem, QStandardItemModel, QTextLayout
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sdesk.packs import Requirement, RequirementSet
from sdesk.translation import gettext as _
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.look import GRID, scaled_font, theme
from sdesk.ui.theme.marks import SHAPE_SIZE, StateMark, paint_shape

_STANDING_ROLE = Qt.ItemDataRole.UserRole + 1
_MARK_ROLE = Qt.ItemDataRole.UserRole + 2
_LINES = 2
_PADDING = 6


class Listed(Protocol):
    """What has a requirement that can be shown in the list."""

    @property
    def requirement(self) -> Requirement: ...


class _RequirementPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = option.fontMetrics.height()
        return QSize(0, (1 + _LINES) * line + 2 * _PADDING + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        standing: Listed = index.data(_STANDING_ROLE)
        mark: StateMark = index.data(_MARK_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("selection" if chosen else "hover"))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(0, 1, 0, -1), 5, 5)
        room = option.rect.adjusted(GRID, _PADDING, -GRID, -_PADDING)
        line = option.fontMetrics.height()
        top = QRectF(room.left(), room.top() + (line - SHAPE_SIZE) / 2 + 1, SHAPE_SIZE, SHAPE_SIZE)
        paint_shape(painter, mark.shape, top)
        words = room.adjusted(SHAPE_SIZE + GRID, 0, 0, 0)
        painter.setFont(scaled_font("body", strong=True))
        painter.setPen(theme().color("on_selection" if chosen else "text"))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft, standing.requirement.id)
        painter.setFont(scaled_font("help"))
        painter.setPen(theme().color("on_selection" if chosen else "muted"))
        painter.drawText(words, Qt.AlignmentFlag.AlignRight, mark.word)
        painter.setPen(theme().color("on_selection" if chosen else "text"))
        painter.setFont(option.font)
        self._statement(
            painter, option, QRectF(words.adjusted(0, line, 0, 0)), _(standing.requirement.statement)
        )
        painter.restore()

    def _statement(self, painter: QPainter, option: QStyleOptionViewItem, room: QRectF, text: str) -> None:
        height = option.fontMetrics.height()
        for place, line in enumerate(fitted_lines(text, option.font, room.width())):
            at = QRectF(room.left(), room.top() + place * height, room.width(), height)
            painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine, line)


def fitted_lines(text: str, font: QFont, width: float) -> list[str]:
    """The text in at most two lines of this width; what does not fit ends in …"""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < _LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    whole = [text[start:end].rstrip() for start, end in pairwise([*starts, len(text)])]
    if whole:
        whole[-1] = QFontMetricsF(font).elidedText(whole[-1], Qt.TextElideMode.ElideRight, width)
    return whole


class RequirementList(QListView):
    """`chosen` carries the id of the requirement."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("audit.requirements")
        self.setAccessibleName(_("Requirements"))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._lines = QStandardItemModel(self)
        self.setModel(self._lines)
        self.setItemDelegate(_RequirementPainter(self))
        self.selectionModel().currentChanged.connect(self._tell)

    def show_requirements(self, asks: RequirementSet, standings: Sequence[tuple[Listed, StateMark]]) -> None:
        """Show these; the one that was chosen stays chosen, if it is among them."""
        before = self.chosen_id()
        self._lines.clear()
        for standing, mark in standings:
            self._lines.appendRow(_item(asks, standing, mark))
        self.choose(before)

    def choose(self, requirement: str) -> None:
        ids = [
            self._lines.item(row).data(_STANDING_ROLE).requirement.id for row in range(self._lines.rowCount())
        ]
        row = ids.index(requirement) if requirement in ids else 0
        self.setCurrentIndex(self._lines.index(row, 0))

    def chosen_id(self) -> str:
        standing = self.currentIndex().data(_STANDING_ROLE)
        return standing.requirement.id if standing else ""

    def texts(self) -> list[str]:
        return [self._lines.item(row).text() for row in range(self._lines.rowCount())]

    def _tell(self) -> None:
        if self.chosen_id():
            self.chosen.emit(self.chosen_id())


def _item(asks: RequirementSet, standing: Listed, mark: StateMark) -> QStandardItem:
    asked = standing.requirement
    part = asks.process(asked.process) if asked.process else asks.clause(asked.clause)
    item = QStandardItem(f"{asked.id} {mark.word}: {_(asked.statement)}")
    item.setEditable(False)
    item.setData(standing, _STANDING_ROLE)
    item.setData(mark, _MARK_ROLE)
    item.setToolTip(plain_tip(f"{_(part.name)}\n{_(asked.statement)}"))
    return item
