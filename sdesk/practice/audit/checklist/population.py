"""The records by which a point of evidence is judged, and what a record lacks in the fields that the point asks about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sdesk.models import (
    Agreement,
    Contact,
    Document,
    FieldSpec,
    Kind,
    Level,
    Record,
    Row,
    ServiceChangeRequest,
    ServiceIncident,
    field_of,
)
from sdesk.practice.lifecycle.thin import what_is_thin
from sdesk.practice.readiness.rules.contacts import cannot_be_reached
from sdesk.practice.readiness.rules.grounds import CASES, Grounds
from sdesk.translation import NOTHING_SAID, Message, term
from sdesk.translation import message as _


@dataclass(frozen=True)
class Judged:
    """A record, and why it does not count at all: no approval, past its review, changed since. Nothing where it does."""

    record: Record
    why: Message = NOTHING_SAID


def population(on: Grounds, model: type[Record]) -> list[Judged]:
    """All that stand, of documents and agreements; of cases, papers and reports those of the period."""
    key = ("population", model.__name__, on.today, on.since)
    return on.workspace.kept(key, lambda: _population(on, model))


def _population(on: Grounds, model: type[Record]) -> list[Judged]:
    if issubclass(model, CASES):
        return [Judged(each) for each in on.cases(model) if on.falls_in(_moment(each))]
    if any(state.level is Level.APPROVED for state in model.states):
        forces = on.in_force(model)
        standing = issubclass(model, (Document, Agreement))
        return [
            Judged(each.record, next(iter(each.wanting), NOTHING_SAID))
            for each in forces
            if standing or each.approval is None or on.falls_in(each.approval.at)
        ]
    return [Judged(each) for each in on.cases(model) if each.state_called(each.state).level]


def _moment(case: Record) -> datetime | None:
    if isinstance(case, ServiceIncident):
        return case.recorded_at or case.created_at
    return case.created_at if isinstance(case, ServiceChangeRequest) else getattr(case, "received_at", None)


def is_asked_of(record: Record, part: str) -> bool:
    """Whether the record has come so far that the field has to be filled in."""
    needed = field_of(type(record), part.partition(".")[0]).content.needed_for
    return not needed or needed == "*" or needed in record.states_to_hold(record.state)


def lack_of(record: Record, part: str) -> Message:
    """What is missing in a field, or in a column of each of its rows, or says too little; nothing where all is there."""
    name, _dot, column = part.partition(".")
    spec = field_of(type(record), name)
    value = getattr(record, name)
    if spec.is_empty(value):
        return _("{field} is empty.", field=term(spec.label))
    if column:
        return _lack_in_rows(spec, column, value)
    return next(_lacks(spec, value), NOTHING_SAID)


def _lack_in_rows(spec: FieldSpec, column: str, rows: tuple[Row, ...]) -> Message:
    within = next(each for each in spec.columns if each.name == column)
    for place, row in enumerate(rows, start=1):
        value = getattr(row, column)
        if within.is_empty(value):
            said = _("{field} is empty.", field=term(within.label))
        else:
            said = next(_lacks(within, value), NOTHING_SAID)
        if said:
            return _("{field}, line {line}: {what}", field=term(spec.label), line=place, what=said)
    return NOTHING_SAID


def _lacks(spec: FieldSpec, value: Any) -> Iterator[Message]:
    if isinstance(value, str) and spec.kind in (Kind.TEXT, Kind.LONG_TEXT):
        if why := what_is_thin(spec, value):
            yield _("{field}: {why}.", field=term(spec.label), why=why)
    elif isinstance(value, Contact):
        if unreachable := cannot_be_reached(value):
            yield unreachable
    elif spec.kind is Kind.ROWS:
        for row in value:
            for column in spec.columns:
                said = getattr(row, column.name)
                if column.content.needed_for and column.is_empty(said):
                    yield _("{field} is empty.", field=term(column.label))
                elif column.content.needed_for:
                    yield from _lacks(column, said)


__all__ = ["Judged", "is_asked_of", "lack_of", "population"]
