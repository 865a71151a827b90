"""The border: the schema of a file is held against the program's own before a row of it is read.

A file made elsewhere may bring triggers, views or virtual tables that would run while somebody reads or saves, or a
table that lets in what ours refuses. Nothing but the text of the schema is looked at here, and that runs nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine

from sdesk.errors import SdeskError
from sdesk.storage.file.engine import memory_engine
from sdesk.storage.schema import SCHEMA_VERSION, create_schema
from sdesk.translation import NOTHING_SAID, Message
from sdesk.translation import message as _

Part = tuple[str, str, str]
"""Type, name and table of one part of a schema."""
Texts = Mapping[Part, frozenset[str]]
"""The texts that a part may have, with the spaces in which two files may differ taken out."""

_READ = "SELECT type, name, tbl_name, sql FROM sqlite_master"
_FROZEN = Path(__file__).with_name("frozen")
_OF_ANALYZE = {
    "sqlite_stat1": "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
    "sqlite_stat4": "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
}
"""What ANALYZE leaves behind: how the values of columns are spread. It runs nothing."""
_MOST = 2_000
"""Parts of a file that are looked at: a crafted one may have millions."""
DIGEST_OF_TODAY = "6491b77451c4af10a024ccdd2930f026e3290a7168b4f21025a31de45a3b6607"
"""`digest_of` what `create_schema` makes. A file that has it is not held against a schema made anew, which each start of the
program would wait for."""


def refuse_foreign_schema(engine: Engine, name: str) -> None:
    """Raises SdeskError that names the first part of the schema of the file `name` that is not the program's own.

    A file of a newer format is left to `migrate`, which refuses it without reading a row.
    """
    with engine.connect() as connection:
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        if version > SCHEMA_VERSION:
            return
        if version < 1:
            said = _("{file} has a format that no sdesk writes ({format}).", file=name, format=version)
            raise SdeskError(said, _("Restore it from a backup."))
        wrong = next(foreign_parts(connection, version), NOTHING_SAID)
    if wrong:
        raise SdeskError(
            _("{file} was changed by another program: {wrong}.", file=name, wrong=wrong),
            _("It was not opened, so that nothing in it can run. Restore it from a backup."),
        )


def foreign_parts(connection: Connection, version: int = SCHEMA_VERSION) -> Iterator[Message]:
    """What is in the schema that the program of that format did not put there, is another one, or is missing."""
    rows = list(islice(connection.exec_driver_sql(_READ), _MOST))
    if version == SCHEMA_VERSION and digest_of(rows) == DIGEST_OF_TODAY:
        return
    own = own_schema(version)
    found: set[Part] = set()
    for kind, name, table, text in rows:
        part = (kind, name, table)
        if part in found or (part not in own and _OF_ANALYZE.get(name) != text):
            yield _("it has {part}, which is none of sdesk", part=_called(part))
        elif part in own and _plain(text) not in own[part]:
            yield _("{part} is another one", part=_called(part))
        found.add(part)
    yield from (_("{part} is missing", part=_called(part)) for part in own if part not in found)


def digest_of(rows: Iterable[Any]) -> str:
    """One value for all parts of a schema and their texts, in whatever order they were made; what ANALYZE leaves is left out."""
    parts = (
        repr((kind, name, table, _plain(text)))
        for kind, name, table, text in rows
        if _OF_ANALYZE.get(name) != text or text is None
    )
    return sha256("\n".join(sorted(parts)).encode()).hexdigest()


@cache
def own_schema(version: int) -> Texts:
    """What `create_schema` makes today, or what was released as that format: a library may word it otherwise today."""
    texts: dict[Part, set[str]] = {}
    for rows in (made_today() if version == SCHEMA_VERSION else [], _released(version)):
        for kind, name, table, text in rows:
            texts.setdefault((kind, name, table), set()).add(_plain(text))
    return {part: frozenset(each) for part, each in texts.items()}


def made_today() -> list[Any]:
    """The parts of a new file."""
    with memory_engine().begin() as connection:
        create_schema(connection)
        return list(connection.exec_driver_sql(_READ))


def _released(version: int) -> list[Any]:
    """Nothing for a format that is not released yet."""
    frozen = _FROZEN / f"v{version}.sql"
    if not frozen.exists():
        return []
    connection = sqlcipher.connect(":memory:")
    connection.executescript(frozen.read_text(encoding="utf-8"))
    return list(connection.execute(_READ))


def _plain(text: object) -> str:
    """A crafted file may hold anything where a text is."""
    return "" if text is None else " ".join(str(text).split())


def _called(part: Part) -> Message:
    """The part in words; its name may be anything, of any length."""
    kind, name = (each if isinstance(each, str) else "?" for each in part[:2])
    shown = "".join(char if char.isprintable() else "�" for char in name)[:60]
    match kind:
        case "table":
            return _("the table “{name}”", name=shown)
        case "index":
            return _("the index “{name}”", name=shown)
        case "view":
            return _("the view “{name}”", name=shown)
        case "trigger":
            return _("the trigger “{name}”", name=shown)
    return _("the part “{name}”", name=shown)
