"""A quiet button that shows as much of its text as there is room for."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from sdesk.ui.pieces.tips import plain_tip

HEIGHT = 28
AROUND = 14
"""Pixels of padding and border at both sides."""


class ElidedButton(QPushButton):
    """Looks like a link; its whole text is its accessible name, and its tooltip where it is cut."""

    def __init__(self, text: str, parent: QWidget, *, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("quiet", True)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.say(text)

    def say(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._cut()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + AROUND, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = self.width() - AROUND
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(plain_tip("" if shown == self._text else self._text))
