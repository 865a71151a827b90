"""What is answered is kept: soon after a key, and all of it whenever a screen is left."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from sdesk.errors import SdeskError
from sdesk.models import FirmAnswers
from sdesk.practice.starter.answers import FIELDS, answers, is_answered, put_off, save_answers
from sdesk.practice.starter.drafting import Drafted, draft_all
from sdesk.practice.workspaces import Workspace
from sdesk.ui.unsaved.typing import KEPT_AFTER
from sdesk.ui.wizard.questions.question import Question
from sdesk.ui.wording import worded


class Answering(QObject):
    """Between the questions and the workspace.

    `kept` says that something was saved, `refused` why it was not, and `lacks` carries the question and the field that
    keep what is typed from being kept as it stands.
    """

    kept = Signal()
    refused = Signal(str)
    lacks = Signal(object, object)

    def __init__(self, workspace: Workspace, questions: Sequence[Question], parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._questions = {each.number: each for each in questions}
        self._dirty: set[int] = set()
        self._later: set[int] = set()
        self._is_to_be_drafted = False
        self.answers: FirmAnswers = answers(workspace)
        self._timer = QTimer(self, singleShot=True, interval=KEPT_AFTER)
        self._timer.timeout.connect(self.keep_now)
        for question in questions:
            question.changed.connect(self._someone_answered)

    def show(self) -> None:
        """Put what is answered into the questions."""
        for question in self._questions.values():
            question.offer_people(self.answers.workers)
            question.show_answers(self.answers)
        self.offer_services()

    def is_answered(self, number: int) -> bool:
        return is_answered(self.answers, number)

    def is_begun(self, number: int) -> bool:
        """Whether something was answered here, enough or not."""
        return str(number) not in self.answers.later.split()

    def is_put_off(self, number: int) -> bool:
        """Whether somebody said later here and now."""
        return number in self._later

    def put_off(self, number: int) -> None:
        """Answered later: what stands there is no answer until it is touched. What is typed there is kept before."""
        if number in self._dirty:
            self.keep_now()
        self._later.add(number)
        before, self.answers = self.answers, put_off(self._workspace, number)
        self._is_to_be_drafted |= before.later != self.answers.later
        self.kept.emit()

    # keeping

    def keep_now(self) -> None:
        """Keep what was typed since the last time; a row that is not whole waits until it is."""
        self._timer.stop()
        if self._dirty and self._workspace.is_open:
            dirty, self._dirty = self._dirty, set()
            unfinished = {number for number in dirty if self._questions[number].lacking() is not None}
            unended = {number for number in dirty if self._questions[number].is_being_named()}
            self._save(dirty - self._later)
            self._dirty |= unfinished | unended
            if unended:
                self._timer.start()

    def keep_all(self) -> bool:
        """Keep all of it. False, and it is said where, if something that is typed cannot be kept as it stands."""
        return self._keep(())

    def keep_screen(self, questions: Sequence[Question]) -> bool:
        """As `keep_all`; and what stands in these is the answer to them, but for what was put off."""
        return self._keep(questions)

    def _keep(self, answered: Sequence[Question]) -> bool:
        for question in self._questions.values():
            question.end_typing()
        self._timer.stop()
        numbers = self._dirty | {each.number for each in answered} - self._later
        for number in sorted(numbers):
            field = self._questions[number].lacking()
            if field is not None:
                self.lacks.emit(self._questions[number], field)
                return False
        for question in self._questions.values():
            question.is_in_hand = False
        kept = self._save(numbers - self._later)
        for question in self._questions.values():
            question.is_in_hand = True
        if kept:
            self._dirty.clear()
        return kept

    def _save(self, numbers: set[int]) -> bool:
        """Whoever works here first, as others are named by them. An answer that is refused keeps no other from being kept."""
        refused: list[str] = []
        for number in sorted(numbers, key=lambda number: (number != 2, number)):
            try:
                self._store(self._questions[number].said())
            except SdeskError as fault:
                self._dirty.add(number)
                refused.append(worded(fault))
        self.kept.emit()
        for each in refused:
            self.refused.emit(each)
        return not refused

    def _store(self, values: Mapping[str, Any]) -> None:
        differs = any(getattr(self.answers, name) != value for name, value in values.items())
        asked = [number for number, names in FIELDS.items() if values.keys() & {*names}]
        if not differs and all(self.is_answered(number) for number in asked):
            return
        before = self.answers
        self.answers = save_answers(self._workspace, values)
        self._is_to_be_drafted |= any(
            getattr(before, name) != getattr(self.answers, name) for name in ("later", *values)
        )
        self._know_people()

    def _know_people(self) -> None:
        for worker in self.answers.workers:
            if worker.person is not None:
                self._questions[2].know(worker.id, worker.person)
        for question in self._questions.values():
            question.offer_people(self.answers.workers)

    # drafting

    @property
    def is_to_be_drafted(self) -> bool:
        """Whether something was answered otherwise since the last drafts."""
        return self._is_to_be_drafted

    def draft(self) -> Drafted | None:
        """Make the drafts anew; None where that cannot be, which is said."""
        try:
            drafted = draft_all(self._workspace)
        except SdeskError as fault:
            self.refused.emit(worded(fault))
            return None
        self._is_to_be_drafted = False
        return drafted

    # what one answer is for others

    def offer_services(self) -> None:
        names = [each.name for each in self._questions[1].said()["services"]]
        for question in self._questions.values():
            question.offer_services(names)

    def _someone_answered(self) -> None:
        question = self.sender()
        assert isinstance(question, Question)
        self._dirty.add(question.number)
        self._later.discard(question.number)
        if question.number == 1:
            self.offer_services()
        if not self._timer.isActive():
            self._timer.start()


__all__ = ["Answering"]
