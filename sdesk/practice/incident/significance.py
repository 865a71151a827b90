"""Incidents with significant impact: what that means in the agreement, and what they ask for (P17)."""

from dataclasses import dataclass

from sdesk.models import CustomerAgreement, ServiceIncident, field_of
from sdesk.practice.incident.clocks import agreement_for
from sdesk.practice.incident.handling import ASKED_OF_SIGNIFICANT
from sdesk.practice.lifecycle.record_type import Workspace


@dataclass(frozen=True)
class Significance:
    """Whether the impact is significant, what the agreement calls so, and which answers are still missing."""

    significant: bool
    definition: str
    agreement: CustomerAgreement | None
    lacking: tuple[str, ...]


def significance_of(workspace: Workspace, incident: ServiceIncident) -> Significance:
    agreement = agreement_for(workspace, incident)
    lacking = tuple(
        field_of(ServiceIncident, name).label
        for name in ASKED_OF_SIGNIFICANT
        if not getattr(incident, name).strip()
    )
    return Significance(
        significant=incident.significant,
        definition=agreement.major_incident_definition.strip() if agreement else "",
        agreement=agreement,
        lacking=lacking if incident.significant else (),
    )


__all__ = ["Significance", "significance_of"]
