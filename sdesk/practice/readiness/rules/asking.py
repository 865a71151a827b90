"""Ways to ask that rules of cases share: of a role, of what is written, as advice."""

from collections.abc import Iterator
from dataclasses import replace

from pydantic import BaseModel

from sdesk.models import AssignedRoles, field_of
from sdesk.models.governance import ServiceRole
from sdesk.practice.lifecycle.thin import what_is_thin
from sdesk.practice.lifecycle.versions import in_effect
from sdesk.practice.readiness.rules.asked import Asked, Held, Lack, Layer
from sdesk.practice.readiness.rules.grounds import Grounds
from sdesk.translation import NOTHING_SAID, Message, term
from sdesk.translation import message as _


def says_too_little(model: type[BaseModel], name: str, text: str, empty: Message) -> Message:
    """Why a text of that field says too little, `empty` where it says nothing; nothing said where it says enough."""
    field = field_of(model, name)
    why = what_is_thin(field, text)
    if not text.strip():
        return empty
    return _("{field}: {why}.", field=term(field.label), why=why) if why else NOTHING_SAID


def role_is_held(on: Grounds, role: ServiceRole) -> Asked:
    """That somebody holds it today, by the list in force: without them nobody may do what the rule asks."""
    listed = in_effect(on.workspace, AssignedRoles)
    named = term(role.label)
    if any(each.role is role and on.is_held(each) for each in (listed.assignments if listed else ())):
        return Asked(Layer.WRITTEN, Held.HOLDS, _("The role {role} is held today.", role=named))
    said = _("Nobody holds the role {role} today.", role=named)
    return Asked(Layer.WRITTEN, Held.FAILS, said, (), (Lack(said, AssignedRoles),))


def of_cases(asked: Asked) -> Asked:
    """A share of cases that a work product asks for counts as written; a share of none as not used yet, so that nothing
    that is to be in force waits for the first case."""
    return asked if asked.held is Held.NOTHING_TO_JUDGE else replace(asked, layer=Layer.WRITTEN)


def beside(asked: Asked, judged: bool) -> Asked:
    """What may keep a rule from being met and shows nothing by itself: it holds only where something else was judged."""
    return asked if judged or asked.held is not Held.HOLDS else replace(asked, held=Held.NOTHING_TO_JUDGE)


def where_any(*asked: Asked) -> Iterator[Asked]:
    """Those that some record stands behind: of what never happened nothing is said."""
    return (each for each in asked if each.records)


def as_advice(asked: Asked) -> Asked:
    """What a demanding auditor asks next."""
    return replace(asked, layer=Layer.ASKED_NEXT)


__all__ = ["as_advice", "beside", "of_cases", "role_is_held", "says_too_little", "where_any"]
