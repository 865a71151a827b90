"""What is known already and looks the same: open incidents to open, link or add to, known errors with their way round."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from sdesk.models import KnownError, Record, ServiceIncident
from sdesk.translation import Message
from sdesk.translation import gettext as _
from sdesk.ui.pieces import (
    Card,
    ElidedLabel,
    FieldTitle,
    HelpText,
    StateLabel,
    WrappedLabel,
    column_of,
    quiet_button,
    row_of,
)
from sdesk.ui.records.marks import mark_of
from sdesk.ui.records.naming import called, heading_of
from sdesk.ui.theme.look import GRID
from sdesk.ui.wording import worded


class FoundCard(Card):
    """One thing that looks the same: what it is called, why it is offered, and what can be done with it."""

    opened = Signal(object)
    chosen = Signal(object, bool)
    added = Signal(object)

    def __init__(self, record: Record, why: Message, parent: QWidget) -> None:
        super().__init__(parent)
        self.record = record
        self.setObjectName(f"found.{record.number}")
        self.setAccessibleName(_("{record}, {why}").format(record=called(record), why=worded(why)))
        self._column = column_of(self._head(), inside=self, margins=(12, GRID, GRID, GRID), spacing=2)
        self._about = HelpText(worded(why), self)
        self._column.addWidget(self._about)

    def _head(self) -> QHBoxLayout:
        title = ElidedLabel(f"{self.record.number}  {heading_of(self.record)}", self)
        return row_of((title, 1), StateLabel(mark_of(type(self.record), self.record.state), self))

    def add_buttons(self, *buttons: QWidget) -> None:
        line = row_of()
        for each in buttons:
            line.addWidget(each)
        line.addStretch(1)
        self._column.addLayout(line)

    def _open(self) -> None:
        self.opened.emit(self.record.id)

    def _choose(self, chosen: bool) -> None:
        self.chosen.emit(self.record.id, chosen)

    def _add(self) -> None:
        self.added.emit(self.record.id)


class IncidentCard(FoundCard):
    """An open incident: the same thing told again, or something that belongs to it."""

    def __init__(self, incident: ServiceIncident, why: Message, linked: bool, parent: QWidget) -> None:
        super().__init__(incident, why, parent)
        same = quiet_button(_("It is the same: add this caller"), self, icon_name="plus", name="found.same")
        same.setToolTip(_("Record nothing new; the caller is told when it is solved"))
        same.clicked.connect(self._add)
        links = quiet_button(_("Link"), self, icon_name="link", name="found.link")
        links.setCheckable(True)
        links.setChecked(linked)
        links.setToolTip(_("Record this as an incident of its own that belongs to it"))
        links.toggled.connect(self._choose)
        opens = quiet_button(_("Open"), self, icon_name="external-link", name="found.open")
        opens.clicked.connect(self._open)
        self.add_buttons(same, links, opens)


class KnownErrorCard(FoundCard):
    """A known error: its way round can be told at once."""

    def __init__(self, error: KnownError, why: Message, chosen: bool, parent: QWidget) -> None:
        super().__init__(error, why, parent)
        self._column.insertWidget(1, WrappedLabel(error.workaround, self))
        uses = quiet_button(_("It is this"), self, icon_name="check", name="found.use")
        uses.setCheckable(True)
        uses.setChecked(chosen)
        uses.toggled.connect(self._choose)
        opens = quiet_button(_("Open"), self, icon_name="external-link", name="found.open")
        opens.clicked.connect(self._open)
        self.add_buttons(uses, opens)


class FoundList(QFrame):
    """Both kinds under their titles; hidden while there is nothing."""

    opened = Signal(object)
    linked = Signal(object, bool)
    same = Signal(object)
    used = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("found")
        self._column = column_of(inside=self)
        self._parts: list[QWidget] = []
        self._shown: tuple[tuple[UUID, Message], ...] = ()

    def show_found(
        self,
        incidents: Sequence[tuple[ServiceIncident, Message]],
        errors: Sequence[tuple[KnownError, Message]],
        chosen: frozenset[UUID] = frozenset(),
    ) -> None:
        """Show what was found; the same again stays as it is, so that nobody loses the button under the pointer."""
        shown = tuple((record.id, why) for record, why in (*errors, *incidents))
        if shown == self._shown:
            return
        self._shown = shown
        self._clear()
        if errors:
            self._add(FieldTitle(_("Known already"), self))
        for error, why in errors:
            card = KnownErrorCard(error, why, error.id in chosen, self)
            card.chosen.connect(self.used)
            self._add_card(card)
        if incidents:
            self._add(FieldTitle(_("Open and similar"), self))
        for incident, why in incidents:
            similar = IncidentCard(incident, why, incident.id in chosen, self)
            similar.chosen.connect(self.linked)
            similar.added.connect(self.same)
            self._add_card(similar)
        self.setVisible(bool(shown))

    def buttons(self) -> list[QPushButton]:
        """All buttons of the cards, in the order in which they are seen."""
        return [button for card in self.cards() for button in card.findChildren(QPushButton)]

    def cards(self) -> list[FoundCard]:
        return [part for part in self._parts if isinstance(part, FoundCard)]

    def _add_card(self, card: FoundCard) -> None:
        card.opened.connect(self.opened)
        self._add(card)

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        self._parts.append(widget)
        widget.show()

    def _clear(self) -> None:
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts.clear()
