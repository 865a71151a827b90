"""IN, Service Incident: the incident record."""

from sdesk.models.incident.afterwards import (
    EffectCheck,
    ReporterAnswer,
    SolutionDecided,
    SolutionDecision,
)
from sdesk.models.incident.known_error import KnownError
from sdesk.models.incident.record import ServiceIncident
from sdesk.models.incident.rows import (
    Escalation,
    HoldSpan,
    NotKnown,
    PartyTold,
    PartyToTell,
    Reopening,
    Unknown,
)

__all__ = [
    "EffectCheck",
    "Escalation",
    "HoldSpan",
    "KnownError",
    "NotKnown",
    "PartyToTell",
    "PartyTold",
    "Reopening",
    "ReporterAnswer",
    "ServiceIncident",
    "SolutionDecided",
    "SolutionDecision",
    "Unknown",
]
