"""The more pressing clock of an open incident, as a cell of a list."""

from sdesk.models import Record, ServiceIncident
from sdesk.practice.incident.clocks import Promises
from sdesk.practice.workspaces import Workspace, now
from sdesk.ui.desk import MarkOf
from sdesk.ui.incident.clock_words import cell_mark, pressing
from sdesk.ui.theme.marks import StateMark


def time_left(workspace: Workspace) -> MarkOf:
    """Computes it for one incident after the other; nothing for drafts and for those with nothing left to do."""
    promises, moment = Promises(workspace), now(workspace)

    def mark_of(record: Record) -> StateMark | None:
        waits = isinstance(record, ServiceIncident) and record.state not in ("draft", "restored")
        if not waits or record.state_called(record.state).ended or not isinstance(record, ServiceIncident):
            return None
        clocks = promises.clocks(record, moment)
        return cell_mark(pressing((clocks.response, clocks.restoration)))

    return mark_of
