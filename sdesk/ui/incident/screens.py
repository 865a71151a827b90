"""What incidents show of their own, and what can be done with them. Each part is imported when it is asked for."""

from PySide6.QtWidgets import QWidget

from sdesk.models import Record, ServiceIncident
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk, LiveColumn, MarkOf, Queue, RecordPage, RowOf, Screens
from sdesk.ui.incident.commands import COMMANDS, STEP_KEYS
from sdesk.ui.theme.marks import StateMark


def _timeline(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.incident.timeline import TimelinePanel

    return TimelinePanel(desk, parent)


def _was_recorded(record: Record) -> bool:
    return isinstance(record, ServiceIncident) and not record.is_draft


def _clocks(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.incident.clock_strip import ClockStrip

    return ClockStrip(desk, parent)


def _clock(workspace: Workspace, incident: ServiceIncident) -> tuple[StateMark, str] | None:
    from sdesk.ui.incident.clock_column import clock_in_head

    return clock_in_head(workspace, incident)


def _time_left(workspace: Workspace) -> MarkOf:
    from sdesk.ui.incident.clock_column import time_left

    return time_left(workspace)


def _rows(workspace: Workspace) -> RowOf:
    from sdesk.ui.incident.queue_row import incident_rows

    return incident_rows(workspace)


SCREENS = Screens(
    pages=(RecordPage("timeline", lambda: _("Timeline"), _was_recorded, _timeline),),
    commands=COMMANDS,
    step_keys={ServiceIncident: STEP_KEYS},
    clocks={ServiceIncident: _clock},
    strips={ServiceIncident: _clocks},
    columns={ServiceIncident: (LiveColumn("time_left", lambda: _("Time left"), _time_left),)},
    queues={
        ServiceIncident: Queue(
            ("customer", "assigned_to"),
            ("time_left", "priority", "assigned_to", "customer", "state", "number", "service"),
            _rows,
        )
    },
)
