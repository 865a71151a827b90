"""What would be proposed for a record by the answers and documents of now, whatever kind it is."""

from sdesk.models import (
    Agreement,
    AssignedRoles,
    BusinessGoals,
    ConfigurationItem,
    CustomerExperienceApproach,
    Proposable,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
)
from sdesk.practice.lifecycle.proposed.reading import Proposal
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.starter.agreements import agreement_sections
from sdesk.practice.starter.catalogue import catalogue_rows, item_sections
from sdesk.practice.starter.firm import Firm
from sdesk.practice.starter.hours import calendar_of
from sdesk.practice.starter.library import service_rows
from sdesk.practice.starter.proposing import source_of, text_proposals
from sdesk.practice.starter.rows import goal_rows, policy_rows, role_rows, service_id


def proposals_for(workspace: Workspace, firm: Firm, live: Proposable) -> dict[str, Proposal]:
    """By place."""
    if isinstance(live, Agreement):
        return agreement_sections(workspace, firm, live)
    if isinstance(live, ConfigurationItem):
        return _of_item(workspace, firm, live)
    return {**dict(text_proposals(workspace, firm, type(live))), **_rows(workspace, firm, live)}


def _rows(workspace: Workspace, firm: Firm, live: Proposable) -> dict[str, Proposal]:
    match live:
        case BusinessGoals():
            return goal_rows(workspace, firm)
        case ServiceDeliveryPolicy():
            return policy_rows(workspace, firm)
        case AssignedRoles():
            return role_rows(workspace, firm)
        case ServiceCatalogue():
            return catalogue_rows(workspace, firm, calendar_of(workspace, firm.said))
        case CustomerExperienceApproach():
            days = firm.said.answer_days if firm.answered(7) else None
            return {"answer_days": Proposal(days, source_of((7,)))}
    return {}


def _of_item(workspace: Workspace, firm: Firm, live: ConfigurationItem) -> dict[str, Proposal]:
    for service, ready in service_rows(firm.said):
        if ready is not None and service_id(workspace, service) in live.services:
            return item_sections(firm, service, ready)
    return {}


__all__ = ["proposals_for"]
