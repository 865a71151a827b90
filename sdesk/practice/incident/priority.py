"""Another priority than the matrix gives, with a reason; and back to the matrix."""

from sdesk.models import ServiceDeliveryPolicy, ServiceIncident
from sdesk.models.governance import Priority
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import save
from sdesk.practice.lifecycle.versions import priority_by, priority_for
from sdesk.translation import message as _
from sdesk.translation import word


def override_priority(
    workspace: Workspace, incident: ServiceIncident, priority: Priority, reason: str
) -> ServiceIncident:
    """Let this priority count, whatever impact and urgency say. Raises Refused without a reason."""
    if not reason.strip():
        raise Refused(
            _("Say why the priority of the matrix does not fit."),
            [Problem("priority_reason", _("The reason is missing."))],
        )
    values = {"priority_chosen": priority, "priority_reason": reason.strip()}
    return save(workspace, incident, values, reason=reason.strip())


def follow_matrix(workspace: Workspace, incident: ServiceIncident) -> ServiceIncident:
    """Let impact and urgency give the priority again."""
    values = {"priority_chosen": None, "priority_reason": ""}
    return save(workspace, incident, values, word(_("back to the matrix")))


def priority_of_matrix(workspace: Workspace, incident: ServiceIncident) -> Priority | None:
    """What impact and urgency give, whatever was chosen: by its own policy; by that of today where that does not say."""
    own = workspace.get(ServiceDeliveryPolicy, incident.policy) if incident.policy else None
    given = priority_by(own, incident.impact, incident.urgency)
    return given or priority_for(workspace, incident.impact, incident.urgency)


__all__ = ["follow_matrix", "override_priority", "priority_of_matrix"]
