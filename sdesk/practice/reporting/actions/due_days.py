"""By which day an action item was due: the day that passed, whatever it was put off to once it had."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sdesk.local_time import day_of
from sdesk.models import ActionItem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.measures.clocks import find_zone, utc
from sdesk.storage.past import values_held


def days_passed(
    workspace: Workspace, items: Sequence[ActionItem], time_zone: str, at: datetime
) -> Mapping[UUID, date]:
    """Of the items, as they were at the moment: the first due day that passed before they ended, where one did.

    What was done and opened again was not done. A day that had passed already when it was set passes with the day on
    which it was set: a slip of the pen can be corrected.
    """
    changed = [each for each in items if each.changed_at != each.created_at]
    held = values_held(workspace, changed, "due", at)
    passed: dict[UUID, date] = {}
    for item in items:
        said = held.get(item.id) or [(item.created_at or at, item.due)]
        until = [moment for moment, _due in said[1:]] + [item.ended_at or at]
        for (since, due), then in zip(said, until, strict=True):
            days = (day_of(utc(moment), find_zone(time_zone)) for moment in (since, then))
            set_on, left_on = days
            if due and max(due, set_on) < left_on:
                passed[item.id] = due
                break
    return passed


__all__ = ["days_passed"]
