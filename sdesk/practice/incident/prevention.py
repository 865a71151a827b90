"""From an incident to the change that keeps it from coming back (IN.2.4, P17)."""

from typing import Any

from sdesk.models import KnownError, ServiceChangeRequest, ServiceIncident
from sdesk.practice.incident.known_errors import with_link
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, write
from sdesk.translation import message as _
from sdesk.translation import word

ONE_LINE = 100


def change_values(incident: ServiceIncident) -> dict[str, Any]:
    """What a change request is filled with from an incident."""
    keep_away = _("Keep “{summary}” from coming back", summary=incident.summary)
    return {
        "purpose": _first_sentence(incident.solution) or word(keep_away),
        "requirement": _requirement(incident),
        "priority": incident.priority,
        "configuration_items": incident.configuration_items,
        "service": incident.service,
        "customer": incident.customer,
        "requester": incident.reporter,
        "related": (incident.id,),
    }


def request_change(workspace: Workspace, incident: ServiceIncident) -> ServiceChangeRequest:
    """A draft change request filled from the incident; both name each other, and the known errors name it too."""
    reason = word(_("from {number}", number=incident.number))
    with workspace.transaction("request change", reason) as session:
        change = create(workspace, ServiceChangeRequest, change_values(incident))
        live = session.get_one(ServiceIncident, incident.id)
        write(workspace, live, {"changes": with_link(live.changes, change.id)})
        for error_id in live.known_errors:
            error = session.get_one(KnownError, error_id)
            write(workspace, error, {"changes": with_link(error.changes, change.id)})
    return change


def _requirement(incident: ServiceIncident) -> str:
    cause = incident.root_cause.strip() or incident.details.strip()
    solution = incident.solution.strip()
    found = word(_("Found in {number}, “{summary}”.", number=incident.number, summary=incident.summary))
    return "\n\n".join(each for each in (cause, solution, found) if each)


def _first_sentence(text: str) -> str:
    """The first sentence, if it fits on one line, else as many of its words as do."""
    line = text.strip().split("\n")[0].split(". ")[0].rstrip(".")
    return line if len(line) <= ONE_LINE else f"{line[:ONE_LINE].rsplit(' ', 1)[0]}…"


__all__ = ["change_values", "request_change"]
