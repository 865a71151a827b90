"""What the history says that everything holds now: every change of it, one after the other."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import String, select, type_coerce
from sqlmodel import Session

from sdesk.models import RECORDS, Approval, Attachment, HistoryEntry, Record
from sdesk.models.format_1 import facts_since, read_changes
from sdesk.storage.changes import Changes, State, apply

_HISTORY = HistoryEntry.__table__  # type: ignore[attr-defined]
_MODELS = {model.__name__: model for model in RECORDS}


@dataclass
class Told:
    """What the history says. `values`: record, approval, attachment or replica -> what it holds. `opened`, `signed`:
    record -> the last entry by which its content could be changed again, and the last one by which it was approved."""

    values: dict[UUID, State] = field(default_factory=dict)
    opened: dict[UUID, int] = field(default_factory=dict)
    signed: dict[UUID, int] = field(default_factory=dict)
    models: dict[UUID, str] = field(default_factory=dict)

    def approval_holds(self, record: UUID) -> bool:
        """Whether the record has not been opened again (an incident that came back) since it was approved."""
        return self.signed.get(record, 0) > self.opened.get(record, 0)


def replayed(session: Session) -> Told:
    """The whole history, entry by entry."""
    return replay(entries_of(session))


def replay(entries: Iterable[Any]) -> Told:
    """What these entries of history say, in their order."""
    told = Told()
    removals: list[UUID] = []
    for place, row in enumerate(entries, start=1):
        changes = changes_in(row)
        if row.tick == 0 and row.model == Attachment.__name__ and "id" not in changes:
            removals.append(row.record_id)
            continue
        key = _item(row, changes)
        told.models[key] = row.model
        told.values[key] = apply(told.values.get(key, {}), changes)
        if row.model == Approval.__name__:
            told.signed[row.record_id] = place
        elif row.model in _MODELS and _opens(_MODELS[row.model], changes):
            told.opened[key] = place
    _leave_out_attachments_of(told, removals)
    return told


def entries_of(session: Session, *records: UUID) -> Iterator[Any]:
    """The entries of history in their order: those of these records, of everything where none is named."""
    names = ("tick", "model", "record_id", "item", "at", "person_id")
    columns = (_HISTORY.c[name] for name in names)
    query = select(*columns, type_coerce(_HISTORY.c.changes, String).label("changes"))
    if records:
        query = query.where(_HISTORY.c.record_id.in_(records))
    yield from session.execute(query.order_by(_HISTORY.c.tick, _HISTORY.c.operation, _HISTORY.c.place))


def changes_in(row: Any) -> Changes:
    """What an entry of history says, as it is written now, whatever format it has."""
    changes = read_changes(_changes(row.changes))
    return changes | facts_since(row.model, row.at, changes) if row.tick == 0 else changes


def _item(row: Any, changes: Changes) -> UUID:
    """Format 1 told the record of an approval or attachment; its own id stands in what was written first."""
    return UUID(changes["id"][1]) if row.tick == 0 and "id" in changes else row.item


def _leave_out_attachments_of(told: Told, records: list[UUID]) -> None:
    """Format 1 did not tell which file of a record was removed, so that nobody knows what those of it hold."""
    gone = {str(record) for record in records}
    for key, model in list(told.models.items()):
        if model == Attachment.__name__ and told.values[key].get("record_id") in gone:
            del told.values[key]


def _opens(model: type[Record], changes: Changes) -> bool:
    state = changes.get("state", [None, None])[1]
    return any(each.name == state and not each.frozen for each in model.states)


def _changes(text_of_changes: str) -> Changes:
    """None where the entry is damaged; its own hash says so."""
    try:
        changes = json.loads(text_of_changes)
    except ValueError:
        return {}
    return changes if isinstance(changes, dict) else {}


__all__ = ["Told", "changes_in", "entries_of", "replay", "replayed"]
