"""Copies of a workspace that are known to be whole."""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from sdesk.errors import SdeskError


def back_up(engine: Engine, copy: Path) -> Path:
    """Write a compact copy of the open workspace to `copy` and check it; an older copy there is replaced.

    The copy is written beside its place, checked, flushed to disk and then moved there, so that an
    interrupted backup never takes the place of a good one. Raises SdeskError.
    """
    part = copy.with_name(f"{copy.name}.part")
    try:
        part.unlink(missing_ok=True)
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("VACUUM INTO ?", (str(part),))
        finally:
            raw.close()
        check_whole(engine, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(copy)
    except OSError as fault:
        raise SdeskError(
            f"The backup could not be written to {copy}: {fault.strerror}.", "Choose another place."
        ) from fault
    finally:
        part.unlink(missing_ok=True)
    return copy


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
    count = "SELECT count(*) FROM {}.historyentry"
    here, there = (cursor.execute(count.format(where)).fetchone()[0] for where in ("main", "copy"))
    if here != there:
        raise SdeskError(f"The copy {copy.name} is not complete.", "Try again.")
