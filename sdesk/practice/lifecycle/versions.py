"""Versions: the one in effect, the draft beside it, and what the documents in effect say."""

from typing import TypeVar

from sdesk.models import (
    Organization,
    Record,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
)
from sdesk.models.governance import Impact, Priority, Urgency
from sdesk.models.relationship import Service
from sdesk.storage import Workspace, col

AnyRecord = TypeVar("AnyRecord", bound=Record)


def in_effect(workspace: Workspace, model: type[AnyRecord]) -> AnyRecord | None:
    """The approved version of a document; there is at most one."""
    return workspace.first(model, col(model.state) == "approved", order_by=[col(model.version).desc()])


def draft_of(workspace: Workspace, model: type[AnyRecord]) -> AnyRecord | None:
    return workspace.first(model, col(model.state) == "draft", order_by=[col(model.version).desc()])


def latest(workspace: Workspace, model: type[AnyRecord]) -> AnyRecord | None:
    """What a person opens: the draft under way, else the version in effect, else the last one there was."""
    newest = workspace.first(model, order_by=[col(model.version).desc()])
    return draft_of(workspace, model) or in_effect(workspace, model) or newest


def organization(workspace: Workspace) -> Organization | None:
    return workspace.first(Organization)


def services(workspace: Workspace) -> tuple[Service, ...]:
    """The services of the catalogue in effect; while none is approved yet, those of its draft."""
    catalogue = in_effect(workspace, ServiceCatalogue) or draft_of(workspace, ServiceCatalogue)
    return catalogue.services if catalogue else ()


def priority_for(workspace: Workspace, impact: Impact | None, urgency: Urgency | None) -> Priority | None:
    """The priority that the matrix of the approved policy gives, None without one or before it says so."""
    policy = in_effect(workspace, ServiceDeliveryPolicy)
    cells = policy.matrix if policy else ()
    return next((cell.priority for cell in cells if (cell.impact, cell.urgency) == (impact, urgency)), None)
