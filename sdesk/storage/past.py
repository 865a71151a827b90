"""What a record was at a moment, replayed from its history: nothing of the past is stored a second time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlmodel import col, func, select

from sdesk.models import RECORDS, HistoryEntry, Record, Stored
from sdesk.storage.changes import State
from sdesk.storage.queries import SOME, in_parts
from sdesk.storage.replay.entries import changes_in, entries_naming, entries_of, replay
from sdesk.storage.state import value_in
from sdesk.storage.workspace import Workspace

AnyRecord = TypeVar("AnyRecord", bound=Record)
AnyStored = TypeVar("AnyStored", bound=Stored)
_MODELS = {model.__name__: model for model in RECORDS}


def record_at(workspace: Workspace, key: UUID, moment: datetime) -> Record | None:
    """The record as it was at the moment, by its history; None before it was made, and while it is deleted.

    A copy, never to be stored. What the operation under way does is told when it is finished.
    """
    return _was(key, _entries(workspace, key), moment)


def _was(key: UUID, told: Sequence[Any], moment: datetime) -> Record | None:
    entries = _by(moment, told)
    if not entries:
        return None
    state = replay(entries).values[key]
    return _filled(_MODELS[entries[0].model], state, entries) if "deleted_at" not in state else None


def records_at(workspace: Workspace, records: Iterable[AnyRecord], moment: datetime) -> list[AnyRecord]:
    """The same records as they were at the moment; those that were not there then, or were deleted, are left out."""
    found = list(records)
    told: dict[UUID, list[Any]] = {each.id: [] for each in found if not _stands(each, moment)}
    for keys in in_parts(list(told), SOME):
        with workspace.reading() as session:
            for entry in entries_of(session, *keys):
                told[entry.record_id].append(entry)
    were = (_was(each.id, told[each.id], moment) if each.id in told else each for each in found)
    return [cast(AnyRecord, each) for each in were if each is not None and each.deleted_at is None]


def approved_in(workspace: Workspace, record: Record) -> tuple[int, datetime] | None:
    """Where in the history the record was last approved, and when; None where it never was, or before there was an order."""
    approved = (HistoryEntry.record_id == record.id, HistoryEntry.action == "approve")
    newest_first = [col(HistoryEntry.tick).desc()]
    entry = workspace.first(HistoryEntry, *approved, order_by=newest_first)
    return (entry.tick, entry.at) if entry and entry.tick else None


def changed_after(
    workspace: Workspace, tick: int, models: Iterable[type[Record]]
) -> dict[UUID, type[Record]]:
    """Which records of these kinds were made or changed after that place in the history."""
    named = {model.__name__: model for model in models}
    entry: Any = HistoryEntry.__table__  # type: ignore[attr-defined]
    query = select(entry.c.record_id, entry.c.model).where(entry.c.tick > tick, entry.c.model.in_(named))
    with workspace.reading() as session:
        return {key: named[model] for key, model in session.execute(query.distinct())}


def records_before(workspace: Workspace, keys: Iterable[UUID], tick: int) -> dict[UUID, Record]:
    """What these were at that place in the history, by its order, whatever clocks said; deleted ones are left out."""
    told: dict[UUID, list[Any]] = {}
    with workspace.reading() as session:
        for part in in_parts(list(keys)):
            for entry in entries_of(session, *part):
                if entry.tick <= tick:
                    told.setdefault(entry.record_id, []).append(entry)
    states = {key: replay(entries).values[key] for key, entries in told.items()}
    return {
        key: _filled(_MODELS[told[key][0].model], state, told[key])
        for key, state in states.items()
        if "deleted_at" not in state
    }


def records_now(workspace: Workspace, kinds: Mapping[UUID, type[Record]]) -> dict[UUID, Record]:
    """What these are now, each of its kind; deleted ones too."""
    keys: dict[type[Record], list[UUID]] = {}
    for key, model in kinds.items():
        keys.setdefault(model, []).append(key)
    return {
        each.id: each
        for model, of_it in keys.items()
        for part in in_parts(of_it)
        for each in workspace.find(model, col(model.id).in_(part), deleted=True)
    }


def values_held(
    workspace: Workspace, records: Iterable[AnyRecord], name: str, moment: datetime
) -> dict[UUID, list[tuple[datetime, Any]]]:
    """What a field of each held, one value after the other, from when on; up to the moment, by their history."""
    found = {each.id: type(each) for each in records}
    told: dict[UUID, list[Any]] = {key: [] for key in found}
    for keys in in_parts(list(told), SOME):
        with workspace.reading() as session:
            for entry in entries_naming(session, name, *keys):
                told[entry.record_id].append(entry)
    return {
        key: [
            (entry.at, value_in(found[key], name, changes[name][1]))
            for entry in _by(moment, entries)
            if name in (changes := changes_in(entry))
        ]
        for key, entries in told.items()
    }


def _stands(record: Record, moment: datetime) -> bool:
    """Whether it is now what it was then."""
    return record.changed_at is not None and record.changed_at <= moment


def reached_at(workspace: Workspace, key: UUID, state: str) -> datetime | None:
    """When the record last came into the state, by its history."""
    steps = ((each.at, changes_in(each).get("state")) for each in _entries(workspace, key))
    return next((at for at, step in reversed([*steps]) if step and step[1] == state), None)


def last_written(workspace: Workspace, model: type[Record], until: datetime, *where: Any) -> datetime | None:
    """When one of the records for which the conditions hold now was last changed before a moment, by their history."""
    records: Any = select(model.id).where(*where)
    written = (HistoryEntry.model == model.__name__, col(HistoryEntry.record_id).in_(records))
    query = select(func.max(HistoryEntry.at)).where(*written, col(HistoryEntry.at) < until)
    with workspace.reading() as session:
        return session.scalar(query)


def _entries(workspace: Workspace, key: UUID) -> list[Any]:
    with workspace.reading() as session:
        return list(entries_of(session, key))


def _by(moment: datetime, entries: Sequence[Any]) -> Sequence[Any]:
    """Those written by then. Clocks lie, the order does not: what came before one of them was written by then too."""
    last = max((place for place, each in enumerate(entries, start=1) if each.at <= moment), default=0)
    return entries[:last]


def _filled(model: type[Record], state: State, entries: Sequence[Any]) -> Record:
    first, last = entries[0], entries[-1]
    record = filled(model, state)
    record.created_at, record.created_by = first.at, first.person_id
    record.changed_at, record.changed_by = last.at, last.person_id
    return record


def filled(model: type[AnyStored], state: State) -> AnyStored:
    """A new one that holds what the state says, but for who made and changed it when."""
    return model(**{name: value_in(model, name, state.get(name)) for name in _columns(model)})


def _columns(model: type[Stored]) -> list[str]:
    return list(model.__table__.columns.keys())  # type: ignore[attr-defined]


__all__ = [
    "approved_in",
    "changed_after",
    "filled",
    "last_written",
    "reached_at",
    "record_at",
    "records_at",
    "records_before",
    "records_now",
    "values_held",
]
