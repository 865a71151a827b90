"""A state beside other things: shape, word, colour."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from sdesk.ui.pieces.texts import PlainLabel
from sdesk.ui.theme.marks import SHAPE_GAP, SHAPE_SIZE, StateMark, paint_shape, shape_square


class StateLabel(PlainLabel):
    """Shows a StateMark: its painted shape before its word."""

    def __init__(self, mark: StateMark, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setIndent(0)
        self._leave_room_for_shape()
        self.setMark(mark)

    def mark(self) -> StateMark:
        return self._mark

    def setMark(self, mark: StateMark) -> None:
        self._mark = mark
        self.setText(mark.word)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """A label that gets its style in the middle of a move to another parent loses what it keeps free."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._leave_room_for_shape()

    def _leave_room_for_shape(self) -> None:
        self.setContentsMargins(SHAPE_SIZE + SHAPE_GAP, 0, 0, 0)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(SHAPE_SIZE, SHAPE_SIZE + 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_shape(QPainter(self), self._mark.shape, shape_square(self.rect()))
