"""Whether somebody can be reached by what is written of them."""

import re

from sdesk.models import Contact
from sdesk.models.content import fields_of
from sdesk.models.relationship.party import Party
from sdesk.translation import NOTHING_SAID, Message, term
from sdesk.translation import message as _

_LEAST_DIGITS = 6


def cannot_be_reached(
    contact: Contact | None, party: Party | None = None, *, in_full: bool = False
) -> Message:
    """Why not: a name and one way that can be true are asked for; `in_full` all parts. What the record of the customer
    or supplier says counts."""
    if contact is None or len(re.sub(r"\W", "", contact.name)) < 2:
        return _("Nobody is named to be reached.")
    whole = _with_party(contact, party)
    if not (_is_an_address(whole.email) or _is_a_number(whole.telephone)):
        return _("{name} cannot be reached: no e-mail and no telephone that could be one.", name=contact.name)
    if in_full and whole.missing:
        return _(
            "Of {name} is missing: {parts}.",
            name=contact.name,
            parts=tuple(term(each.label) for each in whole.missing),
        )
    return NOTHING_SAID


def _with_party(contact: Contact, party: Party | None) -> Contact:
    if party is None:
        return contact
    theirs = {
        "organization": party.name,
        "address": party.address,
        "telephone": party.telephone,
        "email": party.email,
    }
    said = {spec.name: getattr(contact, spec.name) for spec in fields_of(Contact)}
    return Contact(**{name: value if value.strip() else theirs.get(name, "") for name, value in said.items()})


def _is_an_address(said: str) -> bool:
    return re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}", said.strip()) is not None


def _is_a_number(said: str) -> bool:
    return sum(char.isdigit() for char in said) >= _LEAST_DIGITS


__all__ = ["cannot_be_reached"]
