"""Records, approvals and files as the history says that they are now, written into their tables as they stand there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, inspect, text
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col, select

from sdesk.models import RECORDS, Approval, Attachment, Record, Stored
from sdesk.storage.changes import Rows, State
from sdesk.storage.ledger import Line, write_directory
from sdesk.storage.merging.reading import When
from sdesk.storage.prepared.statements import Prepared
from sdesk.storage.queries import in_parts
from sdesk.storage.state import BOOKKEEPING, keep_keys, known_keys, state_of, value_in

_ALL: tuple[type[Stored], ...] = (*RECORDS, Approval, Attachment)
KINDS: Mapping[str, type[Stored]] = {model.__name__: model for model in _ALL}


@dataclass
class Thing:
    """A record, an approval or a file: what it holds, and when it was made and changed. `keys` are the order keys that are
    written of it; None where it is not written yet. `first` is None where when it was made stands already."""

    model: str
    state: State
    last: When
    first: When | None = None
    keys: Mapping[str, Mapping[str, str]] | None = None
    held: Stored | None = None
    touched: set[str] = field(default_factory=set)


def held_in(session: Session, wanted: Mapping[UUID, str]) -> dict[UUID, Stored]:
    """What is there of these, each of its model."""
    by_model: dict[str, list[UUID]] = {}
    for key, kind in wanted.items():
        by_model.setdefault(kind, []).append(key)
    found: dict[UUID, Stored] = {}
    for name, keys in by_model.items():
        model = KINDS[name]
        for some in in_parts(keys):
            found |= {each.id: each for each in session.scalars(select(model).where(col(model.id).in_(some)))}
    return found


def thing_of(session: Session, held: Stored, last: When) -> Thing:
    keys = known_keys(session, held.id)
    return Thing(type(held).__name__, state_of(held, keys), last, keys=keys, held=held)


def write_things(session: Session, things: Mapping[UUID, Thing]) -> None:
    """All of them, with what is derived of each record."""
    by_model: dict[str, list[Stored]] = {}
    for key, thing in things.items():
        row = _row(key, thing)
        by_model.setdefault(thing.model, []).append(row)
        _keep_keys(session, key, thing)
    connection = session.connection()
    for model, rows in by_model.items():
        _put(model).run_each(connection, (row.__dict__ for row in rows))
    written = (row for rows in by_model.values() for row in rows if isinstance(row, Record))
    write_directory(connection, (_line(row, things[row.id]) for row in written))


def _line(row: Record, thing: Thing) -> Line:
    return Line(row, is_new=True) if thing.held is None else Line(row, thing.touched)


def _row(key: UUID, thing: Thing) -> Stored:
    model, held = KINDS[thing.model], thing.held
    values = dict(_empty(thing.model))
    if held is not None:
        values |= {name: getattr(held, name) for name in values if name not in thing.touched}
    for name, value in thing.state.items():
        if name in values and (held is None or name in thing.touched):
            values[name] = value_in(model, name, value)
    if issubclass(model, Record):
        if values["state"] not in states_of_kind(thing.model):
            raise ValueError(values["state"])
        values["changed_at"], values["changed_by"] = thing.last
        if thing.first is not None:
            values["created_at"], values["created_by"] = thing.first
    return _filled(model, {**values, "id": key})


def _filled(model: type[Stored], values: Mapping[str, Any]) -> Stored:
    """To be read, and for nothing else: a session has never seen it. To make it the usual way takes longer than to write it."""
    made: Stored = inspect(model).class_manager.new_instance()
    made.__dict__.update(values)
    return made


@cache
def states_of_kind(model: str) -> frozenset[str]:
    kind = KINDS[model]
    return frozenset(each.name for each in kind.states) if issubclass(kind, Record) else frozenset()


@cache
def _empty(model: str) -> Mapping[str, Any]:
    """What stands in each column where nothing is said of it."""
    kind = KINDS[model]
    names = kind.__table__.columns.keys()  # type: ignore[attr-defined]
    return {name: None if name in BOOKKEEPING else value_in(kind, name, None) for name in names}


def _keep_keys(session: Session, key: UUID, thing: Thing) -> None:
    before = thing.keys or {}
    fields = [name for name, value in thing.state.items() if isinstance(value, Rows)]
    for name in dict.fromkeys((*before, *fields)):
        if thing.held is None or name in thing.touched:
            keep_keys(session, key, name, before.get(name, {}), thing.state.get(name) or Rows())


@cache
def _put(model: str) -> Prepared:
    """Into its place, or over what stands there."""
    table = KINDS[model].__table__  # type: ignore[attr-defined]
    statement = insert(table)
    if model == Approval.__name__:  # written once
        return Prepared(statement)
    others = {name: statement.excluded[name] for name in table.columns.keys() if name != "id"}  # noqa: SIM118
    return Prepared(statement.on_conflict_do_update(index_elements=["id"], set_=others))


_COUNT = Prepared(
    text(
        "INSERT INTO counter (series, last) VALUES (:series, :last) "
        "ON CONFLICT (series) DO UPDATE SET last = max(last, excluded.last)"
    )
)


_MOST_DIGITS = 9


def count_numbers(connection: Connection, numbers: Iterable[str]) -> None:
    """Nobody gives a number again that came. Raises ValueError where it leaves none for those that follow."""
    highest: dict[str, int] = {}
    for number in numbers:
        series, _dash, digits = number.rpartition("-")
        if digits.isdecimal():
            if len(digits) > _MOST_DIGITS:
                raise ValueError(number)
            highest[series] = max(highest.get(series, 0), int(digits))
    _COUNT.run_each(
        connection, ({"series": series, "last": last} for series, last in sorted(highest.items()))
    )


__all__ = ["KINDS", "Thing", "count_numbers", "held_in", "states_of_kind", "thing_of", "write_things"]
