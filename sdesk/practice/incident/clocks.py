"""The clocks of an incident: its times, the service hours and the targets that it runs against."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from sdesk.models import CustomerAgreement, ServiceDeliveryPolicy, ServiceIncident
from sdesk.models.governance import Priority
from sdesk.models.incident import Unknown
from sdesk.practice.calendar.agreed_hours import agreed_hours
from sdesk.practice.incident.unknown import is_unknown
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import versions
from sdesk.practice.measures.clocks import (
    ALWAYS,
    Clock,
    Hold,
    IncidentTimes,
    Restoration,
    ServiceHours,
    response_clock,
    restoration_clock,
    utc,
)


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


class Promises:
    """What incidents run against: what was fixed for each; else what was in effect when it was recorded, looked up once.

    What was fixed stays, also where that was nothing. One that is older than the first policy goes by that one;
    before any agreement began, nothing was agreed.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._policies = versions(workspace, ServiceDeliveryPolicy)
        self._agreements = versions(workspace, CustomerAgreement)
        self._targets_of = cache(self._read_targets)
        self._hours_of = cache(self._read_hours)
        self._policy_at = cache(self._find_policy)
        self._agreement_at = cache(self._find_agreement)

    def target(self, incident: ServiceIncident) -> TargetTimes:
        """The target times of its priority."""
        if incident.promised_at:
            return TargetTimes(incident.respond_minutes, incident.restore_minutes)
        return self.times(self.policy_then(incident), incident.priority)

    def response_targets(self, incident: ServiceIncident) -> tuple[int, ...]:
        """Those of all priorities, for one that nobody has classified; none where no policy is approved."""
        policy = incident.policy or self.policy_then(incident)
        found = self._targets_of(policy).values()
        return tuple(each.respond for each in found if each.respond is not None)

    def agreement(self, incident: ServiceIncident) -> CustomerAgreement | None:
        """The agreement that the incident falls under: the one that covers its service, else the first."""
        found = self._agreement_of(incident)
        return self._workspace.get(CustomerAgreement, found) if found else None

    def hours(self, incident: ServiceIncident) -> ServiceHours:
        """Those of the customer's agreement that covers the service; around the clock where none says otherwise."""
        return self._hours_of(self._agreement_of(incident))

    def clocks(self, incident: ServiceIncident, now: datetime) -> IncidentClocks:
        return clocks_at(incident, self.hours(incident), self.target(incident), now)

    def times(self, policy: UUID | None, priority: Priority | None) -> TargetTimes:
        """What a version of the policy says for a priority."""
        return self._targets_of(policy).get(priority, TargetTimes())

    def policy_then(self, incident: ServiceIncident) -> UUID | None:
        """The version to go by when it was recorded."""
        return self._policy_at(self._recorded(incident))

    def agreement_then(self, incident: ServiceIncident) -> UUID | None:
        """The version of its agreement that was in effect when it was recorded."""
        return self._agreement_at(incident.customer, incident.service, self._recorded(incident))

    def agreement_at(
        self, customer: UUID | None, service: UUID | None, moment: datetime
    ) -> CustomerAgreement | None:
        """Of those in effect at a moment the one of the customer that covers the service, else their first."""
        found = self._agreement_at(customer, service, moment)
        return self._workspace.get(CustomerAgreement, found) if found else None

    def _agreement_of(self, incident: ServiceIncident) -> UUID | None:
        return incident.agreement if incident.promised_at else self.agreement_then(incident)

    def _recorded(self, incident: ServiceIncident) -> datetime:
        return utc(incident.recorded_at or incident.created_at or self._workspace.clock())

    def _find_policy(self, recorded: datetime) -> UUID | None:
        policy = self._policies.to_go_by(recorded)
        return policy.id if policy else None

    def _read_targets(self, key: UUID | None) -> Mapping[Priority | None, TargetTimes]:
        policy = self._workspace.get(ServiceDeliveryPolicy, key) if key else None
        targets = policy.priority_targets if policy else ()
        return {each.priority: TargetTimes(each.respond_minutes, each.restore_minutes) for each in targets}

    def _find_agreement(self, customer: UUID | None, service: UUID | None, recorded: datetime) -> UUID | None:
        agreed = self._agreements.at(recorded) if customer else []
        theirs = [each for each in agreed if each.customer == customer]
        covering = [each for each in theirs if service in each.services]
        return next((each.id for each in covering or theirs), None)

    def _read_hours(self, agreement: UUID | None) -> ServiceHours:
        found = self._workspace.get(CustomerAgreement, agreement) if agreement else None
        return agreed_hours(self._workspace, found) if found else ALWAYS


def clocks_of(workspace: Workspace, incident: ServiceIncident, now: datetime | None = None) -> IncidentClocks:
    """Both clocks as they stand now, or stood at the moment given."""
    return Promises(workspace).clocks(incident, now or workspace.clock())


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
        response_known=not is_unknown(incident, Unknown.RESPONSE),
    )


def _first_response(incident: ServiceIncident) -> datetime | None:
    """As noted; where nothing was yet, in an older format, the first step by the assignee, or by anybody while there is
    none."""
    if incident.promised_at:
        return incident.answered_at
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


def agreement_for(workspace: Workspace, incident: ServiceIncident) -> CustomerAgreement | None:
    """The agreement that the incident falls under, in the version that was in effect when it was recorded."""
    return Promises(workspace).agreement(incident)
