"""What is asked of one field of a kind of record: which field is meant, and what its value has to be.

A field is called by its name or by its label, in English or in the language spoken here, in whatever letters.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sdesk.errors import SdeskError
from sdesk.models import FieldSpec, Kind, Person, Record, fields_of, model_named
from sdesk.practice.calendar.days import start_of
from sdesk.practice.finding.typed_values import linked, number_in, read_value
from sdesk.practice.lifecycle.bulk import people_fields
from sdesk.practice.lifecycle.lists import (
    Among,
    Between,
    Condition,
    Having,
    LinkedTo,
    OneOf,
    called,
    search,
    values_in,
)
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.translation import Message, term, word
from sdesk.translation import message as _

MOST_FOUND = 10_000
OWNER, ME = "owner", "me"
HEAD = {"number": str, "version": int, "state": str, "created_by": Person, "changed_by": Person}
_LETTERS = re.compile(r"\w+")
_DAYS = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True)
class Asked:
    """A field of a kind of record; without `spec` one that every record has."""

    model: type[Record]
    name: str
    spec: FieldSpec | None = None

    @property
    def label(self) -> Message:
        return term(self.spec.label) if self.spec else term(self.name)


def fold(text: str) -> str:
    """Letters without case and accents, blanks at the ends away."""
    plain = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def field_called(model: type[Record], name: str) -> tuple[str, FieldSpec | None]:
    """The field that is meant. Raises SdeskError."""
    specs = {spec.name: spec for spec in fields_of(model)}
    if name in specs or name in HEAD:
        return name, specs.get(name)
    wanted = _squeezed(name)
    for known in (*HEAD, *specs):
        labels = (known, specs[known].label, word(term(specs[known].label))) if known in specs else (known,)
        if wanted in map(_squeezed, (*labels, word(term(known.capitalize())))):
            return known, specs.get(known)
    people = people_fields(model)
    if wanted == OWNER and people:
        return people[0], specs[people[0]]
    raise SdeskError(
        _("{kind} have no field “{name}”.", kind=term(model.plural), name=name), _there_are((*HEAD, *specs))
    )


def _squeezed(name: str) -> str:
    return "".join(filter(str.isalnum, fold(name)))


def _there_are(names: Iterable[str]) -> Message:
    return _("There are: {names}.", names=", ".join(names))


def condition_of(workspace: Workspace, asked: Asked, text: str, whole: bool) -> Condition:
    """What is asked of the field: `whole`, that this is all that stands in it; else that it stands in it. Raises SdeskError."""
    if not text.strip():
        return _empty(workspace, asked)
    if whole:
        return _equal(workspace, asked, text)
    return (
        _part_of_head(workspace, asked, text)
        if asked.spec is None
        else _part(workspace, asked, asked.spec, text)
    )


def _empty(workspace: Workspace, asked: Asked) -> Condition:
    spec = asked.spec
    if spec is not None and spec.kind is Kind.CONTACT:
        there = values_in(workspace, asked.model, spec.name, "")
        return Among(frozenset(key for key, value in there if spec.is_empty(value)))
    return OneOf(asked.name, (None,))


def _equal(workspace: Workspace, asked: Asked, text: str) -> Condition:
    spec = asked.spec
    if spec is None:
        return OneOf(asked.name, (_head_value(workspace, asked, text),))
    if spec.kind is Kind.LINKS:
        return LinkedTo(spec.name, frozenset({linked(workspace, spec.target, text).id}))
    return OneOf(spec.name, (read_value(workspace, spec, text),))


def _head_value(workspace: Workspace, asked: Asked, text: str) -> Any:
    names = [state.name for state in asked.model.states]
    if asked.name == "state" and text not in names:
        raise SdeskError(
            _("{kind} have no state “{name}”.", kind=term(asked.model.plural), name=text), _there_are(names)
        )
    if asked.name == "version":
        return number_in(int, asked.name, text)
    return linked(workspace, Person.__name__, text).id if HEAD[asked.name] is Person else text


def _part_of_head(workspace: Workspace, asked: Asked, text: str) -> Condition:
    if asked.name == "number":
        return Having("number", text.strip())
    if asked.name == "state":
        states = {state.name: (state.name, state.label) for state in asked.model.states}
        return OneOf("state", _choices(text, states, asked))
    if asked.name == "version":
        return OneOf("version", (number_in(int, asked.name, text),))
    return OneOf(asked.name, tuple(_targets(workspace, Person.__name__, text)))


def _part(workspace: Workspace, asked: Asked, spec: FieldSpec, text: str) -> Condition:
    match spec.kind:
        case Kind.TEXT | Kind.LONG_TEXT | Kind.CONTACT:
            found = values_in(workspace, asked.model, spec.name, text)
            return Among(frozenset(key for key, value in found if _begins(text, value)))
        case Kind.DATE | Kind.DATE_TIME:
            return _days(workspace, spec, text)
        case Kind.CHOICE:
            words = {each: (each.value, each.label) for each in spec.choices}
            return OneOf(spec.name, _choices(text, words, asked))
        case Kind.LINK:
            return OneOf(spec.name, tuple(_targets(workspace, spec.target, text)))
        case Kind.LINKS:
            return LinkedTo(spec.name, frozenset(_targets(workspace, spec.target, text)))
        case Kind.ROWS:
            raise SdeskError(
                _(
                    "{field} has lines of its own: look for their words without naming it.",
                    field=term(spec.label),
                )
            )
        case _:
            return OneOf(spec.name, (read_value(workspace, spec, text),))


def _begins(text: str, value: Any) -> bool:
    """Whether each of the words begins one of the value's, as the filter of words has it."""
    if value is None:
        return False
    said = value if isinstance(value, str) else " ".join(str(each) for each in value.model_dump().values())
    there = _LETTERS.findall(fold(said).replace("_", " "))
    wanted = _LETTERS.findall(fold(text).replace("_", " "))
    return all(any(each.startswith(beginning) for each in there) for beginning in wanted)


def _choices(text: str, words: Mapping[Any, tuple[str, ...]], asked: Asked) -> tuple[Any, ...]:
    """Those in whose words it stands, here or in English; those that begin with it alone, if there are such."""
    wanted = fold(text)
    said = {
        each: {fold(name) for label in labels for name in (label, word(term(label)))}
        for each, labels in words.items()
    }
    beginning = [each for each, names in said.items() if any(name.startswith(wanted) for name in names)]
    found = beginning or [each for each, names in said.items() if any(wanted in name for name in names)]
    if not found:
        raise SdeskError(
            _("{field}: “{text}” is not one of its words.", field=asked.label, text=text),
            _("They are: {words}.", words=", ".join(labels[0] for labels in words.values())),
        )
    return tuple(found)


def _targets(workspace: Workspace, target: str, text: str) -> Iterable[UUID]:
    """What is called so or so numbered, in part; "me" is whoever works now."""
    wanted = fold(text)
    if target == Person.__name__ and wanted == ME:
        return (workspace.person_id,) if workspace.person_id else ()
    if target == "Record" or (target != "Service" and model_named(target).yearly):
        models = () if target == "Record" else (target,)
        return [each.id for each in search(workspace, text, models, limit=MOST_FOUND)]
    return [
        each.id
        for each in called(workspace, (target,))
        if wanted in fold(each.title) or wanted in fold(each.number)
    ]


def _days(workspace: Workspace, spec: FieldSpec, text: str) -> Condition:
    """A day, a month or a year, as 2026-07-13, 2026-07 and 2026."""
    read = _DAYS.fullmatch(text.strip())
    try:
        start, end = _span(*(int(part) if part else 0 for part in read.groups())) if read else (None, None)
    except ValueError:
        start = end = None
    if start is None or end is None:
        raise SdeskError(
            _("{field}: “{text}” is not a date.", field=term(spec.label), text=text),
            _("Write it like 2026-07-13, or 2026-07."),
        )
    if spec.kind is Kind.DATE:
        return Between(spec.name, start, end)
    return Between(spec.name, start_of(workspace, start), start_of(workspace, end))


def _span(year: int, month: int, day: int) -> tuple[date, date]:
    """The first day, and the one after the last."""
    start = date(year, month or 1, day or 1)
    if day:
        return start, start + timedelta(days=1)
    return start, date(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1)


__all__ = ["ME", "Asked", "condition_of", "field_called", "fold"]
