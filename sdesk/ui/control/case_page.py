"""The case of a change: where it is on its way, what is next and who decides it, its papers, what was done, and its facts."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from sdesk.models import (
    Record,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceIncident,
    ServiceTestReport,
    Step,
    field_of,
)
from sdesk.models.control import ChangeKind
from sdesk.practice.calendar.days import today
from sdesk.practice.control.changes import add_step, paper_of
from sdesk.practice.control.deployment_review import incidents_after
from sdesk.practice.lifecycle.lists import Entry, entries, linking_to
from sdesk.practice.lifecycle.roles import any_of, holders
from sdesk.practice.lifecycle.steps import steps_from_here
from sdesk.practice.reporting.work.statement import hours_around_change
from sdesk.translation import gettext as _
from sdesk.translation import message, ngettext
from sdesk.ui.control.case_way import WayLine
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import GroupTitle, HelpText, WrappedLabel, column_of, quiet_button, row_of
from sdesk.ui.pieces.fields.number_field import written_duration
from sdesk.ui.records.case.fact import FactKind, Told
from sdesk.ui.records.case.story_page import StoryPage
from sdesk.ui.records.case.work_fact import WORK, work_told
from sdesk.ui.records.panel_parts import RecordLine
from sdesk.ui.records.reading import moment_text
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.wording import worded

PAPERS = (ServiceDesign, ServiceBuild, ServiceTestReport)
MOST_INCIDENTS = 8


class ChangeCase(StoryPage):
    """Read anew when the change or what is shown of others has changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, FACTS, parent)
        self.setObjectName("change.case")
        self.setAccessibleName(_("Case"))
        self._told = QScrollArea(self)
        self._told.setObjectName("case.told")
        self._told.setAccessibleName(_("Where it is"))
        self._told.setWidgetResizable(True)
        self._told.setFrameShape(QFrame.Shape.NoFrame)
        self._told.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._told.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._what_is_told: object = None
        self._noted = 0
        self.tell_above_line(self._told)

    def tell(self, record: Record) -> None:
        if not isinstance(record, ServiceChangeRequest):
            return
        is_another = self.show_line(record)
        papers = [(model, paper_of(self.desk.workspace, record, model)) for model in PAPERS]
        incidents = self._incidents(record)
        states = [(paper.id, paper.state) for _model, paper in papers if paper is not None]
        shown = (
            record.id,
            record.changed_at,
            record.state,
            tuple(states),
            tuple((e.id, e.state) for e in incidents),
        )
        if shown == self._what_is_told:
            return
        self._what_is_told = shown
        page = QWidget(self._told)
        column = column_of(inside=page, margins=(PAGE_MARGIN, 12, PAGE_MARGIN, PAGE_MARGIN), spacing=GRID)
        column.addWidget(WayLine(self.desk, record, page))
        self._add_next(column, record, page)
        self._add_papers(column, record, papers, page)
        self._add_steps(column, record, page)
        self._add_incidents(column, incidents, page)
        column.addStretch(1)
        at = 0 if is_another else self._told.verticalScrollBar().value()
        self._told.setWidget(page)
        self._told.verticalScrollBar().setValue(at)
        if (noted := len(record.steps_taken)) > self._noted and not is_another:
            column.activate()
            self._told.ensureWidgetVisible(page.findChildren(QWidget, "case.step")[-1])
        self._noted = noted

    def told(self, subject: ServiceChangeRequest) -> Mapping[str, Told]:
        who = subject.requester
        return {
            "requester": Told((who.name or who.organization, who.telephone)) if who else Told(),
            "work": work_told(hours_around_change(self.desk.workspace, subject)),
        }

    def note(self, record: Record, text: str, minutes: int | None) -> None:
        assert isinstance(record, ServiceChangeRequest)
        add_step(self.desk.workspace, record, text, minutes)

    def enter(self) -> None:
        self._told.setFocus(Qt.FocusReason.OtherFocusReason)

    # what is told

    def _add_next(self, column: QVBoxLayout, change: ServiceChangeRequest, page: QWidget) -> None:
        step = next((each for each in steps_from_here(change) if each.main), None)
        if step is None:
            return
        _title(column, _("What is next"), page)
        said = WrappedLabel(_("{step}: {who}").format(step=_(step.label), who=self._who(step)), page)
        said.setObjectName("case.next")
        column.addWidget(said)

    def _who(self, step: Step) -> str:
        """Who decides, or does it: by role, and by name."""
        if not step.roles:
            return _("whoever works on it")
        on = today(self.desk.workspace)
        people = tuple(each.name for each in holders(self.desk.workspace, step.roles, on)) or message(
            "nobody yet"
        )
        decides = message("{roles} decides: {people}", roles=any_of(step.roles), people=people)
        does = message("{roles}: {people}", roles=any_of(step.roles), people=people)
        return worded(decides if step.approves else does)

    def _add_papers(
        self,
        column: QVBoxLayout,
        change: ServiceChangeRequest,
        papers: Sequence[tuple[type[Record], Record | None]],
        page: QWidget,
    ) -> None:
        if change.kind is ChangeKind.PRE_APPROVED:
            return
        _title(column, _("Its papers"), page)
        count = len(change.evaluation)
        label = _(field_of(type(change), "evaluation").label)
        criteria = ngettext("{n} criterion", "{n} criteria", count).format(n=count) if count else _("not yet")
        opens = quiet_button(label, page, name="case.evaluation")
        opens.clicked.connect(self._go_to_evaluation)
        column.addLayout(row_of(opens, (HelpText(criteria, page), 1)))
        for model, paper in papers:
            if paper is not None:
                column.addWidget(RecordLine(self.desk, paper, page))
            elif not change.state_called(change.state).ended:
                text = _("Start {kind}").format(kind=_(model.singular.lower()))
                start = quiet_button(text, page, icon_name="plus", name=f"case.start.{model.__name__}")
                start.setProperty("model", model)
                self.desk.writes(start).clicked.connect(self._start)
                column.addWidget(start, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_steps(self, column: QVBoxLayout, change: ServiceChangeRequest, page: QWidget) -> None:
        if not change.steps_taken:
            return
        _title(column, _("Steps taken"), page)
        people = entries(self.desk.workspace, [each.person for each in change.steps_taken if each.person])
        for step in change.steps_taken:
            who = people[step.person].title if step.person in people else ""
            spent = written_duration(step.minutes) if step.minutes else ""
            at = moment_text(step.at) if step.at else ""
            line = QWidget(page)
            line.setObjectName("case.step")
            head = HelpText(", ".join(filter(None, (at, who, spent))), line)
            column.addWidget(line)
            column_of(head, WrappedLabel(step.text, line), inside=line, spacing=0)

    def _add_incidents(self, column: QVBoxLayout, incidents: Sequence[Entry], page: QWidget) -> None:
        if not incidents:
            return
        _title(column, _("Incidents on its items"), page)
        for entry in incidents[:MOST_INCIDENTS]:
            incident = self.desk.workspace.get(ServiceIncident, entry.id)
            if incident is not None:
                column.addWidget(RecordLine(self.desk, incident, page))
        if (more := len(incidents) - MOST_INCIDENTS) > 0:
            column.addWidget(HelpText(ngettext("and {n} more", "and {n} more", more).format(n=more), page))

    def _incidents(self, change: ServiceChangeRequest) -> list[Entry]:
        """Those that are open now, and those that followed it, on any of its items."""
        followed = {each.id for each in incidents_after(self.desk.workspace, change)}
        found: dict[object, Entry] = {}
        for item in change.configuration_items:
            for entry, _field in linking_to(self.desk.workspace, item, (ServiceIncident.__name__,)):
                if entry.id in followed or not ServiceIncident.state_called(entry.state).ended:
                    found[entry.id] = entry
        return sorted(found.values(), key=lambda entry: entry.number, reverse=True)

    def _go_to_evaluation(self) -> None:
        self.field_asked.emit("evaluation")

    def _start(self) -> None:
        model: Any = self.sender().property("model")
        if self.record is not None:
            self.desk.new_record(model, {"change": self.record.id})


def _title(column: QVBoxLayout, text: str, page: QWidget) -> None:
    column.addSpacing(GRID)
    column.addWidget(GroupTitle(text, page))


FACTS: Sequence[FactKind] = (
    FactKind("customer", lambda: _("Customer"), "customer"),
    FactKind("items", lambda: _("Items"), "configuration_items", 2),
    FactKind("service", lambda: _("Service"), "service"),
    FactKind("kind", lambda: _("Kind"), "kind"),
    FactKind("priority", lambda: _("Priority"), "priority"),
    FactKind("risk", lambda: _("Risk"), "risk"),
    FactKind("needed", lambda: _("Needed by"), "date_needed"),
    FactKind("from", lambda: _("Starts"), "planned_start"),
    FactKind("until", lambda: _("Ends"), "planned_end"),
    FactKind("requester", lambda: _("Requester"), "requester", 2),
    FactKind("owner", lambda: _("Owner"), "assigned_to"),
    WORK,
)

__all__ = ["ChangeCase"]
