"""Steps: how a record goes from state to state. The one way in, whoever calls: window, command line, import."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from sdesk.models import ApprovalForm, Record, Step
from sdesk.practice.lifecycle.approvals import digest_of, is_better_approved_by_another, role_to_act_in, sign
from sdesk.practice.lifecycle.completeness import frozen_fields, problems_of_step
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import write
from sdesk.practice.lifecycle.thin import thin_items
from sdesk.storage import col
from sdesk.translation import Message, sentences, term, word
from sdesk.translation import message as _

R = TypeVar("R", bound=Record)


def steps_from_here(record: Record) -> tuple[Step, ...]:
    """The steps that lead on from the record's state, the main ones first."""
    kind = getattr(record, "kind", None)
    open_steps = [
        step
        for step in record.steps
        if record.state in step.from_states
        and (not step.kinds or kind is None or kind in step.kinds)
        and not (step.while_empty and getattr(record, step.while_empty))
    ]
    return tuple(sorted(open_steps, key=lambda step: not step.main))


def missing(workspace: Workspace, record: Record, step: Step) -> list[Problem]:
    """What the step would be refused for, besides what its own dialog asks."""
    reason = step.label if step.reason else ""  # the dialog asks for it
    foreseen = as_after(workspace, record, step, reason=reason)
    return [
        problem
        for problem in problems_of_step(workspace, foreseen, step.to, frozen_fields(record))
        if problem.field not in step.asks
    ]


def as_after(
    workspace: Workspace, record: R, step: Step, values: Mapping[str, Any] | None = None, reason: str = ""
) -> R:
    """A copy, never stored, with what the step's dialog said and what the step fills in by itself."""
    foreseen = type(record)(**{name: getattr(record, name) for name in type(record).model_fields})
    for name, value in (values or {}).items():
        setattr(foreseen, name, value)
    _fill(workspace, foreseen, step, reason)
    return foreseen


def fingerprint(
    workspace: Workspace, record: Record, step: Step, values: Mapping[str, Any] | None = None
) -> str:
    """The SHA-256 that an approval by this step would carry, if it were taken now with these values."""
    foreseen = as_after(workspace, record, step, values)
    foreseen.state = step.to
    return digest_of(workspace, foreseen)


def warnings(workspace: Workspace, record: Record, step: Step) -> list[Message]:
    """What a person should know before they take the step, although it is allowed."""
    found = []
    if step.approves and (thin := thin_items(workspace, record)):
        found.append(
            _(
                "It can be approved so, but these texts are too thin to count as evidence: {items}",
                items=sentences(*(each.text for each in thin)),
            )
        )
    if is_better_approved_by_another(workspace, record, step):
        found.append(
            _(
                "You wrote what you are about to approve. An auditor would rather see another name here; it is allowed, and recorded."
            )
        )
    warns = workspace.record_types.of(record).warns
    return [*found, *(warns(workspace, record, step) if warns else ())]


def take_step(
    workspace: Workspace,
    record: R,
    name: str,
    values: Mapping[str, Any] | None = None,
    *,
    reason: str = "",
    form: ApprovalForm = ApprovalForm.SIGNED_HERE,
    evidence: str = "",
    base: UUID | None = None,
) -> R:
    """Take the record from its state to the next by the step called `name`, all or nothing.

    `values` are fields that the step's dialog asked for, built on the operation `base` as in `save`. Raises Refused, with the problems, when the state does
    not allow the step, when whoever is working does not hold its role, or when mandatory content is missing.
    """
    with workspace.transaction(name, reason) as session:
        live = session.get_one(type(record), record.id)
        step = _step_open_to(live, name)
        role = role_to_act_in(workspace, step)
        _refuse_without_reason(step, reason)
        frozen = frozen_fields(live)
        _fill_in(workspace, live, step, values or {}, reason, base)
        lacking = problems_of_step(workspace, live, step.to, frozen)
        if lacking:
            said = _("{number} cannot be taken to “{state}” yet.", number=live.number, state=term(step.to))
            raise Refused(said, lacking)
        live.state = step.to
        session.flush()
        if step.approves:
            sign(workspace, live, step, role, form, evidence)
        _bring_about(workspace, live, step)
    return live


def _step_open_to(live: Record, name: str) -> Step:
    step = next((step for step in steps_from_here(live) if step.name == name), None)
    if step is None or live.deleted_at is not None:
        wanted = next((term(each.label) for each in live.steps if each.name == name), name)
        said = _(
            "{number} is {state}: “{step}” is not possible from there.",
            number=live.number,
            state=term(live.state),
            step=wanted,
        )
        raise Refused(said)
    return step


def _refuse_without_reason(step: Step, reason: str) -> None:
    if step.reason and not reason.strip():
        raise Refused(
            _("“{step}” needs a reason.", step=term(step.label)),
            [Problem("reason", _("The reason is missing."), _("Give it."))],
        )


def _fill_in(
    workspace: Workspace,
    live: Record,
    step: Step,
    values: Mapping[str, Any],
    reason: str,
    base: UUID | None,
) -> None:
    """What the step's dialog said, then what the step fills in by itself."""
    if values:
        write(workspace, live, values, base)
    _fill(workspace, live, step, reason)


def _fill(workspace: Workspace, record: Record, step: Step, reason: str) -> None:
    fill = workspace.record_types.of(record).fills.get(step.name)
    if fill:
        fill(workspace, record, reason)


def _bring_about(workspace: Workspace, live: Record, step: Step) -> None:
    if live.versioned and step.to == "approved":
        _supersede_older(workspace, live)
    for act in workspace.record_types.effects_of(live, step):
        act(workspace, live)


def _supersede_older(workspace: Workspace, live: Record) -> None:
    model = type(live)
    why = word(_("version {version} was approved", version=live.version))
    with workspace.transaction("supersede", why):
        for older in workspace.find(
            model, col(model.number) == live.number, col(model.state) == "approved", col(model.id) != live.id
        ):
            older.state = "superseded"
