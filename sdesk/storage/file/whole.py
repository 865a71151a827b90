"""What is seen of a file without reading it through: whether it has all its pages, and what it was written under and up to."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from sdesk.errors import SdeskError
from sdesk.storage.file.engine import open_engine
from sdesk.storage.file.files import SQLITE_HEAD
from sdesk.storage.file.held import head_of
from sdesk.storage.operations import hash_of_format_1
from sdesk.whole_files import write_whole

_JOURNAL = b"\1\1"
"""Of a file whose pages all lie in it: another program that keeps a write-ahead log may have left some beside it."""

_PAGE = 4096
"""Bytes in a page of an encrypted workspace."""


def has_all_its_pages(path: Path) -> bool:
    """False for what is no file, is empty or was cut off. Of an encrypted one only the last page is known to be whole."""
    try:
        if not path.is_file():
            return False
        head, size = head_of(path, 100)
    except OSError:
        return False
    if not head.startswith(SQLITE_HEAD):
        return size > 0 and size % _PAGE == 0
    if head[18:20] != _JOURNAL:
        return False
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    return size > 0 and size == (65536 if page == 1 else page) * pages


def note_size(path: Path) -> None:
    """Remember how large a finished file is, for as long as it is in its folder; as far as the disk takes a note of it."""
    sizes = {name: size for name, size in noted_sizes(path.parent).items() if path.with_name(name).exists()}
    with suppress(OSError):
        sizes[path.name] = path.stat().st_size
        write_whole(_sizes_of(path.parent), json.dumps(sizes).encode(), private=True)


def noted_sizes(folder: Path) -> dict[str, int]:
    """The sizes that files of a folder had when they were finished, as far as they are known."""
    try:
        said = json.loads(_sizes_of(folder).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    known = said.items() if isinstance(said, dict) else ()
    return {name: size for name, size in known if isinstance(size, int) and Path(name).name == name}


def _sizes_of(folder: Path) -> Path:
    """Beside the folder: in it lie copies and nothing else."""
    return folder.with_name(f"{folder.name}.sizes")


def salt_of(path: Path) -> str | None:
    """What an encrypted file begins with: copies have that of their workspace, until its passphrase is another one.

    "" for a file that is not encrypted; None for one that cannot be read.
    """
    try:
        head = head_of(path, len(SQLITE_HEAD))[0] if path.is_file() else b""
    except OSError:
        return None
    return "" if head == SQLITE_HEAD else head.hex() or None


def own_salt(connection: Connection) -> str:
    """That of the open file, which nobody else may open meanwhile."""
    return str(connection.exec_driver_sql("PRAGMA cipher_salt").scalar() or "")


def holds(path: Path, passphrase: str, mark: str) -> bool:
    """Whether a workspace was written under this passphrase, "" for none, with the operation of this mark in it.

    Of format 1, which had no operations, whether all its entries have this mark, in whatever format they lie there now.
    Takes as long as its key is derived.
    """
    engine = open_engine(path, passphrase, read_only=True)
    try:
        raw = engine.raw_connection()
        found = _marks_in(raw.cursor(), mark)
        raw.close()
    except (DBAPIError, SdeskError, UnicodeDecodeError, sqlcipher.Error):
        return False
    finally:
        engine.dispose()
    return found


def _marks_in(cursor: Any, mark: str) -> bool:
    if cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'operation'").fetchone():
        found = cursor.execute("SELECT 1 FROM operation WHERE hash GLOB ? || '*'", (mark,))
        if found.fetchone() is not None:
            return True
    entries = cursor.execute("SELECT hash FROM historyentry ORDER BY id").fetchall()
    return hash_of_format_1([str(digest) for (digest,) in entries]).startswith(mark)
