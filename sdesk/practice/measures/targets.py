"""Targets: what a row of a goal, an objective, a quality measure or an agreement asks, and whether a figure holds it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from sdesk.models.governance import Goal, Objective
from sdesk.models.measures import Measure, Sense, Window
from sdesk.models.priorities import Priority
from sdesk.models.relationship import QualityMeasure, ServiceTarget
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.measures.figures import UNITS, Figure
from sdesk.practice.measures.periods import Period, monthly_buckets
from sdesk.translation import message as _
from sdesk.translation import term
from sdesk.translation.amounts import number

SHARES_WITHIN = (Measure.RESPONSE, Measure.RESTORATION)
"""What is the share of those done within a time."""

OF_SUPPLIERS = (
    Measure.AVAILABILITY,
    Measure.OUTAGE_MINUTES,
    Measure.OUTAGES,
    Measure.RESPONSE,
    Measure.RESTORATION,
    Measure.MEAN_RESTORATION,
    Measure.MEDIAN_RESTORATION,
    Measure.INCIDENTS,
    Measure.MAJOR,
    Measure.REOPENED,
    Measure.DEPLOYED,
    Measure.CHANGE_SUCCESS,
    Measure.ROLLED_BACK,
    Measure.ROLLED_BACK_SHARE,
    Measure.EMERGENCY,
    Measure.COMPLAINTS,
    Measure.ACTIONS,
)
"""What a supplier can be measured by. Everything else (our service desk, our survey, our trainings) is our own work."""

TargetRow: TypeAlias = Goal | Objective | QualityMeasure | ServiceTarget


@dataclass(frozen=True)
class Asked:
    """What a row asks of the program: a measure, of what, on which side of which number, held in which time.

    `number` is in the unit of the measure; None where nobody said one. `within` are the minutes in which a response or a
    restoration is promised, where the row itself says so.
    """

    measure: Measure
    service: UUID | None
    priority: Priority | None
    sense: Sense
    number: float | None
    window: Window
    within: int | None = None


def asked_of(row: TargetRow) -> Asked | None:
    """None where a person judges: where no measure was chosen, the number is meant in another unit than its own, or what
    is counted has no such service or priority.

    What was approved before there were measures to choose says in words what is meant: nothing is guessed from words.
    """
    measure = _measure(row)
    if measure is None or not _in_unit_of(measure, row.unit) or _narrowed_in_vain(measure, row):
        return None
    sense = row.sense or measure.sense
    window, within = row.window or Window.PERIOD, _within(row)
    return Asked(measure, _service(row), row.priority, sense, row.target, window, within)


def _measure(row: TargetRow) -> Measure | None:
    measure = row.measure if isinstance(row, ServiceTarget) else row.counts
    return None if measure is Measure.OTHER else measure


def _service(row: TargetRow) -> UUID | None:
    """A quality measure stands in its service."""
    return None if isinstance(row, QualityMeasure) else row.service


def _within(row: TargetRow) -> int | None:
    return row.within if isinstance(row, ServiceTarget) else None


def _in_unit_of(measure: Measure, unit: str) -> bool:
    return unit.strip() in ("", measure.unit)


def _narrowed_in_vain(measure: Measure, row: TargetRow) -> bool:
    of_service = isinstance(row, QualityMeasure) or _service(row) is not None
    return (row.priority is not None and not measure.has_priority) or (of_service and not measure.has_service)


# ---------------------------------------------------------------- whether it is held


def windows_of(window: Window, period: Period) -> tuple[Period, ...]:
    """The parts of the period that have to hold the number, each alone: whole months or quarters, as "at most 3 each
    month" says nothing of half a month. None where the period holds no whole one."""
    if window is Window.PERIOD:
        return (period,)
    months = [each for each in monthly_buckets(period) if each == _month_of(each.first, period)]
    if window is Window.MONTH:
        return tuple(months)
    by_quarter: dict[Period, int] = {}
    for month in months:
        quarter = Period.quarter(month.first.year, (month.first.month + 2) // 3, period.time_zone)
        by_quarter[quarter] = by_quarter.get(quarter, 0) + 1
    return tuple(quarter for quarter, number in by_quarter.items() if number == 3)


def _month_of(day: date, period: Period) -> Period:
    return Period.month(day.year, day.month, period.time_zone)


def held(asked: Asked, figure: Figure, *, over: bool = True) -> str:
    """Whether the figure holds the number: "met", "not met", "no data", "undecided", "so far", or "no target agreed".

    It is never met while most of what it speaks of is not known or not decided yet. While its time is not `over`, only
    what no day to come can change is said: that too many are too many, and enough are enough.
    """
    if asked.number is None:
        return "no target agreed"
    if figure.value is None:
        return "no data"
    holds = asked.sense.holds(figure.value, asked.number)
    if not over and (not asked.measure.only_grows or holds == (asked.sense is Sense.AT_MOST)):
        return "so far"
    if not holds:
        return "not met"
    return "undecided" if figure.mostly_unknown else "met"


def held_in_all(words: Sequence[str]) -> str:
    """Of several windows: missed in one is missed; met only where all are over, none is undecided and most have data."""
    if "not met" in words:
        return "not met"
    if not words or set(words) == {"no data"}:
        return "no data"
    if "no target agreed" in words:
        return "no target agreed"
    if "so far" in words:
        return "so far"
    if "undecided" in words or words.count("no data") * 2 > len(words):
        return "undecided"
    return "met"


def worst(asked: Asked, figures: Sequence[Figure]) -> Figure:
    """The figure furthest on the bad side; one without data where none has any."""
    known = [each for each in figures if each.value is not None]
    pick = min if asked.sense is Sense.AT_LEAST else max
    return pick(known, key=lambda each: each.value or 0.0) if known else figures[0]


# ---------------------------------------------------------------- what can be held at all


def target_problems(field: str, rows: Iterable[TargetRow]) -> Iterator[Problem]:
    """What keeps a row from being counted as it is meant: no number, one in another unit, one that nothing reaches, or of
    a service or priority that what is counted has not."""
    for row in rows:
        measure = _measure(row)
        if measure is None:
            continue
        label = term(measure.label)
        least, most = measure.bounds
        if not _in_unit_of(measure, row.unit):
            unit = UNITS[measure.unit]
            said = _(
                "{measure} is counted in {unit}, not in “{other}”.", measure=label, unit=unit, other=row.unit
            )
            yield Problem(field, said, _("Give the number in that unit and leave the unit empty."))
        elif _narrowed_in_vain(measure, row):
            said = _("{measure} is not counted by service or by priority as this line asks.", measure=label)
            yield Problem(field, said, _("Leave the two empty, or choose another measure."))
        elif row.target is None:
            yield Problem(field, _("{measure} has no number.", measure=label), _("Say what it has to reach."))
        elif row.target < least or (most is not None and row.target > most):
            said = _("{measure} can never be {number}.", measure=label, number=number(row.target))
            yield Problem(field, said, _("Give a number that it can reach."))
        elif _within(row) is not None and measure not in SHARES_WITHIN:
            said = _("{measure} is not counted within a time.", measure=label)
            yield Problem(field, said, _("Leave “Within” empty, or choose another measure."))
        elif (within := _within(row)) is not None and within < 1:
            said = _("{measure} is promised within {number} minutes.", measure=label, number=number(within))
            yield Problem(field, said, _("Give a time in which it can be done."))


__all__ = [
    "OF_SUPPLIERS",
    "SHARES_WITHIN",
    "Asked",
    "TargetRow",
    "asked_of",
    "held",
    "held_in_all",
    "target_problems",
    "windows_of",
    "worst",
]
