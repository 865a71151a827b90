"""The hours of some days down one side, so that every moment of them has a place, and one place has one moment of a day.

Where a clock goes back within these days, the hour that it shows twice stands there twice; where it goes forward, the hour
that it skips is not there on that day. A pure function of its arguments.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sdesk.local_time import local, start_of

_STEP = timedelta(minutes=15)
"""Clocks have never been changed by less in the time of time zones that count today."""


@dataclass(frozen=True, order=True)
class AxisHour:
    """One hour of the axis. `again`: shown by the clock for the second time that day."""

    hour: int
    again: bool = False


@dataclass(frozen=True)
class HourAxis:
    """The hours in order, for a time zone. A place is in hours from the top of the axis."""

    hours: tuple[AxisHour, ...]
    zone: tzinfo

    def place(self, moment: datetime) -> float:
        """Where a moment stands, on the day on which it is."""
        shown = local(moment, self.zone)
        at = self.hours.index(AxisHour(shown.hour, _is_again(shown)))
        return at + (shown.minute * 60 + shown.second) / 3600

    def end_place(self, moment: datetime) -> float:
        """Where something ends that lasts until then: after the minute before."""
        return self.place(moment - timedelta(minutes=1)) + 1 / 60

    def missing(self, day: date) -> tuple[tuple[float, float], ...]:
        """From where to where there is nothing of that day, as its clock never shows it."""
        gaps, reached = [], 0.0
        for moment in _steps(day, self.zone):
            at = self.place(moment)
            if at > reached:
                gaps.append((reached, at))
            reached = at + _STEP / timedelta(hours=1)
        if reached < len(self.hours):
            gaps.append((reached, float(len(self.hours))))
        return tuple(gaps)

    def hours_between(self, day: date, top: float, end: float) -> float:
        """How much later it is on that day at one place than at another; less than nothing where it stands above."""
        first, last = sorted((top, end))
        gaps = ((max(first, begin), min(last, over)) for begin, over in self.missing(day))
        there = last - first - sum(over - begin for begin, over in gaps if begin < over)
        return there if top <= end else -there


def axis_of(days: Sequence[date], zone: tzinfo) -> HourAxis:
    """The axis on which every moment of these days has its place: 24 hours, and those that a clock shows again."""
    twice = {
        AxisHour(shown.hour, True)
        for day in days
        for shown in (local(each, zone) for each in _steps(day, zone))
        if _is_again(shown)
    }
    return HourAxis(tuple(sorted({AxisHour(hour) for hour in range(24)} | twice)), zone)


def length_of(day: date, zone: tzinfo) -> timedelta:
    return start_of(day + timedelta(days=1), zone) - start_of(day, zone)


def _steps(day: date, zone: tzinfo) -> list[datetime]:
    start = start_of(day, zone)
    return [start + _STEP * each for each in range(round(length_of(day, zone) / _STEP))]


def _is_again(shown: datetime) -> bool:
    """Whether the clock shows it for the second time that day."""
    return shown.fold == 1


@dataclass(frozen=True)
class Stretch:
    """From where to where something stands, in hours of the axis."""

    top: float
    end: float


def side_by_side(stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    """For each: in which lane it stands, and how many lanes there are where it is, so that none covers another."""
    order = sorted(range(len(stretches)), key=lambda at: (stretches[at].top, -stretches[at].end, at))
    lanes: dict[int, int] = {}
    result: dict[int, tuple[int, int]] = {}
    group: list[int] = []
    free: list[float] = []
    until = float("-inf")
    for at in order:
        each = stretches[at]
        if each.top >= until and group:
            result |= {one: (lanes[one], len(free)) for one in group}
            group, free = [], []
        lane = next((n for n, end in enumerate(free) if end <= each.top), len(free))
        free[lane : lane + 1] = [each.end]
        lanes[at] = lane
        group.append(at)
        until = max(until, each.end) if len(group) > 1 else each.end
    result |= {one: (lanes[one], len(free)) for one in group}
    return [result[at] for at in range(len(stretches))]


__all__ = ["AxisHour", "HourAxis", "Stretch", "axis_of", "length_of", "side_by_side"]
