"""The one check of a record: on save (types and links), on a step (what the step needs), in audit and import."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from sdesk.errors import SdeskError
from sdesk.local_time import FIRST_YEAR, LAST_YEAR
from sdesk.models import (
    Contact,
    FieldSpec,
    Kind,
    Level,
    Record,
    Row,
    field_of,
    fields_of,
)
from sdesk.models.content import can_be_reckoned, type_of_field
from sdesk.models.record import open_until_reached
from sdesk.practice.calendar.days import today
from sdesk.practice.calendar.service_hours import find_zone
from sdesk.practice.lifecycle.order_of_time import out_of_time
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.proposed.sections import problems_of_unread
from sdesk.practice.lifecycle.reaching import as_known, can_be_reached, parts_missing
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage.directory import entries
from sdesk.storage.ledger import links_in
from sdesk.translation import Message, counted, term
from sdesk.translation import message as _


def problems(workspace: Workspace, record: Record, state: str) -> list[Problem]:
    """Everything that keeps the record from being in `state`, in the order of its fields; none if it may be.

    Past draft, what the program has proposed is read: no other way leads there either, as by undoing that it was.
    """
    held = record.states_to_hold(state)
    kept_by = workspace.record_types.of(record)
    not_yet = kept_by.not_yet(workspace, record) if kept_by.not_yet else ()
    found = [
        problem
        for spec in _with_gaps(type(record))
        for problem in _gaps(record, spec, held)
        if not (problem.is_gap and problem.field in not_yet)
    ]
    first = record.first_state()
    if state != first.name or first.level is not Level.DRAFT:
        found.extend(out_of_time(workspace, record, held))
        found.extend(problems_of_unread(record))
    for rule in kept_by.rules:
        found.extend(rule(workspace, record, state))
    return found


def problems_of_step(
    workspace: Workspace, record: Record, state: str, frozen: Collection[str] = ()
) -> list[Problem]:
    """The same for a step that is taken today: contacts can be reached, and standards that are adopted by then may
    ask for more, never for less.

    What was done before they were adopted stays as it is: of the fields that were `frozen` before the step, which
    nobody could fill in, none is missing.
    """
    found = [*problems(workspace, record, state), *contacts_not_reached(workspace, record, state)]
    adopted = workspace.packs.at(today(workspace))
    asked = adopted.mandatory(type(record).__name__, record.states_to_hold(state))
    named = {problem.field for problem in found}
    found += [
        Problem(spec.name, is_missing(spec), is_gap=True)
        for spec in fields_of(type(record))
        if spec.name in asked and spec.name not in named and spec.is_empty(getattr(record, spec.name))
    ]
    return [problem for problem in found if not (problem.is_gap and problem.field in frozen)]


def frozen_fields(record: Record) -> frozenset[str]:
    """The fields that can no longer be changed: they are part of what was approved, or of something ended."""
    if not record.state_called(record.state).frozen:
        return frozenset()
    return frozenset(spec.name for spec in fields_of(type(record)) if not open_until_reached(record, spec))


@cache
def _with_gaps(model: type[Record]) -> tuple[FieldSpec, ...]:
    """The fields in which anything can be missing."""
    return tuple(spec for spec in fields_of(model) if spec.content.needed_for or spec.kind is Kind.ROWS)


def _gaps(record: Record, spec: FieldSpec, held: tuple[str, ...]) -> Iterator[Problem]:
    if spec.content.needed_for and spec.content.needed_for not in held:
        return
    value = getattr(record, spec.name)
    if spec.content.needed_for:
        if spec.is_empty(value):
            if not (spec.name == "priority" and spec.content.computed):
                yield Problem(spec.name, is_missing(spec), is_gap=True)
            return
        if isinstance(value, Contact) and not value.name.strip():
            yield _about(spec, Problem("", is_missing(field_of(Contact, "name")), is_gap=True))
    if spec.kind is Kind.ROWS:
        yield from row_gaps(spec, value)


def contacts_not_reached(workspace: Workspace, record: Record, state: str) -> Iterator[Problem]:
    """Contacts with a name and no way to reach them that can be true. Asked by steps; an old log may not know it.

    One that is asked for in full has all its parts; what the customer's record says counts as theirs.
    """
    held = record.states_to_hold(state)
    for spec in fields_of(type(record)):
        said = getattr(record, spec.name)
        if spec.content.needed_for not in held or not isinstance(said, Contact) or not said.name.strip():
            continue
        contact = as_known(workspace, record, said) if spec.content.in_full else said
        if missing := parts_missing(contact, spec):
            yield _about(spec, Problem("", is_missing(*missing), is_gap=True))
        elif not can_be_reached(contact):
            yield _about(spec, _NO_WAY)


_NO_WAY = Problem(
    "",
    _("there is no way to reach them."),
    _("Give an e-mail address, or a telephone number of six digits or more."),
    is_gap=True,
)


def row_gaps(spec: FieldSpec, rows: tuple[Row, ...]) -> Iterator[Problem]:
    for place, row in enumerate(rows, start=1):
        missing = [
            column
            for column in spec.columns
            if column.content.needed_for and column.is_empty(getattr(row, column.name))
        ]
        if missing:
            gap = Problem("", is_missing(*missing), is_gap=True, place=f".{missing[0].name}")
            yield _about_line(spec, place, gap)
        for column in spec.columns:
            if column.kind is Kind.ROWS:
                gaps = row_gaps(column, getattr(row, column.name))
                yield from (_about_line(spec, place, gap) for gap in gaps)


def is_missing(*specs: FieldSpec) -> Message:
    """That nothing was said in these fields."""
    labels = tuple(term(spec.label) for spec in specs)
    if len(specs) == 1 and specs[0].label.endswith("?"):
        return _("“{field}” is not answered.", field=labels[0])
    if len(specs) > 1 or specs[0].content.plural:
        return _("{fields} are missing.", fields=labels)
    return _("{field} is missing.", field=labels[0])


def checked_values(
    workspace: Workspace, model: type[Record], values: Mapping[str, Any], there: Collection[UUID] = ()
) -> tuple[dict[str, Any], list[Problem]]:
    """The values in the types of their fields, and what is wrong with those that do not fit. What is known to be `there`
    is not looked for again.

    Raises KeyError for a name that is no field: that is a bug, or an import that has not been mapped.
    """
    specs = {spec.name: spec for spec in fields_of(model)}
    fitting: dict[str, Any] = {}
    faults: dict[str, list[Problem]] = {}
    links: dict[str, set[UUID]] = {}
    for name, value in values.items():
        spec = specs[name]
        try:
            fitting[name] = in_utc(type_of_field(model, name).validate_python(value))
        except ValidationError:
            faults[name] = [_about(spec, Problem("", _NOT_OF_ITS_KIND[spec.kind], _("Correct it.")))]
            continue
        links[name] = set(links_in(spec, fitting[name]))
        faults[name] = list(_type_faults(spec, fitting[name]))
    wanted = set().union(*links.values()).difference(there)
    missing = wanted - entries(workspace, wanted).keys()
    for name, leads_to in links.items():
        if lost := len(leads_to & missing):
            faults[name].append(_about(specs[name], _leads_nowhere(lost)))
    return fitting, [fault for found in faults.values() for fault in found]


def in_utc(value: Any) -> Any:
    """Times as they are kept, so that history and approvals say the same as the record; in rows too."""
    if isinstance(value, datetime) and value.tzinfo is not None and FIRST_YEAR <= value.year <= LAST_YEAR:
        return value.astimezone(UTC)
    if isinstance(value, Row):
        return value.model_copy(update={name: in_utc(getattr(value, name)) for name in _timed(type(value))})
    return tuple(in_utc(each) for each in value) if isinstance(value, tuple) else value


@cache
def _timed(row: type[Row]) -> tuple[str, ...]:
    return tuple(spec.name for spec in fields_of(row) if spec.kind in (Kind.DATE_TIME, Kind.ROWS))


_NOT_OF_ITS_KIND = {
    Kind.TEXT: _("it is not text."),
    Kind.LONG_TEXT: _("it is not text."),
    Kind.NUMBER: _("it is not a number."),
    Kind.DATE: _("it is not a day."),
    Kind.DATE_TIME: _("it is not a day and a time."),
    Kind.YES_NO: _("it is neither yes nor no."),
    Kind.CHOICE: _("it is none of the words to choose from."),
    Kind.LINK: _("it does not lead to a record."),
    Kind.LINKS: _("it does not lead to records."),
    Kind.ROWS: _("its lines do not have the right parts."),
    Kind.CONTACT: _("it does not have the parts of a contact."),
}


def _type_faults(spec: FieldSpec, value: Any) -> Iterator[Problem]:
    """What the type allows and no file, clock or paper can hold; in contacts and rows too."""
    if isinstance(value, Contact):
        for part in fields_of(Contact):
            yield from (_about(spec, each) for each in _type_faults(part, getattr(value, part.name)))
    elif spec.kind is Kind.ROWS:
        for row in value:
            for column in spec.columns:
                yield from (_about(spec, each) for each in _type_faults(column, getattr(row, column.name)))
    elif (fault := _fault_of(value, spec.content.unit)) or (
        spec.name == "score" and (fault := _fault_of_score(value))
    ):
        yield _about(spec, fault)
    elif spec.name == "time_zone":
        yield from _zone_faults(spec, value)


def _fault_of(value: Any, unit: str) -> Problem | None:
    match value:
        case datetime(tzinfo=None):
            return Problem("", _("the time has no time zone."), _("Give it with one, such as +01:00 or Z."))
        case date(year=year) if not FIRST_YEAR <= year <= LAST_YEAR:
            return Problem("", _("the year {year} is out of range.", year=str(year)), _("Correct it."))
        case str() if _UNPRINTABLE.search(value):
            return Problem("", _("it holds a character that is none."), _("Type it again."))
        case int() | float() if not can_be_reckoned(value, unit):
            return Problem("", _("it is not a number that can be kept."), _("Correct it."))
    return None


def _fault_of_score(value: Any) -> Problem | None:
    if isinstance(value, int) and not 1 <= value <= 5:
        return Problem("", _("it must be from 1 to 5."), _("Correct it."))
    return None


def _zone_faults(spec: FieldSpec, name: str) -> Iterator[Problem]:
    try:
        find_zone(name)
    except SdeskError as fault:
        yield Problem(spec.name, fault.message, fault.hint)


_UNPRINTABLE = re.compile("[\ud800-\udfff\x00]")
"""Halves of characters, which no encoding knows, and the character that ends a text in C."""


def _about(spec: FieldSpec, problem: Problem) -> Problem:
    text = _("{field}: {problem}", field=term(spec.label), problem=problem.text)
    return replace(problem, field=spec.name, text=text)


def _about_line(spec: FieldSpec, place: int, problem: Problem) -> Problem:
    text = _("{field}, line {n}: {problem}", field=term(spec.label), n=place, problem=problem.text)
    within = f".{problem.where}" if problem.field else problem.place
    return replace(problem, field=spec.name, text=text, place=f"[{place - 1}]{within}")


def _leads_nowhere(n: int) -> Problem:
    lost = counted("{n} of the links leads to nothing.", "{n} of the links lead to nothing.", n=n)
    return Problem("", lost, _("Choose again."))
