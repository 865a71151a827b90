"""What is seen of a file without reading it through: whether it has all its pages, and which passphrase it has."""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError

from sdesk.storage.file.engine import open_engine

_HEAD = b"SQLite format 3\0"
_PAGE = 4096
"""Bytes in a page of an encrypted workspace."""


def has_all_its_pages(path: Path) -> bool:
    """False for what is no file, is empty or was cut off. Of an encrypted one only the last page is known to be whole."""
    try:
        if not path.is_file():
            return False
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(100)
    except OSError:
        return False
    if not head.startswith(_HEAD):
        return size > 0 and size % _PAGE == 0
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    return size > 0 and size == (65536 if page == 1 else page) * pages


def opens_with(path: Path, passphrase: str) -> bool:
    """Whether a workspace was written under this passphrase, "" for none. Takes as long as its key is derived."""
    engine = open_engine(path, passphrase, read_only=True)
    try:
        raw = engine.raw_connection()
        raw.cursor().execute("SELECT count(*) FROM sqlite_master").fetchone()
        raw.close()
    except (DBAPIError, sqlcipher.Error):
        return False
    finally:
        engine.dispose()
    return True
