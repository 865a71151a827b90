"""Targets: what a row of a goal, an objective, a quality measure or an agreement asks, and whether a figure holds it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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

TargetRow: TypeAlias = Goal | Objective | QualityMeasure | ServiceTarget


@dataclass(frozen=True)
class Asked:
    """What a row asks of the program: a measure, of what, on which side of which number, held in which time.

    `number` is in the unit of the measure; None where nobody said one.
    """

    measure: Measure
    service: UUID | None
    priority: Priority | None
    sense: Sense
    number: float | None
    window: Window


def asked_of(row: TargetRow) -> Asked | None:
    """None where a person judges: where no measure was chosen, or the number is meant in another unit than its own.

    What was approved before there were measures to choose says in words what is meant: nothing is guessed from words.
    """
    measure = row.measure if isinstance(row, ServiceTarget) else row.counts
    if measure is None or measure is Measure.OTHER or not _in_unit_of(measure, row.unit):
        return None
    service = None if isinstance(row, QualityMeasure) else row.service
    sense = row.sense or measure.sense
    return Asked(measure, service, row.priority, sense, row.target, row.window or Window.PERIOD)


def _in_unit_of(measure: Measure, unit: str) -> bool:
    return unit.strip() in ("", measure.unit)


# ---------------------------------------------------------------- whether it is held


def windows_of(window: Window, period: Period) -> tuple[Period, ...]:
    """The parts of the period that have to hold the number, each alone; a month or quarter cut by its ends is one."""
    if window is Window.PERIOD:
        return (period,)
    months = monthly_buckets(period)
    if window is Window.MONTH:
        return months
    quarters: dict[tuple[int, int], list[Period]] = {}
    for month in months:
        quarters.setdefault((month.first.year, (month.first.month - 1) // 3), []).append(month)
    return tuple(Period(each[0].first, each[-1].last, period.time_zone) for each in quarters.values())


def held(asked: Asked, figure: Figure) -> str:
    """Whether the figure holds the number: "met", "not met", "no data", "undecided", or "no target agreed".

    It is never met while most of what it speaks of is not known or not decided yet.
    """
    if asked.number is None:
        return "no target agreed"
    if figure.value is None:
        return "no data"
    if not asked.sense.holds(figure.value, asked.number):
        return "not met"
    return "undecided" if figure.mostly_unknown else "met"


def held_in_all(words: Sequence[str]) -> str:
    """Of several windows: missed in one is missed; met only where no window is undecided and most have data."""
    if "not met" in words:
        return "not met"
    if not words or set(words) == {"no data"}:
        return "no data"
    if "undecided" in words or words.count("no data") * 2 > len(words):
        return "undecided"
    return "met" if "met" in words else words[0]


def worst(asked: Asked, figures: Sequence[Figure]) -> Figure:
    """The figure furthest on the bad side; one without data where none has any."""
    known = [each for each in figures if each.value is not None]
    pick = min if asked.sense is Sense.AT_LEAST else max
    return pick(known, key=lambda each: each.value or 0.0) if known else figures[0]


# ---------------------------------------------------------------- what can be held at all


def target_problems(field: str, rows: Iterable[TargetRow]) -> Iterator[Problem]:
    """What keeps a row from being counted as it is meant: no number, one in another unit, or one that nothing reaches."""
    for row in rows:
        measure = row.measure if isinstance(row, ServiceTarget) else row.counts
        if measure is None or measure is Measure.OTHER:
            continue
        label = term(measure.label)
        least, most = measure.bounds
        if not _in_unit_of(measure, row.unit):
            unit = UNITS[measure.unit] if measure.unit in UNITS else _("a number")
            said = _(
                "{measure} is counted in {unit}, not in “{other}”.", measure=label, unit=unit, other=row.unit
            )
            yield Problem(field, said, _("Give the number in that unit and leave the unit empty."))
        elif row.target is None:
            yield Problem(field, _("{measure} has no number.", measure=label), _("Say what it has to reach."))
        elif row.target < least or (most is not None and row.target > most):
            said = _("{measure} can never be {number}.", measure=label, number=row.target)
            yield Problem(field, said, _("Give a number that it can reach."))


__all__ = ["Asked", "TargetRow", "asked_of", "held", "held_in_all", "target_problems", "windows_of", "worst"]
