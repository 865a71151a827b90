"""Action items: made of what an approved report agreed on; and when one ended, which no later note moves."""

from uuid import UUID

from sdesk.models import ActionItem, ServiceReport
from sdesk.models.governance import ProposedAction
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, versions_of


def make_action_items(workspace: Workspace, report: ServiceReport) -> None:
    """One for each action agreed, as it was settled; those of versions before it have theirs already."""
    agreed_before = settled_before(workspace, report)
    for settled in (action.settled for action in report.actions if action.id not in agreed_before):
        if settled is not None:
            named = {"description": settled.description, "owner": settled.owner, "due": settled.due}
            create(workspace, ActionItem, {**named, "source": report.id})


def settled_before(workspace: Workspace, report: ServiceReport) -> dict[UUID, ProposedAction]:
    """What other versions that were approved, though they be withdrawn by now, made action items of: by its line."""
    others = (each for each in versions_of(workspace, report) if each.id != report.id and not each.is_draft)
    lines = (line for each in others for line in each.actions)
    return {line.id: settled for line in lines if (settled := line.settled) is not None}


def note_ending(workspace: Workspace, item: ActionItem, reason: str) -> None:
    item.ended_at = workspace.clock()


def note_reopening(workspace: Workspace, item: ActionItem, reason: str) -> None:
    item.ended_at = None
