"""Migrations: backup first, one transaction a step, checked before it is committed, never backwards."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from sdesk.errors import SdeskError
from sdesk.models import Person
from sdesk.storage import Workspace
from sdesk.storage.file.border import foreign_parts
from sdesk.storage.file.engine import open_engine
from sdesk.storage.migrations import Migration, migrate, version_of
from sdesk.storage.migrations.add_column import add_column
from sdesk.storage.schema import SCHEMA_VERSION
from sdesk.translation import message
from tests.provider import Provider

NEXT, LAST = SCHEMA_VERSION + 1, SCHEMA_VERSION + 2


def add_nickname(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE person ADD COLUMN nickname TEXT NOT NULL DEFAULT ''")
    connection.exec_driver_sql("UPDATE person SET nickname = substr(name, 1, 3)")


def rebuild_customers(connection: Connection) -> None:
    """What needs foreign keys off: with them on, dropping the table would take what points to it along."""
    columns = [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(customer)")]
    names = ", ".join(columns)
    connection.exec_driver_sql(f"CREATE TABLE customer_new AS SELECT {names} FROM customer")
    connection.exec_driver_sql("DROP TABLE customer")
    connection.exec_driver_sql("CREATE TABLE customer (id CHAR(32) PRIMARY KEY, " + ", ".join(columns[1:]) + ")"
                               if columns[0] == "id" else _with_key(columns))  # fmt: skip
    connection.exec_driver_sql(f"INSERT INTO customer ({names}) SELECT {names} FROM customer_new")
    connection.exec_driver_sql("DROP TABLE customer_new")


def _with_key(columns: list[str]) -> str:
    parts = ", ".join("id CHAR(32) PRIMARY KEY" if name == "id" else name for name in columns)
    return f"CREATE TABLE customer ({parts})"


def lose_everybody(connection: Connection) -> None:
    connection.exec_driver_sql("DELETE FROM person")


def fail_half_way(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE person SET name = 'half done'")
    connection.exec_driver_sql("SELECT * FROM a_table_that_is_not_there")


GOOD: dict[int, Migration] = {SCHEMA_VERSION: add_nickname, NEXT: rebuild_customers}


@pytest.fixture
def filled(provider: Provider) -> Engine:
    """A workspace with records that point to each other, closed by its program."""
    path = provider.workspace.path
    provider.workspace.close()
    return open_engine(path)


def path_of(engine: Engine) -> Path:
    return Path(engine.url.database or "")


def query(engine: Engine, statement: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(statement)]


def test_steps_are_taken_one_after_the_other_and_keep_every_row(filled: Engine) -> None:
    tables = ("person", "customer", "configurationitem", "operation", "change")
    before = {name: query(filled, f"SELECT count(*) FROM {name}") for name in tables}
    migrate(filled, path_of(filled), GOOD, to=LAST)
    assert version_of(filled) == LAST
    assert ("Ana",) in query(filled, "SELECT nickname FROM person")
    assert {name: query(filled, f"SELECT count(*) FROM {name}") for name in tables} == before
    assert query(filled, "PRAGMA foreign_keys") == [(1,)]
    assert query(filled, "PRAGMA foreign_key_check") == []


def test_what_is_to_be_done_before_is_done_once_and_before_anything_is_written(filled: Engine) -> None:
    found: list[int] = []
    migrate(filled, path_of(filled), GOOD, to=LAST, before=lambda: found.append(version_of(filled)))
    migrate(filled, path_of(filled), GOOD, to=LAST, before=lambda: found.append(version_of(filled)))
    assert found == [SCHEMA_VERSION]


def test_a_step_that_fails_leaves_the_version_before_it(filled: Engine) -> None:
    with pytest.raises(OperationalError):
        migrate(filled, path_of(filled), {**GOOD, NEXT: fail_half_way}, to=LAST)
    assert version_of(filled) == NEXT
    assert ("half done",) not in query(filled, "SELECT name FROM person")
    assert query(filled, "PRAGMA foreign_keys") == [(1,)]
    migrate(filled, path_of(filled), GOOD, to=LAST)
    assert version_of(filled) == LAST


def test_a_step_that_would_break_links_is_not_committed(filled: Engine) -> None:
    with pytest.raises(SdeskError, match="would break"):
        migrate(filled, path_of(filled), {SCHEMA_VERSION: lose_everybody}, to=NEXT)
    assert version_of(filled) == SCHEMA_VERSION
    filled.dispose()
    with Workspace.open(path_of(filled)) as workspace:
        assert workspace.count(Person) == 3


def test_nothing_is_migrated_where_that_fails(filled: Engine) -> None:
    def refuse() -> None:
        raise SdeskError(message("There is no room for a copy."))

    with pytest.raises(SdeskError, match="no room"):
        migrate(filled, path_of(filled), GOOD, to=LAST, before=refuse)
    assert version_of(filled) == SCHEMA_VERSION


def test_a_newer_format_is_refused(filled: Engine) -> None:
    migrate(filled, path_of(filled), GOOD, to=LAST)
    with pytest.raises(SdeskError, match=f"format {LAST}; this one knows {SCHEMA_VERSION}"):
        migrate(filled, path_of(filled))


@pytest.mark.parametrize("passphrase", ["", "correct horse"])
def test_a_file_of_a_newer_program_is_refused_and_stays_as_it_is_byte_for_byte(
    tmp_path: Path, passphrase: str
) -> None:
    path = tmp_path / "harbour.sdesk"
    Workspace.create(path, passphrase).close()
    engine = open_engine(path, passphrase)
    migrate(engine, path, {SCHEMA_VERSION: lambda connection: None}, to=NEXT)
    engine.dispose()
    before = path.read_bytes()
    for _ in range(2):
        with pytest.raises(SdeskError, match=f"format {NEXT}; this one knows {SCHEMA_VERSION}"):
            Workspace.open(path, passphrase)
        assert path.read_bytes() == before
        assert [each.name for each in tmp_path.iterdir()] == ["harbour.sdesk"]


def test_what_is_current_is_left_alone(filled: Engine) -> None:
    migrate(filled, path_of(filled))
    assert list(path_of(filled).parent.glob("*before*")) == []


@pytest.mark.parametrize(
    ("table", "column", "after", "value"),
    [
        ("person", "telephone VARCHAR NOT NULL", "email", "''"),
        ("serviceincident", "answered_at DATETIME", "steps_taken", "NULL"),
        ("serviceincident", "review VARCHAR NOT NULL", "solution", "''"),
        ("actionitem", "ended_at DATETIME", "outcome", "NULL"),
    ],
)
def test_an_added_column_leaves_the_schema_that_a_new_file_has(
    filled: Engine, table: str, column: str, after: str, value: str
) -> None:
    before = query(filled, f"SELECT id, number, version, created_at, notes, related FROM {table} ORDER BY id")

    def from_older(connection: Connection) -> None:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column.split()[0]}")
        add_column(connection, table, column, after, value)

    migrate(filled, path_of(filled), {SCHEMA_VERSION: from_older}, to=NEXT)
    with filled.connect() as connection:
        assert list(foreign_parts(connection)) == []
    assert (
        query(filled, f"SELECT id, number, version, created_at, notes, related FROM {table} ORDER BY id")
        == before
    )


def test_a_column_is_added_behind_one_that_is_there(filled: Engine) -> None:
    def lost(connection: Connection) -> None:
        add_column(connection, "person", "nickname VARCHAR NOT NULL", "no_such_column", "''")

    with pytest.raises(LookupError, match="no_such_column"):
        migrate(filled, path_of(filled), {SCHEMA_VERSION: lost}, to=NEXT)
    assert version_of(filled) == SCHEMA_VERSION
