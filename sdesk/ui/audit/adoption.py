"""Adopting another standard: which one, and from which day on it counts."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from sdesk.errors import SdeskError
from sdesk.practice.audit.adoption import adopt, can_be_adopted
from sdesk.practice.calendar.days import today
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    ChoiceField,
    DateField,
    ErrorText,
    HelpText,
    LabelledField,
    PageTitle,
    WrappedLabel,
    button,
    primary_button,
)
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.wording import worded


class AdoptDialog(QDialog):
    """Offers what the workspace has not adopted yet. `adopted` carries the id of what was."""

    adopted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(_("Adopt another standard"))
        self.setObjectName("adopt")
        self.setMinimumWidth(480)
        offered = [(pack.id, _(pack.asks.header.title)) for pack in can_be_adopted(desk.workspace)]
        self._pack = ChoiceField(offered, self, empty=None)
        self._pack.setObjectName("adopt.pack")
        self._pack.setValue(offered[0][0] if offered else None)
        self._from = DateField(self)
        self._from.setObjectName("adopt.from")
        self._from.setValue(today(desk.workspace))
        self._trouble = ErrorText("", self)
        self._trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(GRID)
        column.addWidget(PageTitle(self.windowTitle(), self))
        text = _(
            "Its requirements are then listed here, each with the records in which you will find something of it."
        )
        column.addWidget(WrappedLabel(text, self))
        column.addWidget(LabelledField(_("Standard"), self._pack, self, required=True))
        column.addWidget(LabelledField(_("From"), self._from, self, required=True))
        column.addWidget(HelpText(_("Service delivery goes on to count as before."), self))
        column.addWidget(self._trouble)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        confirm = primary_button(_("Adopt"), self, name="dialog.confirm")
        confirm.setDefault(True)
        confirm.clicked.connect(self._confirm)
        back = button(_("Not now"), self, name="dialog.cancel")
        back.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(back)
        line.addWidget(confirm)
        return line

    def _confirm(self) -> None:
        try:
            pack = str(self._pack.value())
            adopt(self._desk.workspace, pack, self._from.value())
        except SdeskError as fault:
            self._trouble.setText(worded(fault))
            self._trouble.show()
            return
        self.adopted.emit(pack)
        self.accept()
