"""Two files of one workspace, held against each other by their histories: what each tells that the other does not."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, select

from sdesk.models import HistoryEntry
from sdesk.storage.directory import Entry, entries
from sdesk.storage.queries import in_parts
from sdesk.storage.workspace import Workspace


def told_only_in(workspace: Workspace, other: Workspace) -> list[HistoryEntry]:
    """What the history tells here and not there, newest first."""
    hashes = sorted(_hashes(workspace) - _hashes(other))
    found = [
        each
        for part in in_parts(hashes)
        for each in workspace.find(HistoryEntry, col(HistoryEntry.hash).in_(part))
    ]
    return sorted(found, key=lambda each: (each.tick, each.at, each.operation, each.place), reverse=True)


def _hashes(workspace: Workspace) -> set[str]:
    with workspace.reading() as session:
        return set(session.exec(select(HistoryEntry.hash).distinct()))


def called_in(workspace: Workspace, ids: Collection[UUID]) -> dict[UUID, Entry]:
    """What those of the records are called that are there and not deleted."""
    return {
        key: entry
        for part in in_parts(list(ids))
        for key, entry in entries(workspace, part, deleted=False).items()
    }


__all__ = ["called_in", "told_only_in"]
