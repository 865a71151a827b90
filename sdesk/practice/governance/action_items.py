"""Action items: made of what an approved report agreed on; and when one ended, which no later note moves."""

from sdesk.models import ActionItem, ServiceReport
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, versions_of


def make_action_items(workspace: Workspace, report: ServiceReport) -> None:
    """One for each action agreed; those of the version before it have theirs already."""
    earlier = (each for each in versions_of(workspace, report) if each.state == "superseded")
    agreed_before = {action.id for each in earlier for action in each.actions}
    for action in report.actions:
        if action.id in agreed_before:
            continue
        values = {
            "description": action.description,
            "owner": action.owner,
            "due": action.due,
            "source": report.id,
        }
        create(workspace, ActionItem, values)


def note_ending(workspace: Workspace, item: ActionItem, reason: str) -> None:
    item.ended_at = workspace.clock()


def note_reopening(workspace: Workspace, item: ActionItem, reason: str) -> None:
    item.ended_at = None
