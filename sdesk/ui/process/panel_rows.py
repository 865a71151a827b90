"""The lines of the side panel, and what folds a part of it."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import GRID, scaled_font, theme
from sdesk.ui.theme.marks import SHAPE_SIZE, Shape, paint_shape, shape_square

PANEL_WIDTH, STRIP_WIDTH = 208, 48
SHORT = 3
"""Letters by which a name is told from the others on the strip."""

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class PanelRow(QAbstractButton):
    """One line: a mark, an id, a name, and a word or a number at the right."""

    def __init__(self, name: str, code: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setText(text)
        self._fit_height()
        theme().changed.connect(self._fit_height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._code = code
        self._mark: Shape | None = None
        self._tail = ""
        self._is_folded = False
        self.setToolTip(plain_tip(f"{code} {text}".strip()))

    def fold(self, folded: bool) -> None:
        """Folded it is its mark and the number behind its set, "17" of "WP.17"; its tip says the rest."""
        self._is_folded = folded
        self.update()

    def stand(self, mark: Shape | None, tail: str, word: str, detail: str) -> None:
        """Show where it stands: a mark, what is at the right, and in words for who cannot see."""
        self._mark, self._tail = mark, tail
        said = ", ".join(filter(None, (f"{self._code} {self.text()}".strip(), word)))
        self.setAccessibleName(said)
        self.setAccessibleDescription(detail)
        self.setToolTip(plain_tip(f"{said}\n{detail}" if detail else said))
        self.update()

    def tail(self) -> str:
        return self._tail

    def mark(self) -> Shape | None:
        return self._mark

    def sizeHint(self) -> QSize:
        return QSize(PANEL_WIDTH, theme().line_height)

    def _fit_height(self) -> None:
        self.setFixedHeight(theme().line_height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._go(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _go(self, step: int) -> None:
        parent = self.parentWidget()
        rows = [row for row in parent.findChildren(PanelRow) if row.isVisible()] if parent else []
        at = rows.index(self) + step
        if 0 <= at < len(rows):
            rows[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        if self._is_folded:
            self._paint_short(painter)
            return
        inner = self.rect().adjusted(12, 0, -12, 0)
        if self._mark is not None:
            paint_shape(painter, self._mark, shape_square(inner))
        colour = theme().color("on_selection" if self.isChecked() else "text")
        muted = theme().color("on_selection" if self.isChecked() else "muted")
        left = inner.left() + SHAPE_SIZE + GRID
        right = inner.right()
        if self._tail:
            painter.setFont(scaled_font("help"))
            painter.setPen(muted)
            painter.drawText(inner, _RIGHT, self._tail)
            right -= painter.fontMetrics().horizontalAdvance(self._tail) + GRID
        if self._code:
            painter.setFont(scaled_font("help"))
            painter.setPen(muted)
            painter.drawText(QRect(left, 0, 56, self.height()), _LEFT, self._code)
            left += painter.fontMetrics().horizontalAdvance(self._code) + 6
        painter.setFont(self.font())
        painter.setPen(colour)
        room = QRect(left, 0, right - left + 1, self.height())
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, shown)

    def _paint_short(self, painter: QPainter) -> None:
        inner = self.rect().adjusted(8, 0, -7, 0)
        if self._mark is not None:
            paint_shape(painter, self._mark, shape_square(inner))
        painter.setFont(scaled_font("help"))
        painter.setPen(theme().color("on_selection" if self.isChecked() else "text"))
        painter.drawText(inner, _RIGHT, self.short())

    def short(self) -> str:
        """What is left of it on the strip: the number of a work product or task, or how its name begins."""
        return self._code.partition(".")[2] or self.text()[:SHORT].strip()

    def _paint_ground(self, painter: QPainter) -> None:
        ground = self.rect().adjusted(4, 1, -4, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("selection" if self.isChecked() else "hover"))
            painter.drawRoundedRect(ground, 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().color("focus"), 2))
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 4, 4)


class FoldRow(PanelRow):
    """The head of a part of the panel that a click, Return, or the arrows to the sides fold and unfold."""

    turned = Signal(bool)

    def __init__(self, name: str, text: str, parent: QWidget, *, is_open: bool) -> None:
        super().__init__(name, "", text, parent)
        self.is_open = is_open
        self.clicked.connect(self._turn)
        self.stand(None, "", "", "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        elif wanted is not self.is_open:
            self._turn()

    def stand(self, mark: Shape | None, tail: str, word: str, detail: str) -> None:
        super().stand(mark, tail, word, detail)
        state = _("unfolded") if self.is_open else _("folded")
        self.setAccessibleName(", ".join(filter(None, (self.text(), state, word))))

    def _turn(self) -> None:
        self.is_open = not self.is_open
        self.turned.emit(self.is_open)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        inner = self.rect().adjusted(12, 0, -12, 0)
        place = QRect(inner.left() - 2, inner.center().y() - 7, 16, 16)
        icon("chevron-down" if self.is_open else "chevron-right", "muted").paint(painter, place)
        if self._is_folded:
            return
        painter.setFont(scaled_font("help", strong=True))
        painter.setPen(theme().color("text"))
        painter.drawText(inner.adjusted(SHAPE_SIZE + GRID, 0, 0, 0), _LEFT, self.text())
        painter.setFont(scaled_font("help"))
        painter.setPen(theme().color("muted"))
        painter.drawText(inner, _RIGHT, self._tail)
        if self._mark is not None:
            tail = painter.fontMetrics().horizontalAdvance(self._tail)
            square = shape_square(inner)
            square.moveRight(inner.right() - tail - (GRID if tail else 0))
            paint_shape(painter, self._mark, square)


__all__ = ["PANEL_WIDTH", "SHORT", "STRIP_WIDTH", "FoldRow", "PanelRow"]
