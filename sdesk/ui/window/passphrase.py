"""The passphrase of an encrypted workspace, asked for at opening."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces import ErrorText, GroupTitle, HelpText, button, primary_button
from sdesk.ui.theme.look import GRID, PAGE_MARGIN


class PassphraseDialog(QDialog):
    """`given` carries what was typed; `refuse` says that it was another one and lets the person try again."""

    given = Signal(str)

    def __init__(self, file: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("passphrase")
        self.setWindowTitle(_("Passphrase"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
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
        feet = QHBoxLayout()
        feet.addStretch(1)
        feet.addWidget(leave)
        feet.addWidget(open_it)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(GRID)
        title = GroupTitle(_("{file} is encrypted").format(file=file), self)
        column.addWidget(title)
        column.addWidget(HelpText(_("Type its passphrase. Nobody can open it without."), self))
        column.addWidget(self._line)
        column.addWidget(self._wrong)
        column.addSpacing(GRID)
        column.addLayout(feet)

    def refuse(self, text: str) -> None:
        self._wrong.setText(text)
        self._wrong.show()
        self._line.selectAll()
        self._line.setFocus()

    def _give(self) -> None:
        self.given.emit(self._line.text())
