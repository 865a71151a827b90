"""What a filter will look through, brought into memory before somebody types one."""

from sqlalchemy import ColumnElement, func, literal_column, select, table
from sqlmodel import SQLModel

from sdesk.storage.queries import Queries

SLICE = 1_000
"""Rows read in one go; whoever waits for the file comes between two."""

_PLACE: ColumnElement[int] = literal_column("rowid")


def read_ahead(workspace: Queries, model: type[SQLModel]) -> int:
    """Read all rows of a kind once: SQLite keeps what it has read of the file, and gives it up itself when it is written.

    How many there are. Nothing of what stands in them is kept here.
    """
    rows = table(str(model.__tablename__))
    last = count = 0
    while True:
        query = select(_PLACE.label("place")).select_from(rows).where(last < _PLACE).order_by(_PLACE)
        some = query.limit(SLICE).subquery()
        with workspace.reading() as session:
            end, found = session.connection().execute(select(func.max(some.c.place), func.count())).one()
        count += int(found)
        if found < SLICE:
            return count
        last = int(end)


__all__ = ["SLICE", "read_ahead"]
