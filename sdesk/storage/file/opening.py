"""Taking hold of a workspace's file: locked, a workspace, in this program's format; and who else has it."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from sdesk.errors import SdeskError
from sdesk.local_time import utc_now
from sdesk.storage.file.border import refuse_foreign_schema
from sdesk.storage.file.engine import APPLICATION_ID, MARKS, open_engine
from sdesk.storage.file.faults import not_written, of_the_disk, reason
from sdesk.storage.file.files import (
    forget_apart,
    forget_looks,
    hot_journals,
    looked_at,
    made_private,
    place_apart,
    refuse_existing,
    settle,
)
from sdesk.storage.file.held import is_held, lock, unlock
from sdesk.storage.file.open_file import OpenFile
from sdesk.storage.file.owner import Owner, OwnersNote, owner_of
from sdesk.storage.migrations import NewerFormat, migrate
from sdesk.storage.operations import workspace_id
from sdesk.storage.schema import SCHEMA_VERSION, create_schema
from sdesk.storage.stored_rows import damage_named
from sdesk.translation import Message
from sdesk.translation import message as _

_A_MINUTE = timedelta(minutes=1)
"""By which the clocks of two computers may differ unsaid."""


@dataclass(frozen=True)
class OldFile:
    """A file of an older format, open, that is about to be brought to today's."""

    engine: Engine
    path: Path
    passphrase: str


BeforeMigrating = Callable[[OldFile], object]


class InUse(SdeskError):
    """Another program has the workspace at `path` open: `owner`, if that is known."""

    by_this_clock = True

    def __init__(self, path: Path) -> None:
        self.path, self.owner = path, owner_of(path)
        super().__init__(_that_it_is_open(path, self.owner), _("Close it there first."))


class LeftOpen(InUse):
    """By the note beside it, `owner` on another computer has it open; where folders are synchronised, no lock says so."""

    def __init__(self, path: Path, owner: Owner) -> None:
        self.path, self.owner = path, owner
        said = _(
            "By the note beside {file}, {user} on {computer} opened it on {since} and did not close it.",
            file=path.name,
            user=owner.user,
            computer=owner.computer,
            since=owner.since,
        )
        hint = _("Close it there first. If it is not open there any more, say --take-over.")
        SdeskError.__init__(self, said, hint)


def refuse_left_open(path: Path) -> None:
    """Raises LeftOpen."""
    owner = owner_of(path)
    if owner is not None and not owner.is_on_this_computer:
        raise LeftOpen(path, owner)


class NotOpened(SdeskError):
    """By this passphrase, if it is a workspace at all."""


def begun(path: Path, passphrase: str) -> tuple[OpenFile, Engine]:
    """A new file, locked and empty, whole from its first moment. Raises SdeskError: there is one, it cannot be written."""
    refuse_existing(path, _("Choose another name, or open that file."))
    if not path.parent.is_dir():
        said = _("There is no folder {folder}.", folder=str(path.parent))
        raise SdeskError(said, _("Make the folder first, or choose another place."))
    try:
        with place_apart(path) as part:
            _fill(part, passphrase)
            settle(part, path)
    except (OperationalError, OSError) as fault:
        raise not_written(str(path), fault) from fault
    file, engine = opened(path, passphrase)
    file.owners.take_over()  # it told of another file
    return file, engine


def _fill(part: Path, passphrase: str) -> None:
    engine = open_engine(made_private(part), passphrase)
    try:
        with engine.begin() as connection:
            create_schema(connection)
    finally:
        engine.dispose()


def opened(
    path: Path, passphrase: str, before_migrating: BeforeMigrating | None = None
) -> tuple[OpenFile, Engine]:
    """The file, locked and in this program's format. Raises SdeskError."""
    _refuse_what_is_no_file(path)
    if not os.access(path, os.W_OK):
        raise SdeskError(
            _("{place} could not be opened: it may not be written to.", place=str(path)),
            _("Allow it, or copy the file to a disk that may be written to."),
        )
    descriptor = _locked(path)
    engine = open_engine(path, passphrase, first=partial(_refuse_if_newer, path.name))
    note: OwnersNote | None = None
    try:
        refuse_newer(path, passphrase)
        try:
            _take_hold(engine, path)
        except InUse:
            unlock(descriptor)
            _take_hold(engine, path)
        note = OwnersNote(path)
        with damage_named(engine, path.name):
            refuse_foreign_schema(engine, path.name)
            migrate(
                engine,
                path,
                before=lambda: before_migrating and before_migrating(OldFile(engine, path, passphrase)),
            )
        forget_apart(path)  # it may be less protected than this file
        forget_looks(path)
        return OpenFile(path, note, descriptor), engine
    except BaseException as fault:
        if note is not None:
            note.remove()
        engine.dispose()
        os.close(descriptor)
        refused = of_the_disk(fault, path.name)  # while the format is changed, too
        if refused is not None and not isinstance(fault, SdeskError):
            raise refused from fault
        raise


def _locked(path: Path) -> int:
    """The file by a descriptor with a lock that nothing else in this program can lose. Raises InUse, SdeskError."""
    if is_held(path):
        raise InUse(path)
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError as fault:
        said = _("{place} could not be opened: {cause}.", place=str(path), cause=reason(fault))
        raise SdeskError(said, _("Check that you may write to it.")) from fault
    if not lock(descriptor):
        os.close(descriptor)
        raise InUse(path)
    return descriptor


def refuse_newer(path: Path, passphrase: str) -> None:
    """Raises NewerFormat: known from a copy where a journal waits to be played, for any look would change the file.

    Raises SdeskError where there is no room for one, or where it cannot be opened: its passphrase is another one.
    """
    if not hot_journals(path):
        return
    try:
        with looked_at(path) as copy:
            engine = open_engine(copy, passphrase, first=partial(_refuse_if_newer, path.name))
            try:
                _take_hold(engine, path)
            except NewerFormat:
                raise
            except SdeskError as fault:
                if owner_of(path) is not None:  # in the middle of a save it may look like anything
                    raise InUse(path) from fault
                raise
            finally:
                engine.dispose()
    except FileNotFoundError:  # somebody took hold of the file meanwhile, and played the journal
        return
    except OSError as fault:
        said = _(
            "A program was interrupted while it wrote {file}, and {file} could not be copied to look into it: {cause}.",
            file=path.name,
            cause=reason(fault),
        )
        raise SdeskError(said, _("Make room on its disk, and try again.")) from fault


def _refuse_if_newer(name: str, cursor: Any) -> None:
    (mark,), (found,) = (cursor.execute(f"PRAGMA {each}").fetchone() for each in MARKS)
    if mark == APPLICATION_ID and found > SCHEMA_VERSION:
        raise NewerFormat(name, found)


def name_in_note(file: OpenFile, engine: Engine) -> None:
    """Say beside the file which workspace it is. What is damaged in it is said where it is read."""
    name = file.path.name
    with suppress(SdeskError, DBAPIError), damage_named(engine, name), engine.connect() as connection:
        file.owners.name(workspace_id(connection))


def refuse_if_open(path: Path, passphrase: str = "") -> None:
    """Raises InUse if a program has the workspace at `path` open. Its journal, if there is one, is played.

    A file that cannot be read as a workspace is open nowhere; in an empty one the database would begin to write.
    """
    if path.stat().st_size == 0 and not hot_journals(path):
        return
    descriptor = _locked(path)
    engine = open_engine(path, passphrase)
    try:
        unlock(descriptor)
        _take_hold(engine, path)
    except InUse:
        raise
    except SdeskError:
        return
    finally:
        engine.dispose()
        os.close(descriptor)


def _refuse_what_is_no_file(path: Path) -> None:
    """Raises SdeskError: nothing there, a folder, a pipe, a name that no database can be opened by, an empty file."""
    try:
        str(path).encode()
        if path.is_file() and path.stat().st_size == 0:
            said = _("{file} is empty, so it is not a workspace.", file=path.name)
            raise SdeskError(said, _("Restore it from a backup."))
        if path.is_file():
            return
        there = path.exists()
    except (OSError, ValueError) as fault:
        cause = reason(fault) if isinstance(fault, OSError) else _("its name has characters that are none")
        said = _("{place} could not be opened: {cause}.", place=_shown(path), cause=cause)
        raise SdeskError(said, _("Check the name, and that you may read it.")) from fault
    if there:
        said = _("{place} is not a file, so it is not a workspace.", place=str(path))
        raise SdeskError(said, _("Choose a file."))
    said = _("There is no workspace at {place}.", place=str(path))
    raise SdeskError(said, _("Check the name, or make one with: sdesk new"))


def _shown(path: Path) -> str:
    return str(path).encode(errors="replace").decode()


def _take_hold(engine: Engine, path: Path) -> None:
    """Take the lock and see that it is a workspace. Raises SdeskError."""
    try:
        with engine.begin() as connection:
            found = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    except OperationalError as fault:
        if "locked" in str(fault):
            raise InUse(path) from fault
        said = _("{place} could not be opened: {cause}.", place=str(path), cause=reason(fault))
        raise SdeskError(said, _("Check that you may write to it.")) from fault
    except UnicodeDecodeError as fault:  # what SQLite says of it has bytes of it
        raise SdeskError(_("{file} is damaged.", file=path.name), _("Restore it from a backup.")) from fault
    except DatabaseError as fault:
        if "malformed" in str(fault):
            said = _("{file} is damaged: {cause}.", file=path.name, cause=reason(fault))
            raise SdeskError(said, _("Restore it from a backup.")) from fault
        raise NotOpened(
            _("{file} is not a workspace, or its passphrase is another one.", file=path.name),
            _("Check the file and the passphrase."),
        ) from fault
    if found != APPLICATION_ID:
        said = _("{file} is not a workspace of sdesk.", file=path.name)
        raise SdeskError(said, _("Choose a file that ends in .sdesk."))


def _that_it_is_open(path: Path, owner: Owner | None) -> Message:
    """Where, by whom and since when, if that is known."""
    if owner is None:
        return _("{file} is open in another program.", file=path.name)
    named = {"user": owner.user, "computer": owner.computer, "process": str(owner.process)}
    if owner.since > utc_now() + _A_MINUTE:
        return _(
            "{file} is open in another program, by {user} on {computer} (process {process}), whose clock is ahead of "
            "this one.",
            file=path.name,
            **named,
        )
    return _(
        "{file} is open in another program, by {user} on {computer} (process {process}) since {since}.",
        file=path.name,
        since=owner.since,
        **named,
    )
