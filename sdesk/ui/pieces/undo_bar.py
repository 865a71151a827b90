"""What was just done, for some seconds, and the button that undoes it: as long as somebody is at it, it stays."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from sdesk.translation import gettext as _
from sdesk.ui.aloud import say_aloud
from sdesk.ui.pieces.buttons import quiet_button
from sdesk.ui.pieces.layouts import row_of
from sdesk.ui.pieces.texts import ElidedLabel
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.look import GRID, theme

SAID_FOR = 8000
"""Milliseconds for which it stays while nobody is at it."""
SAID_WIDTH = 640
"""Pixels of the longest message; the whole of it is in its tip."""


class UndoBar(QWidget):
    """The seconds do not run while it has the pointer or the focus; `undo_asked` is the click on its button."""

    undo_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("done")
        self.setAccessibleName(_("What was just done"))
        self._said = ElidedLabel("", self)
        self._said.setObjectName("status.said")
        self._said.setMaximumWidth(SAID_WIDTH)
        self._undo = quiet_button(_("Undo"), self, icon_name="undo-2", name="action.undo")
        self._undo.setToolTip(plain_tip(_("Undo (Ctrl+Z)")))
        self._undo.clicked.connect(self.undo_asked)
        self._undo.installEventFilter(self)
        self._undo.hide()
        self._just_offered = QTimer(self, interval=0, singleShot=True)
        self.hush = QTimer(self, interval=SAID_FOR, singleShot=True)
        self.hush.timeout.connect(self._fall_silent)
        theme().changed.connect(self.update)
        row_of((self._said, 0), self._undo, inside=self, margins=(GRID, 0, 0, 0))

    def say(self, text: str) -> None:
        """A message. The button stays only beside that which is said of what was offered in the same moment."""
        if not self._just_offered.isActive():
            self._hide_undo()
        self._said.setText(text)
        self._said.setAccessibleName(text)
        say_aloud(self, text)
        self._run()

    def offer(self, text: str) -> None:
        """Say what was done, with the button that undoes it."""
        self._undo.setAccessibleName(_("Undo: {what}").format(what=text))
        self._undo.show()
        self._just_offered.start()
        self.say(text)
        self.update()

    def take_back_offer(self) -> None:
        self._just_offered.stop()
        self._hide_undo()

    def no_more(self, why: str) -> None:
        """Where something was still offered, it no longer is, and it is said why."""
        if self._undo.isVisible():
            self.take_back_offer()
            self.say(why)

    def said(self) -> str:
        return self._said.text()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._run()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            QTimer.singleShot(0, self, self._run)  # once the focus is where it goes
        return super().eventFilter(watched, event)

    def _run(self) -> None:
        """The seconds begin anew, unless somebody is at it."""
        if self.underMouse() or self._undo.hasFocus():
            self.hush.stop()
        elif self._said.text():
            self.hush.start()

    def _fall_silent(self) -> None:
        self._said.clear()
        self._hide_undo()

    def _hide_undo(self) -> None:
        self._undo.hide()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Seen at once where something can be taken back."""
        if not self._undo.isVisible():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("ok_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
