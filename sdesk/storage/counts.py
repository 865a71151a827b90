"""Counts, latest values and single columns, for those who ask about all records at once."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text

from sdesk.models import Record
from sdesk.models.content import table_name
from sdesk.storage.workspace import Workspace


def states_in_use(workspace: Workspace) -> dict[str, dict[str, int]]:
    """How many records there are of each model in each state; deleted drafts are left out."""
    query = text(
        "SELECT model, state, count(*) AS records FROM directory WHERE NOT deleted AND part_of IS NULL "
        "GROUP BY model, state"
    )
    found: dict[str, dict[str, int]] = {}
    with workspace.reading() as session:
        for row in session.execute(query):
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
    query = select(*columns, func.max(value)).where(*where).group_by(*columns)
    with workspace.reading() as session:
        return {tuple(row[:-1]): row[-1] for row in session.execute(query)}


def values_of(workspace: Workspace, *columns: Any, where: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Some columns of the rows for which every condition holds, by the first of them."""
    query = select(*columns).where(*where).order_by(columns[0])
    with workspace.reading() as session:
        return [tuple(row) for row in session.execute(query)]


def column_of(workspace: Workspace, column: Any, *where: Any) -> list[Any]:
    """One column of the rows for which every condition holds."""
    return [row[0] for row in values_of(workspace, column, where=where)]


def newest_ids(workspace: Workspace, model: type[Record], states: Sequence[str], limit: int) -> list[UUID]:
    """The ids of the records in these states with the highest numbers; deleted drafts are left out."""
    query = (
        f"SELECT id FROM {table_name(model.__name__)} WHERE deleted_at IS NULL "
        f"AND state IN ({', '.join('?' * len(states))}) ORDER BY number DESC LIMIT ?"
    )
    with workspace.reading() as session:
        return [UUID(key) for (key,) in session.connection().exec_driver_sql(query, (*states, limit))]


__all__ = ["column_of", "count_by", "largest_by", "newest_ids", "states_in_use", "values_of"]
