"""What the history says a record holds now: every change of it, one after the other."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from sdesk.models import RECORDS, Kind, Record, fields_of

Values = dict[str, Any]
_CHANGES = text("SELECT record_id, model, changes FROM historyentry ORDER BY id")


def replayed(session: Session) -> dict[UUID, Values]:
    """Record -> field -> value as JSON, of every record that the history knows."""
    models = {model.__name__: model for model in RECORDS}
    found: dict[UUID, Values] = {}
    for row in session.execute(_CHANGES):
        model = models.get(row.model)
        if model is not None:
            values = found.setdefault(UUID(row.record_id), {})
            _apply(values, _changes(row.changes), _rows_of(model))
    for values in found.values():
        _close_ranks(values)
    return found


def _changes(text_of_changes: str) -> dict[str, list[Any]]:
    """None where the entry is damaged; its own hash says so."""
    try:
        changes = json.loads(text_of_changes)
    except ValueError:
        return {}
    return changes if isinstance(changes, dict) else {}


class _Places(dict[int, Any]):
    """Rows by their place, while the changes to them are put one upon the other."""


def _rows_of(model: type[Record]) -> dict[str, Any]:
    return {spec.name: spec for spec in fields_of(model) if spec.kind is Kind.ROWS}


def _apply(values: Values, changes: dict[str, list[Any]], rows: dict[str, Any]) -> None:
    for name, (before, after) in changes.items():
        if name not in rows:
            values[name] = after
            continue
        places = values.setdefault(name, _Places())
        if not all("place" in each for each in (*(before or ()), *(after or ()))):
            places.clear()
        for each in before or ():
            places.pop(each.get("place"), None)
        for place, each in enumerate(after or ()):
            places[each.get("place", place)] = {key: value for key, value in each.items() if key != "place"}


def _close_ranks(values: Values) -> None:
    for name, value in values.items():
        if isinstance(value, _Places):
            values[name] = [value[place] for place in sorted(value)]


__all__ = ["replayed"]
