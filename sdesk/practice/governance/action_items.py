"""Action items: made of what an approved report or review agreed on and of what is planned against a finding; and when one
ended, which no later note moves."""

from uuid import UUID

from sdesk.models import ActionItem, Finding, ManagementReview, ServiceReport
from sdesk.models.governance import ProposedAction
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, versions_of
from sdesk.storage import col


def make_action_items(workspace: Workspace, report: ServiceReport | ManagementReview) -> None:
    """One for each action agreed, as it was settled; those of versions before it have theirs already."""
    agreed_before = settled_before(workspace, report)
    for settled in (action.settled for action in report.actions if action.id not in agreed_before):
        if settled is not None:
            named = {"description": settled.description, "owner": settled.owner, "due": settled.due}
            create(workspace, ActionItem, {**named, "source": report.id})


def make_action_of_finding(workspace: Workspace, finding: Finding) -> None:
    """Its corrective action; planned again as it was, not a second time while the first is open."""
    named = {"description": finding.corrective_action, "owner": finding.owner, "due": finding.due}
    same = (col(ActionItem.source) == finding.id, col(ActionItem.description) == finding.corrective_action)
    if not workspace.count(ActionItem, *same, col(ActionItem.state).in_(("open", "in progress"))):
        create(workspace, ActionItem, {**named, "source": finding.id})


def settled_before(
    workspace: Workspace, report: ServiceReport | ManagementReview
) -> dict[UUID, ProposedAction]:
    """What other versions that were approved, though they be withdrawn by now, made action items of: by its line."""
    others = (each for each in versions_of(workspace, report) if each.id != report.id and not each.is_draft)
    lines = (line for each in others for line in each.actions)
    return {line.id: settled for line in lines if (settled := line.settled) is not None}


def note_ending(workspace: Workspace, item: ActionItem, reason: str) -> None:
    item.ended_at = workspace.clock()


def note_reopening(workspace: Workspace, item: ActionItem, reason: str) -> None:
    item.ended_at = None
