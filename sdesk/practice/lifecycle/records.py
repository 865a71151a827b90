"""What people do with any record: create, save, delete a draft, restore it, look at its history, start a version."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sdesk.models import (
    Document,
    FieldSpec,
    HistoryEntry,
    Level,
    Proposable,
    Record,
    ServiceReport,
    fields_of,
)
from sdesk.models.identity import derived_id
from sdesk.models.record import open_until_reached
from sdesk.models.steps_taken import StepTaken
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.completeness import checked_values, problems
from sdesk.practice.lifecycle.conflicts import merged
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage import col
from sdesk.storage.history import latest_operation
from sdesk.storage.numbers import next_number
from sdesk.translation import NOTHING_SAID, Message, term
from sdesk.translation import message as _

R = TypeVar("R", bound=Record)


def create(workspace: Workspace, model: type[R], values: Mapping[str, Any] | None = None) -> R:
    """A new draft with its number, filled with what the program can propose and with `values`.

    Raises Refused when a value does not fit its field, when there is a version of this document already, or when
    a kind of record that knows no draft is not complete.
    """
    with workspace.transaction("create") as session:
        refuse_second_document(workspace, model)
        given = dict(values or {})
        record = model(state=model.first_state().name)
        fitting = _fitting(workspace, model, {**proposed(workspace, model, given), **given})
        for name, value in fitting.items():
            setattr(record, name, value)
        _refuse_incomplete(workspace, record)
        register(workspace, record)
        session.add(record)
    return record


def proposed(workspace: Workspace, model: type[Record], given: Mapping[str, Any]) -> dict[str, Any]:
    """What a new record of `model` is filled with, by field; `given` are the values that are known already."""
    proposes = workspace.record_types.of(model).proposes
    return proposes(workspace, given) if proposes else {}


def register(workspace: Workspace, record: Record) -> None:
    """Give a new record its number; and to what there is one of, the id that every copy of the workspace gives it.

    Where that id is taken, by a draft that was deleted, it keeps its own. Inside a transaction only.
    """
    model = type(record)
    with workspace.reading() as session:
        record.number = next_number(session, model, today(workspace).year)
        if model.one_for_each is not None:
            kind = (model.__name__, *(str(getattr(record, name)) for name in model.one_for_each))
            derived = derived_id(workspace.id, *kind)
            record.id = derived if session.get(model, derived) is None else record.id


def refuse_second_document(workspace: Workspace, model: type[Record]) -> None:
    """Raises Refused where the model is a document and there is one already, in whatever state."""
    if issubclass(model, Document) and workspace.count(model):
        raise Refused(
            _("There is a {kind} already.", kind=term(model.singular)),
            hint=_("Open it, or start a new version of it."),
        )


def _refuse_incomplete(workspace: Workspace, record: Record) -> None:
    """A kind of record that knows no draft (a person, a customer) has to be complete from the start."""
    lacking = [] if record.is_draft else problems(workspace, record, record.state)
    if lacking:
        raise Refused(_("This {kind} is not complete yet.", kind=term(record.singular.lower())), lacking)


def _fitting(workspace: Workspace, model: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    fitting, faults = checked_values(workspace, model, values)
    if faults:
        raise Refused(_("This {kind} could not be saved.", kind=term(model.singular.lower())), faults)
    return fitting


def save(
    workspace: Workspace,
    record: R,
    values: Mapping[str, Any],
    reason: str = "",
    *,
    base: UUID | None = None,
) -> R:
    """Change fields of a record. A draft may be incomplete; a record past draft keeps what its state needs.

    `base` is the operation that the form was built on (`latest_operation` when it was shown): a field that somebody
    changed since is a Conflict, what was done to others stays.

    Raises Refused, with the problems, when a value does not fit its field, when the content is approved and so
    frozen, or when a field would be emptied that the record's state needs. Nothing is changed then.
    """
    with workspace.transaction("save", reason) as session:
        live = session.get_one(type(record), record.id)
        write(workspace, live, values, base)
    return live


def write(workspace: Workspace, live: Record, values: Mapping[str, Any], base: UUID | None = None) -> None:
    """As `save`, on a live record in a transaction of the caller, whose action the change then carries."""
    fitting = _fitting(workspace, type(live), values)
    if base is not None:
        fitting = _fitting(workspace, type(live), merged(workspace, live, fitting, base))
    changed = {name: value for name, value in fitting.items() if getattr(live, name) != value}
    _refuse_frozen(live, changed)
    before = [] if live.is_draft else problems(workspace, live, live.state)
    was = {name: getattr(live, name) for name in changed}
    for name, value in changed.items():
        setattr(live, name, value)
    _follow(workspace, live, was)
    after = [] if live.is_draft else problems(workspace, live, live.state)
    worse = [problem for problem in after if problem not in before]
    if worse:
        said = _("{number} is {state}: what that needs cannot be taken out.", **_number_and_state(live))
        raise Refused(said, worse)


def _number_and_state(live: Record) -> dict[str, Message | str]:
    return {"number": live.number, "state": term(live.state)}


def _follow(workspace: Workspace, live: Record, was: Mapping[str, Any]) -> None:
    follows = workspace.record_types.of(live).follows
    if follows and was:
        follows(workspace, live, was)


def _refuse_frozen(live: Record, changed: Mapping[str, Any]) -> None:
    if live.deleted_at is not None:
        raise Refused(_("{number} is deleted.", number=live.number), hint=_("Restore it first."))
    frozen = [
        spec
        for spec in fields_of(type(live))
        if spec.name in changed and (is_frozen(live, spec.name) or _grows(live, spec, changed[spec.name]))
    ]
    if frozen:
        raise Refused(
            _("{number} is {state}: its content cannot be changed.", **_number_and_state(live)),
            [Problem(spec.name, _is_part_of_what_was_approved(spec)) for spec in frozen],
            _("Start a new version to change it.") if live.versioned else NOTHING_SAID,
        )


def _grows(live: Record, spec: FieldSpec, value: Any) -> bool:
    """Whether something is put into rows of which, once it is frozen, some can only be taken out."""
    frozen = spec.content.open_until == "-" and live.state_called(live.state).frozen
    return frozen and not set(value) <= set(getattr(live, spec.name))


def _is_part_of_what_was_approved(spec: FieldSpec) -> Message:
    return _("{field} is part of what was approved.", field=term(spec.label))


def is_frozen(record: Record, field: str) -> bool:
    """Whether the field can no longer be changed: it is part of what was approved, or of something ended."""
    if not record.state_called(record.state).frozen:
        return False
    spec = next(spec for spec in fields_of(type(record)) if spec.name == field)
    return not open_until_reached(record, spec)


def delete_draft(workspace: Workspace, record: R) -> R:
    """Take a draft out of the lists. It keeps its number and can be restored. Raises Refused past draft."""
    with workspace.transaction("delete draft") as session:
        live = session.get_one(type(record), record.id)
        if not live.is_draft:
            raise Refused(
                _("{number} is {state} and is kept.", **_number_and_state(live)),
                hint=_("Cancel or withdraw it instead, with a reason."),
            )
        live.deleted_at = workspace.clock()
    return live


def restore_draft(workspace: Workspace, record: R) -> R:
    """Bring a deleted draft back. Raises Refused when another one has taken its place."""
    with workspace.transaction("restore draft") as session:
        live = session.get_one(type(record), record.id)
        refuse_where_taken(workspace, live)
        live.deleted_at = None
    return live


def refuse_where_taken(workspace: Workspace, deleted: Record) -> None:
    """There is one of each document, one draft of each version, and none of a version older than what is there."""
    model = type(deleted)
    one_for = ("number",) if model.one_for_each is None else model.one_for_each
    same = [col(getattr(model, name)) == getattr(deleted, name) for name in one_for]
    taken = next(
        (
            each
            for each in workspace.find(model, *same)
            if each.id != deleted.id
            and (each.is_draft or each.number != deleted.number or each.version > deleted.version)
        ),
        None,
    )
    if taken is not None:
        said = _(
            "{number} version {version} has taken its place.", number=taken.number, version=taken.version
        )
        raise Refused(said, hint=_("Open that one."))


def deleted_drafts(workspace: Workspace, model: type[R]) -> list[R]:
    return workspace.find(model, col(model.deleted_at).is_not(None), deleted=True)


def open_states(model: type[Record]) -> tuple[str, ...]:
    """The states in which something is left to do: past draft and not ended."""
    return tuple(state.name for state in model.states if not state.ended and state.level is not Level.DRAFT)


def history_of(workspace: Workspace, record: Record) -> Sequence[HistoryEntry]:
    """Every change of the record, its attachments and approvals, newest first."""
    entry = HistoryEntry
    newest_first = [col(part).desc() for part in (entry.tick, entry.operation, entry.place)]
    return workspace.find(entry, col(entry.record_id) == record.id, order_by=newest_first)


def new_version(workspace: Workspace, record: R) -> R:
    """A draft of the next version with the content of this one, which stays as it is.

    Raises Refused when a draft is under way already, or when this record has no versions.
    """
    model = type(record)
    with workspace.transaction("start version") as session:
        live = session.get_one(model, record.id)
        if not live.versioned or not live.state_called(live.state).frozen:
            raise Refused(
                _("{number} is {state}: no new version can be started from it.", **_number_and_state(live))
            )
        siblings = workspace.find(model, col(model.number) == live.number, deleted=True)
        open_draft = next((each for each in siblings if each.is_draft and each.deleted_at is None), None)
        if open_draft is not None:
            version, number = open_draft.version, live.number
            said = _(
                "Version {version} of {number} is being written already.", version=version, number=number
            )
            raise Refused(said, hint=_("Open it."))
        draft = model(number=live.number, version=max(each.version for each in siblings) + 1, state="draft")
        content = {spec.name: getattr(live, spec.name) for spec in fields_of(model)}
        for name, value in {**content, **_new_dates(workspace, live)}.items():
            setattr(draft, name, value)
        if isinstance(live, Proposable):
            draft.proposed = live.proposed
        session.add(draft)
    return draft


def _new_dates(workspace: Workspace, record: Record) -> dict[str, Any]:
    """What is said of one version only: its days, its figures, who agreed to it, and who has received it."""
    of_one: dict[str, Any] = {
        "given_to": (), "their_approvals": (), "form_of_approval": None, "approval_evidence": "",
    }  # fmt: skip
    given = {name: value for name, value in of_one.items() if hasattr(record, name)}
    if isinstance(record, Document):
        fresh = proposed(workspace, type(record), {})
        return {**given, **{name: fresh[name] for name in ("date_of_issue", "next_review_date")}}
    return {**given, "figures": {}} if isinstance(record, ServiceReport) else given


@contextmanager
def changing(workspace: Workspace, record: R, action: str, reason: str = "") -> Iterator[R]:
    """A transaction on one record that takes no step: the live row inside it. Raises Refused for what would be wrong about it
    afterwards and was not before."""
    with workspace.transaction(action, reason) as session:
        live = session.get_one(type(record), record.id)
        before = [] if live.is_draft else problems(workspace, live, live.state)
        yield live
        after = [] if live.is_draft else problems(workspace, live, live.state)
        if worse := [problem for problem in after if problem not in before]:
            raise Refused(_("{number} would not be right so.", number=live.number), worse)


def step_taken(
    workspace: Workspace, text: str, minutes: int | None = None, at: datetime | None = None
) -> StepTaken:
    """What was done on a case by whoever is working. Raises Refused without a text, or for less than no time."""
    if not text.strip():
        raise Refused(_("Say what was done."), [Problem("steps_taken", _("The step has no text."))])
    if (minutes or 0) < 0:
        raise Refused(_("The time that was spent is below zero."))
    return StepTaken(at=at or workspace.clock(), person=workspace.person_id, text=text, minutes=minutes)


def time_spent_is_not_below_zero(workspace: Workspace, record: Any, state: str) -> Iterator[Problem]:
    """Of any step taken on a case. A statement of work adds it up for an invoice."""
    for line, step in enumerate(record.steps_taken):
        if (step.minutes or 0) < 0:
            said = _("The time that was spent is below zero.")
            yield Problem("steps_taken", said, _("Correct it, or leave it empty."), place=f"[{line}].minutes")


def versions_of(workspace: Workspace, record: R) -> list[R]:
    """All versions of what has this number, newest first."""
    model = type(record)
    return workspace.find(model, col(model.number) == record.number, order_by=[col(model.version).desc()])


def reload(workspace: Workspace, record: R) -> R:
    """The record as it is stored now. Raises LookupError when it is not there."""
    found = workspace.get(type(record), record.id)
    if found is None:
        raise LookupError(record.id)
    return found


__all__ = [
    "changing", "create", "delete_draft", "deleted_drafts", "history_of", "is_frozen", "latest_operation", "new_version", "open_states", "proposed", "refuse_second_document", "refuse_where_taken", "register", "reload", "restore_draft", "save",
    "step_taken", "time_spent_is_not_below_zero", "versions_of", "write",
]  # fmt: skip
