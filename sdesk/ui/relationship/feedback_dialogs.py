"""What is done about a comment: call it a complaint, agree on an action, answer."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sdesk.errors import SdeskError
from sdesk.models import FeedbackEntry, Person
from sdesk.practice.exchange.mail_drafts import Addressee, addressee_of, email_draft, file_name
from sdesk.practice.lifecycle.lists import search
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.relationship.feedback import action_from, make_complaint, note_answer
from sdesk.practice.relationship.reminders import today_of
from sdesk.practice.workspaces import working_person
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.exchange.letter_fields import LetterFields
from sdesk.ui.exchange.mail_drafts import open_draft
from sdesk.ui.pieces import Candidate, DateField, LinkPicker, LongTextField, button
from sdesk.ui.records.naming import candidate_of
from sdesk.ui.relationship.party_dialogs import ShortDialog

DAYS_FOR_AN_ACTION = 14


class ComplaintDialog(ShortDialog):
    def __init__(self, desk: Desk, feedback: FeedbackEntry, parent: QWidget) -> None:
        self._feedback = feedback
        explanation = _("{number} is looked into as a complaint from now on.").format(number=feedback.number)
        super().__init__(desk, _("Treat as a complaint"), explanation, feedback, parent)

    def make_fields(self) -> None:
        self.reason = LongTextField(self)
        self.add_field("reason", _("Why"), self.reason)

    def carry_out(self) -> None:
        make_complaint(self.desk.workspace, self._feedback, self.reason.value())


class ActionDialog(ShortDialog):
    def __init__(self, desk: Desk, feedback: FeedbackEntry, parent: QWidget) -> None:
        self._feedback = feedback
        explanation = _("An action item that comes from {number}.").format(number=feedback.number)
        super().__init__(desk, _("Agree on an action"), explanation, feedback, parent)

    def make_fields(self) -> None:
        self.what = LongTextField(self)
        self.owner = LinkPicker(self._people, self)
        self.due = DateField(self)
        me = working_person(self.desk.workspace)
        if me is not None:
            self.owner.setValue(Candidate(me.id, me.name, ""))
        self.due.setValue(today_of(self.desk.workspace) + timedelta(days=DAYS_FOR_AN_ACTION))
        self.add_field("what", _("What is to be done"), self.what)
        self.add_field("owner", _("Owner"), self.owner)
        self.add_field("due", _("Due"), self.due)

    def carry_out(self) -> None:
        owner, due = self.owner.value(), self.due.value()
        if owner is None or due is None or not self.what.value().strip():
            raise Refused(_("Say what is to be done, by whom and by when."))
        action_from(self.desk.workspace, self._feedback, self.what.value(), owner, due)

    def _people(self, words: str) -> Sequence[Candidate]:
        found = search(self.desk.workspace, words, (Person.__name__,))
        return [candidate_of(entry) for entry in found if entry.state == "in use"]


class AnswerDialog(ShortDialog):
    """An e-mail draft to whoever said it; what went back is kept either way."""

    def __init__(self, desk: Desk, feedback: FeedbackEntry, parent: QWidget) -> None:
        self._feedback = feedback
        explanation = _(
            "The answer opens in your mail program as a draft. Who was answered and what is kept here."
        )
        super().__init__(desk, _("Answer"), explanation, feedback, parent, confirm=_("Open in mail program"))
        self.setMinimumWidth(600)

    def make_fields(self) -> None:
        contact = self._feedback.contact
        parties = [addressee_of(contact)] if contact else [Addressee("")]
        self.letter = LetterFields(self.desk, self._feedback, parties, self)
        self.column.addWidget(self.letter)
        self._fields.update(subject=self.letter.subject, text=self.letter.text)

    def carry_out(self) -> None:
        to, text = self.letter.addressee(), self.letter.text.value().strip()
        raw = email_draft(self.desk.workspace, to, self.letter.subject.value(), text)
        open_draft(raw, file_name(self._feedback, to))
        note_answer(self.desk.workspace, self._feedback, to.name, text)

    def only_note(self) -> None:
        """They were answered otherwise."""
        self._open_fields.about_to_save()
        try:
            to, text = self.letter.addressee(), self.letter.text.value()
            note_answer(self.desk.workspace, self._feedback, to.name, text)
        except SdeskError as fault:
            self.complain(str(fault))
        else:
            self.accept()

    def _buttons(self, text: str) -> QHBoxLayout:
        line = super()._buttons(text)
        told = button(_("Only note it"), self, name="dialog.only-note")
        told.setToolTip(_("They were answered otherwise, by telephone for one"))
        told.setAutoDefault(False)
        told.clicked.connect(self.only_note)
        line.insertWidget(0, told)
        return line
