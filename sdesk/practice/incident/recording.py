"""Recording an incident in less time than the call takes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sdesk.models import (
    ConfigurationItem,
    Contact,
    Customer,
    CustomerAgreement,
    KnownError,
    Person,
    ServiceIncident,
)
from sdesk.models.relationship import Service
from sdesk.practice.incident.handling import add_step
from sdesk.practice.incident.known_errors import apply_known_error
from sdesk.practice.incident.merging import link_incidents
from sdesk.practice.lifecycle.contacts import everybody_known, fits
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.lifecycle.steps import missing, take_step
from sdesk.practice.lifecycle.versions import services
from sdesk.storage import col


@dataclass(frozen=True)
class Recorded:
    """The incident as it was kept: recorded, or a draft with what it lacks."""

    incident: ServiceIncident
    missing: tuple[Problem, ...] = ()


def record_quickly(
    workspace: Workspace,
    values: Mapping[str, Any],
    draft: ServiceIncident | None = None,
    *,
    belongs_to: Iterable[UUID] = (),
    known_errors: Iterable[UUID] = (),
    solved_by: str = "",
) -> Recorded:
    """Keep what is known: recorded if that is all it takes, else a draft that says what is missing.

    Where the call tells how bad and how pressing it is, it is classified too, and with what it was `solved_by`, restored.

    `draft` is one that was kept before and now knows more. Without details the one line stands for them.
    `belongs_to` are incidents to link it with, `known_errors` those that it is a case of. Raises Refused when a
    value does not fit its field.
    """
    with workspace.transaction("record quickly"):
        kept = keep_draft(workspace, values, draft)
        for other in workspace.find(ServiceIncident, col(ServiceIncident.id).in_(tuple(belongs_to))):
            link_incidents(workspace, kept, other)
        for error in workspace.find(KnownError, col(KnownError.id).in_(tuple(known_errors))):
            apply_known_error(workspace, kept, error)
        goes_to = "classify" if solved_by.strip() else "record"
        lacking = missing(workspace, kept, ServiceIncident.step_called(goes_to))
        if lacking:
            return Recorded(kept, tuple(lacking))
        return Recorded(_as_far_as_told(workspace, take_step(workspace, kept, "record"), solved_by.strip()))


def _as_far_as_told(workspace: Workspace, incident: ServiceIncident, solved_by: str) -> ServiceIncident:
    is_told = incident.impact is not None and incident.urgency is not None
    if not is_told or missing(workspace, incident, ServiceIncident.step_called("classify")):
        return incident
    incident = take_step(workspace, incident, "classify")
    if not solved_by:
        return incident
    incident = take_step(workspace, add_step(workspace, incident, solved_by), "investigate")
    ended = {"restored_at": workspace.clock(), "outage": incident.outage}
    return take_step(workspace, incident, "restore", ended)


def keep_draft(
    workspace: Workspace, values: Mapping[str, Any], draft: ServiceIncident | None = None
) -> ServiceIncident:
    """Keep it as a draft, to go on with later."""
    given = dict(values)
    if not str(given.get("details") or "").strip():
        given["details"] = str(given.get("summary") or "")
    return create(workspace, ServiceIncident, given) if draft is None else save(workspace, draft, given)


# ---------------------------------------------------------------- who is calling


@dataclass(frozen=True)
class Caller:
    """Somebody who may be calling: somebody known at a customer or supplier, or a customer without saying who there."""

    id: UUID
    customer: Customer | None
    contact: Contact | None = None
    part: str = ""

    @property
    def name(self) -> str:
        if self.contact is not None:
            return self.contact.name
        return self.customer.name if self.customer is not None else ""


def callers(workspace: Workspace, words: str = "", limit: int = 20) -> list[Caller]:
    """Who fits what is typed of name, customer, telephone or mail; people before customers, suppliers' people last."""
    wanted = words.casefold().split()
    found = [caller for caller in _all_callers(workspace) if _fits(caller, words)]
    found.sort(
        key=lambda caller: (not _named_so(caller, wanted), caller.contact is None, caller.customer is None)
    )
    return found[:limit]


def _all_callers(workspace: Workspace) -> Iterator[Caller]:
    model = Customer
    ours = {person.id for person in workspace.find(Person)}
    in_use = workspace.find(model, col(model.state) == "in use", order_by=[col(model.name)])
    customers = {customer.id: customer for customer in in_use}
    for known in everybody_known(workspace):
        if known.owner not in ours:
            yield Caller(known.id, customers.get(known.owner), known.contact, known.part)
    yield from (Caller(customer.id, customer) for customer in in_use)


def _fits(caller: Caller, words: str) -> bool:
    at = f"{caller.customer.name if caller.customer else ''} {caller.part}"
    theirs = caller.customer or Contact()
    contact = caller.contact or Contact(name=caller.name, telephone=theirs.telephone, email=theirs.email)
    return fits(contact, words, besides=at)


def _named_so(caller: Caller, wanted: list[str]) -> bool:
    """Whether the words begin the name itself, not only that of the customer."""
    parts = caller.name.casefold().split()
    return all(any(part.startswith(word) for part in parts) for word in wanted)


def caller_of(workspace: Workspace, caller_id: UUID) -> Caller | None:
    return next((caller for caller in _all_callers(workspace) if caller.id == caller_id), None)


def offered_services(workspace: Workspace, customer: UUID | None, words: str = "") -> list[Service]:
    """The services of the catalogue whose name has the words; those that the customer's agreements cover first."""
    covered = _covered(workspace, customer) if customer else set()
    wanted = words.casefold().split()
    found = [each for each in services(workspace) if all(word in each.name.casefold() for word in wanted)]
    return sorted(found, key=lambda each: (each.id not in covered, each.name.casefold()))


def only_service(workspace: Workspace, customer: UUID) -> Service | None:
    """The service that it can only be about: the only one that the customer's agreements cover."""
    covered = _covered(workspace, customer)
    fitting = [each for each in services(workspace) if each.id in covered]
    return fitting[0] if len(fitting) == 1 else None


def only_item(workspace: Workspace, service: UUID) -> UUID | None:
    """The item that can only have failed: the only one that the service stands on, which either of them may say."""
    named = {key for each in services(workspace) if each.id == service for key in each.configuration_items}
    used = workspace.find(ConfigurationItem, col(ConfigurationItem.state).in_(("in service", "faulty")))
    behind = named | {each.id for each in used if service in each.services}
    return behind.pop() if len(behind) == 1 else None


def _covered(workspace: Workspace, customer: UUID) -> set[UUID]:
    model = CustomerAgreement
    agreed = workspace.find(model, col(model.customer) == customer, col(model.state) == "approved")
    return {service for agreement in agreed for service in agreement.services}


__all__ = [
    "Caller",
    "Recorded",
    "caller_of",
    "callers",
    "keep_draft",
    "offered_services",
    "only_item",
    "only_service",
    "record_quickly",
]
