"""What the first call may tell besides: how bad and how pressing it is, and what solved it at once."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from sdesk.models import ConfigurationItem
from sdesk.models.priorities import Impact, Urgency
from sdesk.practice.incident.recording import only_item
from sdesk.practice.lifecycle.lists import search
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    Candidate,
    ChoiceField,
    FieldWidget,
    LabelledField,
    LinkPicker,
    TextField,
    YesNoField,
    row_of,
)
from sdesk.ui.records.naming import candidate_of, record_called
from sdesk.ui.theme.look import GRID


class FirstCall(QObject):
    """Its fields, laid out by the window. Nothing of it has to be said to record an incident.

    `changed` says that a person changed one of them.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.impact = ChoiceField([(each, _(each.label)) for each in Impact], parent)
        self.words = TextField(parent, placeholder=_("What they cannot do because of it"))
        self.urgency = ChoiceField([(each, _(each.label)) for each in Urgency], parent)
        self.solved_by = TextField(parent, placeholder=_("What was done, if it works again already"))
        self.item = LinkPicker(self._items, parent, placeholder=_("Part of its name"))
        self.outage = YesNoField(_("The service was out"), parent)
        self._shown: list[QWidget] = []
        for name, field in self.fields().items():
            field.setObjectName(f"quick.{name}")
            field.changed.connect(self.changed)
        self.impact.changed.connect(self._propose_urgency)
        self._combo = cast(QComboBox, self.impact.focusProxy())
        self._combo.installEventFilter(self)

    def fields(self) -> dict[str, FieldWidget]:
        """By what they are kept as."""
        return {
            "impact": self.impact,
            "impact_in_words": self.words,
            "urgency": self.urgency,
            "solved_by": self.solved_by,
            "item": self.item,
            "outage": self.outage,
        }

    def how_bad(self, service: QWidget, parent: QWidget) -> QHBoxLayout:
        """In one line with the service: how bad it is, and in words."""
        impact = LabelledField(_("Impact"), self.impact, parent)
        words = LabelledField(_("Impact in words"), self.words, parent)
        self._shown += [impact, words]
        return row_of((service, 4), (impact, 2), (words, 4), spacing=2 * GRID)

    def solved(self, parent: QWidget) -> QHBoxLayout:
        """What solved it, what had failed, and how long it could have waited."""
        said = LabelledField(_("Solved by"), self.solved_by, parent)
        item = LabelledField(_("Item that failed"), self.item, parent)
        urgency = LabelledField(_("Urgency"), self.urgency, parent)
        self._shown += [said, item, urgency]
        return row_of((said, 4), (item, 4), (urgency, 2), spacing=2 * GRID)

    def show_as(self, is_incident: bool) -> None:
        """Only of something that is broken anybody asks how bad it is; what was typed stays."""
        for each in (*self._shown, self.outage):
            each.setVisible(is_incident)

    def values(self) -> dict[str, Any]:
        """As the incident keeps it."""
        item = self.item.value()
        return {
            "impact": self.impact.value(),
            "impact_in_words": self.words.value().strip(),
            "urgency": self.urgency.value(),
            "outage": bool(self.outage.value()),
            "configuration_items": (item,) if item else (),
        }

    def has_words(self) -> bool:
        texts = (self.solved_by.value().strip(), self.words.value().strip())
        return bool(any(texts) or self.impact.value() or self.urgency.value())

    def clear(self) -> None:
        for field in (self.impact, self.urgency, self.item):
            field.setValue(None)
        for text in (self.solved_by, self.words):
            text.setValue("")
        self.outage.setValue(False)
        self._combo.view().keyboardSearch("")  # the letters of one call begin no word of the next

    def service_chosen(self, service: UUID | None) -> None:
        """The only item that the service stands on is what failed, unless another one was said."""
        found = only_item(self._desk.workspace, service) if service else None
        record = record_called(self._desk.workspace, found) if found else None
        if record is not None and self.item.value() is None:
            self.item.setValue(
                Candidate(record.id, f"{record.number} {getattr(record, 'name', '')}".strip(), "")
            )

    def _propose_urgency(self) -> None:
        """As pressing as it is bad, until somebody says otherwise."""
        impact = self.impact.value()
        if self.urgency.value() is None and isinstance(impact, Impact):
            self.urgency.setValue(Urgency(impact.value))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A letter that says how bad it is leads on to the words; arrows go through the answers."""
        is_letter = (
            isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyRelease and event.text().isalpha()
        )
        if is_letter and self.impact.value() is not None:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        return super().eventFilter(watched, event)

    def _items(self, words: str) -> Sequence[Candidate]:
        found = search(self._desk.workspace, words, (ConfigurationItem.__name__,))
        return [candidate_of(entry) for entry in found if entry.state == "in service"]


__all__ = ["FirstCall"]
