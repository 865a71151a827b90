"""What the records of governance show of their own. Each part is imported when it is asked for."""

from typing import Any

from PySide6.QtWidgets import QWidget

from sdesk.models import ActionItem, Organization, Record, ServiceCalendar
from sdesk.models.governance import MatrixCell
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk, Screens
from sdesk.ui.record_command import RecordCommand


def _has_logo(record: Record) -> bool:
    return isinstance(record, Organization)


def _logo(desk: Desk, record: Any, over: QWidget) -> None:
    from sdesk.ui.governance.logo import choose_logo

    choose_logo(desk, record, over)


def _counts(record: Record) -> bool:
    return isinstance(record, ServiceCalendar) and record.state == ServiceCalendar.first_state().name


def _holidays(desk: Desk, record: Any, over: QWidget) -> None:
    from sdesk.ui.governance.holidays import add_holidays

    add_holidays(desk, record, over)


def _matrix(parent: QWidget | None) -> QWidget:
    from sdesk.ui.governance.matrix_field import MatrixField

    return MatrixField(parent)


SCREENS = Screens(
    commands=(
        RecordCommand("logo", lambda: _("Choose a logo…"), "image", _has_logo, _logo),
        RecordCommand("holidays", lambda: _("Add public holidays…"), "calendar", _counts, _holidays),
    ),
    step_keys={ActionItem: {"finish": "Ctrl+Shift+D"}},
    row_fields={MatrixCell: _matrix},
)
