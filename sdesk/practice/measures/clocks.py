"""Clocks: how much service time has passed, how much of a target is left, when it will be reached.

Everything here is a pure function of its arguments. Moments are aware datetimes, results are in UTC, lengths
of time are whole minutes of real elapsed time within service hours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import chain
from typing import Literal

from sdesk.practice.calendar.service_hours import (
    ALWAYS,
    MIDNIGHT_END,
    HeldHours,
    Interval,
    ServiceHours,
    WeeklySpan,
    accrued_at,
    add_service_minutes,
    cut_to,
    find_zone,
    intersect,
    is_open_in,
    length_of,
    open_intervals,
    openings_from,
    service_minutes,
    service_time,
    subtract,
    total,
    union,
    utc,
    whole_minutes,
)

__all__ = [
    "ALWAYS",
    "MIDNIGHT_END",
    "Clock",
    "HeldHours",
    "Hold",
    "IncidentTimes",
    "Interval",
    "Restoration",
    "ServiceHours",
    "Standing",
    "State",
    "WeeklySpan",
    "add_service_minutes",
    "clock_minutes",
    "cut_to",
    "find_zone",
    "intersect",
    "is_open_in",
    "length_of",
    "open_intervals",
    "response_clock",
    "restoration_clock",
    "service_minutes",
    "service_time",
    "subtract",
    "total",
    "union",
    "utc",
    "whole_minutes",
]

AT_RISK_SHARE = 75
"""Per cent of the target from which a clock is at risk."""

State = Literal["running", "paused", "stopped", "unknown"]
Standing = Literal["on time", "at risk", "breached"]


@dataclass(frozen=True)
class Hold:
    """Time during which the clock is stopped because somebody else must act; end is None while it lasts.

    A hold that ends before it starts (a laptop's clock was put back) holds nothing.
    """

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True)
class Restoration:
    """Service came back at restored_at; reopened_at is when it turned out that it had not, else None."""

    restored_at: datetime
    reopened_at: datetime | None = None


@dataclass(frozen=True)
class IncidentTimes:
    """What the clocks of an incident need, seen from now: what happened later than now has not happened yet.

    Give the end of a period as now to see the incident as it stood then. first_response_at is the first step
    by the assignee, and `response_known` is False where nobody knows when that was. Both clocks stop when the
    incident is withdrawn (recorded in error, or a duplicate).
    """

    recorded_at: datetime
    started_at: datetime
    now: datetime
    first_response_at: datetime | None = None
    restorations: tuple[Restoration, ...] = ()
    holds: tuple[Hold, ...] = ()
    withdrawn_at: datetime | None = None
    response_known: bool = True

    @cached_property
    def until(self) -> datetime:
        """Now, or when the incident was withdrawn if that is earlier."""
        return min(utc(self.now), utc(self.withdrawn_at or self.now))

    @property
    def ended_by_withdrawal_at(self) -> datetime | None:
        """When the incident was withdrawn, if it is withdrawn now."""
        withdrawn = self.withdrawn_at and utc(self.withdrawn_at)
        return withdrawn if withdrawn and withdrawn <= utc(self.now) else None

    @cached_property
    def responded_at(self) -> datetime | None:
        """The first step by the assignee, or the first restoration if nobody took a step before it."""
        answers = [utc(each.restored_at) for each in self.restorations]
        if self.first_response_at:
            answers.append(utc(self.first_response_at))
        return min((answer for answer in answers if answer <= self.until), default=None)

    @cached_property
    def restored_at(self) -> datetime | None:
        """When service was restored, if it is restored now: the first time, where it was again while it was."""
        found = (
            Interval(utc(each.restored_at), _end_or(each.reopened_at, datetime.max))
            for each in self.restorations
        )
        return min((each.start for each in found if each.start <= self.until < each.end), default=None)

    @cached_property
    def unrestored(self) -> tuple[Interval, ...]:
        """From started to now, less every time between restored and reopened."""
        restored = (
            (utc(each.restored_at), _end_or(each.reopened_at, self.until)) for each in self.restorations
        )
        return subtract([(utc(self.started_at), self.until)], restored)

    @property
    def over_since(self) -> datetime | None:
        """From when on everything here is the same whatever is now; None while something of it goes on."""
        restored = any(each.reopened_at is None for each in self.restorations)
        if self.withdrawn_at is None and not (restored and all(hold.end for hold in self.holds)):
            return None
        moments: list[datetime | None] = [
            self.recorded_at,
            self.started_at,
            self.first_response_at,
            self.withdrawn_at,
        ]
        moments += (moment for each in self.restorations for moment in (each.restored_at, each.reopened_at))
        moments += (moment for hold in self.holds for moment in (hold.start, hold.end))
        return max(utc(moment) for moment in moments if moment)


@dataclass(frozen=True)
class Clock:
    """What a clock shows: minutes used of a target, whether it runs, and when the target is reached.

    used and target are whole minutes of service time; target is None where nothing was agreed. A clock that
    runs does so also while the service is closed; it only does not move then. due_at (UTC) is the moment at
    which used reaches the target, if the clock runs on from where it stands; None without a target, while
    paused, and if the service hours never get there. Of a clock that is "unknown" nobody knows when it stopped.
    """

    used: int
    target: int | None
    state: State
    due_at: datetime | None

    @property
    def remaining(self) -> int | None:
        """Minutes left; negative once breached."""
        return None if self.target is None or self.state == "unknown" else self.target - self.used

    @property
    def standing(self) -> Standing | None:
        """Breached above the target (exactly the target is within), at risk from 75 % of it."""
        if self.target is None or self.state == "unknown":
            return None
        if self.used > self.target:
            return "breached"
        return "at risk" if self.used * 100 >= self.target * AT_RISK_SHARE else "on time"


def clock_minutes(hours: ServiceHours, start: datetime, end: datetime, holds: Iterable[Hold] = ()) -> int:
    """Whole minutes of service time between start and end, less the time on hold.

    Holds may overlap (what overlaps counts once), still last (until end), or lie outside.
    """
    start, end = utc(start), utc(end)
    return whole_minutes(total(_counted(hours, [Interval(start, end)], holds, end)))


def response_clock(hours: ServiceHours, times: IncidentTimes, target: int | None) -> Clock:
    """From recorded to the first step by the assignee, within service hours, less time on hold.

    It is measured once: an incident that is reopened does not have to be answered again. Where nobody knows when it
    was answered, restoring it does not decide that.
    """
    if not times.response_known:
        return Clock(0, target, "unknown", None)
    recorded = utc(times.recorded_at)
    stopped = times.responded_at or times.ended_by_withdrawal_at
    counted = _counted(hours, [Interval(recorded, stopped or times.until)], times.holds, times.until)
    return _clock(hours, counted, target, _state(times, stopped), max(recorded, stopped or times.until))


def restoration_clock(hours: ServiceHours, times: IncidentTimes, target: int | None) -> Clock:
    """From started to restored, within service hours, less time on hold.

    The time between restored and reopened does not count; from the reopening the clock goes on where it was.
    """
    stopped = times.restored_at or times.ended_by_withdrawal_at
    counted = _counted(hours, times.unrestored, times.holds, times.until)
    goes_on = max(utc(times.started_at), stopped or times.until)
    return _clock(hours, counted, target, _state(times, stopped), goes_on)


def _clock(
    hours: ServiceHours, counted: Sequence[Interval], target: int | None, state: State, goes_on: datetime
) -> Clock:
    """The clock that counted these intervals and, if it goes on, does so from that moment."""
    due = None
    if target is not None and state != "paused":
        due = accrued_at(chain(counted, openings_from(hours, goes_on)), timedelta(minutes=target))
    return Clock(whole_minutes(length_of(counted)), target, state, due)


def _state(times: IncidentTimes, stopped: datetime | None) -> State:
    if stopped:
        return "stopped"
    held = any(utc(hold.start) <= times.until < _end_or(hold.end, datetime.max) for hold in times.holds)
    return "paused" if held else "running"


def _counted(
    hours: ServiceHours, spans: Iterable[Interval], holds: Iterable[Hold], until: datetime
) -> tuple[Interval, ...]:
    """The parts of the spans in which the service is open and nothing is on hold."""
    held = ((utc(hold.start), _end_or(hold.end, until)) for hold in holds)
    going = subtract(spans, held)
    return tuple(chain.from_iterable(open_intervals(hours, start, end) for start, end in going))


def _end_or(end: datetime | None, otherwise: datetime) -> datetime:
    """The end in UTC; for what has not ended, the moment given instead."""
    return utc(end) if end else otherwise.replace(tzinfo=UTC)
