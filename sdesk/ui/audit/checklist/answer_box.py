"""A person's answer: what it is, who gave it and when, what was done since to the records behind it, and the ways to answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from sdesk.errors import SdeskError
from sdesk.models import ChecklistAnswer, Person, StatementAnswer
from sdesk.models.audit.answers import Answer, PointAnswer, StatementMet
from sdesk.practice.audit.checklist.answers import answer_point, answer_statement
from sdesk.practice.lifecycle.lists import entries, search
from sdesk.translation import Message, counted, message, term
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    AskingDialog,
    Callout,
    Candidate,
    FlowLayout,
    GroupTitle,
    HelpText,
    LinksPicker,
    LongTextField,
    ReadText,
    Tone,
    button,
    column_of,
    quiet_button,
    row_of,
)
from sdesk.ui.records.naming import candidate_of, candidates
from sdesk.ui.theme.look import GRID
from sdesk.ui.unsaved.fields import OpenFields
from sdesk.ui.wording import worded

DOES_NOT_APPLY = "not applicable"
NAMED = 5
"""So many of the records that changed are named."""


@dataclass(frozen=True)
class Subject:
    """What is answered: a point of evidence, or a statement, by its full id; `short` is what people call it."""

    id: str
    short: str
    of_point: bool
    audit: UUID | None = None

    @property
    def ways(self) -> tuple[tuple[str, Message], ...]:
        """The answers, by what is stored, the one that is given most first."""
        if self.of_point:
            return tuple((each.value, term(each.label)) for each in PointAnswer)
        met = tuple((each.value, term(each.label)) for each in StatementMet)
        return (*met, (DOES_NOT_APPLY, message("Not applicable")))

    def give(self, desk: Desk, chosen: str, note: str = "", evidence: Sequence[UUID] = ()) -> Answer:
        """Raises Refused: nobody is named who works here, or why is not said."""
        if self.of_point:
            return answer_point(desk.workspace, self.id, chosen, note, evidence, self.audit)
        applies = chosen != DOES_NOT_APPLY
        met = chosen if applies else None
        return answer_statement(desk.workspace, self.id, applies, met, note, evidence, self.audit)


def chosen_in(answer: Answer | None) -> str:
    """What was answered, as `Subject.ways` has it; "" where nothing was."""
    if isinstance(answer, ChecklistAnswer) and answer.answer:
        return answer.answer.value
    if isinstance(answer, StatementAnswer):
        if answer.applies is False:
            return DOES_NOT_APPLY
        return answer.met.value if answer.met else ""
    return ""


class EvidenceAnswerDialog(AskingDialog):
    """Asks for the note that goes with an answer, and the records that were looked at."""

    def __init__(
        self, desk: Desk, subject: Subject, chosen: str, before: Answer | None, over: QWidget
    ) -> None:
        self._desk, self._subject, self._chosen, self._before = desk, subject, chosen, before
        said = dict(subject.ways)[chosen]
        title = _("{point}: {answer}").format(point=subject.short, answer=worded(said).lower())
        why = "" if chosen in ("yes", "met") else _("Say why: whoever reads it was not there.")
        super().__init__("answer", title, why, over, does=_("Answer"), keeps=_("Leave it as it is"))
        self._open_fields = OpenFields(desk, self, f"answer {subject.id}", title)

    def make_fields(self) -> None:
        needed = self._chosen not in ("yes", "met")
        self.add_field("note", _("Note"), LongTextField(self), required=needed)
        self.add_field("evidence", _("Records that were looked at"), LinksPicker(self._found, self))
        if self._before is not None:
            self.fields["note"].setValue(self._before.note)
            self.fields["evidence"].setValue(candidates(self._desk.workspace, self._before.evidence))

    def carry_out(self) -> None:
        self._open_fields.about_to_save()
        note, evidence = self.fields["note"].value(), self.fields["evidence"].value()
        self._subject.give(self._desk, self._chosen, note, evidence)

    def _found(self, words: str) -> Sequence[Candidate]:
        return [candidate_of(entry) for entry in search(self._desk.workspace, words)] if words.strip() else []


class AnswerBox(QWidget):
    """Below a point or a statement. A yes is given with one click; all else asks for its reason."""

    def __init__(self, desk: Desk, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._desk = desk
        self._subject: Subject | None = None
        self._answer: Answer | None = None
        self._title = GroupTitle(_("Answered by a person"), self)
        self._who = HelpText("", self)
        self._note = ReadText("", self)
        self._changed = Callout(Tone.WARNING, "", self)
        self._trouble = Callout(Tone.ERROR, "", self)
        self._buttons = QWidget(self)
        self._flow = FlowLayout(self._buttons)
        self._more = quiet_button(_("Note and evidence…"), self, icon_name="pencil", name=f"{name}.note")
        desk.writes(self._more).clicked.connect(self._annotate)
        column_of(
            self._title,
            self._who,
            self._note,
            self._changed,
            row_of((self._buttons, 1), self._more),
            self._trouble,
            inside=self,
            spacing=GRID,
        )

    def show_answer(self, subject: Subject, answer: Answer | None, changed: Collection[UUID] = ()) -> None:
        """Say how it was answered, and offer the ways to answer it."""
        self._subject, self._answer = subject, answer
        self._trouble.hide()
        given = chosen_in(answer)
        self._who.setText(self._says(answer, dict(subject.ways).get(given)))
        self._note.setText(answer.note if answer else "")
        self._note.setVisible(bool(answer and answer.note))
        self._changed.setVisible(bool(changed))
        self._changed.say(Tone.WARNING, self._since(changed) if changed else "")
        self._more.setVisible(bool(given))
        held = self.window().focusWidget()
        while item := self._flow.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for way, said in subject.ways:
            made = self._way(way, worded(said), given)
            self._flow.addWidget(made)
            if held is not None and held.parent() is self._buttons and held.objectName() == made.objectName():
                made.show()  # now, not when the event loop gets to it: it is about to take the focus
                made.setFocus(Qt.FocusReason.OtherFocusReason)

    def _way(self, way: str, said: str, given: str) -> QPushButton:
        at_once = way in ("yes", "met")
        made = button(said if at_once else f"{said}…", self._buttons, name=f"{self.objectName()}.{way}")
        made.setCheckable(True)
        made.setChecked(way == given)
        made.clicked.connect(lambda: self.give(way))
        return self._desk.writes(made)

    def give(self, way: str) -> None:
        """Answer: at once where no reason is needed, else by a dialog that asks for it."""
        if self._subject is None:
            return
        if way not in ("yes", "met"):
            self._ask(way)
            return
        kept = self._answer.evidence if self._answer else ()
        note = self._answer.note if self._answer and chosen_in(self._answer) == way else ""
        try:
            self._subject.give(self._desk, way, note, kept)
        except SdeskError as fault:
            self._trouble.say(Tone.ERROR, worded(fault))
            self._trouble.show()
            self.show_answer(self._subject, self._answer)
            self._trouble.show()

    def _annotate(self) -> None:
        if given := chosen_in(self._answer):
            self._ask(given)

    def _ask(self, way: str) -> None:
        if self._subject is not None:
            dialog = EvidenceAnswerDialog(self._desk, self._subject, way, self._answer, self.window())
            subject, answer = self._subject, self._answer
            dialog.rejected.connect(lambda: self.show_answer(subject, answer))
            dialog.open()

    def _says(self, answer: Answer | None, said: Message | None) -> str:
        if answer is None or said is None:
            return _("Nobody has answered this yet.")
        person = self._desk.workspace.get(Person, answer.answered_by) if answer.answered_by else None
        name = person.name if person else _("nobody named")
        if answer.answered_at is None:
            return worded(message("{answer}, says {person}.", answer=said, person=name))
        return worded(
            message("{answer}, said {person} on {day}.", answer=said, person=name, day=answer.answered_at)
        )

    def _since(self, changed: Collection[UUID]) -> str:
        known = entries(self._desk.workspace, changed)
        names = tuple(sorted({each.number for each in known.values() if each.number}))[:NAMED]
        told = names or (_("deleted"),)
        said = counted(
            "{n} record behind it was changed since it was answered: {names}.",
            "{n} records behind it were changed since it was answered: {names}.",
            n=len(changed),
            names=told,
        )
        return worded(said)


__all__ = ["AnswerBox", "EvidenceAnswerDialog", "Subject", "chosen_in"]
