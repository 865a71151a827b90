"""How far a wizard has come, as a line."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from sdesk.ui.theme.look import theme


class ProgressLine(QWidget):
    """How many of the pages are finished, as a thin line; the words beside it say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(4)
        self._part = 0.0
        theme().changed.connect(self.update)

    def set_part(self, part: float) -> None:
        self._part = part
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("line"))
        painter.drawRoundedRect(self.rect(), 2, 2)
        painter.setBrush(theme().color("accent"))
        painter.drawRoundedRect(0, 0, round(self.width() * self._part), self.height(), 2, 2)
