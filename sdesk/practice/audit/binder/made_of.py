"""Whether a binder that is whole was made of this workspace: somebody may have made all of it anew, and sealed that."""

from sdesk.models import HANDOUT, HistoryEntry
from sdesk.practice.audit.binder.verifying import Checked
from sdesk.practice.exchange.handouts import BINDER
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.safekeeping import verified_against
from sdesk.storage import col
from sdesk.translation import Message
from sdesk.translation import message as _


def held_against_workspace(workspace: Workspace, checked: Checked) -> tuple[bool, Message]:
    """By the anchor in it and by what the history tells of binders, once the workspace is read through and whole."""
    holds, said = verified_against(workspace, checked.anchor) if checked.anchor else (True, Message(""))
    if not holds:
        return False, said
    told = workspace.find(
        HistoryEntry, col(HistoryEntry.model) == HANDOUT, col(HistoryEntry.action) == BINDER
    )
    made = next((each for each in told if each.changes.get("sha256", ("", ""))[1] == checked.seal), None)
    if made is None:
        return False, _(
            "The history of this workspace tells of no binder with this list: it was made of another one, or anew by somebody."
        )
    return True, _(
        "The history of this workspace tells of it: {name}, made on {moment}.",
        name=str(made.changes["name"][1]),
        moment=made.at,
    )


__all__ = ["held_against_workspace"]
