"""What new records of governance are filled with, so that nobody types what the program knows."""

from collections.abc import Mapping
from typing import Any

from sdesk.models.governance import Impact, MatrixCell, Priority, PriorityTarget, Urgency
from sdesk.models.governance.service_calendar import Weekday, WeeklyHours
from sdesk.practice.calendar.days import zone_name
from sdesk.practice.lifecycle.record_type import Workspace

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
OBJECTION_DAYS = 5
_TARGETS = {
    Priority.CRITICAL: (30, 240),
    Priority.HIGH: (60, 480),
    Priority.MODERATE: (240, 1440),
    Priority.LOW: (480, 2400),
}
"""Minutes to respond and to restore that many small providers start from; theirs to change before approval."""


def policy(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "objection_days": OBJECTION_DAYS,
        "matrix": tuple(
            MatrixCell(impact=impact, urgency=urgency, priority=priority)
            for (impact, urgency), priority in _PRIORITIES.items()
        ),
        "priority_targets": tuple(
            PriorityTarget(priority=priority, respond_minutes=respond, restore_minutes=restore)
            for priority, (respond, restore) in _TARGETS.items()
        ),
    }


def service_hours(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    hours = tuple(
        WeeklyHours(weekday=day, start_minute=9 * 60, end_minute=17 * 60) for day in list(Weekday)[:5]
    )
    return {"time_zone": zone_name(workspace), "weekly_hours": hours}
