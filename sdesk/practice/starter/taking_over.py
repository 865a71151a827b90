"""What one record has said and another took over: where it says something else by now; and agreements made later."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sdesk.models import Agreement, CustomerAgreement, FirmAnswers, Proposable, Record, SupplierAgreement
from sdesk.models.relationship.party import Party
from sdesk.practice.lifecycle.proposed.sections import Section
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.starter.agreements import new_agreement, newest_agreements
from sdesk.practice.starter.answers import answers_of
from sdesk.practice.starter.bringing import bring, differing_of
from sdesk.practice.starter.drafting import DOCUMENTS
from sdesk.practice.starter.firm import Firm, firm_of
from sdesk.practice.starter.proposing import newest_of
from sdesk.practice.starter.reviewed import not_read_since
from sdesk.practice.starter.sections import proposals_for

_PROPOSED: tuple[type[Proposable], ...] = (*DOCUMENTS, CustomerAgreement, SupplierAgreement)


@dataclass(frozen=True)
class TakenOver:
    """A section of another record whose words came from the one that changed: they would be others now."""

    record: Proposable
    section: Section


def taken_over(workspace: Workspace, record: Record) -> tuple[TakenOver, ...]:
    """The sections that took over from this record, whatever version of it, and say something else than it does now.

    What nobody has read is brought up to date by the next `draft_all`; of what was read a person decides.
    """
    kind = f"{type(record).__name__}."
    if kind not in _taken_from(workspace):
        return ()
    firm = firm_or_none(workspace)
    return tuple(
        TakenOver(other, section)
        for other in _others(workspace)
        if other.id != record.id and any(kind in each.source for each in other.proposed)
        for section in _differing(workspace, firm, other)
        if section.proposal and kind in section.proposal.source
    )


def _taken_from(workspace: Workspace) -> frozenset[str]:
    """The kinds of record, each with its dot, that anything was taken over from."""

    def found() -> frozenset[str]:
        sources = {each.source for other in _others(workspace) for each in other.proposed}
        return frozenset(f"{part}." for source in sources for part in re.findall(r"(\w+)\.", source))

    return workspace.kept("taken from", found, of=_PROPOSED, lasting=True)


def _differing(workspace: Workspace, firm: Firm, other: Proposable) -> Iterator[Section]:
    found = differing_of(other, proposals_for(workspace, firm, other))
    return found if other.is_draft else not_read_since(workspace, other, found)


def firm_or_none(workspace: Workspace) -> Firm:
    """Without answers nothing is known of the firm but its name: what quotes documents alone is proposed all the same."""
    return firm_of(workspace, answers_of(workspace) or FirmAnswers())


def _others(workspace: Workspace) -> Iterator[Proposable]:
    """The newest version of each document and agreement."""
    for model in DOCUMENTS:
        newest = newest_of(workspace, model)
        if newest is not None:
            yield newest
    yield from newest_agreements(workspace)


def agreement_for(workspace: Workspace, party: Party) -> Agreement:
    """A draft of a new agreement with a customer or supplier, with all that the documents and answers say already.

    Where the ten questions were never asked, what documents say is proposed alone.
    """
    with workspace.transaction("propose"):
        firm = firm_or_none(workspace)
        live = new_agreement(workspace, firm, party)
        proposals = proposals_for(workspace, firm, live)
        if answers_of(workspace) is None:
            proposals = {place: each for place, each in proposals.items() if each.value is not None}
        bring(workspace, live, proposals, made=True)
    return live


__all__ = ["TakenOver", "agreement_for", "taken_over"]
