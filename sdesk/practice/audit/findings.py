"""What a finding needs on its way: its cause, its action done, and somebody else who saw that it helped."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sdesk.models import ActionItem, Audit, Finding, HistoryEntry, Person, Step, field_of
from sdesk.practice.audit.questions import statement_called
from sdesk.practice.calendar.days import start_of, today
from sdesk.practice.lifecycle.completeness import is_missing
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage import col
from sdesk.translation import Message, counted
from sdesk.translation import message as _

ALONE_AFTER = timedelta(days=30)
"""Where nobody else is there, whoever did it looks again, not before so many days have passed."""

_SEEN = {"grade", "statement", "seen", "evidence", "cases", "audit"}
_ON_THE_WAY = ("planned", "carried out", "verified")


# ---------------------------------------------------------------- rules


def statement_is_known(workspace: Workspace, finding: Finding, state: str) -> Iterator[Problem]:
    if finding.statement.strip() and statement_called(workspace.packs, finding.statement) is None:
        yield Problem(
            "statement",
            _("No standard that is adopted here says “{statement}”.", statement=finding.statement),
            _("Choose one of the list."),
        )


def failure_has_cause(workspace: Workspace, finding: Finding, state: str) -> Iterator[Problem]:
    """Where a statement is not met: what puts this one case right, and why it came to it."""
    if state in _ON_THE_WAY and finding.grade is not None and finding.grade.is_failure:
        for name in ("correction", "cause"):
            if not getattr(finding, name).strip():
                yield Problem(name, is_missing(field_of(Finding, name)), is_gap=True)


def action_is_done(workspace: Workspace, finding: Finding, state: str) -> Iterator[Problem]:
    """No action item that was agreed for it is open still, and at least one was not dropped."""
    if state not in ("carried out", "verified"):
        return
    items = actions_of(workspace, finding)
    still_open = tuple(each.number for each in items if each.state in ("open", "in progress"))
    if still_open:
        yield Problem(
            "",
            _("Not done yet: {items}.", items=still_open),
            _("Mark the action items as done, or cancel them."),
        )
    elif items and not any(each.state == "done" for each in items):
        yield Problem(
            "", _("All its action items were cancelled: nothing was done."), _("Plan the action again.")
        )


def somebody_else_verifies(workspace: Workspace, finding: Finding, state: str) -> Iterator[Problem]:
    """Not whoever carried it out; where nobody else is there, not before `ALONE_AFTER`."""
    if state != "verified":
        return
    if finding.verified_by is None or finding.done_by is None or finding.done_on is None:
        yield Problem("", _("Nobody is working in this workspace now."), _("Say who you are first."))
        return
    others = who_may_verify(workspace, finding)
    if others:
        if finding.verified_by not in [each.id for each in others]:
            yield Problem(
                "verified_by",
                _("Whoever carried it out does not say themselves that it helped."),
                _("Somebody else looks: {people}.", people=tuple(each.name for each in others)),
            )
    elif finding.verified_on is not None and finding.verified_on < finding.done_on + ALONE_AFTER:
        yield Problem(
            "verified_by",
            _("Nobody else is here to look whether it helped."),
            _("Look yourself on {day} or later, 30 days after.", day=finding.done_on + ALONE_AFTER),
        )
    if finding.verified_on is not None and finding.verified_on < finding.done_on:
        yield Problem("verified_on", _("It was verified before it was carried out."))


# ---------------------------------------------------------------- who did it, and who may say that it helped


def actions_of(workspace: Workspace, finding: Finding) -> list[ActionItem]:
    return workspace.find(ActionItem, col(ActionItem.source) == finding.id, order_by=[col(ActionItem.number)])


def who_did_it(workspace: Workspace, finding: Finding) -> frozenset[UUID]:
    """Who carried it out, and who did its action items, by name or by what history says."""
    done = [each for each in actions_of(workspace, finding) if each.state == "done"]
    entry = HistoryEntry
    finished = workspace.find(
        entry, col(entry.record_id).in_([each.id for each in done]), col(entry.action) == "finish"
    )
    named = (finding.done_by, *(each.owner for each in done), *(each.person_id for each in finished))
    return frozenset(each for each in named if each)


def who_may_verify(workspace: Workspace, finding: Finding) -> list[Person]:
    """Those who had no part in it; where everybody had, all but who carried it out. Nobody in a firm of one."""
    people = _who_was_here(workspace, finding)
    took_part = who_did_it(workspace, finding)
    without = [each for each in people if each.id not in took_part]
    return without or [each for each in people if each.id != finding.done_by]


def _who_was_here(workspace: Workspace, finding: Finding) -> list[Person]:
    """All who work here, and who left since it was carried out: nobody is sent away for an hour to be alone.

    Who came after it was carried out was not there either: nobody is invented to be somebody else.
    """
    entry = HistoryEntry
    left = workspace.find(
        entry,
        col(entry.model) == Person.__name__,
        col(entry.action) == "end",
        *([col(entry.at) >= start_of(workspace, finding.done_on)] if finding.done_on else []),
    )
    gone = {each.record_id for each in left}
    ended = start_of(workspace, finding.done_on + timedelta(days=1)) if finding.done_on else None
    return [
        each
        for each in workspace.find(Person)
        if (each.state == "in use" or each.id in gone)
        and not (ended and each.created_at and each.created_at >= ended)
    ]


# ---------------------------------------------------------------- steps


def note_done(workspace: Workspace, finding: Finding, reason: str) -> None:
    finding.done_by, finding.done_on = workspace.person_id, today(workspace)


def note_verified(workspace: Workspace, finding: Finding, reason: str) -> None:
    finding.verified_by, finding.verified_on = workspace.person_id, today(workspace)


def note_no_help(workspace: Workspace, finding: Finding, reason: str) -> None:
    """What did not help is told by history; the finding says nothing of it any more."""
    finding.done_by = finding.done_on = finding.verified_by = finding.verified_on = None
    finding.outcome = finding.effect = ""


def seen_stays(workspace: Workspace, finding: Finding, was: Mapping[str, Any]) -> None:
    """Once an action was planned against it, what was seen is not written anew, though it be planned again."""
    entry = HistoryEntry
    if _SEEN & was.keys() and workspace.count(
        entry, col(entry.record_id) == finding.id, col(entry.action) == "plan"
    ):
        raise Refused(
            _("{number}: what was seen stays as it was when its action was planned.", number=finding.number),
            hint=_("Raise another finding."),
        )


def is_alone(workspace: Workspace, finding: Finding) -> bool:
    """Whether it was verified by who carried it out, as nobody else was there."""
    return finding.state == "verified" and finding.verified_by == finding.done_by


def warn_of_step(workspace: Workspace, finding: Finding, step: Step) -> Iterator[Message]:
    if step.name == "verify" and finding.done_by == workspace.person_id:
        yield _("Nobody else is here: that you looked yourself, 30 days after or later, is said on paper.")


# ---------------------------------------------------------------- findings of an audit


def findings_of(workspace: Workspace, audit: Audit) -> list[Finding]:
    return workspace.find(Finding, col(Finding.audit) == audit.id, order_by=[col(Finding.number)])


def findings_on(workspace: Workspace, audit: Audit, case: UUID) -> list[Finding]:
    """What this audit found in a case."""
    return [each for each in findings_of(workspace, audit) if case in each.cases]


def findings_are_settled(workspace: Workspace, audit: Audit, state: str) -> Iterator[Problem]:
    """An audit is closed when each of its findings was verified, or declined with a reason."""
    if state != "closed":
        return
    waiting = [each for each in findings_of(workspace, audit) if each.state not in ("verified", "declined")]
    if waiting:
        said = counted("{n} finding is under way: {numbers}.", "{n} findings are under way: {numbers}.",
                       n=len(waiting), numbers=tuple(each.number for each in waiting))  # fmt: skip
        yield Problem("", said, _("Verify or decline them first."))


__all__ = [
    "ALONE_AFTER", "action_is_done", "actions_of", "failure_has_cause", "findings_are_settled", "findings_of", "findings_on", "is_alone",
    "note_done", "note_no_help", "note_verified", "seen_stays", "somebody_else_verifies", "statement_is_known", "warn_of_step",
    "who_did_it", "who_may_verify",
]  # fmt: skip
