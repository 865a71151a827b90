"""Steps: how a record goes from state to state. The one way in, whoever calls: window, command line, import."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from sdesk.models import (
    ActionItem,
    ApprovalForm,
    CustomerAgreement,
    ImprovementReport,
    PerformanceReport,
    Record,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceIncident,
    ServiceReport,
    Step,
)
from sdesk.practice import changes, incidents, reporting, reporting_actions
from sdesk.practice.approvals import digest_of, is_own_work, role_to_act_in, sign
from sdesk.practice.change_emergency import list_missing_parts, parts_made_good
from sdesk.practice.completeness import problems
from sdesk.practice.problem import Problem, Refused
from sdesk.practice.records import create, versions_of, write
from sdesk.storage import Workspace, col

R = TypeVar("R", bound=Record)
Effect = Callable[[Workspace, Any, str], None]

BEFORE: Mapping[tuple[type[Record], str], Effect] = {
    (ServiceIncident, "record"): incidents.note_time_recorded,
    (ServiceIncident, "classify"): incidents.set_priority,
    (ServiceIncident, "restore"): incidents.note_resolver,
    (ServiceIncident, "reopen"): incidents.note_reopening,
    (ServiceChangeRequest, "approve"): changes.decide,
    (ServiceChangeRequest, "reject"): changes.refuse,
    (ServiceChangeRequest, "refuse"): changes.refuse,
    (ServiceChangeRequest, "roll back"): changes.roll_back,
    (PerformanceReport, "approve"): reporting.freeze_figures,
    (ImprovementReport, "approve"): reporting.freeze_figures,
    (ServiceChangeRequest, "clear"): changes.clear,
    (ServiceChangeRequest, "approve afterwards"): changes.decide,
    (ServiceChangeRequest, "clear afterwards"): changes.clear,
    (ServiceChangeRequest, "approve after roll-back"): changes.decide,
    (ServiceChangeRequest, "clear after roll-back"): changes.clear,
    (ActionItem, "finish"): reporting_actions.note_ending,
    (ActionItem, "cancel"): reporting_actions.note_ending,
    (ActionItem, "reopen"): reporting_actions.note_reopening,
}
"""What a step fills in by itself, before it is checked: (record, reason) in the step's transaction."""


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
    return [problem for problem in problems(workspace, foreseen, step.to) if problem.field not in step.asks]


def as_after(
    workspace: Workspace, record: R, step: Step, values: Mapping[str, Any] | None = None, reason: str = ""
) -> R:
    """A copy, never stored, with what the step's dialog said and what the step fills in by itself."""
    foreseen = type(record)(**{name: getattr(record, name) for name in type(record).model_fields})
    for name, value in (values or {}).items():
        setattr(foreseen, name, value)
    effect = BEFORE.get((type(record), step.name))
    if effect:
        effect(workspace, foreseen, reason)
    return foreseen


def fingerprint(
    workspace: Workspace, record: Record, step: Step, values: Mapping[str, Any] | None = None
) -> str:
    """The SHA-256 that an approval by this step would carry, if it were taken now with these values."""
    foreseen = as_after(workspace, record, step, values)
    foreseen.state = step.to
    return digest_of(foreseen)


def warnings(workspace: Workspace, record: Record, step: Step) -> list[str]:
    """What a person should know before they take the step, although it is allowed."""
    found = []
    if step.approves and is_own_work(workspace, record):
        found.append(
            "You are approving your own work. That is allowed in a small team and is recorded with the approval."
        )
    if isinstance(record, ServiceIncident) and step.to == "closed":
        waiting = incidents.still_to_tell(record)
        if waiting:
            found.append(f"Not told yet that it is restored: {'; '.join(waiting)}.")
    return found


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
        _fill_in(workspace, live, step, values or {}, reason, base)
        lacking = problems(workspace, live, step.to)
        if lacking:
            raise Refused(f"{live.number} cannot be taken to “{step.to}” yet.", lacking)
        live.state = step.to
        session.flush()
        if step.approves:
            sign(workspace, live, step, role, form, evidence)
        _bring_about(workspace, live, step)
    return live


def _step_open_to(live: Record, name: str) -> Step:
    step = next((step for step in steps_from_here(live) if step.name == name), None)
    if step is None or live.deleted_at is not None:
        wanted = next((each.label for each in live.steps if each.name == name), name)
        raise Refused(f"{live.number} is {live.state}: “{wanted}” is not possible from there.")
    return step


def _refuse_without_reason(step: Step, reason: str) -> None:
    if step.reason and not reason.strip():
        raise Refused(
            f"“{step.label}” needs a reason.", [Problem("reason", "The reason is missing.", "Give it.")]
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
    effect = BEFORE.get((type(live), step.name))
    if effect:
        effect(workspace, live, reason)


def _bring_about(workspace: Workspace, live: Record, step: Step) -> None:
    if live.versioned and step.to == "approved":
        _supersede_older(workspace, live)
    if isinstance(live, CustomerAgreement):
        incidents.follow_agreement(workspace, live)
    if isinstance(live, ServiceReport) and step.to == "approved":
        _make_action_items(workspace, live)
    if isinstance(live, ServiceChangeRequest) and step.name.startswith("clear"):
        _approve_build(workspace, live)
    if isinstance(live, ServiceChangeRequest) and step.name == "deploy emergency":
        list_missing_parts(workspace, live)
    for action, outcome in parts_made_good(workspace, live):
        take_step(workspace, action, "finish", {"outcome": outcome})


def _supersede_older(workspace: Workspace, live: Record) -> None:
    model = type(live)
    with workspace.transaction("supersede", f"version {live.version} was approved"):
        for older in workspace.find(
            model, col(model.number) == live.number, col(model.state) == "approved", col(model.id) != live.id
        ):
            older.state = "superseded"


def _make_action_items(workspace: Workspace, report: ServiceReport) -> None:
    """One for each action agreed; those of the version before it have theirs already."""
    earlier = (each for each in versions_of(workspace, report) if each.state == "superseded")
    agreed_before = {action.id for each in earlier for action in each.actions}
    for action in report.actions:
        if action.id in agreed_before:
            continue
        values = {
            "description": action.description,
            "owner": action.owner,
            "due": action.due,
            "source": report.id,
        }
        create(workspace, ActionItem, values)


def _approve_build(workspace: Workspace, change: ServiceChangeRequest) -> None:
    """CO.3.2 approves the change for deployment, and with it what was built (WP.13)."""
    build = changes.paper_of(workspace, change, ServiceBuild)
    if build is not None and build.state == "built":
        take_step(workspace, build, "approve")
