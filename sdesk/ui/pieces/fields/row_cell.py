"""A cell of a row: text until it is entered."""

from typing import Protocol

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from sdesk.ui.pieces.fields.row_columns import RowColumn
from sdesk.ui.pieces.texts import PlainLabel
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.look import theme

SIDE = 6
"""Pixels between the edge of a cell and its text."""


class CellKeeper(Protocol):
    """The line that a cell stands in: what is pressed in a cell, it does."""

    def cell_key(self, cell: "RowCell", event: QKeyEvent) -> bool: ...

    def cell_composed(self, cell: "RowCell", event: QInputMethodEvent) -> None: ...

    def cell_clicked(self, cell: "RowCell") -> None: ...

    def cell_opened(self, cell: "RowCell") -> None: ...

    def cell_reached(self, is_here: bool) -> None: ...


class RowCell(PlainLabel):
    """One value of a row in one line, cut where there is no room; it has the focus of its column."""

    def __init__(self, column: RowColumn, keeper: CellKeeper, parent: QWidget) -> None:
        super().__init__("", parent)
        self.column = column
        self._keeper = keeper
        self._tone = "text"
        self.setObjectName(f"cell.{column.name}")

    def say(self, text: str, tone: str, name: str) -> None:
        """Show this in a colour of the theme; `name` is what a screen reader says."""
        line = " ".join(text.split())
        if (line, tone) != (self.text(), self._tone):
            self._tone = tone
            self.setText(line)
            self.update()
        if name != self.accessibleName():
            self.setAccessibleName(name)

    def setReached(self, policy: Qt.FocusPolicy) -> None:
        self.setFocusPolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, policy != Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keeper.cell_key(self, event):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.commitString() or event.preeditString():
            self._keeper.cell_composed(self, event)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._keeper.cell_clicked(self)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._keeper.cell_opened(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        self._keeper.cell_reached(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        self._keeper.cell_reached(False)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tip(self.text()) if self._is_cut() else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme().color(self._tone))
        room = self.rect().adjusted(SIDE, 0, 2 - SIDE, 0)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 2, -1, -2), 4, 4)

    def _is_cut(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) > self.width() - 2 * SIDE + 2
