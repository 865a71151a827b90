"""Counts, latest values and single columns, for those who ask about all records at once."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Text, case, column, func, select, table, type_coerce
from sqlmodel import col

from sdesk.models import Approval, Record, ServiceIncident
from sdesk.storage.queries import standing
from sdesk.storage.workspace import Workspace

SLICE = 1_000
"""Rows of some columns that are read in one go where others may wait for the file."""

_DIRECTORY: Any = table("directory", *(column(name) for name in ("model", "state", "deleted", "part_of")))


def states_in_use(workspace: Workspace) -> dict[str, dict[str, int]]:
    """How many records there are of each model in each state; deleted drafts are left out."""
    query = (
        select(_DIRECTORY.c.model, _DIRECTORY.c.state, func.count().label("records"))
        .where(_DIRECTORY.c.deleted == 0, _DIRECTORY.c.part_of.is_(None))
        .group_by(_DIRECTORY.c.model, _DIRECTORY.c.state)
    )
    found: dict[str, dict[str, int]] = {}
    with workspace.reading() as session:
        for row in session.connection().execute(query):
            found.setdefault(row.model, {})[row.state] = row.records
    return found


def count_by(workspace: Workspace, *columns: Any, where: tuple[Any, ...] = ()) -> dict[tuple[Any, ...], int]:
    """How many rows there are for each combination of the columns' values."""
    query = select(*columns, func.count()).where(*where).group_by(*columns)
    with workspace.reading() as session:
        return {tuple(row[:-1]): row[-1] for row in session.execute(query)}


def largest_by(
    workspace: Workspace, value: Any, *columns: Any, where: tuple[Any, ...] = ()
) -> dict[tuple[Any, ...], Any]:
    """The largest value for each combination of the columns' values."""
    query = select(*columns, func.max(value)).where(*where, *_standing(columns)).group_by(*columns)
    with workspace.reading() as session:
        return {tuple(row[:-1]): row[-1] for row in session.execute(query)}


def values_of(workspace: Workspace, *columns: Any, where: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Some columns of the rows for which every condition holds, by the first of them."""
    query = select(*columns).where(*where, *_standing(columns)).order_by(columns[0])
    with workspace.reading() as session:
        return [tuple(row) for row in session.execute(query)]


def values_of_each(
    workspace: Workspace, *columns: Any, where: tuple[Any, ...] = ()
) -> Iterator[tuple[Any, ...]]:
    """The same, some at a time, by the first of them, of which no two are the same: whoever waits for the file comes between."""
    query = select(*columns).order_by(columns[0]).limit(SLICE)
    conditions = (*where, *_standing(columns))
    while True:
        with workspace.reading() as session:
            rows = [tuple(row) for row in session.execute(query.where(*conditions))]
        yield from rows
        if len(rows) < SLICE:
            return
        conditions = (*where, *_standing(columns), columns[0] > rows[-1][0])


def _standing(columns: Sequence[Any]) -> tuple[Any, ...]:
    """Of approvals, those that count."""
    return (standing(),) if any(getattr(each, "class_", None) is Approval for each in columns) else ()


def mentions(column: Any, text: str) -> Any:
    """A condition: the text stands in a column of rows."""
    return type_coerce(column, Text).contains(text, autoescape=True)


def as_stored(column: Any) -> Any:
    """The column as the text that stands in the file."""
    return type_coerce(column, Text)


def read_as(column: Any, text: str | None) -> Any:
    """What such a text is as a value of the column."""
    return column.type.process_result_value(text, None)


def column_of(workspace: Workspace, column: Any, *where: Any) -> list[Any]:
    """One column of the rows for which every condition holds."""
    return [row[0] for row in values_of(workspace, column, where=where)]


def newest_ids(workspace: Workspace, model: type[Record], states: Sequence[str], limit: int) -> list[UUID]:
    """The ids of the records in these states with the highest numbers; deleted drafts are left out."""
    each: Any = model
    query = select(each.id).where(each.deleted_at.is_(None), each.state.in_(states))
    with workspace.reading() as session:
        return list(session.scalars(query.order_by(each.number.desc()).limit(limit)))


_NO_CASE = ("draft", "cancelled")


class Began(NamedTuple):
    """A record by its id in hexadecimal, in which part of the time it began, counted from 0, and what stands in the field."""

    id: str
    part: int
    value: Any


def began_in(
    workspace: Workspace, model: type[ServiceIncident], moments: Sequence[datetime], fields: Sequence[str]
) -> list[Began]:
    """All that began from the first of the moments up to the last, the newest first; each moment begins a part.

    Of several fields the first that says something. Drafts and what was cancelled are left out.
    """
    begun, stored = col(model.started_at), [type_coerce(getattr(model, name), Text) for name in fields]
    *filled, last = stored
    value = func.coalesce(*(func.nullif(each, "") for each in filled), last) if filled else last
    parts = [(begun < end, place) for place, end in enumerate(moments[1:])]
    query = (
        select(type_coerce(model.id, Text), case(*parts), value)
        .where(begun >= moments[0], begun < moments[-1], col(model.state).not_in(_NO_CASE))
        .where(col(model.deleted_at).is_(None))
        .order_by(begun.desc())
    )
    with workspace.reading() as session:
        return [Began(*row) for row in session.connection().execute(query)]


__all__ = [
    "Began",
    "as_stored",
    "began_in",
    "column_of",
    "count_by",
    "largest_by",
    "newest_ids",
    "read_as",
    "states_in_use",
    "values_of",
    "values_of_each",
]
