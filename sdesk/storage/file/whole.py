"""Whether a file still has the size of a whole database: seen at once, without opening it."""

from pathlib import Path

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
