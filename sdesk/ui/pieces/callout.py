"""A line beside things that says what to know, to watch or to put right."""

from enum import Enum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.aloud import say_aloud
from sdesk.ui.pieces.buttons import quiet_button
from sdesk.ui.pieces.texts import WrappedLabel
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import CONTROL_HEIGHT, theme


class Tone(Enum):
    """How much a callout matters: its icon and the theme's colour role."""

    INFO = ("info", "info")
    WARNING = ("alert-triangle", "warning")
    ERROR = ("circle-alert", "danger")
    OK = ("circle-check", "ok")

    @property
    def icon_name(self) -> str:
        return self.value[0]

    @property
    def role(self) -> str:
        return self.value[1]

    def word(self) -> str:
        return {
            Tone.INFO: _("Information"),
            Tone.WARNING: _("Warning"),
            Tone.ERROR: _("Error"),
            Tone.OK: _("Done"),
        }[self]


class Callout(QFrame):
    """An icon, a sentence or two and, if there is something to do, one quiet button; `acted` is its click."""

    acted = Signal()

    def __init__(self, tone: Tone, text: str, parent: QWidget | None = None, *, action: str = "") -> None:
        super().__init__(parent)
        self._told = ""
        self._icon = QLabel(self)
        self._icon.setFixedWidth(16)
        self._text = WrappedLabel("", self)
        self.button = quiet_button(action, self)
        self.button.clicked.connect(self.acted)
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(12, 2, 4, 2)
        line.setSpacing(10)
        above = (CONTROL_HEIGHT - self.fontMetrics().height()) // 2
        self._text.setContentsMargins(0, above, 0, above)
        self._icon.setFixedHeight(CONTROL_HEIGHT)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._text, 1, Qt.AlignmentFlag.AlignTop)
        line.addStretch(0)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        theme().changed.connect(self._tint)
        self.say(tone, text, action)

    def addButton(self, button: QPushButton) -> None:
        """Another thing that can be done, behind those that are there."""
        self._line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def say(self, tone: Tone, text: str, action: str = "") -> None:
        """Show another message."""
        self._tone = tone
        self._text.setText(text)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setAccessibleName(self.spoken())
        self._say_aloud()
        self._tint()

    def spoken(self) -> str:
        """All of it, for who does not see it."""
        return _("{tone}: {text}").format(tone=self._tone.word(), text=self.text())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._say_aloud()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._told = ""

    def _say_aloud(self) -> None:
        """Once, as it appears; what only informs is there to be read by who comes to it."""
        said = self.spoken() if self.text() else ""
        if self.isVisible() and said != self._told and self._tone is not Tone.INFO:
            self._told = said
            say_aloud(self, said, at_once=self._tone is Tone.ERROR)

    def tone(self) -> Tone:
        return self._tone

    def text(self) -> str:
        return self._text.text()

    def _tint(self) -> None:
        self._icon.setPixmap(icon(self._tone.icon_name, self._tone.role).pixmap(16, 16))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(f"{self._tone.role}_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setBrush(theme().color(self._tone.role))
        painter.drawRoundedRect(QRectF(0, 6, 3, self.height() - 12), 1.5, 1.5)
