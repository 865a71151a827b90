"""What met and is still to settle: nobody who knew both sides has spoken of it since."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from sdesk.models import SETTLED, Approval, AssignedRoles, Change, Operation, Replica
from sdesk.models.identity import uuid7
from sdesk.storage.changes import State, diff
from sdesk.storage.merging.came import said_by
from sdesk.storage.merging.causality import Act, Op, Pasts
from sdesk.storage.merging.derived import Counted, counted_in, lost_in, meetings_in
from sdesk.storage.merging.fold import fold
from sdesk.storage.merging.meeting import Kind, Meeting
from sdesk.storage.merging.pasts import ends_in, pasts_in
from sdesk.storage.merging.reading import done_to
from sdesk.storage.operations import Writing
from sdesk.storage.queries import in_parts
from sdesk.storage.replay.entries import entries_of, replay
from sdesk.storage.workspace import Workspace

ROLE = "role"
"""What is settled of an approval in a role that was taken away elsewhere."""

_TABLES: tuple[Any, ...] = (Operation, Change, Replica, Approval, AssignedRoles)
_OPERATION, _CHANGE, _REPLICA, _APPROVAL, _LIST = (model.__table__ for model in _TABLES)


@dataclass(frozen=True)
class Side:
    """What one laptop did: when, who, on which, and by what. `value` is what it made of the field, as JSON; `changes` all that it
    did to the record itself, as it was written. `stands`: whether its step does, or its deletion. `record` is what it made, where
    each made one."""

    operation: UUID
    at: Any
    who: str
    device: str
    action: str
    value: Any = None
    replica: UUID | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    stands: bool = True
    record: UUID | None = None


@dataclass(frozen=True)
class Open:
    """Something that met. `one` is the earlier in the order of the history."""

    meeting: Meeting
    one: Side
    other: Side


def open_meetings(workspace: Workspace) -> list[Open]:
    """All that is still to settle, and what was put together, each record's by itself, the earliest first."""
    return workspace.kept(("open meetings",), lambda: _read(workspace), of=(Operation,))


def _read(workspace: Workspace) -> list[Open]:
    with workspace.reading() as session:
        connection = session.connection()
        meetings = list(meetings_in(connection))
        if not meetings:
            return []
        pasts = pasts_in(connection)
        counted, lost = counted_in(connection), lost_in(connection)
        by_record: dict[UUID, list[tuple[Op, Act]]] = defaultdict(list)
        operations: dict[UUID, Op] = {}
        for op in done_to(connection, {each.record for each in meetings}, pasts).operations:
            operations[op.id] = op
            for act in op.acts:
                if counted.get((op.id.hex, act.place)) != {} and act.item not in lost:
                    by_record[act.record].append((op, act))
        found = [
            each
            for each in meetings
            if not _is_settled(
                each, [one for one in by_record[each.record] if _settles(*one, each, operations)]
            )
        ]
        sides = _sides(session, {key for each in found for key in (each.one, each.other)})
        stand = _Standing(operations, counted, lost)
        open_ones = [
            Open(each, *(_of(sides[key], stand, each) for key in (each.one, each.other))) for each in found
        ]
        return sorted(open_ones, key=lambda each: (operations[each.meeting.other].order, each.meeting))


def _is_settled(meeting: Meeting, by: Sequence[tuple[Op, Act]]) -> bool:
    """Whether somebody spoke of it; of a value, whether not one wrote another where one, who did not know, let it stand."""
    last = [(op, act) for op, act in by if not any(other is not op and other.knows(op) for other, _act in by)]
    if meeting.kind not in (Kind.FIELD, Kind.TEXT, Kind.ROW):
        return bool(last)
    wrote = {op.id for op, act in last if act.model != SETTLED}
    return bool(last) and (not wrote or wrote >= {op.id for op, _act in last})


def _settles(op: Op, act: Act, meeting: Meeting, operations: Mapping[UUID, Op]) -> bool:
    """Whether who did it knew both sides, and spoke of what met."""
    if op.id in (meeting.one, meeting.other) or not all(
        op.knows(operations[key]) for key in (meeting.one, meeting.other) if key in operations
    ):
        return False
    if act.model == SETTLED:
        said = said_by(act.changes)
        return (said.get("about"), said.get("field", "")) == (meeting.kind.value, meeting.field)
    if act.item != act.record:
        return meeting.kind is Kind.APPROVAL and _signs(
            act
        )  # also a step that leads back to where the record stands
    return _SPEAKS[meeting.kind](act, meeting)


_SPEAKS: Mapping[Kind, Callable[[Act, Meeting], bool]] = {
    Kind.FIELD: lambda act, meeting: meeting.field in act.changes,
    Kind.TEXT: lambda act, meeting: meeting.field in act.changes,
    Kind.ROW: lambda act, meeting: meeting.field in act.changes,
    Kind.STEP: lambda act, _meeting: "state" in act.changes,
    Kind.APPROVAL: lambda act, _meeting: "state" in act.changes,
    Kind.VERSION: lambda act, _meeting: "state" in act.changes or "deleted_at" in act.changes,
    Kind.DELETED: lambda act, _meeting: "state" in act.changes or "deleted_at" in act.changes,
    Kind.CREATED: lambda act, _meeting: "state" in act.changes or "deleted_at" in act.changes,
    Kind.RECORD: lambda _act, _meeting: False,
}


def _sides(session: Any, operations: set[UUID]) -> dict[UUID, Side]:
    query = select(_OPERATION, _REPLICA.c.device).join(_REPLICA, _REPLICA.c.id == _OPERATION.c.replica)
    rows = session.execute(query.where(_OPERATION.c.id.in_(operations)))
    return {
        row.id: Side(row.id, row.at, row.person_name, row.device, row.action, replica=row.replica)
        for row in rows
    }


def _signs(act: Act) -> bool:
    return act.model == Approval.__name__ and act.creates


class _Standing(NamedTuple):
    """Operations, how what they did counts, and the approvals that do not stand."""

    operations: Mapping[UUID, Op]
    counted: Counted
    lost: frozenset[UUID]


def _of(side: Side, stand: _Standing, meeting: Meeting) -> Side:
    """With what it made of the field, and what it did to the record."""
    op = stand.operations.get(side.operation)
    for act in op.acts if op else ():
        if act.record == meeting.record and _signs(act) and meeting.kind is Kind.APPROVAL:
            side = replace(
                side, action=act.changes["step"][1], stands=side.stands and act.item not in stand.lost
            )
        if act.item != meeting.record:
            continue
        counts = stand.counted.get((side.operation.hex, act.place), act.changes)
        is_left_out = any(name in act.changes and name not in counts for name in ("state", "deleted_at"))
        side = replace(
            side,
            action=act.action if "state" in act.changes else side.action,
            value=act.changes.get(meeting.field, side.value),
            changes={**side.changes, **act.changes},
            stands=side.stands and not is_left_out,
        )
    return side


def known_to(workspace: Workspace, record: UUID, operation: UUID) -> State:
    """What the record held for who wrote that operation: what those come to that it knew, and it."""
    with workspace.reading() as session:
        connection = session.connection()
        told = done_to(connection, {record}, pasts_in(connection)).operations
        before = [each for each in entries_of(session, record) if each.tick == 0]
    wrote = next(op for op in told if op.id == operation)
    known = [op for op in told if wrote.knows(op)]
    return dict(fold(known, replay(before).values).states[record])


def note_settled(workspace: Workspace, record: UUID, about: str, field: str) -> None:
    """Let the operation under way say that a person settled it so."""
    with workspace.reading() as session:
        writing: Writing = session.info["writing"]
        said = {"about": about, **({"field": field} if field else {})}
        writing.add(record, SETTLED, uuid7(), session.info["action"], "", diff({}, said))
        session.info.setdefault("changed", set()).add(record)  # whoever shows what is to settle reads again


@dataclass(frozen=True)
class ApprovedApart:
    """An approval that was given where nobody knew of a change of the list of roles, and the other way round."""

    approval: UUID
    record: UUID
    list: UUID
    side: Side
    other: Side


def approved_while_roles_changed(workspace: Workspace) -> list[ApprovedApart]:
    """Nothing where one laptop writes, and nothing of what a person has settled."""
    found = workspace.kept(
        ("approved apart",), lambda: _approved_apart(workspace), of=(Approval, AssignedRoles), lasting=True
    )
    return _without_settled(workspace, found) if found else []


def _approved_apart(workspace: Workspace) -> list[ApprovedApart]:
    with workspace.reading() as session:
        connection = session.connection()
        if len(ends_in(connection)) < 2:
            return []
        pasts, lost = pasts_in(connection), lost_in(connection)
        all_lists = set(session.scalars(select(_LIST.c.id)))
        lists = _operations_on(session, AssignedRoles.__name__, all_lists, pasts, steps_only=True)
        in_a_role = set(
            session.scalars(select(_APPROVAL.c.record_id).where(_APPROVAL.c.role != "").distinct())
        )
        signed = _operations_on(session, "Approval", in_a_role, pasts)
        lists_by = {key: next(act for act in op.acts) for key, op in lists.items()}
        found = [
            (op, act, other)
            for op in signed.values()
            for act in op.acts
            if act.item not in lost
            for other in lists.values()
            if not op.knows(other) and not other.knows(op)
        ]
        sides = _sides(session, {each.id for op, _act, other in found for each in (op, other)})
        return [
            ApprovedApart(act.item, act.record, lists_by[other.id].record, sides[op.id], sides[other.id])
            for op, act, other in found
        ]


def _without_settled(workspace: Workspace, found: list[ApprovedApart]) -> list[ApprovedApart]:
    """Nobody who knew both has said since that the approval stands."""
    with workspace.reading() as session:
        pasts = pasts_in(session.connection())
        about = {each.record for each in found}
        notes = list(_operations_on(session, SETTLED, about, pasts).values())
        places = _places(session, {side.operation for each in found for side in (each.side, each.other)})
    return [
        each
        for each in found
        if not any(
            _knows(note, *places[each.side.operation])
            and _knows(note, *places[each.other.operation])
            and any(_is_about_roles(act, each.record) for act in note.acts)
            for note in notes
        )
    ]


def _places(session: Any, operations: set[UUID]) -> dict[UUID, tuple[UUID, int]]:
    """Replica and number of each."""
    query = select(_OPERATION.c.id, _OPERATION.c.replica, _OPERATION.c.number)
    return {
        row.id: (row.replica, row.number)
        for row in session.execute(query.where(_OPERATION.c.id.in_(operations)))
    }


def _knows(note: Op, replica: UUID, number: int) -> bool:
    return note.past.get(replica, 0) >= number


def _is_about_roles(note: Act, record: UUID) -> bool:
    return note.record == record and said_by(note.changes).get("about") == ROLE


def _operations_on(
    session: Any, model: str, records: set[UUID], pasts: Pasts, *, steps_only: bool = False
) -> dict[UUID, Op]:
    """Operations that did something to things of this model that belong to the records, with what they did to these."""
    query = select(
        *(_OPERATION.c[name] for name in ("id", "tick", "replica", "number")),
        *(_CHANGE.c[name] for name in ("place", "record", "item", "model", "changes")),
    ).join_from(_CHANGE, _OPERATION, _OPERATION.c.id == _CHANGE.c.operation)
    found: dict[UUID, Op] = {}
    rows = (
        row
        for some in in_parts(sorted(records))
        for row in session.execute(query.where(_CHANGE.c.model == model, _CHANGE.c.record.in_(some)))
    )
    for row in rows:
        if steps_only and ("state" not in row.changes or "id" in row.changes):
            continue
        act = Act(row.place, row.record, row.item, row.model, row.changes)
        before = found.get(row.id)
        acts = (*(before.acts if before else ()), act)
        found[row.id] = Op(row.id, row.tick, row.replica, row.number, pasts.at(row.replica, row.number), acts)
    return found


__all__ = [
    "ROLE",
    "ApprovedApart",
    "Open",
    "Side",
    "approved_while_roles_changed",
    "known_to",
    "note_settled",
    "open_meetings",
]
