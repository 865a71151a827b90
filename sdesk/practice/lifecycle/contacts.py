"""Contacts: one of us as a contact, and the people that one can be picked from, at parties, in agreements, and our own."""

from collections.abc import Iterator
from typing import TypeVar
from uuid import UUID

from sdesk.models import Agreement, Customer, CustomerAgreement, Person, Supplier, SupplierAgreement
from sdesk.models.content import Contact
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import organization
from sdesk.storage import col


def contacts(
    workspace: Workspace, words: str = "", party: UUID | None = None, limit: int = 20
) -> list[Contact]:
    """Contacts whose name or organization has all the words; those of `party` first, our own last."""
    wanted = words.casefold().split()
    fitting = [
        (owner, contact)
        for owner, contact in _known(workspace)
        if all(word in f"{contact.name} {contact.organization}".casefold() for word in wanted)
    ]
    fitting.sort(key=lambda each: each[0] != party)
    return [contact for _, contact in fitting[:limit]]


def _known(workspace: Workspace) -> Iterator[tuple[UUID, Contact]]:
    parties = list(_at_parties(workspace))
    yield from parties
    yield from _in_agreements(workspace, {contact.name.casefold() for _, contact in parties})
    for person in workspace.find(Person, col(Person.state) == "in use", order_by=[col(Person.name)]):
        yield person.id, contact_of(workspace, person)


def _at_parties(workspace: Workspace) -> Iterator[tuple[UUID, Contact]]:
    for model in (Customer, Supplier):
        for each in workspace.find(model, col(model.state) == "in use", order_by=[col(model.name)]):
            yield from ((each.id, each.contact(row)) for row in each.contacts if row.name.strip())


def _in_agreements(workspace: Workspace, known: set[str]) -> Iterator[tuple[UUID, Contact]]:
    """Who owns an agreement on the other side and is not among the contacts of the party: written once is enough."""
    agreements: list[CustomerAgreement | SupplierAgreement] = [
        *_ongoing(workspace, CustomerAgreement),
        *_ongoing(workspace, SupplierAgreement),
    ]
    for each in agreements:
        party = each.customer if isinstance(each, CustomerAgreement) else each.supplier
        contact = each.their_owner
        if party is not None and contact is not None and contact.name.strip():
            if contact.name.casefold() not in known:
                yield party, contact
            known.add(contact.name.casefold())


A = TypeVar("A", bound=Agreement)


def _ongoing(workspace: Workspace, model: type[A]) -> list[A]:
    states = col(model.state).in_(("draft", "approved"))
    return workspace.find(model, states, order_by=[col(model.changed_at).desc()])


def contact_of(workspace: Workspace, person: Person) -> Contact:
    """Somebody of ours as others reach them: what they leave empty is the organization's."""
    ours = organization(workspace)
    return Contact(
        name=person.name,
        organization=ours.name if ours else "",
        address=", ".join(ours.address.split("\n")) if ours else "",
        telephone=person.telephone or (ours.telephone if ours else ""),
        email=person.email or (ours.email if ours else ""),
    )
