"""The more pressing clock of an open incident, as a cell of a list."""

from uuid import UUID

from sdesk.models import Record, ServiceIncident
from sdesk.practice.incident.clocks import TargetTimes, clocks_at, service_hours_for, target_times
from sdesk.practice.measures.clocks import ServiceHours
from sdesk.practice.workspaces import Workspace, now
from sdesk.ui.desk import MarkOf
from sdesk.ui.incident.clock_words import cell_mark, pressing
from sdesk.ui.theme.marks import StateMark


def time_left(workspace: Workspace) -> MarkOf:
    """Computes it for one incident after the other; nothing for drafts and for those with nothing left to do."""
    targets, moment = target_times(workspace), now(workspace)
    known: dict[tuple[UUID | None, UUID | None], ServiceHours] = {}

    def mark_of(record: Record) -> StateMark | None:
        waits = isinstance(record, ServiceIncident) and record.state not in ("draft", "restored")
        if not waits or record.state_called(record.state).ended or not isinstance(record, ServiceIncident):
            return None
        key = (record.customer, record.service)
        if key not in known:
            known[key] = service_hours_for(workspace, record)
        clocks = clocks_at(record, known[key], targets.get(record.priority, TargetTimes()), moment)
        return cell_mark(pressing((clocks.response, clocks.restoration)))

    return mark_of
