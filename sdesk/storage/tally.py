"""Counts, latest values and single columns, for those who ask about all records at once."""

from typing import Any

from sqlalchemy import func, select, text

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


__all__ = ["column_of", "count_by", "largest_by", "states_in_use", "values_of"]
