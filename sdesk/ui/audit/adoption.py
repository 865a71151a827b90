"""Adopting another standard: which one, and from which day on it counts."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdesk.practice.audit.adoption import adopt, can_be_adopted
from sdesk.practice.calendar.days import today
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import AskingDialog, ChoiceField, DateField, HelpText


class AdoptDialog(AskingDialog):
    """Offers what the workspace has not adopted yet. `adopted` carries the id of what was."""

    adopted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk = desk
        super().__init__(
            "adopt",
            _("Adopt another standard"),
            _(
                "Its requirements are then listed here, each with the records in which you will find something of it."
            ),
            parent,
            does=_("Adopt"),
            keeps=_("Not now"),
            width=480,
        )

    def make_fields(self) -> None:
        offered = [(pack.id, _(pack.asks.header.title)) for pack in can_be_adopted(self._desk.workspace)]
        self.add_field("pack", _("Standard"), ChoiceField(offered, self, empty=None), required=True)
        self.fields["pack"].setValue(offered[0][0] if offered else None)
        self.add_field("from", _("From"), DateField(self), required=True)
        self.fields["from"].setValue(today(self._desk.workspace))
        self.column.addWidget(HelpText(_("Service delivery goes on to count as before."), self))

    def carry_out(self) -> None:
        pack = str(self.fields["pack"].value())
        adopt(self._desk.workspace, pack, self.fields["from"].value())
        self.adopted.emit(pack)
