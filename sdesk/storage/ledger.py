"""One hook on the session's flush writes history, directory, links and search, so that no use case can forget it."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import Connection, event, inspect
from sqlmodel import Session

from sdesk.models import Contact, FieldSpec, HistoryEntry, Kind, Record, Row, Stored, fields_of
from sdesk.models.relationship import Service

_REMEMBER = HistoryEntry.__table__.insert()  # type: ignore[attr-defined]
_BOOKKEEPING = {"changed_at", "changed_by"}
Changes = dict[str, list[Any]]


def canonical_json(value: Any) -> str:
    """JSON with sorted keys and no spaces: equal content gives equal text, and so an equal hash."""
    return json.dumps(to_jsonable_python(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text_or_bytes: str | bytes) -> str:
    """SHA-256 in hexadecimal; text as UTF-8."""
    raw = text_or_bytes.encode() if isinstance(text_or_bytes, str) else text_or_bytes
    return hashlib.sha256(raw).hexdigest()


def keep_ledger(session: Session) -> None:
    """Make `session` write history, directory, links and search with every flush.

    `session.info` says who does what: now (datetime), device, person_id, person_name, action, reason.
    """
    event.listen(session, "before_flush", _note_changes)
    event.listen(session, "after_flush", _write_changes)


def _note_changes(session: Session, *_: Any) -> None:
    noted = session.info.setdefault("noted", [])
    # A set of what has changed has no order of its own; history has one, the same for the same changes.
    changed = sorted(session.dirty, key=lambda thing: str(getattr(thing, "id", "")))
    for thing in (*session.new, *changed):
        changes = changes_of(thing)
        if not isinstance(thing, Stored) or not changes:
            continue
        if isinstance(thing, Record):
            _stamp(thing, session)
        noted.append((thing, changes))


def _stamp(record: Record, session: Session) -> None:
    now, person = session.info["now"], session.info["person_id"]
    if record.created_at is None:
        record.created_at, record.created_by = now, person
    record.changed_at, record.changed_by = now, person


def changes_of(thing: Any) -> Changes:
    """Field -> [before, after] for what this flush will write; of rows, only those that differ."""
    state = inspect(thing)
    is_new = state.key is None
    befores = dict.fromkeys(state.mapper.column_attrs.keys()) if is_new else state.committed_state
    changes: Changes = {}
    for name, before in befores.items():
        after = state.dict.get(name)
        if name not in _BOOKKEEPING and before != after and not (before is None and after in ("", (), {})):
            changes[name] = list(_difference(before, after))
    return changes


def _difference(before: Any, after: Any) -> tuple[Any, Any]:
    if isinstance(after, tuple) and isinstance(before, tuple) and after and isinstance(after[0], Row):
        return _rows_not_in(before, after), _rows_not_in(after, before)
    return to_jsonable_python(before), to_jsonable_python(after)


def _rows_not_in(rows: tuple[Row, ...], others: tuple[Row, ...]) -> list[Any]:
    """The rows, each with its place, that do not stand in the same place with the same content in the others."""
    return [
        {"place": place, **to_jsonable_python(row)}
        for place, row in enumerate(rows)
        if place >= len(others) or others[place] != row
    ]


def _write_changes(session: Session, *_: Any) -> None:
    noted: list[tuple[Stored, Changes]] = session.info.pop("noted", [])
    if not noted:
        return
    connection = session.connection()
    changed: set[Any] = session.info.setdefault("changed", set())
    for thing, changes in noted:
        _write_history(connection, session.info, thing, changes)
        if isinstance(thing, Record):
            write_directory(connection, thing, changes.keys())
            changed.add(thing.id)


def _write_history(connection: Connection, info: dict[str, Any], thing: Stored, changes: Changes) -> None:
    entry = {
        "record_id": getattr(thing, "record_id", thing.id),
        "model": type(thing).__name__,
        "number": getattr(thing, "number", ""),
        "at": info["now"],
        "device": info["device"],
        "person_id": info["person_id"],
        "person_name": info["person_name"],
        "action": info["action"],
        "reason": info["reason"],
        "changes": changes,
        "previous_hash": last_hash(connection, info["device"]),
    }
    entry["hash"] = entry_hash(entry)
    connection.execute(_REMEMBER, entry)


def entry_hash(entry: dict[str, Any]) -> str:
    """The hash of an entry over everything in it but itself and its place; it holds the one before it."""
    at: datetime = entry["at"]
    return sha256(canonical_json({**entry, "at": at.isoformat(timespec="microseconds")}))


def last_hash(connection: Connection, device: str) -> str:
    query = "SELECT hash FROM historyentry WHERE device = :device ORDER BY id DESC LIMIT 1"
    return connection.exec_driver_sql(query, {"device": device}).scalar() or ""


def write_directory(connection: Connection, record: Record, changed: Collection[str] = ()) -> None:
    """Bring directory, links and search in line with one record and the rows of it that can be linked to.

    `changed` names the fields that differ from what was written before; without any, all is written.
    """
    kinds = {spec.kind for spec in fields_of(type(record)) if not changed or spec.name in changed}
    in_search = bool(kinds & _SEARCHED) or not changed or "number" in changed
    _enter(connection, entry_of(record), searched_words(record) if in_search else None)
    for spec in fields_of(type(record)):
        if spec.row is Service:
            _enter_services(connection, record, getattr(record, spec.name))
    if kinds & _LINKING:
        _write_links(connection, record)


def entry_of(record: Record) -> dict[str, Any]:
    return {
        "id": record.id.hex,
        "model": type(record).__name__,
        "number": record.number,
        "version": record.version,
        "title": record.heading,
        "state": record.state,
        "deleted": int(record.deleted_at is not None),
        "part_of": None,
    }


def _enter_services(connection: Connection, catalogue: Record, services: Iterable[Service]) -> None:
    """A service stays in the directory when a later version drops it: old records still point to it.

    It is called what the catalogue in effect calls it; a draft beside that one only adds services.
    """
    if catalogue.state in ("superseded", "withdrawn"):
        return
    known = connection.exec_driver_sql(_SERVICES_IN_EFFECT, {"catalogue": catalogue.id.hex}).scalars()
    in_effect = frozenset(known if catalogue.is_draft else ())
    for service in services:
        if service.id.hex in in_effect:
            continue
        entry = {
            **entry_of(catalogue),
            "id": service.id.hex,
            "model": "Service",
            "number": "",
            "title": service.name,
        }
        _enter(
            connection, {**entry, "part_of": catalogue.id.hex}, f"{service.description} {service.how_to_use}"
        )


_SERVICES_IN_EFFECT = """SELECT service.id FROM directory service JOIN directory catalogue
    ON catalogue.id = service.part_of
    WHERE catalogue.state = 'approved' AND service.part_of != :catalogue"""
_SEARCHED = {Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE, Kind.CONTACT, Kind.ROWS}
_LINKING = {Kind.LINK, Kind.LINKS, Kind.ROWS}

_ENTER = """INSERT INTO directory (id, model, number, version, title, state, deleted, part_of)
    VALUES (:id, :model, :number, :version, :title, :state, :deleted, :part_of)
    ON CONFLICT (id) DO UPDATE SET number = excluded.number, version = excluded.version, title = excluded.title,
    state = excluded.state, deleted = excluded.deleted, part_of = excluded.part_of RETURNING place"""
_FIND_BY = (
    "INSERT OR REPLACE INTO search (rowid, number, title, body) VALUES (:place, :number, :title, :body)"
)


def _enter(connection: Connection, entry: dict[str, Any], words: str | None) -> None:
    """Without words, what it is found by is left as it is."""
    place = connection.exec_driver_sql(_ENTER, entry).scalar_one()
    if words is not None:
        found_by = {"place": place, "number": entry["number"], "title": entry["title"], "body": words}
        connection.exec_driver_sql(_FIND_BY, found_by)


def searched_words(record: Record) -> str:
    return " ".join(
        word for spec in fields_of(type(record)) for word in words_in(spec, getattr(record, spec.name))
    )


def words_in(spec: FieldSpec, value: Any) -> Iterator[str]:
    """Everything in a field that somebody might search for."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Contact):
        yield " ".join((value.name, value.organization, value.email, value.telephone))
    elif spec.kind is Kind.ROWS:
        for row in value:
            for column in spec.columns:
                yield from words_in(column, getattr(row, column.name))


def _write_links(connection: Connection, record: Record) -> None:
    source = {"source": record.id.hex}
    connection.exec_driver_sql("DELETE FROM record_link WHERE source = :source", source)
    found = [
        {"source": record.id.hex, "field": spec.name, "target": target.hex}
        for spec in fields_of(type(record))
        for target in dict.fromkeys(links_in(spec, getattr(record, spec.name)))
    ]
    if found:
        link = "INSERT INTO record_link (source, field, target) VALUES (:source, :field, :target)"
        connection.exec_driver_sql(link, found)


def links_in(spec: FieldSpec, value: Any) -> Iterator[UUID]:
    """Every id that a field points to, in its rows too."""
    if spec.kind is Kind.LINK and value is not None:
        yield value
    elif spec.kind is Kind.LINKS:
        yield from value
    elif spec.kind is Kind.ROWS:
        for row in value:
            for column in spec.columns:
                yield from links_in(column, getattr(row, column.name))
