"""Today: what to do, how ready for the auditor, this week, and how old the last good copy is."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QLocale, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QWidget

from sdesk.kept_pictures import State, state_of
from sdesk.models import ChangeSchedule, ServiceChangeRequest, ServiceIncident
from sdesk.practice.calendar.days import day_of
from sdesk.practice.guidance.day import Day, read_day
from sdesk.practice.guidance.to_do import Matter, Thing
from sdesk.practice.guidance.today import ToDo
from sdesk.practice.readiness.requirements import RequirementStanding, gaps, requirements
from sdesk.translation import gettext as _
from sdesk.ui.audit.judging import Judging
from sdesk.ui.audit.readiness_card import ReadinessCard
from sdesk.ui.beside import Beside
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    STYLE,
    Aside,
    Callout,
    Card,
    GroupTitle,
    HelpText,
    PageTitle,
    Tone,
    button,
    column_of,
    row_of,
)
from sdesk.ui.pieces.current import Current
from sdesk.ui.pieces.elided_combo import ElidedCombo
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.settings import Settings
from sdesk.ui.team.exchanging.news_card import NewsCard
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.today.next_step import take_next
from sdesk.ui.today.setup_card import SetupCard
from sdesk.ui.today.to_do_list import ThingList
from sdesk.ui.today.week_view import DAYS, WeekView, first_day
from sdesk.ui.window.status_line import ago

MINUTE = 60_000
SIDE_WIDTH, NARROW_SIDE = 304, 264
NARROW_UNDER, NO_SIDE_UNDER = 1150, 820
"""Widths of the page under which the right column is narrow, and under which it goes."""
JUDGED_AFTER = 400
"""Milliseconds of rest until requirements are judged: the window is painted first, and several changes are judged as one."""
EVERYBODY, MINE = range(2)
ROOM_OF_A_COMBO = 72
"""What a choice takes beside its words."""


class TodayTab(Current):
    """Left what to do, in four sections; at the right readiness, the week and the age of the last good copy.

    Where it is low, the right column gives way from its end: first the copy, which the status bar tells too, then the week.
    Where it is narrow, it goes as a whole.
    """

    was_read = Signal()

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settings = settings
        self._opened = ("", 0)
        self._judged_on: date | None = None
        self._is_judged = False
        self._holds_still = False
        self._day_shown: Day | None = None
        self._reading = Beside(desk, self)
        self._reading.found.connect(self._show)
        self.read_of: State | None = None
        self.read_at = desk.workspace.clock()
        self._day = QTimer(self, interval=MINUTE)
        self._day.timeout.connect(self._minute_passed)
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._refresh_if_seen)
        self._make()
        self._lay_out()
        desk.changed.connect(self._judge_again)
        self.follow(desk.changed)
        self._day.start()
        self.refresh()

    # ------------------------------------------------------------ making

    def _make(self) -> None:
        self._title = PageTitle(_("Today"), self)
        self._date = Aside("", self)
        self._date.setContentsMargins(0, 0, 0, 4)
        self._whose = ElidedCombo(self)
        self._whose.setObjectName("today.whose")
        self._whose.setAccessibleName(_("Whose work is shown"))
        self._whose.addItems([_("Everybody"), _("Mine")])
        said = (self._whose.itemText(place) for place in (EVERYBODY, MINE))
        self._whose.setMinimumWidth(
            max(map(self._whose.fontMetrics().horizontalAdvance, said)) + ROOM_OF_A_COMBO
        )
        self._whose.setCurrentIndex(MINE if self._settings.word("today-mine") == "yes" else EVERYBODY)
        self._whose.currentIndexChanged.connect(self._choose_whose)
        self._setup = SetupCard(self)
        self._setup.asked.connect(self._go_on_with_setup)
        self._copies = Callout(Tone.WARNING, "", self)
        self._copies.setObjectName("today.copies")
        self._copies.hide()
        self._desk.writes(self._copies.button)
        self._copies.acted.connect(self._desk.copy_asked)
        self._desk.copies_told.connect(self._tell_of_copies)
        self._news = NewsCard(self._desk, self._settings, self)
        self._news.opened.connect(self._desk.open_record)
        self._list = ThingList(self)
        self._list.opened.connect(self.open_thing)
        self._list.stepped.connect(self.take_next_step)
        self._list.left.connect(self.refresh)
        self._readiness = ReadinessCard(self)
        self._judging = Judging(self._desk.workspace, self, rest=JUDGED_AFTER)
        self._judging.judged.connect(self._show_readiness)
        self._readiness.gap_asked.connect(self._desk.open_task)
        self._week = WeekView(self)
        self._week.opened.connect(self._desk.open_record)
        self._week.schedule_asked.connect(self._open_schedule)
        self._copy = HelpText("", self)
        self._copy.setObjectName("today.copy")
        self._copy.setWordWrap(False)
        self._copied_at: datetime | None = None
        self._desk.copy_known.connect(self._know_of_copy)

    def _lay_out(self) -> None:
        self._head = QWidget(self)
        row_of(
            self._title,
            GRID,
            (self._date, 0, Qt.AlignmentFlag.AlignBottom),
            STRETCH,
            self._whose,
            GRID,
            self._begins(
                _("New incident"), "bell", "Ctrl+Shift+I", "today.new-incident", self._desk.call_asked
            ),
            GRID,
            self._begins(_("New change"), "git-branch", "Ctrl+Shift+R", "today.new-change", self._new_change),
            inside=self._head,
            spacing=STYLE,
        )
        left = column_of(self._head, self._copies, self._news, self._setup, (_card(self._list, self, 4), 1))
        self._left = left
        page = row_of((left, 1), self._side(), inside=self, margins=PAGE_MARGIN, spacing=PAGE_MARGIN)
        page.setSizeConstraint(page.SizeConstraint.SetNoConstraint)  # the right column goes, if it has to

    def _begins(self, text: str, picture: str, keys: str, name: str, does: Any) -> QPushButton:
        made = button(text, self, icon_name=picture, name=name)
        made.setToolTip(plain_tip(_("{action} ({keys})").format(action=text, keys=keys)))
        made.clicked.connect(does)
        return self._desk.writes(made)

    def _new_change(self) -> None:
        self._desk.new_record(ServiceChangeRequest)

    def _side(self) -> QScrollArea:
        inner = QWidget(self)
        self._figure_card = _card(self._readiness, inner)
        column = column_of(self._figure_card, inside=inner, spacing=GRID)
        holder = QWidget(inner)
        column_of(GroupTitle(_("This week"), inner), self._week, inside=holder, spacing=STYLE)
        self._week_card, self._copy_card = _card(holder, inner), _card(self._copy, inner)
        self._copy_card.hide()
        column.addWidget(self._week_card)
        column.addWidget(self._copy_card)
        column.addStretch(1)
        self._inner = inner
        self._scroll = QScrollArea(self)
        self._scroll.setAccessibleName(_("Readiness, this week and copies"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFixedWidth(SIDE_WIDTH)
        self._scroll.setWidget(inner)
        inner.installEventFilter(self)
        return self._scroll

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through: the list first, then what stands around it."""
        return (self._list, self._scroll, self._head)

    # ------------------------------------------------------------ showing

    def refresh(self, *, hold_still: bool = False) -> None:
        """Read everything again, beside the window where that takes long; lines stay where they are, where the list is to
        `hold_still`."""
        self._holds_still = hold_still
        self._reading.ask(self._reader())

    def _reader(self) -> Callable[[], tuple[State | None, Day]]:
        workspace, since = self._desk.workspace, self._news.since()
        moment = workspace.clock()
        first = first_day(day_of(workspace, moment))
        return lambda: (state_of(workspace.path), read_day(workspace, moment, first, DAYS, since))

    def _show(self, found: tuple[State | None, Day]) -> None:
        self.read_of, day = found
        self._day_shown, self.read_at, self.is_stale = day, day.moment, False
        self._date.setText(_day_words(day.today))
        self._show_things(hold_still=self._holds_still)
        self._judge(day.today)
        self._week.show_week(first_day(day.today), day.today, day.week)
        was_seen_meanwhile = day.since != self._news.since()
        self._news.show_news([] if was_seen_meanwhile else day.news)
        done, of = day.set_up
        self._setup.setVisible(done < of)
        self._setup.show_progress(done, of)
        self._show_copy()
        self.was_read.emit()

    def _show_things(self, *, hold_still: bool = False) -> None:
        day = self._day_shown
        if day is not None:
            chosen = self._chosen_things(day)
            self._list.show_things(chosen, day.moment, self._desk.pack, day.to_do, hold_still=hold_still)

    @property
    def is_whole(self) -> bool:
        """Whether all that is shown is of the workspace as `read_of` and `read_at` say."""
        return self._is_judged and not self.is_stale

    def read_to_leave(self) -> None:
        """Once more, for a picture of it, though nobody looks; what has not been judged is not said."""
        self._reading.read_here(self._reader())
        if not self._is_judged:
            self._readiness.show_waiting()

    def _judge(self, today: date) -> None:
        """Once a day, and when something was written: all cases of a year are read for it."""
        if self._judged_on != today:
            self._judged_on, self._is_judged = today, False
            self._judging.ask(partial(requirements, today=today))

    def _judge_again(self) -> None:
        self._judged_on, self._is_judged = None, False

    def _show_readiness(self, standings: Sequence[RequirementStanding]) -> None:
        self._readiness.show_standing(standings, gaps(self._desk.pack, standings))
        self._is_judged = self._judged_on is not None
        self.was_read.emit()

    def _chosen_things(self, day: Day) -> ToDo:
        person, found = self._desk.workspace.person_id, day.to_do
        self._whose.setVisible(person is not None)
        if person is None or self._whose.currentIndex() != MINE:
            return found
        mine = tuple(
            thing
            for thing in found.things
            if thing.person == person
            or (thing.person is None and (not thing.roles or day.roles & set(thing.roles)))
        )
        return replace(found, things=mine)

    def _tell_of_copies(self, said: str) -> None:
        self._copies.say(Tone.WARNING, said, _("Make a copy now"))
        self._copies.setVisible(bool(said))

    def _know_of_copy(self, made_at: datetime | None) -> None:
        self._copied_at = made_at
        self._show_copy()

    def _show_copy(self) -> None:
        if self._copied_at is not None and self._desk.may_write:
            when = ago(self._copied_at, self._desk.workspace.clock())
            self._copy.setText(_("Last good copy: {when}").format(when=when))
        else:
            self._copy.clear()
        self._give_way()

    def _minute_passed(self) -> None:
        """Times are read again; nothing moves under the pointer."""
        self.is_stale = True
        if self.isVisible() and self._list.viewport().underMouse():
            self.refresh(hold_still=True)
        else:
            self._soon.start()

    def _changed(self) -> None:
        """Something was written: read again if anybody is looking, else when they do."""
        self.is_stale = True
        self._soon.start()

    def _give_way(self) -> None:
        """What has no room at the right goes, the last first; what is left can be scrolled."""
        width = self.width()
        self._scroll.setVisible(width >= NO_SIDE_UNDER)
        self._scroll.setFixedWidth(NARROW_SIDE if width < NARROW_UNDER else SIDE_WIDTH)
        room = self._scroll.height() - self._figure_card.sizeHint().height()
        for card, wanted in ((self._week_card, True), (self._copy_card, bool(self._copy.text()))):
            room -= card.sizeHint().height() + GRID
            card.setVisible(wanted and room >= 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self._give_way()  # what is missing has come, or gone
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._list.setFocus()

    # ------------------------------------------------------------ doing

    def open_thing(self, thing: Thing) -> None:
        """Open the record or the task that a line is about."""
        keys = [each.key for each in self._list.things()]
        self._opened = (thing.key, keys.index(thing.key) if thing.key in keys else 0)
        if thing.matter is Matter.SETTLE:
            self._desk.open_settling()
        elif thing.record is not None:
            self._desk.open_record(thing.record)
        else:
            self._desk.open_task(thing.task)

    def take_next_step(self, thing: Thing) -> None:
        """Take the next step of a line, or open it where that is done."""
        if not take_next(self._desk, thing, self):
            self.open_thing(thing)

    def open_next(self) -> None:
        """Open the thing after the one opened last; what follows it, if it is done; after the end the first again."""
        if self.is_stale:
            self.refresh()
        things = self._list.things()
        if not things:
            self._desk.say(_("There is nothing to do. Enjoy it."))
            return
        key, place = self._opened
        at = place + 1 if key in [thing.key for thing in things] else place
        thing = things[at if at < len(things) else 0]
        self._list.choose(thing.key)
        self.open_thing(thing)

    def new_here(self) -> None:
        self._desk.new_record(ServiceIncident)

    def _go_on_with_setup(self) -> None:
        from sdesk.ui.wizard import open_setup

        open_setup(self._desk, self.window())

    def _open_schedule(self) -> None:
        product = self._desk.workspace.packs.work_product_in(ChangeSchedule.__name__)
        if product:
            self._desk.open_work_product(product)

    def _choose_whose(self, whose: int) -> None:
        self._settings.remember_word("today-mine", "yes" if whose == MINE else "no")
        self._show_things()

    def minimumSizeHint(self) -> QSize:
        """Without the right column."""
        least = self._left.minimumSize()
        return QSize(least.width() + 2 * PAGE_MARGIN, least.height() + 2 * PAGE_MARGIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()


def _day_words(day: date) -> str:
    """As short as on a wall: "Sat 21 Nov"."""
    locale, short = QLocale(), QLocale.FormatType.ShortFormat
    return f"{locale.dayName(day.isoweekday(), short)} {day.day} {locale.monthName(day.month, short)}"


def _card(widget: QWidget, parent: QWidget, margin: int = PAGE_MARGIN) -> Card:
    card = Card(parent)
    column_of(widget, inside=card, margins=(margin, min(margin, 12), margin, margin), spacing=STYLE)
    return card
