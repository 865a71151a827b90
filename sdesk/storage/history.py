"""What a record holds as a state, and what was done to it since somebody looked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, literal_column, select
from sqlmodel import col

from sdesk.models import COMPUTED_ANEW, HANDOUT, NOTES, Change, Operation, Record, Replica, Stored
from sdesk.models.identity import uuid7
from sdesk.models.ledger import EntryOfFormat1
from sdesk.storage.changes import Changes, State, diff
from sdesk.storage.merging.derived import counted_in
from sdesk.storage.operations import IS_WORK, Writing
from sdesk.storage.queries import in_parts
from sdesk.storage.state import known_keys, state_of
from sdesk.storage.workspace import Workspace

BEGINNING = UUID(int=0)
"""Stands for the operation before the first one."""

IMPORT = "import"
"""The action by which history tells that a record was made of a line of a table."""

_OF_FORMAT_1: Any = EntryOfFormat1.__table__  # type: ignore[attr-defined]
_OPERATION: Any = Operation.__table__  # type: ignore[attr-defined]
_CHANGE: Any = Change.__table__  # type: ignore[attr-defined]
_CAME: Any = literal_column("operation.rowid")
"""When an operation came into this file, by the order in which SQLite was given them: what another laptop did long ago comes late.
Those of one laptop came as they were written."""


@dataclass(frozen=True)
class Done:
    """What an operation changed in one record."""

    at: datetime
    who: str
    changes: Changes


def present_state(workspace: Workspace, record: Stored) -> State:
    """What a record holds, as it was read."""
    with workspace.reading() as session:
        return state_of(record, known_keys(session, record.id))


def undoing(workspace: Workspace, operation: UUID) -> None:
    """Let the operation under way say that it takes this one back."""
    with workspace.reading() as session:
        session.info["writing"].undoes = operation


def tell_of_handout(workspace: Workspace, record: UUID, name: str, **more: str) -> None:
    """Let the operation under way say that something called so was made of the record and left the workspace."""
    with workspace.reading() as session:
        writing: Writing = session.info["writing"]
        writing.add(record, HANDOUT, uuid7(), session.info["action"], "", diff({}, {"name": name, **more}))


def brought_in(workspace: Workspace) -> dict[UUID, str]:
    """The records that an import has made, each with its model."""
    operations = select(_OPERATION.c.id).where(_OPERATION.c.action == IMPORT)
    here = select(_CHANGE.c.record, _CHANGE.c.model).where(
        _CHANGE.c.action == IMPORT, _CHANGE.c.operation.in_(operations)
    )
    of_format_1 = select(_OF_FORMAT_1.c.record_id, _OF_FORMAT_1.c.model).where(
        _OF_FORMAT_1.c.action == IMPORT
    )
    with workspace.reading() as session:
        connection = session.connection()
        return {key: model for query in (here, of_format_1) for key, model in connection.execute(query)}


def is_writing(workspace: Workspace) -> bool:
    """Whether the operation under way has changed anything so far."""
    with workspace.reading() as session:
        writing: Writing | None = session.info.get("writing")
    return bool(writing and writing.changes)


def actions_under_way(workspace: Workspace, record: Record) -> list[str]:
    """By what the operation under way has changed the record so far: history tells it when it is finished."""
    with workspace.reading() as session:
        writing: Writing | None = session.info.get("writing")
    told = writing.changes if writing else []
    return [each["action"] for each in told if each["item"] == record.id]


def latest_operation(workspace: Workspace) -> UUID:
    """The operation that a form which is shown now is built on."""
    newest = select(_OPERATION.c.id).where(IS_WORK)
    newest = newest.order_by(_CAME.desc()).limit(1)
    with workspace.reading() as session:
        found: UUID | None = session.execute(newest).scalar()
    return found or BEGINNING


def done_since(workspace: Workspace, record: Record, base: UUID) -> Sequence[Done]:
    """What was done to the record since the operation `base`, newest first: also what came of other laptops since."""
    with workspace.reading() as session:
        query = (
            select(
                _OPERATION.c.at, _OPERATION.c.person_name, _CHANGE.c.changes, _OPERATION.c.id, _CHANGE.c.place
            )
            .join_from(_CHANGE, _OPERATION, _OPERATION.c.id == _CHANGE.c.operation)
            .where(_CHANGE.c.item == record.id, _CHANGE.c.record == record.id, _came(workspace, base) < _CAME)
            .order_by(_OPERATION.c.tick.desc(), _OPERATION.c.id.desc(), _CHANGE.c.place.desc())
        )
        counted = counted_in(session.connection(), [record.id])
        return [
            Done(row[0], row[1], counted.get((row.id.hex, row.place), row[2]))
            for row in session.execute(query)
        ]


def operations_since(workspace: Workspace, base: UUID, person: UUID | None) -> list[Operation]:
    """The operations of this person on this laptop after `base`, newest first."""
    signer = workspace.signer()
    if signer is None:
        return []
    own = [_came(workspace, base) < _CAME, col(Operation.person_id) == person]
    own += [col(Operation.replica) == signer[0]]
    return workspace.find(Operation, *own, order_by=[_CAME.desc()])


class ByOthers(NamedTuple):
    """What another laptop did to a record: who, on which, when it came to what state ("" where it stayed), and whether it was made so."""

    who: str
    replica: UUID
    record: UUID
    state: str
    is_new: bool


def came_since(workspace: Workspace, base: UUID, replicas: Collection[UUID], most: int) -> list[ByOthers]:
    """What these replicas did to records and came here after `base`, as it counts: `most` of it at most, newest first."""
    query = (
        select(
            _OPERATION.c.id,
            _CHANGE.c.place,
            _OPERATION.c.person_name,
            _OPERATION.c.replica,
            _CHANGE.c.record,
            func.json_extract(_CHANGE.c.changes, "$.state[1]"),
            func.json_extract(_CHANGE.c.changes, "$.id[1]"),
        )
        .join_from(_CHANGE, _OPERATION, _OPERATION.c.id == _CHANGE.c.operation)
        .where(_came(workspace, base) < _CAME, _OPERATION.c.replica.in_(list(replicas)))
        .where(_CHANGE.c.record == _CHANGE.c.item, _CHANGE.c.model.not_in((Replica.__name__, *NOTES)))
        .where(_CHANGE.c.action != COMPUTED_ANEW)
        .order_by(_CAME.desc(), _CHANGE.c.place.desc())
        .limit(most)
    )
    with workspace.reading() as session:
        found = session.execute(query).all()
        counted = counted_in(session.connection(), {row.record for row in found})
        stays = {key for key, changes in counted.items() if "state" not in changes}
        return [
            ByOthers(who, replica, record, "" if (key.hex, place) in stays else state or "", bool(made))
            for key, place, who, replica, record, state, made in found
        ]


def changes_in(workspace: Workspace, operation: UUID) -> list[Change]:
    """What an operation changed, in order."""
    return workspace.find(Change, col(Change.operation) == operation, order_by=[col(Change.place)])


@dataclass(frozen=True)
class TakenBack:
    """Which operations are undone now. `by`: operation -> what took it back and was not itself taken back.

    `idle` are those after a certain one that, together, changed nothing: taken back, with what took them back.
    """

    by: dict[UUID, UUID]
    idle: frozenset[UUID]


def taken_back_since(workspace: Workspace, base: UUID) -> TakenBack:
    undone = _OPERATION.alias("undone")
    query = (
        select(_OPERATION.c.id, _OPERATION.c.undoes, literal_column("undone.rowid"))
        .join_from(_OPERATION, undone, undone.c.id == _OPERATION.c.undoes)
        .where((since := _came(workspace, base)) < _CAME)
        .order_by(_CAME.desc())
    )
    by: dict[UUID, UUID] = {}
    idle: set[UUID] = set()
    with workspace.reading() as session:
        for key, undoes, came in session.execute(query):
            if key in by:
                continue  # an undo that was undone
            by[undoes] = key
            if came > since:
                idle |= {key, undoes}
    return TakenBack(by, frozenset(idle))


def changes_since(workspace: Workspace, base: UUID, records: Collection[UUID]) -> list[Change]:
    """What stands of the changes of these records after `base`, without what was taken back since and what only left."""
    came = _came(workspace, base)
    if workspace.count(Operation, came < _CAME) == 0:
        return []
    idle = taken_back_since(workspace, base).idle
    later = (
        col(Change.model).not_in(NOTES),
        col(Change.operation).in_(select(_OPERATION.c.id).where(came < _CAME)),
    )
    found = (
        workspace.find(Change, *later, col(Change.record).in_(some)) for some in in_parts(sorted(records))
    )
    return [change for part in found for change in part if change.operation not in idle]


def records_changed_since(
    workspace: Workspace, base: UUID, kinds: Collection[str], records: Collection[UUID] = ()
) -> frozenset[UUID]:
    """The records of these kinds, and those of these, that were made, changed or deleted after `base`: also what was done to
    their attachments and approvals, and whatever was taken back."""
    came = _came(workspace, base)
    query = (
        select(_CHANGE.c.record, _CHANGE.c.model)
        .join_from(_CHANGE, _OPERATION, _OPERATION.c.id == _CHANGE.c.operation)
        .where(came < _CAME, _CHANGE.c.model.not_in(NOTES))
        .distinct()
    )
    with workspace.reading() as session:
        return frozenset(key for key, model in session.execute(query) if model in kinds or key in records)


def has_worked(workspace: Workspace, person: UUID) -> bool:
    """Whether an operation carries the name of this person."""
    return workspace.count(Operation, col(Operation.person_id) == person) > 0


def reach(workspace: Workspace, operations: Iterable[UUID]) -> dict[UUID, int]:
    """How many records each of the operations changed."""
    query = (
        select(_CHANGE.c.operation, func.count(_CHANGE.c.record.distinct()))
        .where(_CHANGE.c.operation.in_(set(operations)), _CHANGE.c.model.not_in((Replica.__name__, *NOTES)))
        .group_by(_CHANGE.c.operation)
    )
    with workspace.reading() as session:
        return {row[0]: row[1] for row in session.execute(query)}


def _came(workspace: Workspace, operation: UUID) -> int:
    """When it came, 0 for the beginning: a place in this file, which no other has to share."""
    with workspace.reading() as session:
        return int(session.execute(select(_CAME).where(_OPERATION.c.id == operation)).scalar() or 0)


__all__ = [
    "BEGINNING", "ByOthers", "Done", "TakenBack", "actions_under_way", "came_since", "changes_in", "changes_since", "done_since", "has_worked",
    "is_writing",    "latest_operation", "operations_since", "present_state", "reach", "records_changed_since", "taken_back_since", "tell_of_handout", "undoing",
]  # fmt: skip
