"""Potential incidents (IN.1.3): what happens more often than it should, and what is done about it."""

from uuid import UUID

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QWidget,
)

from sdesk.errors import SdeskError
from sdesk.practice.finding.trends import (
    MONTHS,
    VIEW,
    Grouping,
    Trend,
    Trends,
    last_looked_at,
    note_looked_at,
    request_change,
    trends,
)
from sdesk.practice.readiness.tasks import why_not_done
from sdesk.translation import counted
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.incident.month_bars import MonthBars
from sdesk.ui.pieces import (
    Callout,
    EmptyState,
    GroupTitle,
    HelpText,
    LabelledField,
    PageTitle,
    PlainLabel,
    TextField,
    Tone,
    button,
    column_of,
    quiet_button,
    row_of,
)
from sdesk.ui.pieces.current import Current
from sdesk.ui.pieces.elided_button import ElidedButton
from sdesk.ui.pieces.fields.date_reading import written_date
from sdesk.ui.records.fields.looked_at_field import LookedAtField
from sdesk.ui.theme.look import GRID, PAGE_MARGIN, tabular
from sdesk.ui.unsaved.fields import OpenFields
from sdesk.ui.wording import worded

NAME_WIDTH = 160
SHOWN = 25
"""Lines shown: the most frequent. What happens less often is no trend."""


class TrendsPage(Current):
    """Incidents by what they have in common, month by month; from a line there is a change request."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trends")
        self.setAccessibleName(_("Potential incidents"))
        self._desk = desk
        self._grouping = Grouping.SERVICE
        self._requested: list[UUID] = []
        self._last = HelpText("", self)
        self._about = HelpText("", self)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._trouble = Callout(Tone.ERROR, "", self)
        self._trouble.hide()
        self._outcome = TextField(self, placeholder=_("For example: printers at the dock; change requested"))
        self._outcome.setObjectName("trends.outcome")
        self._outcome.setReadOnly(not desk.may_write)
        self._outcome.setAccessibleName(_("What came of looking"))
        self._besides = LookedAtField(desk, self)
        self._besides.setObjectName("trends.looked-at")
        self._open_fields = OpenFields(desk, self, "note trends", _("Trends"), {"outcome": self._outcome})
        self._assemble()
        self.follow(desk.changed)

    # what is shown

    def refresh(self) -> None:
        """Count anew."""
        self.is_stale = False
        found = trends(self._desk.workspace, self._grouping)
        self._about.setText(_about(found))
        before = self._scroll.takeWidget()
        self._scroll.setWidget(self._table(found) if found.lines else self._nothing())
        if before is not None:
            before.deleteLater()
        self._show_last()

    def show_grouping(self, grouping: Grouping) -> None:
        """Show the lines by service, item, words of the cause or customer."""
        self._grouping = grouping
        for each in self._group.buttons():
            each.setChecked(each.property("grouping") == grouping.value)
        self.refresh()

    def lines(self) -> list[str]:
        """What the lines say, for who cannot see them and for tests."""
        page = self._scroll.widget()
        found = page.findChildren(ElidedButton) if page else []
        return [each.accessibleName() for each in found]

    # what happens

    def _choose(self) -> None:
        self.show_grouping(Grouping(self.sender().property("grouping")))

    def _request(self) -> None:
        trend = self.sender().property("trend")
        if isinstance(trend, Trend):
            made = request_change(self._desk.workspace, trend)
            self._requested.append(made.id)
            self._desk.open_record(made.id)

    def _open(self) -> None:
        trend = self.sender().property("trend")
        if isinstance(trend, Trend) and isinstance(trend.key, UUID):
            self._desk.open_record(trend.key)
        elif isinstance(trend, Trend):
            self._desk.open_record(trend.incidents[0])

    def note(self) -> None:
        """Record that somebody looked, with what came of it: at the incidents shown, the changes requested
        meanwhile, and what they say they looked at besides."""
        self._trouble.hide()
        self._open_fields.about_to_save()
        try:
            note_looked_at(self._desk.workspace, self._outcome.value(), self._looked_at())
        except SdeskError as fault:
            self._trouble.say(Tone.ERROR, worded(fault))
            self._trouble.show()
            return
        self._requested.clear()
        self._besides.setValue(())
        self._outcome.setValue("")
        self._open_fields.over()
        self._desk.say(_("It is recorded that potential incidents were looked for."))
        if left := why_not_done(self._desk.workspace, self._task):
            said = _("{task} is recorded, and not done yet. {why}").format(task=self._task, why=worded(left))
            self._trouble.say(Tone.WARNING, said)
            self._trouble.show()

    @property
    def _task(self) -> str:
        return self._desk.pack.bindings.task_showing(VIEW)

    def _looked_at(self) -> tuple[UUID, ...]:
        lines = trends(self._desk.workspace, self._grouping).lines[:SHOWN]
        shown = (each for line in lines for each in line.incidents)
        return tuple(dict.fromkeys((*self._requested, *self._besides.value(), *shown)))

    # making

    def _assemble(self) -> None:
        column = column_of(
            PageTitle(_("Potential incidents"), self),
            HelpText(_("What happened more often than it should may happen again. Look once a month."), self),
            self._choices(),
            self._about,
            (self._scroll, 1),
            self._trouble,
            GroupTitle(_("What came of looking"), self),
            inside=self,
            margins=(PAGE_MARGIN, 12, PAGE_MARGIN, PAGE_MARGIN),
        )
        done = button(
            _("Record {task} as done").format(task=self._task),
            self,
            icon_name="check",
            name="trends.done",
        )
        self._desk.writes(done).clicked.connect(self.note)
        line = row_of((self._outcome, 1), (done, 0, Qt.AlignmentFlag.AlignTop))
        column.addLayout(line)
        column.addWidget(LabelledField(_("What was looked at besides these incidents"), self._besides, self))
        column.addWidget(self._last)

    def _choices(self) -> QHBoxLayout:
        titles = {
            Grouping.SERVICE: _("By service"),
            Grouping.ITEM: _("By item"),
            Grouping.CAUSE: _("By words of the cause"),
            Grouping.CUSTOMER: _("By customer"),
        }
        self._group = QButtonGroup(self)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        for grouping, title in titles.items():
            made = button(title, self, name=f"trends.{grouping.value}")
            made.setCheckable(True)
            made.setChecked(grouping is self._grouping)
            made.setProperty("grouping", grouping.value)
            made.clicked.connect(self._choose)
            self._group.addButton(made)
            line.addWidget(made)
        line.addStretch(1)
        return line

    def _nothing(self) -> QWidget:
        why = _("Nothing happened twice in these months. That is worth recording too.")
        return EmptyState(_("No trend to see"), why, "", self, icon_name="chart-column")

    def _table(self, found: Trends) -> QWidget:
        page = QWidget(self)
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, GRID, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setColumnMinimumWidth(0, NAME_WIDTH)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        self._put_heads(grid, found, page)
        highest = max(max(line.counts) for line in found.lines)
        for place, trend in enumerate(found.lines[:SHOWN], start=1):
            self._put_line(grid, place, trend, found, highest, page)
        grid.setRowStretch(len(found.lines) + 1, 1)
        return page

    def _put_heads(self, grid: QGridLayout, found: Trends, page: QWidget) -> None:
        for place, month in enumerate(found.months, start=1):
            name = QLocale().standaloneMonthName(month.first.month, QLocale.FormatType.ShortFormat)
            head = HelpText(name, page)
            head.setWordWrap(False)
            head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(head, 0, place)
        total = HelpText(_("Total"), page)
        total.setWordWrap(False)
        grid.addWidget(total, 0, len(found.months) + 2, Qt.AlignmentFlag.AlignRight)

    def _put_line(
        self, grid: QGridLayout, row: int, trend: Trend, found: Trends, highest: int, page: QWidget
    ) -> None:
        name = ElidedButton(trend.label, page, name=f"trends.show.{row}")
        name.setProperty("trend", trend)
        name.setAccessibleName(_line_words(trend))
        name.clicked.connect(self._open)
        grid.addWidget(name, row, 0)
        last = len(found.months)
        for place, count in enumerate(trend.counts, start=1):
            cell = PlainLabel(str(count) if count else "·", page)
            cell.setFont(tabular(cell.font()))
            cell.setMinimumWidth(28)
            cell.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(cell, row, place)
        grid.addWidget(MonthBars(trend.counts, highest, page), row, last + 1)
        total = PlainLabel(str(trend.total), page)
        total.setFont(tabular(total.font()))
        grid.addWidget(total, row, last + 2, Qt.AlignmentFlag.AlignRight)
        note = HelpText(_("↑ rising") if trend.rising else "", page)
        note.setWordWrap(False)
        grid.addWidget(note, row, last + 3)
        asks = quiet_button(_("Request change"), page, icon_name="git-branch", name=f"trends.request.{row}")
        asks.setProperty("trend", trend)
        self._desk.writes(asks).clicked.connect(self._request)
        grid.addWidget(asks, row, last + 4)

    def _show_last(self) -> None:
        done = last_looked_at(self._desk.workspace)
        if done is None or done.done_on is None:
            self._last.setText(_("Nobody has recorded yet that they looked."))
        else:
            day = written_date(done.done_on, QLocale())
            said = _("Last looked at on {day}: {outcome}")
            self._last.setText(said.format(day=day, outcome=done.outcome))


def _about(found: Trends) -> str:
    said = counted(
        "{incidents} in the last {n} month, by the month in which they began.",
        "{incidents} in the last {n} months, by the month in which they began.",
        n=len(found.months) or MONTHS,
        incidents=counted("{n} incident", "{n} incidents", n=found.incidents),
    )
    return worded(said)


def _line_words(trend: Trend) -> str:
    counts = ", ".join(str(count) for count in trend.counts)
    said = _("{what}: {n} ({months}), rising") if trend.rising else _("{what}: {n} ({months})")
    return said.format(what=trend.label, n=trend.total, months=counts)
