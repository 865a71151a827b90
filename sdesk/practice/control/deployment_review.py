"""The review of a deployed change (CO.3.5): what followed it, and what the procedures learn from it."""

from datetime import timedelta
from uuid import UUID

from sdesk.models import ChangeProcedure, ServiceChangeRequest, ServiceIncident
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import new_version, save
from sdesk.practice.lifecycle.versions import draft_of, newest_approved
from sdesk.storage import col
from sdesk.translation import message as _
from sdesk.translation import word

DAYS_TO_WATCH = 14


def incidents_after(
    workspace: Workspace, change: ServiceChangeRequest, days: int = DAYS_TO_WATCH
) -> list[ServiceIncident]:
    """The incidents that began within so many days of the deployment, on an item of the change or said to come from it."""
    if change.deployed_at is None:
        return []
    started = col(ServiceIncident.started_at)
    within = workspace.find(
        ServiceIncident,
        started >= change.deployed_at,
        started <= change.deployed_at + timedelta(days=days),
        col(ServiceIncident.state).not_in(("draft", "cancelled")),
        order_by=[started],
    )
    return [incident for incident in within if _follows(incident, change.id, set(change.configuration_items))]


def _follows(incident: ServiceIncident, change: UUID, items: set[UUID]) -> bool:
    return change in incident.changes or not items.isdisjoint(incident.configuration_items)


def improve_procedures(workspace: Workspace, change: ServiceChangeRequest) -> ChangeProcedure:
    """The draft of the procedures (WP.17), begun if there was none, with what the review found among its notes.

    Raises Refused when the review names nothing to improve, or when there are no procedures yet.
    """
    lesson = change.improvement.strip()
    if not lesson:
        raise Refused(
            _("The review names nothing to improve."),
            [
                Problem(
                    "improvement", _("What to improve in the procedures is empty."), _("Fill it in first.")
                )
            ],
        )
    why = word(_("{number} was reviewed", number=change.number))
    with workspace.transaction("start version", why):
        draft = draft_of(workspace, ChangeProcedure)
        if draft is None:
            in_use = newest_approved(workspace, ChangeProcedure)
            if in_use is None:
                task = workspace.packs.task_of_step(ChangeProcedure.__name__, "approve")
                raise Refused(
                    _("There are no procedures for changes yet."),
                    hint=_("Write them first: task {task}.", task=task),
                )
            draft = new_version(workspace, in_use)
        note = f"{change.number}: {lesson}"
        notes = draft.notes if note in draft.notes else f"{draft.notes}\n{note}".strip()
        return save(workspace, draft, {"notes": notes, "related": tuple({*draft.related, change.id})})
