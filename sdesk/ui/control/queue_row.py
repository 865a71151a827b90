"""A change request in two lines of a list: where it is on its way and what it is for; how pressing, by when, and whose it is."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import QDate, QLocale

from sdesk.models import ServiceChangeRequest
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui import wall
from sdesk.ui.desk import QueueRow, RowOf
from sdesk.ui.pieces.fields.date_reading import written_date
from sdesk.ui.records.marks import mark_here
from sdesk.ui.records.naming import heading_of
from sdesk.ui.theme.marks import Shape, StateMark

NEAR = 180
"""Days around today that are told without their year."""


def change_rows(workspace: Workspace) -> RowOf:
    """Says it of one change after the other; one that is needed by a day that is over is late."""
    today = wall.today()

    def row_of(change: ServiceChangeRequest, names: Mapping[UUID, str]) -> QueueRow:
        state = mark_here(workspace, change)
        under_way = change.deployed_at is None and not change.state_called(change.state).ended
        late = change.date_needed is not None and change.date_needed < today and under_way
        return QueueRow(
            StateMark(Shape.OVERDUE, _("late")) if late else state,
            heading_of(change),
            (
                _("P{n}").format(n=change.priority.value[0]) if change.priority else _("no priority"),
                _needed(change),
                _whose(change, names),
                names.get(change.customer, "") if change.customer else "",
                state.word if late else "",
            ),
            change.number,
            state.word,
        )

    return row_of


def _needed(change: ServiceChangeRequest) -> str:
    if change.date_needed is None:
        return _("no date")
    near = abs((change.date_needed - wall.today()).days) < NEAR
    day = QLocale().toString(QDate(change.date_needed), "d MMM") if near else ""
    return _("by {day}").format(day=day or written_date(change.date_needed, QLocale()))


def _whose(change: ServiceChangeRequest, names: Mapping[UUID, str]) -> str:
    """Who carries it out; before anybody does, who asked for it."""
    if change.assigned_to:
        return names.get(change.assigned_to, "")
    if change.requester and change.requester.name:
        return _("asked by {name}").format(name=change.requester.name)
    return _("unassigned")


__all__ = ["change_rows"]
