"""Operations of a file as the rules see them: of some records all that was done to them."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, func, select, text, type_coerce

from sdesk.models import NOTES, RECORDS, Change, Operation
from sdesk.storage.merging.causality import Act, Op, Pasts

_MODELS = {model.__name__: model for model in RECORDS}
_TABLES: tuple[Any, ...] = (Operation, Change)
_OPERATION, _CHANGE = (model.__table__ for model in _TABLES)
_AT_ONCE = 5_000

_DONE = select(
    *(_OPERATION.c[name] for name in ("id", "tick", "replica", "number", "at", "person_id")),
    *(_CHANGE.c[name] for name in ("place", "record", "item", "model", "changes")),
    _CHANGE.c.action.label("step"),
).join_from(_CHANGE, _OPERATION, _OPERATION.c.id == _CHANGE.c.operation)


class When(NamedTuple):
    """When something was done, and by whom."""

    at: datetime
    by: UUID | None


@dataclass
class Done:
    """All that was done to some records: the operations in their order, and when each was written."""

    operations: list[Op] = field(default_factory=list)
    when: dict[UUID, When] = field(default_factory=dict)


def done_to(connection: Connection, records: Collection[UUID], pasts: Pasts) -> Done:
    """Whatever was done to them by operations."""
    rows: dict[UUID, list[Any]] = defaultdict(list)
    for some in _parts(sorted(records)):
        for row in connection.execute(_DONE.where(_CHANGE.c.record.in_(some))):
            rows[row.id].append(row)
    leads = _leading(connection, [key for key, its in rows.items() if any(_is_step(row) for row in its)])
    done = Done()
    for key, its in rows.items():
        first = its[0]
        acts = tuple(
            Act(row.place, row.record, row.item, row.model, row.changes, row.step)
            for row in sorted(its, key=lambda row: row.place)
        )
        past = pasts.at(first.replica, first.number)
        done.operations.append(Op(key, first.tick, first.replica, first.number, past, acts, leads.get(key)))
        done.when[key] = When(first.at, first.person_id)
    done.operations.sort(key=lambda op: op.order)
    return done


def _is_step(row: Any) -> bool:
    return is_step(row.model, row.record == row.item, row.changes)


def is_step(model: str, of_the_record: bool, changes: Mapping[str, Any]) -> bool:
    return model in _MODELS and of_the_record and "state" in changes and "id" not in changes


class Step(NamedTuple):
    """A step that an operation took."""

    place: int
    action: str
    record: UUID


def steps_of(connection: Connection, operations: Sequence[UUID]) -> dict[UUID, list[Step]]:
    """All steps that each took, in their order, in whatever record."""
    found: dict[UUID, list[Step]] = defaultdict(list)
    columns = (
        _CHANGE.c[name] for name in ("operation", "place", "action", "record", "item", "model", "changes")
    )
    query = select(*columns).where(func.instr(type_coerce(_CHANGE.c.changes, _TEXT), '"state":') > 0)
    query = query.order_by(_CHANGE.c.operation, _CHANGE.c.place)
    for some in _parts(operations):
        for row in connection.execute(query.where(_CHANGE.c.operation.in_(some))):
            if is_step(row.model, row.record == row.item, row.changes):
                found[row.operation].append(Step(row.place, row.action, row.record))
    return found


_TEXT = _OPERATION.c.action.type


def _leading(connection: Connection, operations: Sequence[UUID]) -> dict[UUID, tuple[int, str]]:
    return {key: its[0][:2] for key, its in steps_of(connection, operations).items()}


def last_written(connection: Connection, records: Collection[UUID]) -> dict[UUID, dict[UUID, int]]:
    """Record -> replica -> the number of its last operation that changed anything of it; what only left changes nothing."""
    found: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    columns = (_CHANGE.c.record, _OPERATION.c.replica, func.max(_OPERATION.c.number))
    query = select(*columns).join_from(_CHANGE, _OPERATION, _OPERATION.c.id == _CHANGE.c.operation)
    query = query.where(_CHANGE.c.model.not_in(NOTES)).group_by(_CHANGE.c.record, _OPERATION.c.replica)
    for some in _parts(sorted(records)):
        for record, replica, number in connection.execute(query.where(_CHANGE.c.record.in_(some))):
            found[record][replica] = number
    return found


def families_of(
    connection: Connection, records: Mapping[UUID, str], begun: Mapping[UUID, str]
) -> dict[UUID, frozenset[UUID]]:
    """Record -> all versions of what has its number; of what has no versions, itself. `records`: each with its model, and
    `begun` those that are not written yet, with their numbers."""
    found = {key: frozenset([key]) for key in records}
    by_model: dict[str, list[UUID]] = defaultdict(list)
    for key, model in records.items():
        if model in _MODELS and _MODELS[model].versioned:
            by_model[model].append(key)
    for model, keys in by_model.items():
        table = _MODELS[model].__table__.name  # type: ignore[attr-defined]
        of_them = text(f"SELECT id, number FROM {table} WHERE id IN (SELECT value FROM json_each(:keys))")
        numbers = {
            UUID(row[0]): row[1] for row in connection.execute(of_them, _listed(key.hex for key in keys))
        }
        numbers = {**{key: begun[key] for key in keys if key in begun}, **numbers}
        versions: dict[str, set[UUID]] = defaultdict(set)
        for key, number in numbers.items():
            versions[number].add(key)
        same = text(f"SELECT id, number FROM {table} WHERE number IN (SELECT value FROM json_each(:keys))")
        for row in connection.execute(same, _listed(versions)):
            versions[row[1]].add(UUID(row[0]))
        found |= {key: frozenset(versions[numbers[key]]) for key in keys if key in numbers}
    return found


def _listed(keys: Iterable[str]) -> dict[str, str]:
    return {"keys": json.dumps(list(keys))}


def _parts(keys: Iterable[UUID]) -> Iterator[list[UUID]]:
    found = list(keys)
    return (found[start : start + _AT_ONCE] for start in range(0, len(found), _AT_ONCE))


__all__ = ["Done", "Step", "When", "done_to", "families_of", "is_step", "last_written", "steps_of"]
