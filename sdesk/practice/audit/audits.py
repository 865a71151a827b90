"""What an audit needs on its way: days in order, somebody who audits, and every drawn case gone through."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sdesk.models import Audit
from sdesk.models.audit.audit import Auditor, Criterion
from sdesk.practice.audit.questions import Question, questions
from sdesk.practice.audit.samples import MODELS, answers_to, samples_in_use, unanswered
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage.directory import entries
from sdesk.translation import counted
from sdesk.translation import message as _


def proposed_audit(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    """Against the standards that are adopted, by whoever is working."""
    headers = (pack.asks.header for pack in workspace.packs.packs)
    criteria = tuple(Criterion(standard=each.standard, edition=each.edition) for each in headers)
    auditors = (Auditor(person=workspace.person_id),) if workspace.person_id else ()
    return {"criteria": criteria, "auditors": auditors}


def days_are_in_order(workspace: Workspace, audit: Audit, state: str) -> Iterator[Problem]:
    if audit.starts_on and audit.ends_on and audit.ends_on < audit.starts_on:
        yield Problem("ends_on", _("The last day is before the first."), _("Correct one of them."))


def auditors_are_named(workspace: Workspace, audit: Audit, state: str) -> Iterator[Problem]:
    for place, each in enumerate(audit.auditors, start=1):
        if each.person is None and not each.name.strip():
            said = _("Auditors, line {n}: nobody is named.", n=place)
            yield Problem("auditors", said, _("Name one of ours, or somebody from outside."), is_gap=True)


def all_is_gone_through(workspace: Workspace, audit: Audit, state: str) -> Iterator[Problem]:
    """A sample that was drawn is gone through to its end, or set aside with a reason, before anybody reports on it."""
    if state not in ("reported", "closed"):
        return
    waiting = unanswered(workspace, audit)
    if waiting:
        named = entries(workspace, set(waiting[:3]))
        said = counted(
            "{n} drawn case is not gone through: {numbers}.",
            "{n} drawn cases are not gone through, {numbers} among them.",
            n=len(waiting),
            numbers=tuple(named[each].number for each in waiting[:3] if each in named),
        )
        yield Problem("samples", said, _("Answer each question, or set the sample aside with a reason."))


def finding_from(workspace: Workspace, audit: Audit, case: UUID, question: str) -> dict[str, Any]:
    """What is known of a finding that somebody writes while going through a case."""
    asked = next((each for each in _all_questions(workspace, audit) if each.id == question), None)
    said = answers_to(audit, case).get(question)
    known: dict[str, Any] = {"audit": audit.id, "cases": (case,), "owner": workspace.person_id}
    if asked:
        known["statement"] = asked.statement
    if said and said.note:
        known["seen"] = said.note
    return known


def _all_questions(workspace: Workspace, audit: Audit) -> Iterator[Question]:
    for each in samples_in_use(audit):
        if each.population:
            yield from questions(workspace.packs, MODELS[each.population])


__all__ = [
    "all_is_gone_through",
    "auditors_are_named",
    "days_are_in_order",
    "finding_from",
    "proposed_audit",
]
