"""What is asked about an incident besides its fields: a step taken, whom to tell, to escalate to, to merge with."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from sdesk.models import FeedbackEntry, KnownError, ServiceChangeRequest, ServiceIncident
from sdesk.models.governance import Priority
from sdesk.practice.exchange.mail_drafts import email_draft, file_name, note_told, parties_of
from sdesk.practice.finding.similar import similar_open
from sdesk.practice.incident.escalation import WHO, escalate, last_to_supplier, note_supplier
from sdesk.practice.incident.handling import add_step, put_on_hold, tell_party
from sdesk.practice.incident.holding import next_morning
from sdesk.practice.incident.known_errors import apply_known_error, known_errors_like
from sdesk.practice.incident.merging import link_incidents, merge
from sdesk.practice.incident.priority import follow_matrix, override_priority, priority_of_matrix
from sdesk.practice.incident.turning import turn_into
from sdesk.practice.lifecycle.lists import search
from sdesk.practice.lifecycle.problem import Refused
from sdesk.translation import NOTHING_SAID, Message, message, sentences
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.exchange.letter_fields import LetterFields, offer_only_note
from sdesk.ui.exchange.mail_drafts import open_draft
from sdesk.ui.pieces import (
    Candidate,
    ChoiceField,
    DateTimeField,
    DurationField,
    LinkPicker,
    LongTextField,
    TextField,
    YesNoField,
)
from sdesk.ui.records.naming import called, candidate_of
from sdesk.ui.unsaved.dialog import WritingDialog
from sdesk.ui.wording import worded

_OCCASION_OF = {"restored": message("resolved"), "closed": message("resolved")}


class IncidentDialog(WritingDialog):
    title: Message = NOTHING_SAID
    explanation: Message = NOTHING_SAID
    confirmation: Message = NOTHING_SAID
    """What the button says; the title, if nothing else."""

    def __init__(self, desk: Desk, incident: ServiceIncident, parent: QWidget) -> None:
        self.incident = incident
        about = message("{incident}.", incident=called(incident))
        explanation = worded(sentences(about, self.explanation))
        does = worded(self.confirmation or self.title)
        super().__init__(desk, incident, "incident", worded(self.title), explanation, parent, does=does)


D = TypeVar("D", bound=IncidentDialog)


class HoldDialog(IncidentDialog):
    title = message("Put on hold")
    explanation = message(
        "Its clocks stand still until somebody resumes it. At the moment that you choose it is due again on Today."
    )

    def make_fields(self) -> None:
        self.add_field("reason", _("What or whom it waits for"), LongTextField(self), required=True)
        self.add_field("until", _("Look again at"), DateTimeField(self), required=True)
        workspace = self.desk.workspace
        self.fields["until"].setValue(next_morning(workspace, self.incident, workspace.clock()))

    def carry_out(self) -> None:
        until = self.fields["until"].value()
        if until is None:
            raise Refused(message("Say when to look at the incident again."))
        put_on_hold(self.desk.workspace, self.incident, self.fields["reason"].value(), until)


class TurnDialog(IncidentDialog):
    """A call in which nothing was broken goes on as what it is."""

    title = message("It was no incident")
    confirmation = message("Turn it into that")
    explanation = message(
        "What is known of it goes into a new draft, with its number and its files. The incident is cancelled, and no figure "
        "counts it."
    )

    def make_fields(self) -> None:
        kinds = [
            (ServiceChangeRequest, _("Something was wanted: a change request")),
            (FeedbackEntry, _("Something was said: feedback")),
        ]
        self.add_field("kind", _("What it was"), ChoiceField(kinds, self), required=True)
        self.add_field("reason", _("Why it was no incident"), LongTextField(self), required=True)

    def carry_out(self) -> None:
        kind = self.fields["kind"].value()
        if kind is None:
            raise Refused(message("Say what it was."))
        made = turn_into(self.desk.workspace, self.incident, kind, self.fields["reason"].value())
        self.desk.open_record(made.id)


class StepTakenDialog(IncidentDialog):
    title = message("Note step")
    explanation = message("It is noted with your name and the time.")

    def make_fields(self) -> None:
        self.add_field("text", _("What was done"), LongTextField(self), required=True)
        self.add_field("minutes", _("Time spent"), DurationField(self))

    def carry_out(self) -> None:
        add_step(
            self.desk.workspace, self.incident, self.fields["text"].value(), self.fields["minutes"].value()
        )


class TellDialog(IncidentDialog):
    title = message("Note who was told")

    def make_fields(self) -> None:
        self.add_field("who", _("Who was told"), TextField(self), required=True)
        self.add_field("text", _("What they were told"), LongTextField(self))

    def carry_out(self) -> None:
        tell_party(
            self.desk.workspace, self.incident, self.fields["who"].value(), self.fields["text"].value()
        )


class TellCustomerDialog(IncidentDialog):
    """A message from the policy, filled in, opened in the mail program; who was told is kept either way."""

    title = message("Tell the customer")
    confirmation = message("Open in mail program")
    explanation = message(
        "The message opens in your mail program as a draft. Who was told, when and what is kept here."
    )

    def __init__(self, desk: Desk, incident: ServiceIncident, parent: QWidget) -> None:
        super().__init__(desk, incident, parent)
        offer_only_note(self, _("They were told otherwise, by telephone for one"), self._only_note)

    def make_fields(self) -> None:
        preferred = _OCCASION_OF.get(self.incident.state, message("recorded"))
        parties = parties_of(self.incident)
        self.letter = LetterFields(self.desk, self.incident, parties, self, preferred=preferred)
        self.column.addWidget(self.letter)
        self.fields.update(subject=self.letter.subject, text=self.letter.text)

    def carry_out(self) -> None:
        to, text = self._said()
        workspace = self.desk.workspace
        raw = email_draft(workspace, to, self.letter.subject.value(), text)
        open_draft(raw, file_name(self.incident, to))
        note_told(workspace, self.incident, to, text)

    def _only_note(self) -> None:
        note_told(self.desk.workspace, self.incident, *self._said())

    def _said(self) -> tuple:
        return self.letter.addressee(), self.letter.text.value().strip()


class EscalateDialog(IncidentDialog):
    title = message("Escalate")
    explanation = message("To somebody who can do more. The clocks go on.")

    def make_fields(self) -> None:
        self.add_field("to", _("To whom"), LinkPicker(self._who, self), required=True)
        self.add_field("reason", _("Why"), LongTextField(self), required=True)
        self.add_field("hand_over", _("Who goes on"), YesNoField(_("Assign it to them, if they work here")))

    def carry_out(self) -> None:
        to = self.fields["to"].value()
        if to is None:
            raise Refused(message("Say to whom it is escalated."))
        escalate(
            self.desk.workspace,
            self.incident,
            to,
            self.fields["reason"].value(),
            hand_over=self.fields["hand_over"].value(),
        )

    def _who(self, words: str) -> Sequence[Candidate]:
        found = search(self.desk.workspace, words, WHO)
        return [candidate_of(entry) for entry in found if entry.state == "in use"]


class SupplierDialog(IncidentDialog):
    """What nothing else tells: a supplier's answer and solution, on which their report measures them."""

    title = message("Note what the supplier did")
    explanation = message("Leave empty what nobody knows: the report on them says so.")

    def make_fields(self) -> None:
        self.add_field("answered_at", _("Answered at"), DateTimeField(self))
        self.add_field("solved_at", _("Solved at"), DateTimeField(self))
        found = last_to_supplier(self.desk.workspace, self.incident)
        if found is not None:
            self.fields["answered_at"].setValue(found[0].answered_at)
            self.fields["solved_at"].setValue(found[0].solved_at)

    def carry_out(self) -> None:
        answered, solved = self.fields["answered_at"].value(), self.fields["solved_at"].value()
        note_supplier(self.desk.workspace, self.incident, answered, solved)


class OtherIncidentDialog(IncidentDialog):
    """Asks for another open incident; the similar ones are offered first."""

    def make_other(self, label: str) -> None:
        self.add_field("other", label, LinkPicker(self._others, self), required=True)

    def other(self) -> ServiceIncident:
        """The incident that was picked. Raises Refused where none is."""
        chosen: UUID | None = self.fields["other"].value()
        found = self.desk.workspace.get(ServiceIncident, chosen) if chosen else None
        if found is None:
            raise Refused(message("Choose the other incident."))
        return found

    def _others(self, words: str) -> Sequence[Candidate]:
        if words.strip():
            found = search(self.desk.workspace, words, (ServiceIncident.__name__,))
            return [candidate_of(entry) for entry in found if entry.id != self.incident.id]
        case = self.incident
        similar = similar_open(
            self.desk.workspace, case.summary, case.service, case.configuration_items, besides=case.id
        )
        return [Candidate(each.id, called(each), worded(why)) for each, why in similar]


class MergeDialog(OtherIncidentDialog):
    title = message("Merge into another incident")
    explanation = message(
        "The other one goes on with what this one knows, and its reporter is told too. This one is cancelled."
    )

    def make_fields(self) -> None:
        self.make_other(_("The one that goes on"))
        self.add_field("reason", _("Why they are the same"), LongTextField(self), required=True)

    def carry_out(self) -> None:
        kept = merge(self.desk.workspace, self.incident, self.other(), self.fields["reason"].value())
        self.desk.open_record(kept.id)


class LinkDialog(OtherIncidentDialog):
    title = message("Link with another incident")
    explanation = message("Both go on and name each other.")

    def make_fields(self) -> None:
        self.make_other(_("The other incident"))

    def carry_out(self) -> None:
        link_incidents(self.desk.workspace, self.incident, self.other())


class PriorityDialog(IncidentDialog):
    title = message("Choose another priority")
    explanation = message("Only where the matrix gets this one wrong. The clocks follow.")

    def make_fields(self) -> None:
        by_matrix = priority_of_matrix(self.desk.workspace, self.incident)
        follows = (
            _("Follow the matrix: {priority}").format(priority=_(by_matrix.label))
            if by_matrix
            else _("Follow the matrix: not known yet")
        )
        choices = [(each, _(each.label)) for each in Priority]
        self.add_field("priority", _("Priority"), ChoiceField(choices, self, empty=follows))
        self.add_field("reason", _("Why"), LongTextField(self))
        self.fields["priority"].setValue(self.incident.priority_chosen)
        self.fields["reason"].setValue(self.incident.priority_reason)

    def carry_out(self) -> None:
        chosen = self.fields["priority"].value()
        if chosen is None:
            follow_matrix(self.desk.workspace, self.incident)
        else:
            override_priority(self.desk.workspace, self.incident, chosen, self.fields["reason"].value())


class KnownErrorDialog(IncidentDialog):
    title = message("Say which known error it is")

    def make_fields(self) -> None:
        self.add_field("error", _("Known error"), LinkPicker(self._errors, self), required=True)

    def carry_out(self) -> None:
        chosen = self.fields["error"].value()
        found = self.desk.workspace.get(KnownError, chosen) if chosen else None
        if found is None:
            raise Refused(message("Choose the known error."))
        apply_known_error(self.desk.workspace, self.incident, found)

    def _errors(self, words: str) -> Sequence[Candidate]:
        if words.strip():
            found = search(self.desk.workspace, words, (KnownError.__name__,))
            return [candidate_of(entry) for entry in found if entry.state == "recorded"]
        text = f"{self.incident.summary} {self.incident.root_cause}"
        like = known_errors_like(self.desk.workspace, text, self.incident.service)
        return [Candidate(each.id, called(each), worded(why)) for each, why in like]


def ask(dialog: type[D], desk: Desk, incident: ServiceIncident, over: QWidget) -> D:
    """Open a dialog over a widget."""
    made = dialog(desk, incident, over)
    made.open()
    return made
