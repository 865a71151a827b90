"""The more pressing clock of an open incident: as a cell of a list, and in the head of its form."""

from sdesk.models import Record, ServiceIncident
from sdesk.practice.incident.clocks import Promises, clocks_of
from sdesk.practice.workspaces import Workspace, now
from sdesk.translation import gettext as _
from sdesk.ui.desk import MarkOf
from sdesk.ui.incident.clock_words import cell_mark, clock_mark, pressing, target_words
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


def clock_in_head(workspace: Workspace, incident: ServiceIncident) -> tuple[StateMark, str] | None:
    """How the more pressing clock stands, and both of them in words; nothing for a draft."""
    if incident.is_draft:
        return None
    moment = now(workspace)
    clocks = clocks_of(workspace, incident, moment)
    named = ((_("Response"), clocks.response), (_("Restoration"), clocks.restoration))
    lines = [
        _("{clock}: {state}").format(
            clock=name, state=f"{clock_mark(clock).word}, {target_words(clock, moment)}"
        )
        for name, clock in named
    ]
    return clock_mark(pressing((clocks.response, clocks.restoration))), "\n".join(lines)
