"""What was written while the clock of the computer stood back: the order of the history says so, whatever its days say.

A clock that stands ahead makes nothing of what is written after it doubtful, as long as its day is to come.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from sdesk.models import Change, Operation
from sdesk.storage.queries import in_parts
from sdesk.storage.workspace import Workspace

TWO_WEEKS = timedelta(days=14)
"""Clocks are off; and what is written down within so many days is in time anyway."""

_TABLES: tuple[Any, ...] = (Operation, Change)
_OPERATION, _CHANGE = (model.__table__ for model in _TABLES)


def set_back(workspace: Workspace) -> frozenset[UUID]:
    """All that was written in such operations: records, approvals, attachments, by their ids."""
    return workspace.kept(("set back",), lambda: _read(workspace), of=(Operation,))


def _read(workspace: Workspace) -> frozenset[UUID]:
    query = select(_OPERATION.c.replica, _OPERATION.c.id, _OPERATION.c.at).order_by(
        _OPERATION.c.replica, _OPERATION.c.number
    )
    found: set[UUID] = set()
    with workspace.reading() as session:
        if _all_in_order(session, workspace.clock()):
            return frozenset()
        chains: dict[UUID, list[tuple[UUID, datetime]]] = {}
        for replica, key, at in session.execute(query):
            chains.setdefault(replica, []).append((key, at))
        doubtful = [
            chain[place][0]
            for chain in chains.values()
            for place in out_of_place([at for _key, at in chain], workspace.clock())
        ]
        for part in in_parts(doubtful):
            written = select(_CHANGE.c.item).where(_CHANGE.c.operation.in_(part))
            found.update(session.execute(written).scalars())
    return frozenset(found)


def _all_in_order(session: Session, now: datetime) -> bool:
    """Whether no operation can be out of place, told by the database alone: as nearly always, and asked after each write."""
    newest = func.max(_OPERATION.c.at).over(partition_by=_OPERATION.c.replica, order_by=_OPERATION.c.number)
    each = select(_OPERATION.c.at, newest.label("newest")).subquery()
    back = session.execute(select(each.c.at, each.c.newest).where(each.c.at < each.c.newest))
    if any(at < newest - TWO_WEEKS for at, newest in back):
        return False
    last: datetime | None = session.execute(select(func.max(_OPERATION.c.at))).scalar()
    return last is None or last <= now + TWO_WEEKS


def out_of_place(moments: Sequence[datetime], now: datetime) -> list[int]:
    """The places of those that lie long before what was written earlier, or after now."""
    found: list[int] = []
    newest = min(moments, default=now)
    for place, at in enumerate(moments):
        if newest - TWO_WEEKS <= at <= now + TWO_WEEKS:
            newest = max(at, newest)
        else:
            found.append(place)
    return found


__all__ = ["TWO_WEEKS", "out_of_place", "set_back"]
