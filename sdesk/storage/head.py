"""The head of a history: by its mark a copy is known as one of this workspace's past, and what was written since."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import literal_column
from sqlmodel import col, exists, func, select

from sdesk.models import NOTES, Change, Operation, Replica
from sdesk.storage.operations import IS_WORK, end_of_format_1
from sdesk.storage.workspace import Workspace

MARK = 12
"""Characters of the hash of an operation that stand for it."""

_MARK = func.substr(col(Operation.hash), 1, MARK)
_CAME: Any = literal_column("operation.rowid")
"""When an operation came into this file; those of one laptop came as they were written."""


def mark_of_head(workspace: Workspace) -> str | None:
    """That of the last operation that is work, or of the last entry of format 1; None where there is neither."""
    latest = select(_MARK).where(IS_WORK).order_by(_CAME.desc()).limit(1)
    with workspace.reading() as session:
        return session.exec(latest).first() or end_of_format_1(session.connection())[:MARK] or None


def ticks_of(workspace: Workspace, marks: Collection[str]) -> dict[str, int]:
    """When those operations came into this file that it has, 0 for the end of format 1; others are left out."""
    known = select(_MARK, _CAME).where(_MARK.in_(marks))
    with workspace.reading() as session:
        first = end_of_format_1(session.connection())[:MARK]
        return {**{mark: 0 for mark in marks if mark == first}, **dict(session.exec(known).all())}


def first_written_after(workspace: Workspace, tick: int) -> datetime | None:
    """When the first work was written that came after `tick`; None where there is none."""
    later = select(func.min(col(Operation.at))).where(tick < _CAME, IS_WORK)
    with workspace.reading() as session:
        return session.exec(later).one()


def hash_of(workspace: Workspace, mark: str) -> str | None:
    """The whole hash of the operation of this mark; "" for the end of format 1, None where this history has neither."""
    with workspace.reading() as session:
        found = session.exec(select(col(Operation.hash)).where(mark == _MARK)).first()
        if found is None and mark and end_of_format_1(session.connection()).startswith(mark):
            return ""
        return found


@dataclass(frozen=True)
class Head:
    """The operation with which a history ends, and with its hash all that it holds."""

    hash: str
    number: int
    device: str
    at: datetime


def head_of(workspace: Workspace) -> Head | None:
    """The last operation that changed a record: what tells of copies, and of what left the workspace, changes none.

    None where there is none in this program's format.
    """
    changes_something = (
        exists()
        .where(
            col(Change.operation) == col(Operation.id), col(Change.model).not_in((*NOTES, Replica.__name__))
        )
        .correlate(Operation)
    )
    query = (
        select(Operation, Replica)
        .where(col(Operation.replica) == col(Replica.id), IS_WORK, changes_something)
        .order_by(col(Operation.tick).desc(), col(Operation.id).desc())
        .limit(1)
    )
    with workspace.reading() as session:
        found = session.exec(query).first()
    if found is None:
        return None
    operation, replica = found
    return Head(operation.hash, operation.number, replica.device, operation.at)
