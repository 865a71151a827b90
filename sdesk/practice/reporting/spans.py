"""Which version of an agreement or a document governs which days: each day of a report counts by the version of that day."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID, uuid5

from sdesk.local_time import FIRST_YEAR, day_of, start_of
from sdesk.models import (
    Agreement,
)
from sdesk.models.measures import Measure, Window
from sdesk.models.record import AnyRecord
from sdesk.models.relationship import QualityMeasure, ServiceTarget
from sdesk.practice.calendar.agreed_hours import agreed_hours
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import Held, draft_of, versions
from sdesk.practice.measures.clocks import ServiceHours, find_zone
from sdesk.practice.measures.periods import Period
from sdesk.practice.measures.targets import TargetRow, asked_of
from sdesk.storage import col

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
_WORDS = {"statement", "name", "due"}

AnyAgreement = TypeVar("AnyAgreement", bound=Agreement)


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
    held = _held(workspace, agreement, period)
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


def _held(workspace: Workspace, agreement: Agreement, period: Period) -> list[Held]:
    """The versions of the agreement, as they were known at the end of the period."""
    seen = versions(workspace, type(agreement)).seen_at(min(period.last_moment, workspace.clock()))
    return [each for each in seen.held if each.number == agreement.number]


def spans_in(spans: Sequence[Span], period: Period) -> list[Span]:
    return [each for each in spans if each.first <= period.last and each.last >= period.first]


def governing(spans: Sequence[Span], first: date, last: date) -> Sequence[Span]:
    """Those of the days from first to last; where none is of that time, the last one before it, else the first."""
    begun = sum(each.first <= last for each in spans)
    over = sum(each.last < first for each in spans[:begun])
    return spans[min(over, max(begun - 1, 0)) : max(begun, 1)]


# ---------------------------------------------------------------- documents


@dataclass(frozen=True)
class Stretch(Generic[AnyRecord]):
    """The days, the first and the last included, on which one version of a document was in effect; None: none was."""

    first: date
    last: date
    document: AnyRecord | None
    hours: None = None


def stretches_of(
    workspace: Workspace, model: type[AnyRecord], period: Period, until: datetime
) -> tuple[Stretch[AnyRecord], ...]:
    """Those of the period, without a gap, as they were known at that moment; while none was ever approved, the draft for all
    of it. As with agreements a day belongs to the version that holds at its end; one that is to come, to that of the moment.
    """
    known, zone = versions(workspace, model).seen_at(until), find_zone(period.time_zone)
    if not known.held:
        return (Stretch(period.first, period.last, draft_of(workspace, model)),)

    def version_on(day: date) -> AnyRecord | None:
        end = start_of(day + _DAY, zone) - datetime.resolution
        return max(known.at(min(end, until)), key=lambda each: each.version, default=None)

    days = [(day, version_on(day)) for day in (period.first + _DAY * n for n in range(period.days))]
    runs = [[*run] for _key, run in groupby(days, key=lambda each: each[1] and each[1].id)]
    return tuple(Stretch(run[0][0], run[-1][0], run[0][1]) for run in runs)


# ---------------------------------------------------------------- lines of a report


Row = TypeVar("Row", bound=TargetRow)


class Governed(Protocol):
    """Days that one version governs, and its service hours, if it has any."""

    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...
    @property
    def hours(self) -> ServiceHours | None: ...


AnySpan = TypeVar("AnySpan", bound=Governed)


@dataclass(frozen=True)
class Line(Generic[Row]):
    """A target, for the service that it is held for; in these days of the period, or in all of it (None).

    `said` is equal where the same is asked. The row is that of the last version that asks it; `key` is its id, or one of its
    own where the row asked something else before. `before` are the rows of the versions of these days before the last.
    """

    target: Row
    service: UUID | None
    days: Period | None = None
    said: Any = None
    key: UUID | None = None
    before: tuple[Row, ...] = ()


def lines_of(
    spans: Sequence[AnySpan], period: Period, asks: Callable[[AnySpan], Iterable[tuple[Row, UUID | None]]]
) -> list[Line[Row]]:
    """What the versions that govern the period ask: once where all of them ask the same, else once for each run of days."""
    groups: dict[Any, int] = {}
    runs: dict[Any, list[list[tuple[int, Row, UUID | None]]]] = {}
    for place, span in enumerate(spans):
        nth = Counter[Any]()
        for row, service in asks(span):
            one = (_group(row, service, groups), _same(row, service, span.hours))
            key = (*one, nth[one])
            nth[one] += 1
            found = runs.setdefault(key, [])
            if not found or found[-1][-1][0] != place - 1:
                found.append([])
            found[-1].append((place, row, service))
    lines = []
    for (group, said, _nth), found in runs.items():
        for run in found:
            (first, *_), (last, row, service) = run[0], run[-1]
            days = None if len(run) == len(spans) else _days(spans[first], spans[last], period)
            before = tuple(earlier for _place, earlier, _service in run[:-1])
            lines.append((group, first, Line(row, service, days, said, before=before)))
    return _in_order(lines)


def governed_all(
    line: Line[Row],
    spans: Sequence[AnySpan],
    period: Period,
    asks: Callable[[AnySpan], Iterable[tuple[Row, UUID | None]]],
) -> bool:
    """Whether what the line asks was asked in all of another period: of no other can be said whether it held it."""
    return any(each.said == line.said and each.days is None for each in lines_of(spans, period, asks))


def _same(row: TargetRow, service: UUID | None, hours: ServiceHours | None) -> Any:
    """Equal where two versions ask the same: of rows that were copied, within the same hours, by whatever person. What is left
    empty is what stands for it; how a goal is worded and by when it is due says nothing where the program counts it."""
    asked = asked_of(row)
    said = row.model_dump(exclude={"id", "owner", "set_by", *(_WORDS if asked else ())})
    said["window"] = row.window or Window.PERIOD
    if asked is not None:
        said |= {"sense": asked.sense, "unit": asked.measure.unit}
    told = tuple(sorted((name, str(value).strip()) for name, value in said.items()))
    return told, service, hours if asked and asked.measure in _IN_HOURS else None


def _days(first: Governed, last: Governed, period: Period) -> Period:
    return Period(max(first.first, period.first), min(last.last, period.last), period.time_zone)


def _group(row: TargetRow, service: UUID | None, groups: dict[Any, int]) -> int:
    """What is asked is known again in the next version: a target of an agreement by its measure, what else is asked as the
    row that was copied, or by its words."""
    if isinstance(row, ServiceTarget):
        return groups.setdefault((row.measure, service), len(groups))
    words = row.name if isinstance(row, QualityMeasure) else row.statement
    names = (row.id, service), (words.strip().lower(), service)
    group = next((groups[each] for each in names if each in groups), len(groups))
    groups |= {each: groups.get(each, group) for each in names}
    return group


def _in_order(found: Iterable[tuple[int, int, Line[Row]]]) -> list[Line[Row]]:
    """As the versions list them, and what one of them asks otherwise beside what it asked before."""
    row: dict[UUID, int] = {}
    key = [(group, row.setdefault(line.target.id, len(row)), place, line) for group, place, line in found]
    ordered = sorted(key, key=lambda each: each[:3])
    return [*_told_apart(line for *_key, line in ordered)]


def _told_apart(lines: Iterable[Line[Row]]) -> Iterator[Line[Row]]:
    """A person judges a line by its key: what the same row asks in other days is judged for itself."""
    seen = set[Any]()
    for line in lines:
        row, days = line.target.id, line.days
        again = days is not None and (row, line.service) in seen
        seen.add((row, line.service))
        yield replace(line, key=uuid5(row, days.first.isoformat()) if days and again else row)


def versions_of_agreement(workspace: Workspace, agreement: AnyAgreement) -> list[AnyAgreement]:
    """Every version of the agreement, withdrawn ones left out."""
    model = type(agreement)
    return workspace.find(
        model,
        col(model.number) == agreement.number,
        col(model.state) != "withdrawn",
        order_by=[col(model.version)],
    )


def agreements(workspace: Workspace, model: type[AnyAgreement]) -> list[AnyAgreement]:
    """The agreements of a kind that were approved once, each in its newest such version, by number."""
    found = workspace.find(
        model,
        col(model.state).in_(("approved", "ended", "superseded")),
        order_by=[col(model.number), col(model.version)],
    )
    return list({each.number: each for each in found}.values())


def version_for(workspace: Workspace, agreement: AnyAgreement, period: Period) -> AnyAgreement:
    """The version of the agreement that was in effect at the end of the period; the first one, if none was yet.

    One that ended or ran out within the period is the one that the report is about.
    """
    held = _held(workspace, agreement, period)
    begun = [each for each in held if each.start <= period.last_moment]
    chosen = next(iter(begun[::-1] or held), None)
    return (workspace.get(type(agreement), chosen.record) if chosen else None) or agreement


__all__ = [
    "Line", "Span", "Stretch", "governed_all", "governing", "lines_of", "spans_in", "spans_until",
    "stretches_of",
]  # fmt: skip
