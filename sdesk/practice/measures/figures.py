"""Figures: what the reports say about a period, each with what it was computed from, and how they read.

A figure that nothing was recorded for has no value: it says "no data", and is never 0 or 100 %. Percentages go from 0 to
100, as people type their targets. What a figure leaves out is counted too, so that a reader can check it against the records.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sdesk.practice.measures.periods import Period
from sdesk.translation import Message, counted
from sdesk.translation import message as _
from sdesk.translation.amounts import length, number

__all__ = [
    "NO_DATA",
    "UNITS",
    "Count",
    "Direction",
    "Figure",
    "Trend",
    "all_counts",
    "amount",
    "compare",
    "in_order",
]

NO_DATA = _("no data")
SERVICE_MINUTES = "minutes of service hours"
NOT_KNOWN_OUT = "incidents of which nobody knows whether the service was out"

UNITS: Mapping[str, Message] = {
    "%": _("%"),
    "minutes": _("minutes"),
    "of 5": _("of 5"),
    "complaints": _("complaints"),
    "count": _("cases"),
}
"""The units in which figures are computed, and what they are called."""


def amount(value: float, unit: str, places: int = 4) -> Message | str:
    """A number with its unit, "1 case" and "2 cases". What others measure in, stays as they wrote it."""
    shown, n = number(value, places), int(value) if value == int(value) else 2
    match unit:
        case "":
            return shown
        case "minutes":
            return counted("{number} minute", "{number} minutes", n=n, number=shown)
        case "days":
            return counted("{number} day", "{number} days", n=n, number=shown)
        case "count":
            return counted("{number} case", "{number} cases", n=n, number=shown)
        case "complaints":
            return counted("{number} complaint", "{number} complaints", n=n, number=shown)
    return _("{number} {unit}", number=shown, unit=UNITS.get(unit, unit))


Direction = Literal["up", "down", "same"]


# ---------------------------------------------------------------- the figure


@dataclass(frozen=True)
class Count:
    """One number that a figure was computed from. `of` is what it counts: stored so, and worded on paper."""

    of: str
    number: int


def all_counts(*counts: Count, left_out: Iterable[Count] = ()) -> tuple[Count, ...]:
    """What a figure was computed from, and what was left out where anything was."""
    return (*counts, *(count for count in left_out if count.number))


@dataclass(frozen=True)
class Figure:
    """A number with its unit and everything that it was computed from; value None means no data.

    counts start with what the figure was computed from and end with what was left out and why; targets are
    the distinct targets in minutes of service time; until is the moment up to which was counted, if the
    period was not over. Of the cases that were asked about, `known` stand behind the value, `undecided` can still
    go either way, and of `unknown` nobody can say. `cases` are the ids of the records counted, each once and in order.
    """

    value: float | None
    unit: str
    counts: tuple[Count, ...] = ()
    period: Period | None = None
    targets: tuple[int, ...] = ()
    until: datetime | None = None
    known: int = 0
    undecided: int = 0
    unknown: int = 0
    cases: tuple[UUID, ...] = ()

    @property
    def text(self) -> Message | str:
        """The value with its unit for people, and of how many cases it is not known, where there are such."""
        return self.said()

    def said(self, longest: str = "h", apart_from: float | None = None) -> Message | str:
        """As `text`; a length by the clock on the wall in days (longest "d"), of service hours never. With as many digits
        as show on which side of `apart_from`, the number that was asked, it is."""
        shown = self._alone(longest, apart_from)
        if self.value is None or not self.unknown:
            return shown
        if self.unit == "minutes" or self.count(SERVICE_MINUTES):  # of time, not of the cases
            whole = self.known + self.unknown
            return _("{figure}; not known of {n} of {whole}", figure=shown, n=self.unknown, whole=whole)
        return _("{figure} of {known}; not known of {n}", figure=shown, known=self.known, n=self.unknown)

    @property
    def short(self) -> Message | str:
        """The value with its unit alone; 100 % and 0 % only when it is exactly that."""
        return self._alone("h")

    def _alone(self, longest: str, apart_from: float | None = None) -> Message | str:
        if self.value is None:
            return NO_DATA
        shown = _shown(self.value, self.unit, apart_from)
        if self.unit == "minutes":
            return length(shown, longest, _DIGITS)
        if self.unit == "count":
            return number(shown, _DIGITS)
        return amount(shown, self.unit, _DIGITS)

    @property
    def mostly_unknown(self) -> bool:
        """Whether more than half of the cases asked about are unknown or undecided: nothing can be vouched for then."""
        return self.unknown + self.undecided > self.known

    def count(self, of: str) -> int:
        """The number counted under that name; 0 if there is none."""
        return sum(count.number for count in self.counts if count.of == of)


_DIGITS = 9
"""After the point: as many as any figure is told apart by."""


def _shown(value: float, unit: str, apart_from: float | None) -> float:
    """Two decimals, of minutes none; a share that only rounds to 0 or 100 stays a step away from it. More, until it is on
    the same side of what was asked as it is."""

    def whole(rounded: float) -> bool:
        return unit == "%" and rounded != value and rounded in (0, 100)

    digits = 0 if unit == "minutes" else 2
    rounded = round(value, digits)
    if whole(rounded):
        rounded = 0.01 if rounded == 0 else 99.99
    if apart_from is None or _side(rounded, apart_from) == _side(value, apart_from):
        return rounded
    finer = (round(value, more) for more in range(digits + 1, _DIGITS + 1))
    told = (each for each in finer if not whole(each) and _side(each, apart_from) == _side(value, apart_from))
    return next(told, rounded)


def _side(value: float, asked: float) -> int:
    return (value > asked) - (value < asked)


def in_order(records: Iterable[UUID | None]) -> tuple[UUID, ...]:
    """Each id once, in whatever order they come always in the same: as their records were made, by the millisecond."""
    by_number = {each.int: each for each in records if each}
    return tuple(by_number[number] for number in sorted(by_number))


# ---------------------------------------------------------------- comparison


@dataclass(frozen=True)
class Trend:
    """How a figure moved since the period before; both None where one of the two has no data.

    change is in the figure's unit (per cent: percentage points).
    """

    change: float | None
    direction: Direction | None
    unit: str = ""

    @property
    def text(self) -> Message:
        """Which way and how far, for people: "up 1.5", "up 2 h"; the smallest change shown is 0.01 or 1 min."""
        if self.change is None:
            return NO_DATA
        if self.direction == "same":
            return _("no change")
        far: Message | str = number(round(max(abs(self.change), 0.01), 2))
        if self.unit == "minutes":
            far = length(max(abs(self.change), 1), longest="h")
        return _("up {number}", number=far) if self.direction == "up" else _("down {number}", number=far)


def compare(current: Figure, previous: Figure) -> Trend:
    """The trend from the previous period's figure to the current one.

    Raises ValueError for figures of different units.
    """
    if current.unit != previous.unit:
        raise ValueError(f"cannot compare {current.unit} with {previous.unit}")
    if current.value is None or previous.value is None:
        return Trend(None, None)
    change = round(current.value - previous.value, 6)
    if change == 0:
        return Trend(0.0, "same")
    return Trend(change, "up" if change > 0 else "down", current.unit)
