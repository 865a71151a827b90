"""Drafts of everything, out of the answers; and what of them would be said otherwise by now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sdesk.models import (
    Agreement,
    AssignedRoles,
    BusinessGoals,
    ChangeProcedure,
    ChangeSchedule,
    ConfigurationItem,
    Customer,
    CustomerExperienceApproach,
    Document,
    DocumentProcedure,
    FirmAnswers,
    Record,
    SecureComponentProcedure,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
    ServiceScope,
    Supplier,
)
from sdesk.models.governance import ServiceRole
from sdesk.models.governance.answers import OfferedService
from sdesk.models.relationship.party import Party
from sdesk.practice.lifecycle.proposed.sections import Section
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, write
from sdesk.practice.starter.agreements import (
    agreements_with,
    new_agreement,
    newest_agreements,
    party_of,
    services_of,
)
from sdesk.practice.starter.answers import answers, is_answered
from sdesk.practice.starter.bringing import Brought, bring, is_untouched, is_unwanted
from sdesk.practice.starter.firm import Firm, firm_of
from sdesk.practice.starter.hours import calendar_of, make_calendar, windows
from sdesk.practice.starter.library import StarterService, service_rows
from sdesk.practice.starter.parties import parties
from sdesk.practice.starter.proposing import newest_of
from sdesk.practice.starter.rows import service_id, training
from sdesk.practice.starter.sections import proposals_for
from sdesk.translation import Message
from sdesk.translation import message as _

DOCUMENTS: tuple[type[Document], ...] = (
    ServiceCatalogue,
    AssignedRoles,
    BusinessGoals,
    ServiceScope,
    ServiceDeliveryPolicy,
    CustomerExperienceApproach,
    DocumentProcedure,
    ChangeProcedure,
    ChangeSchedule,
    SecureComponentProcedure,
)
"""First those that others lead to, then those that others quote."""

_EMPTY: Mapping[type[Record], Mapping[str, Any]] = {
    ServiceDeliveryPolicy: {"matrix": (), "priority_targets": ()}
}
"""What is proposed here, section by section, is not filled in before."""


@dataclass(frozen=True)
class ComesOf:
    """A line beside the questions: what comes of the answers so far."""

    label: Message
    count: int


@dataclass(frozen=True)
class Differing:
    """A section that somebody has read or put in their own words, and that the answers of now would say otherwise."""

    record: Record
    section: Section


@dataclass(frozen=True)
class Drafted:
    """The records that were made or brought up to date, and the sections that differ now from what was read."""

    made: tuple[Record, ...] = ()
    differing: tuple[Differing, ...] = ()


def outlook(answers: FirmAnswers) -> tuple[ComesOf, ...]:
    """What will be drafted of the answers so far; nothing where nothing comes of them yet."""
    services = len(answers.services) if is_answered(answers, 1) else 0
    found = (
        ComesOf(_("Services in the catalogue"), services),
        ComesOf(_("Items"), services),
        ComesOf(_("Training needs"), training_needs(answers)),
        ComesOf(_("Agreements with customers"), len(answers.customers) if is_answered(answers, 4) else 0),
        ComesOf(_("Agreements with suppliers"), len(answers.suppliers) if is_answered(answers, 5) else 0),
        ComesOf(_("Documents"), len(DOCUMENTS)),
    )
    return tuple(each for each in found if each.count)


def training_needs(answers: FirmAnswers) -> int:
    """Of whoever is named with what decides; services that are not told yet ask for nothing."""
    people = {each.person: each.name for each in answers.workers if each.person}
    return len(training(Firm(answers, "", people))) if is_answered(answers, 2) else 0


def draft_all(workspace: Workspace) -> Drafted:
    """Make what there is not yet, and bring up to date what nobody has read; nothing else. In one operation.

    What somebody has read or put in their own words stays; where it would be said otherwise by now, it comes back as
    differing. An item or agreement that somebody has deleted is not made again.
    """
    with workspace.transaction("propose"):
        said = answers(workspace)
        others: list[Record] = [*parties(workspace, said)]
        if is_answered(said, 3):
            others += [make_calendar(workspace, said)] if calendar_of(workspace, said) is None else []
            others += windows(workspace, said)
        firm = firm_of(workspace, said)
        brought = [*_documents(workspace, firm), *_items(workspace, firm), *_agreements(workspace, firm)]
    return Drafted(
        (*others, *(each.record for each in brought if each.changed)),
        tuple(Differing(each.record, section) for each in brought for section in each.differing),
    )


def _documents(workspace: Workspace, firm: Firm) -> Iterator[Brought]:
    """One that was withdrawn is for somebody to begin anew."""
    for model in DOCUMENTS:
        found = newest_of(workspace, model)
        if found is None and workspace.count(model):
            continue
        live = found or create(workspace, model, _EMPTY.get(model, {}))
        yield bring(workspace, live, proposals_for(workspace, firm, live), made=found is None)


def _items(workspace: Workspace, firm: Firm) -> Iterator[Brought]:
    """One for each service that has none; of a service that is not given any more it stays, for somebody to decide."""
    if not firm.answered(1) or newest_of(workspace, ServiceCatalogue) is None:
        return
    offered = {each.id for each in newest_of(workspace, ServiceCatalogue).services}
    known = workspace.find(ConfigurationItem, deleted=True)
    for service, ready in service_rows(firm.said):
        key = service_id(workspace, service)
        if key not in offered:
            continue
        its = [each for each in known if key in each.services]
        found = next((each for each in its if each.deleted_at is None), None)
        if found is None and any(is_unwanted(workspace, each) for each in its):
            continue
        live = found or create(workspace, ConfigurationItem, _head_of_item(workspace, firm, service, ready))
        if found is None or (found.proposed and not found.state_called(found.state).ended):
            yield bring(workspace, live, proposals_for(workspace, firm, live), made=found is None)


def _head_of_item(
    workspace: Workspace, firm: Firm, service: OfferedService, ready: StarterService | None
) -> dict[str, Any]:
    owner = firm.holder(ServiceRole.CM)
    return {
        "name": ready.item.name if ready else service.name,
        "type": ready.item.type if ready else None,
        "owner": owner.person if owner else None,
        "date_of_service": None,
        "services": (service_id(workspace, service),),
    }


def _agreements(workspace: Workspace, firm: Firm) -> Iterator[Brought]:
    """Those that there are, with whomever; and one for each who was answered and has none."""
    for live in newest_agreements(workspace):
        if live.proposed:
            changed = _offer_services(workspace, firm, live)
            yield bring(workspace, live, proposals_for(workspace, firm, live), made=changed)
    customers = [(Customer, each.customer) for each in firm.said.customers if firm.answered(4)]
    suppliers = [(Supplier, each.supplier) for each in firm.said.suppliers if firm.answered(5)]
    for model, key in dict.fromkeys((*customers, *suppliers)):
        party: Party | None = workspace.get(model, key) if key else None
        if party is not None and party.state == Party.first_state().name and _wants_one(workspace, party):
            made = new_agreement(workspace, firm, party)
            yield bring(workspace, made, proposals_for(workspace, firm, made), made=True)


def _wants_one(workspace: Workspace, party: Party) -> bool:
    its = agreements_with(workspace, party)
    return not any(each.deleted_at is None or is_unwanted(workspace, each) for each in its)


def _offer_services(workspace: Workspace, firm: Firm, live: Agreement) -> bool:
    """In a draft: no service that is not in the catalogue; while nobody has touched it, all that they have by the answers."""
    party = party_of(workspace, live)
    if not live.is_draft or party is None:
        return False
    wanted = tuple(each.id for each in services_of(workspace, firm, party))
    if not is_untouched(workspace, live):
        catalogue = newest_of(workspace, ServiceCatalogue)
        offered = {each.id for each in catalogue.services} if catalogue else set()
        wanted = tuple(each for each in live.services if each in offered)
    changed = {*wanted} != {*live.services}
    if changed:
        write(workspace, live, {"services": wanted})
    return changed


__all__ = ["ComesOf", "Differing", "Drafted", "draft_all", "outlook"]
