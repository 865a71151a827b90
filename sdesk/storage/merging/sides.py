"""What a record was for each of those who wrote in it last and did not know of each other."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from uuid import UUID

from sdesk.storage.changes import State
from sdesk.storage.merging.causality import Op
from sdesk.storage.merging.derived import meetings_in
from sdesk.storage.merging.fold import fold
from sdesk.storage.merging.pasts import pasts_in
from sdesk.storage.merging.reading import done_to
from sdesk.storage.replay.entries import entries_of, replay
from sdesk.storage.workspace import Workspace


def met_in(workspace: Workspace, records: Collection[UUID] | None = None) -> set[UUID]:
    """Those of these in which something met; of all where none are named."""
    with workspace.reading() as session:
        return {each.record for each in meetings_in(session.connection(), records)}


def sides_of(workspace: Workspace, fields: Mapping[UUID, frozenset[str]]) -> dict[UUID, list[State]]:
    """Record -> what it was for each of the last who wrote in one of these of its fields; none where one of them knew all others."""
    found: dict[UUID, list[State]] = {}
    if not fields:
        return found
    with workspace.reading() as session:
        told = done_to(session.connection(), set(fields), pasts_in(session.connection())).operations
        for record, names in fields.items():
            its = [_of(op, record) for op in told if any(act.record == record for act in op.acts)]
            last = _last(its, record, names)
            if len(last) > 1:
                before = replay([each for each in entries_of(session, record) if each.tick == 0]).values
                seen = (fold([op for op in its if each.knows(op)], before).states[record] for each in last)
                found[record] = [dict(each) for each in seen]
    return found


def _of(op: Op, record: UUID) -> Op:
    return replace(op, acts=[act for act in op.acts if act.record == record])


def _last(operations: Collection[Op], record: UUID, names: frozenset[str]) -> list[Op]:
    last: list[Op] = []
    for op in operations:
        if any(act.item == record and act.changes.keys() & names for act in op.acts):
            last = [*(each for each in last if not op.knows(each)), op]
    return last


__all__ = ["met_in", "sides_of"]
