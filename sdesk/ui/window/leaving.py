"""Asked when a window with changes that are not saved is about to close."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces import (
    STRETCH,
    STYLE,
    Dialog,
    GroupTitle,
    WrappedLabel,
    button,
    column_of,
    danger_button,
    primary_button,
    row_of,
)
from sdesk.ui.theme.look import GRID, PAGE_MARGIN


class LeavingDialog(Dialog):
    """Save them, give them up, or keep editing."""

    save_asked = Signal()
    discard_asked = Signal()

    def __init__(self, numbers: Sequence[str], parent: QWidget) -> None:
        super().__init__("leaving", _("Not saved yet"), parent, width=440)
        column_of(
            GroupTitle(_("There are changes that are not saved"), self),
            WrappedLabel(", ".join(numbers), self),
            GRID,
            self._buttons(),
            inside=self,
            margins=PAGE_MARGIN,
        )

    def _buttons(self) -> QHBoxLayout:
        discard = danger_button(_("Give up the changes"), self, name="action.discard")
        discard.clicked.connect(self._discard)
        stay = button(_("Keep editing"), self, name="action.keep-editing")
        stay.clicked.connect(self.reject)
        save = primary_button(_("Save and close"), self, name="action.save-and-close")
        save.setDefault(True)
        save.clicked.connect(self._save)
        return row_of(discard, STRETCH, stay, save, spacing=STYLE)

    def _discard(self) -> None:
        self.accept()
        self.discard_asked.emit()

    def _save(self) -> None:
        self.accept()
        self.save_asked.emit()
