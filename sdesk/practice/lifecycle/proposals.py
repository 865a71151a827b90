"""What a new record is filled with, so that nobody types what the program knows."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sdesk.models import (
    Agreement,
    ConfigurationItem,
    Document,
    FeedbackEntry,
    Record,
    ServiceBuild,
    ServiceCalendar,
    ServiceChangeRequest,
    ServiceDeliveryPolicy,
    ServiceDesign,
    ServiceIncident,
    ServiceTestReport,
    SurveyScore,
    TaskPerformance,
)
from sdesk.models.control import TestCase
from sdesk.models.governance import Impact, MatrixCell, Priority, PriorityTarget, Urgency
from sdesk.models.workspace import Weekday, WeeklyHours
from sdesk.practice.calendar.days import today, zone_name
from sdesk.practice.control.changes import criteria, paper_of
from sdesk.practice.lifecycle.versions import organization
from sdesk.storage import Workspace

Proposal = Callable[[Workspace, Mapping[str, Any]], dict[str, Any]]


def proposed(workspace: Workspace, model: type[Record], given: Mapping[str, Any]) -> dict[str, Any]:
    """Values for a new record of `model`, by field; `given` are those that are known already."""
    values: dict[str, Any] = {}
    for base, proposal in PROPOSALS.items():
        if issubclass(model, base):
            values.update(proposal(workspace, given))
    return values


def _document(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    ours = organization(workspace)
    issued = today(workspace)
    return {
        "date_of_issue": issued,
        "next_review_date": issued + timedelta(days=365),
        "issuing_organization": ours.name if ours else "",
        "scope": f"All services of {ours.name}" if ours else "",
    }


_PRIORITIES = {
    (Impact.HIGH, Urgency.HIGH): Priority.CRITICAL,
    (Impact.HIGH, Urgency.MEDIUM): Priority.HIGH,
    (Impact.HIGH, Urgency.LOW): Priority.MODERATE,
    (Impact.MEDIUM, Urgency.HIGH): Priority.HIGH,
    (Impact.MEDIUM, Urgency.MEDIUM): Priority.MODERATE,
    (Impact.MEDIUM, Urgency.LOW): Priority.LOW,
    (Impact.LOW, Urgency.HIGH): Priority.MODERATE,
    (Impact.LOW, Urgency.MEDIUM): Priority.LOW,
    (Impact.LOW, Urgency.LOW): Priority.LOW,
}
_TARGETS = {
    Priority.CRITICAL: (30, 240),
    Priority.HIGH: (60, 480),
    Priority.MODERATE: (240, 1440),
    Priority.LOW: (480, 2400),
}
"""Minutes to respond and to restore that many small providers start from; theirs to change before approval."""


def _policy(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "matrix": tuple(
            MatrixCell(impact=impact, urgency=urgency, priority=priority)
            for (impact, urgency), priority in _PRIORITIES.items()
        ),
        "priority_targets": tuple(
            PriorityTarget(priority=priority, respond_minutes=respond, restore_minutes=restore)
            for priority, (respond, restore) in _TARGETS.items()
        ),
    }


def _change(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    return {"evaluation": criteria(workspace)}


def _design(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    change = _change_given(workspace, given)
    return {"date_of_issue": today(workspace), "name": change.purpose if change else ""}


def _build(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    change = _change_given(workspace, given)
    return {"name": change.purpose if change else "", "release": "1.0"}


def _test_report(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    change = _change_given(workspace, given)
    if change is None:
        return {}
    build = paper_of(workspace, change, ServiceBuild)
    design = paper_of(workspace, change, ServiceDesign)
    criteria_of_design = design.acceptance_criteria if design else ()
    return {
        "name": change.purpose,
        "build": build.id if build else None,
        "tests": tuple(
            TestCase(name=f"Acceptance {place}", level="System", type="Acceptance", expected=each.criterion)
            for place, each in enumerate(criteria_of_design, start=1)
        ),
        "performed_by": workspace.person_id,
    }


def _change_given(workspace: Workspace, given: Mapping[str, Any]) -> ServiceChangeRequest | None:
    change = given.get("change")
    return workspace.get(ServiceChangeRequest, change) if isinstance(change, UUID) else None


def _incident(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    return {"started_at": workspace.clock(), "assigned_to": workspace.person_id}


def _calendar(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    hours = tuple(
        WeeklyHours(weekday=day, start_minute=9 * 60, end_minute=17 * 60) for day in list(Weekday)[:5]
    )
    return {"time_zone": zone_name(workspace), "weekly_hours": hours}


PROPOSALS: Mapping[type[Record], Proposal] = {
    Document: _document,
    Agreement: lambda workspace, given: {"our_owner": workspace.person_id},
    ServiceDeliveryPolicy: _policy,
    ServiceChangeRequest: _change,
    ServiceDesign: _design,
    ServiceBuild: _build,
    ServiceTestReport: _test_report,
    ServiceIncident: _incident,
    ServiceCalendar: _calendar,
    FeedbackEntry: lambda workspace, given: {"received_at": workspace.clock()},
    SurveyScore: lambda workspace, given: {"asked_on": today(workspace)},
    ConfigurationItem: lambda workspace, given: {
        "owner": workspace.person_id,
        "date_of_service": today(workspace),
    },
    TaskPerformance: lambda workspace, given: {"done_on": today(workspace), "done_by": workspace.person_id},
}
