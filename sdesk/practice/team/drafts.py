"""Drafts of the next version of one document that were begun on more than one laptop: one of them goes on."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from sdesk.models import RECORDS, HistoryEntry, Operation, Record, Replica
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage import col
from sdesk.storage.merging.settling import Side

DRAFTS = "drafts"
"""What is settled by leaving one draft."""

_VERSIONED = tuple(model for model in RECORDS if model.versioned)


@dataclass(frozen=True)
class Apart:
    """Drafts of what has one number, the one begun first in front; `sides` says of each who began it, in that order."""

    drafts: tuple[Record, ...]
    sides: tuple[Side, ...]


def drafts_apart(workspace: Workspace) -> list[Apart]:
    """Nothing where one laptop writes: a second draft is refused there."""
    found = workspace.kept(
        ("drafts apart",), lambda: _found(workspace), of=(*_VERSIONED, Replica), lasting=True
    )
    drafts = ([draft for key in keys if (draft := workspace.get(model, key))] for model, keys in found)
    return [_apart(workspace, each) for each in drafts]


def _found(workspace: Workspace) -> list[tuple[type[Record], tuple[UUID, ...]]]:
    """The drafts of one number, by their kind."""
    if workspace.count(Replica) < 2:
        return []
    found = []
    for model in _VERSIONED:
        by_number: dict[str, list[UUID]] = defaultdict(list)
        for draft in workspace.find(model, col(model.state) == "draft"):
            by_number[draft.number].append(draft.id)
        found += [(model, tuple(keys)) for keys in by_number.values() if len(keys) > 1]
    return found


def _apart(workspace: Workspace, drafts: list[Record]) -> Apart:
    begun = {each.id: _begun(workspace, each.id) for each in drafts}
    in_order = sorted(drafts, key=lambda each: (begun[each.id].tick, begun[each.id].operation))
    return Apart(tuple(in_order), tuple(_side(workspace, begun[each.id]) for each in in_order))


def _begun(workspace: Workspace, record: UUID) -> HistoryEntry:
    order = [col(HistoryEntry.tick), col(HistoryEntry.operation), col(HistoryEntry.place)]
    entry = workspace.first(HistoryEntry, col(HistoryEntry.record_id) == record, order_by=order)
    assert entry
    return entry


def _side(workspace: Workspace, entry: HistoryEntry) -> Side:
    operation = workspace.get(Operation, UUID(entry.operation)) if entry.operation else None
    return Side(
        UUID(entry.operation), entry.at, entry.person_name, entry.device, entry.action,
        replica=operation.replica if operation else None, record=entry.record_id,
    )  # fmt: skip


__all__ = ["DRAFTS", "Apart", "drafts_apart"]
