"""Changes (CO.2.1 to CO.3.5): what holds across fields and records, and what a step brings about."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from sdesk.models import (
    ChangeProcedure,
    CustomerAgreement,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceTestReport,
    field_of,
)
from sdesk.models.control import ChangeKind, CriterionScore, Decision, TestConclusion
from sdesk.practice.lifecycle.completeness import is_missing
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import changing, step_taken
from sdesk.practice.lifecycle.versions import draft_of, to_go_by
from sdesk.storage import col
from sdesk.translation import message as _
from sdesk.translation import term

Paper = TypeVar("Paper", bound=ServiceDesign | ServiceBuild | ServiceTestReport)
_PAPERS: tuple[
    tuple[str, type[ServiceDesign] | type[ServiceBuild] | type[ServiceTestReport], tuple[str, ...]], ...
] = (
    ("designed", ServiceDesign, ("approved",)),
    ("built", ServiceBuild, ("built", "approved")),
    ("tested", ServiceTestReport, ("approved",)),
)
"""A state of a change, the record of which it needs one, and the states that one may be in."""

_NOT_THERE_YET: Mapping[type[ServiceDesign] | type[ServiceBuild] | type[ServiceTestReport], Problem] = {
    ServiceDesign: Problem(
        "",
        _("Service design of this change is not approved yet."),
        _("Open or add the service design and bring it there."),
    ),
    ServiceBuild: Problem(
        "",
        _("Build of this change is not built or approved yet."),
        _("Open or add the build and bring it there."),
    ),
    ServiceTestReport: Problem(
        "",
        _("Test report of this change is not approved yet."),
        _("Open or add the test report and bring it there."),
    ),
}


def paper_of(workspace: Workspace, change: ServiceChangeRequest, model: type[Paper]) -> Paper | None:
    """The design, build or test report of a change: the newest that was not superseded or withdrawn."""
    return workspace.kept(
        ("paper of", model, change.id),
        lambda: workspace.first(
            model,
            col(model.change) == change.id,
            col(model.state).not_in(("superseded", "withdrawn")),
            order_by=[col(model.created_at).desc(), col(model.id).desc()],
        ),
        of=(model,),
    )


def has_its_papers(workspace: Workspace, change: ServiceChangeRequest, state: str) -> Iterator[Problem]:
    """P08: designed, built and tested as the procedures say. A pre-approved change stands on a procedure instead."""
    held = change.states_to_hold(state)
    if change.kind is ChangeKind.PRE_APPROVED:
        if "requested" in held and not change.standing_procedure.strip():
            yield Problem(
                "standing_procedure",
                _("Standing procedure is missing: a pre-approved change is carried out by written steps."),
                _("Say which steps these are."),
                is_gap=True,
            )
        return
    for needs_it, model, _states in _PAPERS:
        if needs_it in held and not has_finished(workspace, change, model):
            yield _NOT_THERE_YET[model]


def has_finished(workspace: Workspace, change: ServiceChangeRequest, paper: type[Paper]) -> bool:
    """Whether the newest design, build or test report of the change has come as far as the change needs it."""
    states = next(states for _state, model, states in _PAPERS if model is paper)
    newest = paper_of(workspace, change, paper)
    return newest is not None and newest.state in states


def schedule_is_in_order(workspace: Workspace, change: ServiceChangeRequest, state: str) -> Iterator[Problem]:
    if change.planned_start and change.planned_end and change.planned_end <= change.planned_start:
        yield Problem(
            "planned_end", _("The planned end is not after the planned start."), _("Correct one of the two.")
        )


def was_decided(workspace: Workspace, change: ServiceChangeRequest, state: str) -> Iterator[Problem]:
    """P07, P10: no way leads round the Control Manager; an emergency is approved and cleared before it is closed."""
    held = change.states_to_hold(state)
    if "approved" in held and change.decision is None:
        yield Problem(
            "decision", _("Nobody has decided on this change yet."), _("The Control Manager approves it.")
        )
    if "cleared" in held and change.kind is ChangeKind.EMERGENCY and change.cleared_at is None:
        yield Problem(
            "cleared_at",
            _("Deployment was not approved yet."),
            _("The Control Manager approves it, after the deployment too."),
        )


def rejection_has_reason(workspace: Workspace, change: ServiceChangeRequest, state: str) -> Iterator[Problem]:
    """CO.2.1, CO.3.2: whoever asked for the change is told why not; after its tests, that is about deployment."""
    field = "deployment_reason" if change.state == "tested" else "decision_reason"
    if state == "rejected" and not getattr(change, field).strip():
        lacks = is_missing(field_of(ServiceChangeRequest, field))
        yield Problem(field, lacks, _("Say why it is rejected."), is_gap=True)


def this_build_was_tested(
    workspace: Workspace, change: ServiceChangeRequest, state: str
) -> Iterator[Problem]:
    """P08, P10: after a new build, tests of the one before it say nothing."""
    if "tested" not in change.states_to_hold(state) or change.kind is ChangeKind.PRE_APPROVED:
        return
    report = paper_of(workspace, change, ServiceTestReport)
    build = paper_of(workspace, change, ServiceBuild)
    if report is not None and build is not None and report.build not in (None, build.id):
        earlier = _(
            "{report} is about an earlier build than {build}.", report=report.number, build=build.number
        )
        yield Problem("", earlier, _("Test this one."))


def tests_were_passed(workspace: Workspace, change: ServiceChangeRequest, state: str) -> Iterator[Problem]:
    """P10: deployment is approved on its test results."""
    if "cleared" not in change.states_to_hold(state) or state not in ("cleared", "deployed"):
        return
    report = paper_of(workspace, change, ServiceTestReport)
    if report is not None and report.conclusion is TestConclusion.FAILED:
        yield Problem(
            "",
            _("{number} says that the tests failed.", number=report.number),
            _("Send the change back to design, test again, or roll it back."),
        )


def customer_consented(workspace: Workspace, change: ServiceChangeRequest, state: str) -> Iterator[Problem]:
    """P10: with the customer's agreement, where the agreement with them asks for it: who, when and how.

    What was cleared before that was asked line by line has it in words.
    """
    said = change.consents or (state != "cleared" and change.customer_consent.strip())
    if "cleared" not in change.states_to_hold(state) or said or change.customer is None:
        return
    agreement = workspace.first(
        CustomerAgreement,
        col(CustomerAgreement.customer) == change.customer,
        col(CustomerAgreement.state) == "approved",
        col(CustomerAgreement.consent_to_changes).is_(True),
    )
    if agreement is not None:
        yield Problem(
            "consents",
            _("{number} asks for the customer's consent to changes.", number=agreement.number),
            _("Say who agreed, when and how."),
        )


def criteria(workspace: Workspace) -> tuple[CriterionScore, ...]:
    """The set criteria of the procedure (WP.17), as empty lines of an evaluation."""
    return tuple(CriterionScore(criterion=name) for name in procedure_to_go_by(workspace).criteria())


def procedure_to_go_by(workspace: Workspace) -> ChangeProcedure:
    """The procedure in force, else the draft of it, else what is usual."""
    found = to_go_by(workspace, ChangeProcedure) or draft_of(workspace, ChangeProcedure)
    return found or ChangeProcedure()


def decide(workspace: Workspace, change: ServiceChangeRequest, reason: str) -> None:
    change.decision = Decision.APPROVED


def refuse(workspace: Workspace, change: ServiceChangeRequest, reason: str) -> None:
    change.decision = Decision.REJECTED


def clear(workspace: Workspace, change: ServiceChangeRequest, reason: str) -> None:
    change.cleared_at = workspace.clock()


def roll_back(workspace: Workspace, change: ServiceChangeRequest, reason: str) -> None:
    change.rolled_back_at = workspace.clock()
    change.roll_back_reason = reason


def add_step(
    workspace: Workspace, change: ServiceChangeRequest, text: str, minutes: int | None = None
) -> ServiceChangeRequest:
    """Note what was done for a change, by whoever is working. Raises Refused without a text, and once the change is over."""
    step = step_taken(workspace, text, minutes)
    with changing(workspace, change, "add step") as live:
        if ServiceChangeRequest.state_called(live.state).ended:
            raise Refused(_("{number} is {state}.", number=live.number, state=term(live.state)))
        live.steps_taken = (*live.steps_taken, step)
    return live
