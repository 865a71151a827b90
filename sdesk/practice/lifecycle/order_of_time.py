"""Order of time: nothing that happened is later than now, nothing ends before it starts. Each field declares which it is."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

from sdesk.models import FieldSpec, Kind, Record, Row, fields_of
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.translation import message as _
from sdesk.translation import term


def out_of_time(workspace: Workspace, record: Record, held: tuple[str, ...]) -> Iterator[Problem]:
    """What is said to have happened and has not yet, or lies before what it follows. `held`: the states it is held to.

    What a state to come asks for may still lie ahead: an item that is planned says from when it will be in service.
    """
    for spec, other in _in_time(type(record)):
        value = getattr(record, spec.name)
        if spec.kind is Kind.ROWS:
            for line, row in enumerate(value, start=1):
                yield from _in_row(workspace, spec, line, row)
        elif not spec.content.needed_for or spec.content.needed_for in held:
            yield from _wrong_with(workspace, spec, value, other, record)


def _in_row(workspace: Workspace, field: FieldSpec, line: int, row: Row) -> Iterator[Problem]:
    for column, other in _in_time(type(row)):
        for wrong in _wrong_with(workspace, column, getattr(row, column.name), other, row):
            said = _("{field}, line {n}: {problem}", field=term(field.label), n=line, problem=wrong.text)
            yield Problem(field.name, said, wrong.remedy)


@cache
def _in_time(model: type[Record] | type[Row]) -> tuple[tuple[FieldSpec, FieldSpec | None], ...]:
    """The fields that say when something was, each with the one that it follows, and those of rows that have such."""
    specs = fields_of(model)
    return tuple(
        (spec, next((each for each in specs if each.name == spec.content.not_before), None))
        for spec in specs
        if spec.content.happened or spec.content.not_before or (spec.row and _in_time(spec.row))
    )


def _wrong_with(
    workspace: Workspace, spec: FieldSpec, value: date | None, other: FieldSpec | None, of: Record | Row
) -> Iterator[Problem]:
    if value is None:
        return
    if spec.content.happened and is_to_come(workspace, value):
        said = _("{field} is later than now: {when}.", field=term(spec.label), when=value)
        yield Problem(spec.name, said, _("Say when it happened, or wait until it has."))
    before = getattr(of, other.name) if other else None
    if other and before is not None and is_before(value, before):
        said = _("{field} is before “{other}”.", field=term(spec.label), other=term(other.label))
        yield Problem(spec.name, said, _("Correct one of the two."))


def is_before(one: date, other: date) -> bool:
    """By the minute: people give minutes, the clock gives more."""
    return one < other and _minute(one) < _minute(other)


def _minute(when: date) -> date:
    return when.replace(second=0, microsecond=0) if isinstance(when, datetime) else when


def is_to_come(workspace: Workspace, when: date) -> bool:
    return when > (workspace.clock() if isinstance(when, datetime) else today(workspace))


__all__ = ["is_before", "is_to_come", "out_of_time"]
