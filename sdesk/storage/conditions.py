"""What the records of a list have to fulfil, beyond being equal to a value."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, bindparam, func, or_, select, table, type_coerce
from sqlalchemy import column as sql_column

from sdesk.models import Record


@dataclass(frozen=True)
class OneOf:
    """The field has one of the values; None among them is an empty field."""

    name: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Between:
    """Not before `start`, and before `end`."""

    name: str
    start: date | datetime
    end: date | datetime


@dataclass(frozen=True)
class Having:
    """These letters stand somewhere in it, however they are written: for numbers of records."""

    name: str
    part: str


@dataclass(frozen=True)
class LinkedTo:
    """A field of links leads to one of these."""

    name: str
    targets: frozenset[UUID]


@dataclass(frozen=True)
class Among:
    """It is one of these records."""

    ids: frozenset[UUID]


Condition = OneOf | Between | Having | LinkedTo | Among

_NOTHING = ("", "[]")
"""How a field is stored in which nothing has been said: a text, and links or rows."""
_RECORD_LINK: Any = table("record_link", *(sql_column(name) for name in ("source", "field", "target")))


def sql_of(model: type[Record], condition: Condition) -> Any:
    """The condition, for a query of rows of `model`."""
    match condition:
        case OneOf("state", values) if _are_most(model, values):
            return getattr(model, "state").concat("").in_(values)  # noqa: B009 -- so that it looks for the rest first
        case OneOf(name, values):
            return _one_of(getattr(model, name), values)
        case Between(name, start, end):
            column = getattr(model, name)
            return (column >= start) & (column < end)
        case Having(name, part):
            return getattr(model, name).ilike(f"%{_plain(part)}%", escape="\\")
        case LinkedTo(name, targets):
            links = _RECORD_LINK.c
            sources = select(links.source).where(links.field == name, links.target.in_(_each(targets)))
            return _id(model).in_(sources)
        case Among(ids):
            return _id(model).in_(_each(ids))


def _are_most(model: type[Record], states: Sequence[Any]) -> bool:
    """Whether records stay in one of these states: with the years nearly all are there."""
    return any(state.ended for state in model.states if state.name in states)


def _one_of(column: Any, values: Sequence[Any]) -> Any:
    said = [each for each in values if each is not None]
    if len(said) == len(values):
        return column.in_(said)
    stored = type_coerce(column, String)
    return or_(*([column.in_(said)] if said else ()), column.is_(None), stored.in_(_NOTHING))


def _id(model: type[Record]) -> Any:
    return type_coerce(getattr(model, "id"), String)  # noqa: B009


def _each(ids: frozenset[UUID]) -> Any:
    """As one parameter: a statement takes only so many."""
    listed = func.json_each(bindparam(None, json.dumps([each.hex for each in ids]))).table_valued("value")
    return select(listed.c.value)


def _plain(part: str) -> str:
    return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


__all__ = ["Among", "Between", "Condition", "Having", "LinkedTo", "OneOf", "sql_of"]
