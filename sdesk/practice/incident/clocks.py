"""The clocks of an incident: its times, the service hours and the targets that it runs against."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sdesk.models import CustomerAgreement, ServiceDeliveryPolicy, ServiceIncident
from sdesk.models.governance import Priority
from sdesk.practice.calendar.agreed_hours import agreed_hours
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import in_effect
from sdesk.practice.measures.clocks import (
    ALWAYS,
    Clock,
    Hold,
    IncidentTimes,
    Restoration,
    ServiceHours,
    response_clock,
    restoration_clock,
)
from sdesk.storage import col


@dataclass(frozen=True)
class TargetTimes:
    """Minutes of service time within which to respond and to restore; None where nothing was agreed."""

    respond: int | None = None
    restore: int | None = None


@dataclass(frozen=True)
class IncidentClocks:
    """Both clocks of one incident."""

    response: Clock
    restoration: Clock


def clocks_of(workspace: Workspace, incident: ServiceIncident, now: datetime | None = None) -> IncidentClocks:
    """Both clocks as they stand now, or stood at the moment given."""
    target = target_times(workspace).get(incident.priority, TargetTimes())
    return clocks_at(incident, service_hours_for(workspace, incident), target, now or workspace.clock())


def clocks_at(
    incident: ServiceIncident, hours: ServiceHours, target: TargetTimes, now: datetime
) -> IncidentClocks:
    """Both clocks at a moment, given the hours and the target that count for the incident."""
    times = times_of(incident, now)
    return IncidentClocks(
        response_clock(hours, times, target.respond), restoration_clock(hours, times, target.restore)
    )


def times_of(incident: ServiceIncident, now: datetime) -> IncidentTimes:
    """What the clocks need, seen from `now`. A draft counts as recorded when it was begun."""
    recorded = incident.recorded_at or incident.created_at or now
    return IncidentTimes(
        recorded_at=recorded,
        started_at=incident.started_at or recorded,
        now=now,
        first_response_at=_first_response(incident),
        restorations=_restorations(incident),
        holds=tuple(Hold(hold.start, hold.end) for hold in incident.holds if hold.start),
        withdrawn_at=incident.changed_at if incident.state == "cancelled" else None,
    )


def _first_response(incident: ServiceIncident) -> datetime | None:
    """The first step by the assignee, also by one who has handed it on since; while nobody is assigned, by anybody."""
    by_assignee = [
        step.at for step in incident.steps_taken if step.at and incident.assigned_to in (None, step.person)
    ]
    noted = [incident.answered_at] if incident.answered_at else []
    return min((*by_assignee, *noted), default=None)


def _restorations(incident: ServiceIncident) -> tuple[Restoration, ...]:
    thought = [
        Restoration(each.restored_at, each.reopened_at) for each in incident.reopenings if each.restored_at
    ]
    last = [Restoration(incident.restored_at)] if incident.restored_at else []
    return (*thought, *last)


def target_times(workspace: Workspace) -> Mapping[Priority | None, TargetTimes]:
    """The target times of each priority in the approved policy; empty without one."""
    policy = in_effect(workspace, ServiceDeliveryPolicy)
    targets = policy.priority_targets if policy else ()
    return {each.priority: TargetTimes(each.respond_minutes, each.restore_minutes) for each in targets}


def service_hours_for(workspace: Workspace, incident: ServiceIncident) -> ServiceHours:
    """Those of the customer's agreement that covers the service; around the clock where none says otherwise."""
    agreement = agreement_for(workspace, incident)
    return agreed_hours(workspace, agreement) if agreement else ALWAYS


def agreement_for(workspace: Workspace, incident: ServiceIncident) -> CustomerAgreement | None:
    """The agreement in effect that the incident falls under: the one that covers its service, else the first."""
    if incident.customer is None:
        return None
    model = CustomerAgreement
    found = workspace.find(
        model,
        col(model.customer) == incident.customer,
        col(model.state) == "approved",
        order_by=[col(model.number)],
    )
    covering = [each for each in found if incident.service in each.services]
    return next(iter(covering or found), None)
