"""The list under a line in which something is looked for: headed groups, an icon or state, a name, a detail at the right."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import GRID, LIST_ROW_HEIGHT, scaled_font, theme
from sdesk.ui.theme.marks import SHAPE_SIZE, StateMark, paint_shape

_LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_ICON_SIDE = 16
_PAGE = 8


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One line: a heading of a group (`value` None), or something that can be taken, unless it is grey."""

    text: str
    detail: str = ""
    value: Any = None
    icon_name: str = ""
    mark: StateMark | None = None
    is_grey: bool = False

    @property
    def is_heading(self) -> bool:
        return self.value is None

    @property
    def spoken(self) -> str:
        return ", ".join(
            part for part in (self.text, self.mark.word if self.mark else "", self.detail) if part
        )


class _LinePainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, LIST_ROW_HEIGHT + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: FoundLine = index.data(_LINE_ROLE)
        room = option.rect.adjusted(GRID, 0, -GRID, 0)
        painter.save()
        if line.is_heading:
            self._head(painter, room, line)
        else:
            self._whole(painter, option, room, line)
        painter.restore()

    def _head(self, painter: QPainter, room: QRect, line: FoundLine) -> None:
        painter.setFont(scaled_font("help", strong=True))
        painter.setPen(theme().color("muted"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line.text)

    def _whole(self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, line: FoundLine) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or hovered:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("selection" if chosen else "hover"))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(0, 1, 0, -1), 4, 4)
        middle = room.center().y()
        if line.mark:
            square = QRectF(room.left() + 2, middle - SHAPE_SIZE / 2 + 1, SHAPE_SIZE, SHAPE_SIZE)
            paint_shape(painter, line.mark.shape, square)
        elif line.icon_name:
            place = QRect(room.left(), middle - _ICON_SIDE // 2 + 1, _ICON_SIDE, _ICON_SIDE)
            icon(line.icon_name, "muted").paint(painter, place)
        self._words(painter, option, room.adjusted(_ICON_SIDE + GRID, 0, 0, 0), line, chosen)

    def _words(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, line: FoundLine, chosen: bool
    ) -> None:
        metrics = option.fontMetrics
        detail = metrics.elidedText(line.detail, Qt.TextElideMode.ElideRight, room.width() * 3 // 5)
        taken = metrics.horizontalAdvance(detail) + 2 * GRID if detail else 0
        painter.setFont(option.font)
        painter.setPen(theme().color("on_selection" if chosen else "muted" if line.is_grey else "text"))
        shown = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, room.width() - taken)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setPen(theme().color("on_selection" if chosen else "muted"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, detail)


class FoundList(QListView):
    """The lines. `serve` lets a line edit keep the focus and choose here with its arrow keys and Return."""

    taken = Signal(object)

    def __init__(self, parent: QWidget, name: str, accessible: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self._lines = QStandardItemModel(self)
        self.setModel(self._lines)
        self.setItemDelegate(_LinePainter(self))
        self.clicked.connect(self._clicked)

    def serve(self, line: QLineEdit) -> None:
        line.installEventFilter(self)

    def offer(self, lines: Iterable[FoundLine]) -> None:
        """Show these and choose the first that can be taken."""
        self._lines.clear()
        for line in lines:
            item = QStandardItem(line.text)
            item.setData(line, _LINE_ROLE)
            item.setData(line.spoken, Qt.ItemDataRole.AccessibleTextRole)
            item.setEditable(False)
            if line.is_heading:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._lines.appendRow(item)
        self.step(1, start=-1)

    def lines(self) -> list[FoundLine]:
        return [self._lines.item(row).data(_LINE_ROLE) for row in range(self._lines.rowCount())]

    def neededHeight(self) -> int:
        return self._lines.rowCount() * (LIST_ROW_HEIGHT + 2)

    def step(self, by: int, start: int | None = None) -> None:
        """Choose another line; headings are passed over."""
        row = self.currentIndex().row() if start is None else start
        direction = 1 if by > 0 else -1
        rows = [at for at, line in enumerate(self.lines()) if not line.is_heading]
        ahead = [at for at in rows if (at - row) * direction > 0]
        if ahead:
            ahead.sort(reverse=direction < 0)
            chosen = ahead[min(abs(by), len(ahead)) - 1]
            self.setCurrentIndex(self._lines.index(chosen, 0))

    def take(self) -> None:
        """Take the chosen line, if there is one."""
        self._clicked(self.currentIndex())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or not self.isVisible():
            return super().eventFilter(watched, event)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _PAGE, Qt.Key.Key_PageUp: -_PAGE}
        key = Qt.Key(event.key())
        if key in steps:
            self.step(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        else:
            return super().eventFilter(watched, event)
        return True

    def _clicked(self, index: QModelIndex) -> None:
        line = index.data(_LINE_ROLE)
        if line is not None and not line.is_heading and not line.is_grey:
            self.taken.emit(line.value)
