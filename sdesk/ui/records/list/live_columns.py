"""Columns that are no field: computed for the records that are looked at, shown as a shape and a word.

An explicit list; what computes one is imported when such a list is opened.
"""

from collections.abc import Callable, Mapping

from sdesk.models import Record, ServiceIncident
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.theme.marks import StateMark

MarkOf = Callable[[Record], StateMark | None]
Reader = Callable[[Workspace], MarkOf]
"""Given the workspace, what computes the mark of a record; made once for each page that is read."""


def _time_left(workspace: Workspace) -> MarkOf:
    from sdesk.ui.incident.clock_column import time_left

    return time_left(workspace)


LIVE: Mapping[type[Record], Mapping[str, tuple[Callable[[], str], Reader]]] = {
    ServiceIncident: {"time_left": (lambda: _("Time left"), _time_left)}
}
"""By model and name: the title of the column, and its reader. They stand before the state, and always stay."""


def live_names(model: type[Record]) -> tuple[str, ...]:
    return tuple(LIVE.get(model, ()))
