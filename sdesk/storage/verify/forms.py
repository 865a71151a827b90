"""The form in which values lie in the file: SQLite compares bytes, so that an id in capital letters is another one to it."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from sqlalchemy import JSON, Column, Dialect, text
from sqlmodel import AutoString, Session, SQLModel

from sdesk.models.content import JsonText
from sdesk.translation import Message
from sdesk.translation import message as _

Said = tuple[Message | str, Message]
Form = Callable[[Any], Any]


def form_damages(session: Session) -> Iterator[Said]:
    """Values that read as what was written, and do not stand as the program writes them: no look-up finds them, or
    another reader takes another word for them."""
    dialect = session.get_bind().dialect
    there = set(session.execute(text("SELECT name FROM sqlite_schema WHERE type = 'table'")).scalars())
    for table in SQLModel.metadata.sorted_tables:
        if table.name not in there:
            continue
        forms = {column.name: _written(column, dialect) for column in table.columns}
        for row in session.execute(text(f"SELECT * FROM {table.name}")).mappings():
            for name, written in forms.items():
                held = row[name]
                if held is not None and not _is(held, written):
                    said = _(
                        "“{field}” does not stand as it is written: {held}", field=name, held=repr(held)[:60]
                    )
                    yield _("{table} {id}", table=table.name, id=str(next(iter(row.values())))[:60]), said


def _written(column: Column[Any], dialect: Dialect) -> Form:
    """From what is held to what the program would write of it."""
    if isinstance(column.type, JsonText):
        return partial(_json, column.type, dialect)
    if isinstance(column.type, JSON):
        return partial(_json, None, dialect)
    known = column.type.impl_instance if isinstance(column.type, AutoString) else column.type
    kind = known.dialect_impl(dialect)
    read, write = kind.result_processor(dialect, None), kind.bind_processor(dialect)

    def form(held: Any) -> Any:
        value = read(held) if read else known.python_type(held)
        return write(value) if write else value

    return form


def _json(kind: JsonText | None, dialect: Dialect, held: str) -> str:
    """What stands for it is one text: no name twice, nothing spelled otherwise. A row of an earlier version has fewer fields."""
    written = kind.process_bind_param(kind.process_result_value(held, dialect), dialect) if kind else None
    if written == held:
        return held
    value = json.loads(held, object_pairs_hook=_each_once)
    if kind is not None:
        value = _as_far_as(value, json.loads(written or "null"))
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else {"": "a name that stands twice"}


def _as_far_as(held: Any, written: Any) -> Any:
    """What is written, without the fields that the held one has not."""
    if isinstance(held, dict) and isinstance(written, dict):
        return {name: _as_far_as(held[name], written[name]) for name in written if name in held}
    if isinstance(held, list) and isinstance(written, list):
        return [_as_far_as(*each) for each in zip(held, written, strict=True)]
    return written


def _is(held: Any, written: Form) -> bool:
    try:
        form = written(held)
    except Exception:  # whatever a library makes of it: what cannot be read at all is found where it is read
        return True
    return type(form) is type(held) and bool(form == held)


__all__ = ["form_damages"]
