"""IN, Service Incident: the incident record."""

from sdesk.models.incident.known_error import KnownError
from sdesk.models.incident.record import ServiceIncident
from sdesk.models.incident.rows import Escalation, HoldSpan, IncidentStep, PartyTold, PartyToTell, Reopening

__all__ = [
    "Escalation",
    "HoldSpan",
    "IncidentStep",
    "KnownError",
    "PartyToTell",
    "PartyTold",
    "Reopening",
    "ServiceIncident",
]
