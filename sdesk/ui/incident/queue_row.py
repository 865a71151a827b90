"""An incident in two lines of a list: the time that is left and what it is; for whom, how pressing, and whose it is."""

from collections.abc import Mapping
from uuid import UUID

from sdesk.models import ServiceIncident
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.desk import QueueRow, RowOf
from sdesk.ui.incident.clock_column import time_left
from sdesk.ui.records.marks import mark_here
from sdesk.ui.records.naming import heading_of


def incident_rows(workspace: Workspace) -> RowOf:
    """Says it of one incident after the other, by what they were promised."""
    standing = time_left(workspace)

    def row_of(incident: ServiceIncident, names: Mapping[UUID, str]) -> QueueRow:
        state = mark_here(workspace, incident)
        mark = standing(incident) or state
        priority = _("P{n}").format(n=incident.priority.value[0]) if incident.priority else ""
        return QueueRow(
            mark,
            heading_of(incident),
            (
                names.get(incident.customer, "") if incident.customer else _("no customer"),
                priority or _("no priority"),
                names.get(incident.assigned_to, "") if incident.assigned_to else _("unassigned"),
                state.word if mark.word != state.word else "",
            ),
            incident.number,
            state.word,
        )

    return row_of


__all__ = ["incident_rows"]
