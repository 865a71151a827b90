"""What is done about a comment: call it a complaint, agree on an action, answer."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from sdesk.models import FeedbackEntry, Person
from sdesk.practice.exchange.mail_drafts import Addressee, addressee_of, email_draft, file_name
from sdesk.practice.lifecycle.lists import search
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.relationship.feedback import action_from, make_complaint, note_answer
from sdesk.practice.relationship.reminders import today_of
from sdesk.practice.workspaces import working_person
from sdesk.translation import gettext as _
from sdesk.translation import message
from sdesk.ui.desk import Desk
from sdesk.ui.exchange.letter_fields import LetterFields, offer_only_note
from sdesk.ui.exchange.mail_drafts import open_draft
from sdesk.ui.pieces import Candidate, DateField, LinkPicker, LongTextField
from sdesk.ui.records.naming import candidate_of
from sdesk.ui.unsaved.dialog import WritingDialog

DAYS_FOR_AN_ACTION = 14


class ComplaintDialog(WritingDialog):
    def __init__(self, desk: Desk, feedback: FeedbackEntry, parent: QWidget) -> None:
        self._feedback = feedback
        explanation = _("{number} is looked into as a complaint from now on.").format(number=feedback.number)
        super().__init__(desk, feedback, "short", _("Treat as a complaint"), explanation, parent)

    def make_fields(self) -> None:
        self.reason = LongTextField(self)
        self.add_field("reason", _("Why"), self.reason, required=True)

    def carry_out(self) -> None:
        make_complaint(self.desk.workspace, self._feedback, self.reason.value())


class ActionDialog(WritingDialog):
    def __init__(self, desk: Desk, feedback: FeedbackEntry, parent: QWidget) -> None:
        self._feedback = feedback
        explanation = _("An action item that comes from {number}.").format(number=feedback.number)
        super().__init__(desk, feedback, "short", _("Agree on an action"), explanation, parent)

    def make_fields(self) -> None:
        self.what = LongTextField(self)
        self.owner = LinkPicker(self._people, self)
        self.due = DateField(self)
        me = working_person(self.desk.workspace)
        if me is not None:
            self.owner.setValue(Candidate(me.id, me.name, ""))
        self.due.setValue(today_of(self.desk.workspace) + timedelta(days=DAYS_FOR_AN_ACTION))
        self.add_field("what", _("What is to be done"), self.what, required=True)
        self.add_field("owner", _("Owner"), self.owner, required=True)
        self.add_field("due", _("Due"), self.due, required=True)

    def carry_out(self) -> None:
        owner, due = self.owner.value(), self.due.value()
        if owner is None or due is None or not self.what.value().strip():
            raise Refused(message("Say what is to be done, by whom and by when."))
        action_from(self.desk.workspace, self._feedback, self.what.value(), owner, due)

    def _people(self, words: str) -> Sequence[Candidate]:
        found = search(self.desk.workspace, words, (Person.__name__,))
        return [candidate_of(entry) for entry in found if entry.state == "in use"]


class AnswerDialog(WritingDialog):
    """An e-mail draft to whoever said it; what went back is kept either way."""

    def __init__(self, desk: Desk, feedback: FeedbackEntry, parent: QWidget) -> None:
        self._feedback = feedback
        explanation = _(
            "The answer opens in your mail program as a draft. Who was answered and what is kept here."
        )
        does = _("Open in mail program")
        super().__init__(desk, feedback, "short", _("Answer"), explanation, parent, does=does, width=600)
        offer_only_note(self, _("They were answered otherwise, by telephone for one"), self._only_note)

    def make_fields(self) -> None:
        contact = self._feedback.contact
        parties = [addressee_of(contact)] if contact else [Addressee("")]
        self.letter = LetterFields(self.desk, self._feedback, parties, self)
        self.column.addWidget(self.letter)
        self.fields.update(subject=self.letter.subject, text=self.letter.text)

    def carry_out(self) -> None:
        to, text = self.letter.addressee(), self.letter.text.value().strip()
        raw = email_draft(self.desk.workspace, to, self.letter.subject.value(), text)
        open_draft(raw, file_name(self._feedback, to))
        note_answer(self.desk.workspace, self._feedback, to.name, text)

    def _only_note(self) -> None:
        note_answer(
            self.desk.workspace, self._feedback, self.letter.addressee().name, self.letter.text.value()
        )
