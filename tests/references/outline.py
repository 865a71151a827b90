"""Values as indented text that is the same everywhere, so that a difference is one line a person can read."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from sdesk.reports.blocks import Document, Row, Table

ANCHOR = r"\b(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}\b"
_ID = re.compile(r"\b[0-9a-f]{8}-?[0-9a-f]{4}-?7[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}\b")
_PLAIN = re.compile(r"[^\s\d\-{}\[\]\"|].*\S|[^\W\d]")
_WORDS_OF_JSON = ("true", "false", "null")


def outline(value: Any, depth: int = 0) -> Iterator[str]:
    """A value as JSON knows it, one line for each scalar."""
    indent = "  " * depth
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _under(f"{indent}{key}:", each, depth)
    else:
        for each in value:
            yield from _item(each, depth)


def _item(value: Any, depth: int) -> Iterator[str]:
    """An item of a list: its first line begins with a dash."""
    if isinstance(value, (Mapping, list, tuple)) and value:
        first, *rest = outline(value, depth + 1)
        yield f"{'  ' * depth}- {first.lstrip()}"
        yield from rest
    else:
        yield from _under(f"{'  ' * depth}-", value, depth)


def _under(head: str, value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str) and "\n" in value:
        yield head
        yield from (f"{'  ' * (depth + 1)}| {line}".rstrip() for line in value.split("\n"))
    elif isinstance(value, (Mapping, list, tuple)) and value:
        yield head
        yield from outline(value, depth + 1)
    else:
        yield f"{head} {scalar(value)}"


def scalar(value: Any) -> str:
    """Text as it is, unless it could be taken for something else."""
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value not in _WORDS_OF_JSON:
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


def filled(value: Any) -> Any:
    """Without what is empty."""
    if isinstance(value, Mapping):
        return {key: filled(each) for key, each in value.items() if each not in (None, "", [], {}, ())}
    return [filled(each) for each in value] if isinstance(value, list) else value


def document_outline(document: Document) -> Iterator[str]:
    """The head of a document and its blocks; of pictures only that they are there, of hashes too.

    Its state is what the status says, its language the one that it is read in here.
    """
    head = _parts(document, leave_out=("blocks", "state", "language"))
    yield from outline(head)
    for block in document.blocks:
        yield from _block(block, 0)


def _block(block: Any, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if isinstance(block, Table):
        yield f"{indent}Table"
        parts = _parts(block, leave_out=("columns", "rows", "total"))
        yield from outline(parts, depth + 1)
        yield f"{indent}  {' | '.join(_column(each) for each in block.columns)}"
        yield from (f"{indent}  {_row(row)}" for row in block.all_rows())
        return
    yield f"{indent}{type(block).__name__}"
    parts = _parts(block, leave_out=("blocks",))
    yield from outline(parts, depth + 1)
    for inner in getattr(block, "blocks", ()):
        yield from _block(inner, depth + 1)


def _column(column: Any) -> str:
    return f"{column.title} ({column.alignment}, {column.weight:g})"


def _row(row: Row) -> str:
    kind = "" if row.kind == "normal" else f"{row.kind}: "
    return kind + " | ".join(cell.replace("\n", " ⏎ ") for cell in row.cells)


def _parts(value: Any, leave_out: Sequence[str] = ()) -> dict[str, Any]:
    """The fields of a value that differ from what they are when nothing is said."""
    return {
        each.name: _plain(getattr(value, each.name))
        for each in fields(value)
        if each.name not in leave_out
        and (each.default is MISSING or getattr(value, each.name) != each.default)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return "(a picture)"
    if is_dataclass(value) and not isinstance(value, type):
        return _parts(value)
    if isinstance(value, tuple) and value and all(isinstance(each, str) for each in value):
        return " | ".join(value)
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    return value


def without_ids(text: str, name_of: Callable[[str], str]) -> str:
    """Ids are chance: in their place stands what they are called, or their turn in the text. Hashes go with them."""
    turns: dict[str, str] = {}

    def name(found: re.Match[str]) -> str:
        key = found[0].replace("-", "")
        return turns.setdefault(key, name_of(key) or f"id-{len(turns) + 1}")

    return re.sub(rf'"?\b[0-9a-f]{{64}}\b"?|"?{ANCHOR}"?', "(hash)", _ID.sub(name, text))
