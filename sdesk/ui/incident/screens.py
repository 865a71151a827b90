"""What incidents show of their own, and what can be done with them. Each part is imported when it is asked for."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from sdesk.models import Record, ServiceIncident
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.desk import BulkAction, Desk, LiveColumn, MarkOf, Queue, RecordPage, RowOf, Screens
from sdesk.ui.incident.commands import COMMANDS, STEP_KEYS
from sdesk.ui.theme.marks import StateMark


def _case(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.incident.case_page import IncidentCase

    return IncidentCase(desk, parent)


def _leads(workspace: Workspace, record: Record) -> bool:
    return True


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


def _classify_all(desk: Desk, records: Sequence[Any], over: QWidget) -> QWidget:
    from sdesk.ui.incident.bulk import ClassifyAllDialog

    return ClassifyAllDialog(desk, records, over)


def _hold_all(desk: Desk, records: Sequence[Any], over: QWidget) -> QWidget:
    from sdesk.ui.incident.bulk import HoldAllDialog

    return HoldAllDialog(desk, records, over)


def _merge_all(desk: Desk, records: Sequence[Any], over: QWidget) -> QWidget:
    from sdesk.ui.incident.bulk import MergeAllDialog

    return MergeAllDialog(desk, records, over)


def _dropped(desk: Desk, incident: Any, names: Sequence[str], over: QWidget) -> tuple[Sequence[str], str]:
    from sdesk.ui.incident.intake.dropped import take_dropped

    return take_dropped(desk, incident, names, over)


def _by_due(workspace: Workspace) -> Callable[[Any], Any]:
    from sdesk.practice.incident.queue import by_due

    return by_due(workspace)


SCREENS = Screens(
    pages=(RecordPage("case", lambda: _("Case"), _was_recorded, _case, _leads),),
    commands=COMMANDS,
    step_keys={ServiceIncident: STEP_KEYS},
    clocks={ServiceIncident: _clock},
    strips={ServiceIncident: _clocks},
    drops={ServiceIncident: _dropped},
    columns={ServiceIncident: (LiveColumn("time_left", lambda: _("Time left"), _time_left, _by_due),)},
    bulk={
        ServiceIncident: (
            BulkAction("classify", lambda: _("Classify…"), _classify_all, "Ctrl+Shift+L"),
            BulkAction("hold", lambda: _("Put on hold…"), _hold_all, "Ctrl+Shift+H"),
            BulkAction("merge", lambda: _("They are the same…"), _merge_all, "Ctrl+Shift+G"),
        )
    },
    queues={
        ServiceIncident: Queue(
            ("customer", "assigned_to"),
            ("time_left", "priority", "assigned_to", "customer", "state", "number", "service"),
            _rows,
        )
    },
)
