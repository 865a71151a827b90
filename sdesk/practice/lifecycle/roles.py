"""Who holds which role on a day, by the list of assigned roles (WP.08)."""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from uuid import UUID

from sdesk.models import AssignedRoles, Person
from sdesk.models.governance import RoleAssignment, ServiceRole
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import draft_of, to_go_by
from sdesk.translation import Message, term
from sdesk.translation import message as _


def role_list(workspace: Workspace) -> AssignedRoles | None:
    """The approved list; until the first one is approved, the draft of it counts."""
    return to_go_by(workspace, AssignedRoles) or draft_of(workspace, AssignedRoles)


def roles_of(workspace: Workspace, person: UUID | None, on: date) -> tuple[ServiceRole, ...]:
    """The roles a person holds on a day, as holder or deputy, in the profile's order.

    While nobody has been given any role yet, whoever works holds all of them: somebody has to begin.
    Once they are given, nobody (None) holds none.
    """
    roles = role_list(workspace)
    if roles is None or not any(each.person for each in roles.assignments):
        return tuple(ServiceRole)
    if person is None:
        return ()
    held = {
        each.role
        for each in roles.assignments
        if counts_on(each, on) and person in (each.person, each.deputy)
    }
    return tuple(role for role in ServiceRole if role in held)


def somebody_here(workspace: Workspace) -> Person:
    """Whoever is working, who answers for what they do. Raises Refused where nobody is, or they have left."""
    person = workspace.get(Person, workspace.person_id) if workspace.person_id else None
    if person is None:
        raise Refused(_("Nobody is working in this workspace now."), hint=_("Say who you are first."))
    if person.state != Person.first_state().name:
        said = _("{person} has left, and answers for nothing any more.", person=person.name)
        raise Refused(said, hint=_("Say who you are first."))
    return person


def any_of(roles: Sequence[str]) -> Message:
    """By their names, as "Management or Service Manager"."""
    named = (term(ServiceRole(each).label) for each in roles)
    return reduce(lambda some, last: _("{some} or {last}", some=some, last=last), named)


def holders(workspace: Workspace, role_ids: Sequence[str], on: date) -> list[Person]:
    """The people who hold any of the roles on a day, deputies last."""
    roles = role_list(workspace)
    counting = (
        [each for each in roles.assignments if counts_on(each, on) and each.role in role_ids] if roles else []
    )
    ids = [each.person for each in counting] + [each.deputy for each in counting]
    people = (workspace.get(Person, each) for each in dict.fromkeys(ids) if each)
    return [person for person in people if person]


def counts_on(assignment: RoleAssignment, on: date) -> bool:
    return (assignment.start or date.min) <= on <= (assignment.end or date.max)
