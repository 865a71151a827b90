"""How an incident stands: as a cell of a list, in the head of its form, and beside its name on other pages."""

from sdesk.models import Record, ServiceIncident
from sdesk.practice.incident.clocks import Promises
from sdesk.practice.incident.standing import Stands, standing_of
from sdesk.practice.workspaces import Workspace, now
from sdesk.ui.desk import MarkOf
from sdesk.ui.incident.clock_words import standing_lines, standing_mark
from sdesk.ui.theme.marks import StateMark


def time_left(workspace: Workspace) -> MarkOf:
    """Computes it for one incident after the other; nothing for those with nothing left to do."""
    promises, moment = Promises(workspace), now(workspace)

    def mark_of(record: Record) -> StateMark | None:
        if not isinstance(record, ServiceIncident):
            return None
        found = standing_of(promises, record, moment)
        return None if found.stands is Stands.DONE else standing_mark(found, moment)

    return mark_of


def clock_in_head(workspace: Workspace, incident: ServiceIncident) -> tuple[StateMark, str] | None:
    """How it stands, and what its clocks say; nothing for what is not stored yet."""
    if incident.created_at is None:
        return None
    moment = now(workspace)
    found = standing_of(Promises(workspace), incident, moment)
    return standing_mark(found, moment), standing_lines(found, moment)
