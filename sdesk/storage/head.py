"""The head of a history: by its mark a copy is known as one of this workspace's past, and what was written since."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import col, func, select

from sdesk.models import Operation
from sdesk.storage.operations import end_of_format_1
from sdesk.storage.workspace import Workspace

MARK = 12
"""Characters of the hash of an operation that stand for it."""

_MARK = func.substr(col(Operation.hash), 1, MARK)


def mark_of_head(workspace: Workspace) -> str | None:
    """That of the last operation, or of the last entry of format 1; None where nothing was written."""
    latest = select(_MARK).order_by(col(Operation.tick).desc(), col(Operation.hash)).limit(1)
    with workspace.reading() as session:
        return session.exec(latest).first() or end_of_format_1(session.connection())[:MARK] or None


def ticks_of(workspace: Workspace, marks: Collection[str]) -> dict[str, int]:
    """When in this history those operations came that it has, 0 for the end of format 1; others are left out."""
    known = select(_MARK, col(Operation.tick)).where(_MARK.in_(marks))
    with workspace.reading() as session:
        first = end_of_format_1(session.connection())[:MARK]
        return {**{mark: 0 for mark in marks if mark == first}, **dict(session.exec(known).all())}


def first_written_after(workspace: Workspace, tick: int) -> datetime | None:
    """When the first of the operations after `tick` was written; None where there is none."""
    later = select(func.min(col(Operation.at))).where(col(Operation.tick) > tick)
    with workspace.reading() as session:
        return session.exec(later).one()
