"""Long work: what it does, how far it is, and a way out."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces.buttons import quiet_button
from sdesk.ui.pieces.layouts import row_of
from sdesk.ui.pieces.texts import ElidedLabel

PATIENCE = 500
"""Milliseconds of work about which nothing is said."""


class BusyLine(QWidget):
    """Hidden until work has taken half a second; then says what is done and how far, with *Cancel*."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ElidedLabel("", self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setMinimumWidth(160)
        self._cancel = quiet_button(_("Cancel"), self, icon_name="x", name="action.cancel")
        self._cancel.clicked.connect(self._give_up)
        row_of(self._text, (self._bar, 1), self._cancel, inside=self)
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self._appear)
        self._takes_focus = False
        self.hide()

    def start(self, text: str, *, can_cancel: bool = True, takes_focus: bool = False) -> None:
        """Work begins; `text` says what it does, as "Making the report". `takes_focus`: whoever began it by key finds the
        way out under their keys."""
        self._takes_focus = takes_focus and can_cancel
        self._text.setText(text)
        self.setAccessibleName(text)
        self._bar.setRange(0, 0)
        self._cancel.setVisible(can_cancel)
        self._cancel.setEnabled(True)
        self._patience.start(PATIENCE)

    def setProgress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def finish(self) -> None:
        self._patience.stop()
        self.hide()

    def _appear(self) -> None:
        self.show()
        if self._takes_focus:
            self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_up(self) -> None:
        self._cancel.setEnabled(False)
        self._text.setText(_("Stopping…"))
        self.cancelled.emit()
