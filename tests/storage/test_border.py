"""Opening a crafted file: no trigger, view or table of somebody else's is ever run or written through."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from sdesk.errors import SdeskError
from sdesk.models import Person
from sdesk.practice.lifecycle.records import create
from sdesk.practice.workspaces import new_file, open_workspace
from sdesk.storage.file.border import DIGEST_OF_TODAY, digest_of, foreign_parts, made_today, own_schema
from sdesk.storage.file.engine import open_engine
from sdesk.storage.file.rescue import rescue
from sdesk.storage.schema import SCHEMA_VERSION
from tests.fixtures.fill import fixture
from tests.thorough import TORTURE

Craft = Callable[[Path], None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.sdesk"
    with new_file(path) as workspace:
        create(workspace, Person, {"name": "Ana Reyes"})
    return path


def crafted(path: Path, *statements: str, passphrase: str = "") -> bytes:
    """Change the file with another program; what it holds then."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    if passphrase:
        connection.execute(f"PRAGMA key = '{passphrase}'")
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return path.read_bytes()


@pytest.mark.parametrize(
    ("statements", "named"),
    [
        (["CREATE TRIGGER evil AFTER INSERT ON historyentry BEGIN DELETE FROM person; END"], "it has the trigger “evil”"),
        (["DROP TRIGGER history_is_not_changed",
          "CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON historyentry BEGIN DELETE FROM person; END"],
         "the trigger “history_is_not_changed” is another one"),
        (["DROP TRIGGER approval_is_not_deleted"], "the trigger “approval_is_not_deleted” is missing"),
        (["CREATE VIEW evil AS SELECT * FROM person"], "it has the view “evil”"),
        (["ALTER TABLE person RENAME TO hidden", "CREATE VIEW person AS SELECT * FROM hidden"], "“hidden”, which is none of sdesk"),
        (["CREATE VIRTUAL TABLE evil USING fts5 (a)"], "it has the table “evil”"),
        (["CREATE TABLE evil (a)"], "it has the table “evil”"),
        (["ALTER TABLE person ADD COLUMN evil AS (zeroblob(1000000000))"], "the table “person” is another one"),
        (["ALTER TABLE person ADD COLUMN evil TEXT CHECK (1)"], "the table “person” is another one"),
        (["CREATE INDEX evil ON person (name)"], "it has the index “evil”"),
        (["DROP INDEX person_number_version"], "the index “person_number_version” is missing"),
        (["DROP TABLE search", "CREATE TABLE search (number, title, body)"], "the table “search” is another one"),
        (["PRAGMA writable_schema = ON", "UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') WHERE name = 'approval'"],
         "the table “approval” is another one"),
        (["PRAGMA writable_schema = ON", "UPDATE sqlite_master SET sql = cast(sql AS blob) WHERE name = 'person'"],
         "the table “person” is another one"),
        (['CREATE TABLE "e\nv\u202eil" (a)'], "it has the table “e�v�il”"),
        ([f'CREATE TABLE "{"e" * 5000}" (a)'], f"it has the table “{'e' * 60}”"),
        (["PRAGMA user_version = 0"], "a format that no sdesk writes"),
        (["PRAGMA user_version = -1"], "a format that no sdesk writes"),
    ],
)  # fmt: skip
def test_a_foreign_part_is_refused_by_name_and_the_file_left_alone(
    path: Path, statements: list[str], named: str
) -> None:
    before = crafted(path, *statements)
    with pytest.raises(SdeskError) as refusal:
        open_workspace(path)
    assert named in str(refusal.value)
    assert "\n" not in str(refusal.value)
    with pytest.raises(SdeskError) as refusal:
        rescue(path, path.with_name("rescued.sdesk"))
    assert str(refusal.value).startswith("Nothing of harbour.sdesk can be read. harbour.sdesk ")
    assert named in str(refusal.value)
    assert path.read_bytes() == before


def test_a_schema_that_cannot_be_read_is_damage(path: Path) -> None:
    crafted(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = 'CREATE TABLE (' WHERE name = 'person'",
    )
    with pytest.raises(SdeskError, match="damaged"):
        open_workspace(path)


@pytest.mark.parametrize("words", [b"CREATE TABLE person", b"history is append-only"])
def test_a_schema_with_bytes_that_are_no_text_is_damage(path: Path, words: bytes) -> None:
    content = path.read_bytes()
    spoilt = content.replace(words, words[:-3] + b"\xe1" + words[-2:])
    path.write_bytes(spoilt)
    assert spoilt != content
    with pytest.raises(SdeskError):
        open_workspace(path)


def test_thousands_of_parts_are_refused_at_once(path: Path) -> None:
    crafted(path, "BEGIN", *(f"CREATE VIEW v{n} AS SELECT 1" for n in range(5000)), "COMMIT")
    with pytest.raises(SdeskError, match="it has the view “v0”"):
        open_workspace(path)


@pytest.mark.parametrize(
    "harmless", ["VACUUM", "ANALYZE", "REINDEX", "INSERT INTO search (search) VALUES ('optimize')"]
)
def test_what_changes_nothing_of_the_schema_is_let_in(path: Path, harmless: str) -> None:
    crafted(path, harmless)
    with open_workspace(path) as workspace:
        assert workspace.count(Person) == 1
        create(workspace, Person, {"name": "Tomás Bento"})


def test_an_encrypted_file_is_held_against_it_too(tmp_path: Path) -> None:
    path = tmp_path / "harbour.sdesk"
    new_file(path, "secret").close()
    open_workspace(path, "secret").close()
    crafted(path, "CREATE VIEW evil AS SELECT 1", passphrase="secret")
    with pytest.raises(SdeskError, match="“evil”"):
        open_workspace(path, "secret")


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_every_format_has_the_schema_that_its_files_have(version: int) -> None:
    engine = open_engine(fixture(version), read_only=True)
    with engine.connect() as connection:
        assert list(foreign_parts(connection, version)) == []
    engine.dispose()


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_a_file_brought_to_this_format_has_the_schema_of_a_new_one(tmp_path: Path, version: int) -> None:
    path = Path(shutil.copy(fixture(version), tmp_path / "old.sdesk"))
    open_workspace(path).close()
    assert digest_of(parts_of(path)) == DIGEST_OF_TODAY
    open_workspace(path).close()  # refused, if a step made it otherwise than `create_schema` does


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_the_schema_of_an_old_format_is_kept(version: int) -> None:
    assert len(own_schema(version)) > 100


class TestDigest:
    def test_it_is_that_of_what_is_made_today(self) -> None:
        assert digest_of(made_today()) == DIGEST_OF_TODAY, (
            "the schema changed: write its digest into border.py"
        )

    def test_no_part_can_be_left_out_made_twice_or_worded_otherwise(self) -> None:
        rows = [tuple(row) for row in made_today()]
        for at in range(0, len(rows), 1 if TORTURE else 5):
            kind, name, table, text = rows[at]
            others = [*rows[:at], *rows[at + 1 :]]
            for forged in (
                others,
                [*rows, rows[at]],
                [*others, ("table" if kind == "view" else "view", name, table, text)],
                [*others, (kind, f"{name} ", table, text)],
                [*others, (kind, name, "evil", text)],
                [*others, (kind, name, table, f"{text} WITHOUT ROWID")],
                [*others, (kind, name, table, b"" if text is None else str(text).encode())],
            ):
                assert digest_of(forged) != DIGEST_OF_TODAY, rows[at]

    def test_the_order_of_the_parts_and_what_analyze_leaves_are_no_matter(self, path: Path) -> None:
        assert digest_of(reversed(made_today())) == DIGEST_OF_TODAY
        crafted(path, "ANALYZE")
        assert digest_of(parts_of(path)) == DIGEST_OF_TODAY
        crafted(path, "CREATE TABLE statistics (tbl, idx, stat)")
        assert digest_of(parts_of(path)) != DIGEST_OF_TODAY

    def test_a_file_of_today_is_opened_without_a_schema_made_for_it(self, path: Path) -> None:
        own_schema.cache_clear()
        open_workspace(path).close()
        assert own_schema.cache_info().currsize == 0


def parts_of(path: Path) -> list[tuple[object, ...]]:
    connection = sqlcipher.connect(str(path))
    try:
        return list(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))
    finally:
        connection.close()
