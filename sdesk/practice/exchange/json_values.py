"""Records as plain values for JSON and CSV: field names of the models, dates ISO 8601, links as numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel

from sdesk.models import (
    NOTES,
    TELLS_OF_COPIES,
    Approval,
    Attachment,
    Contact,
    HistoryEntry,
    Record,
    Row,
    fields_of,
)
from sdesk.practice.lifecycle.approvals import approvals_of, attachments_of
from sdesk.practice.lifecycle.attachments import file_names
from sdesk.practice.lifecycle.lists import entries, linking_to
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import history_of
from sdesk.storage import col
from sdesk.storage.ledger import ids_in
from sdesk.storage.queries import in_parts

Json = Any
AnyOfRecord = TypeVar("AnyOfRecord", Approval, Attachment, HistoryEntry)
HEAD = ("number", "version", "state", "created_at", "created_by", "changed_at", "changed_by")
"""What every record has besides its fields, as it is called in JSON."""

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[57][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def records_as_json(workspace: Workspace, records: Sequence[Record]) -> list[dict[str, Json]]:
    """One object a record: number, version, state, who and when, then its fields in the order of declaration."""
    names = _names(workspace, records)
    return [_record(record, names) for record in records]


def record_as_json(workspace: Workspace, record: Record) -> dict[str, Json]:
    """A record with all that belongs to it: approvals, attachments, what links to it, and its history, newest first."""
    return {
        **records_as_json(workspace, [record])[0],
        "approvals": [_approval(approval) for approval in approvals_of(workspace, record)],
        "attachments": [_attachment(attachment) for attachment in attachments_of(workspace, record)],
        "linked_from": [
            {"number": entry.label if not entry.number else entry.number, "field": field}
            for entry, field in linking_to(workspace, record.id)
        ],
        "history": _history(workspace, record),
    }


def records_in_full(
    workspace: Workspace, records: Sequence[Record]
) -> Iterator[tuple[Record, dict[str, Json], Sequence[Attachment]]]:
    """Many records of one kind, each with its approvals and what they froze, its attachments, and its history, oldest first.

    What tells only of something that left the workspace is left out: it changed nothing.
    """
    for some in in_parts(records):
        keys = [each.id for each in some]
        approvals = _by_record(workspace.find(Approval, col(Approval.record_id).in_(keys), order_by=[col(Approval.at), col(Approval.id)]))  # fmt: skip
        attached = _by_record(workspace.find(Attachment, col(Attachment.record_id).in_(keys), col(Attachment.removed_at).is_(None), order_by=[col(Attachment.added_at), col(Attachment.id)]))  # fmt: skip
        order = [col(part) for part in (HistoryEntry.tick, HistoryEntry.operation, HistoryEntry.place)]
        told = (
            col(HistoryEntry.model).not_in(NOTES),
            col(HistoryEntry.action).not_in(TELLS_OF_COPIES),
        )
        history = workspace.find(HistoryEntry, col(HistoryEntry.record_id).in_(keys), *told, order_by=order)
        names = _names_of(workspace, (key for entry in history for key in _ids_in(entry.changes)))
        entries_of = _by_record(history)
        for record, values in zip(some, records_as_json(workspace, some), strict=True):
            files = attached.get(record.id, [])
            whole = {
                **values,
                "approvals": [
                    {**_approval(each), "content": each.content} for each in approvals.get(record.id, [])
                ],
                "attachments": [_attachment(each) for each in files],
                "history": [_change(each, names) for each in entries_of.get(record.id, [])],
            }
            yield record, whole, files


def _by_record(found: Iterable[AnyOfRecord]) -> dict[UUID, list[AnyOfRecord]]:
    groups: dict[UUID, list[AnyOfRecord]] = {}
    for each in found:
        groups.setdefault(each.record_id, []).append(each)
    return groups


def plain(value: Any, names: Mapping[UUID, str]) -> Json:
    """One value as JSON knows it; an id becomes what `names` calls it."""
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is tuple:
        return [plain(each, names) for each in value]
    if kind is UUID:
        name = names.get(value)
        return str(value) if name is None else name
    if kind is datetime:
        utc = value if value.tzinfo is UTC else value.astimezone(UTC)
        return f"{utc.isoformat()[:-6]}Z"
    if kind is date:
        return value.isoformat()
    if isinstance(value, (Row, Contact)):
        return _values(vars(value), _fields(type(value)), names)
    return value.value if isinstance(value, Enum) else value


_AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})


@cache
def _fields(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(spec.name for spec in fields_of(model))


def _values(held: Mapping[str, Any], fields: Iterable[str], names: Mapping[UUID, str]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for name in fields:
        value = held[name]
        found[name] = value if type(value) in _AS_THEY_ARE else plain(value, names)
    return found


def _record(record: Record, names: Mapping[UUID, str]) -> dict[str, Json]:
    fields = _named(type(record))
    held = vars(record)
    if not held.keys() >= _all_of(type(record)):
        held = {name: getattr(record, name) for name in fields}
    return _values(held, fields, names)


@cache
def _named(model: type[Record]) -> tuple[str, ...]:
    return (*HEAD, *_fields(model))


@cache
def _all_of(model: type[Record]) -> frozenset[str]:
    return frozenset(_named(model))


def _names(workspace: Workspace, records: Iterable[Record]) -> dict[UUID, str]:
    """What people call everything that the records point to: its number; a service of the catalogue by its name."""
    return _names_of(workspace, (target for record in records for target in ids_in(record)))


def _names_of(workspace: Workspace, keys: Iterable[UUID]) -> dict[UUID, str]:
    wanted = dict.fromkeys(keys)
    found = {key: entry.number or entry.title for key, entry in entries(workspace, wanted).items()}
    return {**found, **file_names(workspace, wanted.keys() - found)}


def _approval(approval: Approval) -> dict[str, Json]:
    shown = ("step", "person_name", "role", "at", "form", "evidence", "own_work", "sha256")
    return {name: plain(getattr(approval, name), {}) for name in shown}


def _attachment(attachment: Attachment) -> dict[str, Json]:
    shown = ("name", "media_type", "size", "sha256", "purpose", "added_at")
    return {name: plain(getattr(attachment, name), {}) for name in shown}


def _history(workspace: Workspace, record: Record) -> list[Json]:
    changes = history_of(workspace, record)
    names = _names_of(workspace, (key for entry in changes for key in _ids_in(entry.changes)))
    return [_change(entry, names) for entry in changes]


def _change(entry: HistoryEntry, names: Mapping[UUID, str]) -> dict[str, Json]:
    shown = ("at", "person_name", "device", "action", "reason", "hash")
    changes = {"changes": _with_numbers(entry.changes, names)}
    return {**{name: plain(getattr(entry, name), {}) for name in shown}, **changes}


def _ids_in(value: Json) -> Iterator[UUID]:
    """Every id in the changes of a history entry, which holds them as text; links that were added, as keys."""
    if isinstance(value, dict):
        for each in (*value, *value.values()):
            yield from _ids_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from _ids_in(each)
    elif isinstance(value, str) and _ID.fullmatch(value):
        yield UUID(value)


def _with_numbers(value: Json, names: Mapping[UUID, str]) -> Json:
    if isinstance(value, dict):
        return {_with_numbers(key, names): _with_numbers(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_numbers(each, names) for each in value]
    return names.get(UUID(value), value) if isinstance(value, str) and _ID.fullmatch(value) else value


__all__ = ["HEAD", "Json", "plain", "record_as_json", "records_as_json", "records_in_full"]
