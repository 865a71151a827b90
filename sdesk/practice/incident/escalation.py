"""Taking an incident to somebody who can do more: one of us, or a supplier."""

from uuid import UUID

from sdesk.models import Person, ServiceIncident, Supplier
from sdesk.models.incident import Escalation
from sdesk.practice.incident.handling import changing
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.translation import message as _
from sdesk.translation import word

WHO = (Person.__name__, Supplier.__name__)


def escalate(
    workspace: Workspace, incident: ServiceIncident, to: UUID, reason: str, *, hand_over: bool = False
) -> ServiceIncident:
    """Note to whom it was taken and why; `hand_over` also assigns it to them, if they work here.

    The clocks go on: who has answered first stays known. Raises Refused without a reason, or for what is neither a
    person nor a supplier.
    """
    if not reason.strip():
        raise Refused(_("Say why it is escalated."), [Problem("reason", _("The reason is missing."))])
    entry = entries(workspace, [to]).get(to)
    if entry is None or entry.model not in WHO:
        raise Refused(_("An incident is escalated to a person or a supplier."), hint=_("Choose one of them."))
    row = Escalation(at=workspace.clock(), by=workspace.person_id, to=to, reason=reason.strip())
    told = word(_("to {who}: {reason}", who=entry.title, reason=reason.strip()))
    with changing(workspace, incident, "escalate", told) as live:
        live.escalations = (*live.escalations, row)
        live.escalated_to = to
        if hand_over and entry.model == Person.__name__:
            live.assigned_to = to
    return live


__all__ = ["escalate"]
