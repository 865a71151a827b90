"""Changes (CO.2.1 to CO.3.5): what holds across fields and records, and what a step brings about."""

from collections.abc import Iterator
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
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import draft_of, in_effect
from sdesk.storage import col

Paper = TypeVar("Paper", bound=ServiceDesign | ServiceBuild | ServiceTestReport)
_PAPERS: tuple[
    tuple[str, type[ServiceDesign] | type[ServiceBuild] | type[ServiceTestReport], tuple[str, ...]], ...
] = (
    ("designed", ServiceDesign, ("approved",)),
    ("built", ServiceBuild, ("built", "approved")),
    ("tested", ServiceTestReport, ("approved",)),
)
"""A state of a change, the record of which it needs one, and the states that one may be in."""


def paper_of(workspace: Workspace, change: ServiceChangeRequest, model: type[Paper]) -> Paper | None:
    """The design, build or test report of a change: the newest that was not superseded or withdrawn."""
    return workspace.first(
        model,
        col(model.change) == change.id,
        col(model.state).not_in(("superseded", "withdrawn")),
        order_by=[col(model.created_at).desc(), col(model.id).desc()],
    )


def has_its_papers(workspace: Workspace, change: ServiceChangeRequest, state: str) -> Iterator[Problem]:
    """P08: designed, built and tested as the procedures say. A pre-approved change stands on a procedure instead."""
    held = change.states_to_hold(state)
    if change.kind is ChangeKind.PRE_APPROVED:
        if "requested" in held and not change.standing_procedure.strip():
            yield Problem(
                "standing_procedure",
                "Standing procedure is missing: a pre-approved change is carried out by written steps.",
                "Say which steps these are.",
            )
        return
    for needs_it, model, states in _PAPERS:
        if needs_it in held and not has_finished(workspace, change, model):
            yield Problem(
                "",
                f"{model.singular} of this change is not {' or '.join(states)} yet.",
                f"Open or add the {model.singular.lower()} and bring it there.",
            )


def has_finished(workspace: Workspace, change: ServiceChangeRequest, paper: type[Paper]) -> bool:
    """Whether the newest design, build or test report of the change has come as far as the change needs it."""
    states = next(states for _, model, states in _PAPERS if model is paper)
    newest = paper_of(workspace, change, paper)
    return newest is not None and newest.state in states


def schedule_is_in_order(workspace: Workspace, change: ServiceChangeRequest, state: str) -> Iterator[Problem]:
    if change.planned_start and change.planned_end and change.planned_end <= change.planned_start:
        yield Problem(
            "planned_end", "The planned end is not after the planned start.", "Correct one of the two."
        )


def was_decided(workspace: Workspace, change: ServiceChangeRequest, state: str) -> Iterator[Problem]:
    """P07, P10: no way leads round the Control Manager; an emergency is approved and cleared before it is closed."""
    held = change.states_to_hold(state)
    if "approved" in held and change.decision is None:
        yield Problem(
            "decision", "Nobody has decided on this change yet.", "The Control Manager approves it."
        )
    if "cleared" in held and change.kind is ChangeKind.EMERGENCY and change.cleared_at is None:
        yield Problem(
            "cleared_at",
            "Deployment was not approved yet.",
            "The Control Manager approves it, after the deployment too.",
        )


def rejection_has_reason(workspace: Workspace, change: ServiceChangeRequest, state: str) -> Iterator[Problem]:
    """CO.2.1, CO.3.2: whoever asked for the change is told why not; after its tests, that is about deployment."""
    field = "deployment_reason" if change.state == "tested" else "decision_reason"
    if state == "rejected" and not getattr(change, field).strip():
        label = field_of(ServiceChangeRequest, field).label
        yield Problem(field, f"{label} is missing.", "Say why it is rejected.")


def this_build_was_tested(
    workspace: Workspace, change: ServiceChangeRequest, state: str
) -> Iterator[Problem]:
    """P08, P10: after a new build, tests of the one before it say nothing."""
    if "tested" not in change.states_to_hold(state) or change.kind is ChangeKind.PRE_APPROVED:
        return
    report = paper_of(workspace, change, ServiceTestReport)
    build = paper_of(workspace, change, ServiceBuild)
    if report is not None and build is not None and report.build not in (None, build.id):
        yield Problem("", f"{report.number} is about an earlier build than {build.number}.", "Test this one.")


def tests_were_passed(workspace: Workspace, change: ServiceChangeRequest, state: str) -> Iterator[Problem]:
    """P10: deployment is approved on its test results."""
    if "cleared" not in change.states_to_hold(state) or state not in ("cleared", "deployed"):
        return
    report = paper_of(workspace, change, ServiceTestReport)
    if report is not None and report.conclusion is TestConclusion.FAILED:
        yield Problem(
            "",
            f"{report.number} says that the tests failed.",
            "Send the change back to design, test again, or roll it back.",
        )


def customer_consented(workspace: Workspace, change: ServiceChangeRequest, state: str) -> Iterator[Problem]:
    """P10: with the customer's agreement, where the agreement with them asks for it."""
    if (
        "cleared" not in change.states_to_hold(state)
        or change.customer_consent.strip()
        or change.customer is None
    ):
        return
    agreement = workspace.first(
        CustomerAgreement,
        col(CustomerAgreement.customer) == change.customer,
        col(CustomerAgreement.state) == "approved",
        col(CustomerAgreement.consent_to_changes).is_(True),
    )
    if agreement is not None:
        yield Problem(
            "customer_consent",
            f"{agreement.number} asks for the customer's consent to changes.",
            "Say who agreed, when and how.",
        )


def criteria(workspace: Workspace) -> tuple[CriterionScore, ...]:
    """The set criteria of the procedure (WP.17), as empty lines of an evaluation."""
    procedure = (
        in_effect(workspace, ChangeProcedure) or draft_of(workspace, ChangeProcedure) or ChangeProcedure()
    )
    names = (line.strip() for line in procedure.evaluation_criteria.split("\n"))
    return tuple(CriterionScore(criterion=name) for name in names if name)


def decide(workspace: Workspace, change: ServiceChangeRequest, reason: str) -> None:
    change.decision = Decision.APPROVED


def refuse(workspace: Workspace, change: ServiceChangeRequest, reason: str) -> None:
    change.decision = Decision.REJECTED


def clear(workspace: Workspace, change: ServiceChangeRequest, reason: str) -> None:
    change.cleared_at = workspace.clock()


def roll_back(workspace: Workspace, change: ServiceChangeRequest, reason: str) -> None:
    change.rolled_back_at = workspace.clock()
    change.roll_back_reason = reason
