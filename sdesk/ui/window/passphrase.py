"""The passphrase of an encrypted workspace, asked for at opening."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces import (
    STRETCH,
    STYLE,
    Dialog,
    ErrorText,
    GroupTitle,
    HelpText,
    button,
    column_of,
    primary_button,
    row_of,
)
from sdesk.ui.theme.look import GRID, PAGE_MARGIN


class PassphraseDialog(Dialog):
    """`given` carries what was typed; `refuse` says that it was another one and lets the person try again."""

    given = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__("passphrase", _("Passphrase"), parent, width=420)
        self._line = QLineEdit(self)
        self._line.setObjectName("passphrase.words")
        self._line.setAccessibleName(_("Passphrase"))
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._wrong = ErrorText("", self)
        self._wrong.setObjectName("passphrase.wrong")
        self._wrong.hide()
        open_it = primary_button(_("Open workspace"), self, name="action.open-workspace")
        open_it.setDefault(True)
        open_it.clicked.connect(self._give)
        leave = button(_("Do not open"), self, name="action.leave")
        leave.clicked.connect(self.reject)
        feet = row_of(STRETCH, leave, open_it, spacing=STYLE)
        said = GroupTitle(title, self)
        said.setWordWrap(True)
        column_of(
            said,
            HelpText(_("Type its passphrase. Nobody can open it without."), self),
            self._line,
            self._wrong,
            GRID,
            feet,
            inside=self,
            margins=PAGE_MARGIN,
        )

    def refuse(self, text: str) -> None:
        self._wrong.setText(text)
        self._wrong.show()
        self._line.selectAll()
        self._line.setFocus()

    def _give(self) -> None:
        self.given.emit(self._line.text())
