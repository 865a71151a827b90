"""The SHA-256 of what is signed, for who asks."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces import HelpText, column_of, quiet_button
from sdesk.ui.theme.icons import icon


def spaced(digest: str) -> str:
    """In groups of eight, as it has to break in a narrow column."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


class HashDetails(QWidget):
    """A line that opens; what it says is asked for when it is opened, as answers may have changed it."""

    def __init__(self, said: Callable[[], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._said = said
        self._fold = quiet_button(_("Details"), self, name="approval.details")
        self._fold.clicked.connect(self._toggle)
        self._text = HelpText("", self)
        self._text.setObjectName("approval.hash")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column_of((self._fold, 0, Qt.AlignmentFlag.AlignLeft), self._text, inside=self, spacing=0)
        self._show(False)

    def _toggle(self) -> None:
        self._show(self._text.isHidden())

    def _show(self, is_open: bool) -> None:
        self._text.setText(self._said() if is_open else "")
        self._text.setVisible(is_open)
        self._fold.setIcon(icon("chevron-down" if is_open else "chevron-right", "link"))
