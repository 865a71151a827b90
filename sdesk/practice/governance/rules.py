"""Rules of the documents that governance writes: roles (WP.08) and policy (WP.14); and of service hours."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from sdesk.errors import SdeskError
from sdesk.models import AssignedRoles, BusinessGoals, Organization, ServiceCalendar, ServiceDeliveryPolicy
from sdesk.models.governance import Impact, Priority, RoleAssignment, ServiceRole, Subject, Urgency
from sdesk.models.governance.organization import FAIR_SHARE, HIGH_SHARE
from sdesk.practice.calendar.agreed_hours import hours_of
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.measures.targets import target_problems
from sdesk.translation import Message, term
from sdesk.translation import message as _


def service_manager_is_competent(workspace: Workspace, roles: AssignedRoles, state: str) -> Iterator[Problem]:
    """WP.08 a, a.1, a.2: there is a Service Manager, whose training in both subjects is done or has its day.

    Whoever is none any more need not learn for it.
    """
    if state != "approved":
        return
    assigned = [each for each in roles.assignments if each.role is ServiceRole.SM]
    managers = {each.person for each in assigned if each.end is None or each.end >= today(workspace)}
    if not assigned:
        yield Problem("assignments", _("Nobody is Service Manager."), _("Add an assignment for that role."))
    for subject in (Subject.SERVICE_MANAGEMENT, Subject.ISO_29110):
        lines = [each for each in roles.competences if each.subject is subject]
        told = {each.person for each in lines if each.achieved_on or each.needed_by}
        if managers - told:
            yield Problem(
                "competences",
                _(
                    "The Service Manager's competence in {subject} is neither achieved nor planned.",
                    subject=term(subject.value),
                ),
                _("Add a line for it with the day on which it was achieved, or by which it will be."),
            )


def competence_is_somebodys(workspace: Workspace, roles: AssignedRoles, state: str) -> Iterator[Problem]:
    """Each line is about one of us, or about a supplier's people."""
    for place, line in enumerate(roles.competences if state == "approved" else (), start=1):
        if line.person is None and line.supplier is None:
            said = _("Competence and training, line {n}: nobody is named.", n=place)
            yield Problem("competences", said, _("Choose a person or a supplier."), is_gap=True)
        elif line.person and (line.supplier or line.their_person.strip()):
            said = _(
                "Competence and training, line {n}: it is about one of us and about a supplier's people.",
                n=place,
            )
            yield Problem("competences", said, _("Make two lines of it."))


def no_role_given_twice(workspace: Workspace, roles: AssignedRoles, state: str) -> Iterator[Problem]:
    """Evidence of WP.08: no authority is given twice. Practitioner is no authority: several people may be one."""
    if state != "approved":
        return
    for one, other in combinations(roles.assignments, 2):
        if one.role and one.role is other.role and one.role is not ServiceRole.PT and _clash(one, other):
            yield Problem(
                "assignments",
                _("Two people are {role} at the same time.", role=term(one.role.label)),
                _("End one of the two assignments, or make one person the deputy."),
            )


def _clash(one: RoleAssignment, other: RoleAssignment) -> bool:
    return one.person != other.person and _starts_within(one, other) and _starts_within(other, one)


def _starts_within(one: RoleAssignment, other: RoleAssignment) -> bool:
    return (one.start or date.min) <= (other.end or date.max)


def goals_can_be_counted(workspace: Workspace, goals: BusinessGoals, state: str) -> Iterator[Problem]:
    """WP.01: what the program is to count has a number that it can come to, in its unit."""
    if state == "approved":
        yield from target_problems("goals", goals.goals)


def objectives_can_be_counted(
    workspace: Workspace, policy: ServiceDeliveryPolicy, state: str
) -> Iterator[Problem]:
    if state == "approved":
        yield from target_problems("objectives", policy.objectives)


def matrix_is_whole(workspace: Workspace, policy: ServiceDeliveryPolicy, state: str) -> Iterator[Problem]:
    """WP.14 b: each pair of impact and urgency gives one priority, and each priority has its target times."""
    if state != "approved":
        return
    cells = [(cell.impact, cell.urgency) for cell in policy.matrix]
    for impact in Impact:
        for urgency in Urgency:
            if cells.count((impact, urgency)) != 1:
                yield Problem("matrix", _gives_one_priority(impact, urgency), _("Set it in the matrix."))
    targets = [target.priority for target in policy.priority_targets]
    for priority in sorted(
        {cell.priority for cell in policy.matrix if cell.priority}, key=list(Priority).index
    ):
        if targets.count(priority) != 1:
            said = _("Priority {priority} needs one line of target times.", priority=term(priority.label))
            yield Problem("priority_targets", said, _("Add it."))


def _gives_one_priority(impact: Impact, urgency: Urgency) -> Message:
    return _(
        "Impact {impact} with urgency {urgency} must give exactly one priority.",
        impact=term(impact.value),
        urgency=term(urgency.value),
    )


def bounds_are_only_tightened(workspace: Workspace, ours: Organization, state: str) -> Iterator[Problem]:
    """What counts as a high and a fair share of the cases may be asked for more strictly, never less."""
    high = HIGH_SHARE if ours.high_share is None else ours.high_share
    fair = FAIR_SHARE if ours.fair_share is None else ours.fair_share
    if not HIGH_SHARE <= high <= 100:
        yield Problem("high_share", _("It can be {least} to 100 per cent.", least=HIGH_SHARE))
    if not FAIR_SHARE <= fair <= high:
        yield Problem("fair_share", _("It can be {least} to {most} per cent.", least=FAIR_SHARE, most=high))


def clocks_can_read_it(workspace: Workspace, calendar: ServiceCalendar, state: str) -> Iterator[Problem]:
    """No span ends before it starts or leaves its day, and none overlaps another: one would stop all clocks."""
    try:
        hours_of(calendar)
    except SdeskError as fault:
        yield Problem("weekly_hours", fault.message, fault.hint)
