"""Undo: all that one operation did is taken back as one, as a new operation that says so.

The only door to a record's state beside its steps. What was created becomes deleted and keeps its number. What approves,
what told somebody outside, and what something later stands on, is not undone: then nothing is, and it is said why.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property, reduce
from typing import Any
from uuid import UUID

from sdesk.models import (
    COMPUTED_ANEW,
    HANDOUT,
    LAPTOP,
    NOTES,
    SETTLED,
    Approval,
    Attachment,
    Change,
    FieldSpec,
    HistoryEntry,
    Level,
    Operation,
    Person,
    Record,
    Replica,
    Step,
    Stored,
    fields_of,
    model_named,
)
from sdesk.models.record import open_until_reached
from sdesk.practice.lifecycle.actions import HANDED_OUT
from sdesk.practice.lifecycle.approvals import REDO_STEP, UNDO_STEP, role_to_act_in
from sdesk.practice.lifecycle.completeness import in_utc, problems
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import is_frozen, refuse_where_taken, versions_of
from sdesk.storage import col, history
from sdesk.storage.bundles.membership import replicas_of_others
from sdesk.storage.changes import ORDER, Changes, apply, invert, rows_meet
from sdesk.storage.directory import Entry, entries, linking_to
from sdesk.storage.history import reach
from sdesk.storage.state import value_in
from sdesk.translation import Message, sentences, term
from sdesk.translation import message as _

UNDO, REDO = "undo", "redo"
STEP_TOO = {UNDO: UNDO_STEP, REDO: REDO_STEP}
A_DAY = timedelta(days=1)
LATER = _("This cannot be undone: something later stands on it.")


def undo(workspace: Workspace, operation: UUID) -> UUID:
    """Take back all that an operation did, or nothing of it; an undo too, which does it again. Gives the new operation.

    Raises Refused, naming what stands in the way.
    """
    told = workspace.get(Operation, operation)
    action = REDO if _is_undo(workspace, told) else UNDO
    with workspace.transaction(STEP_TOO[action] if _took_steps(workspace, told) else action) as session:
        done = _examined(workspace, operation)
        history.undoing(workspace, operation)
        _take_back(workspace, done)
        if not history.is_writing(workspace):
            raise Refused(_("Nothing is left of it to undo."))
    written: UUID = session.info["operation"]
    return written


def why_not(workspace: Workspace, operation: UUID) -> Refused | None:
    """Why an operation cannot be undone, as far as can be told before it is tried; None if nothing speaks against it."""
    try:
        _examined(workspace, operation)
    except Refused as refusal:
        return refusal
    return None


KEEP_PRINT = "keep print"
"""The action by which the program keeps prints of what was approved, beside the work: nobody's last act."""
MAIL_CAME = "mail came"
"""The action by which a mail that answers a case goes into its story by itself: nobody's last act either."""


def is_taken_back(workspace: Workspace, operation: UUID) -> bool:
    """Whether an operation was undone and not done again."""
    return operation in history.taken_back_since(workspace, operation).by


def last_done(workspace: Workspace, since: UUID) -> Operation | None:
    """What whoever is working did last, after the operation `since`, and has not undone."""
    idle = history.taken_back_since(workspace, since).idle
    own = _acts_since(workspace, since)
    return next((each for each in own if each.id not in idle and not _is_undo(workspace, each)), None)


def last_undone(workspace: Workspace, since: UUID) -> Operation | None:
    """The last undo of whoever is working, after the operation `since`, unless they went on with something else."""
    taken_back = history.taken_back_since(workspace, since)
    for each in _acts_since(workspace, since):
        if each.id in taken_back.by:
            continue
        if _is_undo(workspace, each):
            return each
        if each.id not in taken_back.idle:
            return None
    return None


def newest_own(workspace: Workspace, since: UUID) -> UUID | None:
    """What whoever is working did last on this laptop, after the operation `since`; an undo too, and no copy that was told of."""
    own = _acts_since(workspace, since)
    return own[0].id if own else None


def _acts_since(workspace: Workspace, since: UUID) -> list[Operation]:
    own = history.operations_since(workspace, since, workspace.person_id)
    return [each for each in own if each.action not in (KEEP_PRINT, MAIL_CAME, COMPUTED_ANEW, *HANDED_OUT)]


def entry_of(workspace: Workspace, operation: UUID) -> HistoryEntry | None:
    """The first entry of history that an operation made, by which people know it."""
    entry = HistoryEntry
    of_it = (col(entry.operation) == operation.hex, col(entry.model) != Replica.__name__)
    return workspace.first(entry, *of_it, order_by=[col(entry.place)])


def _is_undo(workspace: Workspace, operation: Operation | None) -> bool:
    """An undo of an undo is none: it does again what was done first."""
    undone = workspace.get(Operation, operation.undoes) if operation and operation.undoes else None
    return undone is not None and not _is_undo(workspace, undone)


@dataclass(frozen=True)
class _Done:
    """An operation that may be taken back, with its changes by the thing that was changed, first changed first."""

    operation: UUID
    items: Mapping[UUID, Sequence[Change]]

    @property
    def records(self) -> set[UUID]:
        return {change.record for changes in self.items.values() for change in changes}

    @cached_property
    def created(self) -> frozenset[UUID]:
        """What the operation made."""
        return frozenset(item for item, changes in self.items.items() if _creates(changes[0]))


def _creates(change: Change) -> bool:
    return "id" in change.changes


# ------------------------------------------------------------ what speaks against it


def _examined(workspace: Workspace, operation: UUID) -> _Done:
    told = workspace.get(Operation, operation)
    if told is None:
        raise Refused(
            _("This cannot be undone."), hint=_("It was done before changes could be undone as one.")
        )
    if operation in history.taken_back_since(workspace, operation).by:
        raise Refused(_("This was undone already."))
    if told.replica in replicas_of_others(workspace):
        raise Refused(
            _("This was done on another laptop, and is not undone here."),
            hint=_("Change what stands there now, or have it undone there."),
        )
    changes = history.changes_in(workspace, operation)
    _refuse_what_has_its_own_way_back(workspace, told, changes)
    items: dict[UUID, list[Change]] = {}
    for change in changes:
        if change.model != Replica.__name__:
            items.setdefault(change.item, []).append(change)
    done = _Done(operation, items)
    _refuse_what_is_long_recorded(workspace, told)
    _refuse_who_may_not(workspace, told)
    _refuse_what_is_over(workspace, done)
    _refuse_what_something_stands_on(workspace, done)
    return done


def _refuse_what_has_its_own_way_back(
    workspace: Workspace, operation: Operation, changes: Iterable[Change]
) -> None:
    lasting = {action: why for each in workspace.record_types for action, why in each.not_undone.items()}
    for change in changes:
        if change.model == Approval.__name__:
            raise Refused(
                _("An approval is not undone."),
                hint=_("Withdraw what was approved, or start a new version."),
            )
        if change.model in (SETTLED, LAPTOP):
            raise Refused(
                _("What was said between laptops is not undone."), hint=_("Change what stands there now.")
            )
        if change.model == HANDOUT:
            raise Refused(_("What has left the workspace cannot be taken back."))
        if change.model == Replica.__name__ and not change.changes.get("code"):
            raise Refused(_("With this the workspace began: it is not undone."))
    told = next((each for each in (operation.action, *(c.action for c in changes)) if each in lasting), None)
    if told is not None:
        raise Refused(
            sentences(lasting[told], _("That is not undone.")), hint=_("Say what is right now beside it.")
        )


def _refuse_what_is_long_recorded(workspace: Workspace, operation: Operation) -> None:
    """Nothing that was on record for long becomes a draft again, which may be deleted."""
    if _is_undo(workspace, operation) or workspace.clock() - operation.at <= A_DAY:
        return
    first = history.changes_in(workspace, _first(workspace, operation).id)
    if any((step := _step(change)) and _leaves_the_draft(change, step) for change in first):
        raise Refused(
            _("This cannot be undone: it has been on record for more than a day."),
            hint=_("Cancel or withdraw it instead, with a reason."),
        )


def _leaves_the_draft(change: Change, step: Step) -> bool:
    first = model_named(change.model).first_state()
    return first.level is Level.DRAFT and first.name in step.from_states and "state" in change.changes


def _refuse_who_may_not(workspace: Workspace, operation: Operation) -> None:
    """A step is taken back, or taken again, by those who may take it."""
    for change in history.changes_in(workspace, _first(workspace, operation).id):
        step = _step(change)
        if step is not None and "state" in change.changes:
            role_to_act_in(workspace, step)


def _first(workspace: Workspace, operation: Operation) -> Operation:
    """What was done first: of an undo, what it took back."""
    undone = workspace.get(Operation, operation.undoes) if operation.undoes else None
    return _first(workspace, undone) if undone else operation


def _took_steps(workspace: Workspace, operation: Operation | None) -> bool:
    """Whether nothing was done but to take steps, which is not writing; nor is taking them back."""
    changes = history.changes_in(workspace, _first(workspace, operation).id) if operation else []
    return bool(changes) and all(_step(change) for change in changes)


def _step(change: Change) -> Step | None:
    steps = () if change.model in (Replica.__name__, *NOTES) else getattr(_model(change), "steps", ())
    return next((step for step in steps if step.name == change.action), None)


def _refuse_what_is_over(workspace: Workspace, done: _Done) -> None:
    """What was deleted since, or is part of what was approved or ended since."""
    found = []
    for item, changes in done.items.items():
        live = workspace.get(_model(changes[0]), item)
        touched = {name for change in changes for name in change.changes}
        if not isinstance(live, Record) or item in done.created:
            continue
        if live.deleted_at is not None and "deleted_at" not in touched:
            said = _("{number} was deleted since.", number=live.number)
            found.append(Problem("", said, _("Restore it first.")))
        elif "state" not in touched:
            frozen = [
                spec for spec in fields_of(type(live)) if spec.name in touched and is_frozen(live, spec.name)
            ]
            found.extend(Problem(spec.name, _is_over(live, spec)) for spec in frozen)
    if found:
        raise Refused(LATER, found)


def _is_over(live: Record, spec: FieldSpec) -> Message:
    field, state = term(spec.label), term(live.state)
    return _("{number}: {field} is {state}.", number=live.number, field=field, state=state)


def _refuse_what_something_stands_on(workspace: Workspace, done: _Done) -> None:
    later = history.changes_since(workspace, done.operation, done.records)
    found = dict.fromkeys(problem for change in later for problem in _stands_on(workspace, done, change))
    found |= dict.fromkeys(
        Problem("", _("{person} has worked since.", person=_name(workspace, item)))
        for item, changes in done.items.items()
        if item in done.created
        and changes[0].model == Person.__name__
        and history.has_worked(workspace, item)
    )
    if found:
        raise Refused(LATER, tuple(found))


def _stands_on(workspace: Workspace, done: _Done, later: Change) -> Iterator[Problem]:
    number = _name(workspace, later.record)
    if later.record in done.created or later.item in done.created:
        yield Problem("", _("{number} was changed since.", number=number))
        return
    model, earlier = _model(later), done.items.get(later.item, ())
    if later.model == Approval.__name__:
        yield from _approved_since(workspace, done, later)
    for name, difference in later.changes.items():
        meet = any(_meet(change.changes.get(name), difference) for change in earlier)
        if meet and name not in _reckoned(workspace, earlier):
            field = _label(model, name)
            yield Problem(name, _("{number}: {field} was changed since.", number=number, field=field))


def _reckoned(workspace: Workspace, done: Sequence[Change]) -> frozenset[str]:
    """What is made of other fields, and so is made again of what stands there; a step keeps what it filled in."""
    model = _model(done[0])
    if not issubclass(model, Record) or any("state" in change.changes for change in done):
        return frozenset()
    return workspace.record_types.of(model).reckoned


def _approved_since(workspace: Workspace, done: _Done, approval: Change) -> Iterator[Problem]:
    """An approval freezes all but what is always open; figures too, which are no field of a form."""
    live = workspace.get(model_named(approval.changes["model"][1]), approval.record)
    if not isinstance(live, Record):
        return
    still_open = {spec.name for spec in fields_of(type(live)) if open_until_reached(live, spec)}
    if any(change.changes.keys() - still_open for change in done.items.get(live.id, ())):
        yield Problem("", _("{number} was approved since.", number=live.number))


def _meet(earlier: Any, later: Any) -> bool:
    """Whether both changed the same field, or the same row of it."""
    if isinstance(earlier, Mapping) and isinstance(later, Mapping):
        return rows_meet(earlier, later)
    return earlier is not None


# ------------------------------------------------------------ doing it


def _take_back(workspace: Workspace, done: _Done) -> None:
    with workspace.reading() as session:
        live = {item: session.get_one(_model(changes[0]), item) for item, changes in done.items.items()}
        judged = {key: each for key, each in live.items() if isinstance(each, Record)}
        before = {key: _lacking(workspace, record) for key, record in judged.items()}
        hidden = {key for key, each in live.items() if _is_gone(each)}
        counted = {key for key, record in judged.items() if record.state == "approved"}
        later = history.changes_since(workspace, done.operation, done.records)
        for item, changes in done.items.items():
            since = {name for change in later if change.item == item for name in change.changes}
            _put_back(workspace, live[item], changes, since & _reckoned(workspace, changes))
        session.flush()
    worse = [
        replace(problem, text=_("{number}: {problem}", number=record.number, problem=problem.text))
        for key, record in judged.items()
        for problem in _lacking(workspace, record)
        if problem not in before[key]
    ]
    if worse:
        raise Refused(_("This cannot be undone: what it would take away is needed."), worse)
    _refuse_two_versions(workspace, (each for key, each in judged.items() if key not in counted))
    for key, record in judged.items():
        if key in hidden and not _is_gone(record):
            refuse_where_taken(workspace, record)
    _refuse_broken_links(workspace, done, {key for key, each in live.items() if _is_gone(each)} - hidden)


def _refuse_two_versions(workspace: Workspace, records: Iterable[Record]) -> None:
    """What was withdrawn, and is to count again, does not where another version was approved meanwhile."""
    for each in records:
        if not each.versioned or each.state != "approved" or _is_gone(each):
            continue
        others = (other for other in versions_of(workspace, each) if other.id != each.id)
        if now := next((other for other in others if other.state == "approved"), None):
            raise Refused(
                _(
                    "{number}, version {older}, cannot count again: version {newer} is approved.",
                    number=each.number,
                    older=each.version,
                    newer=now.version,
                ),
                hint=_(
                    "Withdraw version {newer} first, or put what is missing into a new version.",
                    newer=now.version,
                ),
            )


def _put_back(workspace: Workspace, live: Stored, changes: Sequence[Change], reckoned: Set[str]) -> None:
    """What is `reckoned` of other fields was since, so that it is again of those that stand then."""
    if _creates(changes[0]):
        gone = "removed_at" if isinstance(live, Attachment) else "deleted_at"
        setattr(live, gone, getattr(live, gone) or workspace.clock())
        return
    now = history.present_state(workspace, live)
    was = reduce(lambda state, change: apply(state, invert(change.changes)), reversed(changes), now)
    written = {name for change in changes for name in change.changes} - reckoned
    stood = {name: getattr(live, name) for name in written}
    for name in written:
        setattr(live, name, in_utc(value_in(type(live), name, was.get(name))))
    if reckoned and isinstance(live, Record) and (follows := workspace.record_types.of(live).follows):
        follows(workspace, live, stood)


def _is_gone(each: Stored) -> bool:
    return getattr(each, "deleted_at", None) is not None


def _lacking(workspace: Workspace, record: Record) -> list[Problem]:
    return [] if record.is_draft or _is_gone(record) else problems(workspace, record, record.state)


def _refuse_broken_links(workspace: Workspace, done: _Done, gone: Iterable[UUID]) -> None:
    """Nothing links to what goes. Links that are older than the operation did not mind before."""
    rows = {
        UUID(key)
        for changes in done.items.values()
        for change in changes
        for difference in change.changes.values()
        for key in _rows_added(difference)
    }
    found = []
    for target in (*gone, *rows):
        for source, field in linking_to(workspace, target):
            if target in done.created or _was_changed_since(workspace, done, source, field):
                linked = _name(workspace, target)
                found.append(Problem("", _("{number} links to {other}.", number=source.number, other=linked)))
    if found:
        raise Refused(LATER, tuple(dict.fromkeys(found)))


def _rows_added(difference: Changes | list[Any]) -> list[str]:
    """Rows of their own: a link is a row too, and has nothing but its place."""
    added = difference.get("added", {}) if isinstance(difference, Mapping) else {}
    return [key for key, row in added.items() if row.keys() - {ORDER}]


def _was_changed_since(workspace: Workspace, done: _Done, source: Entry, field: str) -> bool:
    later = history.changes_since(workspace, done.operation, [source.id])
    return any(change.item == source.id and field in change.changes for change in later)


# ------------------------------------------------------------ what it is called


def _model(change: Change) -> type[Stored]:
    others: dict[str, type[Stored]] = {each.__name__: each for each in (Approval, Attachment)}
    return others.get(change.model) or model_named(change.model)


def _name(workspace: Workspace, key: UUID) -> Message | str:
    entry = entries(workspace, [key]).get(key)
    return (entry.number or entry.title) if entry else _("A record")


def _label(model: type[Stored], name: str) -> Message | str:
    spec = next((spec for spec in fields_of(model) if spec.name == name), None)
    return term(spec.label) if spec else name.replace("_", " ").capitalize()


__all__ = ["REDO", "UNDO", "entry_of", "last_done", "last_undone", "reach", "undo", "why_not"]
