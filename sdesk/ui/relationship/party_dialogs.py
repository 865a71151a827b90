"""Short questions about a relationship: that one knows of a date, and what is done about it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from sdesk.errors import SdeskError
from sdesk.models import Record
from sdesk.practice.relationship.reminders import Reminder, acknowledge
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    Callout,
    FieldWidget,
    HelpText,
    LabelledField,
    LongTextField,
    PageTitle,
    TabsAsRead,
    Tone,
    button,
    column_of,
    primary_button,
    row_of,
)
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.unsaved.fields import OpenFields


class ShortDialog(TabsAsRead, QDialog):
    """A title, an explanation, a few fields and a button that does what it says."""

    def __init__(
        self, desk: Desk, title: str, explanation: str, record: Record, parent: QWidget, *, confirm: str = ""
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setObjectName("short.dialog")
        self.setWindowTitle(title)
        self.desk = desk
        self._fields: dict[str, FieldWidget] = {}
        self.column = column_of(
            PageTitle(title, self),
            HelpText(explanation, self),
            inside=self,
            margins=PAGE_MARGIN,
            spacing=2 * GRID,
        )
        self.make_fields()
        self._trouble = Callout(Tone.ERROR, "", self)
        self._trouble.hide()
        self.column.addWidget(self._trouble)
        self.column.addLayout(self._buttons(confirm or title))
        self.setMinimumWidth(520)
        called = f"{record.number}: {title}"
        self._open_fields = OpenFields(desk, self, type(self).__name__, called, self._fields, record)

    def make_fields(self) -> None:
        raise NotImplementedError

    def carry_out(self) -> None:
        raise NotImplementedError

    def add_field(self, name: str, label: str, field: FieldWidget, *, required: bool = True) -> None:
        field.setObjectName(f"short.{name}")
        self._fields[name] = field
        self.column.addWidget(LabelledField(label, field, self, required=required))

    def confirm(self) -> None:
        """Do it; what keeps it from being done is said in the dialog."""
        self._open_fields.about_to_save()
        try:
            self.carry_out()
        except SdeskError as fault:
            self.complain(str(fault))
        else:
            self.accept()

    def complain(self, text: str) -> None:
        """Say in the dialog what kept it from being done."""
        self._trouble.say(Tone.ERROR, text)
        self._trouble.show()

    def _buttons(self, text: str) -> QHBoxLayout:
        does = primary_button(text, self, name="dialog.confirm")
        does.setDefault(True)
        does.clicked.connect(self.confirm)
        back = button(_("Keep editing"), self, name="dialog.keep-editing")
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        return row_of(STRETCH, back, does)


class AcknowledgeDialog(ShortDialog):
    """Somebody says that they know of a date and what is done about it."""

    def __init__(self, desk: Desk, reminder: Reminder, parent: QWidget) -> None:
        self._reminder = reminder
        about = f"{reminder.agreement.number} {reminder.agreement.heading}"
        explanation = _("{agreement}. It is kept with your name, and Today stops reminding of this date.")
        super().__init__(
            desk, _("I know of it"), explanation.format(agreement=about), reminder.agreement, parent
        )

    def make_fields(self) -> None:
        self.plan = LongTextField(
            self, placeholder=_("For example: meeting on the 12th, Ben prepares the report")
        )
        self.add_field("plan", _("What is done about it"), self.plan)

    def carry_out(self) -> None:
        acknowledge(self.desk.workspace, self._reminder.agreement, self._reminder.what, self.plan.value())
