"""Short questions about a relationship: that one knows of a date, and what is done about it."""

from PySide6.QtWidgets import QWidget

from sdesk.practice.relationship.reminders import Reminder, acknowledge
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import LongTextField
from sdesk.ui.records.naming import called
from sdesk.ui.unsaved.dialog import WritingDialog


class AcknowledgeDialog(WritingDialog):
    """Somebody says that they know of a date and what is done about it."""

    def __init__(self, desk: Desk, reminder: Reminder, parent: QWidget) -> None:
        self._reminder = reminder
        about = called(reminder.agreement)
        explanation = _("{agreement}. It is kept with your name, and Today stops reminding of this date.")
        explanation = explanation.format(agreement=about)
        super().__init__(desk, reminder.agreement, "short", _("I know of it"), explanation, parent)

    def make_fields(self) -> None:
        self.plan = LongTextField(
            self, placeholder=_("For example: meeting on the 12th, Ben prepares the report")
        )
        self.add_field("plan", _("What is done about it"), self.plan, required=True)

    def carry_out(self) -> None:
        acknowledge(self.desk.workspace, self._reminder.agreement, self._reminder.what, self.plan.value())
