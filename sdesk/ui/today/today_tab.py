"""Today: what to do now, how ready for the auditor, and this week."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QScrollArea, QWidget

from sdesk.models import ServiceChangeRequest, ServiceIncident
from sdesk.practice.calendar.days import day_of, start_of
from sdesk.practice.calendar.schedule import slots
from sdesk.practice.guidance.to_do import Thing
from sdesk.practice.guidance.today import ToDo, to_do
from sdesk.practice.lifecycle.roles import roles_of
from sdesk.practice.readiness.requirements import RequirementStanding, gaps, requirements
from sdesk.practice.readiness.tasks import task_states
from sdesk.translation import gettext as _
from sdesk.ui.audit.judging import Judging
from sdesk.ui.audit.readiness_card import ReadinessCard
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    STYLE,
    Aside,
    Callout,
    Card,
    GroupTitle,
    PageTitle,
    Tone,
    WrappedLabel,
    button,
    column_of,
    primary_button,
    row_of,
)
from sdesk.ui.pieces.current import Current
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.settings import Settings
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.today.to_do_list import ThingList
from sdesk.ui.today.week_view import DAYS, WeekView, first_day

MINUTE = 60_000
SIDE_WIDTH = 380
NARROW_SIDE = 320
NARROW_UNDER = 1150


class TodayTab(Current):
    """Left two thirds what to do, in three groups; right third readiness and the week."""

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settings = settings
        self._opened = ("", 0)
        self._judged_on: date | None = None
        self._day = QTimer(self, interval=MINUTE)
        self._day.timeout.connect(self._changed)
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
        self._mine = QCheckBox(_("Only what is mine"), self)
        self._mine.setObjectName("today.mine")
        self._mine.setChecked(self._settings.word("today-mine") == "yes")
        self._mine.toggled.connect(self._choose_mine)
        self._setup = SetupCard(self)
        self._setup.asked.connect(self._go_on_with_setup)
        self._copies = Callout(Tone.WARNING, "", self)
        self._copies.setObjectName("today.copies")
        self._copies.hide()
        self._desk.writes(self._copies.button)
        self._copies.acted.connect(self._desk.copy_asked)
        self._desk.copies_told.connect(self._tell_of_copies)
        self._list = ThingList(self)
        self._list.opened.connect(self.open_thing)
        self._readiness = ReadinessCard(self)
        self._judging = Judging(self._desk.workspace, self)
        self._judging.judged.connect(self._show_readiness)
        self._readiness.gap_asked.connect(self._desk.open_task)
        self._week = WeekView(self)
        self._week.opened.connect(self._desk.open_record)

    def _lay_out(self) -> None:
        head = row_of(
            self._title,
            GRID,
            (self._date, 0, Qt.AlignmentFlag.AlignBottom),
            STRETCH,
            self._mine,
            GRID,
            self._begins(
                _("New incident"), "bell", "Ctrl+Shift+I", "today.new-incident", self._desk.call_asked
            ),
            GRID,
            self._begins(_("New change"), "git-branch", "Ctrl+Shift+R", "today.new-change", self._new_change),
            spacing=STYLE,
        )
        left = column_of(head, self._copies, self._setup, (_card(self._list, self, 4), 1))
        row_of((left, 1), self._side(), inside=self, margins=PAGE_MARGIN, spacing=PAGE_MARGIN)

    def _begins(self, text: str, picture: str, keys: str, name: str, does: Any) -> QPushButton:
        made = button(text, self, icon_name=picture, name=name)
        made.setToolTip(plain_tip(_("{action} ({keys})").format(action=text, keys=keys)))
        made.clicked.connect(does)
        return self._desk.writes(made)

    def _new_change(self) -> None:
        self._desk.new_record(ServiceChangeRequest)

    def _side(self) -> QScrollArea:
        inner = QWidget(self)
        column = column_of(_card(self._readiness, inner), inside=inner, spacing=PAGE_MARGIN)
        week = column_of(GroupTitle(_("This week"), inner), self._week, spacing=STYLE)
        holder = QWidget(inner)
        holder.setLayout(week)
        week.setContentsMargins(0, 0, 0, 0)
        column.addWidget(_card(holder, inner))
        column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFixedWidth(SIDE_WIDTH)
        self._scroll.setWidget(inner)
        return self._scroll

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through, as it is read."""
        return (self._list, self._scroll)

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Read everything again."""
        workspace = self._desk.workspace
        moment = workspace.clock()
        today = day_of(workspace, moment)
        self.is_stale = False
        self._date.setText(QLocale().toString(QDate(today.year, today.month, today.day)))
        everything = to_do(workspace, moment)
        chosen = self._chosen_things(everything, today)
        self._list.show_things(chosen, moment, self._desk.pack, everything)
        self._judge(today)
        first = first_day(today)
        span = start_of(workspace, first), start_of(workspace, first + timedelta(days=DAYS))
        self._week.show_week(first, today, slots(workspace, *span))
        self._show_setup()

    def _judge(self, today: date) -> None:
        """Once a day, and when something was written: all cases of a year are read for it."""
        if self._judged_on != today:
            self._judged_on = today
            self._judging.ask(partial(requirements, today=today))

    def _judge_again(self) -> None:
        self._judged_on = None

    def _show_readiness(self, standings: Sequence[RequirementStanding]) -> None:
        self._readiness.show_standing(standings, gaps(self._desk.pack, standings))

    def _chosen_things(self, found: ToDo, today) -> ToDo:
        person = self._desk.workspace.person_id
        self._mine.setVisible(person is not None)
        if person is None or not self._mine.isChecked():
            return found
        held = {role.value for role in roles_of(self._desk.workspace, person, today)}
        mine = tuple(
            thing
            for thing in found.things
            if thing.person == person
            or (thing.person is None and (not thing.roles or held & set(thing.roles)))
        )
        return replace(found, things=mine)

    def _show_setup(self) -> None:
        """While service delivery is not set up, the wizard that does it comes before everything."""
        setup = [each for each in task_states(self._desk.workspace) if each.task.cadence == "setup"]
        done = sum(each.state in ("done", "overdue") for each in setup)
        self._setup.setVisible(done < len(setup))
        self._setup.show_progress(done, len(setup))

    def _tell_of_copies(self, said: str) -> None:
        self._copies.say(Tone.WARNING, said, _("Make a copy now"))
        self._copies.setVisible(bool(said))

    def _changed(self) -> None:
        """Something was written, or a minute has passed: read again if anybody is looking, else when they do."""
        self.is_stale = True
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._list.setFocus()

    # ------------------------------------------------------------ doing

    def open_thing(self, thing: Thing) -> None:
        """Open the record or the task that a line is about."""
        keys = [each.key for each in self._list.things()]
        self._opened = (thing.key, keys.index(thing.key) if thing.key in keys else 0)
        if thing.record is not None:
            self._desk.open_record(thing.record)
        else:
            self._desk.open_task(thing.task)

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

    def _choose_mine(self, mine: bool) -> None:
        self._settings.remember_word("today-mine", "yes" if mine else "no")
        self.refresh()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._scroll.setFixedWidth(NARROW_SIDE if self.width() < NARROW_UNDER else SIDE_WIDTH)


class SetupCard(Card):
    """Where a new workspace begins: how far the set-up is, and the wizard that goes on with it."""

    asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("today.setup")
        self._title = GroupTitle(_("Set up service delivery"), self)
        self._said = WrappedLabel("", self)
        self._go_on = primary_button("", self, icon_name="arrow-right", name="action.set-up")
        self._go_on.clicked.connect(self.asked)
        texts = column_of(self._title, self._said, spacing=2)
        row_of(
            (texts, 100),
            STRETCH,
            self._go_on,
            inside=self,
            margins=(PAGE_MARGIN, 12, PAGE_MARGIN, 12),
            spacing=PAGE_MARGIN,
        )

    def show_progress(self, done: int, total: int) -> None:
        said = (
            _("{done} of {total} set-up tasks are done. The wizard leads through the rest, one page a task.")
            if done
            else _("{total} tasks, one page each, in the order in which one builds on the other.")
        )
        self._said.setText(said.format(done=done, total=total))
        self._go_on.setText(_("Go on with the set-up") if done else _("Start the set-up"))


def _card(widget: QWidget, parent: QWidget, margin: int = PAGE_MARGIN) -> Card:
    card = Card(parent)
    column_of(widget, inside=card, margins=(margin, min(margin, 12), margin, margin), spacing=STYLE)
    return card
