"""Edits as somebody with a tool for SQLite would make them: behind the program's back, leaving the schema as it was."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher
from sqlmodel import SQLModel

from sdesk.errors import SdeskError
from sdesk.models import RECORDS
from sdesk.storage import Workspace
from sdesk.storage.verify.damages import verify

BY_ROW = ("delete", "duplicate")
BY_COLUMN = ("update", "swap", "empty")


@dataclass(frozen=True)
class Edit:
    """One kind of edit: of a row, where no column is named."""

    table: str
    column: str
    way: str

    def __str__(self) -> str:
        return f"{self.way} {self.table}.{self.column}".rstrip(".")


class TakesNoEdit(Exception):
    """There is nothing there that could be edited so, or what comes of it is what there was."""


class Tampering:
    """A file that is open as anybody may open it: no triggers, no checks, no keys."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlcipher.connect(str(path), isolation_level=None)
        for pragma in ("synchronous = OFF", "journal_mode = MEMORY", "locking_mode = EXCLUSIVE"):
            self._connection.execute(f"PRAGMA {pragma}").fetchall()
        self._triggers = self._texts("type = 'trigger'")

    def edits(self) -> list[Edit]:
        """Every edit of every table and column that has a row."""
        found: list[Edit] = []
        for table in self._tables():
            if self._one(f"SELECT count(*) FROM {table}"):
                found.extend(Edit(table, "", way) for way in BY_ROW)
                found.extend(Edit(table, column, way) for column in self._columns(table) for way in BY_COLUMN)
        return found

    def make(self, edit: Edit, chance: Random) -> str:
        """Make it in a row by chance, and say what was done. Raises TakesNoEdit."""
        table = edit.table
        before = self._contents(table)
        rows = self._connection.execute(f"SELECT * FROM {table}").fetchall()
        self._without_guards(table)
        try:
            said = getattr(self, f"_{edit.way}")(table, edit.column, rows, chance)
        except sqlcipher.IntegrityError as refused:
            raise TakesNoEdit(str(refused)) from refused
        self._with_guards(table)
        if self._contents(table) == before:
            raise TakesNoEdit("it is the same")
        return str(said)

    def close(self) -> None:
        self._connection.close()

    def _update(self, table: str, column: str, rows: list[Any], chance: Random) -> str:
        row = chance.choice(rows)
        place = self._place(table, column)
        was, others = row[place], [each[place] for each in rows]
        value = _another(table, column, self._columns(table)[column], was, others, chance)
        return self._set(table, column, row, value)

    def _empty(self, table: str, column: str, rows: list[Any], chance: Random) -> str:
        place = self._place(table, column)
        filled = [row for row in rows if row[place] is not None]
        if not filled:
            raise TakesNoEdit("it is empty")
        return self._set(table, column, chance.choice(filled), None)

    def _swap(self, table: str, column: str, rows: list[Any], chance: Random) -> str:
        place = self._place(table, column)
        one = chance.choice(rows)
        others = [row for row in rows if row[place] != one[place]]
        if not others:
            raise TakesNoEdit("all are the same")
        other = chance.choice(others)
        if place in self._key_places(table):
            rows_of = (self._where(table, one), self._where(table, other))
            raise_key = _another(table, column, self._columns(table)[column], one[place], [], chance)
            self._run(f"UPDATE {table} SET [{column}] = ? WHERE {rows_of[0][0]}", raise_key, *rows_of[0][1])
            self._run(f"UPDATE {table} SET [{column}] = ? WHERE {rows_of[1][0]}", one[place], *rows_of[1][1])
            moved = [raise_key if at == place else value for at, value in enumerate(one)]
            where, key = self._where(table, moved)
            self._run(f"UPDATE {table} SET [{column}] = ? WHERE {where}", other[place], *key)
            return f"{one[place]!r} and {other[place]!r} change places"
        self._set(table, column, one, other[place])
        return f"{self._set(table, column, other, one[place])}, and the other way round"

    def _delete(self, table: str, _column: str, rows: list[Any], chance: Random) -> str:
        where, key = self._where(table, chance.choice(rows))
        self._run(f"DELETE FROM {table} WHERE {where}", *key)
        return f"{key} is gone"

    def _duplicate(self, table: str, _column: str, rows: list[Any], chance: Random) -> str:
        row = list(chance.choice(rows))
        place = self._key_places(table)[-1]
        column = list(self._columns(table))[place]
        taken = [each[place] for each in rows]
        row[place] = max(taken) + 1 if isinstance(row[place], int) else _another_key(row[place], chance)
        for unique in self._unique_places(table) - {place}:
            if isinstance(row[unique], int):
                row[unique] = max(each[unique] for each in rows) + 1
            else:
                row[unique] = _another_key(row[unique], chance)
        self._run(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", *row)
        return f"once more, {column} is {row[place]!r}"

    def _set(self, table: str, column: str, row: Any, value: Any) -> str:
        where, key = self._where(table, row)
        self._run(f"UPDATE {table} SET [{column}] = ? WHERE {where}", value, *key)
        return f"{key}: {str(value)[:80]!r}"

    def _run(self, statement: str, *values: Any) -> None:
        self._connection.execute(statement, values)

    def _one(self, statement: str) -> Any:
        return self._connection.execute(statement).fetchone()[0]

    def _tables(self) -> list[str]:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'search' ORDER BY name"
        return [name for (name,) in self._connection.execute(query)]

    def _columns(self, table: str) -> dict[str, str]:
        """Column -> its declared type, in their order."""
        info = self._connection.execute(f"PRAGMA table_info({table})")
        return {row[1]: str(row[2]).upper() for row in info}

    def _place(self, table: str, column: str) -> int:
        return list(self._columns(table)).index(column)

    def _key_places(self, table: str) -> list[int]:
        info = self._connection.execute(f"PRAGMA table_info({table})").fetchall()
        return [row[0] for row in sorted(info, key=lambda row: row[5]) if row[5]]

    def _unique_places(self, table: str) -> set[int]:
        """Of the indexes that keep two rows apart besides the key: the last column of each."""
        found: set[int] = set()
        for _seq, name, unique, origin, _partial in self._connection.execute(f"PRAGMA index_list({table})"):
            if unique and origin == "u":
                columns = self._connection.execute(f"PRAGMA index_info({name})").fetchall()
                found.add(columns[-1][1])
        return found

    def _where(self, table: str, row: Any) -> tuple[str, list[Any]]:
        names, places = list(self._columns(table)), self._key_places(table)
        return " AND ".join(f"[{names[place]}] IS ?" for place in places), [row[place] for place in places]

    def _contents(self, table: str) -> list[Any]:
        return sorted(self._connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr)

    def _texts(self, which: str) -> list[tuple[str, str]]:
        return self._connection.execute(f"SELECT name, sql FROM sqlite_master WHERE {which}").fetchall()

    def _without_guards(self, table: str) -> None:
        for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON", "writable_schema = ON"):
            self._run(f"PRAGMA {pragma}")
        for name, _text in self._triggers:
            self._run(f"DROP TRIGGER {name}")
        self._made = self._one(f"SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '{table}'")
        if "WITHOUT ROWID" not in self._made:
            self._word(table, self._made.replace(" NOT NULL", ""))

    def _with_guards(self, table: str) -> None:
        self._word(table, self._made)
        for _name, text in self._triggers:
            self._run(text)

    def _word(self, table: str, text: str) -> None:
        """The schema in other words, read anew."""
        self._run("UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?", text, table)
        self._run(f"PRAGMA schema_version = {self._one('PRAGMA schema_version') + 1}")
        self._one("SELECT count(*) FROM sqlite_master")


def _another(table: str, column: str, kind: str, was: Any, others: list[Any], chance: Random) -> Any:
    """Another value that the column may have."""
    choices = [each for each in _choices(table, column) if each != was]
    if choices:
        return chance.choice(choices)
    elsewhere = [each for each in others if each not in (was, None)]
    if elsewhere and chance.random() < 0.3 and not kind.startswith("CHAR"):
        return chance.choice(elsewhere)
    if isinstance(was, bytes) or "BLOB" in kind:
        at = chance.randrange(len(was)) if was else 0
        return was[:at] + bytes([was[at] ^ (1 << chance.randrange(8))]) + was[at + 1 :] if was else b"x"
    if kind == "BOOLEAN":
        return 0 if was else 1
    if isinstance(was, int | float) or kind in ("INTEGER", "FLOAT"):
        return (was or 0) + chance.choice((-1, 1, 7))
    if kind.startswith("CHAR(32)"):
        return (
            chance.choice(elsewhere)
            if elsewhere and chance.random() < 0.3
            else UUID(int=chance.getrandbits(128)).hex
        )
    if kind in ("DATE", "DATETIME"):
        return "2031-04-05" + (" 06:07:08.000000" if kind == "DATETIME" else "")
    return _another_text(was, chance)


def _another_text(was: Any, chance: Random) -> str:
    try:
        held = json.loads(was)
    except (TypeError, ValueError):
        bare = str(was or "").rstrip()  # a space more or less in what is searched is none
        return f"{was or ''} and more" if chance.random() < 0.5 or not bare else bare[:-1]
    return json.dumps(_another_json(held, chance), ensure_ascii=False)


def _another_json(held: Any, chance: Random) -> Any:
    """One leaf of it, another one."""
    match held:
        case dict() if held:
            key = chance.choice(sorted(held))
            return {**held, key: _another_json(held[key], chance)}
        case list() if held:
            place = chance.randrange(len(held))
            return [*held[:place], _another_json(held[place], chance), *held[place + 1 :]]
        case list():
            return [str(UUID(int=chance.getrandbits(128)))]
        case dict():
            return {"name": "Somebody"}
        case bool():
            return not held
        case int() | float():
            return held + 1
        case str() if _is_id(held):
            return str(UUID(int=chance.getrandbits(128)))
        case str():
            return held + "x"
    return "something"


def _is_id(text: str) -> bool:
    return len(text) == 36 and text.count("-") == 4


def _another_key(was: Any, chance: Random) -> Any:
    if isinstance(was, bytes):
        return was + b"x"
    return UUID(int=chance.getrandbits(128)).hex if len(was) == 32 else f"{was}x"


@cache
def _choices(table: str, column: str) -> tuple[str, ...]:
    """The values of a column that knows all it may have."""
    if table not in SQLModel.metadata.tables:
        return ()
    states = next((model.states for model in RECORDS if model.__name__.lower() == table), ())
    if column == "state":
        return tuple(state.name for state in states)
    found: Any = SQLModel.metadata.tables[table].columns[column].type
    return tuple(getattr(found, "enums", ()))


class Found(StrEnum):
    """What becomes of an edit."""

    REFUSED = "refused"
    FOUND = "found"
    MISSED = "missed"


def looked_through(path: Path, installation: Path) -> tuple[Found, list[str]]:
    """What opening the file and `verify` say."""
    try:
        with Workspace.open(path, installation=installation) as workspace:
            said = [str(damage) for damage in verify(workspace)]
    except SdeskError as refused:
        return Found.REFUSED, [str(refused)]
    return (Found.FOUND if said else Found.MISSED), said


def in_turn(edits: list[Edit], chance: Random) -> Iterator[Edit]:
    """Without end: each table first, then each column, then each edit, then by chance."""
    mixed = chance.sample(edits, len(edits))
    by_table = list({edit.table: edit for edit in mixed}.values())
    by_column = list({(edit.table, edit.column): edit for edit in mixed}.values())
    yield from dict.fromkeys((*by_table, *by_column, *mixed))
    while True:
        yield chance.choice(edits)


def rows_of(path: Path) -> list[tuple[str, Any]]:
    """Every row of every table, but how the search index lies in its file."""
    connection = sqlcipher.connect(str(path))
    try:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_%'"
        ).fetchall()
        return sorted(
            ((name, row) for (name,) in tables for row in connection.execute(f"SELECT * FROM {name}")),
            key=repr,
        )
    finally:
        connection.close()
