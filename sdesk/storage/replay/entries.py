"""What the history says that everything holds now: every change of it, one after the other."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import String, and_, bindparam, case, func, or_, select, type_coerce
from sqlmodel import Session

from sdesk.models import RECORDS, Approval, Attachment, HistoryEntry, Record
from sdesk.models.format_1 import facts_since, read_changes
from sdesk.storage.changes import Changes, State, apply
from sdesk.storage.merging.derived import Counted, counted_in

_HISTORY = HistoryEntry.__table__  # type: ignore[attr-defined]
_MODELS = {model.__name__: model for model in RECORDS}


class Written(NamedTuple):
    """When something was written, and by whom."""

    at: datetime
    by: UUID | None


@dataclass
class Told:
    """What the history says. `values`: record, approval, attachment or replica -> what it holds. `opened`, `signed`:
    record -> the last entry by which its content could be changed again, and the last one by which it was approved.
    `first`, `last`: when it was made and changed. `removals`: of which records format 1 removed files, once for each."""

    values: dict[UUID, State] = field(default_factory=dict)
    opened: dict[UUID, int] = field(default_factory=dict)
    signed: dict[UUID, int] = field(default_factory=dict)
    models: dict[UUID, str] = field(default_factory=dict)
    first: dict[UUID, Written] = field(default_factory=dict)
    last: dict[UUID, Written] = field(default_factory=dict)
    removals: list[UUID] = field(default_factory=list)
    lost: frozenset[UUID] = frozenset()
    """Approvals that do not stand."""
    approved_by: dict[UUID, UUID] = field(default_factory=dict)
    """Record -> the approval that stands, the last of them."""

    def approval_holds(self, record: UUID) -> bool:
        """Whether the record has not been opened again (an incident that came back) since it was approved."""
        return self.signed.get(record, 0) > self.opened.get(record, 0)


def replay(entries: Iterable[Any], told: Told | None = None) -> Told:
    """What these entries of history say, in their order, after what was told before them."""
    told = told or Told()
    for place, row in enumerate(entries, start=1):
        changes = changes_in(row)
        if row.tick == 0 and row.model == Attachment.__name__ and "id" not in changes:
            told.removals.append(row.record_id)
            continue
        key = _item(row, changes)
        told.models[key] = row.model
        told.values[key] = _applied(told.values.get(key, {}), changes)
        told.last[key] = Written(row.at, row.person_id)
        told.first.setdefault(key, told.last[key])
        if row.model == Approval.__name__:
            if key not in told.lost:
                told.signed[row.record_id] = place
                told.approved_by[row.record_id] = key
        elif row.model in _MODELS and _opens(_MODELS[row.model], changes):
            told.opened[key] = place
    return told


class Entry(NamedTuple):
    """One change as it counts, to be replayed."""

    tick: int
    model: str
    record_id: UUID
    item: UUID
    at: datetime
    person_id: UUID | None
    changes: Any


_ENTRIES = select(
    *(
        _HISTORY.c[name]
        for name in ("operation", "place", "tick", "model", "record_id", "item", "at", "person_id")
    ),
    type_coerce(_HISTORY.c.changes, String).label("changes"),
).order_by(_HISTORY.c.tick, _HISTORY.c.operation, _HISTORY.c.place)
_NAMING = _ENTRIES.with_only_columns(
    *(_HISTORY.c[name] for name in ("tick", "model", "record_id", "at")),
    case(
        (
            or_(_HISTORY.c.tick == 0, func.instr(_HISTORY.c.changes, bindparam("named")) > 0),
            _ENTRIES.selected_columns.changes,
        ),
        else_="{}",
    ).label("changes"),
)
_OF_RECORDS = [model.__name__ for model in RECORDS]


def entries_of(session: Session, *records: UUID) -> Iterator[Any]:
    """What history says of these records themselves, in their order: nothing of approvals, attachments and handouts."""
    counted = counted_in(session.connection(), records)
    query = _ENTRIES.where(_HISTORY.c.record_id.in_(records), _HISTORY.c.model.in_(_OF_RECORDS))
    yield from as_counted(session.execute(query), counted)


def entries_naming(session: Session, name: str, *records: UUID) -> Iterable[Any]:
    """The same, to follow one field of the records through: what changed is said by those alone that name the field."""
    counted = counted_in(session.connection(), records)
    if counted:
        return entries_of(session, *records)
    query = _NAMING.where(_HISTORY.c.record_id.in_(records), _HISTORY.c.model.in_(_OF_RECORDS))
    return session.execute(query, {"named": f'"{name}"'})


def entries_since(session: Session, entry: int, tick: int) -> Iterator[Any]:
    """All that history says after its last `entry` of format 1 and the operation of this tick, in its order."""
    of_format_1 = and_(_HISTORY.c.tick == 0, _HISTORY.c.place > entry)
    found = session.execute(_ENTRIES.where(or_(of_format_1, _HISTORY.c.tick > tick)))
    yield from as_counted(found, counted_in(session.connection()))


def as_counted(entries: Iterable[Any], counted: Counted) -> Iterable[Any]:
    """The entries, each with how it counts where several laptops did something to the same."""
    return (_as_counted(each, counted) for each in entries) if counted else entries


def _as_counted(row: Any, counted: Counted) -> Any:
    changes = counted.get((row.operation, row.place)) if row.tick else None
    if changes is None:
        return row
    return Entry(row.tick, row.model, row.record_id, row.item, row.at, row.person_id, changes)


def changes_in(row: Any) -> Changes:
    """What an entry of history says, as it is written now, whatever format it has."""
    said = row.changes if isinstance(row.changes, dict) else _changes(row.changes)
    try:
        changes = read_changes(said)
        return changes | facts_since(row.model, row.at, changes) if row.tick == 0 else changes
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return {}  # damaged; its own hash says so


def _item(row: Any, changes: Changes) -> UUID:
    """Format 1 told the record of an approval or attachment; its own id stands in what was written first."""
    item: UUID = row.item
    try:
        return UUID(changes["id"][1]) if row.tick == 0 and "id" in changes else item
    except (AttributeError, IndexError, TypeError, ValueError):
        return item


def _applied(state: State, changes: Changes) -> State:
    """As it was where the entry is damaged; its own hash says so."""
    try:
        return apply(state, changes)
    except (AttributeError, IndexError, TypeError, ValueError):
        return state


def _opens(model: type[Record], changes: Changes) -> bool:
    state = new_value(changes, "state")
    return any(each.name == state and not each.frozen for each in model.states)


def new_value(changes: Changes, name: str) -> Any:
    """What a field is changed to; None where it is not, or where the entry is damaged."""
    match changes.get(name):
        case [_before, after]:
            return after
    return None


def _changes(text_of_changes: str) -> Changes:
    """None where the entry is damaged; its own hash says so."""
    try:
        changes = json.loads(text_of_changes)
    except (TypeError, ValueError):
        return {}
    return changes if isinstance(changes, dict) else {}


__all__ = [
    "Entry",
    "Told",
    "Written",
    "as_counted",
    "changes_in",
    "entries_naming",
    "entries_of",
    "entries_since",
    "new_value",
    "replay",
]
