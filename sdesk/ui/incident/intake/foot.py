"""The buttons of the small window."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces import STRETCH, button, primary_button, quiet_button, row_of


class Foot(QWidget):
    """Read in the order in which they were made: the way on first, discarding last."""

    record_asked = Signal()
    open_asked = Signal()
    keep_asked = Signal()
    discard_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.record = primary_button(_("Record incident"), self, name="quick.record")
        self.record.setToolTip(_("Record incident (Ctrl+Enter)"))
        self.record.clicked.connect(self.record_asked)
        self.opens = button(_("Record and open"), self, name="quick.record-and-open")
        self.opens.setToolTip(_("Record and open (Ctrl+Shift+Enter)"))
        self.opens.clicked.connect(self.open_asked)
        later = button(_("Keep as draft"), self, name="quick.keep")
        later.setToolTip(_("Keep as draft (Esc)"))
        later.clicked.connect(self.keep_asked)
        gone = quiet_button(_("Discard"), self, name="quick.discard")
        gone.clicked.connect(self.discard_asked)
        row_of(gone, STRETCH, later, self.opens, self.record, inside=self)
        for each in self.as_read():
            each.setAutoDefault(False)

    def as_read(self) -> list[QPushButton]:
        return self.findChildren(QPushButton)


__all__ = ["Foot"]
