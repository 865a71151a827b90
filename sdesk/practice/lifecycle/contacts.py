"""Contacts: one of us as a contact, and the people that one can be picked from: at parties, in agreements, who called before,
and our own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID, uuid5

from sdesk.models import (
    Agreement,
    Customer,
    CustomerAgreement,
    FeedbackEntry,
    Person,
    ServiceChangeRequest,
    ServiceIncident,
    Supplier,
    SupplierAgreement,
)
from sdesk.models.content import Contact
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import organization
from sdesk.storage import col

LOOKED_BACK = 400
"""So many of the newest incidents, feedback and change requests tell who called before."""
FEWEST_DIGITS = 3
FULL_NUMBER = 6
_NUMBER = re.compile(r"[\d\s+()/.\-]+")
_NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Known:
    """Somebody we know of; `owner` is the party that they belong to, or the person of ours that they are."""

    id: UUID
    owner: UUID
    contact: Contact
    part: str = ""


def contacts(
    workspace: Workspace, words: str = "", party: UUID | None = None, limit: int = 20
) -> list[Contact]:
    """Contacts that fit what is typed of name, organization, telephone or mail; those of `party` first, our own last."""
    fitting = [each for each in everybody_known(workspace) if fits(each.contact, words)]
    fitting.sort(key=lambda each: each.owner != party)
    return [each.contact for each in fitting[:limit]]


def fits(contact: Contact, words: str, besides: str = "") -> bool:
    """Whether every word is in the name, organization or mail, or in what is said `besides`, or is of the number."""
    if is_number(words):
        return is_same_number(words, contact.telephone)
    text = f"{contact.name} {contact.organization} {contact.email} {besides}".casefold()
    return all(
        word in text or (is_number(word) and is_same_number(word, contact.telephone))
        for word in words.casefold().split()
    )


def is_number(words: str) -> bool:
    """Whether it can be (a part of) a telephone number."""
    return bool(_NUMBER.fullmatch(words)) and sum(char.isdigit() for char in words) >= FEWEST_DIGITS


def is_same_number(typed: str, known: str) -> bool:
    """By their digits alone, with or without the country: +351 291 000 111, 00351291000111 and 0291 000 111 are one."""
    asked, kept = _digits(typed), _digits(known)
    if not asked:
        return False
    return asked in kept or (len(kept) >= FULL_NUMBER and asked.endswith(kept))


def _digits(number: str) -> str:
    return "".join(char for char in number if char.isdigit()).lstrip("0")


def everybody_known(workspace: Workspace) -> tuple[Known, ...]:
    """Everybody once, by name and party: as the party's record says it, else the agreement, else the newest call."""
    return workspace.kept(("everybody known",), lambda: tuple(_once(_known(workspace))))


def _once(found: Iterator[Known]) -> Iterator[Known]:
    seen: set[tuple[UUID, str]] = set()
    for each in found:
        key = (each.owner, " ".join(each.contact.name.casefold().split()))
        if key not in seen and key[1]:
            seen.add(key)
            yield each


def _known(workspace: Workspace) -> Iterator[Known]:
    yield from _at_parties(workspace)
    yield from _in_agreements(workspace)
    gone = _gone(workspace)
    yield from (each for each in _called_before(workspace) if each.owner not in gone)
    for person in workspace.find(Person, col(Person.state) == "in use", order_by=[col(Person.name)]):
        yield Known(person.id, person.id, contact_of(workspace, person))


def _at_parties(workspace: Workspace) -> Iterator[Known]:
    for model in (Customer, Supplier):
        for each in workspace.find(model, col(model.state) == "in use", order_by=[col(model.name)]):
            yield from (Known(row.id, each.id, each.contact(row), row.part) for row in each.contacts)


def _in_agreements(workspace: Workspace) -> Iterator[Known]:
    """Who owns an agreement on the other side and is not among the contacts of the party: written once is enough."""
    agreements: list[CustomerAgreement | SupplierAgreement] = [
        *_ongoing(workspace, CustomerAgreement),
        *_ongoing(workspace, SupplierAgreement),
    ]
    for each in agreements:
        party = each.customer if isinstance(each, CustomerAgreement) else each.supplier
        if party is not None and each.their_owner is not None:
            yield _named(party, each.their_owner)


def _called_before(workspace: Workspace) -> Iterator[Known]:
    """Who reported, asked or said something, the last first; of whom no customer is known too."""
    for each in _newest(workspace, ServiceIncident):
        if each.reporter is not None:
            yield _named(each.customer, each.reporter)
    for entry in _newest(workspace, FeedbackEntry):
        if entry.contact is not None:
            yield _named(entry.customer or entry.supplier, entry.contact)
    for request in _newest(workspace, ServiceChangeRequest):
        if request.requester is not None:
            yield _named(request.customer, request.requester)


def _gone(workspace: Workspace) -> set[UUID]:
    """Customers and suppliers that there is nothing with any more."""
    return {
        each.id
        for model in (Customer, Supplier)
        for each in workspace.find(model, col(model.state) != "in use")
    }


def _named(owner: UUID | None, contact: Contact) -> Known:
    """Without a record of their own they are known by their name there."""
    whose = owner or _NOBODY
    return Known(uuid5(whose, contact.name.casefold()), whose, contact)


Case = TypeVar("Case", ServiceIncident, FeedbackEntry, ServiceChangeRequest)


def _newest(workspace: Workspace, model: type[Case]) -> list[Case]:
    return workspace.find(model, order_by=[col(model.changed_at).desc()], limit=LOOKED_BACK)


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
