"""What audits and their findings wait for: a day that has come, a step, or somebody else to look."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sdesk.models import Audit, Finding, Shape
from sdesk.practice.audit.findings import ALONE_AFTER, actions_of, findings_of, who_may_verify
from sdesk.practice.calendar.days import start_of
from sdesk.practice.guidance.to_do import Group, Matter, Thing, about, dated
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage import col


def audit_things(workspace: Workspace, today: date) -> Iterator[Thing]:
    for audit in workspace.find(Audit, col(Audit.state).in_(("planned", "under way", "reported"))):
        thing = replace(about(audit, Matter.AUDIT, Group.WAITING, Shape.REVIEW), roles=("MGT", "SM"))
        if audit.state == "reported":
            if all(each.state in ("verified", "declined") for each in findings_of(workspace, audit)):
                yield replace(thing, matter=Matter.STEP, step=Audit.step_called("close").label)
        else:
            yield from dated(thing, audit.starts_on if audit.state == "planned" else audit.ends_on, today)
    waiting = col(Finding.state).in_(("raised", "planned", "carried out"))
    for finding in workspace.find(Finding, waiting, order_by=[col(Finding.number)]):
        yield from _finding_things(workspace, finding, today)


def _finding_things(workspace: Workspace, finding: Finding, today: date) -> Iterator[Thing]:
    """While its action is open, that stands on the list for it."""
    step = about(finding, Matter.STEP, Group.WAITING, Shape.REVIEW)
    if finding.state == "raised":
        label = Finding.step_called("plan").label
        yield replace(step, step=label, person=finding.owner, since=finding.created_at)
    elif finding.state == "planned":
        if not any(each.state in ("open", "in progress") for each in actions_of(workspace, finding)):
            label = Finding.step_called("carry out").label
            late = finding.due is not None and finding.due < today
            yield replace(
                step,
                step=label,
                person=finding.owner,
                due=finding.due if late else None,
                matter=Matter.AUDIT if late else Matter.STEP,
                group=Group.NOW if late else Group.WAITING,
                shape=Shape.OVERDUE if late else Shape.REVIEW,
            )
    elif finding.done_on is not None:
        others = who_may_verify(workspace, finding)
        if others:
            yield replace(
                step,
                step=Finding.step_called("verify").label,
                person=others[0].id if len(others) == 1 else None,
                since=start_of(workspace, finding.done_on),
            )
        else:
            alone = replace(step, matter=Matter.AUDIT, person=finding.done_by)
            yield from dated(alone, finding.done_on + ALONE_AFTER, today)


__all__ = ["audit_things"]
