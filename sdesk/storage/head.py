"""The head of a history: by its mark a copy is known as one of this workspace's past, and what was written since."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import col, func, select

from sdesk.models import Operation
from sdesk.storage.workspace import Workspace

MARK = 12
"""Characters of the hash of an operation that stand for it."""

_MARK = func.substr(col(Operation.hash), 1, MARK)


def mark_of_head(workspace: Workspace) -> str | None:
    """That of the last operation; None where nothing was written in this program's format."""
    latest = select(_MARK).order_by(col(Operation.tick).desc(), col(Operation.hash)).limit(1)
    with workspace.reading() as session:
        return session.exec(latest).first()


def ticks_of(workspace: Workspace, marks: Collection[str]) -> dict[str, int]:
    """When in this history those operations came that it has; what is of another one is left out."""
    known = select(_MARK, col(Operation.tick)).where(_MARK.in_(marks))
    with workspace.reading() as session:
        return dict(session.exec(known).all())


def first_written_after(workspace: Workspace, tick: int, moment: datetime | None = None) -> datetime | None:
    """When the first of the operations after `tick`, and after `moment` by its clock, was written."""
    later = select(func.min(col(Operation.at))).where(col(Operation.tick) > tick)
    if moment is not None:
        later = later.where(col(Operation.at) > moment)
    with workspace.reading() as session:
        return session.exec(later).one()
