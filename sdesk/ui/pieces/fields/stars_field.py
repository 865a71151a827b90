"""A mark from one to five, as stars with a word beside them."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces.fields.field import FieldWidget
from sdesk.ui.theme.look import CONTROL_HEIGHT, GRID, theme

MOST = 5
STAR = 28
_TURN = 2 * pi / 10


def words_of(score: int) -> str:
    """What so many stars mean."""
    words = {
        1: _("not satisfied at all"),
        2: _("not satisfied"),
        3: _("in between"),
        4: _("satisfied"),
        5: _("very satisfied"),
    }
    return words.get(score, _("not said yet"))


class Stars(QAbstractSlider):
    """Five stars in a row: 1 to 5 or the arrows say how many, Delete none; a click on a star says as many as up to it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setRange(0, MOST)
        self.setSingleStep(1)
        self.setPageStep(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._describe)
        theme().changed.connect(self.update)
        self._describe()

    def sizeHint(self) -> QSize:
        longest = max(self.fontMetrics().horizontalAdvance(words_of(score)) for score in range(MOST + 1))
        return QSize(MOST * STAR + 3 * GRID + longest, CONTROL_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if typed and typed in "012345" and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.setValue(int(typed))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.setValue(0)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        star = int((event.position().x() - GRID / 2) // STAR) + 1
        if event.button() == Qt.MouseButton.LeftButton and 1 <= star <= MOST:
            self.setValue(star)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(theme().color("focus"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 5, 5)
        for star in range(MOST):
            given = star < self.value()
            painter.setPen(QPen(theme().color("accent" if given else "border"), 1.5))
            painter.setBrush(theme().color("accent") if given else Qt.BrushStyle.NoBrush)
            centre = QPointF(GRID / 2 + star * STAR + STAR / 2, self.height() / 2 + 1)
            painter.drawPolygon(_star_at(centre, STAR / 2 - 3))
        painter.setPen(theme().color("text" if self.value() else "muted"))
        beside = self.rect().adjusted(MOST * STAR + 2 * GRID, 0, 0, 0)
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, words_of(self.value()))

    def _describe(self) -> None:
        """For those who do not see the stars."""
        self.setAccessibleDescription(self.text())
        self.update()

    def text(self) -> str:
        if not self.value():
            return words_of(0)
        return _("{n} of {most}, {words}").format(n=self.value(), most=MOST, words=words_of(self.value()))


def _star_at(centre: QPointF, radius: float) -> QPolygonF:
    corners = (
        (radius if turn % 2 == 0 else radius * 0.42, turn * _TURN - pi / 2) for turn in range(2 * MOST)
    )
    return QPolygonF([centre + QPointF(far * cos(angle), far * sin(angle)) for far, angle in corners])


class StarsField(FieldWidget):
    """One to five, or None while nobody said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stars = Stars(self)
        self._is_setting = False
        self._stars.valueChanged.connect(self._moved)
        self._install(self._stars)

    def value(self) -> int | None:
        return self._stars.value() or None

    def setValue(self, value: int | None) -> None:
        self._is_setting = True
        self._stars.setValue(int(value or 0))
        self._is_setting = False
        self._refresh_reading()

    def displayText(self) -> str:
        return self._stars.text() if self._stars.value() else ""

    def _moved(self) -> None:
        if not self._is_setting:
            self._edited()
