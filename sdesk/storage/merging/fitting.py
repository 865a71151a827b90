"""Whether an operation that came tells of what this program keeps, as it keeps it: by itself alone, whatever else is there.

What one laptop refused and another took in, because something else had come before, would part the two for good.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, get_args, get_origin
from uuid import UUID

from pydantic_core import to_jsonable_python

from sdesk.local_time import FIRST_YEAR, LAST_YEAR
from sdesk.models import NOTES, Approval, Record, Row, Stored, fields_of
from sdesk.models.content import can_be_reckoned, type_of_field
from sdesk.storage.changes import ORDER, Rows
from sdesk.storage.merging.came import A_PAIR, Came, NotTakenIn
from sdesk.storage.merging.causality import Act
from sdesk.storage.merging.writing import KINDS, states_of_kind
from sdesk.storage.operations import approval_id
from sdesk.storage.order import is_key
from sdesk.storage.state import BOOKKEEPING, is_empty, value_in, value_of, without_empty
from sdesk.translation import message as _

_DEEPEST = 32
"""Lists and rows in each other; those of records have a handful."""
_BY_CHANCE = 7
"""The version of ids that are made by time and chance."""
_NEVER_EMPTY = ("id", "number", "version", "state", "record_id")


def refuse_unfit(came: Iterable[Came]) -> None:
    """Raises NotTakenIn where an operation tells of something that this program keeps otherwise, or not at all."""
    for each in came:
        if not _gives_its_own_approvals(each):
            raise NotTakenIn(
                _("What came gives an approval as if another operation had given it."),
                _("See what is wrong on the laptop that wrote it: sdesk verify"),
            )
        for act in each.acts:
            if not all(
                _is_difference(value, of_rows=act.model not in NOTES) for value in act.changes.values()
            ):
                raise NotTakenIn(_("What came has something that is no operation."))
            model = KINDS.get(act.model)
            if model is None:
                continue
            if not act.changes.keys() <= model.model_fields.keys():
                raise NotTakenIn(
                    _("What came has something that this program does not know."),
                    _("Install the newer sdesk on this computer."),
                )
            if not _is_of_one_thing(model, act) or not all(
                _fits(model, name, value) for name, value in act.changes.items()
            ):
                raise NotTakenIn(
                    _("What came has something that no record can hold."),
                    _("See what is wrong on the laptop that wrote it: sdesk verify"),
                )


def _gives_its_own_approvals(came: Came) -> bool:
    """By ids that are made of the operation; earlier programs made them by chance."""
    given = [act.item for act in came.acts if act.model == Approval.__name__ and act.creates]
    if not given:
        return True
    own = {approval_id(came.id, place) for place in range(len(given))}
    return len({*given}) == len(given) and all(each in own or each.version == _BY_CHANCE for each in given)


def _is_of_one_thing(model: type[Stored], act: Act) -> bool:
    """A record is told by itself; an approval or a file of a record says which, once, and an approval never changes."""
    made = act.changes.get("id")
    if made is not None and made[1:] != [str(act.item)]:
        return False
    if issubclass(model, Record):
        return act.record == act.item and (made is None or "state" in act.changes)
    if act.record == act.item or (made is None and model is Approval):
        return False
    of = act.changes.get("record_id")
    return of is None if made is None else of is not None and of[1:] == [str(act.record)]


def _fits(model: type[Stored], name: str, difference: Any) -> bool:
    """Whether the field can hold it, and would be told so again: who reads it there tells nothing else than what came."""
    if name in BOOKKEEPING:
        return False
    if _is_of_rows(model, name) is not isinstance(difference, dict):
        return False
    try:
        if isinstance(difference, dict):
            return _rows_fit(model, name, difference)
        before, after = difference
        again = _is_text_said_again if after is None or type(after) is str else _is_said_again
        return again(model, name, after) and (
            before is None or is_empty(before) or _held(model, name, before) is not None
        )
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return False


def _is_said_again(model: type[Stored], name: str, value: Any) -> bool:
    if name in _NEVER_EMPTY and is_empty(value):
        return False
    if name == "state" and issubclass(model, Record):
        return value in states_of_kind(model.__name__)
    found = _held(model, name, value)
    return (
        found == value
        or without_empty(found) == without_empty(value)
        or (is_empty(found) and is_empty(value))
    )


_is_text_said_again = lru_cache(1 << 14)(_is_said_again)


def _held(model: type[Stored], name: str, value: Any) -> Any:
    """How it is told by who holds it. Raises ValueError where it cannot be held."""
    if value is None or type(value) is str:
        return _held_text(model, name, value)
    return value_of(_of_a_record(value_in(model, name, value), _unit(model, name)), {})


@lru_cache(1 << 14)
def _held_text(model: type[Stored], name: str, value: str | None) -> Any:
    return value_of(_of_a_record(value_in(model, name, value)), {})


def _of_a_record(value: Any, unit: str = "") -> Any:
    """Raises ValueError for a day or a number that no form takes, and for a moment of which nobody knows when it is: no clock and no
    report could reckon with it."""
    if isinstance(value, date):
        is_somewhere = not isinstance(value, datetime) or value.tzinfo is not None
        if not (is_somewhere and FIRST_YEAR <= value.year <= LAST_YEAR):
            raise ValueError(value)
    elif isinstance(value, tuple):
        for each in value:
            _of_a_record(each)
    elif isinstance(value, Row):
        for name, of in value:
            _of_a_record(of, _unit(type(value), name))
    elif isinstance(value, (int, float)) and not can_be_reckoned(value, unit):
        raise ValueError(value)
    return value


def _rows_fit(model: type[Stored], name: str, difference: Mapping[str, Any]) -> bool:
    for key, row in difference.get("added", {}).items():
        found = _held(model, name, Rows({key: row}))[key]
        if without_empty({**found, ORDER: ""}) != without_empty({**row, ORDER: ""}):
            return False
    return all(
        str(UUID(key)) == key
        and all(column == ORDER or _column_fits(model, name, column, each[1]) for column, each in row.items())
        for key, row in difference.get("changed", {}).items()
    )


def _column_fits(model: type[Stored], name: str, column: str, value: Any) -> bool:
    kind = type_of_field(_row_of(model, name), column)
    found = to_jsonable_python(_of_a_record(kind.validate_python(value), _unit(_row_of(model, name), column)))
    return bool(found == value or without_empty(found) == without_empty(value))


@cache
def _unit(model: Any, name: str) -> str:
    return next((spec.content.unit for spec in fields_of(model) if spec.name == name), "")


@cache
def _is_of_rows(model: type[Stored], name: str) -> bool:
    return get_origin(model.model_fields[name].annotation) is tuple


@cache
def _row_of(model: type[Stored], name: str) -> Any:
    return get_args(model.model_fields[name].annotation)[0]


def _is_difference(value: Any, *, of_rows: bool = True) -> bool:
    """Whether it is what storage/changes.py makes of two values, or of two lists of rows."""
    if isinstance(value, list):
        return len(value) == A_PAIR and (_are_texts(*value) or not _is_deep(value))
    if not of_rows or not isinstance(value, dict) or not value.keys() <= {"added", "removed", "changed"}:
        return False
    if _is_deep(value) or not all(isinstance(rows, dict) for rows in value.values()):
        return False
    there = (row for part in ("added", "removed") for row in value.get(part, {}).values())
    if not all(isinstance(row, dict) and is_key(row.get(ORDER)) for row in there):
        return False
    return all(
        isinstance(changes, dict)
        and all(_is_difference(each, of_rows=False) for each in changes.values())
        and all(map(is_key, changes.get(ORDER, ())))
        for changes in value.get("changed", {}).values()
    )


def _are_texts(before: Any, after: Any) -> bool:
    """As most are."""
    return (before is None or type(before) is str) and (after is None or type(after) is str)


def _is_deep(value: Any) -> bool:
    """Whether there is more in each other than any record has, and than every reader can follow."""
    inside = [value]
    for _level in range(_DEEPEST):
        inside = [
            part
            for each in inside
            for part in (each.values() if isinstance(each, dict) else each)
            if isinstance(part, (dict, list))
        ]
        if not inside:
            return False
    return True


__all__ = ["refuse_unfit"]
