"""Short questions about an incident that is being worked on: a step, somebody told, on hold."""

from PySide6.QtWidgets import QWidget

from sdesk.models import ServiceIncident
from sdesk.practice.incident.handling import add_step, put_on_hold, tell_party
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import DurationField, LongTextField, TextField
from sdesk.ui.unsaved.dialog import WritingDialog


class IncidentDialog(WritingDialog):
    title = ""
    explanation = ""
    confirmation = ""
    """What the button says; the title, if nothing else."""

    def __init__(self, desk: Desk, incident: ServiceIncident, parent: QWidget) -> None:
        self.incident = incident
        about = f"{incident.number} {incident.heading}".strip()
        explanation = f"{about}. {_(self.explanation)}".strip()
        does = _(self.confirmation or self.title)
        super().__init__(desk, incident, "incident", _(self.title), explanation, parent, does=does)


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
