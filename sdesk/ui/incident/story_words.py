"""What is typed below the stories of incidents and not added yet: kept for each of them until it is."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from sdesk.models import ServiceIncident
from sdesk.practice.unsaved import Offer, TypedField, TypedForm
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces.fields.number_field import read_duration
from sdesk.ui.unsaved.typing import OpenForm

ACTS = ("case", "timeline")
"""As what it is kept; the second is how it was called before."""

Spoken = tuple[str, str]
"""What was done and the time spent, as typed."""


class WordsKept(QObject):
    """One for each incident in whose line something stands, also while another one is looked at."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._words: dict[UUID, tuple[ServiceIncident, Spoken]] = {}
        self._forms: dict[UUID, OpenForm] = {}

    def of(self, incident: ServiceIncident) -> Spoken:
        """What stands in its line; what was kept of it before the program ended, if somebody asked for that."""
        offer = self._offer(incident)
        if offer is not None and incident.id not in self._words:
            kept = {each.name: each.said for each in offer.kept.form.fields}
            self.note(incident, (kept.get("text", ""), kept.get("minutes", "")))
            self._desk.typing.taken(offer)
        return self._words[incident.id][1] if incident.id in self._words else ("", "")

    def note(self, incident: ServiceIncident, words: Spoken) -> None:
        """Somebody typed it."""
        form = self._forms.setdefault(
            incident.id, OpenForm(self._desk.typing, self._reader(incident.id), self)
        )
        if any(each.strip() for each in words):
            self._words[incident.id] = (incident, words)
            form.typed()
        else:
            self.drop(incident.id)

    def about_to_save(self, incident: ServiceIncident) -> None:
        if incident.id in self._forms:
            self._forms[incident.id].about_to_save()

    def drop(self, incident: UUID) -> None:
        """It was added, or taken out again."""
        self._words.pop(incident, None)
        if incident in self._forms:
            self._forms.pop(incident).over()

    def clear(self) -> None:
        for key in tuple(self._words):
            self.drop(key)

    def waiting(self) -> list[tuple[ServiceIncident, Spoken]]:
        return list(self._words.values())

    def names(self) -> tuple[str, ...]:
        """The incidents in whose line something stands."""
        return tuple(incident.number for incident, _words in self._words.values())

    def _offer(self, incident: ServiceIncident) -> Offer | None:
        claimed = (self._desk.typing.claim(type(incident), incident.id, act) for act in ACTS)
        return next((offer for offer in claimed if offer is not None), None)

    def _reader(self, key: UUID) -> Callable[[], TypedForm | None]:
        def read() -> TypedForm | None:
            if key not in self._words:
                return None
            incident, (text, spent) = self._words[key]
            fields: tuple[TypedField, ...] = (
                TypedField("text", _("What was done"), text, text),
                TypedField("minutes", _("Time spent"), read_duration(spent), spent),
            )
            fields = tuple(each for each in fields if each.said)  # it is said how many there are
            title = _("{number}: What was done").format(number=incident.number)
            return TypedForm(type(incident).__name__, incident.id, ACTS[0], title, fields)

        return read


__all__ = ["WordsKept"]
