"""An incident in two lines of a list: the time that is left and what it is; for whom, how pressing, and whose it is."""

from collections.abc import Mapping
from uuid import UUID

from sdesk.models import ServiceIncident
from sdesk.practice.incident.clocks import Promises
from sdesk.practice.measures.clocks import Clock
from sdesk.practice.workspaces import Workspace, now
from sdesk.translation import gettext as _
from sdesk.ui.desk import QueueRow, RowOf
from sdesk.ui.incident.clock_words import clock_mark, pressing
from sdesk.ui.pieces.fields.number_field import written_duration
from sdesk.ui.records.marks import mark_here
from sdesk.ui.records.naming import heading_of
from sdesk.ui.theme.marks import StateMark

HOURS_ALONE_FROM = 120
"""Minutes from which on a list tells the hours alone."""


def incident_rows(workspace: Workspace) -> RowOf:
    """Says it of one incident after the other, by what they were promised."""
    promises, moment = Promises(workspace), now(workspace)

    def row_of(incident: ServiceIncident, names: Mapping[UUID, str]) -> QueueRow:
        state = mark_here(workspace, incident)
        waits = (
            incident.state not in ("draft", "restored") and not incident.state_called(incident.state).ended
        )
        clocks = promises.clocks(incident, moment) if waits else None
        mark = time_mark(pressing((clocks.response, clocks.restoration)), state) if clocks else state
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


def time_mark(clock: Clock, state: StateMark) -> StateMark:
    """How the clock to look at stands, in the words that a row has room for; its state where nothing counts."""
    shape = clock_mark(clock).shape
    if clock.state == "paused":
        return StateMark(shape, _("on hold"))
    if clock.remaining is None or clock.state != "running":
        return state
    if clock.standing == "breached":
        return StateMark(shape, _("{time} late").format(time=_about(-clock.remaining, 60)))
    return StateMark(shape, _("{time} left").format(time=_about(clock.remaining, HOURS_ALONE_FROM)))


def _about(minutes: int, hours_from: int) -> str:
    return written_duration(minutes if minutes < hours_from else minutes - minutes % 60)


__all__ = ["incident_rows", "time_mark"]
