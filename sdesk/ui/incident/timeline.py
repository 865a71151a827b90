"""The story of an incident behind a tab of its form: a line to add what was done, and everything that happened."""

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from sdesk.errors import SdeskError
from sdesk.models import Record, ServiceIncident
from sdesk.practice.incident.handling import add_step
from sdesk.practice.incident.story import Happening, Moment, minutes_spent, story_of
from sdesk.practice.unsaved import TypedField, TypedForm
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.incident.actions import IncidentActions
from sdesk.ui.incident.dialogs import EscalateDialog, HoldDialog, TellCustomerDialog
from sdesk.ui.pieces import (
    STRETCH,
    STYLE,
    DurationField,
    ErrorText,
    FlowLayout,
    GroupTitle,
    HelpText,
    PlainLabel,
    WrappedLabel,
    button,
    column_of,
    row_of,
)
from sdesk.ui.pieces.fields.number_field import written_duration
from sdesk.ui.records.panel_parts import PanelPage
from sdesk.ui.records.reading import moment_text
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import GRID, theme
from sdesk.ui.unsaved.typing import OpenForm
from sdesk.ui.wording import worded

_ICONS = {
    Happening.STARTED: "flag",
    Happening.RECORDED: "phone",
    Happening.STEP: "wrench",
    Happening.TOLD: "mail",
    Happening.HELD: "pause",
    Happening.RESUMED: "play",
    Happening.ESCALATED: "arrow-up",
    Happening.RESTORED: "circle-check",
    Happening.REOPENED: "rotate-ccw",
    Happening.CLOSED: "check",
    Happening.CORRECTED: "pencil",
    Happening.CANCELLED: "circle-x",
}


def words_of(moment: Moment) -> str:
    """What happened, as the head of a line."""
    said = {
        Happening.STARTED: _("It began"),
        Happening.RECORDED: _("Reported by {who}") if moment.who else _("Recorded"),
        Happening.STEP: "{who}",
        Happening.TOLD: _("Told {who}"),
        Happening.HELD: _("Put on hold"),
        Happening.RESUMED: _("Resumed"),
        Happening.ESCALATED: _("Escalated to {who}"),
        Happening.RESTORED: _("Service restored"),
        Happening.REOPENED: _("Reopened"),
        Happening.CLOSED: _("Closed by {who}"),
        Happening.CORRECTED: _("Corrected by {who}"),
        Happening.CANCELLED: _("Cancelled by {who}"),
    }[moment.what]
    return said.format(who=moment.who)


class MomentLine(QWidget):
    """One thing that happened: when, what, by or to whom, how long it took."""

    def __init__(self, moment: Moment, parent: QWidget) -> None:
        super().__init__(parent)
        mark = QLabel(self)
        mark.setPixmap(icon(_ICONS[moment.what], "muted").pixmap(16, 16))
        at = HelpText(moment_text(moment.at), self)
        at.setWordWrap(False)
        head = PlainLabel(words_of(moment), self)
        font = head.font()
        font.setWeight(font.Weight.Medium)
        head.setFont(font)
        line = row_of(head, at, STRETCH)
        if moment.minutes:
            spent = HelpText(written_duration(moment.minutes), self)
            spent.setWordWrap(False)
            line.addWidget(spent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.addWidget(mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(line, 0, 1)
        if moment.text.strip():
            grid.addWidget(WrappedLabel(moment.text.strip(), self), 1, 1)
        grid.setColumnStretch(1, 1)
        said = [words_of(moment), moment_text(moment.at), moment.text.strip()]
        self.setAccessibleName(", ".join(filter(None, said)))


class StepLine(QWidget):
    """What was done and how long it took; Enter adds it."""

    typed = Signal()
    about_to_add = Signal()

    def __init__(self, desk: Desk, incident: ServiceIncident, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._incident = incident
        self._text = QLineEdit(self)
        self._text.setObjectName("timeline.what")
        self._text.setPlaceholderText(_("What was done"))
        self._text.setAccessibleName(_("What was done"))
        self._minutes = DurationField(self)
        self._minutes.setObjectName("timeline.minutes")
        self._minutes.setAccessibleName(_("Time spent"))
        self._minutes.setFixedWidth(112)
        add = button(_("Add"), self, icon_name="plus", name="timeline.add")
        add.setToolTip(_("Add step (Enter)"))
        add.clicked.connect(self.add)
        self._fault = ErrorText("", self)
        self._fault.hide()
        line = row_of((self._text, 1), (self._minutes, 0, Qt.AlignmentFlag.AlignTop), add)
        column_of(line, self._fault, inside=self, spacing=4)
        self._text.textEdited.connect(self.typed)
        self._minutes.changed.connect(self.typed)
        self._text.returnPressed.connect(self.add)
        self._spent = cast(QLineEdit, self._minutes.focusProxy())
        self._spent.returnPressed.connect(self.add)

    def add(self) -> None:
        """Note it with the time and the name of whoever works here now."""
        if self._minutes.error():
            return
        self.about_to_add.emit()
        try:
            add_step(self._desk.workspace, self._incident, self._text.text(), self._minutes.value())
        except SdeskError as fault:
            self._fault.setText(worded(fault))
            self._fault.show()

    def words(self) -> tuple[str, str]:
        """What was done and the time spent, as typed."""
        return self._text.text(), self._spent.text()

    def minutes(self) -> int | None:
        return self._minutes.value()

    def setWords(self, text: str, spent: str) -> None:
        self._text.setText(text)
        self._spent.setText(spent)

    def hasFocusInside(self) -> bool:
        return self.isAncestorOf(self.window().focusWidget() or self.window())

    def startTyping(self) -> None:
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)


class TimelinePanel(PanelPage):
    """Read anew whenever it is looked at, and when the incident changes meanwhile."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "incident.timeline", _("Timeline"), parent)
        self._incident: ServiceIncident | None = None
        self._steps: int = 0
        self._line: StepLine | None = None
        self._actions = IncidentActions(desk, self)
        self._open_form = OpenForm(desk.typing, self._not_added, self)
        theme().changed.connect(self._again)

    def show_record(self, record: Record | None) -> None:
        """Show the story of an incident; what is being typed about the same one stays."""
        incident = record if isinstance(record, ServiceIncident) else None
        typed, was_typing = self._typed(incident)
        if typed is None:
            self._open_form.over()
        self._incident = self._actions.incident = incident
        page, column = self.begin()
        column.setSpacing(12)
        if incident is not None:
            self._steps = len(incident.steps_taken)
            self._offer(incident, page, column, typed)
            for moment in reversed(story_of(self.desk.workspace, incident)):
                column.addWidget(MomentLine(moment, page))
        self.finish(page, column)
        if was_typing and self._line is not None:
            self._line.startTyping()

    def _offer(
        self,
        incident: ServiceIncident,
        page: QWidget,
        column: QVBoxLayout,
        typed: tuple[str, str] | None,
    ) -> None:
        self._line = None
        if self.desk.may_write and not incident.state_called(incident.state).ended:
            self._line = StepLine(self.desk, incident, page)
            self._line.typed.connect(self._open_form.typed)
            self._line.about_to_add.connect(self._open_form.about_to_save)
            if typed:
                self._line.setWords(*typed)
            self._take_over(incident)
            column.addWidget(self._line)
        column.addWidget(self._buttons(incident, page))
        column.addWidget(self._head(incident, page))

    def _not_added(self) -> TypedForm | None:
        if self._incident is None or self._line is None or not any(self._line.words()):
            return None
        text, spent = self._line.words()
        fields = (
            TypedField("text", _("What was done"), text, text),
            TypedField("minutes", _("Time spent"), self._line.minutes(), spent),
        )
        title = _("{number}: Timeline").format(number=self._incident.number)
        return TypedForm(type(self._incident).__name__, self._incident.id, "timeline", title, fields)

    def _take_over(self, incident: ServiceIncident) -> None:
        """What was kept of this line, if somebody asked for it."""
        offer = self.desk.typing.claim(type(incident), incident.id, "timeline")
        if offer is None or self._line is None or any(self._line.words()):
            return
        kept = {each.name: each.said for each in offer.kept.form.fields}
        self._line.setWords(kept.get("text", ""), kept.get("minutes", ""))
        self._open_form.typed()
        self.desk.typing.taken(offer)

    def _typed(self, incident: ServiceIncident | None) -> tuple[tuple[str, str] | None, bool]:
        """What is typed and not added yet, and whether somebody is at it; nothing once it was added."""
        same = self._incident is not None and incident is not None and self._incident.id == incident.id
        if self._line is None or not same or incident is None:
            return None, False
        added = len(incident.steps_taken) > self._steps
        return (None if added else self._line.words()), self._line.hasFocusInside()

    def _buttons(self, incident: ServiceIncident, page: QWidget) -> QWidget:
        made = QWidget(page)
        flow = FlowLayout(made, spacing=GRID)
        flow.setContentsMargins(0, 0, 0, 0)
        ended = incident.state_called(incident.state).ended
        if not ended or incident.state == "closed":
            self._button(
                flow,
                made,
                "tell-customer",
                _("Tell the customer…"),
                "mail",
                self._actions.asking(TellCustomerDialog),
            )
        if not ended and incident.state != "restored":
            if incident.on_hold:
                self._button(flow, made, "resume", _("Resume"), "play", self._actions.resume)
            else:
                self._button(flow, made, "hold", _("Put on hold…"), "pause", self._actions.asking(HoldDialog))
            self._button(
                flow, made, "escalate", _("Escalate…"), "arrow-up", self._actions.asking(EscalateDialog)
            )
        return made

    def _button(self, flow: FlowLayout, parent: QWidget, name: str, text: str, picture: str, does) -> None:
        made = button(text, parent, icon_name=picture, name=f"timeline.{name}")
        self.desk.writes(made).clicked.connect(does)
        flow.addWidget(made)

    def _head(self, incident: ServiceIncident, page: QWidget) -> QWidget:
        made = QWidget(page)
        line = row_of(
            GroupTitle(_("What happened"), made), STRETCH, inside=made, margins=(0, GRID, 0, 0), spacing=STYLE
        )
        spent = minutes_spent(incident)
        if spent:
            said = _("{time} spent").format(time=written_duration(spent))
            total = HelpText(said, made)
            total.setWordWrap(False)
            line.addWidget(total)
        return made

    def _again(self) -> None:
        if self._incident is not None and self.isVisible():
            self.show_record(self._incident)
