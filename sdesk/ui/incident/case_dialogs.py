"""Short questions about an incident that is being worked on: a step, somebody told, on hold."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from sdesk.errors import SdeskError
from sdesk.models import ServiceIncident
from sdesk.practice.incident.handling import add_step, put_on_hold, tell_party
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    Callout,
    DurationField,
    FieldWidget,
    HelpText,
    LabelledField,
    LongTextField,
    PageTitle,
    TabsAsRead,
    TextField,
    Tone,
    button,
    column_of,
    primary_button,
    row_of,
)
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.unsaved.fields import OpenFields


class IncidentDialog(TabsAsRead, QDialog):
    """A title, a few fields, and a button that does what it says."""

    title = ""
    explanation = ""
    confirmation = ""
    """What the button says; the title, if nothing else."""

    def __init__(self, desk: Desk, incident: ServiceIncident, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setObjectName("incident.dialog")
        self.setWindowTitle(_(self.title))
        self.desk = desk
        self.incident = incident
        self.fields: dict[str, FieldWidget] = {}
        self._column = column_of(
            PageTitle(_(self.title), self), inside=self, margins=PAGE_MARGIN, spacing=2 * GRID
        )
        about = f"{incident.number} {incident.heading}".strip()
        self._column.addWidget(HelpText(f"{about}. {_(self.explanation)}".strip(), self))
        self.make_fields()
        self._trouble = Callout(Tone.ERROR, "", self)
        self._trouble.hide()
        self._column.addWidget(self._trouble)
        self._column.addLayout(self._buttons())
        self.setMinimumWidth(520)
        called = f"{incident.number}: {_(self.title)}"
        self._open_fields = OpenFields(desk, self, type(self).__name__, called, self.fields, incident)

    def make_fields(self) -> None:
        raise NotImplementedError

    def carry_out(self) -> None:
        raise NotImplementedError

    def add_field(self, name: str, label: str, field: FieldWidget, *, required: bool = False) -> None:
        field.setObjectName(f"incident.{name}")
        self.fields[name] = field
        self._column.addWidget(LabelledField(label, field, self, required=required))
        if len(self.fields) == 1:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

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

    def _buttons(self) -> QHBoxLayout:
        confirm = primary_button(_(self.confirmation or self.title), self, name="dialog.confirm")
        confirm.setDefault(True)
        confirm.clicked.connect(self.confirm)
        back = button(_("Keep editing"), self, name="dialog.keep-editing")
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        return row_of(STRETCH, back, confirm)


class HoldDialog(IncidentDialog):
    title = "Put on hold"
    explanation = "Its clocks stand still until it is resumed."

    def make_fields(self) -> None:
        self.add_field("reason", _("Reason"), LongTextField(self), required=True)

    def carry_out(self) -> None:
        put_on_hold(self.desk.workspace, self.incident, self.fields["reason"].value())


class StepTakenDialog(IncidentDialog):
    title = "Note step"
    explanation = "It is noted with your name and the time."

    def make_fields(self) -> None:
        self.add_field("text", _("What was done"), LongTextField(self), required=True)
        self.add_field("minutes", _("Time spent"), DurationField(self))

    def carry_out(self) -> None:
        add_step(
            self.desk.workspace, self.incident, self.fields["text"].value(), self.fields["minutes"].value()
        )


class TellDialog(IncidentDialog):
    title = "Note who was told"

    def make_fields(self) -> None:
        self.add_field("who", _("Who was told"), TextField(self), required=True)
        self.add_field("text", _("What they were told"), LongTextField(self))

    def carry_out(self) -> None:
        tell_party(
            self.desk.workspace, self.incident, self.fields["who"].value(), self.fields["text"].value()
        )
