"""What is typed below the stories of cases and not added yet: kept for each of them until it is."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from sdesk.models import Record
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
    """One for each case in whose line something stands, also while another one is looked at."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._words: dict[UUID, tuple[Record, Spoken]] = {}
        self._forms: dict[UUID, OpenForm] = {}

    def of(self, record: Record) -> Spoken:
        """What stands in its line; what was kept of it before the program ended, if somebody asked for that."""
        offer = self._offer(record)
        if offer is not None and record.id not in self._words:
            kept = {each.name: each.said for each in offer.kept.form.fields}
            self.note(record, (kept.get("text", ""), kept.get("minutes", "")))
            self._desk.typing.taken(offer)
        return self._words[record.id][1] if record.id in self._words else ("", "")

    def note(self, record: Record, words: Spoken) -> None:
        """Somebody typed it."""
        form = self._forms.setdefault(record.id, OpenForm(self._desk.typing, self._reader(record.id), self))
        if any(each.strip() for each in words):
            self._words[record.id] = (record, words)
            form.typed()
        else:
            self.drop(record.id)

    def about_to_save(self, record: Record) -> None:
        if record.id in self._forms:
            self._forms[record.id].about_to_save()

    def drop(self, record: UUID) -> None:
        """It was added, or taken out again."""
        self._words.pop(record, None)
        if record in self._forms:
            self._forms.pop(record).over()

    def clear(self) -> None:
        for key in tuple(self._words):
            self.drop(key)

    def waiting(self) -> list[tuple[Record, Spoken]]:
        return list(self._words.values())

    def names(self) -> tuple[str, ...]:
        """The cases in whose line something stands."""
        return tuple(record.number for record, _words in self._words.values())

    def _offer(self, record: Record) -> Offer | None:
        claimed = (self._desk.typing.claim(type(record), record.id, act) for act in ACTS)
        return next((offer for offer in claimed if offer is not None), None)

    def _reader(self, key: UUID) -> Callable[[], TypedForm | None]:
        def read() -> TypedForm | None:
            if key not in self._words:
                return None
            record, (text, spent) = self._words[key]
            fields: tuple[TypedField, ...] = (
                TypedField("text", _("What was done"), text, text),
                TypedField("minutes", _("Time spent"), read_duration(spent), spent),
            )
            fields = tuple(each for each in fields if each.said)  # it is said how many there are
            title = _("{number}: What was done").format(number=record.number)
            return TypedForm(type(record).__name__, record.id, ACTS[0], title, fields)

        return read


__all__ = ["WordsKept"]
