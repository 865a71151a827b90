"""The first screen: what we do, who we are, when we work."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget

from sdesk.models import FirmAnswers
from sdesk.models.governance.answers import Hat, OfferedService, Worker
from sdesk.models.governance.service_calendar import Holiday, Weekday
from sdesk.practice.calendar.public_holidays import AHEAD, place_of
from sdesk.practice.starter.library import StarterService, called, services
from sdesk.translation import gettext as _
from sdesk.ui import wall
from sdesk.ui.pieces import ChoiceField, DateField, FieldWidget, TimeField, quiet_button, row_of
from sdesk.ui.records.holiday_ticks import HolidayTicks
from sdesk.ui.records.ticks import Offer, Ticks
from sdesk.ui.theme.icons import icon
from sdesk.ui.wizard.questions.cells import DAYS, PersonField, text_cell
from sdesk.ui.wizard.questions.line_rows import Cell, LineRows
from sdesk.ui.wizard.questions.offers import services_to_offer
from sdesk.ui.wizard.questions.question import Question
from sdesk.ui.wizard.questions.week import WeekRows

OWN = "own "
"""Before the id of a service of their own, where others have their key."""


class ServicesQuestion(Question):
    """Ticks, a line for one of their own, and whether customers' business hangs on it."""

    number = 1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("1. What do you do for customers?"),
            _("Each becomes a service of your catalogue, with a description, hours and measures to read through."),
            parent,
        )  # fmt: skip
        self._rows: dict[str, OfferedService] = {}
        self._ticks = Ticks("question.1.services", self.title, self)
        self._ticks.ticked.connect(self._ticked)
        self._ticks.focused.connect(self._show_vital)
        self._vital = QCheckBox(_("Their business hangs on it"), self)
        self._vital.setObjectName("question.1.vital")
        self._vital.clicked.connect(self._say_vital)
        self._ticks.beside.insertWidget(self._ticks.beside.count() - 1, self._vital)
        self._own = QLineEdit(self)
        self._own.setObjectName("question.1.own")
        self._own.setPlaceholderText(_("Another service, in your words"))
        self._own.setAccessibleName(self._own.placeholderText())
        self._own.returnPressed.connect(self.add_own)
        self._own.editingFinished.connect(self.add_own)
        self._adds = quiet_button(_("Add"), self, icon_name="plus", name="question.1.add")
        self._adds.setAccessibleName(_("Add the service"))
        self._adds.clicked.connect(self.add_own)
        self.begins_at = self._ticks
        self.arrange(self._ticks, row_of((self._own, 1), self._adds))

    def show_answers(self, answers: FirmAnswers) -> None:
        self._rows = {_key_of(each): each for each in answers.services}
        self._offer()

    def said(self) -> dict[str, Any]:
        return {"services": tuple(self._rows.values())}

    def end_typing(self) -> None:
        self.add_own()

    def names(self) -> tuple[str, ...]:
        return tuple(each.name for each in self._rows.values())

    def add_own(self) -> None:
        """What is typed becomes a line that is ticked."""
        name = " ".join(self._own.text().split())
        self._own.clear()
        if not name or name.casefold() in (each.casefold() for each in self.names()):
            return
        ready = next((each for each in services() if each.name.casefold() == name.casefold()), None)
        made = _offered(ready) if ready is not None else OfferedService(name=name)
        self._rows[_key_of(made)] = made
        self._offer()
        self.changed.emit()

    def _offer(self) -> None:
        own = [Offer(key, each.name) for key, each in self._rows.items() if key.startswith(OWN)]
        self._ticks.offer([*services_to_offer(), *own])
        self._ticks.tick(list(self._rows))
        self._show_vital()

    def _ticked(self, key: str, is_ticked: bool) -> None:
        if is_ticked:
            known = called(services(), key)
            assert known is not None, key
            self._rows[key] = _offered(known)
        else:
            self._rows.pop(key, None)
        self._show_vital()
        self.changed.emit()

    def _show_vital(self, *_moved: object) -> None:
        row = self._rows.get(self._ticks.current())
        self._vital.setEnabled(row is not None)
        self._vital.setChecked(row is not None and row.vital)

    def _say_vital(self) -> None:
        key = self._ticks.current()
        if key in self._rows:
            self._rows[key] = self._rows[key].model_copy(update={"vital": self._vital.isChecked()})
            self.changed.emit()


def _offered(ready: StarterService) -> OfferedService:
    return OfferedService(starter=ready.key, name=ready.name, vital=ready.vital)


def _key_of(row: OfferedService) -> str:
    return row.starter or f"{OWN}{row.id}"


class PeopleQuestion(Question):
    """A row a person, with what they decide."""

    number = 2

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("2. Who works here, and who decides what?"),
            _("From it come the roles, who stands in for whom, and who has to learn what."),
            parent,
        )
        hats = [(each, _(each.label)) for each in Hat]
        self.rows: LineRows[Worker] = LineRows(
            "question.2.workers",
            self.title,
            Worker,
            (
                Cell("name", _("Name"), text_cell(), 3, needed=True),
                Cell("email", _("E-mail"), text_cell(), 3),
                Cell("hat", _("Does what"), lambda at: ChoiceField(hats, at, empty=None), 2, empties=False),
            ),
            self,
            most=25,
        )
        self.rows.changed.connect(self.changed)
        self.arrange(self.rows)

    def show_answers(self, answers: FirmAnswers) -> None:
        self.rows.set_rows(answers.workers)

    def said(self) -> dict[str, Any]:
        """Without a new name that is still being typed: half of it would become somebody."""
        named = self._being_named() if self.is_in_hand else None
        return {"workers": tuple(each for each in self.rows.rows() if named is None or each.id != named.id)}

    def is_being_named(self) -> bool:
        named = self._being_named()
        return named is not None and bool(named.name.strip())

    def _being_named(self) -> Worker | None:
        focus = QApplication.focusWidget()
        lines = (each for each in self.rows.lines() if each.row.person is None)
        return next((each.said() for each in lines if focus is each.fields["name"].focusProxy()), None)

    def lacking(self) -> FieldWidget | None:
        return self.rows.lacking() or self._named_twice()

    def not_enough(self) -> str:
        return _("open: nobody decides")

    def why_not(self, field: FieldWidget) -> str:
        if field is self._named_twice():
            return _("This person stands in a row already.")
        return super().why_not(field)

    def _named_twice(self) -> FieldWidget | None:
        """Two rows would be one person, who would stand in for themselves."""
        names: set[str] = set()
        for field in self.rows.fields("name"):
            name = " ".join(field.value().split()).casefold()
            if name in names:
                return field
            names |= {name} if name else set()
        return None

    def know(self, row: UUID, person: UUID) -> None:
        for line in self.rows.lines():
            if line.row.id == row:
                line.row = line.row.model_copy(update={"person": person})


class HoursQuestion(Question):
    """The week, holidays, when things may be changed, and who answers at other hours."""

    number = 3

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("3. When do you work, when may you change things, and who answers at other hours?"),
            _("Clocks of incidents count in these hours only; changes are planned into the window."),
            parent,
        )
        self.week = WeekRows("question.3.week", _("When you work"), self)
        self.week.changed.connect(self.changed)
        self.public = HolidayTicks("question.3.public", self)
        self.public.changed.connect(self.changed)
        self.holidays: LineRows[Holiday] = LineRows(
            "question.3.holidays",
            _("Other days without service"),
            Holiday,
            (Cell("day", _("Day"), DateField, 1, needed=True), Cell("name", _("Name"), text_cell(), 3)),
            self,
        )
        self.holidays.changed.connect(self._count_holidays)
        self.holidays.changed.connect(self.changed)
        self._unfold = quiet_button("", self, icon_name="chevron-right", name="question.3.show-holidays")
        self._unfold.setCheckable(True)
        self._unfold.toggled.connect(self._fold)
        self.holidays.hide()
        days = [(day, _(day.label)) for day in DAYS]
        self.window_day = ChoiceField(days, self)
        self.window_start, self.window_end = TimeField(self), TimeField(self)
        self.on_call = PersonField(self, nobody=_("Nobody"))
        self.arrange(
            self.week,
            self.public,
            row_of(self._unfold, -1),
            self.holidays,
            self.in_line(
                self.labelled("window-day", _("You may change things on"), self.window_day),
                self.labelled("window-start", _("From"), self.window_start),
                self.labelled("window-end", _("To"), self.window_end),
                self.labelled("on-call", _("At other hours answers"), self.on_call),
            ),
        )

    def show_answers(self, answers: FirmAnswers) -> None:
        self.week.set_hours(answers.weekly_hours)
        self._show_holidays(answers.holidays)
        self.window_day.setValue(answers.window_day)
        self.window_start.setValue(answers.window_start)
        self.window_end.setValue(answers.window_end)
        self.on_call.setValue(answers.on_call)

    def said(self) -> dict[str, Any]:
        day = self.window_day.value()
        return {
            "weekly_hours": self.week.hours(),
            "holidays": tuple(sorted((*self.public.closed(), *self.holidays.rows()), key=_day_of)),
            "window_day": Weekday(str(day)) if day else None,
            "window_start": self.window_start.value(),
            "window_end": self.window_end.value(),
            "on_call": self.on_call.value(),
            "nobody_on_call": self.on_call.value() is None,
        }

    def lacking(self) -> FieldWidget | None:
        times = (each for each in (self.window_start, self.window_end) if each.typedProblem())
        return (
            self.week.rows.lacking()
            or self.week.contradicting()
            or self.holidays.lacking()
            or next(times, None)
        )

    def why_not(self, field: FieldWidget) -> str:
        if field is self.week.contradicting() and not self.week.rows.lacking():
            return _(
                "It ends before it begins, or hours stand in two lines; past midnight is the next day's."
            )
        return super().why_not(field)

    def not_enough(self) -> str:
        return _("open: hours or the window are missing")

    def unfold(self, field: QWidget) -> None:
        if self.holidays.isAncestorOf(field):
            self._unfold.setChecked(True)

    def offer_people(self, workers: Sequence[Worker]) -> None:
        self.on_call.offer(workers)

    def _fold(self, is_open: bool) -> None:
        self.holidays.setVisible(is_open)
        self._unfold.setIcon(icon("chevron-down" if is_open else "chevron-right", "link"))

    def _show_holidays(self, holidays: Sequence[Holiday]) -> None:
        """Public ones are ticks, as far as these are those of one country; others stand in rows."""
        days, today = [each.day for each in holidays if each.day], wall.today()
        first, last = min([*days, today]).year, max([*days, today]).year
        years = range(first, max(last, today.year + AHEAD) + 1)
        self.public.offer(place_of(str(wall.zone()), days), years, today, holidays)
        public = self.public.closed()
        self.holidays.set_rows([each for each in holidays if each not in public])
        self._count_holidays()

    def _count_holidays(self) -> None:
        n = len(self.holidays.rows())
        said = _("Other days without service: {n}").format(n=n)
        self._unfold.setText(said if n else _("Other days without service: none yet"))


def _day_of(holiday: Holiday) -> date:
    return holiday.day or date.max


__all__ = ["HoursQuestion", "PeopleQuestion", "ServicesQuestion"]
