"""What differs between two states of a record, as a value: taken, put upon a state, turned round. Pure functions.

A state maps the names of fields to their values as JSON; a field that is not there is empty. Rows and links are `Rows`:
each by its id, with all its fields, also the empty ones, and, as "order", the key by which they sort.

A difference maps the names of fields to [before, after]; of rows and links, which are sets, to
{"added": {id: row}, "removed": {id: row}, "changed": {id: difference of the row}}.
"""

from collections.abc import Mapping
from typing import Any

State = dict[str, Any]
Changes = dict[str, Any]
ORDER = "order"


class Rows(dict[str, State]):
    """Rows by their id. Equal when the same rows stand in the same order."""


def diff(before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    """What has to be put upon `before` to make it `after`."""
    names = dict.fromkeys((*before, *after))
    compared = {name: _difference(before.get(name), after.get(name)) for name in names}
    return {name: difference for name, difference in compared.items() if difference}


def apply(state: Mapping[str, Any], changes: Mapping[str, Any]) -> State:
    """The state with the changes put upon it. A row that is not there any more is not changed."""
    result = dict(state)
    for name, difference in changes.items():
        value = _after(state.get(name), difference)
        if value is None or (isinstance(value, Rows) and not value):
            result.pop(name, None)
        else:
            result[name] = value
    return result


def invert(changes: Mapping[str, Any]) -> Changes:
    """The changes that take these back."""
    return {name: _inverse(difference) for name, difference in changes.items()}


def rows_meet(one: Mapping[str, Any], other: Mapping[str, Any], *, but: str = "") -> bool:
    """Whether two differences of rows say something of the same row: of the same field of it (none asks for the one
    called `but`), where both leave it in the list."""
    for key in _ids(one) & _ids(other):
        fields = [part.get("changed", {}).get(key) for part in (one, other)]
        if fields[0] is None or fields[1] is None or (fields[0].keys() & fields[1].keys()) - {but}:
            return True
    return False


def _ids(changes: Mapping[str, Any]) -> set[str]:
    return {key for rows in changes.values() for key in rows}


def _difference(before: Any, after: Any) -> Any:
    if isinstance(before, Rows) or isinstance(after, Rows):
        return _difference_of_rows(before or Rows(), after or Rows())
    return None if before == after else [before, after]


def _difference_of_rows(before: Rows, after: Rows) -> Changes:
    parts = {
        "added": {key: row for key, row in after.items() if key not in before},
        "removed": {key: row for key, row in before.items() if key not in after},
        "changed": {key: diff(before[key], row) for key, row in after.items() if key in before},
    }
    parts["changed"] = {key: changes for key, changes in parts["changed"].items() if changes}
    return {part: rows for part, rows in parts.items() if rows}


def _after(before: Any, difference: Any) -> Any:
    if isinstance(difference, list):
        return difference[1]
    rows = Rows(before or {})
    for key in difference.get("removed", ()):
        rows.pop(key, None)
    rows.update(difference.get("added", {}))
    for key, changes in difference.get("changed", {}).items():
        if key in rows:
            rows[key] = {**rows[key], **{name: after for name, (_before, after) in changes.items()}}
    return rows


def _inverse(difference: Any) -> Any:
    if isinstance(difference, list):
        return difference[::-1]
    turned = {
        "added": difference.get("removed"),
        "removed": difference.get("added"),
        "changed": {key: invert(changes) for key, changes in difference.get("changed", {}).items()},
    }
    return {part: rows for part, rows in turned.items() if rows}


__all__ = ["ORDER", "Changes", "Rows", "State", "apply", "diff", "invert", "rows_meet"]
