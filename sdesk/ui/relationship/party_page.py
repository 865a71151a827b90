"""How things stand with a customer or a supplier: what a talk with them needs, on one page."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from sdesk.errors import SdeskError
from sdesk.models import Agreement, Customer, Record
from sdesk.models.governance import FeedbackAbout
from sdesk.models.relationship import AgreementDate
from sdesk.models.relationship.party import Party
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.reviews import next_review
from sdesk.practice.relationship.parties import (
    PartyStanding,
    performance_against_targets,
    review_begun,
    review_period,
    standing_with,
)
from sdesk.practice.relationship.reminders import Reminder
from sdesk.practice.reporting.reports import count_performance_report
from sdesk.practice.reporting.telling.sentences import number_asked
from sdesk.practice.starter.taking_over import agreement_for
from sdesk.reports.period.figure_blocks import called, mark_and_word, target_text, value_text
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Callout, HelpText, PlainLabel, StateLabel, Tone, button, column_of
from sdesk.ui.pieces.fields.date_reading import written_date
from sdesk.ui.records.panel_parts import Columns, PanelPage, RecordLine, group
from sdesk.ui.records.reading import plain_text
from sdesk.ui.relationship.party_dialogs import AcknowledgeDialog
from sdesk.ui.relationship.score_chart import ScoreChart, score_words
from sdesk.ui.reporting.preparing import Preparing
from sdesk.ui.theme.look import GRID, tabular
from sdesk.ui.theme.marks import Shape, StateMark
from sdesk.ui.wording import worded

SHOWN = 8
"""Records shown of each kind; the lists have the others."""


class PartyPage(PanelPage):
    """Made anew whenever it is looked at, and when anything changes meanwhile."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "party.page", _("How things stand"), parent)
        self._preparing = Preparing(desk.workspace, self)
        self._preparing.prepared.connect(self._prepared)
        self._preparing.refused.connect(self._refused)
        self._party: Party | None = None
        self._reminders: dict[str, Reminder] = {}
        self._agreements: dict[str, Agreement] = {}

    def show_record(self, record: Record | None) -> None:
        """Show how things stand with a customer or supplier."""
        page, column = self.begin()
        self._trouble = Callout(Tone.ERROR, "", page)
        self._trouble.hide()
        column.addWidget(self._trouble)
        column.addWidget(self._preparing.line)  # out of the page before this one
        if isinstance(record, Party):
            self._party = reload(self.desk.workspace, record)
            self._fill(standing_with(self.desk.workspace, self._party), page, column)
        self.finish(page, column)

    def refresh(self) -> None:
        self.show_record(self._party)

    # what happens

    def _acknowledge(self) -> None:
        reminder = self._reminders[self.sender().objectName()]
        dialog = AcknowledgeDialog(self.desk, reminder, self)
        dialog.accepted.connect(self.refresh)
        dialog.open()

    def _prepare(self) -> None:
        """Open the draft there is; else make one, counted beside the window."""
        agreement = self._agreements[self.sender().objectName()]
        period = review_period(self.desk.workspace, agreement)
        begun = review_begun(self.desk.workspace, agreement, period)
        if begun is not None:
            self.desk.open_record(begun.id)
        else:
            self._preparing.start(partial(count_performance_report, agreement=agreement, period=period))

    def _draft(self) -> None:
        """With all that documents and answers say already, to be read section by section."""
        if self._party is None:
            return
        try:
            drafted = agreement_for(self.desk.workspace, self._party)
        except SdeskError as fault:
            self._refused(worded(fault.message))
        else:
            self.desk.open_record(drafted.id)

    def _prepared(self, report: Record) -> None:
        """Its form opens for whoever waits for it here; nobody is called away from what they went on to."""
        self.desk.say(_("{number} is prepared.").format(number=report.number))
        if self.isVisible():
            self.desk.open_record(report.id)

    def _refused(self, why: str) -> None:
        self._trouble.say(Tone.ERROR, why)
        self._trouble.show()

    # making

    def _fill(self, standing: PartyStanding, page: QWidget, column: QVBoxLayout) -> None:
        column.addWidget(self._summary(standing, page))
        for reminder in standing.reminders:
            column.addWidget(self._reminder(reminder, page))
        columns = Columns(page)
        left, right = _column(columns), _column(columns)
        self._put(left, self._agreement_group(standing, left))
        self._put(left, self._records(_("Open incidents"), standing.incidents, _("None."), left))
        self._put(left, self._records(_("Open changes"), standing.changes, _("None."), left))
        self._put(left, self._records(_("Actions agreed"), standing.actions, _("None is open."), left, _due))
        for agreement in standing.agreements:
            if agreement.state == "approved":
                self._put(right, self._performance(agreement, right))
        if isinstance(standing.party, Customer):
            self._put(right, self._satisfaction(standing, right))
        what = (
            _("Feedback") if isinstance(standing.party, Customer) else _("Feedback about them and disputes")
        )
        self._put(right, self._records(what, standing.feedback, _("None yet."), right, _kind))
        self._put(right, self._records(_("Reports"), standing.reports, _("None yet."), right))
        columns.add(left)
        columns.add(right)
        column.addWidget(columns)

    def _put(self, column: QWidget, widget: QWidget) -> None:
        layout = column.layout()
        assert layout is not None
        layout.addWidget(widget)

    def _summary(self, standing: PartyStanding, page: QWidget) -> QWidget:
        made = QWidget(page)
        column = column_of(PlainLabel(_next_review_words(standing), made), inside=made, spacing=4)
        said = ", ".join(name for _id, name in standing.services) or _("no service is agreed")
        services = HelpText(_("Services: {services}").format(services=said), made)
        column.addWidget(services)
        return made

    def _reminder(self, reminder: Reminder, page: QWidget) -> Callout:
        late = reminder.days_left < 0
        tone = Tone.OK if reminder.seen else Tone.WARNING if not late else Tone.ERROR
        callout = Callout(tone, self._reminder_words(reminder), page)
        if reminder.seen is None:
            name = f"acknowledge.{reminder.agreement.number}.{reminder.what.value}"
            callout.setObjectName(name)
            callout.say(tone, self._reminder_words(reminder), _("I know of it…"))
            self.desk.writes(callout.button)
            callout.acted.connect(self._acknowledge)
            self._reminders[name] = reminder
        return callout

    def _reminder_words(self, reminder: Reminder) -> str:
        day = written_date(reminder.day, QLocale())
        number = reminder.agreement.number
        past = reminder.days_left < 0
        if reminder.what is AgreementDate.REVIEW:
            said = (
                _("The review of {number} was due on {day}.") if past else _("{number} is reviewed on {day}.")
            )
        else:
            said = _("{number} ended on {day}.") if past else _("{number} ends on {day}.")
        text = said.format(number=number, day=day)
        if reminder.seen is None:
            return text
        names = entries(self.desk.workspace, [reminder.seen.person] if reminder.seen.person else [])
        who = next((entry.title for entry in names.values()), "")
        return f"{text} " + _("{who} knows: {plan}").format(who=who, plan=reminder.seen.plan)

    def _agreement_group(self, standing: PartyStanding, parent: QWidget) -> QWidget:
        made, column = group(_("Agreements"), parent)
        for agreement in standing.agreements:
            column.addWidget(RecordLine(self.desk, agreement, made))
            column.addWidget(HelpText(_dates(agreement, next_review(self.desk.workspace, agreement)), made))
            if agreement.state == "approved":
                column.addWidget(self._review_button(agreement, made), 0, Qt.AlignmentFlag.AlignLeft)
        if not standing.agreements:
            column.addWidget(HelpText(_("Nothing is agreed in writing yet."), made))
        if not any(each.is_draft for each in standing.agreements):
            draft = button(_("Draft an agreement"), made, icon_name="plus", name="draft.agreement")
            self.desk.writes(draft).clicked.connect(self._draft)
            column.addWidget(draft, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _review_button(self, agreement: Agreement, parent: QWidget) -> QWidget:
        period = review_period(self.desk.workspace, agreement)
        text = _("Prepare a review of {first} to {last}").format(
            first=written_date(period.first, QLocale()), last=written_date(period.last, QLocale())
        )
        name = f"prepare.{agreement.number}"
        made = button(text, parent, icon_name="chart-column", name=name)
        self.desk.writes(made).clicked.connect(self._prepare)
        self._agreements[name] = agreement
        return made

    def _performance(self, agreement: Agreement, parent: QWidget) -> QWidget:
        period = review_period(self.desk.workspace, agreement)
        title = _("{number} against its targets").format(number=agreement.number)
        made, column = group(title, parent)
        rows = performance_against_targets(self.desk.workspace, agreement, period)
        said = f"{written_date(period.first, QLocale())} – {written_date(period.last, QLocale())}"
        column.addWidget(HelpText(said, made))
        column.addWidget(TargetTable(rows, made) if rows else HelpText(_("No target is agreed."), made))
        return made

    def _satisfaction(self, standing: PartyStanding, parent: QWidget) -> QWidget:
        made, column = group(_("Satisfaction"), parent)
        if any(each.mean is not None for each in standing.satisfaction):
            column.addWidget(ScoreChart(standing.satisfaction, made))
        else:
            column.addWidget(HelpText(score_words(standing.satisfaction), made))
        return made

    def _records(
        self, title: str, records: Sequence[Record], nothing: str, parent: QWidget, said: Any = None
    ) -> QWidget:
        counted = f"{title} {len(records)}" if records else title
        made, column = group(counted, parent)
        column.setSpacing(2)
        for record in records[:SHOWN]:
            column.addWidget(RecordLine(self.desk, record, made, said=said(record) if said else ""))
        if not records:
            column.addWidget(HelpText(nothing, made))
        elif len(records) > SHOWN:
            more = ngettext("and {n} more", "and {n} more", len(records) - SHOWN)
            column.addWidget(HelpText(more.format(n=len(records) - SHOWN), made))
        return made


class TargetTable(QWidget):
    """What was promised beside what was done, a line a target."""

    def __init__(self, rows: Sequence[Any], parent: QWidget) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for place, title in enumerate((_("Target"), _("Asked"), _("Was"))):
            head = HelpText(title, self)
            head.setWordWrap(False)
            side = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(head, 0, place, side)
        for place, row in enumerate(rows, start=1):
            self._put(grid, place, row)

    def _put(self, grid: QGridLayout, place: int, row: Any) -> None:
        name = PlainLabel(called(row), self)
        name.setWordWrap(True)
        target = PlainLabel(target_text(row), self)
        was = PlainLabel(value_text(row["value"], apart_from=number_asked(row)), self)
        for each in (target, was):
            each.setFont(tabular(each.font()))
        grid.addWidget(name, place, 0)
        grid.addWidget(target, place, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(was, place, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(StateLabel(_result(row["word"]), self), place, 3)


def _result(stored: str) -> StateMark:
    """As the paper marks and words it."""
    mark, said = mark_and_word(stored)
    return StateMark(next(shape for shape in Shape if shape.glyph == mark), said)


def _column(parent: QWidget) -> QWidget:
    made = QWidget(parent)
    column_of(inside=made, spacing=2 * GRID)
    return made


def _next_review_words(standing: PartyStanding) -> str:
    if standing.next_review is None:
        return _("No review is agreed.")
    day = written_date(standing.next_review, QLocale())
    return _("Next review: {day}").format(day=day)


def _dates(agreement: Agreement, review: date | None) -> str:
    def said(day: date | None) -> str:
        return written_date(day, QLocale()) if day else "–"

    return _("from {start} to {end}, review {review}").format(
        start=said(agreement.start), end=said(agreement.end), review=said(review)
    )


def _due(record: Record) -> str:
    due = getattr(record, "due", None)
    return _("due {day}").format(day=written_date(due, QLocale())) if due else ""


def _kind(record: Record) -> str:
    """What it is, and whom it is about where that is not us."""
    about = getattr(record, "about", None)
    said = [plain_text(each).lower() for each in (getattr(record, "kind", None), about) if each]
    return ", ".join(said if about is not FeedbackAbout.US else said[:1])


__all__ = ["PartyPage", "TargetTable"]
