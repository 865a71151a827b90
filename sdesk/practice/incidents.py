"""Incidents (IN.2.1 to IN.2.5): the clock on hold, steps, parties told, priority, reopening, and their rules."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sdesk.models import Person, ServiceIncident
from sdesk.models.content import Contact
from sdesk.models.incident import HoldSpan, IncidentStep, PartyTold, Reopening
from sdesk.practice.documents import organization, priority_for
from sdesk.practice.problem import Problem, Refused
from sdesk.storage import Workspace


def significant_has_cause(workspace: Workspace, incident: ServiceIncident, state: str) -> Iterator[Problem]:
    """P17, WP.18 h: no incident with significant impact is closed without root cause and solution."""
    if state != "closed" or not incident.significant:
        return
    for field, label in (("root_cause", "Root cause"), ("solution", "Solution")):
        if not getattr(incident, field).strip():
            yield Problem(
                field, f"{label} is missing: the impact is significant.", "Fill it in before closing."
            )


def times_are_in_order(workspace: Workspace, incident: ServiceIncident, state: str) -> Iterator[Problem]:
    if incident.started_at and incident.restored_at and incident.restored_at < incident.started_at:
        yield Problem(
            "restored_at",
            "The service is said to be restored before the incident started.",
            "Correct one of the two.",
        )
    if incident.restored_at and any(
        reopening.reopened_at and incident.restored_at < reopening.reopened_at
        for reopening in incident.reopenings
    ):
        yield Problem(
            "restored_at",
            "The service is said to be restored before the incident was reopened.",
            "Choose a later time.",
        )


def nothing_on_hold(workspace: Workspace, incident: ServiceIncident, state: str) -> Iterator[Problem]:
    if state in ("restored", "closed") and incident.on_hold:
        yield Problem("holds", "The incident is on hold.", "Resume it first, so that its clock is right.")


def policy_has_matrix(workspace: Workspace, incident: ServiceIncident, state: str) -> Iterator[Problem]:
    if state != "classified" or incident.priority or not (incident.impact and incident.urgency):
        return
    yield Problem(
        "priority",
        "No approved policy says which priority this impact and urgency give.",
        "Approve the service delivery policy with its prioritization matrix (GO.2.2).",
    )


def note_time_recorded(workspace: Workspace, incident: ServiceIncident, reason: str) -> None:
    incident.recorded_at = incident.recorded_at or workspace.clock()


def set_priority(workspace: Workspace, incident: ServiceIncident, reason: str) -> None:
    incident.priority = priority_for(workspace, incident.impact, incident.urgency)


def note_resolver(workspace: Workspace, incident: ServiceIncident, reason: str) -> None:
    """Restored now, by whoever is working, unless somebody said otherwise."""
    incident.restored_at = incident.restored_at or workspace.clock()
    person = workspace.get(Person, workspace.person_id) if workspace.person_id else None
    if incident.resolver is None and person is not None:
        incident.resolver = contact_of(workspace, person)


def contact_of(workspace: Workspace, person: Person) -> Contact:
    ours = organization(workspace)
    return Contact(
        name=person.name,
        organization=ours.name if ours else "",
        address=", ".join(ours.address.split("\n")) if ours else "",
        telephone=person.telephone or (ours.telephone if ours else ""),
        email=person.email or (ours.email if ours else ""),
    )


def note_reopening(workspace: Workspace, incident: ServiceIncident, reason: str) -> None:
    reopening = Reopening(restored_at=incident.restored_at, reopened_at=workspace.clock(), reason=reason)
    incident.reopenings = (*incident.reopenings, reopening)
    incident.restored_at = None


def put_on_hold(workspace: Workspace, incident: ServiceIncident, reason: str) -> ServiceIncident:
    """Stop the clock, with a reason. Raises Refused without one, when it stands already, or when all is done."""
    if not reason.strip():
        raise Refused("Say why the incident is put on hold.", [Problem("reason", "The reason is missing.")])
    with _changing(workspace, incident, "hold", reason) as live:
        if live.on_hold:
            raise Refused(f"{live.number} is on hold already.")
        live.holds = (*live.holds, HoldSpan(start=workspace.clock(), reason=reason))
    return live


def resume(workspace: Workspace, incident: ServiceIncident) -> ServiceIncident:
    """Let the clock run again. Raises Refused when it is running."""
    with _changing(workspace, incident, "resume", "") as live:
        if not live.on_hold:
            raise Refused(f"{live.number} is not on hold.")
        live.holds = tuple(
            hold if hold.end else hold.model_copy(update={"end": workspace.clock()}) for hold in live.holds
        )
    return live


def add_step(
    workspace: Workspace,
    incident: ServiceIncident,
    text: str,
    minutes: int | None = None,
    at: datetime | None = None,
) -> ServiceIncident:
    """Note what was done, by whoever is working. Raises Refused without a text."""
    if not text.strip():
        raise Refused("Say what was done.", [Problem("steps_taken", "The step has no text.")])
    step = IncidentStep(at=at or workspace.clock(), person=workspace.person_id, text=text, minutes=minutes)
    with _changing(workspace, incident, "add step", "") as live:
        live.steps_taken = (*live.steps_taken, step)
    return live


def tell_party(workspace: Workspace, incident: ServiceIncident, who: str, text: str) -> ServiceIncident:
    """Note that somebody was told. Raises Refused without a name."""
    if not who.strip():
        raise Refused("Say who was told.", [Problem("parties_told", "Nobody is named.")])
    with _changing(workspace, incident, "tell", "") as live:
        live.parties_told = (*live.parties_told, PartyTold(at=workspace.clock(), who=who, text=text))
    return live


@contextmanager
def _changing(
    workspace: Workspace, incident: ServiceIncident, action: str, reason: str
) -> Iterator[ServiceIncident]:
    """A transaction on one open incident: the live row inside it. Raises Refused for one that is done."""
    with workspace.transaction(action, reason) as session:
        live = session.get_one(ServiceIncident, incident.id)
        if ServiceIncident.state_called(live.state).ended or live.state == "restored":
            raise Refused(f"{live.number} is {live.state}.", hint="Reopen it first.")
        yield live


def open_states() -> Sequence[str]:
    return tuple(state.name for state in ServiceIncident.states if not state.ended and state.name != "draft")
