"""What the history says a record holds now: every change of it, one after the other."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from sdesk.models import RECORDS, Approval, Kind, Record, fields_of

Values = dict[str, Any]
_CHANGES = text("SELECT id, record_id, model, changes FROM historyentry ORDER BY id")


@dataclass
class Told:
    """What the history says. `values`: record -> field -> value as JSON. `opened` and `signed`: record -> the last
    entry by which its content could be changed again, and the last one by which it was approved."""

    values: dict[UUID, Values] = field(default_factory=dict)
    opened: dict[UUID, int] = field(default_factory=dict)
    signed: dict[UUID, int] = field(default_factory=dict)

    def approval_holds(self, record: UUID) -> bool:
        """Whether the record has not been opened again (an incident that came back) since it was approved."""
        return self.signed.get(record, 0) > self.opened.get(record, 0)


def replayed(session: Session) -> Told:
    """The whole history, entry by entry."""
    models = {model.__name__: model for model in RECORDS}
    told = Told()
    for row in session.execute(_CHANGES):
        key, model, changes = UUID(row.record_id), models.get(row.model), _changes(row.changes)
        if row.model == Approval.__name__:
            told.signed[key] = row.id
        elif model is not None:
            _apply(told.values.setdefault(key, {}), changes, _rows_of(model))
            if _opens(model, changes):
                told.opened[key] = row.id
    for values in told.values.values():
        _close_ranks(values)
    return told


def _opens(model: type[Record], changes: dict[str, list[Any]]) -> bool:
    state = changes.get("state", [None, None])[1]
    return any(each.name == state and not each.frozen for each in model.states)


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


__all__ = ["Told", "replayed"]
