"""What changes, items and the schedule show of their own. Each part is imported when it is asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from sdesk.models import (
    ChangeModel,
    ConfigurationItem,
    Record,
    RecurringJob,
    ScheduleEntry,
    ServiceChangeRequest,
    ServiceIncident,
)
from sdesk.models.control import ChangeKind, JobCheck
from sdesk.practice.control.light.bands import goes_light, may_go_light
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.desk import BulkAction, Desk, Queue, RecordPage, RowOf, Screens
from sdesk.ui.record_command import RecordCommand, Sense


def _deployment(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.control.deployment_panel import DeploymentPanel

    return DeploymentPanel(desk, parent)


def _impact(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.control.impact.panel import ImpactPanel

    return ImpactPanel(desk, parent)


def _light(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.control.light.page import LightPage

    return LightPage(desk, parent)


def _case(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.control.case_page import ChangeCase

    return ChangeCase(desk, parent)


def _has_case(record: Record) -> bool:
    return isinstance(record, ServiceChangeRequest) and not record.is_draft and record.deleted_at is None


def _goes_in_full(workspace: Workspace, record: Record) -> bool:
    return not _goes_light(workspace, record)


def _may_go_light(record: Record) -> bool:
    return isinstance(record, ServiceChangeRequest) and record.deleted_at is None and may_go_light(record)


def _goes_light(workspace: Workspace, record: Record) -> bool:
    return isinstance(record, ServiceChangeRequest) and goes_light(workspace, record)


def _comes_to_deployment(record: Record) -> bool:
    if not isinstance(record, ServiceChangeRequest):
        return False
    is_tested = record.kind is not ChangeKind.PRE_APPROVED
    on_the_way = record.state not in ("draft", "requested", "rejected", "withdrawn")
    return record.deployed_at is not None or (is_tested and on_the_way)


def _has_impact(record: Record) -> bool:
    if isinstance(record, ConfigurationItem):
        return True
    return isinstance(record, ServiceChangeRequest | ServiceIncident) and bool(record.configuration_items)


def _can_be_requested(record: Record) -> bool:
    return isinstance(record, ChangeModel) and record.state == "approved"


def _request(desk: Desk, record: Any, over: QWidget) -> None:
    from sdesk.ui.control.from_model import request

    request(desk, record)


def _has_times(record: Record) -> bool:
    return isinstance(record, ScheduleEntry) and record.state != "cancelled" and record.ends_at is not None


def _repeat(desk: Desk, record: Any, over: QWidget) -> None:
    from sdesk.ui.control.schedule.repeat_dialog import RepeatDialog

    RepeatDialog(desk, record, over).open()


def _is_in_series(record: Record) -> bool:
    return isinstance(record, ScheduleEntry) and record.state == "planned" and record.series is not None


def _cancel_series(desk: Desk, record: Any, over: QWidget) -> None:
    from sdesk.ui.control.schedule.cancel_series_dialog import CancelSeriesDialog

    CancelSeriesDialog(desk, record, over).open()


def _from_model(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.control.from_model import from_model_button

    return from_model_button(desk, parent)


def _can_be_done(record: Record) -> bool:
    return isinstance(record, RecurringJob) and record.state == "in use"


def _do_job(desk: Desk, record: Any, over: QWidget) -> None:
    from sdesk.ui.control.job_strip import do_job

    do_job(desk, record)


def _job(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.control.job_strip import JobStrip

    return JobStrip(desk, parent)


def _checklist(parent: QWidget | None) -> QWidget:
    from sdesk.ui.control.checklist_field import ChecklistField

    return ChecklistField(parent)


def _step_dialogs() -> Mapping[str, type]:
    from sdesk.ui.control.step_dialogs import CHANGE_DIALOGS

    return CHANGE_DIALOGS


def _rows(workspace: Workspace) -> RowOf:
    from sdesk.ui.control.queue_row import change_rows

    return change_rows(workspace)


def _schedule_all(desk: Desk, records: Sequence[Any], over: QWidget) -> QWidget:
    from sdesk.ui.control.bulk import ScheduleAllDialog

    return ScheduleAllDialog(desk, records, over)


SCREENS = Screens(
    pages=(
        RecordPage("light", lambda: _("Light"), _may_go_light, _light, _goes_light),
        RecordPage("change case", lambda: _("Case"), _has_case, _case, _goes_in_full),
        RecordPage("deployment", lambda: _("Deployment"), _comes_to_deployment, _deployment),
        RecordPage("impact", lambda: _("Impact"), _has_impact, _impact),
    ),
    commands=(
        RecordCommand("do-job", lambda: _("Do it now"), "list-checks", _can_be_done, _do_job, main=True),
        RecordCommand("request", lambda: _("Request this change"), "git-branch", _can_be_requested, _request),
        RecordCommand("repeat", lambda: _("Repeat…"), "refresh-cw", _has_times, _repeat),
        RecordCommand(
            "cancel-series",
            lambda: _("Cancel this and the following…"),
            "",
            _is_in_series,
            _cancel_series,
            sense=Sense.DANGEROUS,
        ),
    ),
    beginnings={ServiceChangeRequest: _from_model},
    step_dialogs={ServiceChangeRequest: _step_dialogs},
    strips={RecurringJob: _job},
    row_fields={JobCheck: _checklist},
    bulk={ServiceChangeRequest: (BulkAction("schedule", lambda: _("Put on the schedule…"), _schedule_all),)},
    queues={
        ServiceChangeRequest: Queue(
            ("customer", "assigned_to"), ("state", "priority", "date_needed", "number", "kind"), _rows
        )
    },
)
