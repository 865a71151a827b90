"""The third screen: how fast, what is protected, what shall be better."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QRadioButton, QWidget

from sdesk.models import FirmAnswers
from sdesk.models.governance import PriorityTarget
from sdesk.models.governance.answers import Promise, ProtectedData, WantedGoal, Worker
from sdesk.models.measures import Measure, Sense, Window
from sdesk.models.priorities import Priority
from sdesk.practice.starter.library import called, goals, promises
from sdesk.translation import gettext as _
from sdesk.ui.pieces import (
    STRETCH,
    ChoiceField,
    DurationField,
    FieldWidget,
    HelpText,
    NumberField,
    PlainLabel,
    row_of,
)
from sdesk.ui.wizard.questions.cells import PersonField, text_cell
from sdesk.ui.wizard.questions.line_rows import Cell
from sdesk.ui.wizard.questions.offers import data_to_offer, goals_to_offer
from sdesk.ui.wizard.questions.picked import Picked
from sdesk.ui.wizard.questions.question import Question

MOST_GOALS = 5
TIMES = ("respond_minutes", "restore_minutes")


class PromiseQuestion(Question):
    """Three ready levels; whoever changes a time has one of their own."""

    number = 8

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("8. How fast do you promise to be?"),
            _("In hours of service, by how pressing it is. Promise what you can hold; each agreement may say otherwise."),
            parent,
        )  # fmt: skip
        self._targets: Sequence[PriorityTarget] = ()
        self._level: Promise | None = None
        self._levels: dict[Promise, QRadioButton] = {}
        group = QButtonGroup(self)
        for level in Promise:
            made = QRadioButton(_(level.label), self)
            made.setObjectName(f"question.8.{level.name.lower()}")
            made.clicked.connect(self._take_level)
            group.addButton(made)
            self._levels[level] = made
        self._levels[Promise.OWN].setEnabled(False)
        self._fields = {(priority, name): DurationField(self) for priority in Priority for name in TIMES}
        self.arrange(row_of(*self._levels.values(), STRETCH), self._make_grid())

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(3, 1)
        titles = {
            "respond_minutes": _("Somebody answers within"),
            "restore_minutes": _("It works again within"),
        }
        for column, name in enumerate(TIMES, start=1):
            grid.addWidget(HelpText(titles[name], self), 0, column)
        for row, priority in enumerate(Priority, start=1):
            grid.addWidget(PlainLabel(_(priority.label), self), row, 0)
            for column, name in enumerate(TIMES, start=1):
                field = self._fields[priority, name]
                self.call(
                    f"{row}.{name}",
                    _("{what}, priority {priority}").format(what=titles[name], priority=_(priority.label)),
                    field,
                )
                field.changed.connect(self._typed)
                grid.addWidget(field, row, column)
        return grid

    def show_answers(self, answers: FirmAnswers) -> None:
        self._level = answers.promise
        self._show(answers.targets)

    def said(self) -> dict[str, Any]:
        return {"promise": self._level, "targets": tuple(self._targets)}

    def lacking(self) -> FieldWidget | None:
        empty = (
            each
            for each in self._fields.values()
            if each.typedProblem() or (self._targets and each.value() is None)
        )
        return next(empty, None) or self._restored_first()

    def why_not(self, field: FieldWidget) -> str:
        if field is self._restored_first():
            return _("Sooner than somebody answers.")
        return super().why_not(field)

    def _restored_first(self) -> FieldWidget | None:
        for priority in Priority:
            answered, restored = (self._fields[priority, name].value() for name in TIMES)
            if answered is not None and restored is not None and restored < answered:
                return self._fields[priority, "restore_minutes"]
        return None

    def _take_level(self) -> None:
        self._level = next(level for level, each in self._levels.items() if each.isChecked())
        self._show(promises().get(self._level, self._targets))
        self.changed.emit()

    def _typed(self) -> None:
        there = {each.priority: each for each in self._targets}
        self._targets = tuple(
            there.get(priority, PriorityTarget(priority=priority)).model_copy(
                update={name: self._fields[priority, name].value() for name in TIMES}
            )
            for priority in Priority
        )
        self._level = Promise.OWN
        self._mark_level()

    def _show(self, targets: Sequence[PriorityTarget]) -> None:
        self._targets = targets
        for each in targets:
            if each.priority is not None:
                for name in TIMES:
                    self._fields[each.priority, name].setValue(getattr(each, name))
        self._mark_level()

    def _mark_level(self) -> None:
        own = self._levels[Promise.OWN]
        own.setEnabled(self._level is Promise.OWN)
        if self._level is not None:
            self._levels[self._level].setChecked(True)
            self.begins_at = self._levels[self._level]


class DataQuestion(Question):
    """Ticks, with a place and a law for each, or none."""

    number = 9

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("9. What data of others do you hold, where, under which law?"),
            _("What is kept how long and how it is destroyed is drafted from it."),
            parent,
        )
        self.data: Picked[ProtectedData] = Picked(
            "question.9.data",
            _("Data of others"),
            data_to_offer(),
            lambda key, name: ProtectedData(starter=key, what=name),
            (
                Cell("what", _("What"), text_cell(), 3, needed=True),
                Cell("place", _("Where it is"), text_cell(), 2),
                Cell("law", _("Law or contract"), text_cell(_("The law here on personal data")), 2),
            ),
            self,
        )
        self.data.changed.connect(self._typed)
        self.begins_at = self.data
        self._none = QCheckBox(_("We hold no data of others"), self)
        self._none.setObjectName("question.9.none")
        self._none.clicked.connect(self.changed)
        self.arrange(self.data, self._none)

    def show_answers(self, answers: FirmAnswers) -> None:
        self.data.show_rows(answers.protected)
        self._none.setChecked(bool(answers.no_data))
        self._suit()

    def said(self) -> dict[str, Any]:
        return {"protected": self.data.rows(), "no_data": self._none.isChecked()}

    def lacking(self) -> Any:
        return self.data.lines.lacking()

    def _typed(self) -> None:
        self._suit()
        self.changed.emit()

    def _suit(self) -> None:
        holds = bool(self.data.rows())
        self._none.setEnabled(not holds)
        if holds:
            self._none.setChecked(False)


class GoalsQuestion(Question):
    """Up to five, each counted by a measure, and who says so."""

    number = 10

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("10. What shall be better in a year, and who says so?"),
            _("One to five. What the program can count, it counts; what it cannot, a person judges."),
            parent,
        )
        self.goals: Picked[WantedGoal] = Picked(
            "question.10.goals", _("Goals"), goals_to_offer(), _goal, _goal_cells(), self, most=MOST_GOALS
        )
        self.goals.changed.connect(self.changed)
        self.begins_at = self.goals
        self.set_by = PersonField(self)
        self.arrange(self.goals, self.in_line(self.labelled("set-by", _("Who says so"), self.set_by)))

    def show_answers(self, answers: FirmAnswers) -> None:
        self.goals.show_rows(answers.goals)
        self.set_by.setValue(next((each.set_by for each in answers.goals if each.set_by), self._usual))

    _usual: Any = None

    def said(self) -> dict[str, Any]:
        who = self.set_by.value()
        return {"goals": tuple(each.model_copy(update={"set_by": who}) for each in self.goals.rows())}

    def lacking(self) -> Any:
        return self.goals.lines.lacking()

    def offer_people(self, workers: Sequence[Worker]) -> None:
        self._usual = next((each.person for each in workers if each.person), None)
        self.set_by.offer(workers)
        if self.set_by.value() is None and self._usual is not None:
            self.set_by.setValue(self._usual)


def _goal(key: str, name: str) -> WantedGoal:
    known = called(goals(), key)
    if known is None:
        return WantedGoal(statement=name)
    return WantedGoal(
        starter=key,
        statement=known.statement,
        counts=known.measure,
        sense=known.sense,
        target=known.number,
        window=known.window,
    )


def _with_unit(measure: Measure) -> str:
    """The measure with what it is counted in, where that is not simply how many."""
    if measure.unit in ("", "count"):
        return _(measure.label)
    return _("{measure}, {unit}").format(measure=_(measure.label), unit=_(measure.unit))


def _goal_cells() -> tuple[Cell, ...]:
    measures = [(each, _with_unit(each)) for each in Measure]
    senses = [(each, _(each.label)) for each in Sense]
    windows = [(each, _(each.label)) for each in Window]
    return (
        Cell("statement", _("Goal"), text_cell(), across=4, needed=True),
        Cell("counts", _("Measure"), lambda at: ChoiceField(measures, at, empty=_("a person judges")), 3, line=1),
        Cell("sense", _("At least or at most"), lambda at: ChoiceField(senses, at, empty=_("as is good")), 2, line=1),
        Cell("target", _("Number"), lambda at: NumberField(at, decimals=2), 1, line=1),
        Cell("window", _("Held in"), lambda at: ChoiceField(windows, at, empty=_("the period")), 2, line=1),
    )  # fmt: skip


__all__ = ["DataQuestion", "GoalsQuestion", "PromiseQuestion"]
