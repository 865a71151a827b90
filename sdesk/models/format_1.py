"""Changes as format 1 wrote them, read as they are written since. What was written stays as it is."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic_core import to_jsonable_python

_DIGITS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def read_changes(changes: dict[str, Any]) -> dict[str, Any]:
    """Rows and links told as [before, after] with their places, by id with an order key instead.

    Format 1 told a list of rows by those that were not in the same place with the same content, or whole.
    """
    return {name: _read(difference) for name, difference in changes.items()}


def _read(difference: Any) -> Any:
    if not isinstance(difference, list) or not any(_are_rows(side) for side in difference):
        return difference
    before, after = (_by_id(side) for side in difference)
    parts = {
        "added": {key: row for key, row in after.items() if key not in before},
        "removed": {key: row for key, row in before.items() if key not in after},
        "changed": {
            key: _compared(before[key], row)
            for key, row in after.items()
            if key in before and before[key] != row
        },
    }
    return {part: rows for part, rows in parts.items() if rows}


def _are_rows(side: Any) -> bool:
    return isinstance(side, list) and bool(side) and all(_is_row(each) for each in side)


def _is_row(each: Any) -> bool:
    return (isinstance(each, dict) and "id" in each) or (isinstance(each, str) and _is_id(each))


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _by_id(side: Any) -> dict[str, dict[str, Any]]:
    rows = [each if isinstance(each, dict) else {"id": each} for each in side or ()]
    return {
        row["id"]: {
            **{name: value for name, value in row.items() if name not in ("id", "place")},
            "order": key_of_place(row.get("place", place)),
        }
        for place, row in enumerate(rows)
    }


def _compared(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    names = dict.fromkeys((*before, *after))
    return {
        name: [before.get(name), after.get(name)] for name in names if before.get(name) != after.get(name)
    }


def facts_since(model: str, at: datetime, changes: dict[str, Any]) -> dict[str, Any]:
    """What an entry says in fields that came with format 2: when an action item ended."""
    if model != "ActionItem" or "state" not in changes:
        return {}
    ended = changes["state"][1] in ("done", "cancelled")
    return {"ended_at": [None, to_jsonable_python(at) if ended else None]}


def key_of_place(place: int) -> str:
    """The order key that a list gives to the row in that place, counted from 0, where no row was ever moved."""
    return "z" * (place // len(_DIGITS)) + _DIGITS[place % len(_DIGITS)]


__all__ = ["facts_since", "key_of_place", "read_changes"]
