"""Potential incidents: what happens more often than it should, by service, item, cause and customer."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sdesk.models import ServiceChangeRequest, ServiceIncident, TaskPerformance
from sdesk.practice.calendar import days
from sdesk.practice.calendar.days import zone_name
from sdesk.practice.finding.words import stem, telling_words
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create
from sdesk.practice.measures.periods import Period, monthly_buckets
from sdesk.practice.readiness.tasks import perform_task
from sdesk.storage import col
from sdesk.storage.counts import Began, began_in
from sdesk.translation import Message, counted, word
from sdesk.translation import message as _

VIEW = "trends"
"""What bindings call the view; the task on whose page it helps is done by looking at it."""

MONTHS = 6
LINKED = 50
"""Incidents that a change request made from a trend names at most: the newest."""


class Grouping(StrEnum):
    SERVICE = "service"
    ITEM = "item"
    CAUSE = "cause"
    CUSTOMER = "customer"


@dataclass(frozen=True)
class Trend:
    """One line: how many incidents began in each month that have this in common. `key` is a record, or a word."""

    grouping: Grouping
    key: UUID | str
    label: str
    counts: tuple[int, ...]
    incidents: tuple[UUID, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def rising(self) -> bool:
        """More in the later half of the months than in the earlier one, and at least two more."""
        half = len(self.counts) // 2
        return sum(self.counts[-half:]) >= sum(self.counts[:half]) + 2


@dataclass(frozen=True)
class Trends:
    """The months looked at, oldest first, and the lines, most incidents first."""

    months: tuple[Period, ...]
    lines: tuple[Trend, ...]
    incidents: int


def trends(
    workspace: Workspace, grouping: Grouping, months: int = MONTHS, today: date | None = None
) -> Trends:
    """Incidents by what they have in common, in the last months and the one that runs. Cancelled ones are left out.

    By cause, a line is a word that is told in the root cause, or in the summary, of at least two of them.
    """
    spans = last_months(workspace, months, today)
    began = began_in(workspace, ServiceIncident, [*(span.start_utc for span in spans), spans[-1].end_utc], _ASKED[grouping])  # fmt: skip
    keyed: dict[str, list[Began]] = defaultdict(list)
    keys_of = cache(_KEYS[grouping])
    for each in began:
        for key in keys_of(each.value):
            keyed[key].append(each)
    if grouping is Grouping.CAUSE:
        keyed = defaultdict(list, {key: cases for key, cases in keyed.items() if len(cases) > 1})
        labels = _as_told(keyed, began)
    else:
        called = entries(workspace, map(UUID, keyed))
        labels = {entry.id.hex: entry.label for entry in called.values()}
    lines = [
        _trend(grouping, key, labels[key], cases, len(spans)) for key, cases in keyed.items() if key in labels
    ]
    lines.sort(key=lambda line: (-line.total, -line.counts[-1], line.label.casefold()))
    return Trends(spans, tuple(lines), len(began))


def last_months(workspace: Workspace, months: int, today: date | None = None) -> tuple[Period, ...]:
    """That many calendar months up to the one that runs, in the organization's time zone."""
    zone = zone_name(workspace)
    today = today or days.today(workspace)
    year, month = divmod(today.year * 12 + today.month - months, 12)
    whole = Period(date(year, month + 1, 1), Period.month(today.year, today.month, zone).last, zone)
    return monthly_buckets(whole)


def _link(stored: str | None) -> tuple[str, ...]:
    return (stored,) if stored else ()


def _links(stored: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(UUID(each).hex for each in json.loads(stored)))


_words_of = lru_cache(4096)(telling_words)


def _causes(told: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stem(word) for word in _words_of(told) if not word.isdecimal()))


_KEYS: Mapping[Grouping, Callable[[Any], tuple[str, ...]]] = {
    Grouping.SERVICE: _link,
    Grouping.ITEM: _links,
    Grouping.CAUSE: _causes,
    Grouping.CUSTOMER: _link,
}
"""What incidents have in common, by what stands in their rows."""

_ASKED = {
    Grouping.SERVICE: ("service",),
    Grouping.ITEM: ("configuration_items",),
    Grouping.CAUSE: ("root_cause", "summary"),
    Grouping.CUSTOMER: ("customer",),
}
"""In which field that stands; in the next one where nothing was said."""


def _as_told(keyed: Collection[str], began: Iterable[Began]) -> dict[str, str]:
    """Of each cause the word itself, as it is told most often."""
    told: dict[str, dict[str, int]] = {key: defaultdict(int) for key in keyed}
    for text, times in Counter(each.value for each in began).items():
        for each in _words_of(text):
            if (key := stem(each)) in told:
                told[key][each] += times
    return {key: max(sorted(words), key=words.__getitem__) for key, words in told.items()}


def _trend(grouping: Grouping, key: str, label: str, cases: list[Began], months: int) -> Trend:
    counted_in = Counter(case.part for case in cases)
    counts = tuple(counted_in[month] for month in range(months))
    known_as = key if grouping is Grouping.CAUSE else UUID(key)
    return Trend(grouping, known_as, label, counts, tuple(UUID(case.id) for case in cases))


def change_values(workspace: Workspace, trend: Trend) -> dict[str, Any]:
    """What a change request is filled with from a line: what it is about and what it is to put right."""
    cases = workspace.find(ServiceIncident, col(ServiceIncident.id).in_(trend.incidents))
    numbers = ", ".join(sorted(case.number for case in cases))
    items = {item for case in cases for item in case.configuration_items}
    services = {case.service for case in cases if case.service}
    customers = {case.customer for case in cases if case.customer}
    values: dict[str, Any] = {
        "purpose": word(_("Fewer incidents with {what}", what=trend.label)),
        "requirement": word(_how_many(trend, numbers)),
        "related": trend.incidents[:LINKED],
        "service": next(iter(services)) if len(services) == 1 else None,
        "customer": next(iter(customers)) if len(customers) == 1 else None,
    }
    if trend.grouping is Grouping.ITEM:
        items = {key for key in (trend.key,) if isinstance(key, UUID)}
    return {**values, "configuration_items": tuple(sorted(items, key=str))}


def _how_many(trend: Trend, numbers: str) -> Message:
    months = counted("{n} month", "{n} months", n=len(trend.counts))
    return counted(
        "{n} incident in {months}: {numbers}.",
        "{n} incidents in {months}: {numbers}.",
        n=trend.total,
        months=months,
        numbers=numbers,
    )


def request_change(workspace: Workspace, trend: Trend) -> ServiceChangeRequest:
    """A draft change request filled from a line, naming its incidents."""
    reason = word(_("from a trend: {what}", what=trend.label))
    with workspace.transaction("request change", reason):
        return create(workspace, ServiceChangeRequest, change_values(workspace, trend))


def note_looked_at(workspace: Workspace, outcome: str, records: Iterable[UUID] = ()) -> TaskPerformance:
    """Record that potential incidents were looked for, with what came of it. Raises Refused."""
    return perform_task(workspace, workspace.packs.first.bindings.task_showing(VIEW), outcome, tuple(records))


def last_looked_at(workspace: Workspace) -> TaskPerformance | None:
    model, pack = TaskPerformance, workspace.packs.first
    task = pack.bindings.task_showing(VIEW)
    same_task = col(model.task).in_((task, pack.full_id(task)))
    return workspace.first(
        model, same_task, col(model.state) == "recorded", order_by=[col(model.done_on).desc()]
    )


__all__ = [
    "Grouping", "Trend", "Trends", "change_values", "last_looked_at", "last_months", "note_looked_at", "request_change", "trends",
]  # fmt: skip
