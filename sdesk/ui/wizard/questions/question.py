"""What the ten questions have in common: a title, whether one was put off, the fields that it fills in."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from sdesk.models import FirmAnswers
from sdesk.models.governance.answers import Worker
from sdesk.translation import gettext as _
from sdesk.ui.pieces import (
    STRETCH,
    Aside,
    GroupTitle,
    HelpText,
    LabelledField,
    column_of,
    quiet_button,
    row_of,
)
from sdesk.ui.pieces.fields.field import FieldWidget
from sdesk.ui.pieces.tab_order import stops_in


class Question(QWidget):
    """One question with its answer. `changed` says that a person answered something; `later` that it shall wait."""

    changed = Signal()
    later = Signal(int)

    number: ClassVar[int]

    def __init__(self, title: str, why: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"question.{self.number}")
        self.setAccessibleName(title)
        self.title = title
        self.is_in_hand = True
        self.begins_at: QWidget | None = None
        self._state = Aside("", self)
        self._state.setObjectName(f"question.{self.number}.state")
        self._wait = quiet_button(_("Answer later"), self, name=f"question.{self.number}.later")
        self._wait.setAccessibleName(_("Answer later: {question}").format(question=title))
        self._wait.clicked.connect(self._put_off)
        heading = GroupTitle(title, self)
        heading.setWordWrap(True)
        self._body = QWidget(self)
        column_of(
            row_of((heading, 1), self._state, self._wait),
            HelpText(why, self),
            self._body,
            inside=self,
            spacing=4,
        )

    def arrange(self, *parts: QWidget | QLayout) -> None:
        """What stands under the title."""
        column_of(*parts, inside=self._body, spacing=8)

    def call(self, name: str, title: str, field: FieldWidget) -> FieldWidget:
        """Give a field the names by which a test and a screen reader find it, and hear what is typed there."""
        field.setObjectName(f"question.{self.number}.{name}")
        field.setAccessibleName(title)
        field.changed.connect(self.changed)
        return field

    def labelled(self, name: str, title: str, field: FieldWidget, explanation: str = "") -> LabelledField:
        self.call(name, title, field)
        return LabelledField(title, field, self, explanation=explanation)

    def in_line(self, *blocks: QWidget) -> QBoxLayout:
        return row_of(*blocks, STRETCH, spacing=12)

    # what a question does

    def show_answers(self, answers: FirmAnswers) -> None:
        """Show what was answered until now."""
        raise NotImplementedError

    def said(self) -> dict[str, Any]:
        """What is answered now, by the fields of FirmAnswers; without what is still being typed (`in_hand`)."""
        raise NotImplementedError

    def lacking(self) -> FieldWidget | None:
        """The field that keeps what is typed from being kept; None where all of it can be."""
        return None

    def not_enough(self) -> str:
        """How it stands where something is answered, and no drafts can be made of it yet."""
        return _("open")

    def why_not(self, field: FieldWidget) -> str:
        """What is wrong with the field that is lacking."""
        return field.typedProblem() or _("Missing.")

    def is_being_named(self) -> bool:
        """Whether a name is still being typed that `said` leaves out."""
        return False

    def end_typing(self) -> None:
        """Take what is typed and waits for a key as if that had been pressed."""

    def unfold(self, field: QWidget) -> None:
        """Show a field that is folded away."""

    def offer_people(self, workers: Sequence[Worker]) -> None:
        """Who can be named in the answer."""

    def offer_services(self, names: Sequence[str]) -> None:
        """Which services can be named in the answer."""

    def know(self, row: UUID, person: UUID) -> None:
        """The worker of this row is on record now."""

    # what the window does

    def show_state(self, *, answered: bool, put_off: bool, begun: bool) -> None:
        waits = put_off and not answered
        is_open = self.not_enough() if begun else _("open")
        self._state.setText(_("put off") if waits else _("answered") if answered else is_open)
        self._wait.setEnabled(not answered and not put_off)

    def focus_first(self) -> None:
        """To the first thing that can be answered."""
        first = self.begins_at or next(iter(stops_in(self._body)), None)
        if first is not None:
            first.setFocus()

    def _put_off(self) -> None:
        self.later.emit(self.number)


__all__ = ["Question"]
