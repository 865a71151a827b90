"""The file beside a workspace that keeps what was typed and is not saved yet, encrypted as the workspace is."""

import os
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError, OperationalError

from sdesk.errors import SdeskError
from sdesk.storage.file.engine import open_engine
from sdesk.storage.file.faults import not_written, reason
from sdesk.storage.file.files import discard, journal_of
from sdesk.translation import NOTHING_SAID, Message
from sdesk.translation import message as _
from sdesk.whole_files import take_place

_SCHEMA = (
    "CREATE TABLE belongs (workspace TEXT NOT NULL)",
    "CREATE TABLE kept (form TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID",
)
_MOST_BYTES = 64 * 1024 * 1024
"""More than anybody types: a larger file is not one of ours."""
_MOST_LEFT = 8
"""So many of the files that were left behind are tried, the newest: each takes the time of a key."""

Failed = Callable[[SdeskError], None]


class PutAside(SdeskError):
    """The file could not be read, or is of another workspace: it lies under another name now, nothing is deleted."""


class UnsavedFile:
    """What is not saved, by form. One thread of its own reads and writes it, in the order in which it was asked to.

    The file comes with the first thing to keep and goes when nothing is left. `belongs_to` names the workspace; it is
    asked on the thread of whoever calls. `notes` is a folder of this installation: a note in it says where the file
    lies, so that it is found where the workspace was moved without it.
    """

    def __init__(
        self, workspace: Path, passphrase: str, belongs_to: Callable[[], str], notes: Path | None = None
    ) -> None:
        self._notes = notes
        self.path = _side_file(workspace)
        self._opened_by = workspace.absolute()
        self._passphrase = passphrase
        self._belongs_to = belongs_to
        self._engine: Engine | None = None
        self._place: tuple[int, int] | None = None
        self._ours: dict[str, str] = {}
        self._thread: ThreadPoolExecutor | None = None
        self._aside: PutAside | None = None
        self._lock = threading.Lock()

    # what others use

    def read(self) -> dict[str, str]:
        """Everything that is kept, by form. Raises PutAside, or SdeskError where the disk does not let it be read."""
        self.wait()
        workspace = self._belongs_to()
        if not self.path.exists() and not any(self._left_behind(workspace)):
            return {}
        found: dict[str, str] = self._do(self._read, workspace).result()
        return found

    def prepare(self) -> None:
        """Something will have to be kept in a moment: the key is derived from the passphrase until then."""
        self._do(self._ready, self._belongs_to())

    def write(
        self, contents: Mapping[str, str], gone: Iterable[str] = (), failed: Failed | None = None
    ) -> Future[None]:
        """Keep these contents by form, each in place of what was kept of it, and forget the forms that are `gone`.

        All or nothing. `failed` is called on another thread.
        """
        return self._do(self._told, failed, self._write, self._belongs_to(), dict(contents), tuple(gone))

    def wait(self) -> None:
        """Until all that was asked for is written, or has failed."""
        if self._thread is not None:
            self._thread.submit(lambda: None).result()

    def change_passphrase(self, passphrase: str, exchange: Callable[[], None]) -> None:
        """From now on the file is encrypted with this one ("" for not at all), as the workspace is after `exchange`.

        What is kept is written anew before that and comes to its place after it; where the program is killed in
        between, at the next opening. `exchange` is called on the thread, so that nothing is written meanwhile.
        Raises SdeskError, and what `exchange` raises: it is as before then.
        """
        self._do(self._change, self._belongs_to(), passphrase, exchange).result()

    def follow(self, workspace: Path) -> None:
        """From now on the file lies beside the workspace at this place, with all that is kept. Raises SdeskError."""
        self._do(self._moved, self._belongs_to(), workspace).result()

    def close(self) -> None:
        """Finish what is under way and let go of the file; one in which nothing is kept is removed."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.submit(self._let_go).result()
            thread.shutdown()

    # on the thread

    def _do(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        with self._lock:
            if self._thread is None:
                self._thread = ThreadPoolExecutor(1, "unsaved")
            return self._thread.submit(work, *given)

    def _told(self, failed: Failed | None, work: Callable[..., None], *given: Any) -> None:
        try:
            work(*given)
        except SdeskError as fault:
            if failed is not None:
                failed(fault)

    def _ready(self, workspace: str) -> None:
        try:
            with suppress(DatabaseError, OSError):  # the write that follows says it
                self._open(workspace)
        except SdeskError as fault:
            self._aside = fault if isinstance(fault, PutAside) else None

    def _read(self, workspace: str) -> dict[str, str]:
        try:
            self._fetch(workspace)
            if not self.path.exists():
                return {}
            with self._open(workspace).begin() as connection:
                rows = connection.exec_driver_sql("SELECT form, content FROM kept ORDER BY form").all()
        except DatabaseError as fault:
            raise self._fault(fault) from fault
        return {str(form): str(content) for form, content in rows}

    def _left_behind(self, workspace: str) -> Iterator[Path]:
        """What may be of this workspace elsewhere: it was renamed, moved, or opened by a link, meanwhile.

        That of a workspace that is still there is its own.
        """
        folder = self.path.parent
        beside_link = self._opened_by.with_name(f".{self._opened_by.name}.unsaved")
        named = (*folder.glob(".*.unsaved"), *self._noted(workspace))
        orphans = (each for each in named if _is_orphan(each))
        found = {*orphans, *folder.glob(".*.unsaved.aside*"), beside_link} - {self.path}
        whole = [each for each in found if each.is_file() and 0 < each.stat().st_size <= _MOST_BYTES]
        yield from sorted(whole, key=lambda each: each.stat().st_mtime)[-_MOST_LEFT:]

    def _fetch(self, workspace: str) -> None:
        """Take in what was left behind of this workspace. What has another passphrase, or is of another, stays as it is."""
        for left in self._left_behind(workspace):
            kept = self._kept_in(left, workspace)
            if kept is not None:
                self._put(workspace, kept, ())
                with suppress(OSError):  # found once more the next time, and the same
                    left.unlink()

    def _kept_in(self, left: Path, workspace: str) -> dict[str, str] | None:
        engine = open_engine(left, self._passphrase)
        try:
            with engine.begin() as connection:
                named = (
                    connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE sql > ''").scalars().all()
                )
                if _not_of(connection, set(named), workspace):
                    return None
                rows = connection.exec_driver_sql("SELECT form, content FROM kept").all()
                return {str(form): str(content) for form, content in rows}
        except (DatabaseError, OSError):
            return None
        finally:
            engine.dispose()

    def _write(self, workspace: str, contents: Mapping[str, str], gone: Collection[str]) -> None:
        for form in gone:
            self._ours.pop(form, None)
        self._ours.update(contents)
        if not contents and not self.path.exists():
            return
        try:
            self._put(workspace, contents, gone)
            aside, self._aside = self._aside, None
            if aside is not None:
                raise aside
        except PutAside:
            self._put(workspace, self._ours, ())  # what could not be read is out of the way
            raise
        except DatabaseError as fault:
            self._drop_engine()
            raise self._fault(fault) from fault
        except OSError as fault:
            raise not_written(self.path.name, fault) from fault

    def _put(self, workspace: str, contents: Mapping[str, str], gone: Collection[str]) -> None:
        is_new = self._engine is None or self._place != _place_of(self.path)
        with self._open(workspace).begin() as connection:
            for form, content in ({**self._ours, **contents} if is_new else contents).items():
                connection.exec_driver_sql("INSERT OR REPLACE INTO kept VALUES (?, ?)", (form, content))
            for form in gone:
                connection.exec_driver_sql("DELETE FROM kept WHERE form = ?", (form,))

    def _open(self, workspace: str) -> Engine:
        """The file as it lies there now: one that was removed or replaced meanwhile is begun anew. Raises PutAside."""
        if self._engine is not None and self._place == _place_of(self.path):
            return self._engine
        self._drop_engine()
        self._finish_change(workspace)
        engine, why_not = self._opened(workspace)
        if why_not:
            engine.dispose()
            raise self._put_aside(why_not)
        self._engine, self._place = engine, _place_of(self.path)
        self._note(workspace)
        return engine

    def _noted(self, workspace: str) -> list[Path]:
        try:
            said = (self._notes / f"{workspace}.typed").read_text("utf-8") if self._notes else ""
        except (OSError, ValueError):
            return []
        return [Path(line) for line in said.splitlines() if line.endswith(".unsaved") and "\0" not in line]

    def _note(self, workspace: str) -> None:
        """Where it lies, beside where others still do; without it nothing is lost but the way there."""
        places = dict.fromkeys([*(each for each in self._noted(workspace) if each.is_file()), self.path])
        if self._notes is not None:
            with suppress(OSError, ValueError):
                self._notes.mkdir(parents=True, exist_ok=True)
                note = self._notes / f"{workspace}.typed"
                note.touch(0o600)
                note.write_text("".join(f"{each}\n" for each in places), "utf-8")

    def _opened(self, workspace: str) -> tuple[Engine, Message]:
        """With why it is not the file for the workspace; empty if it is."""
        _make_private(self.path)
        engine = open_engine(self.path, self._passphrase)
        try:
            with engine.begin() as connection:
                connection.exec_driver_sql("PRAGMA secure_delete = ON")
                return engine, self._why_not(connection, workspace)
        except OperationalError:
            engine.dispose()
            raise
        except DatabaseError:
            return engine, _("it is damaged, or has another passphrase")

    def _why_not(self, connection: Connection, workspace: str) -> Message:
        """Why this file is not the one for the workspace; empty if it is. An empty one is made the one."""
        if self.path.stat().st_size > _MOST_BYTES:
            return _("it is far too large")
        found = {
            row[0] for row in connection.exec_driver_sql("SELECT sql FROM sqlite_master").all() if row[0]
        }
        if not found:
            for statement in _SCHEMA:
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql("INSERT INTO belongs VALUES (?)", (workspace,))
            return NOTHING_SAID
        return _not_of(connection, found, workspace)

    def _put_aside(self, why: Message) -> PutAside:
        numbers = (f"-{number}" if number > 1 else "" for number in range(1, 1000))
        aside = next(
            place
            for number in numbers
            if not (place := self.path.with_name(f"{self.path.name}.aside{number}")).exists()
        )
        try:
            self.path.replace(aside)
        except OSError as fault:
            raise SdeskError(
                _("Text that was not saved is in {file}, but {why}.", file=self.path.name, why=why),
                _("It could not be put aside either: {cause}.", cause=reason(fault)),
            ) from fault
        return PutAside(
            _("Text that was not saved cannot be offered again: {why}.", why=why),
            _("The file is kept as {file}.", file=aside.name),
        )

    def _fault(self, fault: DatabaseError) -> SdeskError:
        return SdeskError(_("{file} could not be used: {cause}.", file=self.path.name, cause=reason(fault)))

    def _change(self, workspace: str, passphrase: str, exchange: Callable[[], None]) -> None:
        try:
            self._written_anew(workspace, passphrase)
            exchange()
        except BaseException:
            self._forget_change()
            raise
        self._drop_engine()
        self._passphrase = passphrase
        if self.path.exists():
            self._write(workspace, {}, ())

    def _written_anew(self, workspace: str, passphrase: str) -> None:
        """The same content under another passphrase, beside the file until the workspace has that passphrase."""
        if not self.path.exists():
            return
        kept = self._read(workspace)
        fresh = self._changed(passphrase)
        try:
            fresh._write(workspace, kept, ())
        finally:
            fresh._drop_engine()

    def _changed(self, passphrase: str) -> "UnsavedFile":
        fresh = UnsavedFile(self.path, passphrase, self._belongs_to)
        fresh.path = self.path.with_name(f"{self.path.name}.changed")
        return fresh

    def _finish_change(self, workspace: str) -> None:
        """What was written anew takes the place of the file if it has the passphrase of the workspace; else it goes."""
        changed = self._changed(self._passphrase)
        if changed.path.exists() and changed.path.stat().st_size:
            engine, why_not = changed._opened(workspace)
            engine.dispose()
            if not why_not:
                take_place(changed.path, self.path)
        self._forget_change()

    def _forget_change(self) -> None:
        changed = self._changed("").path
        for each in (changed, journal_of(changed)):
            with suppress(OSError):
                each.unlink(missing_ok=True)

    def _moved(self, workspace: str, beside: Path) -> None:
        self._drop_engine()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        self.path = _side_file(beside)
        self._write(workspace, self._ours.copy(), ())

    def _let_go(self) -> None:
        with suppress(DatabaseError, OSError):
            if self._engine is not None and self._place == _place_of(self.path):
                with self._engine.begin() as connection:
                    left = connection.exec_driver_sql("SELECT count(*) FROM kept").scalar_one()
                self._drop_engine()
                if not left:
                    discard(self.path)
        self._drop_engine()

    def _drop_engine(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
        self._engine = self._place = None


def _not_of(connection: Connection, schema: set[str], workspace: str) -> Message:
    """Why a file is not one of this workspace; empty if it is."""
    if schema != set(_SCHEMA):
        return _("it was not written by this program")
    if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
        return _("it is damaged")
    named = connection.exec_driver_sql("SELECT workspace FROM belongs").scalars().all()
    return NOTHING_SAID if named == [workspace] else _("it is of another workspace")


def _is_orphan(left: Path) -> bool:
    """Whether the workspace beside which it was made is not there."""
    name = left.name[1:].removesuffix(".unsaved")
    return bool(name) and not left.with_name(name).exists()


def _side_file(workspace: Path) -> Path:
    """Beside the file itself, by whatever link it is opened."""
    workspace = workspace.resolve()
    return workspace.with_name(f".{workspace.name}.unsaved")


def _place_of(path: Path) -> tuple[int, int] | None:
    """Which file lies there now, however it is called."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _make_private(path: Path) -> None:
    """Nobody but its owner may read it; its journal is made by SQLite with the same rights."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)


__all__ = ["PutAside", "UnsavedFile"]
