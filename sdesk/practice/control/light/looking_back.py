"""When a small change is looked back at: days after its deployment, with the incidents on its items since."""

from datetime import date, timedelta

from sdesk.models import ServiceChangeRequest
from sdesk.models.control import ChangeKind, Risk
from sdesk.practice.calendar.days import day_of
from sdesk.practice.lifecycle.record_type import Workspace

LOOKED_BACK_AFTER = 3
"""Days for which it is watched before somebody says whether it worked."""


def look_back_on(workspace: Workspace, change: ServiceChangeRequest) -> date | None:
    """The day on which it comes to Today; None for what is not small, not in place, or looked back at already."""
    small = change.kind is ChangeKind.NORMAL and change.risk is Risk.LOW
    if not small or change.state != "deployed" or change.deployed_at is None:
        return None
    return day_of(workspace, change.deployed_at) + timedelta(days=LOOKED_BACK_AFTER)


__all__ = ["LOOKED_BACK_AFTER", "look_back_on"]
