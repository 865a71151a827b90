"""Which version of an agreement governs which days: each day of a report counts by the version of that day."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sdesk.local_time import day_of
from sdesk.models import Agreement
from sdesk.models.relationship import Measure, ServiceTarget
from sdesk.practice.calendar.agreed_hours import agreed_hours
from sdesk.practice.calendar.service_hours import FIRST_YEAR
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import versions
from sdesk.practice.measures.clocks import ServiceHours, find_zone
from sdesk.practice.measures.periods import Period

_DAY = timedelta(days=1)
_IN_HOURS = (
    Measure.AVAILABILITY,
    Measure.OUTAGE_MINUTES,
    Measure.OUTAGES,
    Measure.RESPONSE,
    Measure.RESTORATION,
    Measure.MEAN_RESTORATION,
    Measure.MEDIAN_RESTORATION,
)
"""What counts minutes of service hours: other hours ask something else."""


@dataclass(frozen=True)
class Span:
    """The days, the first and the last included, that one version of an agreement governs, and its service hours."""

    first: date
    last: date
    agreement: Agreement
    hours: ServiceHours

    def covers(self, service: UUID | None) -> bool:
        return service is None or not self.agreement.services or service in self.agreement.services


def spans_until(workspace: Workspace, agreement: Agreement, period: Period) -> tuple[Span, ...]:
    """Those that begin before the period is over, at least the first; of an agreement that never held, its own days.

    A day belongs to the version that holds at its end, so that what is approved or ended in the middle of it has it.
    """
    model, zone = type(agreement), find_zone(period.time_zone)
    held = [each for each in versions(workspace, model).held if each.number == agreement.number]
    found: list[Span] = []
    for place, each in enumerate(held):
        version = workspace.get(model, each.record)
        last = day_of(each.end - datetime.resolution, zone) if each.end else date.max
        if held[place + 1 :]:
            last = min(last, day_of(held[place + 1].start, zone) - _DAY)
        first = day_of(each.start, zone)
        if version is not None and first <= last and (first <= period.last or not found):
            found.append(Span(first, last, version, agreed_hours(workspace, version)))
    if held:
        return tuple(found)
    hours = agreed_hours(workspace, agreement)
    return (Span(agreement.start or date(FIRST_YEAR, 1, 1), agreement.end or date.max, agreement, hours),)


def spans_in(spans: Sequence[Span], period: Period) -> list[Span]:
    return [each for each in spans if each.first <= period.last and each.last >= period.first]


def governing(spans: Sequence[Span], first: date, last: date) -> Sequence[Span]:
    """Those of the days from first to last; where none is of that time, the last one before it, else the first."""
    begun = sum(each.first <= last for each in spans)
    over = sum(each.last < first for each in spans[:begun])
    return spans[min(over, max(begun - 1, 0)) : max(begun, 1)]


# ---------------------------------------------------------------- lines of a report


@dataclass(frozen=True)
class Line:
    """A target, for the service that it is held for; in these days of the period, or in all of it (None)."""

    target: ServiceTarget
    service: UUID | None
    days: Period | None = None


Asks = Callable[[Span], Iterable[tuple[ServiceTarget, UUID | None]]]
"""What one version asks."""


def lines_of(spans: Sequence[Span], period: Period, asks: Asks) -> list[Line]:
    """What the versions that govern the period ask: once where all of them ask the same, else once for each run of days."""
    runs: dict[Any, list[list[int]]] = {}
    first_seen: dict[Any, tuple[ServiceTarget, UUID | None]] = {}
    for place, span in enumerate(spans):
        nth = Counter[Any]()
        for target, service in asks(span):
            same = _same(target, service, span)
            key = (same, nth[same])
            nth[same] += 1
            first_seen.setdefault(key, (target, service))
            found = runs.setdefault(key, [])
            if found and found[-1][-1] == place - 1:
                found[-1].append(place)
            else:
                found.append([place])
    return _in_order(
        [
            (run[0], Line(*first_seen[key], _days(spans[run[0]], spans[run[-1]], period, len(spans), run)))
            for key, found in runs.items()
            for run in found
        ]
    )


def _same(target: ServiceTarget, service: UUID | None, span: Span) -> Any:
    """Equal where two versions ask the same: of rows that were copied, and within the same hours."""
    said = tuple(sorted((name, str(value)) for name, value in target.model_dump(exclude={"id"}).items()))
    return said, service, span.hours if target.measure in _IN_HOURS else None


def _days(first: Span, last: Span, period: Period, spans: int, run: Sequence[int]) -> Period | None:
    if len(run) == spans:
        return None
    return Period(max(first.first, period.first), min(last.last, period.last), period.time_zone)


def _in_order(found: Sequence[tuple[int, Line]]) -> list[Line]:
    """As the versions list them, and what one of them asks otherwise beside what it asked before."""
    about: dict[Any, int] = {}
    row: dict[UUID, int] = {}
    for _place, line in found:
        about.setdefault((line.target.measure, line.service), len(about))
        row.setdefault(line.target.id, len(row))
    key = [(about[line.target.measure, line.service], row[line.target.id], place) for place, line in found]
    return [found[index][1] for index in sorted(range(len(found)), key=key.__getitem__)]


__all__ = ["Line", "Span", "governing", "lines_of", "spans_in", "spans_until"]
