"""The one line between the head and the pages of a record: it keeps its height, so that nothing below it moves."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces import Callout, Tone, column_of
from sdesk.ui.records.form.missing_panel import LINE_HEIGHT, MissingPanel
from sdesk.ui.theme.look import PAGE_MARGIN
from sdesk.ui.unsaved.typing import SPOKEN_FOR

QWIDGETSIZE_MAX = 16_777_215
AROUND = 64
"""Pixels of a callout that are not text: its icon and margins."""


class TroubleLine(Callout):
    """Why something was not done: as much of it as one line holds, and all of it to who asks."""

    def __init__(self, parent: QWidget) -> None:
        self._whole = ""
        super().__init__(Tone.ERROR, "", parent)
        self.setObjectName("record.trouble")
        self.is_open = False
        self.acted.connect(self._open)
        self.hide()

    def complain(self, text: str) -> None:
        """Say this; an empty text takes back what was said."""
        self._whole, self.is_open = text, False
        self._shorten()
        self.setVisible(bool(text))

    def whole(self) -> str:
        """All that is said, also what there is no room for."""
        return self._whole if not self.isHidden() else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        offer = _("Show all")
        room = min(self._text.maximumWidth(), self.width() - AROUND)
        if self.is_open or self._cut(room) == self._whole:
            self.say(Tone.ERROR, self._whole)
            return
        beside = self.fontMetrics().horizontalAdvance(offer) + PAGE_MARGIN
        self.say(Tone.ERROR, self._cut(room - beside), offer)

    def spoken(self) -> str:
        """All of it, however much of it there is room for."""
        return _("{tone}: {text}").format(tone=Tone.ERROR.word(), text=self._whole)

    def _cut(self, room: int) -> str:
        return self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)

    def _open(self) -> None:
        self.is_open = True
        self._shorten()


class NoteSlot(QWidget):
    """Says one thing at a time: what went wrong, else why something approved is changed, else what is missing."""

    reason_typed = Signal(str)
    save_asked = Signal()

    def __init__(self, missing: MissingPanel, parent: QWidget) -> None:
        super().__init__(parent)
        self.trouble = TroubleLine(self)
        self._reason = QLineEdit(self)
        self._reason.setObjectName("record.reason")
        self._reason.setPlaceholderText(_("Why? It is kept in the history of what was approved."))
        self._reason.setAccessibleName(_("Reason for the change"))
        self._reason.setProperty(SPOKEN_FOR, True)
        self._reason.returnPressed.connect(self.save_asked)
        self._reason.textEdited.connect(self.reason_typed)
        self._asks_why = False
        self._below = QWidget(self)
        self._missing = missing
        missing.opened.connect(self.fit)
        self.trouble.acted.connect(self.fit)
        column_of(missing, inside=self._below)
        column_of(self.trouble, self._reason, self._below, inside=self, spacing=0)
        self._arrange()

    def keep_room(self, keeps: bool) -> None:
        """Whether it is as high as a line although nothing is said."""
        self.setMinimumHeight(LINE_HEIGHT if keeps else 0)

    def complain(self, text: str) -> None:
        self.trouble.complain(text)
        self._arrange()

    def ask_reason(self, is_asked: bool, typed: str) -> None:
        """Ask why, where something of an approved record is about to change; `typed` is what was said so far."""
        if self._reason.text() != typed:
            self._reason.setText(typed)
        self._asks_why = is_asked
        self._arrange()

    def fit(self) -> None:
        """As high as a line, unless somebody asked to see all of it."""
        is_open = self._missing.is_open or self.trouble.is_open
        self.setMaximumHeight(QWIDGETSIZE_MAX if is_open else LINE_HEIGHT)

    def _arrange(self) -> None:
        self.fit()
        self._reason.setVisible(self._asks_why and self.trouble.isHidden())
        self._below.setVisible(self._reason.isHidden() and self.trouble.isHidden())
