"""What incidents are found by beside their fields, and the lists that people work from."""

from collections.abc import Callable
from math import inf

from sdesk.models import ServiceIncident
from sdesk.practice.finding.view import Mark, View
from sdesk.practice.incident.clocks import Promises
from sdesk.practice.incident.standing import CaseStanding, Stands, is_unclassified, standing_of
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.measures.clocks import utc
from sdesk.translation import message as _


def _stands(
    holds: Callable[[CaseStanding], bool],
) -> Callable[[Workspace], Callable[[ServiceIncident], bool]]:
    """Whether it stands so, as Today and the record say it."""

    def tells(workspace: Workspace) -> Callable[[ServiceIncident], bool]:
        promises, moment = Promises(workspace), workspace.clock()

        def says(incident: ServiceIncident) -> bool:
            found = standing_of(promises, incident, moment)
            return found.stands is not Stands.DONE and holds(found)

        return says

    return tells


MARKS = (
    Mark("unclassified", _("unclassified"), lambda _workspace: is_unclassified),
    Mark("risk", _("at risk"), _stands(lambda found: found.is_late or found.stands is Stands.AT_RISK)),
    Mark("late", _("late"), _stands(lambda found: found.is_late)),
    Mark("hold", _("on hold"), lambda _workspace: lambda incident: incident.on_hold),
)

_RANKS = (
    Stands.HOLD_OVER,
    Stands.LATE,
    Stands.AT_RISK,
    Stands.ON_TIME,
    Stands.NO_TARGET,
    Stands.ON_HOLD,
    Stands.DONE,
)


def by_due(workspace: Workspace) -> Callable[[ServiceIncident], tuple[int, float]]:
    """Sorts by what is due first, as Today does: holds that are over, late ones, those at risk, all others by when they are due;
    of those that wait, the one that waits longest."""
    promises, moment = Promises(workspace), workspace.clock()

    def rank(incident: ServiceIncident) -> tuple[int, float]:
        found = standing_of(promises, incident, moment)
        due = found.hold.start if found.hold is not None else found.due_at
        return _RANKS.index(found.stands), utc(due).timestamp() if due is not None else inf

    return rank


VIEWS = (
    View("mine", _("Mine"), "is:open is:mine"),
    View("unassigned", _("Unassigned"), "is:open is:unassigned"),
    View("unclassified", _("Unclassified"), "is:unclassified"),
    View("risk", _("At risk"), "is:risk"),
    View("hold", _("On hold"), "is:hold"),
    View("open", _("All open"), "is:open"),
)

__all__ = ["MARKS", "VIEWS", "by_due"]
