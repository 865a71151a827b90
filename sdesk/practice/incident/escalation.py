"""Taking an incident to somebody who can do more: one of us, or a supplier; and what a supplier did then."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sdesk.models import ConfigurationItem, Person, ServiceIncident, Step, Supplier
from sdesk.models.incident import Escalation
from sdesk.practice.incident.handling import changing
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.measures.clocks import utc
from sdesk.translation import Message, word
from sdesk.translation import message as _

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


def last_to_supplier(workspace: Workspace, incident: ServiceIncident) -> tuple[Escalation, Supplier] | None:
    """The last escalation to a supplier, and to which."""
    for row in reversed(incident.escalations):
        supplier = workspace.get(Supplier, row.to) if row.to else None
        if supplier is not None:
            return row, supplier
    return None


def note_supplier(
    workspace: Workspace, incident: ServiceIncident, answered_at: datetime | None, solved_at: datetime | None
) -> ServiceIncident:
    """Note of the last escalation to a supplier when they answered, and when they had solved it: nothing else tells.

    None: not known. Raises Refused for times that cannot be, and where it was escalated to no supplier.
    """
    found = last_to_supplier(workspace, incident)
    if found is None:
        raise Refused(_("{number} was not escalated to a supplier.", number=incident.number))
    row, supplier = found
    asked = row.at.replace(second=0, microsecond=0) if row.at else None  # people give minutes
    times = [utc(each) for each in (asked, answered_at, solved_at, workspace.clock()) if each]
    if times != sorted(times):
        raise Refused(
            _("The times are not in order, or not over yet."),
            hint=_("They answer after it was escalated, and solve it after that."),
        )
    noted = row.model_copy(update={"answered_at": answered_at, "solved_at": solved_at})
    with changing(workspace, incident, "note supplier", supplier.name, also=("restored", "closed")) as live:
        live.escalations = tuple(noted if each.id == row.id else each for each in live.escalations)
    return live


def what_suppliers_did(workspace: Workspace, incident: ServiceIncident, step: Step) -> Iterator[Message]:
    """Asked while somebody remembers: their report says "not known" of what nobody noted, and counts by the items
    what nobody says who caused it."""
    if step.to not in ("restored", "closed"):
        return
    found = last_to_supplier(workspace, incident)
    if found and not (found[0].answered_at and found[0].solved_at):
        yield _(
            "Nobody noted when {supplier} answered and had solved it: in the report on them it is not known.",
            supplier=found[1].name,
        )
    if incident.caused_by is None and not incident.root_cause.strip():
        items = (workspace.get(ConfigurationItem, key) for key in incident.configuration_items)
        owners = dict.fromkeys(item.supplier for item in items if item and item.supplier)
        suppliers = [each for each in (workspace.get(Supplier, key) for key in owners if key) if each]
        if suppliers:
            yield _(
                "Nobody says what caused it. By its items it counts in the report on {suppliers}: give the root cause if it was "
                "not theirs, or say who it was in “Caused by a supplier”.",
                suppliers=", ".join(each.name for each in suppliers),
            )


__all__ = ["escalate", "last_to_supplier", "note_supplier", "what_suppliers_did"]
