"""What was corrected since an earlier report on the same period was approved: each record, field by field.

A correction changes what the records say of the period. What went on after its end (a case that was restored, closed
or opened again then) is none: it is cut off at the end, as in the figures.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sdesk.models import (
    Agreement,
    FeedbackEntry,
    HistoryEntry,
    PerformanceReport,
    Record,
    ServiceChangeRequest,
    ServiceIncident,
    ServiceReport,
    SurveyScore,
    TaskPerformance,
)
from sdesk.models.incident import Unknown
from sdesk.practice.incident.clocks import times_of
from sdesk.practice.incident.unknown import is_unknown
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.measures.clocks import utc
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.actions.items import is_about
from sdesk.practice.reporting.agreed import scope_of
from sdesk.practice.reporting.corrected.differing import differing_figures
from sdesk.practice.reporting.ended import Ends, ends_of
from sdesk.practice.reporting.past import names_at
from sdesk.practice.reporting.scope import Scope, whole_scope
from sdesk.practice.reporting.stored import Json, stored_moment
from sdesk.practice.reporting.supplier.theirs import is_about_us
from sdesk.practice.reporting.tables import months_shown
from sdesk.storage import col
from sdesk.storage.past import approved_in, changed_after, records_before, records_now

Facts = Mapping[str, Json]
"""What a record says of the period, by field, as it is stored."""

_AS_THEY_ARE: Mapping[type[Record], tuple[str, ...]] = {
    ServiceIncident: (
        "customer", "service", "configuration_items", "started_at", "recorded_at", "outage", "not_known", "impact", "major",
        "priority", "respond_minutes", "restore_minutes", "agreement", "caused_by", "root_cause", "resolver",
    ),
    ServiceChangeRequest: ("customer", "service", "configuration_items", "kind", "supplier"),
    FeedbackEntry: ("customer", "service", "kind", "about", "supplier", "received_at"),
    SurveyScore: ("customer", "service", "score", "asked_on"),
    TaskPerformance: ("task", "done_on", "related"),
}  # fmt: skip
"""The fields that figures are made of, by kind of record, besides the times that are cut off at the end."""


def corrections(
    workspace: Workspace,
    report: ServiceReport,
    figures: Mapping[str, Json],
    period: Period,
    agreement: Agreement | None = None,
    versions: Sequence[UUID] = (),
) -> Json:
    """Since the last approved report on these days, and on this agreement; None where there is none."""
    earlier = _earlier(workspace, report, versions)
    if earlier is None:
        return None
    before, (tick, at) = earlier
    return {
        "report": before.number,
        "version": before.version,
        "approved_at": stored_moment(at),
        "records": _corrected(workspace, tick, period, agreement),
        "figures": differing_figures(before.figures, figures),
    }


def _earlier(
    workspace: Workspace, report: ServiceReport, versions: Sequence[UUID]
) -> tuple[ServiceReport, tuple[int, datetime]] | None:
    """The one approved last, though it be superseded or withdrawn by now: somebody has read it."""
    model = type(report)
    found = workspace.find(
        model,
        col(model.period_start) == report.period_start,
        col(model.period_end) == report.period_end,
        col(model.state) != "draft",
        col(model.id) != report.id,
    )
    same = [each for each in found if not isinstance(each, PerformanceReport) or is_about(each, versions)]
    approved = [(each, at) for each in same if (at := approved_in(workspace, each))]
    return max(approved, key=lambda each: each[1], default=None)


def _corrected(workspace: Workspace, tick: int, period: Period, agreement: Agreement | None) -> list[Json]:
    """Each record that figures of the period are made of, or were, and that says something else of it now."""
    kinds = [each for each in _AS_THEY_ARE if agreement is None or each is not TaskPerformance]
    changed = changed_after(workspace, tick, kinds)
    if not changed:
        return []
    now = records_now(workspace, changed)
    then = records_before(workspace, changed, tick)
    since = min(months_shown(period)[0], period.previous())
    seen = whole_scope(workspace, since, period, agreement)
    was = _as_it_was(workspace, seen, tick, then, changed, since)
    if agreement is not None:
        seen, was = (scope_of(workspace, agreement, each, period) for each in (seen, was))
    counted = _Counted(seen, since, period).of(now.values()), _Counted(was, since, period).of(then.values())
    told = [
        found
        for key in changed
        if key in counted[0] or key in counted[1]
        for found in _correction(
            now.get(key), then.get(key), key in counted[0], (seen.ends, was.ends), period
        )
    ]
    return _named(workspace, sorted(told, key=lambda each: str(each["number"])), seen.until)


def _as_it_was(
    workspace: Workspace,
    seen: Scope,
    tick: int,
    then: Mapping[UUID, Record],
    changed: Mapping[UUID, type[Record]],
    since: Period,
) -> Scope:
    """The scope with the records that were changed as they were."""

    def of(model: type[Record], kept: Sequence[Any]) -> tuple[Any, ...]:
        were = (each for each in then.values() if isinstance(each, model))
        return (*(each for each in kept if each.id not in changed), *were)

    said = of(FeedbackEntry, (*seen.feedback, *seen.feedback_on_suppliers))
    return replace(
        seen,
        incidents=of(ServiceIncident, seen.incidents),
        changes=of(ServiceChangeRequest, seen.changes),
        feedback=tuple(each for each in said if is_about_us(each)),
        feedback_on_suppliers=tuple(each for each in said if not is_about_us(each)),
        scores=of(SurveyScore, seen.scores),
        ends=ends_of(workspace, since.start_utc, col(HistoryEntry.tick) <= tick),
    )


class _Counted:
    """Which records figures are made of: those in scope that are counted at all and had not ended before what is shown."""

    def __init__(self, scope: Scope, since: Period, period: Period) -> None:
        self._scope, self._since, self._period = scope, since, period
        incidents = (*scope.incidents, *scope.outside, *(each.incident for each in scope.escalated))
        said = (*scope.feedback, *scope.feedback_on_suppliers, *scope.scores)
        in_scope: tuple[Record, ...] = (*incidents, *scope.changes, *said)
        self._in_scope = {each.id for each in in_scope}

    def of(self, records: Iterable[Record]) -> set[UUID]:
        return {each.id for each in records if self._holds(each)}

    def _holds(self, record: Record) -> bool:
        if record.deleted_at is not None or _left_out(record):
            return False
        told: tuple[datetime | None, ...]
        match record:
            case TaskPerformance():
                return self._shows(record.done_on)
            case SurveyScore():
                return record.id in self._in_scope and self._shows(record.asked_on)
            case ServiceIncident():
                out = record.outage or is_unknown(record, Unknown.OUTAGE)
                told = (record.recorded_at, record.restored_at, record.started_at if out else None)
            case FeedbackEntry():
                told = (record.received_at,)
            case ServiceChangeRequest():
                asked = self._scope.asked.get(record.id, record.created_at)
                told = (asked, record.deployed_at, record.rolled_back_at)
            case _:
                return False
        if record.id not in self._in_scope or not any(_by(self._period.end_utc, each) for each in told):
            return False
        begins = self._since.start_utc  # what was brought in as over came to its end nobody knows when
        in_sight = any(each and utc(each) >= begins for each in told)
        return in_sight or not self._scope.ends.over_at(record, begins)

    def _shows(self, day: date | None) -> bool:
        return day is not None and self._since.first <= day <= self._period.last


def _left_out(record: Record) -> bool:
    """Drafts and what was cancelled are in no figure."""
    return record.state in ("draft", "cancelled")


def _correction(
    now: Record | None, then: Record | None, counts: bool, ends: tuple[Ends, Ends], period: Period
) -> Iterator[Json]:
    """What one record says otherwise; nothing where it says the same. What is gone altogether was deleted too."""
    told = now or then
    assert told is not None, "it is counted now, or was"
    found: dict[str, Json] = {
        "id": str(told.id),
        "number": told.number,
        "model": type(told).__name__,
        "changes": [],
    }
    if now is None or now.deleted_at is not None:
        yield {**found, "what": "deleted"}
    elif then is None or (then.state == "draft" and counts):
        yield {**found, "what": "entered"}
    else:
        after, before = (facts(each, of, period) for each, of in zip((now, then), ends, strict=True))
        names = [name for name in after if after[name] != before[name]]
        changes = [{"field": name, "before": before[name], "after": after[name]} for name in names]
        if changes:
            yield {**found, "what": "changed", "changes": changes}


def facts(record: Record, ends: Ends, period: Period) -> Facts:
    """What the record says of the period: its fields, and what happened up to the end."""
    end = period.end_utc
    said = {name: _plain(getattr(record, name)) for name in _AS_THEY_ARE[type(record)]}
    said["state"] = record.state if _left_out(record) else ""
    if isinstance(record, ServiceIncident):
        later = [each for each in record.reopenings if each.reopened_at and utc(each.reopened_at) >= end]
        restored = later[0].restored_at if later else record.restored_at
        said |= {
            "answered_at": _by(end, times_of(record, end).first_response_at),
            "restored_at": _by(end, restored),
            "holds": [
                [_by(end, each.start), _by(end, each.end)] for each in record.holds if _by(end, each.start)
            ],
            "reopenings": [
                [_plain(each.restored_at), _plain(each.reopened_at)]
                for each in record.reopenings
                if each not in later
            ],
            "escalations": [
                at
                for each in record.escalations
                for moment in (each.at, each.answered_at, each.solved_at)
                if (at := _by(end, moment))
            ],
        }
    if isinstance(record, ServiceChangeRequest):
        said |= {name: _by(end, getattr(record, name)) for name in ("deployed_at", "rolled_back_at")}
    if isinstance(record, FeedbackEntry):
        said["answers"] = [at for each in record.answers if (at := _by(end, each.at))]
    if isinstance(record, ServiceIncident | ServiceChangeRequest | FeedbackEntry):
        said["over"] = ends.over_at(record, end)
    return said


def _by(end: datetime, moment: datetime | None) -> str:
    """What had not happened by the end is not said of the period."""
    return stored_moment(utc(moment)) if moment and utc(moment) < end else ""


def _plain(value: Any) -> Json:
    match value:
        case Enum():
            return value.value
        case datetime():
            return stored_moment(utc(value))
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(getattr(each, "what", each)) for each in value]
        case UUID():
            return str(value)
        case _:
            return value


_LINKS = ("related", "customer", "service", "supplier", "caused_by", "agreement", "configuration_items")


def _named(workspace: Workspace, told: list[Json], at: datetime) -> list[Json]:
    """Links by the names that they lead to."""
    links = [each for one in told for each in one["changes"] if each["field"] in _LINKS]
    keys = {key for each in links for side in ("before", "after") for key in _keys(each[side])}
    names = names_at(workspace, keys, at)
    for each in links:
        for side in ("before", "after"):
            each[side] = ", ".join(names.get(key, str(key)) for key in _keys(each[side]))
    return told


def _keys(value: Json) -> list[UUID]:
    return [UUID(each) for each in (value if isinstance(value, list) else [value]) if each]


__all__ = ["corrections", "facts"]
