"""The chains of the history: each operation holds the hash of the one before it, and its own is over all it says."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from sdesk.storage.operations import canonical_json, end_of_format_1, operation_hash, operation_id, sha256
from sdesk.translation import Message
from sdesk.translation import message as _

Said = tuple[Message, Message]


def history_damages(session: Session) -> Iterator[Said]:
    """(which entry, what is wrong with it)."""
    yield from _format_1(session)
    yield from _replicas(session)


def _replicas(session: Session) -> Iterator[Said]:
    changes = _changes(session)
    replicas = {
        row.id: row for row in session.execute(text("SELECT id, workspace, code, device FROM replica"))
    }
    if len({row.workspace for row in replicas.values()}) > 1:
        yield _("history"), _("its replicas are of more than one workspace")
    rows = session.execute(text("SELECT * FROM operation ORDER BY replica, number"))
    for key, operations in groupby(rows, lambda row: row.replica):
        if key not in replicas:
            yield _("history"), _("there are operations of a replica that is missing")
        else:
            yield from _chain(replicas[key], list(operations), changes, end_of_format_1(session.connection()))
    for place in changes:
        yield _("history, operation {id}", id=place), _("it is missing, but not what it changed")


def _chain(
    replica: Any, operations: Sequence[Any], changes: dict[str, list[Any]], before: str
) -> Iterator[Said]:
    """Numbers without a gap, ticks that rise, hashes that hold."""
    last, tick = before, 0
    for number, row in enumerate(operations, start=1):
        where = _("history, operation {number} of {device}", number=row.number, device=replica.device)
        if row.number != number or row.id != operation_id(UUID(row.replica), row.number).hex:
            yield where, _("the operation before it is missing, or its number is not its own")
            return
        if row.previous_hash != last:
            yield where, _("the operation before it is another one")
        if row.tick <= tick:
            yield where, _("it stands before the operation that it came after")
        if row.hash != _hash_of(replica, row, changes.pop(row.id, [])):
            yield where, _("it does not say what was written")
        last, tick = row.hash, row.tick


def _changes(session: Session) -> dict[str, list[Any]]:
    query = "SELECT operation, record, model, item, action, reason, changes, place FROM change ORDER BY operation, place"
    found: dict[str, list[Any]] = {}
    for row in session.execute(text(query)):
        found.setdefault(row.operation, []).append(row)
    return found


def _hash_of(replica: Any, row: Any, changes: Sequence[Any]) -> str:
    try:
        said = {**row._mapping, "at": _moment(row.at), **_uuids(row, "id", "replica", "person_id", "undoes")}
        of_changes = [
            {
                **_without(each, "operation"),
                **_uuids(each, "record", "item"),
                "changes": json.loads(each.changes),
            }
            for each in changes
        ]
    except ValueError:
        return ""
    return operation_hash(UUID(replica.workspace), said, of_changes)


def _uuids(row: Any, *names: str) -> dict[str, UUID | None]:
    return {name: UUID(row._mapping[name]) if row._mapping[name] else None for name in names}


def _without(row: Any, *left_out: str) -> dict[str, Any]:
    return {name: value for name, value in row._mapping.items() if name not in left_out}


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at).replace(tzinfo=UTC)


_FORMAT_1 = (
    "SELECT id, record_id, model, number, at, device, person_id, person_name, action, reason, changes, "
    "previous_hash, hash FROM historyentry ORDER BY id"
)


def _format_1(session: Session) -> Iterator[Said]:
    """The entries of format 1: a chain for each device, by the hash that format 1 made."""
    last: dict[str, str] = {}
    for row in session.execute(text(_FORMAT_1)):
        where = _("history entry {id} ({record})", id=row.id, record=row.number or row.model)
        if row.previous_hash != last.get(row.device, ""):
            yield where, _("the entry before it is missing or is another one")
        if row.hash != _hash_of_format_1(row):
            yield where, _("it does not say what was written")
        last[row.device] = row.hash


def _hash_of_format_1(row: Any) -> str:
    entry = _without(row, "id", "hash")
    try:
        entry |= _uuids(row, "record_id", "person_id")
        entry["at"] = _moment(row.at).isoformat(timespec="microseconds")
        entry["changes"] = json.loads(row.changes)
    except ValueError:
        return ""
    return sha256(canonical_json(entry))


__all__ = ["history_damages"]
