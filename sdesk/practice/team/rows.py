"""The rows of a field as they are when one of them is as one side wrote it."""

from collections.abc import Mapping
from typing import Any

from sdesk.models import Record, Row
from sdesk.storage.changes import ORDER


def says_of_row(difference: Any, row: str) -> bool:
    """Whether a side did anything to that row."""
    return isinstance(difference, dict) and any(row in rows for rows in difference.values())


def rows_with(
    record: Record, field: str, row: str, difference: Mapping[str, Mapping[str, Any]]
) -> tuple[Row, ...]:
    """All rows, of which that one is without, or with, what the side did to it. What it did to no column stays."""
    rows: tuple[Row, ...] = getattr(record, field)
    if row in difference.get("removed", {}):
        return tuple(each for each in rows if not _is(each, row))
    changed = difference.get("changed", {}).get(row, {})
    wrote = {**difference.get("added", {}).get(row, {}), **{name: each[1] for name, each in changed.items()}}
    wrote.pop(ORDER, None)
    return tuple(_with(each, wrote) if _is(each, row) else each for each in rows)


def _is(each: Row, row: str) -> bool:
    return row in (each.id.hex, str(each.id))


def _with(each: Row, wrote: Mapping[str, Any]) -> Row:
    return type(each).model_validate({**each.model_dump(mode="json"), **wrote})


__all__ = ["rows_with", "says_of_row"]
