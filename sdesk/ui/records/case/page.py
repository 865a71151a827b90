"""The page of a case: what there is to tell of it, and at its right the facts in one column."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from sdesk.models import Record
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.steps import missing, steps_from_here
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces.elided_button import ElidedButton
from sdesk.ui.records.adopting import ClaimedLine
from sdesk.ui.records.case.fact import FactKind, Told
from sdesk.ui.records.case.facts import FactsColumn
from sdesk.ui.records.form.sheet import RecordSheet

WIDE, NARROW, WIDE_FROM = 280, 248, 720
"""Pixels of the facts, and from which width of the page on they have more."""
FOLDED_BELOW, LEAST_PAGE = 900, 560
"""The width of the window, or of the page, below which the facts are one line."""
LOW_SHARE = 0.5


class CasePage(QWidget):
    """Works on the sheet of the form: what is typed here stands in its fields, and is saved by it and nothing else.

    `save_asked`, `step_asked` and `field_asked` ask for what the form around it does.
    """

    save_asked = Signal()
    step_asked = Signal()
    field_asked = Signal(str)

    def __init__(self, desk: Desk, kinds: Sequence[FactKind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.sheet: RecordSheet | None = None
        self.record: Record | None = None
        self.facts = FactsColumn(desk, kinds, self)
        self.facts.kept.connect(self._keep)
        self.facts.changed.connect(self._show_facts)
        self._fold = ElidedButton("", self, name="case.fold")
        self._fold.clicked.connect(self._toggle)
        self._is_folded, self._is_open = False, False
        self._claimed = ClaimedLine(desk, self)
        self._claimed.hide()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        outer = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._claimed)
        outer.addWidget(self._fold)
        outer.addLayout(self._box, 1)

    def tell_in(self, told: QWidget) -> None:
        """What stands at the left."""
        self._box.addWidget(told, 1)
        self._box.addWidget(self.facts)
        self._arrange()

    # what is shown

    def work_on(self, sheet: RecordSheet) -> None:
        """The fields that the facts turn into, and which saves them."""
        if sheet is self.sheet:
            return
        self.facts.work_on(sheet)
        if self.sheet is not None:
            self.sheet.edited.disconnect(self._show_facts)
        self.sheet = sheet
        sheet.edited.connect(self._show_facts)
        sheet.destroyed.connect(self._forget)

    def show_record(self, record: Record | None) -> None:
        """Show the record as it is now; what is being typed stays."""
        self.record = record
        if record is None:
            return
        self._claimed.show_record(record)
        self.tell(record)
        self._show_facts()

    def tell(self, record: Record) -> None:
        """For subclasses: show at the left what there is to tell."""
        raise NotImplementedError

    def told(self, subject: Any) -> Mapping[str, Told]:
        """For subclasses: what is told of facts that are more than a field of the record; it is as typed."""
        raise NotImplementedError

    def _show_facts(self) -> None:
        if self.sheet is None or self.sheet.record is None:
            return
        subject = self.sheet.as_typed()
        lacking = {each.field for each in self._lacking(subject)}
        self.facts.show_record(subject, self.told(subject), lacking)
        self._fold.say(self._in_one_line())

    def lacking(self) -> list[Problem]:
        """What the next step lacks, with what is typed."""
        return self._lacking(self.sheet.as_typed()) if self.sheet is not None else []

    def _lacking(self, subject: Record) -> list[Problem]:
        step = next((each for each in steps_from_here(subject) if each.main), None)
        return missing(self.desk.workspace, subject, step) if step is not None else []

    def _forget(self) -> None:
        self.sheet = None

    # where keys go

    def asides(self) -> tuple[QWidget, ...]:
        """What F6 goes to besides."""
        return (self.facts,) if not self.facts.isHidden() else ()

    def enter(self) -> None:
        """For subclasses: come by key from somewhere else, to read."""
        raise NotImplementedError

    def edit(self) -> None:
        """Go to the first fact that the next step lacks (F2); else to what else it lacks, else to the first fact."""
        lacking = [each.where for each in self.lacking() if each.field]
        here = [where for where in lacking if self.go_to(where, only_look=True)]
        if here:
            self.go_to(here[0])
        elif lacking:
            self.field_asked.emit(lacking[0])
        else:
            self._unfold()
            self.facts.enter()

    def go_to(self, where: str, *, only_look: bool = False) -> bool:
        """To the fact that shows a field; False if none does."""
        fact = self.facts.fact_of(where.partition("[")[0])
        if fact is not None and not only_look:
            self._unfold()
            self.facts.go_to(fact)
        return fact is not None

    def leave(self) -> None:
        """Another page is looked at: what was entered is kept."""
        self.facts.end()

    # what is typed

    def flush(self) -> None:
        """Keep what is typed here; never asks and never complains."""

    def unsaved(self) -> tuple[str, ...]:
        """What is typed here that nothing else would save."""
        return ()

    def add_words(self) -> bool:
        """Add what is typed here that nothing else would save. Whether nothing is left."""
        return True

    def forget_words(self) -> None:
        """Give up what is typed here that nothing else would save."""

    def _keep(self) -> None:
        """A fact was left: it is saved at once, unless what was approved asks why first."""
        if self.sheet is not None and not self.sheet.changes_what_was_approved:
            self.save_asked.emit()

    # room

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._is_folded and self._is_open:
            self._toggle()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.facts.end()

    def _toggle(self) -> None:
        self._is_open = not self._is_open
        self._arrange()
        (self.facts.enter if self._is_open else self._fold.setFocus)()

    def _unfold(self) -> None:
        if self._is_folded and not self._is_open:
            self._is_open = True
            self._arrange()

    def _arrange(self) -> None:
        """Beside each other where there is room; else the facts are one line, and unfold above what is told."""
        self._is_folded = self.window().width() < FOLDED_BELOW or self.width() < LEAST_PAGE
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.BottomToTop if self._is_folded else directions.LeftToRight)
        self._fold.setVisible(self._is_folded)
        self.facts.setVisible(not self._is_folded or self._is_open)
        if self._is_folded:
            self.facts.setMinimumWidth(0)
            self.facts.setMaximumWidth(16_777_215)
            self.facts.setFixedHeight(round(self.height() * LOW_SHARE))
        else:
            self.facts.setFixedWidth(WIDE if self.width() >= WIDE_FROM else NARROW)
            self.facts.setMinimumHeight(0)
            self.facts.setMaximumHeight(16_777_215)

    def _in_one_line(self) -> str:
        said = " · ".join(text for text in self.facts.texts() if text)
        return said or _("Facts")


__all__ = ["CasePage"]
