"""Counts by month as small bars, in a cell or beside a name."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sdesk.ui.theme.look import theme

BAR = 12
GAP = 4
HEIGHT = 24


class MonthBars(QWidget):
    """One bar a month, the last one strong; the highest of all lines fills the height, so that lines compare."""

    def __init__(self, counts: Sequence[int], highest: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._counts = tuple(counts)
        self._highest = max(highest, 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(len(self._counts) * (BAR + GAP), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        floor = self.height() - 1.0
        for place, count in enumerate(self._counts):
            left = place * (BAR + GAP)
            last = place == len(self._counts) - 1
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("line"))
            painter.drawRect(QRectF(left, floor, BAR, 1))
            if count:
                high = max(2.0, (floor - 2) * count / self._highest)
                painter.setBrush(theme().color("accent" if last else "border"))
                painter.drawRoundedRect(QRectF(left, floor - high, BAR, high), 1.5, 1.5)
