"""Counting: the figures of a period from plain values. Everything here is a pure function of its arguments."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import mean, median
from typing import Self
from uuid import UUID

from sdesk.practice.measures.clocks import (
    Clock,
    HeldHours,
    ServiceHours,
    cut_to,
    is_open_in,
    length_of,
    open_intervals,
    union,
    utc,
    whole_minutes,
)
from sdesk.practice.measures.figures import (
    NOT_KNOWN_OUT,
    SERVICE_MINUTES,
    Count,
    Figure,
    all_counts,
    in_order,
)
from sdesk.practice.measures.periods import Period

__all__ = [
    "ChangeOutcome",
    "Outage",
    "TargetCase",
    "availability",
    "change_success_rate",
    "complaints",
    "incidents_by_priority",
    "mean_time",
    "median_time",
    "rolled_back_rate",
    "satisfaction",
    "share_within_target",
]

Outage = tuple[datetime, datetime | None]
"""When a service went down and when it came back; None while it is down."""

# ---------------------------------------------------------------- availability and targets


def availability(
    hours: ServiceHours | HeldHours,
    period: Period,
    outages: Sequence[Outage],
    now: datetime,
    records: Sequence[UUID] = (),
    *,
    known: int = 0,
    unknown: int = 0,
) -> Figure:
    """1 − (downtime within service hours) / (service hours in the period), in per cent.

    Downtime is the union of the outages, not their sum. An outage that has not ended counts until the end of the period, or
    until now. A period that reaches into the future counts until now. Without service hours in what counts there is no data.
    records says of each outage whose it is: one that came back and went on is one. Of the incidents of the period it is
    known of `known` whether the service was out, and of `unknown` it is not; where all are unknown there is no data.
    """
    now = utc(now)
    end = min(period.end_utc, now)
    service = open_intervals(hours, period.start_utc, end)
    down = [(utc(went_down), utc(came_back) if came_back else end) for went_down, came_back in outages]
    downtime = [part for each in union(down) for part in cut_to(service, *each)]
    whose: Sequence[UUID | int] = records or range(len(down))
    touching = {each for each, outage in zip(whose, down, strict=True) if is_open_in(service, *outage)}
    whole, lost = length_of(service), length_of(downtime)
    tick = timedelta(microseconds=1)
    return Figure(
        None if unknown and not known else _percent((whole - lost) // tick, whole // tick),
        "%",
        all_counts(
            Count(SERVICE_MINUTES, whole_minutes(whole)),
            Count("minutes of downtime within them", whole_minutes(lost)),
            Count("outages", len(touching)),
            left_out=[
                Count("outages outside the service hours or the period", len(set(whose) - touching)),
                Count(NOT_KNOWN_OUT, unknown),
            ],
        ),
        period,
        until=now if period.contains(now) else None,
        known=known,
        unknown=unknown,
        cases=in_order(each for each in records if each in touching),
    )


@dataclass(frozen=True)
class TargetCase:
    """One incident against one target: minutes used so far, the target or None, whether it still runs, and is known."""

    minutes: int
    target: int | None
    is_open: bool = False
    record: UUID | None = None
    is_known: bool = True

    @classmethod
    def of(cls, clock: Clock, record: UUID | None = None) -> Self:
        """The case that a response or a restoration clock shows."""
        is_open = clock.state in ("running", "paused")
        return cls(clock.used, clock.target, is_open, record, clock.state != "unknown")


def share_within_target(cases: Iterable[TargetCase], period: Period | None = None) -> Figure:
    """Cases within target over all cases counted, in per cent; for response and for restoration alike.

    Within target is not more than the target. A case that is still open and already over its target counts
    as not within. One that is open and not over it can still go either way and is not counted, nor is one
    that has no target, nor one of which nobody knows; how many there are is said.
    """
    cases = list(cases)
    with_target = [(case, case.target) for case in cases if case.target is not None]
    known = [(case, target) for case, target in with_target if case.is_known]
    decided = [(case, target) for case, target in known if not case.is_open or case.minutes > target]
    within = sum(1 for case, target in decided if case.minutes <= target)
    return Figure(
        _percent(within, len(decided)),
        "%",
        all_counts(
            Count("incidents counted", len(decided)),
            Count("within target", within),
            left_out=[
                Count("open and not over target, not counted", len(known) - len(decided)),
                Count("not known, not counted", len(with_target) - len(known)),
                Count("without a target, not counted", len(cases) - len(with_target)),
            ],
        ),
        period,
        targets=tuple(sorted({target for _, target in decided})),
        known=len(decided),
        undecided=len(known) - len(decided),
        unknown=len(with_target) - len(known),
        cases=in_order(case.record for case, _ in decided),
    )


def mean_time(minutes: Sequence[int], period: Period | None = None, records: Sequence[UUID] = ()) -> Figure:
    """The mean of the times given (times to resolve, to respond), in minutes; records are those they are of."""
    value = float(mean(minutes)) if minutes else None
    counts = (Count("incidents counted", len(minutes)),)
    return Figure(value, "minutes", counts, period, cases=in_order(records))


def median_time(minutes: Sequence[int], period: Period | None = None, records: Sequence[UUID] = ()) -> Figure:
    """The median of the times given, in minutes: half of the cases took no longer."""
    value = float(median(minutes)) if minutes else None
    counts = (Count("incidents counted", len(minutes)),)
    return Figure(value, "minutes", counts, period, cases=in_order(records))


# ---------------------------------------------------------------- counts and rates


def incidents_by_priority(
    priorities: Iterable[str | None], order: Sequence[str] = ()
) -> dict[str | None, int]:
    """How many incidents have each priority, in the order given, then others; last None, not classified.

    Priorities of the order appear even where no incident has them; a count of 0 is a fact, not missing data.
    """
    numbers = Counter(priorities)
    others = sorted(each for each in numbers if each is not None and each not in order)
    unclassified = [None] if None in numbers else []
    return {priority: numbers[priority] for priority in [*order, *others, *unclassified]}


@dataclass(frozen=True)
class ChangeOutcome:
    """How a change request ended, if it is closed."""

    closed: bool
    deployed: bool
    rolled_back: bool = False
    record: UUID | None = None


def change_success_rate(changes: Iterable[ChangeOutcome], period: Period | None = None) -> Figure:
    """Closed changes deployed with no roll-back, over all closed ones deployed or rolled back, in per cent.

    Changes that are not closed, and those closed without ever being deployed (rejected, withdrawn), are not
    counted; how many there are is said.
    """
    return _of_changes(changes, period, rolled_back=False)


def rolled_back_rate(changes: Iterable[ChangeOutcome], period: Period | None = None) -> Figure:
    """The rest of them, counted: 100 less the other is not exact."""
    return _of_changes(changes, period, rolled_back=True)


def _of_changes(changes: Iterable[ChangeOutcome], period: Period | None, *, rolled_back: bool) -> Figure:
    changes = list(changes)
    closed = [change for change in changes if change.closed]
    tried = [change for change in closed if change.deployed or change.rolled_back]
    succeeded = sum(1 for change in tried if not change.rolled_back)
    asked_for = len(tried) - succeeded if rolled_back else succeeded
    return Figure(
        _percent(asked_for, len(tried)),
        "%",
        all_counts(
            Count("closed changes deployed or rolled back", len(tried)),
            Count("deployed with no roll-back", succeeded),
            left_out=[
                Count("closed without deployment, not counted", len(closed) - len(tried)),
                Count("not closed, not counted", len(changes) - len(closed)),
            ],
        ),
        period,
        cases=in_order(change.record for change in tried),
    )


def satisfaction(scores: Sequence[int], period: Period | None = None, records: Sequence[UUID] = ()) -> Figure:
    """The mean of the survey scores 1 to 5, with their count. Scores outside 1 to 5 are not counted."""
    valid = [score for score in scores if 1 <= score <= 5]
    cases = (record for score, record in zip(scores, records, strict=True) if 1 <= score <= 5)
    return Figure(
        float(mean(valid)) if valid else None,
        "of 5",
        all_counts(
            Count("survey scores", len(valid)),
            left_out=[Count("scores outside 1 to 5, not counted", len(scores) - len(valid))],
        ),
        period,
        cases=in_order(cases) if records else (),
    )


def complaints(count: int, closed: int, still_open: int, period: Period | None = None) -> Figure:
    """Complaints received in the period, beside how many were closed in it and are open at its end.

    The figure is what was received. No complaint is a fact: 0 then, not "no data".
    """
    counts = (Count("received", count), Count("closed in it", closed), Count("open at its end", still_open))
    return Figure(float(count), "complaints", counts, period)


# ---------------------------------------------------------------- parts


def _percent(part: int, whole: int) -> float | None:
    """Exact to the last digit of a float, so that 999 of 1000 meets a target of 99.9."""
    return 100 * part / whole if whole else None
