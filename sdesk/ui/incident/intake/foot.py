"""The buttons of the small window."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from sdesk.practice.intake.kinds import CallKind
from sdesk.translation import gettext as _
from sdesk.ui.pieces import STRETCH, button, primary_button, quiet_button, row_of
from sdesk.ui.pieces.tips import plain_tip


def _texts() -> dict[CallKind, str]:
    return {
        CallKind.BROKEN: _("Record incident"),
        CallKind.WANTED: _("Record request"),
        CallKind.SAID: _("Record feedback"),
    }


class Foot(QWidget):
    """Read in the order in which they were made: the way on first, discarding last."""

    record_asked = Signal()
    open_asked = Signal()
    keep_asked = Signal()
    discard_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._record = primary_button("", self, name="quick.record")
        self._record.clicked.connect(self.record_asked)
        self._opens = button(_("Record and open"), self, name="quick.record-and-open")
        self._opens.setToolTip(_("Record and open (Ctrl+Shift+Enter)"))
        self._opens.clicked.connect(self.open_asked)
        later = button(_("Keep as draft"), self, name="quick.keep")
        later.setToolTip(_("Keep as draft (Esc)"))
        later.clicked.connect(self.keep_asked)
        gone = quiet_button(_("Discard"), self, name="quick.discard")
        gone.clicked.connect(self.discard_asked)
        row_of(gone, STRETCH, self._opens, later, self._record, inside=self)
        for each in self.as_read():
            each.setAutoDefault(False)
        self._keep_width()
        self.show_kind(CallKind.BROKEN)

    def show_kind(self, kind: CallKind) -> None:
        """What is wanted or was said is opened when it is recorded: somebody goes on with it there."""
        text = _texts()[kind]
        self._record.setText(text)
        self._record.setToolTip(plain_tip(_("{text} (Ctrl+Enter)").format(text=text)))
        self._opens.setVisible(kind is CallKind.BROKEN)

    def _keep_width(self) -> None:
        """Whatever its word, the button is as wide as the widest, so that it stays under the pointer."""
        widest = 0
        for text in _texts().values():
            self._record.setText(text)
            widest = max(widest, self._record.sizeHint().width())
        self._record.setMinimumWidth(widest)

    def as_read(self) -> list[QPushButton]:
        return self.findChildren(QPushButton)


__all__ = ["Foot"]
