"""Somebody to reach: a name and one way to reach them that can be true, or all that a profile lists."""

import re

from sdesk.models import Contact, Customer, FieldSpec, Record, field_of
from sdesk.practice.lifecycle.record_type import Workspace

DIGITS = 6
"""The fewest of what can be a telephone number."""

_IN_FULL = ("name", "address", "telephone", "email")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def can_be_reached(contact: Contact) -> bool:
    """By an address with an @ and a dot, or by a number with some digits."""
    digits = sum(char.isdigit() for char in contact.telephone)
    return digits >= DIGITS or _ADDRESS.fullmatch(contact.email.strip()) is not None


def parts_missing(contact: Contact, spec: FieldSpec) -> tuple[FieldSpec, ...]:
    """What the field asks of a contact and nobody said."""
    asked = _IN_FULL if spec.content.in_full else ("name",)
    return tuple(field_of(Contact, part) for part in asked if not getattr(contact, part).strip())


def as_known(workspace: Workspace, record: Record, contact: Contact) -> Contact:
    """With what the customer that the record names says of itself, where the contact leaves it out."""
    key = getattr(record, "customer", None)
    customer = workspace.get(Customer, key) if key else None
    if customer is None:
        return contact
    theirs = {part: getattr(customer, part) for part in ("address", "telephone", "email")}
    return contact.model_copy(
        update={part: said for part, said in theirs.items() if not getattr(contact, part).strip()}
    )


__all__ = ["DIGITS", "as_known", "can_be_reached", "parts_missing"]
