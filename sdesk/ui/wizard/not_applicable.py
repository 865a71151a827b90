"""Saying that a work product is not needed here, with the reason."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from sdesk.errors import SdeskError
from sdesk.practice.readiness.work_products import declare_not_applicable
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    ErrorText,
    HelpText,
    LabelledField,
    LongTextField,
    PageTitle,
    TabsAsRead,
    WrappedLabel,
    button,
    primary_button,
)
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.unsaved.fields import OpenFields
from sdesk.ui.wording import worded


class NotApplicableDialog(TabsAsRead, QDialog):
    """`said` is emitted once it is stored, approved by whoever works here."""

    said = Signal()

    def __init__(self, desk: Desk, work_product: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._work_product = work_product
        name = desk.pack.asks.work_product(work_product).name
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("{name} is not needed").format(name=_(name)))
        self.setObjectName("not-applicable")
        self.setMinimumWidth(480)
        self._reason = LongTextField(
            self, placeholder=_("We use no suppliers: all runs on our own equipment.")
        )
        self._reason.setObjectName("not-applicable.reason")
        self._trouble = ErrorText("", self)
        self._trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(GRID)
        title = PageTitle(self.windowTitle(), self)
        title.setWordWrap(True)
        column.addWidget(title)
        text = _("It then counts as answered, with your name and reason. You can take it back at any time.")
        column.addWidget(WrappedLabel(text, self))
        column.addWidget(LabelledField(_("Why not?"), self._reason, self, required=True))
        column.addWidget(HelpText(_("An auditor will read this sentence."), self))
        column.addWidget(self._trouble)
        column.addLayout(self._buttons())
        self._open_fields = OpenFields(desk, self, f"not needed {work_product}", self.windowTitle())

    def _buttons(self) -> QHBoxLayout:
        confirm = primary_button(_("Approve: not needed"), self, name="dialog.confirm")
        confirm.setDefault(True)
        confirm.clicked.connect(self._confirm)
        back = button(_("Keep it"), self, name="dialog.keep-editing")
        back.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(back)
        line.addWidget(confirm)
        return line

    def _confirm(self) -> None:
        self._open_fields.about_to_save()
        try:
            declare_not_applicable(self._desk.workspace, self._work_product, self._reason.value())
        except SdeskError as fault:
            self._trouble.setText(worded(fault))
            self._trouble.show()
            return
        self.said.emit()
        self.accept()
