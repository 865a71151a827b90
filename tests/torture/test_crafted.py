"""Workspaces, maps and packs that somebody made to break it: a clear line, or a result, within bounds."""

import os
import shutil
import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from random import Random

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from sdesk.errors import SdeskError
from sdesk.packs import load_packs
from sdesk.paths import resource
from sdesk.practice.exchange.importing import load_map
from tests.delivery import ADOPTED
from tests.torture import fuzz
from tests.torture.bounds import faults_of

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="sees the disk and the memory as Linux tells of them"
)


SCHEMA = "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET {} WHERE name = 'customer'; PRAGMA writable_schema = OFF"
LAYOUTS: dict[str, str] = {
    "a trigger": "CREATE TRIGGER t AFTER UPDATE ON customer BEGIN DELETE FROM person; END",
    "a temporary trigger's name": "CREATE TRIGGER [a\n\x1b] AFTER INSERT ON change BEGIN SELECT 1; END",
    "a view": "CREATE VIEW v AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c",
    "a view in the place of a table": "ALTER TABLE customer RENAME TO c; CREATE VIEW customer AS SELECT * FROM c",
    "a virtual table": "CREATE VIRTUAL TABLE w USING fts5(a)",
    "a generated column": "ALTER TABLE customer ADD COLUMN g TEXT GENERATED ALWAYS AS (hex(zeroblob(100000000))) VIRTUAL",
    "an index on an expression": "CREATE INDEX i ON customer (length(hex(name)))",
    "a table of statistics": "CREATE TABLE x(a); INSERT INTO x VALUES (1); ANALYZE",
    "large pages": "PRAGMA page_size = 65536; VACUUM",
    "small pages": "PRAGMA page_size = 512; VACUUM",
    "a journal that is written ahead": "PRAGMA journal_mode = WAL",
    "another program's mark": "PRAGMA application_id = 252006673",
    "a newer format": "PRAGMA user_version = 2147483647",
    "a format below nothing": "PRAGMA user_version = -2147483648",
    "no format": "PRAGMA user_version = 0",
    "an old format that it is not": "PRAGMA user_version = 1",
    "a schema cookie": "PRAGMA schema_version = 2147483647",
    "pages that move": "PRAGMA auto_vacuum = FULL; VACUUM",
    "a schema that is none": SCHEMA.format("sql = 'CREATE TABLE customer ('"),
    "a schema without end": SCHEMA.format("sql = 'CREATE TABLE customer (' || hex(zeroblob(5000000)) || ' TEXT)'"),
    "a root that is not there": SCHEMA.format("rootpage = 99999999"),
    "a root that is another's": SCHEMA.format("rootpage = 2"),
    "a root that is none": SCHEMA.format("rootpage = 0"),
    "a type that is none": SCHEMA.format("type = 'rubbish'"),
    "a name that is a number": SCHEMA.format("name = 7"),
    "no tables": "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema; PRAGMA writable_schema = OFF",
    "a table gone": "DROP TABLE record_link",
    "a million rows of a counter": (
        "INSERT INTO record_link SELECT * FROM record_link LIMIT 0;"
        "CREATE TABLE many AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 1000000) SELECT x FROM c"
    ),
}  # fmt: skip
VALUES: dict[str, object] = {
    "a state that nobody knows": "rubbish",
    "nothing": None,
    "rows that are none": "{}",
    "rows of numbers": "[1, 2, null, [], {}]",
    "rows in rows": "[" * 100_000,
    "keys that nobody knows": '[{"id": 7, "x": {"y": [1e999, NaN]}}]',
    "not a number": "NaN",
    "more than any number": float("inf"),
    "a large number": 2**63 - 1,
    "a number below nothing": -1,
    "the last day": "9999-12-31",
    "the last moment": "9999-12-31 23:59:59.999999",
    "the first moment": "0001-01-01 00:00:00.000000",
    "a day that is none": "2026-02-30",
    "bytes": b"\xff\x00\xfe",
    "a zero": "a\0b",
    "letters that are none": b"\xed\xa0\x80",
    "a key that is none": "00000000-0000-0000-0000-000000000000",
    "a name of a zone": "../../etc/passwd",
    "much": "x" * 20_000_000,
}


@cache
def _columns() -> list[tuple[str, str]]:
    """Every column of a table of ours that has a row."""
    found: list[tuple[str, str]] = []
    connection = sqlcipher.connect(str(fuzz._original()[1]))
    for (table,) in connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    ).fetchall():
        if (
            not table.startswith(("sqlite_", "search"))
            and connection.execute(f"SELECT 1 FROM [{table}]").fetchone()
        ):
            found += [(table, row[1]) for row in connection.execute(f"PRAGMA table_info([{table}])")]
    connection.close()
    return found


def crafted(
    folder: Path, *, script: str = "", column: tuple[str, str] = ("", ""), value: object = None
) -> None:
    path = Path(shutil.copy(fuzz._original()[1], folder / "harbour.sdesk"))
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    if script:
        connection.executescript(script)
    else:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            connection.execute(f"DROP TRIGGER [{name}]")
        table, field = column
        kept = "CAST(? AS TEXT)" if isinstance(value, bytes) and value.startswith(b"\xed") else "?"
        connection.execute(f"UPDATE OR IGNORE [{table}] SET [{field}] = {kept}", (value,))
        for _name, sql in triggers:
            connection.execute(sql)
    connection.close()
    fuzz._use(path, folder, Random(str(column)))


def assert_answered(works: list[tuple[str, Callable[[], object]]]) -> None:
    assert list(faults_of(works)) == []


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.torture)])
def test_a_file_that_is_laid_out_otherwise(step: int, tmp_path: Path) -> None:
    layouts = list(LAYOUTS.items())[::step]
    assert_answered([(name, partial(crafted, tmp_path, script=script)) for name, script in layouts])


def _edits(number: int, folder: Path) -> list[tuple[str, Callable[[], object]]]:
    chance = Random(f"crafted {number}")
    chosen = [(chance.choice(_columns()), chance.choice(list(VALUES))) for _ in range(number)]
    return [
        (f"{what} in {'.'.join(column)}", partial(crafted, folder, column=column, value=VALUES[what]))
        for column, what in chosen
    ]


def test_rows_that_hold_what_no_program_writes(tmp_path: Path) -> None:
    assert_answered(_edits(4, tmp_path))


@pytest.mark.torture
def test_many_rows_that_hold_what_no_program_writes(tmp_path: Path) -> None:
    assert_answered(_edits(1000, tmp_path))


# ---------------------------------------------------------------- maps and packs

MAPS = {
    "lists in lists": b"a=" + b"[" * 100_000,
    "tables in tables": b"a=" + b"{a=" * 60_000,
    "a key without end": b"a." * 60_000 + b"b=1",
    "a number without end": b"a=" + b"9" * 400_000,
    "a zero": b"\0",
    "nothing": b"",
}


@pytest.mark.parametrize("name", MAPS)
def test_a_map_that_is_made_to_break(name: str, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_bytes(MAPS[name])
    assert_refused(lambda: load_map(tmp_path / "map.toml", ADOPTED))


@pytest.mark.a_few(4)
@pytest.mark.parametrize("file", ["requirements.toml", "bindings.toml", "words-en.toml"])
@pytest.mark.parametrize("what", ["a pipe", "a link to a device", "a link to itself", "a folder", "much"])
def test_a_pack_whose_file_is_none(what: str, file: str, tmp_path: Path) -> None:
    folder = tmp_path / "packs" / "29110-4-3"
    shutil.copytree(resource("packs", "29110-4-3"), folder)
    place = folder / file
    place.unlink(missing_ok=True)
    match what:
        case "a pipe":
            os.mkfifo(place)
        case "a link to a device":
            place.symlink_to("/dev/zero")
        case "a link to itself":
            place.symlink_to(place)
        case "a folder":
            place.mkdir()
        case "much":
            place.write_text("a = '" + "x" * 50_000_000 + "'")
    assert_refused(lambda: load_packs(tmp_path / "packs"))


def assert_refused(work: Callable[[], object]) -> None:
    def refused() -> None:
        with pytest.raises(SdeskError):
            work()

    assert_answered([("", refused)])
