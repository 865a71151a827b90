"""One thing that is asked of a case: what the program sees of it, yes or no, a note, and what was found."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from sdesk.models import Finding
from sdesk.models.audit.audit import Answer, CaseAnswer
from sdesk.practice.audit.questions import Question
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    Aside,
    Card,
    ErrorText,
    HelpText,
    WrappedLabel,
    button,
    column_of,
    quiet_button,
    row_of,
)
from sdesk.ui.records.panel_parts import RecordLine
from sdesk.ui.records.reading import moment_text
from sdesk.ui.theme.look import GRID
from sdesk.ui.wording import worded


class QuestionBox(Card):
    """`said` carries the answer and the note, `noted` a note as it is typed; `finding_asked` that somebody wants to write
    down what they found.

    Whoever begins to write on one of the answers writes in the note: a space between two words answers nothing.
    """

    said = Signal(object, str)
    noted = Signal(str)
    finding_asked = Signal()

    def __init__(
        self,
        desk: Desk,
        question: Question,
        parent: QWidget,
        *,
        seen: Sequence[str] = (),
        found: Sequence[Finding] = (),
        is_open: bool = True,
    ) -> None:
        super().__init__(parent)
        self.question = question
        self._answer: CaseAnswer | None = None
        self.setObjectName(f"question.{question.id}")
        text = WrappedLabel(worded(question.text), self)
        self.setAccessibleName(text.text())
        column = column_of(text, inside=self, margins=(12, 10, 12, 10), spacing=6)
        for each in seen:
            column.addWidget(HelpText(each, self))
        self._choices: dict[Answer, QPushButton] = {}
        self._note = QLineEdit(self)
        self._read = WrappedLabel("", self)
        self._fault = ErrorText("", self)
        self._fault.hide()
        self._line = QWidget(self)
        self._make_line(desk)
        self._line.setVisible(is_open)
        self._read.setVisible(not is_open)
        self._who = Aside("", self)
        self._raises = quiet_button(_("Raise a finding…"), self, icon_name="flag", name="question.finding")
        desk.writes(self._raises).clicked.connect(self.finding_asked)
        for each_part in (self._line, self._read, self._fault):
            column.addWidget(each_part)
        column.addLayout(row_of(self._who, STRETCH, self._raises))
        for finding in found:
            column.addWidget(RecordLine(desk, finding, self))
        self.show_answer(None, "")

    def show_answer(self, answer: CaseAnswer | None, by: str, waiting: str = "") -> None:
        """What is kept of it now; a note that somebody is typing, or that is `waiting` for its answer, stays."""
        self._answer = answer
        said = answer.answer if answer else None
        self._check(said)
        if not self._note.hasFocus():
            self._note.setText(waiting or (answer.note if answer else ""))
        self._fault.hide()
        parts = (_(said.label), answer.note) if said and answer else (_("Not answered."),)
        self._read.setText(": ".join(filter(None, parts)))
        at = moment_text(answer.at) if answer and answer.at else ""
        self._who.setText(_("{who}, {when}").format(who=by, when=at) if by and at else at)
        self._raises.setVisible(said is Answer.NO)

    def start(self) -> None:
        """Go by key to its answers."""
        first = self._choices.get(Answer.YES)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def complain(self, text: str) -> None:
        self._fault.setText(text)
        self._fault.show()

    def note(self) -> str:
        return self._note.text().strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _begins_text(event):
            self._note.setFocus(Qt.FocusReason.OtherFocusReason)
            self._note.end(False)
            QCoreApplication.sendEvent(self._note, event)
            return True
        return super().eventFilter(watched, event)

    def _make_line(self, desk: Desk) -> None:
        line = row_of(inside=self._line, spacing=4)
        for choice in Answer:
            made = button(_(choice.label), self._line, name=f"question.{choice.name.lower()}")
            made.setCheckable(True)
            made.setAccessibleDescription(worded(self.question.text))
            made.clicked.connect(lambda _checked=False, said=choice: self._say(said))
            made.installEventFilter(self)
            self._choices[choice] = desk.writes(made)
            line.addWidget(made)
        self._note.setObjectName("question.note")
        self._note.setAccessibleName(_("Note"))
        self._note.setPlaceholderText(_("What was looked at, what is missing"))
        self._note.textEdited.connect(self.noted)
        self._note.editingFinished.connect(self._note_written)
        desk.writes(self._note)
        line.addSpacing(GRID)
        line.addWidget(self._note, 1)

    def _check(self, said: Answer | None) -> None:
        for choice, made in self._choices.items():
            made.setChecked(choice is said)

    def _say(self, choice: Answer) -> None:
        self._check(choice)
        if choice is Answer.NO and not self.note():
            self.complain(_("Write what is missing: it makes the finding."))
            self._note.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.said.emit(choice, self.note())

    def _note_written(self) -> None:
        """A note goes with the answer that is given, or with the “no” that waited for it."""
        chosen = next((each for each, made in self._choices.items() if made.isChecked()), None)
        given = (self._answer.answer, self._answer.note) if self._answer else (None, "")
        is_bare_no = chosen is Answer.NO and not self.note()
        if chosen is not None and (chosen, self.note()) != given and not is_bare_no:
            self.said.emit(chosen, self.note())
        elif chosen is None and self.note():
            self.complain(_("Answer it, too: a note is kept with its answer."))


def _begins_text(event: QKeyEvent) -> bool:
    """Whether the key writes something; a space presses a button."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return (
        held == Qt.KeyboardModifier.NoModifier and event.text().isprintable() and bool(event.text().strip())
    )
