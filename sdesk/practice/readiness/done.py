"""What makes a task done besides a record in a state: what it writes says enough, and what it is about is so.

Which fields a task writes, and by which name its condition goes, bindings say.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sdesk.models import (
    AssignedRoles,
    FieldSpec,
    Person,
    Record,
    ServiceIncident,
    field_of,
    model_named,
)
from sdesk.packs import Pack, ProductState
from sdesk.packs.bindings import parted
from sdesk.practice.calendar import days
from sdesk.practice.incident.handling import Heard, who_waits
from sdesk.practice.lifecycle.claimed import claimed
from sdesk.practice.lifecycle.proposed.sections import Section, problems_of_unread, unread
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.roles import counts_on
from sdesk.practice.lifecycle.thin import says_enough, what_lacks
from sdesk.practice.lifecycle.versions import to_go_by
from sdesk.practice.readiness.case_route import CaseRoute
from sdesk.storage import col
from sdesk.storage.counts import as_stored, column_of, read_as, values_of_each
from sdesk.translation import NOTHING_SAID, Message, term
from sdesk.translation import message as _

YEAR = timedelta(days=365)
"""So far back it is asked of each case whether those affected were told."""

Written = tuple[str, str]
"""A task, and the kind of record in which it has written all that it writes there."""


def written(
    workspace: Workspace, pack: Pack, records_of: Callable[[type[Record]], Sequence[Record]]
) -> frozenset[Written]:
    """What tasks have written, in any record that counts."""
    return frozenset(
        (task.id, kind)
        for task in pack.asks.tasks
        for kind in pack.bindings.task(task.id).written_in
        if any(_is_written(workspace, pack, task.id, each) for each in records_of(model_named(kind)))
    )


def when_begun(workspace: Workspace, pack: Pack, model: type[Record], until: datetime) -> datetime | None:
    """When a record of the kind was last begun before a moment: one that holds what the tasks that begin it write."""
    found = workspace.find(model, col(model.created_at) < until, order_by=[col(model.created_at).desc()])
    by = [task.id for task in pack.asks.tasks if pack.bindings.task(task.id).writes_in(model.__name__)]
    written = (each for each in found if all(_is_written(workspace, pack, task, each) for task in by))
    return next((each.created_at for each in written), None)


def counting(workspace: Workspace, model: type[Record]) -> Sequence[Record]:
    """Those that count for something, the newest first."""
    states = [state.name for state in model.states if state.level]
    return workspace.find(model, col(model.state).in_(states), order_by=[col(model.created_at).desc()])


def _is_written(workspace: Workspace, pack: Pack, task: str, record: Record) -> bool:
    names = pack.bindings.task(task).writes_in(type(record).__name__)
    counts = bool(record.state_called(record.state).level)
    return counts and not still_to_read(pack, task, record) and says_enough(workspace, record, names)


def unwritten(
    workspace: Workspace,
    pack: Pack,
    there: frozenset[Written],
    records_of: Callable[[type[Record]], Sequence[Record]],
) -> Mapping[Written, tuple[Message, ...]]:
    """What tasks have begun to write and not yet written, item by item: of the newest record that counts."""
    found = {}
    for task in pack.asks.tasks:
        for kind in pack.bindings.task(task.id).written_in:
            newest = None if (task.id, kind) in there else next(iter(records_of(model_named(kind))), None)
            if newest is not None:
                names = pack.bindings.task(task.id).writes_in(kind)
                shown = pack.bindings.task(task.id).page.fields_of(kind)
                lacks = tuple(each for name in names if (each := what_lacks(newest, name)))
                found[task.id, kind] = lacks or tuple(
                    each.text for each in problems_of_unread(newest) if not shown or each.field in shown
                )
    return found


def unsaid(
    workspace: Workspace, pack: Pack, records_of: Callable[[type[Record]], Sequence[Record]]
) -> Mapping[ProductState, Message]:
    """What a field stands for, by the bindings, that says too little in the newest record that counts; or that there is none."""
    found = {}
    for bound in pack.bindings.work_products.values():
        for way in bound.other_ways:
            if not way.field:
                continue
            kind, name = parted(way.field)
            model = model_named(kind)
            newest = next(iter(records_of(model)), model())
            lacks = what_lacks(newest, name)
            if lacks:
                found[ProductState(bound.id, way.state)] = _(
                    "{document}: {what}", document=term(model.singular), what=lacks
                )
    return found


def still_to_read(pack: Pack, task: str, record: Record) -> tuple[Section, ...]:
    """What nobody has read of such a record, as far as the page of the task shows it: the rest is read on another."""
    shown = pack.bindings.task(task).page.fields_of(type(record).__name__)
    return tuple(each for each in unread(record) if not shown or each.field.name in shown)


def still_to_write(workspace: Workspace, pack: Pack, task: str, record: Record) -> tuple[FieldSpec, ...]:
    """What the task writes in such a record and this one does not say, or not enough; what is not read says nothing."""
    names = pack.bindings.task(task).writes_in(type(record).__name__)
    return tuple(
        field_of(type(record), name) for name in names if not says_enough(workspace, record, (name,))
    )


# ---------------------------------------------------------------- conditions


@dataclass(frozen=True)
class Untrained:
    """Somebody with a role of whom it is not said that they have learnt anything; `by` is the first day planned for it."""

    person: str
    by: date | None = None


def untrained(workspace: Workspace, today: date) -> tuple[Untrained, ...]:
    """The people with a role today, deputies too, of whom the list of roles says nothing that they have learnt."""
    roles = to_go_by(workspace, AssignedRoles)
    if roles is None:
        return ()
    counted = [each for each in roles.assignments if counts_on(each, today)]
    people = dict.fromkeys(key for each in counted for key in (each.person, each.deputy) if key)
    learnt = {each.person for each in roles.competences if each.achieved_on and each.achieved_on <= today}
    missing = (workspace.get(Person, key) for key in people if key not in learnt)
    return tuple(
        Untrained(person.name, _planned_for(person.id, roles, today)) for person in missing if person
    )


def _planned_for(person: UUID, roles: AssignedRoles, today: date) -> date | None:
    """The first day, today or to come, by which they are to have learnt something."""
    lines = (each for each in roles.competences if each.person == person and not each.achieved_on)
    return min((each.needed_by for each in lines if each.needed_by and each.needed_by >= today), default=None)


@dataclass(frozen=True)
class MissedTraining:
    """What somebody should have learnt by a day, and has not."""

    person: str
    subject: Message
    by: date


def training_missed(workspace: Workspace, today: date) -> tuple[MissedTraining, ...]:
    """What should have been done before today, by the approved list of roles."""
    lists = column_of(workspace, AssignedRoles.competences, col(AssignedRoles.state) == "approved")
    return tuple(
        MissedTraining(
            person.name, term(each.subject.label) if each.subject else NOTHING_SAID, each.needed_by
        )
        for competences in lists
        for each in competences
        if each.needed_by and each.needed_by < today and not each.achieved_on
        if each.person and (person := workspace.get(Person, each.person))
    )


def _never_told(incident: Heard) -> bool:
    """Nobody who is affected has heard anything, or somebody has not."""
    return bool(who_waits(incident, incident.started_at))


def _not_told_of_the_end(incident: Heard) -> bool:
    return incident.restored_at is not None and bool(who_waits(incident, incident.restored_at))


OF_CASES: Mapping[str, Callable[[Heard], bool]] = {
    "those affected were told": _never_told,
    "those who waited were told": _not_told_of_the_end,
}
"""By the names that bindings use: whether a case that has been through the task lacks it."""


def gone_on_without(workspace: Workspace, pack: Pack, today: date) -> Mapping[str, tuple[UUID, ...]]:
    """By task, the cases of the last year that have been through it although what it is about is not so."""
    asked = [task for task in pack.asks.tasks if pack.bindings.task(task.id).done_when in OF_CASES]
    recent = list(_incidents_since(workspace, days.start_of(workspace, today - YEAR))) if asked else []
    found = {}
    for task in asked:
        lacks, route = list(OF_CASES).index(pack.bindings.task(task.id).done_when), CaseRoute(pack, task.case)
        passed = {state: route.has_passed(state, task) for state in {each.state for each in recent}}
        found[task.id] = tuple(each.id for each in recent if passed[each.state] and each.lacks[lacks])
    return found


class _Judged(NamedTuple):
    """What a case lacks, in the order of `OF_CASES`."""

    id: UUID
    state: str
    lacks: tuple[bool, ...]


_Known = dict[UUID, tuple[int, tuple[bool, ...]]]
"""Of each case the hash of what it was judged by: who was told is text of which most is the same after something was written."""


def _incidents_since(workspace: Workspace, since: datetime) -> Iterator[_Judged]:
    """By what tells who was told, and no more; what was imported and not adopted is left out."""
    left_out, model = claimed(workspace), ServiceIncident
    judged: _Known = workspace.kept("cases judged", dict, lasting=True)
    columns = [col(model.id), col(model.state), col(model.started_at), col(model.restored_at)]
    texts = [col(model.reporter), col(model.parties_told), col(model.parties_to_tell)]
    where = (col(model.started_at) >= since, col(model.deleted_at).is_(None))
    for id_, state, *said in values_of_each(workspace, *columns, *map(as_stored, texts), where=where):
        if id_ in left_out:
            continue
        known = hash(tuple(said))
        if id_ not in judged or judged[id_][0] != known:
            heard = Heard(id_, state, *said[:2], *map(read_as, texts, said[2:]))
            judged[id_] = known, tuple(lacks(heard) for lacks in OF_CASES.values())
        yield _Judged(id_, state, judged[id_][1])


__all__ = [
    "OF_CASES",
    "MissedTraining",
    "Untrained",
    "Written",
    "counting",
    "gone_on_without",
    "still_to_write",
    "training_missed",
    "unsaid",
    "untrained",
    "unwritten",
    "when_begun",
    "written",
]
