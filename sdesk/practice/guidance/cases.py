"""Incidents and changes that wait for somebody, as things to do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from sdesk.models import ChangeProcedure, ServiceChangeRequest, ServiceIncident, Shape, Step
from sdesk.models.control import ChangeKind
from sdesk.practice.calendar.days import day_of
from sdesk.practice.control.deployment_review import incidents_after
from sdesk.practice.control.light.looking_back import look_back_on
from sdesk.practice.guidance.to_do import SOON, Group, Matter, Thing, about, group_of_day, shape_for
from sdesk.practice.incident.clocks import Promises
from sdesk.practice.incident.handling import who_waits
from sdesk.practice.incident.standing import Awaited, CaseStanding, Stands, standing_of
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import open_states
from sdesk.practice.lifecycle.steps import missing, steps_from_here
from sdesk.practice.lifecycle.versions import to_go_by
from sdesk.practice.readiness.progress import Progress
from sdesk.storage import col

_MATTERS = {
    Awaited.CLASSIFICATION: Matter.CLASSIFY,
    Awaited.RESPONSE: Matter.RESPOND,
    Awaited.RESTORATION: Matter.RESTORE,
}


def incident_things(workspace: Workspace, moment: datetime) -> Iterator[Thing]:
    """One line for each incident that is open or kept as a draft: how it stands, and the step it waits for."""
    promises = Promises(workspace)
    states = (ServiceIncident.first_state().name, *open_states(ServiceIncident))
    for incident in workspace.find_each(ServiceIncident, col(ServiceIncident.state).in_(states)):
        found, step = standing_of(promises, incident, moment), _next_step(incident)
        matter, group = _place(found, moment)
        yield replace(
            about(incident, matter, group, Shape.IN_PROGRESS if matter is Matter.STEP else found.shape),
            standing=found,
            due_at=found.due_at if matter in _MATTERS.values() else None,
            step=found.hold.reason if found.hold else step.label if step else "",
            since=_since(incident, found),
            person=incident.assigned_to,
            roles=step.roles if step else (),
        )


def _place(found: CaseStanding, moment: datetime) -> tuple[Matter, Group]:
    if found.stands is Stands.HOLD_OVER:
        return Matter.HOLD_OVER, Group.NOW
    if found.stands is Stands.ON_HOLD:
        return Matter.ON_HOLD, Group.WAITING
    if found.stands is Stands.DONE:
        return Matter.STEP, Group.WAITING
    matter = _MATTERS[found.awaited]
    if found.stands in (Stands.LATE, Stands.AT_RISK):
        return matter, Group.NOW
    is_far = found.due_at is not None and found.due_at > moment + SOON
    return matter, Group.WAITING if is_far else Group.WEEK


def _since(incident: ServiceIncident, found: CaseStanding) -> datetime | None:
    if found.hold is not None:
        return found.hold.start
    return incident.restored_at or incident.recorded_at or incident.created_at


def telling_things(workspace: Workspace, progress: Progress) -> Iterator[Thing]:
    """One line for each incident that has gone on although somebody who is affected was not told: the tasks wait for it."""
    pack = progress.pack
    of_variant = pack.asks.tasks_of_variant(progress.variant)
    waits = {case: task for task in of_variant for case in progress.gone_on_without.get(task.id, ())}
    for incident in workspace.find_each(ServiceIncident, col(ServiceIncident.id).in_(waits)):
        since = incident.restored_at or incident.started_at
        yield replace(
            about(incident, Matter.TELL, Group.WAITING, Shape.REVIEW),
            step="; ".join(who_waits(incident, since)),
            since=since,
            person=incident.assigned_to,
            roles=pack.our_roles(waits[incident.id].roles),
        )


def change_things(workspace: Workspace, moment: datetime, today: date) -> Iterator[Thing]:
    """Changes whose day is near or past, and those that wait for a step of whoever may take it."""
    model = ServiceChangeRequest
    waiting = [state.name for state in model.states if not state.ended and state.name != "draft"]
    days_for_papers = _days_for_papers(workspace)
    for change in workspace.find_each(model, col(model.state).in_(waiting)):
        step = _next_step(change)
        if step is None:
            continue
        if (day := look_back_on(workspace, change)) is not None:
            if day <= today:
                yield replace(_to_look_back(workspace, change, day, today), roles=step.roles)
            continue
        thing = _by_date(workspace, change, step, moment, today, days_for_papers)
        if thing is None:
            thing = replace(
                about(change, Matter.STEP, Group.WAITING, Shape.IN_PROGRESS),
                due_at=change.planned_start,
                due=change.date_needed,
            )
        yield replace(thing, step=step.label, person=change.assigned_to, roles=step.roles)


def _to_look_back(workspace: Workspace, change: ServiceChangeRequest, day: date, today: date) -> Thing:
    """A small change that was watched long enough; with the incidents on its items since. A week later it is late."""
    followed = ", ".join(each.number for each in incidents_after(workspace, change))
    group, shape = (Group.NOW, Shape.OVERDUE) if day + SOON < today else (Group.WEEK, Shape.REVIEW)
    thing = about(change, Matter.LOOK_BACK, group, shape)
    return replace(thing, due=day, step=followed, person=change.assigned_to)


def _by_date(
    workspace: Workspace,
    change: ServiceChangeRequest,
    step: Step,
    moment: datetime,
    today: date,
    days_for_papers: int,
) -> Thing | None:
    """The change as a thing with a date: papers to complete, its slot on the schedule, the day it is needed."""
    if change.state in ("deployed", "rolled back"):
        owed = change.kind is ChangeKind.EMERGENCY and change.deployed_at and missing(workspace, change, step)
        if not owed or change.deployed_at is None:
            return None
        day = day_of(workspace, change.deployed_at) + timedelta(days=days_for_papers)
        group = group_of_day(day, today) or Group.WAITING
        return replace(about(change, Matter.PAPERS, group, shape_for(group)), due=day)
    if change.planned_start and change.planned_end:
        late = change.planned_end < moment
        if not late and change.planned_start > moment + SOON:
            return None
        group = Group.NOW if late else Group.WEEK
        shape = Shape.OVERDUE if late else Shape.IN_PROGRESS
        return replace(about(change, Matter.PLANNED, group, shape), due_at=change.planned_start)
    needed = group_of_day(change.date_needed, today) if change.date_needed else None
    if needed is None:
        return None
    return replace(about(change, Matter.NEEDED, needed, shape_for(needed)), due=change.date_needed)


def _days_for_papers(workspace: Workspace) -> int:
    """How long the papers of an emergency may take, by the approved procedure (WP.17); five days without one."""
    procedure = to_go_by(workspace, ChangeProcedure) or ChangeProcedure()
    return 5 if procedure.emergency_days is None else procedure.emergency_days


def _next_step(record: ServiceIncident | ServiceChangeRequest) -> Step | None:
    """The step on the main way, if one leads on from here."""
    return next((step for step in steps_from_here(record) if step.main), None)
