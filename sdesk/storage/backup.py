"""Copies of a workspace that are known to be whole."""

import os
import shutil
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine

from sdesk.errors import SdeskError


def back_up(engine: Engine, copy: Path) -> Path:
    """Write a compact copy of the open workspace to `copy` and check it; an older copy there is replaced.

    The copy is written beside its place, checked, flushed to disk and then moved there, so that an
    interrupted backup never takes the place of a good one. Raises SdeskError.
    """
    _refuse_itself(engine, copy)
    part = copy.with_name(f"{copy.name}.part")
    try:
        part.unlink(missing_ok=True)
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("VACUUM INTO ?", (str(part),))
        finally:
            raw.close()
        check_whole(engine, part)
        settle(part, copy)
    except OSError as fault:
        raise SdeskError(
            f"The backup could not be written to {copy}: {fault.strerror}.", "Choose another place."
        ) from fault
    except sqlcipher.Error as fault:
        raise SdeskError(
            f"The backup could not be written to {copy}: {fault}.",
            "Choose another place, one that exists and has room.",
        ) from fault
    finally:
        _remove(part)
    return copy


def _refuse_itself(engine: Engine, copy: Path) -> None:
    if copy.resolve() == Path(engine.url.database or "").resolve():
        raise SdeskError(f"{copy.name} is the workspace itself.", "Give the backup another name.")


def settle(part: Path, place: Path) -> None:
    """Move a finished file to its place, when it is safely on the disk. Raises OSError."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(place)
    if os.name == "posix":
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return  # its folder is not there, or may not be written to: then neither is the file


def copy_file(source: Path, place: Path) -> None:
    """A copy of `source` at `place`. Raises SdeskError, and leaves nothing there then."""
    try:
        shutil.copyfile(source, place)
    except OSError as fault:
        _remove(place)
        raise SdeskError(
            f"{source.name} could not be copied to {place}: {fault.strerror}.", "Choose another place."
        ) from fault


def check_whole(engine: Engine, copy: Path) -> None:
    """Read the whole copy and compare its count of history entries with the workspace. Raises SdeskError."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("ATTACH DATABASE ? AS copy", (str(copy),))
        try:
            _compare(cursor, copy)
        finally:
            cursor.execute("DETACH DATABASE copy")
    finally:
        raw.close()


def _compare(cursor: Any, copy: Path) -> None:
    if cursor.execute("PRAGMA copy.quick_check").fetchone()[0] != "ok":
        raise SdeskError(f"The copy {copy.name} is damaged.", "Choose another disk and try again.")
    here, there = (_history_entries(cursor, where) for where in ("main", "copy"))
    if here != there:
        raise SdeskError(f"The copy {copy.name} is not complete.", "Try again.")


def _history_entries(cursor: Any, where: str) -> dict[str, int]:
    """How many there are in each table of the history: a file of format 1 that is about to be migrated has one."""
    tables = f"SELECT name FROM {where}.sqlite_master WHERE name IN ('historyentry', 'operation', 'change')"
    names = [name for (name,) in cursor.execute(tables).fetchall()]
    return {name: cursor.execute(f"SELECT count(*) FROM {where}.{name}").fetchone()[0] for name in names}
