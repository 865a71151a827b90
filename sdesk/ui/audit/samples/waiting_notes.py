"""Notes that somebody wrote to a question and has not answered yet: they stand there again when one comes back."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from sdesk.models import Audit
from sdesk.practice.unsaved import TypedField, TypedForm
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.unsaved.typing import OpenForm

ACT = "notes to cases"


class WaitingNotes(OpenForm):
    """Those of one audit, by case and question. An answer takes its note with it."""

    def __init__(self, desk: Desk, audit: Audit, page: QWidget) -> None:
        super().__init__(desk.typing, self._read_notes, page)
        self._desk = desk
        self._audit = audit.id
        self._title = _("{number}: Sample").format(number=audit.number)
        self._notes: dict[tuple[UUID, str], str] = {}

    def of(self, case: UUID, question: str) -> str:
        return self._notes.get((case, question), "")

    def wait(self, case: UUID, question: str, note: str) -> None:
        """Keep what is typed until it is answered; an empty line waits for nothing."""
        self._notes.pop((case, question), None)
        if note.strip():
            self._notes[case, question] = note
        self.settled()

    def answered(self, case: UUID, question: str) -> None:
        if self._notes.pop((case, question), None) is not None:
            self.settled()

    def take_over(self) -> None:
        """Put back what was kept of them before a crash, if somebody asked for it."""
        offer = self._desk.typing.claim(Audit, self._audit, ACT)
        if offer is None:
            return
        for kept in offer.kept.form.fields:
            case, _space, question = kept.name.partition(" ")
            self._notes[UUID(case), question] = kept.said
        self.typed()
        self._desk.typing.taken(offer)

    def _read_notes(self) -> TypedForm | None:
        fields = tuple(
            TypedField(f"{case} {question}", question.partition("/")[2], note, note)
            for (case, question), note in self._notes.items()
        )
        return TypedForm(Audit.__name__, self._audit, ACT, self._title, fields) if fields else None


__all__ = ["WaitingNotes"]
