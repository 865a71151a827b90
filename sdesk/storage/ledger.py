"""One hook on the session's flush writes history, directory, links and search, so that no use case can forget it."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, event, insert, inspect, select, table, update
from sqlalchemy import column as sql_column
from sqlmodel import Session

from sdesk.models import Contact, FieldSpec, Kind, Record, Row, Stored, fields_of
from sdesk.models.identity import uuid7
from sdesk.models.relationship import Service
from sdesk.storage.changes import ORDER, Changes, Rows, diff
from sdesk.storage.operations import Writing, canonical_json, sha256
from sdesk.storage.prepared.statements import Prepared
from sdesk.storage.search import FoundBy, find_by
from sdesk.storage.state import BOOKKEEPING, is_empty, keep_keys, known_keys, value_of


class _Noted(NamedTuple):
    """A thing that a flush writes, what changes in it, and for each of its fields of rows the keys before and after."""

    thing: Stored
    changes: Changes
    keys: dict[str, tuple[dict[str, str], Rows]]


def keep_ledger(session: Session) -> None:
    """Make `session` note history, and write directory, links and search, with every flush.

    `session.info` says what is done: writing (the operation under way), action, reason.
    """
    event.listen(session, "before_flush", _note_changes)
    event.listen(session, "after_flush", _write_changes)


def _note_changes(session: Session, *_: Any) -> None:
    noted = session.info.setdefault("noted", [])
    # A set of what has changed has no order of its own; history has one, the same for the same changes.
    changed = sorted(session.dirty, key=lambda thing: str(getattr(thing, "id", "")))
    for thing in (*session.new, *changed):
        if not isinstance(thing, Stored):
            continue
        found = _changes_of(thing, session)
        if not found.changes:
            continue
        if isinstance(thing, Record):
            _stamp(thing, session.info["writing"])
        noted.append(found)


def _stamp(record: Record, writing: Writing) -> None:
    person = writing.person.id if writing.person else None
    if record.created_at is None:
        record.created_at, record.created_by = writing.at, person
    record.changed_at, record.changed_by = writing.at, person


def _changes_of(thing: Stored, session: Session) -> _Noted:
    """What this flush will write: of what was there before, only the fields that were touched."""
    state = inspect(thing)
    is_new = state.key is None
    touched = dict.fromkeys(state.mapper.column_attrs.keys()) if is_new else state.committed_state
    known: dict[str, dict[str, str]] | None = {} if is_new else None
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    keys: dict[str, tuple[dict[str, str], Rows]] = {}
    for name, was in touched.items():
        now = state.dict.get(name)
        if name in BOOKKEEPING or was == now or (is_empty(was) and is_empty(now)):
            continue
        if isinstance(now, tuple) or isinstance(was, tuple):
            known = known_keys(session, thing.id) if known is None else known
            written = known.get(name, {})
            now = _with_ids_of_their_own(thing, name, now or ())
            before[name] = value_of(was or (), written)
            after[name] = value_of(now, {key: row[ORDER] for key, row in before[name].items()})
            keys[name] = written, after[name]
        else:
            before[name], after[name] = value_of(was, {}), value_of(now, {})
    return _Noted(thing, diff(before, after), keys)


def _with_ids_of_their_own(thing: Stored, name: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Rows and links are told by their ids: the second of two rows with the same one gets another, a link goes."""
    distinct: dict[Any, Any] = {}
    for each in values:
        again = (each.id if isinstance(each, Row) else each) in distinct
        if isinstance(each, Row):
            each = each.model_copy(update={"id": uuid7()}) if again else each
            distinct[each.id] = each
        else:
            distinct[each] = each
    found = tuple(distinct.values())
    if found != values:
        setattr(thing, name, found)
    return found


def _write_changes(session: Session, *_: Any) -> None:
    noted: list[_Noted] = session.info.pop("noted", [])
    changed: set[Any] = session.info.setdefault("changed", set())
    for thing, changes, keys in noted:
        _tell(session.info, thing, changes)
        for name, (written, rows) in keys.items():
            keep_keys(session, thing.id, name, written, rows)
        if isinstance(thing, Record):
            write_directory(session.connection(), [Line(thing, changes.keys())])
            changed.add(thing.id)


def _tell(info: dict[Any, Any], thing: Stored, changes: Changes) -> None:
    writing: Writing = info["writing"]
    record = getattr(thing, "record_id", thing.id)
    writing.add(record, type(thing).__name__, thing.id, info["action"], info["reason"], changes)


class Line(NamedTuple):
    """One record to be brought in line. `changed` names the fields that differ from what was written before; without any, all is
    written. Of one that `is_new` nothing is there that would have to be looked for."""

    record: Record
    changed: Collection[str] = ()
    is_new: bool = False


def write_directory(connection: Connection, lines: Iterable[Line]) -> None:
    """Bring directory, links and search in line with these records and the rows of them that can be linked to."""
    found: list[FoundBy] = []
    unlinked: list[dict[str, str]] = []
    linked: list[dict[str, str]] = []
    for record, changed, is_new in lines:
        parts = _parts_of(type(record))
        kinds = {spec.kind for spec in parts.all if spec.name in changed} if changed else parts.kinds
        in_search = bool(kinds & _SEARCHED) or not changed or "number" in changed
        found += _enter(
            connection, entry_of(record), searched_words(record) if in_search else None, is_new=is_new
        )
        for name in parts.services:
            found += _enter_services(connection, record, getattr(record, name))
        if kinds & _LINKING:
            unlinked += [] if is_new else [{"of": record.id.hex}]
            linked += _links_of(record)
    find_by(connection, found)
    _UNLINK.run_each(connection, unlinked)
    _LINK.run_each(connection, linked)


def entry_of(record: Record) -> dict[str, Any]:
    return {
        "id": record.id.hex,
        "model": type(record).__name__,
        "number": record.number,
        "version": record.version,
        "title": str(record.heading),
        "state": record.state,
        "deleted": int(record.deleted_at is not None),
        "part_of": None,
    }


def _enter_services(
    connection: Connection, catalogue: Record, services: Iterable[Service]
) -> Iterator[FoundBy]:
    """A service stays in the directory when a later version drops it: old records still point to it.

    It is called what the catalogue in effect calls it; a draft beside that one only adds services.
    """
    if catalogue.state in ("superseded", "withdrawn"):
        return
    in_effect = _in_effect_elsewhere(connection, catalogue) if catalogue.is_draft else frozenset()
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
        words = f"{service.description} {service.how_to_use}"
        yield from _enter(connection, {**entry, "part_of": catalogue.id.hex}, words)


_SEARCHED = {Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE, Kind.CONTACT, Kind.ROWS}
_LINKING = {Kind.LINK, Kind.LINKS, Kind.ROWS}

_CALLED = ("id", "model", "number", "version", "title", "state", "deleted", "part_of")
_DIRECTORY: Any = table("directory", *(sql_column(name) for name in ("place", *_CALLED)))
_RECORD_LINK: Any = table("record_link", *(sql_column(name) for name in ("source", "field", "target")))

_ENTER = Prepared(
    insert(_DIRECTORY).values({name: bindparam(name) for name in _CALLED}).returning(_DIRECTORY.c.place)
)
_ENTER_AGAIN = Prepared(
    update(_DIRECTORY)
    .where(_DIRECTORY.c.id == bindparam("of"))
    .values({name: bindparam(name) for name in _CALLED if name != "id"})
    .returning(_DIRECTORY.c.place)
)
_LINK = Prepared(insert(_RECORD_LINK))
_UNLINK = Prepared(delete(_RECORD_LINK).where(_RECORD_LINK.c.source == bindparam("of")))


def _in_effect_elsewhere(connection: Connection, catalogue: Record) -> frozenset[str]:
    """The services of another catalogue that is in effect."""
    service, of = _DIRECTORY.alias(), _DIRECTORY.alias()
    query = (
        select(service.c.id)
        .join_from(service, of, of.c.id == service.c.part_of)
        .where(of.c.state == "approved", service.c.part_of != catalogue.id.hex)
    )
    return frozenset(connection.execute(query).scalars())


def _enter(
    connection: Connection, entry: dict[str, Any], words: str | None, *, is_new: bool = False
) -> list[FoundBy]:
    """By what it is found now; without words that is left as it is."""
    found = [] if is_new else _ENTER_AGAIN.run(connection, {**entry, "of": entry["id"]})
    found = found or _ENTER.run(connection, entry)
    return [] if words is None else [FoundBy(found[0][0], entry["number"], entry["title"], words)]


def searched_words(record: Record) -> str:
    values, found = record.__dict__, []
    for spec in _parts_of(type(record)).said:
        value = values[spec.name] if spec.name in values else getattr(record, spec.name)
        if isinstance(value, str):
            found.append(value)
        elif value:
            found += words_in(spec, value)
    return " ".join(found)


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


def _links_of(record: Record) -> Iterator[dict[str, str]]:
    source = record.id.hex
    for spec in _linking(type(record)):
        if value := getattr(record, spec.name):
            for target in dict.fromkeys(links_in(spec, value)):
                yield {"source": source, "field": spec.name, "target": target.hex}


class _Parts(NamedTuple):
    """What is asked of a kind of record each time one is written. `said`: the fields that may have words; a link has none."""

    all: tuple[FieldSpec, ...]
    kinds: frozenset[Kind]
    services: tuple[str, ...]
    said: tuple[FieldSpec, ...]


@cache
def _parts_of(model: type[Record]) -> _Parts:
    specs = tuple(fields_of(model))
    return _Parts(
        specs,
        frozenset(spec.kind for spec in specs),
        tuple(spec.name for spec in specs if spec.row is Service),
        tuple(spec for spec in specs if spec.kind not in (Kind.LINK, Kind.LINKS)),
    )


def links_in(spec: FieldSpec, value: Any) -> Iterator[UUID]:
    """Every id that a field points to, in its rows too."""
    if spec.kind is Kind.LINK and value is not None:
        yield value
    elif spec.kind is Kind.LINKS:
        yield from value
    elif spec.kind is Kind.ROWS:
        columns = _linking(spec.row) if spec.row else ()
        for row in value:
            for column in columns:
                yield from links_in(column, getattr(row, column.name))


@cache
def _linking(model: type[Record] | type[Row]) -> tuple[FieldSpec, ...]:
    """The fields that can point to something, those of rows with such fields too."""
    return tuple(
        spec
        for spec in fields_of(model)
        if spec.kind in (Kind.LINK, Kind.LINKS) or (spec.row and _linking(spec.row))
    )


def ids_in(record: Record) -> Iterator[UUID]:
    """Every id that a record points to, and who made and changed it."""
    yield from (person for person in (record.created_by, record.changed_by) if person)
    held = vars(record)
    for spec in _linking(type(record)):
        value = held[spec.name] if spec.name in held else getattr(record, spec.name)
        if value:
            yield from links_in(spec, value)


__all__ = [
    "Line", "canonical_json", "entry_of", "ids_in", "keep_ledger", "links_in", "searched_words", "sha256", "words_in", "write_directory",
]  # fmt: skip
