"""Forgery by somebody with the source of sdesk and a tool for SQLite: what they rewrite is hashed anew to the end."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text
from sqlmodel import Session

from sdesk.models import Kind, Record, fields_of, model_named
from sdesk.storage.file.engine import open_engine
from sdesk.storage.ledger import Line, write_directory
from sdesk.storage.operations import canonical_json
from sdesk.storage.signing import Key
from sdesk.storage.verify.chains import _hash_of, read_history
from tests.tampering import rows_of

UNFROZEN = (
    "ActionItem", "ConfigurationItem", "Customer", "FeedbackEntry", "KnownError", "NotApplicable", "Organization", "Person",
    "ScheduleEntry", "ServiceIncident", "Supplier", "SurveyScore", "TaskPerformance",
)  # fmt: skip
"""Kinds of record in which words can be changed without an approval that says otherwise."""


@dataclass(frozen=True)
class Place:
    """An operation to be told otherwise, and, if `field` is named, a record that is made to fit."""

    operation: str
    change: int = 0
    field: str = ""


def places(path: Path) -> list[Place]:
    """Everywhere that history and rows can be changed together: every operation, and every word of such a record."""
    said = {table: [row for name, row in rows_of(path) if name == table] for table in ("operation", "change")}
    found = [Place(row[0]) for row in sorted(said["operation"], key=lambda row: row[3])]
    for operation, place, _record, model, _item, _action, _reason, changes in said["change"]:
        if model in UNFROZEN:
            for name, told in json.loads(changes).items():
                if name in _words(model) and isinstance(told, list):
                    found.append(Place(operation, place, name))
    return found


def _words(model: str) -> set[str]:
    return {spec.name for spec in fields_of(model_named(model)) if spec.kind in (Kind.TEXT, Kind.LONG_TEXT)}


def forge(path: Path, place: Place, keys: bool = False) -> None:
    """Rewrite one place of the workspace at `path`, and all hashes after it; with `keys`, exchange all keys and sign anew."""
    with _unguarded(path) as connection:
        _rewrite(connection, place)
        replicas = connection.execute(text("SELECT id FROM replica")).scalars().all() if keys else ()
        _hash_anew(connection, {replica: _exchange(connection, replica) for replica in replicas})


def strip(path: Path) -> None:
    """No keys and no signatures, as if it had been written before there were any."""
    with _unguarded(path) as connection:
        for statement in (
            "UPDATE replica SET public_key = ''",
            "UPDATE change SET changes = json_remove(changes, '$.public_key') WHERE model = 'Replica'",
            "UPDATE operation SET signature = ''",
        ):
            _run(connection, statement)
        _hash_anew(connection, {})


def put_before_all(path: Path, replica: UUID, key: Key) -> None:
    """Let the only operation of a replica claim that it was the first of all, signed by its key."""
    with _unguarded(path) as connection:
        statement = "UPDATE operation SET tick = 1, previous_hash = '' WHERE replica = :replica"
        _run(connection, statement, replica=replica.hex)
        _hash_anew(connection, {replica.hex: key})


@contextmanager
def _unguarded(path: Path) -> Iterator[Connection]:
    engine = open_engine(path)
    try:
        with engine.begin() as connection:
            guards = connection.execute(
                text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            ).all()
            for name, _sql in guards:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            yield connection
            for _name, sql in guards:
                connection.exec_driver_sql(sql)
    finally:
        engine.dispose()


def _rewrite(connection: Connection, place: Place) -> None:
    if not place.field:
        _run(
            connection,
            "UPDATE operation SET person_name = 'Somebody Else', reason = 'Another.' WHERE id = :id",
            id=place.operation,
        )
        return
    key = {"id": place.operation, "place": place.change}
    where = "FROM change WHERE operation = :id AND place = :place"
    model, record, said = connection.execute(text(f"SELECT model, record, changes {where}"), key).one()
    changes = json.loads(said)
    was, forged = changes[place.field][1], "It was quite different."
    changes[place.field][1] = forged
    _run(
        connection,
        "UPDATE change SET changes = :new WHERE operation = :id AND place = :place",
        new=canonical_json(changes),
        **key,
    )
    later = "SELECT count(*) FROM change JOIN operation ON operation.id = change.operation WHERE record = :record AND tick > (SELECT tick FROM operation WHERE id = :id) AND json_extract(changes, :path) IS NOT NULL"
    if not connection.execute(
        text(later), {"record": record, "id": place.operation, "path": f"$.{place.field}"}
    ).scalar():
        with Session(connection) as session:
            found: Any = session.get(model_named(model), UUID(record))
            assert isinstance(found, Record)
            assert getattr(found, place.field) == was
            _run(
                connection,
                f"UPDATE {model.lower()} SET {place.field} = :new WHERE id = :record",
                new=forged,
                record=record,
            )
            session.refresh(found)
            write_directory(connection, [Line(found)])


def _hash_anew(connection: Connection, held: Mapping[str, Key]) -> None:
    """Each operation in its order, with the new hash of those that it comes after; signed by the keys that are held."""
    new: dict[str, str] = {}
    with Session(connection) as session:
        history = read_history(session)
    for row in sorted(history.operations, key=lambda each: each.tick):
        before = " ".join(new.get(each, each) for each in row.previous_hash.split(" "))
        forged = {**row._mapping, "previous_hash": before}
        digest = new[row.hash] = _hash_of(history.replicas[row.replica], forged, history.changes[row.id])
        signature = held[row.replica].sign(digest) if row.replica in held else row.signature
        _run(
            connection,
            "UPDATE operation SET previous_hash = :before, hash = :hash, signature = :signature WHERE id = :id",
            before=before, hash=digest, signature=signature, id=row.id,
        )  # fmt: skip


def _exchange(connection: Connection, replica: str) -> Key:
    """A key of their own for the replica, told as if it had always been so."""
    key = Key.made()
    was = connection.execute(
        text("SELECT public_key FROM replica WHERE id = :id"), {"id": replica}
    ).scalar_one()
    _run(connection, "UPDATE replica SET public_key = :new WHERE id = :id", new=key.public, id=replica)
    _run(
        connection,
        "UPDATE change SET changes = replace(changes, :was, :new) WHERE model = 'Replica'",
        was=was,
        new=key.public,
    )
    return key


def _run(connection: Connection, statement: str, **values: Any) -> None:
    connection.execute(text(statement), values)
