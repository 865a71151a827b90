"""Several changes put on the schedule at once, with all of them or none: one operation, which is undone as one."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sdesk.models import ServiceChangeRequest
from sdesk.practice.lifecycle.bulk import bulk_do
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import save
from sdesk.practice.lifecycle.steps import steps_from_here, take_step

_SCHEDULING = ("schedule", "schedule pre-approved")


def schedule_all(
    workspace: Workspace, changes: Sequence[ServiceChangeRequest], start: datetime, end: datetime
) -> UUID | None:
    """Plan all of them for the same time; what waits for it is put on the schedule. Raises Refused."""
    times = {"planned_start": start, "planned_end": end}

    def plan(live: ServiceChangeRequest) -> None:
        step = next((each for each in steps_from_here(live) if each.name in _SCHEDULING), None)
        if step is not None:
            take_step(workspace, live, step.name, times)
        else:
            save(workspace, live, times)

    return bulk_do(workspace, changes, plan, "schedule")


__all__ = ["schedule_all"]
