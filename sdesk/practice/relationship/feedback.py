"""Feedback (RE.2.3): from a remark to a complaint, to what is done about it, to the answer."""

from datetime import date
from uuid import UUID

from sdesk.models import ActionItem, FeedbackEntry
from sdesk.models.governance import Answer, FeedbackKind
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, write
from sdesk.practice.lifecycle.steps import take_step
from sdesk.translation import message as _


def waits_for_answer(feedback: FeedbackEntry) -> bool:
    return feedback.kind is FeedbackKind.COMPLAINT and feedback.state in ("recorded", "in investigation")


def make_complaint(workspace: Workspace, feedback: FeedbackEntry, reason: str) -> FeedbackEntry:
    """Treat it as a complaint from now on, and look into it. Raises Refused without a reason, or once it is closed."""
    if not reason.strip():
        raise Refused(_("Say why it is a complaint."), [Problem("reason", _("The reason is missing."))])
    with workspace.transaction("make complaint", reason.strip()) as session:
        live = session.get_one(FeedbackEntry, feedback.id)
        write(workspace, live, {"kind": FeedbackKind.COMPLAINT})
        return take_step(workspace, live, "investigate") if live.state == "recorded" else live


def action_from(
    workspace: Workspace, feedback: FeedbackEntry, description: str, owner: UUID, due: date
) -> ActionItem:
    """Agree to do something about it: an action item that names the feedback it comes from."""
    values = {"description": description.strip(), "owner": owner, "due": due, "source": feedback.id}
    return create(workspace, ActionItem, values)


def note_answer(workspace: Workspace, feedback: FeedbackEntry, who: str, text: str) -> FeedbackEntry:
    """Keep what was said back, to whom and when. Raises Refused without either."""
    if not who.strip() or not text.strip():
        raise Refused(
            _("Say who was answered, and what."), [Problem("answers", _("The answer is not complete."))]
        )
    with workspace.transaction("answer") as session:
        live = session.get_one(FeedbackEntry, feedback.id)
        live.answers = (*live.answers, Answer(at=workspace.clock(), who=who.strip(), text=text.strip()))
    return live


__all__ = ["action_from", "make_complaint", "note_answer", "waits_for_answer"]
