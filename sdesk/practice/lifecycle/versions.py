"""Documents: the version in effect, the draft beside it, and the rules of the documents of the profile."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import TypeVar

from sdesk.models import (
    AssignedRoles,
    Document,
    Organization,
    Record,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
)
from sdesk.models.governance import Impact, Priority, RoleAssignment, ServiceRole, Subject, Urgency
from sdesk.models.relationship import Service
from sdesk.practice.lifecycle.problem import Problem
from sdesk.storage import Workspace, col

AnyRecord = TypeVar("AnyRecord", bound=Record)
REVIEW_AT_MOST = timedelta(days=366)


def in_effect(workspace: Workspace, model: type[AnyRecord]) -> AnyRecord | None:
    """The approved version of a document; there is at most one."""
    return workspace.first(model, col(model.state) == "approved", order_by=[col(model.version).desc()])


def draft_of(workspace: Workspace, model: type[AnyRecord]) -> AnyRecord | None:
    return workspace.first(model, col(model.state) == "draft", order_by=[col(model.version).desc()])


def latest(workspace: Workspace, model: type[AnyRecord]) -> AnyRecord | None:
    """What a person opens: the draft under way, else the version in effect, else the last one there was."""
    newest = workspace.first(model, order_by=[col(model.version).desc()])
    return draft_of(workspace, model) or in_effect(workspace, model) or newest


def organization(workspace: Workspace) -> Organization | None:
    return workspace.first(Organization)


def services(workspace: Workspace) -> tuple[Service, ...]:
    """The services of the catalogue in effect; while none is approved yet, those of its draft."""
    catalogue = in_effect(workspace, ServiceCatalogue) or draft_of(workspace, ServiceCatalogue)
    return catalogue.services if catalogue else ()


def review_within_a_year(workspace: Workspace, document: Document, state: str) -> Iterator[Problem]:
    if state != "approved" or document.next_review_date is None or document.date_of_issue is None:
        return
    if document.next_review_date <= document.date_of_issue:
        yield Problem(
            "next_review_date", "The next review is not after the date of issue.", "Choose a later day."
        )
    elif document.next_review_date - document.date_of_issue > REVIEW_AT_MOST:
        yield Problem(
            "next_review_date",
            "The next review is more than a year after the date of issue.",
            "Choose a day within a year.",
        )


def service_manager_is_competent(workspace: Workspace, roles: AssignedRoles, state: str) -> Iterator[Problem]:
    """WP.08 a, a.1, a.2: there is a Service Manager, trained in service management and in ISO/IEC 29110."""
    if state != "approved":
        return
    managers = {each.person for each in roles.assignments if each.role is ServiceRole.SM}
    if not managers:
        yield Problem("assignments", "Nobody is Service Manager.", "Add an assignment for that role.")
    for subject in (Subject.SERVICE_MANAGEMENT, Subject.ISO_29110):
        achieved = {each.person for each in roles.competences if each.subject is subject and each.achieved_on}
        if managers - achieved:
            yield Problem(
                "competences",
                f"The Service Manager's competence in {subject.value} is not shown.",
                "Add a line for it with the day on which it was achieved.",
            )


def no_role_given_twice(workspace: Workspace, roles: AssignedRoles, state: str) -> Iterator[Problem]:
    """Evidence of WP.08: no authority is given twice. Practitioner is no authority: several people may be one."""
    if state != "approved":
        return
    for one, other in combinations(roles.assignments, 2):
        if one.role and one.role is other.role and one.role is not ServiceRole.PT and _clash(one, other):
            yield Problem(
                "assignments",
                f"Two people are {one.role.label} at the same time.",
                "End one of the two assignments, or make one person the deputy.",
            )


def _clash(one: RoleAssignment, other: RoleAssignment) -> bool:
    return one.person != other.person and _starts_within(one, other) and _starts_within(other, one)


def _starts_within(one: RoleAssignment, other: RoleAssignment) -> bool:
    return (one.start or date.min) <= (other.end or date.max)


def matrix_is_whole(workspace: Workspace, policy: ServiceDeliveryPolicy, state: str) -> Iterator[Problem]:
    """WP.14 b: each pair of impact and urgency gives one priority, and each priority has its target times."""
    if state != "approved":
        return
    cells = [(cell.impact, cell.urgency) for cell in policy.matrix]
    for impact in Impact:
        for urgency in Urgency:
            if cells.count((impact, urgency)) != 1:
                yield Problem(
                    "matrix",
                    f"Impact {impact.value} with urgency {urgency.value} must give exactly one priority.",
                    "Set it in the matrix.",
                )
    targets = [target.priority for target in policy.priority_targets]
    for priority in sorted(
        {cell.priority for cell in policy.matrix if cell.priority}, key=list(Priority).index
    ):
        if targets.count(priority) != 1:
            yield Problem(
                "priority_targets", f"Priority {priority.label} needs one line of target times.", "Add it."
            )


def priority_for(workspace: Workspace, impact: Impact | None, urgency: Urgency | None) -> Priority | None:
    """The priority that the matrix of the approved policy gives, None without one or before it says so."""
    policy = in_effect(workspace, ServiceDeliveryPolicy)
    cells = policy.matrix if policy else ()
    return next((cell.priority for cell in cells if (cell.impact, cell.urgency) == (impact, urgency)), None)
