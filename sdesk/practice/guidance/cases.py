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
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import open_states
from sdesk.practice.lifecycle.steps import missing, steps_from_here
from sdesk.practice.lifecycle.versions import to_go_by
from sdesk.practice.measures.clocks import Clock
from sdesk.practice.readiness.progress import Progress
from sdesk.storage import col

_PRESSING = {"breached": 0, "at risk": 1, "on time": 2, None: 3}
_SHAPES = {"breached": Shape.OVERDUE, "at risk": Shape.REVIEW, "on time": Shape.IN_PROGRESS}


def incident_things(workspace: Workspace, moment: datetime) -> Iterator[Thing]:
    """One line for each open incident: its more pressing clock, or the step it waits for."""
    promises = Promises(workspace)
    for incident in workspace.find(
        ServiceIncident, col(ServiceIncident.state).in_(open_states(ServiceIncident))
    ):
        if incident.on_hold:
            yield _held(incident)
            continue
        step = _next_step(incident)
        clocks = promises.clocks(incident, moment)
        running = [
            (matter, clock)
            for matter, clock in ((Matter.RESPOND, clocks.response), (Matter.RESTORE, clocks.restoration))
            if clock.state == "running" and clock.standing
        ]
        if running and incident.state != "restored":
            matter, clock = min(running, key=lambda each: _urgency(each[1]))
            yield _timed(incident, matter, clock, step, moment)
        else:
            yield replace(
                about(incident, Matter.STEP, Group.NEXT, Shape.IN_PROGRESS),
                step=step.label if step else "",
                since=incident.restored_at or incident.recorded_at,
                person=incident.assigned_to,
                roles=step.roles if step else (),
            )


def telling_things(workspace: Workspace, progress: Progress) -> Iterator[Thing]:
    """One line for each incident that has gone on although somebody who is affected was not told: the tasks wait for it."""
    pack = progress.pack
    of_variant = pack.asks.tasks_of_variant(progress.variant)
    waits = {case: task for task in of_variant for case in progress.gone_on_without.get(task.id, ())}
    for incident in workspace.find(ServiceIncident, col(ServiceIncident.id).in_(waits)):
        since = incident.restored_at or incident.started_at
        yield replace(
            about(incident, Matter.TELL, Group.NEXT, Shape.REVIEW),
            step="; ".join(who_waits(incident, since)),
            since=since,
            person=incident.assigned_to,
            roles=pack.our_roles(waits[incident.id].roles),
        )


def _urgency(clock: Clock) -> tuple[int, int]:
    return _PRESSING[clock.standing], clock.remaining or 0


def _timed(
    incident: ServiceIncident, matter: Matter, clock: Clock, step: Step | None, moment: datetime
) -> Thing:
    assert clock.standing is not None
    late = clock.standing != "on time"
    soon = clock.due_at is not None and clock.due_at <= moment + SOON
    group = Group.OVERDUE if late else Group.SOON if soon else Group.NEXT
    return replace(
        about(incident, matter, group, _SHAPES[clock.standing]),
        due_at=clock.due_at,
        minutes_left=clock.remaining,
        step=step.label if step else "",
        person=incident.assigned_to,
    )


def _held(incident: ServiceIncident) -> Thing:
    hold = next(hold for hold in incident.holds if hold.end is None)
    return replace(
        about(incident, Matter.ON_HOLD, Group.NEXT, Shape.BLOCKED),
        step=hold.reason,
        since=hold.start,
        person=incident.assigned_to,
    )


def change_things(
    workspace: Workspace, moment: datetime, today: date, my_roles: frozenset[str] | None
) -> Iterator[Thing]:
    """Changes whose day is near or past, and those that wait for a step of a role that I hold (None: of any)."""
    model = ServiceChangeRequest
    waiting = [state.name for state in model.states if not state.ended and state.name != "draft"]
    days_for_papers = _days_for_papers(workspace)
    for change in workspace.find(model, col(model.state).in_(waiting)):
        step = _next_step(change)
        if step is None:
            continue
        if (day := look_back_on(workspace, change)) is not None:
            if day <= today:
                yield replace(_to_look_back(workspace, change, day, today), roles=step.roles)
            continue
        thing = _by_date(workspace, change, step, moment, today, days_for_papers)
        mine = my_roles is None or not step.roles or bool(my_roles & set(step.roles))
        if thing is None and mine:
            thing = replace(
                about(change, Matter.STEP, Group.NEXT, Shape.IN_PROGRESS),
                due_at=change.planned_start,
                due=change.date_needed,
            )
        if thing is not None:
            yield replace(thing, step=step.label, person=change.assigned_to, roles=step.roles)


def _to_look_back(workspace: Workspace, change: ServiceChangeRequest, day: date, today: date) -> Thing:
    """A small change that was watched long enough; with the incidents on its items since. A week later it is late."""
    followed = ", ".join(each.number for each in incidents_after(workspace, change))
    group, shape = (Group.OVERDUE, Shape.OVERDUE) if day + SOON < today else (Group.SOON, Shape.REVIEW)
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
        group = group_of_day(day, today) or Group.NEXT
        return replace(about(change, Matter.PAPERS, group, shape_for(group)), due=day)
    if change.planned_start and change.planned_end:
        late = change.planned_end < moment
        if not late and change.planned_start > moment + SOON:
            return None
        group = Group.OVERDUE if late else Group.SOON
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
