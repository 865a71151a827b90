"""Agreements with customers and suppliers (WP.03, WP.21): what the documents say already is proposed in them."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sdesk.models import (
    Agreement,
    Contact,
    Customer,
    CustomerAgreement,
    Record,
    ServiceCatalogue,
    Supplier,
    SupplierAgreement,
)
from sdesk.models.governance.answers import AnsweredCustomer, AnsweredSupplier
from sdesk.models.measures import Measure, Sense, Window
from sdesk.models.relationship import Service, ServiceTarget
from sdesk.models.relationship.party import Party
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.proposed.reading import Proposal
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create
from sdesk.practice.starter.answers import answers_of, is_answered
from sdesk.practice.starter.catalogue import AT_LEAST, needs
from sdesk.practice.starter.firm import Firm
from sdesk.practice.starter.hours import calendar_of
from sdesk.practice.starter.proposing import newest_of, source_of, text_proposals
from sdesk.practice.starter.rows import row_id
from sdesk.practice.starter.wording import substituted
from sdesk.storage import col

A_YEAR, BEFORE_ITS_END = timedelta(days=365), timedelta(days=30)


def agreements_with(workspace: Workspace, party: Party) -> Sequence[Agreement]:
    """All that were ever made with them, deleted drafts too, by number, the newest version of each first."""
    model: type[Agreement] = CustomerAgreement if isinstance(party, Customer) else SupplierAgreement
    whose = (
        col(CustomerAgreement.customer) if isinstance(party, Customer) else col(SupplierAgreement.supplier)
    )
    order = [col(model.number), col(model.version).desc()]
    return workspace.find(model, whose == party.id, order_by=order, deleted=True)


def newest_agreements(workspace: Workspace) -> Iterator[Agreement]:
    """The newest version of each that is drafted or holds, with customers, then with suppliers."""
    kinds: tuple[type[Agreement], ...] = (CustomerAgreement, SupplierAgreement)
    for model in kinds:
        found = workspace.find(model, order_by=[col(model.number), col(model.version)])
        newest = {each.number: each for each in found}
        yield from (each for each in newest.values() if each.state in ("draft", "approved"))


def party_of(workspace: Workspace, live: Agreement) -> Party | None:
    if isinstance(live, CustomerAgreement):
        return workspace.get(Customer, live.customer) if live.customer else None
    assert isinstance(live, SupplierAgreement)
    return workspace.get(Supplier, live.supplier) if live.supplier else None


def new_agreement(workspace: Workspace, firm: Firm, party: Party) -> Agreement:
    """A draft with its head: from today, for a year, looked at again a month before its end."""
    start = today(workspace)
    end = start + A_YEAR
    head: dict[str, Any] = {
        "services": tuple(each.id for each in services_of(workspace, firm, party)),
        "start": start,
        "review_date": end - BEFORE_ITS_END,
        "end": end,
        "our_owner": firm.answers_complaints or workspace.person_id,
        "their_owner": _owner_of(party),
    }
    if isinstance(party, Supplier):
        name = substituted("supplier_agreement", supplier=party.name)
        return create(workspace, SupplierAgreement, {**head, "name": name, "supplier": party.id})
    hours = calendar_of(workspace, firm.said)
    head = {**head, "service_hours": hours.id if hours else None}
    name = substituted("agreement", customer=party.name)
    return create(workspace, CustomerAgreement, {**head, "name": name, "customer": party.id})


def _owner_of(party: Party) -> Contact:
    """Whom one speaks with there; of a supplier without a name whoever answers."""
    for row in party.contacts:
        return party.contact(row)
    return Contact(
        name=party.name if isinstance(party, Supplier) else "",
        organization="" if isinstance(party, Supplier) else party.name,
        address=", ".join(party.address.split("\n")),
        telephone=party.telephone,
        email=party.email,
    )


def services_of(workspace: Workspace, firm: Firm, party: Party) -> Sequence[Service]:
    """Those of the catalogue that they have, as far as that was answered; else all."""
    catalogue = newest_of(workspace, ServiceCatalogue)
    row = _answered(firm, party.id)
    return [
        each for each in (catalogue.services if catalogue else ()) if row is None or needs(each.name, row)
    ]


def _answered(firm: Firm, party: UUID) -> AnsweredCustomer | AnsweredSupplier | None:
    rows: tuple[AnsweredCustomer | AnsweredSupplier, ...] = (*firm.said.customers, *firm.said.suppliers)
    return next((each for each in rows if party in _keys(each)), None)


def _keys(row: AnsweredCustomer | AnsweredSupplier) -> tuple[UUID | None, ...]:
    return (row.customer if isinstance(row, AnsweredCustomer) else row.supplier,)


def why_none(workspace: Workspace, model: type[Record]) -> str:
    """Why the firm has no such agreement, as far as the answers say it; empty where they do not."""
    said = answers_of(workspace)
    is_so = model is SupplierAgreement and said is not None and is_answered(said, 5) and said.no_supplier
    return substituted("no_supplier") if is_so else ""


def agreement_sections(workspace: Workspace, firm: Firm, live: Agreement) -> dict[str, Proposal]:
    """What would be proposed in it now."""
    party = party_of(workspace, live)
    name = party.name if party else ""
    if isinstance(live, CustomerAgreement):
        consent = substituted("consent" if live.consent_to_changes else "no_consent", customer=name)
        texts = text_proposals(workspace, firm, CustomerAgreement, {"customer": name, "consent": consent})
        return {**dict(texts), "service_targets": _targets(workspace, firm, live)}
    return dict(text_proposals(workspace, firm, SupplierAgreement, {"supplier": name}))


def _targets(workspace: Workspace, firm: Firm, live: CustomerAgreement) -> Proposal:
    """Response and restoration as the policy has their times, and for each service what the catalogue says it holds."""
    takes = ("ServiceCatalogue.services", "ServiceDeliveryPolicy.priority_targets")
    if firm.was_asked and not firm.answered(8):
        return Proposal(None, source_of((8,)))
    return Proposal(tuple(_target_rows(workspace, live)), source_of((8,) if firm.was_asked else (), takes))


def _target_rows(workspace: Workspace, live: CustomerAgreement) -> Iterator[ServiceTarget]:
    for measure in (Measure.RESPONSE, Measure.RESTORATION):
        yield ServiceTarget(
            id=row_id(workspace, "target", live.number, measure),
            measure=measure,
            sense=Sense.AT_LEAST,
            target=AT_LEAST,
            window=Window.QUARTER,
        )
    catalogue = newest_of(workspace, ServiceCatalogue)
    for service in catalogue.services if catalogue else ():
        for each in service.quality_measures if service.id in live.services else ():
            if each.counts in (Measure.AVAILABILITY, Measure.OUTAGE_MINUTES, Measure.OUTAGES):
                yield ServiceTarget(
                    id=row_id(workspace, "target", live.number, service.id, each.counts),
                    measure=each.counts,
                    service=service.id,
                    sense=each.sense,
                    target=each.target,
                    window=each.window,
                )


__all__ = [
    "agreement_sections",
    "agreements_with",
    "new_agreement",
    "newest_agreements",
    "party_of",
    "services_of",
]
