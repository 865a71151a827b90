"""Writing a copy of the open database to a file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine

from sdesk.errors import SdeskError
from sdesk.storage.file.faults import not_written, reason
from sdesk.storage.file.files import hot_journals, made_private, place_apart
from sdesk.translation import message as _


@contextmanager
def place_for(copy: Path) -> Iterator[Path]:
    """Where to write what is to be moved to `copy` when it is whole. Raises SdeskError, also for what fails inside."""
    try:
        if hot_journals(copy):
            said = _(
                "Beside {file} lies the journal of a program that was interrupted; it would destroy the backup.",
                file=str(copy),
            )
            raise SdeskError(said, _("Choose another name."))
        with place_apart(copy) as part:
            yield part
    except OSError as fault:
        raise not_written(str(copy), fault) from fault


Progress = Callable[[int, int], object]
"""Hears how much is done of how much (0 where nobody knows), and may call it off by raising."""
_OFTEN = 100_000
"""Steps of the database between two looks whether it was called off."""


def unheard(_done: int, _total: int) -> None:
    """Nobody waits for it."""


def write_copy(engine: Engine, part: Path, progress: Progress = unheard) -> None:
    """A compact copy that holds as many rows of each table as the database. Raises SdeskError, OSError."""
    raw = engine.raw_connection()
    off: list[BaseException] = []

    def is_off() -> int:
        try:
            progress(0, 0)
        except BaseException as called_off:
            off.append(called_off)
        return len(off)

    try:
        raw.driver_connection.set_progress_handler(is_off, _OFTEN)  # type: ignore[union-attr]
        cursor = raw.cursor()
        cursor.execute("VACUUM INTO ?", (str(made_private(part)),))
        cursor.execute("ATTACH DATABASE ? AS copy", (str(part),))
        try:
            compare(cursor)
        finally:
            raw.driver_connection.set_progress_handler(None, 0)  # type: ignore[union-attr]
            cursor.execute("DETACH DATABASE copy")
    except sqlcipher.Error as fault:
        if off:
            raise off[0] from None
        raise SdeskError(
            _("The backup could not be written: {cause}.", cause=reason(fault)),
            _(
                "Choose another place, one that exists and has room. Whether the workspace is whole says: sdesk verify"
            ),
        ) from fault
    finally:
        raw.driver_connection.set_progress_handler(None, 0)  # type: ignore[union-attr]
        raw.close()


_TABLES = (
    "SELECT name FROM {}.sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
)


def compare(cursor: Any) -> None:
    """The database attached as `copy` holds what the open one does. Raises SdeskError."""
    if cursor.execute("PRAGMA copy.integrity_check").fetchone()[0] != "ok":
        raise SdeskError(_("The backup is damaged."), _("Choose another disk and try again."))
    if _counts(cursor, "main") != _counts(cursor, "copy"):
        raise SdeskError(_("The backup is not complete."), _("Try again."))


def _counts(cursor: Any, where: str) -> dict[str, int]:
    tables = [name for (name,) in cursor.execute(_TABLES.format(where)).fetchall()]
    count = "SELECT count(*) FROM {}.[{}]"
    return {name: cursor.execute(count.format(where, name)).fetchone()[0] for name in tables}
