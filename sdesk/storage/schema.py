"""The tables of a new workspace: those of the models, and the ones that storage keeps for itself."""

from functools import cache

from sqlalchemy import Connection, create_mock_engine
from sqlalchemy.engine.mock import MockConnection
from sqlmodel import SQLModel

from sdesk.models import RECORDS
from sdesk.storage.file.engine import APPLICATION_ID

SCHEMA_VERSION = 8
"""The user_version that this program writes and reads."""

_OWN_TABLES = """
CREATE TABLE directory (
    place INTEGER PRIMARY KEY,
    id CHAR(32) NOT NULL UNIQUE,
    model TEXT NOT NULL,
    number TEXT NOT NULL,
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    part_of CHAR(32)
);
CREATE INDEX directory_number ON directory (number);
CREATE INDEX directory_part_of ON directory (part_of);
CREATE TABLE record_link (
    source CHAR(32) NOT NULL,
    field TEXT NOT NULL,
    target CHAR(32) NOT NULL,
    PRIMARY KEY (source, field, target)
) WITHOUT ROWID;
CREATE INDEX record_link_target ON record_link (target);
CREATE TABLE order_key (
    record CHAR(32) NOT NULL,
    field TEXT NOT NULL,
    item TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (record, field, item)
) WITHOUT ROWID;
CREATE TABLE counter (series TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE counted (
    operation CHAR(32) NOT NULL,
    place INTEGER NOT NULL,
    changes TEXT NOT NULL,
    PRIMARY KEY (operation, place)
) WITHOUT ROWID;
CREATE TABLE lost (approval CHAR(32) PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE met (
    record CHAR(32) NOT NULL,
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    part TEXT NOT NULL,
    one CHAR(32) NOT NULL,
    other CHAR(32) NOT NULL,
    PRIMARY KEY (record, kind, field, part, one, other)
) WITHOUT ROWID;
CREATE TABLE content (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL);
CREATE VIRTUAL TABLE search USING fts5 (
    number, title, body, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
CREATE VIEW history AS
SELECT '' AS operation, id AS place, 0 AS tick, record_id, record_id AS item, model, number, at, device, person_id,
    person_name, action, reason, changes, previous_hash, hash
FROM historyentry
UNION ALL
SELECT change.operation, change.place, operation.tick, change.record, change.item, change.model,
    coalesce(directory.number, ''), operation.at, replica.device, operation.person_id,
    operation.person_name, change.action, change.reason, change.changes, operation.previous_hash, operation.hash
FROM change JOIN operation ON operation.id = change.operation JOIN replica ON replica.id = operation.replica
    LEFT JOIN directory ON directory.id = change.record;
CREATE TRIGGER operation_is_not_changed BEFORE UPDATE ON operation
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER operation_is_not_deleted BEFORE DELETE ON operation
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER change_is_not_changed BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER change_is_not_deleted BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON historyentry
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON historyentry
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER approval_is_not_changed BEFORE UPDATE ON approval
BEGIN SELECT RAISE(ABORT, 'approvals are append-only'); END;
CREATE TRIGGER approval_is_not_deleted BEFORE DELETE ON approval
BEGIN SELECT RAISE(ABORT, 'approvals are append-only'); END;
"""
"""directory: every id that can be linked to, with what people call it; a row of a record is part of it.
record_link: who links to whom, for looking it up backwards. Both, and search, are derived from the records.
order_key: where rows and links stand that were moved; of all others the keys follow from their places in the record.
counted: how a change counts in the merged history, where that is not as it was written; lost: approvals that do not stand;
met: what met, by the rules of docs/team.md. All three are derived from the history, and empty where one laptop writes.
history: every change as people read it, those that format 1 told among them."""


@cache
def _of_the_models() -> tuple[str, ...]:
    """Put together once: it takes longer than to carry them out."""
    said: list[str] = []
    engine: MockConnection = create_mock_engine(
        "sqlite://", lambda part, *_: said.append(str(part.compile(dialect=engine.dialect)))
    )
    tables = [table for table in SQLModel.metadata.sorted_tables if not table.info.get("is_view")]
    SQLModel.metadata.create_all(engine, tables, checkfirst=False)
    return tuple(said)


def create_schema(connection: Connection) -> None:
    for statement in (*_of_the_models(), *statements(_OWN_TABLES)):
        connection.exec_driver_sql(statement)
    for model in RECORDS:  # not unique: two laptops may each have made a version 3, which people then settle
        name = model.__table__.name  # type: ignore[attr-defined]
        connection.exec_driver_sql(f"CREATE INDEX {name}_number_version ON {name} (number, version)")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def statements(script: str) -> list[str]:
    """A script cut at the semicolons that end a line; a trigger's body ends with END."""
    parts: list[str] = []
    for piece in script.split(";\n"):
        if (
            parts
            and parts[-1].lstrip().startswith("CREATE TRIGGER")
            and not parts[-1].rstrip().endswith("END")
        ):
            parts[-1] += ";\n" + piece
        elif piece.strip():
            parts.append(piece)
    return parts
