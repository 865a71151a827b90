"""A record as a state of changes.py: its values as JSON, its rows and links by id with the keys by which they sort."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from pydantic_core import to_jsonable_python
from sqlalchemy import Table, bindparam, column, delete, insert, select, table
from sqlmodel import Session

from sdesk.models import Row, Stored
from sdesk.models.content import type_of_field
from sdesk.storage.changes import ORDER, Rows, State
from sdesk.storage.order import is_key, order_keys
from sdesk.storage.prepared.statements import Prepared

BOOKKEEPING = frozenset({"created_at", "created_by", "changed_at", "changed_by"})
"""Columns that say when and by whom; the operations of a record say the same."""

Keys = Mapping[str, str]
_ORDER_KEY: Any = table("order_key", *(column(name) for name in ("record", "field", "item", "at")))
_KEYS = Prepared(
    select(_ORDER_KEY.c.field, _ORDER_KEY.c.item, _ORDER_KEY.c.at).where(
        _ORDER_KEY.c.record == bindparam("of")
    )
)


def state_of(record: Stored, known: Mapping[str, Keys]) -> State:
    """All that a record holds, but its bookkeeping. What is empty is left out. `known`: field -> its order keys."""
    columns: Table = type(record).__table__  # type: ignore[attr-defined]
    values = {
        name: value_of(getattr(record, name), known.get(name, {}))
        for name in columns.columns.keys()  # noqa: SIM118 -- a collection of columns, not a dict
        if name not in BOOKKEEPING
    }
    return {name: value for name, value in values.items() if not is_empty(value)}


def is_empty(value: Any) -> bool:
    """Whether nothing has been said: a "no" is an answer, and so is a 0."""
    return value is None or value in ("", {}, ())


def without_empty(value: Any) -> Any:
    """A value as JSON without what says nothing, inside of rows too: what an earlier format did not know is empty."""
    if isinstance(value, dict):
        said = {name: without_empty(each) for name, each in value.items()}
        return {name: each for name, each in said.items() if each != [] and not is_empty(each)}
    return [without_empty(each) for each in value] if isinstance(value, list) else value


def value_of(value: Any, known: Keys) -> Any:
    """A value as JSON; rows and links with the keys they are known by, or those of their places."""
    if not isinstance(value, tuple):
        return value if value is None or type(value) is str else to_jsonable_python(value)
    keys = order_keys([_id(each) for each in value], known)
    return Rows({_id(each): {**_fields(each), ORDER: keys[_id(each)]} for each in value})


def _id(each: Any) -> str:
    return str(each.id if isinstance(each, Row) else each)


def _fields(each: Any) -> State:
    """A link is a row that has nothing but its place."""
    if not isinstance(each, Row):
        return {}
    return {name: value for name, value in to_jsonable_python(each).items() if name != "id"}


def plain(value: Any) -> Any:
    """A value of a state as the record's field takes it: rows as a list of dicts, links as a list of ids."""
    if not isinstance(value, Rows):
        return value
    in_order = sorted(value.items(), key=lambda each: (each[1][ORDER], each[0]))
    return [
        {"id": key, **{name: of for name, of in row.items() if name != ORDER}}
        if row.keys() - {ORDER}
        else key
        for key, row in in_order
    ]


def value_in(model: type[Stored], name: str, value: Any) -> Any:
    """A value of a state in the type of its field. What a state leaves out is empty: how, depends on the field."""
    kind = type_of_field(model, name)
    if value is not None:
        return kind.validate_python(plain(value))
    empties: tuple[Any, ...] = (None, "", (), {})
    for empty in empties:
        try:
            return kind.validate_python(empty)
        except ValidationError:
            continue
    return model.model_fields[
        name
    ].get_default()  # a yes or no, or a number, that older history does not know


def known_keys(session: Session, record: UUID) -> dict[str, dict[str, str]]:
    """Field -> row or link -> its order key, where these are not those of the places in the list."""
    found: dict[str, dict[str, str]] = {}
    for field, item, at in _KEYS.run(session.connection(), {"of": record.hex}):
        if is_key(at):
            found.setdefault(field, {})[item] = at
    return found


def keep_keys(session: Session, record: UUID, field: str, before: Keys, rows: Rows) -> None:
    """Write down the keys of the rows, where they are not those of their places. `before` is what is written there."""
    keys = {key: row[ORDER] for key, row in rows.items()}
    wanted = {} if keys == order_keys(_sorted(keys), {}) else keys
    if wanted == before:
        return
    connection, here = session.connection(), _ORDER_KEY.c.record == record.hex
    connection.execute(delete(_ORDER_KEY).where(here, _ORDER_KEY.c.field == field))
    lines = [{"record": record.hex, "field": field, "item": item, "at": at} for item, at in wanted.items()]
    if lines:
        connection.execute(insert(_ORDER_KEY), lines)


def _sorted(keys: Keys) -> list[str]:
    return sorted(keys, key=lambda each: (keys[each], each))


def states_of(records: Iterable[Stored], session: Session) -> dict[UUID, State]:
    """Of many records, with all the order keys there are read at once."""
    columns = (_ORDER_KEY.c.record, _ORDER_KEY.c.field, _ORDER_KEY.c.item, _ORDER_KEY.c.at)
    known: dict[str, dict[str, dict[str, str]]] = {}
    for record, field, item, at in session.connection().execute(select(*columns)):
        if is_key(at):
            known.setdefault(record, {}).setdefault(field, {})[item] = at
    return {record.id: state_of(record, known.get(record.id.hex, {})) for record in records}


__all__ = [
    "BOOKKEEPING", "is_empty", "keep_keys", "known_keys", "plain", "state_of", "states_of", "value_in", "value_of", "without_empty",
]  # fmt: skip
