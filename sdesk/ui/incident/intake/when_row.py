"""When it began, was said, or is needed: by the organization's clock, and said so where that of the laptop differs."""

from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from sdesk.practice.intake.kinds import CallKind
from sdesk.translation import gettext as _
from sdesk.ui import wall
from sdesk.ui.pieces import (
    STRETCH,
    DateField,
    DateTimeField,
    FieldWidget,
    HelpText,
    LabelledField,
    column_of,
    row_of,
)
from sdesk.ui.theme.look import GRID


class WhenRow(QWidget):
    """A moment that is past for what is broken or was said, a day to come for what is wanted. Neither has to be said."""

    def __init__(self, beside: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.at = DateTimeField(self)
        self.at.setObjectName("quick.at")
        self.needed = DateField(self)
        self.needed.setObjectName("quick.needed")
        self._past = LabelledField(_("When"), self.at, self)
        self._to_come = LabelledField(_("Needed by"), self.needed, self)
        self._help = HelpText("", self)
        self._help.setObjectName("quick.when")
        line = row_of((self._past, 3), (self._to_come, 3), STRETCH, beside, spacing=2 * GRID)
        column_of(line, self._help, inside=self, spacing=4)

    def show_kind(self, kind: CallKind) -> None:
        self._past.setVisible(kind is not CallKind.WANTED)
        self._to_come.setVisible(kind is CallKind.WANTED)
        self._help.setText(" ".join(filter(None, (_help_for(kind), wall.whose_times()))))

    def shown(self, kind: CallKind) -> FieldWidget:
        return self.needed if kind is CallKind.WANTED else self.at

    def past(self) -> dict[str, Any]:
        """What an incident keeps of it: nothing where nothing is said, as it is now then."""
        at: datetime | None = self.at.value()
        return {"started_at": at} if at is not None else {}

    def day_needed(self) -> date | None:
        return self.needed.value()

    def has_words(self) -> bool:
        return any(each.value() or each.typedProblem() for each in (self.at, self.needed))

    def clear(self) -> None:
        self.at.setValue(None)
        self.needed.setValue(None)


def _help_for(kind: CallKind) -> str:
    return {
        CallKind.BROKEN: _("When the harm began; now, if nothing is said."),
        CallKind.WANTED: _("By when it has to be there, if anybody said so."),
        CallKind.SAID: _("When they said it; now, if nothing is said."),
    }[kind]


__all__ = ["WhenRow"]
