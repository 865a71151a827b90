"""Asked when a window with changes that are not saved is about to close."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces import GroupTitle, WrappedLabel, button, danger_button, primary_button
from sdesk.ui.theme.look import GRID, PAGE_MARGIN


class LeavingDialog(QDialog):
    """Save them, give them up, or keep editing."""

    save_asked = Signal()
    discard_asked = Signal()

    def __init__(self, numbers: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("leaving")
        self.setWindowTitle(_("Not saved yet"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(440)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(GRID)
        column.addWidget(GroupTitle(_("There are changes that are not saved"), self))
        column.addWidget(WrappedLabel(", ".join(numbers), self))
        column.addSpacing(GRID)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        discard = danger_button(_("Give up the changes"), self, name="action.discard")
        discard.clicked.connect(self._discard)
        stay = button(_("Keep editing"), self, name="action.keep-editing")
        stay.clicked.connect(self.reject)
        save = primary_button(_("Save and close"), self, name="action.save-and-close")
        save.setDefault(True)
        save.clicked.connect(self._save)
        line = QHBoxLayout()
        line.addWidget(discard)
        line.addStretch(1)
        line.addWidget(stay)
        line.addWidget(save)
        return line

    def _discard(self) -> None:
        self.accept()
        self.discard_asked.emit()

    def _save(self) -> None:
        self.accept()
        self.save_asked.emit()
