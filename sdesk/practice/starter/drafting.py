"""Drafts of everything, out of the answers; and what of them would be said otherwise by now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sdesk.models import (
    AssignedRoles,
    BusinessGoals,
    ChangeProcedure,
    ChangeSchedule,
    CustomerExperienceApproach,
    Document,
    DocumentProcedure,
    FirmAnswers,
    Record,
    SecureComponentProcedure,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
    ServiceScope,
)
from sdesk.practice.lifecycle.proposed.reading import propose
from sdesk.practice.lifecycle.proposed.sections import Section
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create
from sdesk.practice.starter.answers import answers, is_answered
from sdesk.practice.starter.firm import Firm, firm_of
from sdesk.practice.starter.proposing import newest_of, text_proposals
from sdesk.translation import Message
from sdesk.translation import message as _

DOCUMENTS: tuple[type[Document], ...] = (
    BusinessGoals,
    ServiceScope,
    AssignedRoles,
    ServiceDeliveryPolicy,
    CustomerExperienceApproach,
    DocumentProcedure,
    ChangeProcedure,
    ChangeSchedule,
    SecureComponentProcedure,
    ServiceCatalogue,
)
"""Those that others quote first."""

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
    """A section that somebody has read, and that the answers of now would say otherwise."""

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
    """Two of whoever is Service Manager, one more for each service."""
    if not is_answered(answers, 2):
        return 0
    return 2 + (len(answers.services) if is_answered(answers, 1) else 0)


def draft_all(workspace: Workspace) -> Drafted:
    """Make what there is not yet, and bring up to date what nobody has read; nothing else. In one operation."""
    with workspace.transaction("propose"):
        firm = firm_of(workspace, answers(workspace))
        drafted = [_document(workspace, firm, model) for model in DOCUMENTS]
    return Drafted(
        tuple(each.record for each in drafted if each.changed),
        tuple(Differing(each.record, section) for each in drafted for section in each.differing),
    )


@dataclass(frozen=True)
class _One:
    record: Record
    changed: bool
    differing: tuple[Section, ...]


def _document(workspace: Workspace, firm: Firm, model: type[Document]) -> _One:
    live = newest_of(workspace, model)
    made = live is None
    live = live or create(workspace, model, _EMPTY.get(model, {}))
    before = live.proposed
    differing = propose(workspace, live, dict(text_proposals(workspace, firm, model)))
    return _One(live, made or live.proposed != before, differing)


__all__ = ["ComesOf", "Differing", "Drafted", "draft_all", "outlook"]
