"""What a filter line asks of the records of a kind: as conditions for the file, and of one record at a time.

The line of a list and `list --where` are read here. What it does not understand is said and left out: nothing is hidden by it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sdesk.errors import SdeskError
from sdesk.models import Record
from sdesk.practice.finding.asked_values import Asked, condition_of, field_called, fold
from sdesk.practice.finding.filter_line import Term, parse
from sdesk.practice.finding.view import Mark
from sdesk.practice.lifecycle.bulk import people_fields
from sdesk.practice.lifecycle.lists import (
    Among,
    Between,
    Condition,
    Having,
    LinkedTo,
    Listing,
    OneOf,
)
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage import col
from sdesk.translation import Message, term, word
from sdesk.translation import message as _

Tells = Callable[[Any], bool]
IS = "is"


@dataclass(frozen=True)
class Filter:
    """What is asked of the records of a kind. `faults` say what of it was not understood, and so asks nothing."""

    model: type[Record]
    words: str = ""
    conditions: tuple[Condition, ...] = ()
    marks: tuple[Mark, ...] = ()
    faults: tuple[Message, ...] = ()


def read_filter(workspace: Workspace, model: type[Record], line: str) -> Filter:
    """What the line asks for."""
    words: list[str] = []
    conditions: list[Condition] = []
    marks: list[Mark] = []
    faults: list[Message] = []
    for asked in parse(line):
        if not asked.field:
            words.append(asked.value)
            continue
        try:
            if fold(asked.field) == IS:
                _read_mark(workspace, model, asked, conditions, marks)
            else:
                field = field_called(model, asked.field)
                conditions.append(condition_of(workspace, Asked(model, *field), asked.value, asked.whole))
        except SdeskError as fault:
            faults.append(fault.message)
    return Filter(model, " ".join(words), tuple(conditions), tuple(marks), tuple(faults))


def _read_mark(
    workspace: Workspace,
    model: type[Record],
    asked: Term,
    conditions: list[Condition],
    marks: list[Mark],
) -> None:
    own = workspace.record_types.of(model).marks
    general: dict[str, Callable[[], Condition]] = {
        "open": lambda: OneOf("state", _states(model, ended=False)),
        "over": lambda: OneOf("state", _states(model, ended=True)),
    }
    people = people_fields(model)
    if people:
        general["mine"] = lambda: OneOf(people[0], (workspace.person_id,))
        general["unassigned"] = lambda: OneOf(people[0], (None,))
    wanted = fold(asked.value)
    for name, says in general.items():
        if wanted in (name, fold(word(_GENERAL[name]))):
            conditions.append(says())
            return
    found = [each for each in own if wanted in (each.name, fold(word(each.label)))]
    if not found:
        there = ", ".join((*general, *(each.name for each in own)))
        raise SdeskError(
            _("{kind} are not told by “is:{name}”. There are: {names}.",
              kind=term(model.plural), name=asked.value, names=there)
        )  # fmt: skip
    conditions.append(OneOf("state", _states(model, ended=False)))
    marks.append(found[0])


_GENERAL = {"open": _("open"), "over": _("over"), "mine": _("mine"), "unassigned": _("unassigned")}


def _states(model: type[Record], *, ended: bool) -> tuple[str, ...]:
    return tuple(state.name for state in model.states if state.ended is ended)


def narrowed(workspace: Workspace, listing: Listing, asked: Filter) -> Listing:
    """The listing with only those records for which the filter holds.

    What is computed is asked of the records that are not over, and of no other.
    """
    words = " ".join(filter(None, (listing.words, asked.words)))
    conditions = (*listing.conditions, *asked.conditions)
    if asked.marks:
        tells = [mark.tells(workspace) for mark in asked.marks]
        those = open_records(workspace, asked.model)
        conditions += (Among(frozenset(each.id for each in those if all(tell(each) for tell in tells))),)
    return replace(listing, words=words, conditions=conditions)


def open_records(workspace: Workspace, model: type[Record]) -> Iterator[Record]:
    """All that are not over, drafts too."""
    return workspace.find_each(model, col(model.state).in_(_states(model, ended=False)))


def telling(workspace: Workspace, asked: Filter) -> Tells:
    """Whether the filter holds of a record; of the words it asks for nothing is said."""
    tells = [mark.tells(workspace) for mark in asked.marks]

    def holds(record: Record) -> bool:
        return all(_meets(record, each) for each in asked.conditions) and all(tell(record) for tell in tells)

    return holds


def _meets(record: Record, condition: Condition) -> bool:
    match condition:
        case OneOf(name, values):
            value = getattr(record, name)
            return value in values or (None in values and value in ("", ()))
        case Between(name, start, end):
            value = getattr(record, name)
            return value is not None and start <= value < end
        case Having(name, part):
            return part.casefold() in getattr(record, name).casefold()
        case LinkedTo(name, targets):
            return not targets.isdisjoint(getattr(record, name))
        case Among(ids):
            return record.id in ids


__all__ = ["Filter", "narrowed", "open_records", "read_filter", "telling"]
