"""A record in two lines, for lists that have no room for columns: how it stands and its title, below whose it is.

The title is cut last: where it would not fit, the words before it go to the line below.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sdesk.ui.desk import QueueRow
from sdesk.ui.records.list.table_model import ROW_ROLE
from sdesk.ui.theme.look import scaled_font, theme
from sdesk.ui.theme.marks import SHAPE_GAP, SHAPE_SIZE, Shape, paint_shape, shape_square

ROW_HEIGHT, COMPACT_ROW_HEIGHT = 48, 40
_SIDE, _BETWEEN = 10, 8
_BETWEEN_WORDS = " · "
KEPT = 3
"""Parts of the line below that are cut, but not left out."""
SHORTEST = 64
"""Pixels to which a part is cut before another is."""
_PRESSING = (Shape.OVERDUE, Shape.NEEDS_REVIEW)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def row_height() -> int:
    """Enough for two lines of the letters in use."""
    lines = QFontMetrics(scaled_font("body")).height() + QFontMetrics(scaled_font("help")).height()
    return max(COMPACT_ROW_HEIGHT if theme().compact else ROW_HEIGHT, lines + 2 * _above())


def _above() -> int:
    return 2 if theme().compact else 5


class QueueLines:
    """What stands in the two lines of a row that is so wide, and what of it has to be cut."""

    def __init__(self, row: QueueRow, width: int) -> None:
        body, small = QFontMetrics(scaled_font("body")), QFontMetrics(scaled_font("help"))
        room = width - SHAPE_SIZE - SHAPE_GAP
        tag = small.horizontalAdvance(row.mark.word) + _BETWEEN if row.mark.word else 0
        self.tag_is_above = body.horizontalAdvance(row.title) <= room - tag
        self.tag = row.mark.word if self.tag_is_above else ""
        self.title = body.elidedText(
            row.title, Qt.TextElideMode.ElideRight, room - (tag if self.tag_is_above else 0)
        )
        first = [*filter(None, ("" if self.tag_is_above else row.mark.word, row.now))]
        self.detail = _fitting([*first, *filter(None, row.detail)], len(first), room, small)
        number = small.horizontalAdvance(row.number) + 2 * _BETWEEN
        has_room = small.horizontalAdvance(self.detail) + number <= room
        self.number = row.number if has_room else ""


def _fitting(parts: list[str], whole: int, room: int, letters: QFontMetrics) -> str:
    """The parts in one line: what is worth least goes first, then the longest is cut, so that something of each can be read.

    The first `whole` ones say how it stands and who is at it: they are cut when everything else is gone.
    """

    def over() -> int:
        return letters.horizontalAdvance(_BETWEEN_WORDS.join(parts)) - room

    while len(parts) > KEPT + whole and over() > 0:
        parts.pop()
    for _each in parts[whole:]:
        longest = max(range(whole, len(parts)), key=lambda at: letters.horizontalAdvance(parts[at]))
        width = letters.horizontalAdvance(parts[longest])
        if over() > 0 and width > SHORTEST:
            wanted = max(SHORTEST, width - over())
            parts[longest] = letters.elidedText(parts[longest], Qt.TextElideMode.ElideRight, wanted)
    while len(parts) > max(whole, 1) and over() > 0:
        parts.pop()
    return letters.elidedText(_BETWEEN_WORDS.join(parts), Qt.TextElideMode.ElideRight, room)


class QueueDelegate(QStyledItemDelegate):
    """Paints what the model says of a row under ROW_ROLE."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, QueueRow):
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        self._write(painter, option, row)
        painter.restore()

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, row: QueueRow) -> None:
        inner = option.rect.adjusted(_SIDE, _above(), -_SIDE, -_above())
        said = QueueLines(row, inner.width())
        body, small = scaled_font("body"), scaled_font("help")
        above = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2 + 1)
        below = QRect(inner.left(), above.bottom() + 1, inner.width(), inner.bottom() - above.bottom())
        paint_shape(painter, row.mark.shape, shape_square(above))
        for line in (above, below):
            line.setLeft(line.left() + SHAPE_SIZE + SHAPE_GAP)
        painter.setFont(small)
        if said.tag:
            painter.setPen(self._tag_colour(option, row))
            painter.drawText(above, _LEFT, said.tag)
            above.setLeft(above.left() + painter.fontMetrics().horizontalAdvance(said.tag) + _BETWEEN)
        painter.setPen(self._colour(option, "muted"))
        painter.drawText(below, _LEFT, said.detail)
        painter.drawText(below, _RIGHT, said.number)
        painter.setFont(body)
        painter.setPen(self._colour(option, "text"))
        painter.drawText(above, _LEFT, said.title)

    @staticmethod
    def _colour(option: QStyleOptionViewItem, role: str) -> QColor:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        return theme().color("on_selection" if chosen else role)

    def _tag_colour(self, option: QStyleOptionViewItem, row: QueueRow) -> QColor:
        return self._colour(option, row.mark.shape.role if row.mark.shape in _PRESSING else "muted")


__all__ = ["ROW_HEIGHT", "QueueDelegate", "QueueLines", "row_height"]
