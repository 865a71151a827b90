"""The change schedule (WP.12) as month, week and list, with what stands in each other's way."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from enum import Enum
from uuid import UUID

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QMenu, QStackedWidget, QWidget

from sdesk.models import ScheduleEntry
from sdesk.models.control import EntryKind
from sdesk.practice.calendar.agreed_hours import usual_hours
from sdesk.practice.calendar.coming_round import coming_slots
from sdesk.practice.calendar.days import day_of, moment_on, start_of, today
from sdesk.practice.calendar.hour_axis import Stretch, axis_of
from sdesk.practice.calendar.schedule import Conflict, Slot, conflicts_among, review_slots, slots
from sdesk.practice.calendar.service_hours import open_intervals
from sdesk.translation import NOTHING_SAID, counted, message, sentences
from sdesk.translation import gettext as _
from sdesk.ui import wall
from sdesk.ui.control.schedule.agenda import Agenda
from sdesk.ui.control.schedule.calendar_grid import CalendarGrid
from sdesk.ui.control.schedule.day_lines import Day, day_line, week_of, weeks_of_month
from sdesk.ui.control.schedule.head import ScheduleHead, ScheduleTitle
from sdesk.ui.control.schedule.moves import Mover
from sdesk.ui.control.schedule.output import ScheduleOutput
from sdesk.ui.control.schedule.repeat_dialog import RepeatDialog
from sdesk.ui.control.schedule.week_grid import WeekGrid
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Callout, HelpText, Tone, button, column_of, quiet_button, tool_button
from sdesk.ui.wording import worded

AGENDA_DAYS = 92


class Span(Enum):
    """How much of the schedule is shown at once."""

    MONTH = "month"
    WEEK = "week"
    LIST = "list"

    def word(self) -> str:
        return {Span.MONTH: _("Month"), Span.WEEK: _("Week"), Span.LIST: _("List")}[self]


class ScheduleView(QWidget):
    """The calendar. Opening a line asks the desk for its record; the buttons start a new entry on the chosen day."""

    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ChangeSchedule.schedule")
        self._desk = desk
        self._day = today(desk.workspace)
        self._span = Span.MONTH
        self._grid = CalendarGrid(self)
        self._week = WeekGrid(self)
        self._agenda = Agenda(self)
        self._conflict = Callout(Tone.WARNING, "", self)
        self._conflict.setObjectName("ChangeSchedule.conflicts")
        self._slots: dict[UUID, Slot] = {}
        self.mover = Mover(desk, self)
        self.output = ScheduleOutput(desk, self, self._fail)
        self._title = ScheduleTitle("", self)
        self._head = self._make_head()
        self._views = QStackedWidget(self)
        self._whose = HelpText("", self)
        self._whose.setObjectName("ChangeSchedule.zone")
        self._views.addWidget(self._grid)
        self._views.addWidget(self._week)
        self._views.addWidget(self._agenda)
        self._stack()
        self._connect()
        self.refresh()

    def _stack(self) -> None:
        column_of(self._head, self._whose, self._conflict, self.mover.line, (self._views, 1), inside=self)

    def _make_head(self) -> ScheduleHead:
        self._before = tool_button("chevron-left", _("Earlier\tPgUp"), self, name="ChangeSchedule.earlier")
        self._today = button(_("Today"), self, name="ChangeSchedule.today")
        self._after = tool_button("chevron-right", _("Later\tPgDown"), self, name="ChangeSchedule.later")
        self._before.setShortcut(Qt.Key.Key_PageUp)
        self._after.setShortcut(Qt.Key.Key_PageDown)
        self._spans = QButtonGroup(self)
        choices: list[QWidget] = []
        for place, span in enumerate(Span):
            choice = quiet_button(span.word(), self, name=f"ChangeSchedule.{span.value}")
            choice.setCheckable(True)
            choice.setChecked(span is self._span)
            self._spans.addButton(choice, place)
            choices.append(choice)
        return ScheduleHead([self._before, self._today, self._after], self._title, choices, self._more())

    def _more(self) -> QWidget:
        """The menu of what is needed less often."""
        menu = self._menu = QMenu(self)
        self._repeat = self._writing(menu, "repeat", _("Repeat the chosen entry…"), self.repeat_chosen)
        self._reviews = self._offer(menu, "reviews", _("Show reviews, jobs and what runs out"), self.refresh)
        self._reviews.setCheckable(True)
        self._reviews.setChecked(True)
        menu.addSeparator()
        self._writing(menu, "print", _("Print this month…"), self._print)
        self._writing(menu, "pdf", _("Save this month as PDF…"), self._save_month)
        self._writing(menu, "ics", _("Save as a calendar file (.ics)…"), self.output.ask_for_calendar_file)
        menu.aboutToShow.connect(self._suit_menu)
        more = tool_button("ellipsis", _("Repeat, print, save"), self, name="ChangeSchedule.more")
        more.setMenu(menu)
        more.setPopupMode(more.ToolButtonPopupMode.InstantPopup)
        return more

    def _offer(self, menu: QMenu, name: str, text: str, does: Callable[[], object]) -> QAction:
        action = menu.addAction(text)
        action.setObjectName(f"ChangeSchedule.{name}")
        action.triggered.connect(does)
        return action

    def _writing(self, menu: QMenu, name: str, text: str, does: Callable[[], object]) -> QAction:
        return self._desk.writes(self._offer(menu, name, text, does))

    def _connect(self) -> None:
        self._desk.changed.connect(self.refresh)
        self._before.clicked.connect(self._go_back)
        self._after.clicked.connect(self._go_on)
        self._today.clicked.connect(self._go_to_today)
        self._spans.idClicked.connect(self._choose_span)
        self._desk.writes(self._head.window_button).clicked.connect(self._start_window)
        self._desk.writes(self._head.event_button).clicked.connect(self._start_event)
        for view in (self._grid, self._week, self._agenda):
            view.opened.connect(self._open)
            view.moved.connect(self._move)
            view.can_move = self._desk.may_write
        for grid in (self._grid, self._week):
            grid.day_chosen.connect(self._choose_day)
        self._week.day_over.connect(self.refresh)
        self.mover.moved.connect(self._follow)

    def show_span(self, span: Span) -> None:
        """So much of it, with the keys in it."""
        self._spans.button(list(Span).index(span)).click()
        (self._agenda if span is Span.LIST else self._calendar()).setFocus()

    def actions_now(self) -> list[QAction]:
        """What the menu offers, for the palette."""
        self._suit_menu()
        for each in self._menu.actions():
            each.setProperty("group", _("Change schedule"))
        return [each for each in self._menu.actions() if each.isEnabled() and not each.isSeparator()]

    def show_day(self, day: date) -> None:
        self._day = day
        self.refresh()
        self._calendar().choose(day)

    def refresh(self, *_ids: object) -> None:
        """Read the schedule again for the days that are shown."""
        days = self._days()
        span = (self._midnight(days[0]), self._midnight(days[-1] + timedelta(days=1)))
        found = slots(self._desk.workspace, *span)
        if self._reviews.isChecked():
            found = sorted(
                [
                    *found,
                    *review_slots(self._desk.workspace, *span),
                    *coming_slots(self._desk.workspace, *span),
                ],
                key=lambda slot: (slot.start, slot.number),
            )
        self._slots = {slot.record_id: slot for slot in found}
        clashes = conflicts_among(found)
        reasons = {record_id: worded(clash.reason) for clash in clashes for record_id in _both(clash)}
        if self._span is Span.LIST:
            self._agenda.lines.show_slots(found, reasons)
        elif self._span is Span.WEEK:
            self._show_week([self._cell(day, found, reasons) for day in days])
        else:
            self._grid.show_days([self._cell(day, found, reasons) for day in days])
        self._views.setCurrentWidget(self._agenda if self._span is Span.LIST else self._calendar())
        self._whose.setText(wall.whose_times())
        self._whose.setVisible(bool(self._whose.text()))
        self._title.setText(self._heading(days))
        self._head.give_way()
        self._say(clashes)

    def _calendar(self) -> CalendarGrid:
        """The grid of what is shown; of the list, the month that is behind it."""
        return self._week if self._span is Span.WEEK else self._grid

    def _show_week(self, days: list[Day]) -> None:
        """With the hours that the organization's clock shows, and those of its first calendar in use as the lighter ones."""
        axis = axis_of([each.day for each in days], wall.zone())
        hours = usual_hours(self._desk.workspace)
        open_hours: dict[date, list[Stretch]] = {}
        for each in days:
            if hours is None:
                break
            times = open_intervals(hours, self._midnight(each.day), self._midnight(each.day + timedelta(1)))
            open_hours[each.day] = [Stretch(axis.place(at.start), axis.end_place(at.end)) for at in times]
        self._week.show_week(days, axis, open_hours)

    def _days(self) -> list[date]:
        first_weekday = QLocale().firstDayOfWeek().value
        if self._span is Span.MONTH:
            return weeks_of_month(self._day, first_weekday)
        if self._span is Span.WEEK:
            return week_of(self._day, first_weekday)
        return [self._day + timedelta(days=n) for n in range(AGENDA_DAYS)]

    def _cell(self, day: date, found: list[Slot], reasons: dict[UUID, str]) -> Day:
        start, end = self._midnight(day), self._midnight(day + timedelta(days=1))
        here = [
            slot
            for slot in found
            if (slot.is_on(day) if slot.whole_day else slot.start < end and start < slot.end)
        ]
        lines = tuple(day_line(slot, day, reasons.get(slot.record_id, "")) for slot in here)
        inside = self._span is Span.WEEK or day.month == self._day.month
        return Day(day, inside, day == today(self._desk.workspace), lines)

    def _midnight(self, day: date) -> datetime:
        return start_of(self._desk.workspace, day)

    def _heading(self, days: list[date]) -> str:
        locale = QLocale()
        if self._span is Span.MONTH:
            month = locale.standaloneMonthName(self._day.month)
            return _("{month} {year}").format(month=month, year=self._day.year)
        first, last = days[0], days[-1]
        said = (
            _("{first} – {last} {month} {year}")
            if first.month == last.month
            else _("{first} {first_month} – {last} {month} {year}")
        )
        first_month, month = (
            locale.standaloneMonthName(day.month, QLocale.FormatType.ShortFormat) for day in (first, last)
        )
        return said.format(
            first=first.day, first_month=first_month, last=last.day, month=month, year=last.year
        )

    def _say(self, clashes: list[Conflict]) -> None:
        self._conflict.setVisible(bool(clashes))
        if clashes:
            first, more = clashes[0], len(clashes) - 1
            said = message(
                "{change} – {other}: {reason}",
                change=first.change.number,
                other=first.other.number,
                reason=first.reason,
            )
            rest = counted("And {n} more.", "And {n} more.", n=more) if more else NOTHING_SAID
            self._conflict.say(Tone.WARNING, worded(sentences(said, rest)))

    def _move(self, record_id: UUID, days: int, hours: int) -> None:
        if record_id in self._slots:
            self.mover.move(self._slots[record_id], days, hours)

    def _follow(self, record_id: UUID) -> None:
        """Keep the cursor on what was moved, wherever it is now."""
        if record_id in self._slots and self._span is not Span.LIST:
            self._calendar().choose_line(
                record_id, day_of(self._desk.workspace, self._slots[record_id].start)
            )

    def _chosen(self) -> Slot | None:
        chosen = self._agenda.chosen() if self._span is Span.LIST else self._calendar().chosen_line
        return self._slots.get(chosen) if chosen else None

    def _chosen_entry(self) -> ScheduleEntry | None:
        slot = self._chosen()
        return self._desk.workspace.get(ScheduleEntry, slot.record_id) if slot else None

    def _suit_menu(self) -> None:
        self._repeat.setEnabled(self._chosen_entry() is not None)

    def repeat_chosen(self) -> None:
        """Ask how often the chosen maintenance window or business event comes back."""
        entry = self._chosen_entry()
        if entry is not None:
            RepeatDialog(self._desk, entry, self).open()

    def _print(self) -> None:
        self.output.print_month(self._day)

    def _save_month(self) -> None:
        self.output.ask_for_month(self._day)

    def _fail(self, text: str) -> None:
        self.mover.line.say(Tone.ERROR, text)
        self.mover.line.show()

    def _choose_span(self, place: int) -> None:
        self._span = list(Span)[place]
        self.refresh()

    def _choose_day(self, day: date) -> None:
        """Remembered for new entries; a day of another month does not turn the page under the pointer."""
        if self._span is Span.WEEK or day.month == self._day.month:
            self._day = day

    def _go_back(self) -> None:
        self._turn(-1)

    def _go_on(self) -> None:
        self._turn(1)

    def _turn(self, way: int) -> None:
        self.mover.forget()
        if self._span is Span.MONTH:
            middle = self._day.replace(day=15) + timedelta(days=30 * way)
            self.show_day(middle.replace(day=1))
        else:
            self.show_day(self._day + timedelta(days=way * (7 if self._span is Span.WEEK else AGENDA_DAYS)))

    def _go_to_today(self) -> None:
        self.show_day(today(self._desk.workspace))

    def _start_window(self) -> None:
        self._start(EntryKind.MAINTENANCE, time(20, 0), timedelta(hours=2))

    def _start_event(self) -> None:
        self._start(EntryKind.EVENT, time(9, 0), timedelta(hours=8))

    def _start(self, kind: EntryKind, at: time, lasting: timedelta) -> None:
        day = self._calendar().chosen_day() if self._span is not Span.LIST else self._day
        start = moment_on(self._desk.workspace, day or self._day, at)
        self._desk.new_record(ScheduleEntry, {"kind": kind, "starts_at": start, "ends_at": start + lasting})

    def _open(self, record_id: UUID) -> None:
        self.opened.emit(record_id)
        self._desk.open_record(record_id)


def _both(clash: Conflict) -> tuple[UUID, UUID]:
    return clash.change.record_id, clash.other.record_id
