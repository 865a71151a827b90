"""The page of a case that is worked on step by step: below what is told of it a line to write in."""

from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from sdesk.errors import SdeskError
from sdesk.models import Record
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import column_of
from sdesk.ui.records.case.fact import FactKind
from sdesk.ui.records.case.page import CasePage
from sdesk.ui.records.case.story_line import StoryLine
from sdesk.ui.records.case.words_kept import WordsKept
from sdesk.ui.wording import worded


class StoryPage(CasePage):
    """What is typed in the line stays with its case, also while another one is looked at."""

    def __init__(self, desk: Desk, kinds: Sequence[FactKind], parent: QWidget | None = None) -> None:
        super().__init__(desk, kinds, parent)
        self._rule = QFrame(self)
        self._rule.setFrameShape(QFrame.Shape.HLine)
        self.line = StoryLine(desk, self)
        self._words = WordsKept(desk, self)
        self._shown: Record | None = None
        self.line.typed.connect(self._note_words)
        self.line.added.connect(self._add)
        to_line = QShortcut(QKeySequence("Ctrl+R"), self)  # wherever the focus is, as long as this is seen
        to_line.activated.connect(self.write)

    def tell_above_line(self, told: QWidget) -> None:
        """What stands at the left, with the line below it."""
        left = QWidget(self)
        column_of((told, 1), self._rule, self.line, inside=left, spacing=0)
        self.tell_in(left)

    def show_line(self, record: Record) -> bool:
        """Show the line of this case, with what is typed in it. Whether it is another case than before."""
        is_another = self._shown is None or self._shown.id != record.id
        self._shown = record
        for each in (self._rule, self.line):
            each.setVisible(self.desk.may_write and not record.state_called(record.state).ended)
        if is_another or self._words.of(record) != self.line.words():
            self.line.set_words(*self._words.of(record))
        return is_another

    def note(self, record: Record, text: str, minutes: int | None) -> None:
        """For subclasses: note what was done. Raises SdeskError."""
        raise NotImplementedError

    def write(self) -> None:
        """Go to the line (Ctrl+R)."""
        if not self.line.isHidden():
            self.line.start_typing()

    def go_to(self, where: str, *, only_look: bool = False) -> bool:
        if where.partition("[")[0] == "steps_taken" and not self.line.isHidden():
            if not only_look:
                self.write()
            return True
        return super().go_to(where, only_look=only_look)

    # what is typed

    def unsaved(self) -> tuple[str, ...]:
        return self._words.names()

    def add_words(self) -> bool:
        for record, words in self._words.waiting():
            self.line.set_words(*words)
            if not self.line.problem():
                self._words.about_to_save(record)
                with suppress(SdeskError):  # it stays, and whoever closes is told
                    self.note(record, words[0].strip(), self.line.minutes())
                    self._words.drop(record.id)
        if self._shown is not None:
            self.line.set_words(*self._words.of(self._shown))
        return not self._words.names()

    def forget_words(self) -> None:
        """Give up what is typed and not added, of all cases."""
        self._words.clear()
        self.line.set_words("", "")

    def _note_words(self) -> None:
        if self._shown is not None:
            self._words.note(self._shown, self.line.words())

    def _add(self, text: str, minutes: int | None, and_step: bool) -> None:
        record = self._shown
        if record is None:
            return
        self._words.about_to_save(record)
        try:
            self.note(record, text, minutes)
        except SdeskError as fault:
            self.line.complain(worded(fault))
            return
        self._words.drop(record.id)
        self.line.was_added()
        if and_step:
            self.step_asked.emit()


__all__ = ["StoryPage"]
