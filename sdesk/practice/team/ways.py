"""The ways in which a thing that is to settle can be settled by one press; all else is decided in the record itself."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from uuid import UUID

from sdesk.models import HistoryEntry, Record, Step, model_named
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import delete_draft, is_frozen
from sdesk.practice.lifecycle.steps import steps_from_here
from sdesk.practice.team.settling import DRAFTS, Side, ToSettle
from sdesk.storage.bundles.laptops import laptops_in
from sdesk.storage.changes import ORDER, diff
from sdesk.storage.directory import entries
from sdesk.storage.history import changes_in, present_state
from sdesk.storage.merging.came import said_by
from sdesk.storage.merging.derived import counted_in
from sdesk.storage.merging.meeting import Kind
from sdesk.storage.merging.settling import known_to
from sdesk.storage.state import plain
from sdesk.translation import message as _

OF_STEPS = (Kind.STEP, Kind.APPROVAL, Kind.VERSION)
"""What is about a step that does not stand."""

_NOTHING: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Ways:
    """`sides`: one of them can be kept. `stays`: it can be let stand as it is. `again`: the step of which nothing stands, where it can be
    taken from where the record is now. `deletes`: the draft can be deleted once more."""

    sides: bool = False
    stays: bool = True
    again: Step | None = None
    deletes: bool = False


def ways_of(workspace: Workspace, each: ToSettle) -> Ways:
    record = workspace.get(each.model, each.record)
    if record is None:
        return Ways(stays=False)
    if each.kind == DRAFTS:
        return Ways(sides=True, stays=False)
    fell = {side.action for side in each.sides if not side.stands}
    called = {step.label for step in record.steps if step.name in fell}
    is_there = record.deleted_at is None
    again = (
        next((step for step in steps_from_here(record) if step.label in called), None) if is_there else None
    )
    return Ways(
        sides=each.may_choose and is_there and not is_frozen(record, each.field),
        again=again if each.kind in OF_STEPS else None,
        deletes=each.kind == Kind.DELETED and is_there and record.is_draft,
    )


def state_of(workspace: Workspace, each: ToSettle) -> str:
    """Where the record stands now that it is about; "" where it is not there."""
    record = workspace.get(each.model, each.record)
    return record.state if record is not None else ""


def sides_to_read(workspace: Workspace, each: ToSettle) -> list[Side]:
    """What each laptop did. Where an approval met changes, these come one for each laptop, with what was approved against what stands
    now: that is what somebody reads who approves again."""
    record = workspace.get(each.model, each.record)
    approvals = [side for side in each.sides if not side.stands]
    if each.kind != Kind.APPROVAL or record is None or not approvals:
        return [*each.sides]
    since = diff(known_to(workspace, each.record, approvals[-1].operation), present_state(workspace, record))
    wrote: dict[UUID | None, list[Side]] = defaultdict(list)
    for side in each.sides:
        if side.stands:
            wrote[side.replica].append(side)
    changed = []
    for its in wrote.values():
        names = {name for side in its for name in side.changes} - {"state"}
        last = next((side for side in reversed(its) if "state" in side.changes), its[-1])  # a step says most
        step = {name: change for name, change in last.changes.items() if name == "state"}
        changed.append(
            replace(last, changes={**step, **{name: since[name] for name in since if name in names}})
        )
    return [*approvals, *changed]


class BroughtAbout(NamedTuple):
    """What an operation did to another record besides. `stands`: whether it does; None for what it made, which stays."""

    entry: HistoryEntry
    stands: bool | None


def brought_about(workspace: Workspace, each: ToSettle, side: Side) -> list[BroughtAbout]:
    """Of a step: the steps that came with it in other records, and what it made there."""
    if each.kind not in OF_STEPS:
        return []
    done = [
        change
        for change in changes_in(workspace, side.operation)
        if change.item == change.record != each.record and {"state", "id"} & change.changes.keys()
    ]
    known = entries(workspace, {change.record for change in done})
    with workspace.reading() as session:
        counted = counted_in(session.connection(), known)
    return [
        BroughtAbout(
            HistoryEntry(
                operation=side.operation.hex, place=change.place, tick=0, record_id=change.record, item=change.item,
                model=change.model, number=known[change.record].number, at=side.at, device=side.device,
                action=change.action, changes=change.changes, previous_hash="", hash="",
            ),
            None if "id" in change.changes else counted.get((side.operation.hex, change.place)) != {},
        )
        for change in done
        if change.record in known
    ]  # fmt: skip


def delete_again(workspace: Workspace, each: ToSettle) -> None:
    """Delete the draft that was deleted on one side, knowing what the other wrote. Raises Refused."""
    record = workspace.get(each.model, each.record)
    if record is None:
        raise Refused(_("{number} is not there any more.", number=each.number))
    delete_draft(workspace, record)


class Settled(NamedTuple):
    """What somebody said stays: `about` what met, of a field with the value that stood there then, as the history keeps it."""

    model: type[Record]
    about: str
    field: str
    value: Any
    state: str


def settled_by(workspace: Workspace, entry: HistoryEntry) -> Settled | None:
    """What an entry settled that lets something stand; None where nothing is known of the record any more."""
    found, said = entries(workspace, {entry.record_id}), said_by(entry.changes)
    if entry.record_id not in found:
        return None
    stood = known_to(workspace, entry.record_id, UUID(entry.operation))
    about, field = str(said.get("about", "")), str(said.get("field") or "")
    return Settled(
        model_named(found[entry.record_id].model),
        about,
        field,
        plain(stood.get(field)),
        str(stood.get("state", "")),
    )


def is_ours(workspace: Workspace, replica: UUID | None) -> bool:
    """Whether this laptop wrote it, were it as what it was before it went on from a copy."""
    signer = workspace.signer()
    if signer is None or replica is None:
        return False
    with workspace.reading() as session:
        known = laptops_in(session.connection())
    return replica == signer[0] or (
        known is not None and known.first_of(replica) == known.first_of(signer[0])
    )


def stands(workspace: Workspace, each: ToSettle, side: Side) -> bool | None:
    """Whether what that side did is what stands now: of a field or a row what it wrote, of a step that it counts. None where what
    both did is there, or something of both."""
    if each.kind in (*OF_STEPS, Kind.DELETED):
        return side.stands
    if each.kind not in (Kind.FIELD, Kind.ROW):
        return None
    record = workspace.get(each.model, each.record)
    now = present_state(workspace, record).get(each.field) if record is not None else None
    if isinstance(side.value, list):
        return _same(now, side.value[1])
    return _row_stands(now or {}, side.value or {}, each.row)


def _row_stands(rows: Mapping[str, Any], difference: Mapping[str, Any], row: str) -> bool:
    if row in difference.get("removed", ()):
        return row not in rows
    changed = difference.get("changed", {}).get(row, {})
    wrote = {**difference.get("added", {}).get(row, {}), **{name: each[1] for name, each in changed.items()}}
    return row in rows and all(
        _same(rows[row].get(name), value) for name, value in wrote.items() if name != ORDER
    )


def _same(one: Any, other: Any) -> bool:
    one, other = plain(one), plain(other)
    return one == other or (one in _NOTHING and other in _NOTHING)


__all__ = [
    "OF_STEPS",
    "BroughtAbout",
    "Settled",
    "Ways",
    "brought_about",
    "delete_again",
    "is_ours",
    "settled_by",
    "sides_to_read",
    "stands",
    "state_of",
    "ways_of",
]
