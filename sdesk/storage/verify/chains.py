"""The chains of the history: each operation holds the hash of the one before it, its own is over all it says, and signed."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from sdesk.models import HANDOUT, TELLS_OF_COPIES, Replica
from sdesk.storage.merging.fold import Counts
from sdesk.storage.operations import canonical_json, hash_of_format_1, operation_hash, operation_id, sha256
from sdesk.storage.replay.entries import Entry
from sdesk.storage.signing import is_signed
from sdesk.translation import Message
from sdesk.translation import message as _

Said = tuple[Message, Message]
_UNREADABLE = (AttributeError, LookupError, TypeError, ValueError)
"""What comes of values that are none. What was written is another thing then, and so is its hash."""


@dataclass(frozen=True)
class History:
    """All of it, as it lies in the file: read once. `changes`: id of an operation -> what it changed, in order."""

    replicas: dict[str, Any]
    operations: Sequence[Any]
    changes: dict[str, list[dict[str, Any]]]
    format_1: Sequence[Any]

    def before_first_of(self, replica: Any) -> str:
        """What its first operation holds: those that do not sign held the last entry of format 1 alone."""
        hashes = [str(row.hash) for row in self.format_1]
        return hash_of_format_1(hashes) if replica.public_key else "".join(hashes[-1:])


_NO_WORK = {HANDOUT, Replica.__name__}
"""What changes nothing that a copy could lack."""

_OPERATIONS = "SELECT * FROM operation ORDER BY replica, number"
_CHANGES = "SELECT operation, record, model, item, action, reason, changes, place FROM change ORDER BY operation, place"
_REPLICAS = "SELECT id, workspace, code, device, public_key FROM replica"
_FORMAT_1 = (
    "SELECT id, record_id, model, number, at, device, person_id, person_name, action, reason, changes, "
    "previous_hash, hash FROM historyentry ORDER BY id"
)


def read_history(session: Session) -> History:
    changes: dict[str, list[dict[str, Any]]] = {}
    found = session.execute(text(_CHANGES))
    names = tuple(found.keys())  # whoever asks each row for them waits twice as long
    for row in found:
        change = dict(zip(names, row, strict=True))
        change["changes"] = _parsed(change["changes"])
        changes.setdefault(change["operation"], []).append(change)
    replicas = {row.id: row for row in session.execute(text(_REPLICAS))}
    operations = session.execute(text(_OPERATIONS)).all()
    return History(replicas, operations, changes, session.execute(text(_FORMAT_1)).all())


def _parsed(told: Any) -> Any:
    """None where it cannot be read: nothing that was written has the hash of that."""
    try:
        return json.loads(told)
    except (RecursionError, TypeError, ValueError):
        return None


def format_1_in(history: History) -> Iterator[Entry]:
    for row in history.format_1:
        yield from _entry(row, 0, row.record_id, row.record_id, row.model, _parsed(row.changes))


def entries_in(history: History, counted: Counts = MappingProxyType({})) -> Iterator[Entry]:
    """Every change that can be read, in the order in which they were written; those that count otherwise as they count."""
    yield from format_1_in(history)
    in_order = sorted(
        (each for each in history.operations if isinstance(each.tick, int)),
        key=lambda row: (row.tick, str(row.id)),
    )
    for row in in_order:
        for each in history.changes.get(row.id, ()):
            changes = _counted(row.id, each, counted) if counted else each["changes"]
            yield from _entry(row, row.tick, each["record"], each["item"], each["model"], changes)


def _counted(operation: str, change: Any, counted: Counts) -> Any:
    return counted.get((UUID(operation), change["place"]), change["changes"])


def _entry(row: Any, tick: int, record: str, item: str, model: str, changes: Any) -> Iterator[Entry]:
    try:
        by = UUID(row.person_id) if row.person_id else None
        yield Entry(tick, model, UUID(record), UUID(item), _moment(row.at), by, changes or {})
    except _UNREADABLE:
        return


def history_damages(history: History) -> Iterator[Said]:
    """(which entry, what is wrong with it)."""
    yield from _format_1(history.format_1)
    if len({row.workspace for row in history.replicas.values()}) > 1:
        yield _("history"), _("its replicas are of more than one workspace")
    left = dict(history.changes)
    ticks = {row.hash: row.tick for row in history.operations}
    for key, operations in groupby(history.operations, lambda row: row.replica):
        if key not in history.replicas:
            yield _("history"), _("there are operations of a replica that is missing")
            continue
        replica = history.replicas[key]
        yield from _chain(replica, list(operations), left, history.before_first_of(replica), ticks)
    for place in left:
        yield _("history, operation {id}", id=str(place)), _("it is missing, but not what it changed")


def _chain(
    replica: Any,
    operations: Sequence[Any],
    left: dict[str, list[dict[str, Any]]],
    before: str,
    ticks: Mapping[str, Any],
) -> Iterator[Said]:
    """Numbers without a gap, ticks that rise, hashes that hold, signatures that are the replica's.

    What these operations changed is taken out of `left`. `ticks`: hash -> tick, of all operations.
    """
    last, tick = before, 0
    names = operations[0]._fields
    for number, row in enumerate(operations, start=1):
        where = _("history, operation {number} of {device}", number=row.number, device=replica.device)
        if row.number != number or row.id != _id_of(row):
            yield where, _("the operation before it is missing, or its number is not its own")
            for each in operations:
                left.pop(each.id, None)
            return
        if not _comes_after(row, last, ticks):
            yield where, _("the operation before it is another one")
        if not isinstance(row.tick, int) or row.tick <= tick:
            yield where, _("it stands before the operation that it came after")
        changes = left.pop(row.id, [])
        if row.hash != _hash_of(replica, dict(zip(names, row, strict=True)), changes):
            yield where, _("it does not say what was written")
        if row.action in TELLS_OF_COPIES and {each["model"] for each in changes} - _NO_WORK:
            yield where, _("it claims to tell of a copy, and changed something")
        yield from ((where, said) for said in _signature_damages(replica, row))
        last, tick = row.hash, row.tick if isinstance(row.tick, int) else tick


def _comes_after(row: Any, last: str, ticks: Mapping[str, Any]) -> bool:
    """It holds the hash of the replica's operation before it; those of others that it holds came earlier, and are there."""
    try:
        own, *others = row.previous_hash.split(" ") if last else ["", *row.previous_hash.split()]
        return own == last and all(ticks[each] < row.tick for each in others)
    except _UNREADABLE:
        return False


def _signature_damages(replica: Any, row: Any) -> Iterator[Message]:
    if replica.public_key and not row.signature:
        yield _("it is not signed")
    elif replica.public_key and not is_signed(replica.public_key, row.hash, row.signature):
        yield _("its signature is not that of {device}", device=replica.device)
    elif row.signature and not replica.public_key:
        yield _("it has a signature, and there is no key that it could be of")


def _id_of(row: Any) -> str:
    try:
        return operation_id(UUID(row.replica), row.number).hex
    except _UNREADABLE:
        return ""


def _hash_of(replica: Any, row: dict[str, Any], changes: Sequence[dict[str, Any]]) -> str:
    try:
        said = {
            **row,
            "at": _moment(row["at"]),
            **_uuids(row, "id", "replica", "person_id", "undoes"),
        }
        of_changes = [{**_without(each, "operation"), **_uuids(each, "record", "item")} for each in changes]
        return operation_hash(UUID(replica.workspace), said, of_changes)
    except _UNREADABLE:
        return ""


def _uuids(row: Any, *names: str) -> dict[str, UUID | None]:
    return {name: UUID(row[name]) if row[name] else None for name in names}


def _without(row: Any, *left_out: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in left_out}


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at).replace(tzinfo=UTC)


def _format_1(entries: Sequence[Any]) -> Iterator[Said]:
    """The entries of format 1: a chain for each device, by the hash that format 1 made."""
    last: dict[str, str] = {}
    for place, row in enumerate(entries, start=1):
        where = _("history entry {id} ({record})", id=row.id, record=row.number or row.model)
        if row.id != place or row.previous_hash != last.get(row.device, ""):
            yield where, _("the entry before it is missing or is another one")
        if row.hash != _hash_of_format_1(row):
            yield where, _("it does not say what was written")
        last[row.device] = row.hash


def _hash_of_format_1(row: Any) -> str:
    entry = _without(row._mapping, "id", "hash")
    try:
        entry |= _uuids(row._mapping, "record_id", "person_id")
        entry["at"] = _moment(row.at).isoformat(timespec="microseconds")
        entry["changes"] = json.loads(row.changes)
        return sha256(canonical_json(entry))
    except _UNREADABLE:
        return ""


__all__ = ["Entry", "History", "entries_in", "format_1_in", "history_damages", "read_history"]
