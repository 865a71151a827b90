"""What change requests are found by beside their fields, and the lists that people work from."""

from collections.abc import Callable
from datetime import timedelta

from sdesk.models import ServiceChangeRequest
from sdesk.models.control import ChangeKind
from sdesk.practice.calendar.days import day_of, today
from sdesk.practice.finding.view import Mark, View
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.translation import message as _

Says = Callable[[ServiceChangeRequest], bool]


def _waits_for_a_decision(change: ServiceChangeRequest) -> bool:
    """On the change itself, or on its deployment."""
    is_to_decide = change.state == "requested" and change.kind is not ChangeKind.PRE_APPROVED
    return is_to_decide or change.state == "tested"


def _this_week(workspace: Workspace) -> Says:
    """Planned, or needed, until Sunday, and not deployed; so also what should have been before."""
    now = today(workspace)
    sunday = now + timedelta(days=6 - now.weekday())

    def says(change: ServiceChangeRequest) -> bool:
        planned = day_of(workspace, change.planned_start) if change.planned_start else change.date_needed
        return planned is not None and planned <= sunday and change.deployed_at is None

    return says


def _is_late(workspace: Workspace) -> Says:
    now = today(workspace)

    def says(change: ServiceChangeRequest) -> bool:
        return change.date_needed is not None and change.date_needed < now and change.deployed_at is None

    return says


MARKS = (
    Mark("decision", _("waiting for a decision"), lambda _workspace: _waits_for_a_decision),
    Mark("week", _("this week"), _this_week),
    Mark("late", _("late"), _is_late),
)

VIEWS = (
    View("mine", _("Mine"), "is:open is:mine"),
    View("decision", _("To decide"), "is:decision"),
    View("week", _("This week"), "is:week"),
    View("open", _("All open"), "is:open"),
)

__all__ = ["MARKS", "VIEWS"]
