"""Numbered steps from one schema to the next: plain SQL on user_version, which never imports the models."""

from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import Connection, Engine

from sdesk.errors import SdeskError
from sdesk.storage.migrations.to_format_2 import to_format_2
from sdesk.storage.migrations.to_format_3 import to_format_3
from sdesk.storage.migrations.to_format_4 import to_format_4
from sdesk.storage.migrations.to_format_5 import to_format_5
from sdesk.storage.migrations.to_format_6 import to_format_6
from sdesk.storage.migrations.to_format_7 import to_format_7
from sdesk.storage.migrations.to_format_8 import to_format_8
from sdesk.storage.schema import SCHEMA_VERSION
from sdesk.translation import counted
from sdesk.translation import message as _

Migration = Callable[[Connection], None]


class NewerFormat(SdeskError):
    """A workspace of a format that a newer program writes. Nothing may be written into it."""

    def __init__(self, file: str, found: int, known: int = SCHEMA_VERSION) -> None:
        super().__init__(
            _(
                "{file} was written by a newer sdesk (format {found}; this one knows {known}).",
                file=file,
                found=found,
                known=known,
            ),
            _("Install the newer sdesk on this computer. The workspace was not changed."),
        )


MIGRATIONS: Mapping[int, Migration] = {
    1: to_format_2,
    2: to_format_3,
    3: to_format_4,
    4: to_format_5,
    5: to_format_6,
    6: to_format_7,
    7: to_format_8,
}
"""version -> the step that brings a workspace from that version to the next one."""


def migrate(
    engine: Engine,
    path: Path,
    migrations: Mapping[int, Migration] = MIGRATIONS,
    to: int = SCHEMA_VERSION,
    *,
    before: Callable[[], object] = lambda: None,
) -> None:
    """Bring the workspace to version `to`, after what is to be done `before`, where there is anything to bring.

    Each step is one transaction with foreign keys off, checked before it is committed: a step that fails
    leaves the workspace at the version before it. Raises NewerFormat.
    """
    found = version_of(engine)
    if found > to:
        raise NewerFormat(path.name, found, to)
    if found < to:
        before()
    for version in range(found, to):
        _take(engine, version, migrations[version])


def version_of(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def _take(engine: Engine, version: int, step: Migration) -> None:
    _set_foreign_keys(engine, "OFF")
    try:
        with engine.begin() as connection:
            step(connection)
            dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if dangling:
                raise _would_break(version, len(dangling))
            connection.exec_driver_sql(f"PRAGMA user_version = {version + 1}")
    finally:
        _set_foreign_keys(engine, "ON")


def _would_break(version: int, links: int) -> SdeskError:
    said = counted(
        "Bringing the workspace from format {version} to {next} would break {n} link.",
        "Bringing the workspace from format {version} to {next} would break {n} links.",
        n=links,
        version=version,
        next=version + 1,
    )
    hint = _("It was left as it was. Please send the details to whoever looks after sdesk for you.")
    return SdeskError(said, hint)


def _set_foreign_keys(engine: Engine, on_or_off: str) -> None:
    """Outside of a transaction: inside, SQLite ignores it."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute(f"PRAGMA foreign_keys = {on_or_off}")
    finally:
        raw.close()
