"""The case of an incident: its story with a line to write in, and its facts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from sdesk.models import Record, ServiceIncident
from sdesk.practice.incident.clocks import Promises, TargetTimes
from sdesk.practice.incident.handling import add_step
from sdesk.practice.incident.priority import priority_of_matrix
from sdesk.practice.incident.standing import Awaited, CaseStanding, standing_of
from sdesk.practice.incident.story import story_of
from sdesk.practice.measures.clocks import Clock
from sdesk.practice.reporting.work.statement import hours_around
from sdesk.practice.workspaces import Workspace, now
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.incident.clock_words import clock_mark, of_words, standing_mark
from sdesk.ui.incident.dialogs import PriorityDialog, ask
from sdesk.ui.incident.story_text import StoryText
from sdesk.ui.pieces.fields.number_field import written_duration
from sdesk.ui.records.case.fact import FactKind, Told
from sdesk.ui.records.case.story_page import StoryPage
from sdesk.ui.records.case.work_fact import WORK, work_told
from sdesk.ui.records.form.head_parts import TICK
from sdesk.ui.records.reading import moment_text
from sdesk.ui.theme.marks import Shape


class IncidentCase(StoryPage):
    """Read anew when the incident changes; where one reads and what one types stays."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, FACTS, parent)
        self.setObjectName("incident.case")
        self.setAccessibleName(_("Case"))
        self.story = StoryText(self)
        self.tell_above_line(self.story)
        self._tick = QTimer(self, interval=TICK)
        self._tick.timeout.connect(self._show_facts)

    # what is shown

    def tell(self, record: Record) -> None:
        if not isinstance(record, ServiceIncident):
            return
        is_another = self.show_line(record)
        self.story.show_story(story_of(self.desk.workspace, record), anew=is_another)

    def told(self, subject: ServiceIncident) -> Mapping[str, Told]:
        promises, reporter = Promises(self.desk.workspace), subject.reporter
        moment = now(self.desk.workspace)
        found = standing_of(promises, subject, moment)
        return {
            "priority": _priority(self.desk.workspace, promises, subject),
            "reporter": Told((reporter.name or reporter.organization, reporter.telephone))
            if reporter
            else Told(),
            "respond": _clock(found, Awaited.RESPONSE, found.clocks.response, moment),
            "restore": _clock(found, Awaited.RESTORATION, found.clocks.restoration, moment),
            "hold": _hold(subject),
            "work": work_told(hours_around(self.desk.workspace, subject)),
        }

    # where keys go

    def enter(self) -> None:
        self.story.setFocus(Qt.FocusReason.OtherFocusReason)

    def note(self, record: Record, text: str, minutes: int | None) -> None:
        assert isinstance(record, ServiceIncident)
        add_step(self.desk.workspace, record, text, minutes)

    # the clocks

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()
        self.story.show_end()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()


# what the facts say


def _priority(workspace: Workspace, promises: Promises, incident: ServiceIncident) -> Told:
    """As it follows at once from what stands in impact and urgency, with what is promised for it."""
    given = incident.priority_chosen or priority_of_matrix(workspace, incident) or incident.priority
    if given is None:
        return Told()
    if given is incident.priority:
        return Told((_(given.label), _targets(promises.target(incident))))
    policy = incident.policy or promises.policy_then(incident)
    return Told((_(given.label), _targets(promises.times(policy, given))))


def _targets(times: TargetTimes) -> str:
    if times.respond is None and times.restore is None:
        return _("no target")
    respond, restore = (
        written_duration(each) if each is not None else "–" for each in (times.respond, times.restore)
    )
    return _("{respond} / {restore}").format(respond=respond, restore=restore)


def _clock(found: CaseStanding, which: Awaited, clock: Clock, moment: datetime) -> Told:
    """The one to look at with the shape that the head has; until it is classified, what counts stands at the response."""
    if found.unclassified is not None and which is Awaited.RESPONSE:
        return Told((of_words(found.clock),), standing_mark(found, moment).shape)
    mark = standing_mark(found, moment) if which is found.awaited else clock_mark(clock)
    return Told((of_words(clock),), mark.shape)


def _hold(incident: ServiceIncident) -> Told:
    hold = next((each for each in incident.holds if each.end is None), None)
    if hold is None or hold.start is None:
        return Told()
    said = _("until {when}") if hold.until else _("since {when}")
    return Told((said.format(when=moment_text(hold.until or hold.start)), hold.reason), Shape.BLOCKED)


def _ask_priority(desk: Desk, incident: Any, over: QWidget) -> object:
    return ask(PriorityDialog, desk, incident, over)


FACTS: Sequence[FactKind] = (
    FactKind("customer", lambda: _("Customer"), "customer"),
    FactKind("service", lambda: _("Service"), "service"),
    FactKind("item", lambda: _("Item"), "configuration_items"),
    FactKind("impact", lambda: _("Impact"), "impact"),
    FactKind("urgency", lambda: _("Urgency"), "urgency"),
    FactKind("priority", lambda: _("Priority"), height=2, opens=_ask_priority),
    FactKind("owner", lambda: _("Owner"), "assigned_to"),
    FactKind("reporter", lambda: _("Reported by"), "reporter", 2),
    FactKind("started", lambda: _("Started"), "started_at"),
    FactKind("respond", lambda: _("Respond")),
    FactKind("restore", lambda: _("Restore")),
    FactKind("hold", lambda: _("On hold"), height=2),
    WORK,
)

__all__ = ["IncidentCase"]
