"""What a record holds as a state, and what was done to it since somebody looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sdesk.models import Change, Operation, Record
from sdesk.storage.changes import Changes, State
from sdesk.storage.operations import Writing
from sdesk.storage.state import known_keys, state_of
from sdesk.storage.workspace import Workspace

BEGINNING = UUID(int=0)
"""Stands for the operation before the first one."""

_OPERATION: Any = Operation.__table__  # type: ignore[attr-defined]
_CHANGE: Any = Change.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Done:
    """What an operation changed in one record."""

    at: datetime
    who: str
    changes: Changes


def present_state(workspace: Workspace, record: Record) -> State:
    """What a record holds, as it was read."""
    with workspace.reading() as session:
        return state_of(record, known_keys(session, record.id))


def actions_under_way(workspace: Workspace, record: Record) -> list[str]:
    """By what the operation under way has changed the record so far: history tells it when it is finished."""
    with workspace.reading() as session:
        writing: Writing | None = session.info.get("writing")
    told = writing.changes if writing else []
    return [each["action"] for each in told if each["item"] == record.id]


def latest_operation(workspace: Workspace) -> UUID:
    """The operation that a form which is shown now is built on."""
    newest = select(_OPERATION.c.id).order_by(_OPERATION.c.tick.desc()).limit(1)
    with workspace.reading() as session:
        found: UUID | None = session.execute(newest).scalar()
    return found or BEGINNING


def done_since(workspace: Workspace, record: Record, base: UUID) -> Sequence[Done]:
    """What was done to the record after the operation `base`, newest first."""
    tick = select(_OPERATION.c.tick).where(_OPERATION.c.id == base)
    with workspace.reading() as session:
        seen = session.execute(tick).scalar() or 0
        query = (
            select(_OPERATION.c.at, _OPERATION.c.person_name, _CHANGE.c.changes)
            .join_from(_CHANGE, _OPERATION, _OPERATION.c.id == _CHANGE.c.operation)
            .where(_CHANGE.c.item == record.id, _CHANGE.c.record == record.id, _OPERATION.c.tick > seen)
            .order_by(_OPERATION.c.tick.desc(), _OPERATION.c.id.desc(), _CHANGE.c.place.desc())
        )
        return [Done(*row) for row in session.execute(query)]


__all__ = ["BEGINNING", "Done", "actions_under_way", "done_since", "latest_operation", "present_state"]
