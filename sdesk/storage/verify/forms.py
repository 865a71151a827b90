"""The form in which values lie in the file: SQLite compares bytes, so that an id in capital letters is another one to it."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Column, Dialect, text
from sqlmodel import AutoString, Session, SQLModel

from sdesk.models.content import JsonText
from sdesk.translation import Message
from sdesk.translation import message as _

Said = tuple[Message | str, Message]
Form = Callable[[Any], Any]


def form_damages(session: Session) -> Iterator[Said]:
    """Values that read as what was written and that no look-up finds, because they do not stand as the program writes
    them. White space in lists and mappings does not matter: nothing is looked up in them."""
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
        return str
    known = column.type.impl_instance if isinstance(column.type, AutoString) else column.type
    kind = known.dialect_impl(dialect)
    read, write = kind.result_processor(dialect, None), kind.bind_processor(dialect)

    def form(held: Any) -> Any:
        value = read(held) if read else known.python_type(held)
        return write(value) if write else value

    return form


def _is(held: Any, written: Form) -> bool:
    try:
        form = written(held)
    except Exception:  # whatever a library makes of it: what cannot be read at all is found where it is read
        return True
    return type(form) is type(held) and bool(form == held)


__all__ = ["form_damages"]
