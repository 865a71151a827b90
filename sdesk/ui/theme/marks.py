"""How a state is shown: a shape, a word, then a colour. Shapes are painted, so no font decides what they look like."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sdesk.ui.theme.look import theme

SHAPE_SIZE = 12
SHAPE_GAP = 8
GAP_BEFORE = 11
STATE_MARK_ROLE = Qt.ItemDataRole.UserRole + 40
"""Where a model keeps a cell's StateMark; DisplayRole stays the word, for sorting, copying and screen readers."""


class Shape(Enum):
    """The seven shapes: the character for plain text, and the colour role of the theme."""

    DRAFT = ("○", "muted")
    IN_PROGRESS = ("◐", "info")
    APPROVED = ("●", "ok")
    NEEDS_REVIEW = ("◆", "warning")
    OVERDUE = ("▲", "danger")
    BLOCKED = ("■", "muted")
    NOT_APPLICABLE = ("–", "muted")

    @property
    def glyph(self) -> str:
        return self.value[0]

    @property
    def role(self) -> str:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class StateMark:
    """A state as people see it: its shape and its word, already translated."""

    shape: Shape
    word: str

    def __str__(self) -> str:
        return f"{self.shape.glyph} {self.word}"


def paint_shape(painter: QPainter, shape: Shape, square: QRectF) -> None:
    """Draw a shape inside a square, in its own colour of the current theme."""
    colour = theme().color(shape.role)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, square.width() / 7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(colour)
    _DRAWINGS[shape](painter, square)
    painter.restore()


def _ring(painter: QPainter, square: QRectF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    edge = square.width() / 14
    painter.drawEllipse(square.adjusted(edge, edge, -edge, -edge))


def _half(painter: QPainter, square: QRectF) -> None:
    filled = painter.brush()
    _ring(painter, square)
    painter.setBrush(filled)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPie(square.adjusted(0.5, 0.5, -0.5, -0.5), 90 * 16, 180 * 16)


def _disc(painter: QPainter, square: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(square)


def _diamond(painter: QPainter, square: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    middle = square.center()
    corners = (
        QPointF(middle.x(), square.top()),
        QPointF(square.right(), middle.y()),
        QPointF(middle.x(), square.bottom()),
        QPointF(square.left(), middle.y()),
    )
    painter.drawPolygon(QPolygonF(corners))


def _triangle(painter: QPainter, square: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    top = QPointF(square.center().x(), square.top() + 0.5)
    painter.drawPolygon(
        QPolygonF((top, square.bottomRight() - QPointF(0, 1), square.bottomLeft() - QPointF(0, 1)))
    )


def _box(painter: QPainter, square: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    inset = square.width() / 12
    painter.drawRect(square.adjusted(inset, inset, -inset, -inset))


def _dash(painter: QPainter, square: QRectF) -> None:
    middle = square.center().y()
    painter.drawLine(QPointF(square.left() + 2, middle), QPointF(square.right() - 2, middle))


_DRAWINGS: dict[Shape, Callable[[QPainter, QRectF], None]] = {
    Shape.DRAFT: _ring,
    Shape.IN_PROGRESS: _half,
    Shape.APPROVED: _disc,
    Shape.NEEDS_REVIEW: _diamond,
    Shape.OVERDUE: _triangle,
    Shape.BLOCKED: _box,
    Shape.NOT_APPLICABLE: _dash,
}


def shape_square(rect: QRect) -> QRectF:
    """The square for a shape at the left of a line of text, in the middle of its height."""
    return QRectF(rect.left(), rect.center().y() - SHAPE_SIZE / 2 + 1, SHAPE_SIZE, SHAPE_SIZE)


def room_for_word(width: int, is_marked: bool) -> int:
    """Pixels for the word of a cell of that width, with or without the shape before it."""
    return width - 2 * GAP_BEFORE - (SHAPE_SIZE + SHAPE_GAP if is_marked else 0)


class StateDelegate(QStyledItemDelegate):
    """Paints a cell's StateMark (STATE_MARK_ROLE) before its word; cells without one look as always."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        mark = index.data(STATE_MARK_ROLE)
        if not isinstance(mark, StateMark):
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        word, option.text = option.text or mark.word, ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        inner = option.rect.adjusted(GAP_BEFORE, 0, -GAP_BEFORE, -1)
        paint_shape(painter, mark.shape, shape_square(inner))
        self._write(painter, option, inner.adjusted(SHAPE_SIZE + SHAPE_GAP, 0, 0, 0), word)

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, word: str) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setFont(option.font)
        painter.setPen(theme().color("on_selection" if chosen else "text"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if option.features & QStyleOptionViewItem.ViewItemFeature.WrapText:
            painter.drawText(rect, flags | Qt.TextFlag.TextWordWrap, word)
        else:
            shown = option.fontMetrics.elidedText(word, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, flags, shown)
        painter.restore()
