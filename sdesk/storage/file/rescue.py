"""What can still be read of a damaged file, row by row, in a new file that says by `verify` what is missing."""

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from sdesk.errors import SdeskError
from sdesk.storage.file.backup import place_for
from sdesk.storage.file.border import refuse_foreign_schema
from sdesk.storage.file.copies import refuse_no_file
from sdesk.storage.file.engine import MARKS, open_engine, unlock
from sdesk.storage.file.faults import not_read, reason
from sdesk.storage.file.files import (
    SQLITE_HEAD,
    copy_journals,
    copy_readable,
    hot_journals,
    made_private,
    refuse_existing,
    settle,
)
from sdesk.storage.file.held import head_of
from sdesk.storage.file.opening import refuse_if_open
from sdesk.storage.migrations import NewerFormat, version_of
from sdesk.storage.schema import SCHEMA_VERSION
from sdesk.storage.stored_rows import damage_named
from sdesk.storage.verify.damages import Damage, verify
from sdesk.storage.workspace import Workspace
from sdesk.translation import Message, counted
from sdesk.translation import message as _

_FAULTS = (sqlcipher.Error, UnicodeDecodeError, OverflowError)
_GAP = 100_000
"""Rows are numbered one after the other: of so many that could be in what is not reached from either side, each is tried."""
_TRIED = 2000
"""So many in a row that cannot be read are enough: of an encrypted file, each takes as long as its key is derived."""


def rescue(damaged: Path, path: Path, passphrase: str = "") -> list[Damage]:
    """Write what can be read of a damaged file to the new workspace `path`; what is missing or wrong in that is returned.

    The damaged file is not touched. Raises SdeskError where nothing can be read, or nothing written.
    """
    refuse_no_file(path)
    refuse_existing(path)
    if not damaged.is_file():
        raise SdeskError(_("There is no workspace at {place}.", place=str(damaged)), _("Check the name."))
    try:
        head_of(damaged, 0)
    except OSError as fault:
        raise not_read(damaged, fault) from fault
    refuse_if_open_elsewhere(damaged, passphrase)
    with place_for(path) as part:
        read = part.with_name(f"read {damaged.name}")
        unread = copy_readable(damaged, read)
        copy_journals(damaged, read)
        _refuse_unreadable(read, damaged.name, passphrase)
        try:
            lost = _of_the_disk(unread) + _copied(_Damaged(read, passphrase), made_private(part), passphrase)
        except sqlcipher.Error as fault:
            said = _("What can be read could not be written: {cause}.", cause=reason(fault))
            raise SdeskError(said, _("Choose another place, one that has room.")) from fault
        with Workspace.open(part, passphrase) as workspace:
            damages = [*lost, *verify(workspace)]
        settle(part, path)
    return damages


def _of_the_disk(unread: int) -> list[Damage]:
    said = counted(
        "{n} byte of it cannot be read from its disk; copy what you need from there while it still answers",
        "{n} bytes of it cannot be read from its disk; copy what you need from there while it still answers",
        n=unread,
    )
    return [Damage(_("file"), said)] if unread else []


def refuse_if_open_elsewhere(damaged: Path, passphrase: str) -> None:
    """Raises InUse. One whose journal waits to be played is left as it is: that is done in the copy."""
    if damaged.stat().st_mode & 0o200 and not hot_journals(damaged):
        with suppress(OSError):
            refuse_if_open(damaged, passphrase)


def _refuse_unreadable(read: Path, name: str, passphrase: str) -> None:
    """Raises SdeskError: its very first page is gone, its passphrase is another one, or its schema is not ours."""
    engine = open_engine(read, passphrase)
    try:
        with damage_named(engine, name):
            refuse_foreign_schema(engine, name)
            if (found := version_of(engine)) > SCHEMA_VERSION:
                raise NewerFormat(name, found)
    except NewerFormat:
        raise
    except SdeskError as fault:
        said = _("Nothing of {file} can be read. {why}", file=name, why=fault.message)
        is_plain = head_of(read, len(SQLITE_HEAD))[0] == SQLITE_HEAD
        hint = _("Restore a copy.") if is_plain else _("Check its passphrase, or restore a copy.")
        raise SdeskError(said, hint) from fault
    finally:
        engine.dispose()


@dataclass
class _Damaged:
    """A file that is read on after every fault: a connection that met one may refuse everything from then on."""

    path: Path
    passphrase: str
    _connection: Any = field(default=None, init=False)

    def rows(self, statement: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Until it cannot be read on. Raises one of _FAULTS then."""
        try:
            yield from self._opened().execute(statement, values)
        except _FAULTS:
            self.close()
            raise

    def _opened(self) -> Any:
        if self._connection is None:
            self._connection = _connected(self.path, self.passphrase)
        return self._connection

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _connected(path: Path, passphrase: str) -> Any:
    connection = sqlcipher.connect(path, isolation_level=None)
    unlock(connection, passphrase)
    return connection


def _copied(damaged: _Damaged, part: Path, passphrase: str) -> list[Damage]:
    """All rows of all tables that can be read and still fit; what does not, as far as the rows themselves tell."""
    with closing(_connected(part, passphrase)) as new, closing(damaged):
        new.execute("PRAGMA foreign_keys = OFF")
        new.execute("BEGIN")
        parts = list(damaged.rows("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
        tables = {name: text for kind, name, text in parts if kind == "table" and not _is_of_search(name)}
        lost: list[Damage] = []
        for name, text in tables.items():
            new.execute(text)
            lost += _lost(name, _copy_table(damaged, new, name, without_rowid="WITHOUT ROWID" in text))
        for _kind, _name, text in (each for each in parts if each[0] != "table"):
            new.execute(text)
        for mark in MARKS:
            ((value,),) = damaged.rows(f"PRAGMA {mark}")
            new.execute(f"PRAGMA {mark} = {value}")
        new.execute("COMMIT")
        return lost


def _is_of_search(name: str) -> bool:
    """The tables that hold the index of the search are made with it; those of SQLite itself are its own."""
    return name.startswith(("search_", "sqlite_"))


def _copy_table(damaged: _Damaged, new: Any, name: str, *, without_rowid: bool) -> int | None:
    """How many rows could not be read or do not fit; None where nobody knows how many there are."""
    about = new.execute(f"PRAGMA table_info([{name}])").fetchall()
    keys = [f"[{row[1]}]" for row in about if row[5]] if without_rowid else ["rowid"]
    columns = [*([] if without_rowid else ["rowid"]), *(f"[{row[1]}]" for row in about)]
    read = f"SELECT {', '.join(columns)} FROM [{name}]"
    write = f"INSERT OR IGNORE INTO [{name}] ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    found = _Found(new, write)
    if found.all_of(damaged, f"{read} ORDER BY {', '.join(keys)}"):
        return found.unfit
    backwards = _Found(new, write)
    backwards.all_of(damaged, f"{read} ORDER BY {', '.join(f'{key} DESC' for key in keys)}")
    if without_rowid:
        return None
    between = _Found(new, write)
    lost = between.each_of(damaged, f"{read} WHERE rowid = ?", found.last, backwards.last)
    return None if lost is None else lost + found.unfit + backwards.unfit + between.unfit


@dataclass
class _Found:
    """Puts rows into the new table; how many did not fit, and where the last one stood."""

    new: Any
    write: str
    unfit: int = 0
    last: Any = None

    def keep(self, row: tuple[Any, ...]) -> None:
        self.last = row[0]
        try:
            self.unfit += 1 - self.new.execute(self.write, row).rowcount
        except sqlcipher.IntegrityError:
            self.unfit += 1

    def all_of(self, damaged: _Damaged, read: str) -> bool:
        """False where it broke off."""
        rows = damaged.rows(read)
        while True:
            try:
                row = next(rows, None)
            except _FAULTS:
                return False
            if row is None:
                return True
            self.keep(row)

    def each_of(self, damaged: _Damaged, read: str, before: int | None, behind: int | None) -> int | None:
        """Each row by itself that is reached from neither side: how many are lost; None where nobody knows the end."""
        begin, lost = (before or 0) + 1, 0
        for place in range(begin, begin + _GAP if behind is None else min(behind, begin + _GAP)):
            try:
                rows = list(damaged.rows(read, place))
            except _FAULTS:
                lost += 1
                if lost > _TRIED:
                    return None
                continue
            for row in rows:
                self.keep(row)
        return lost if behind is not None and behind - begin <= _GAP else None


def _lost(table: str, rows: int | None) -> Sequence[Damage]:
    if rows == 0:
        return []
    said: Message = _("some rows cannot be read, and nobody knows how many")
    if rows is not None:
        said = counted("{n} row cannot be read", "{n} rows cannot be read", n=rows)
    return [Damage(_("table {table}", table=table), said)]


__all__ = ["rescue"]
