"""The database engine: one SQLCipher connection that owns the file, with settings that do not lose what was written."""

from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import URL, Connection, Dialect, Engine, Uuid, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import StaticPool
from sqlalchemy.util import LRUCache

from sdesk.errors import SdeskError
from sdesk.storage.prepared.statements import run_text
from sdesk.translation import message as _

APPLICATION_ID = 0x5DE5C001
"""Marks a SQLite file as a workspace (PRAGMA application_id)."""
MARKS = ("application_id", "user_version")

_SETTINGS: dict[str, tuple[str, Any]] = {
    "journal_mode": ("DELETE", "delete"),
    "synchronous": ("EXTRA", 3),
    "fullfsync": ("ON", 1),
    "foreign_keys": ("ON", 1),
    "locking_mode": ("EXCLUSIVE", "exclusive"),
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
    "cache_size": ("-400000", -400000),
}
"""A setting, what it is set to, and what it must read back as. `fullfsync` is of macOS, where a disk else only promises.
Of what was read, up to 400 MB stay in memory: looking through 100,000 records costs half as much, and with a passphrase a tenth."""


Look = Callable[[Any], object]
"""Looks into a file by a cursor, and may refuse it by raising."""


def open_engine(
    path: Path, passphrase: str = "", *, read_only: bool = False, first: Look = lambda _cursor: None
) -> Engine:
    """An engine on `path` with exactly one connection. The file must exist, or be about to be created.

    `read_only`: whatever the file is, nothing is written into it or beside it. `first` comes before the settings, which may
    write; a journal that waits to be played is played by any look.
    """
    dialect, url = _dialect(), URL.create("sqlite", database=str(path))
    named = f"{_uri(path.absolute().as_posix())}?mode=ro" if read_only else str(path)
    pool = StaticPool(
        lambda: sqlcipher.connect(named, uri=read_only, check_same_thread=False, timeout=0.5), dialect=dialect
    )
    engine = Engine(pool, dialect, url, execution_options={"compiled_cache": _COMPILED})
    event.listen(
        engine, "connect", lambda connection, _record: _set_up(connection, passphrase, read_only, first)
    )
    event.listen(engine, "begin", lambda connection: run_text(connection, "BEGIN IMMEDIATE"))
    return engine


def _uri(place: str) -> str:
    """As SQLite reads it: a share of another computer stands behind an empty authority."""
    return f"file://{'' if place.startswith('/') else '/'}{quote(place, safe='/:')}"


_COMPILED: LRUCache[Any, Any] = LRUCache(1000)
"""Statements as SQL. It takes longer to put one together than to run it, so the next file that is opened finds them."""


@cache
def _dialect() -> Dialect:
    """One for all files, as statements are compiled for one."""
    engine = memory_engine()
    engine.connect().close()  # asks the library what it can do
    engine.dispose()
    return engine.dialect


def memory_engine() -> Engine:
    """An engine on a new database that lies in memory and goes with it."""
    return create_engine("sqlite+sdesk://", module=sqlcipher, poolclass=StaticPool)


@lru_cache(maxsize=20_000)
def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


class _Ids(Uuid[UUID]):
    """Most that are read were read before: to make one again would take a tenth of what it takes to read a record."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], UUID | None]:
        return _id


class OurSQLite(SQLiteDialect_pysqlite):
    """Each savepoint has a name of its own, so that to put the statement together takes longer than to run it."""

    supports_statement_cache = True
    colspecs = {**SQLiteDialect_pysqlite.colspecs, Uuid: _Ids}  # noqa: RUF012 - as SQLAlchemy declares it

    def do_savepoint(self, connection: Connection, name: str) -> None:
        run_text(connection, f"SAVEPOINT {name}")

    def do_release_savepoint(self, connection: Connection, name: str) -> None:
        run_text(connection, f"RELEASE SAVEPOINT {name}")


registry.register("sqlite.sdesk", __name__, OurSQLite.__name__)


def unlock(cursor: Any, passphrase: str) -> None:
    """Let a file be read with its passphrase, "" for none. What goes wrong is said once, in our words."""
    cursor.execute("PRAGMA cipher_log_level = NONE")
    if passphrase:
        cursor.execute("PRAGMA key = '" + passphrase.replace("'", "''") + "'")


def _set_up(connection: Any, passphrase: str, read_only: bool, first: Look) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    unlock(cursor, passphrase)
    first(cursor)
    for name, (wanted, read_back) in _SETTINGS.items():
        if read_only and name == "locking_mode":
            continue
        cursor.execute(f"PRAGMA {name} = {wanted}").fetchall()
        found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
        if found != read_back:
            said = _(
                "The database would not accept the setting {setting} (it says {found}).",
                setting=f"{name} = {wanted}",
                found=str(found),
            )
            hint = _(
                "The workspace was not opened, so that nothing can be lost. Copy it to a local disk and try again."
            )
            raise SdeskError(said, hint)
    cursor.close()


def renew_journal(engine: Engine) -> None:
    """Have the next transaction make its journal anew: for when the one that is kept open was taken away.

    What is written into a file without a name saves nobody after a power failure. Between two transactions only.
    """
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        for statement in ("PRAGMA locking_mode = NORMAL", "SELECT count(*) FROM sqlite_master"):
            cursor.execute(statement).fetchall()  # with the lock, the journal is let go of
        cursor.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
    finally:
        raw.close()


def mark_of(connection: Connection) -> int:
    """What marks the file as one program's: APPLICATION_ID for a workspace. Raises OperationalError where it is locked."""
    return int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())
