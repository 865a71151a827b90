"""Saying that a work product is not needed here, with the reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdesk.practice.readiness.work_products import declare_not_applicable
from sdesk.practice.starter.agreements import why_none
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import AskingDialog, HelpText, LongTextField
from sdesk.ui.unsaved.fields import OpenFields


class NotApplicableDialog(AskingDialog):
    """`said` is emitted once it is stored, approved by whoever works here. What was answered already stands there."""

    said = Signal()

    def __init__(self, desk: Desk, work_product: str, parent: QWidget) -> None:
        self._desk = desk
        self._work_product = work_product
        name = desk.pack.asks.work_product(work_product).name
        super().__init__(
            "not-applicable",
            _("{name} is not needed").format(name=_(name)),
            _("It then counts as answered, with your name and reason. You can take it back at any time."),
            parent,
            does=_("Approve: not needed"),
            keeps=_("Keep it"),
            width=480,
        )
        self._open_fields = OpenFields(desk, self, f"not needed {work_product}", self.windowTitle())

    def make_fields(self) -> None:
        reason = LongTextField(self, placeholder=_("We use no suppliers: all runs on our own equipment."))
        reason.setValue(why_none(self._desk.workspace, self._desk.workspace.model_of(self._work_product)))
        self.add_field("reason", _("Why not?"), reason, required=True)
        self.column.addWidget(HelpText(_("An auditor will read this sentence."), self))

    def carry_out(self) -> None:
        self._open_fields.about_to_save()
        declare_not_applicable(self._desk.workspace, self._work_product, self.fields["reason"].value())
        self.said.emit()
