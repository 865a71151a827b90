"""Whose own work an auditor looks at. In a small team it cannot be helped; it is said, on screen and on paper."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from sdesk.models import Approval, Audit, Document, HistoryEntry, Person, Step
from sdesk.practice.audit.samples import cases_of, samples_in_use
from sdesk.practice.lifecycle.actions import HANDED_OUT
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage import col
from sdesk.translation import Message, term
from sdesk.translation import message as _


def auditors_of_ours(workspace: Workspace, audit: Audit) -> list[Person]:
    """The auditors who work here, and whoever answered in their place."""
    named = (*(each.person for each in audit.auditors), *(each.by for each in audit.answers))
    found = (workspace.get(Person, key) for key in dict.fromkeys(named) if key)
    return [person for person in found if person]


def worked_on(workspace: Workspace, person: Person, cases: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the cases that somebody wrote in, took a step with, or is named in as who handles it."""
    wanted = list(cases)
    entry = HistoryEntry
    written = workspace.find(
        entry,
        col(entry.record_id).in_(wanted),
        col(entry.person_id) == person.id,
        col(entry.action).not_in([*HANDED_OUT]),
    )
    return frozenset(each.record_id for each in written)


def own_work(workspace: Workspace, audit: Audit) -> Iterator[Message]:
    """Who audits what they did themselves: cases that they worked on, documents that they approved."""
    for person in auditors_of_ours(workspace, audit):
        cases = cases_of(audit)
        theirs = worked_on(workspace, person, cases)
        if theirs:
            yield _(
                "{person} worked on {n} of the {all} cases of the sample.",
                person=person.name,
                n=len(theirs),
                all=len(cases),
            )
        if documents := _approved_by(workspace, person):
            yield _(
                "{person} approved documents that are looked at here: {documents}.",
                person=person.name,
                documents=tuple(term(each) for each in documents),
            )


def _approved_by(workspace: Workspace, person: Person) -> list[str]:
    """The kinds of document of which the version that counts was approved by them."""
    signed = workspace.find(Approval, col(Approval.person_id) == person.id, col(Approval.step) == "approve")
    theirs = {each.record_id for each in signed}
    kinds = (each.model for each in workspace.record_types if issubclass(each.model, Document))
    return [
        kind.singular
        for kind in kinds
        if any(each.id in theirs for each in workspace.find(kind, col(kind.state) == "approved"))
    ]


def warn_of_own_work(workspace: Workspace, audit: Audit, step: Step) -> Iterator[Message]:
    """Told with the steps that begin an audit and report it."""
    if step.name in ("begin", "report"):
        yield from own_work(workspace, audit)
    if step.name == "report" and not samples_in_use(audit):
        yield _("No sample was drawn in this audit.")


__all__ = ["auditors_of_ours", "own_work", "warn_of_own_work", "worked_on"]
