"""Order of time of a change (G5): asked for, decided, designed, built, tested, cleared, deployed, each after the other."""

from collections.abc import Iterator
from uuid import UUID

from sdesk.models import ServiceBuild, ServiceChangeRequest, ServiceDesign, ServiceTestReport
from sdesk.models.control import ChangeKind, Decision
from sdesk.practice.control.changes import has_finished
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.order_of_time import is_before
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.translation import message as _


def was_deployed_in_order(
    workspace: Workspace, change: ServiceChangeRequest, state: str
) -> Iterator[Problem]:
    """First asked for and cleared, then deployed. An emergency is decided on afterwards."""
    if change.deployed_at is None or change.kind is ChangeKind.EMERGENCY:
        return
    if change.cleared_at and is_before(change.deployed_at, change.cleared_at):
        said = _(
            "It is said to be deployed before its deployment was approved at {when}.", when=change.cleared_at
        )
        yield Problem("deployed_at", said, _("Say when it was really deployed."))
    elif change.created_at and is_before(change.deployed_at, change.created_at):
        said = _("It is said to be deployed before it was asked for at {when}.", when=change.created_at)
        yield Problem(
            "deployed_at", said, _("Say when it was really deployed; what could not wait is an emergency.")
        )


def designed_once_decided(workspace: Workspace, design: ServiceDesign, state: str) -> Iterator[Problem]:
    """Nobody approves the design of a change that nobody has decided on. A rejection after its tests undoes no design."""
    change = _goes_by_the_order(workspace, design.change)
    is_approved_now = state == "approved" and design.state == "draft"
    if is_approved_now and change is not None and change.decision is not Decision.APPROVED:
        yield Problem(
            "change",
            _("{number} was not approved yet.", number=change.number),
            _("The Control Manager decides on the change first, then its design is approved."),
        )


def built_once_designed(workspace: Workspace, build: ServiceBuild, state: str) -> Iterator[Problem]:
    change = _goes_by_the_order(workspace, build.change)
    if state == "built" and change is not None and not has_finished(workspace, change, ServiceDesign):
        yield Problem(
            "change",
            _("The design of {number} is not approved yet.", number=change.number),
            _("Approve the design first, then mark as built what was built by it."),
        )


def _goes_by_the_order(workspace: Workspace, change_id: UUID | None) -> ServiceChangeRequest | None:
    """The change, if it is one that is decided on, designed, built and tested in this order."""
    change = workspace.get(ServiceChangeRequest, change_id) if change_id else None
    return change if change is not None and change.kind is ChangeKind.NORMAL else None


def tested_once_built(workspace: Workspace, report: ServiceTestReport, state: str) -> Iterator[Problem]:
    """Results are of what was built before they were collected."""
    build = workspace.get(ServiceBuild, report.build) if report.build else None
    if state != "approved" or build is None:
        return
    if build.is_draft:
        yield Problem(
            "build",
            _("{number} is not built yet.", number=build.number),
            _("Finish the build, then test it."),
        )
        return
    built = max((each.at for each in approvals_of(workspace, build) if each.step == "build"), default=None)
    if built and report.collected_at and is_before(report.collected_at, built):
        said = _(
            "The results are said to be collected before {number} was built at {when}.",
            number=build.number,
            when=built,
        )
        yield Problem("collected_at", said, _("Say when they were collected, or test what was built."))


__all__ = ["built_once_designed", "designed_once_decided", "tested_once_built", "was_deployed_in_order"]
