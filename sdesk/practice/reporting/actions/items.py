"""Action items as a report tells them: as they were at the end of its period, whatever became of them since."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sdesk.local_time import day_of
from sdesk.models import ActionItem, HistoryEntry, PerformanceReport, ServiceReport
from sdesk.practice.calendar import days
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import versions
from sdesk.practice.measures.clocks import find_zone, utc
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.actions.due_days import days_passed
from sdesk.practice.reporting.past import names_at
from sdesk.storage import col
from sdesk.storage.past import records_at
from sdesk.storage.replay.entries import new_value

Json = Any
_DONE_WITH = ("done", "cancelled")


def previous_report(
    workspace: Workspace, model: type[ServiceReport], period: Period, agreement_ids: Sequence[UUID] = ()
) -> ServiceReport | None:
    """The approved report on the latest period before this one; of the same agreement, where one is given."""
    return _latest_before(workspace, _reports(workspace, model, agreement_ids), period, workspace.clock())


def _reports(
    workspace: Workspace, model: type[ServiceReport], agreement_ids: Sequence[UUID]
) -> list[ServiceReport]:
    """All that were approved once, though they be superseded or withdrawn by now: their actions were agreed."""
    found = workspace.find(model, col(model.state) != "draft")
    return [
        each for each in found if not isinstance(each, PerformanceReport) or is_about(each, agreement_ids)
    ]


def _latest_before(
    workspace: Workspace, reports: Sequence[ServiceReport], period: Period, at: datetime
) -> ServiceReport | None:
    """Of those that were approved at the moment, and not withdrawn."""
    held = {
        each.record
        for model in {type(each) for each in reports}
        for each in versions(workspace, model).held
        if each.holds(at)
    }
    before = [
        each
        for each in reports
        if each.id in held and each.period_start and each.period_end and each.period_start < period.first
    ]
    return max(before, key=lambda each: (each.period_end, each.number, each.version), default=None)


def is_about(report: PerformanceReport, agreement_ids: Sequence[UUID]) -> bool:
    """Whether the report is about one of these versions of an agreement."""
    return report.customer_agreement in agreement_ids or report.supplier_agreement in agreement_ids


def previous_actions(
    workspace: Workspace, model: type[ServiceReport], period: Period, agreement_ids: Sequence[UUID] = ()
) -> Json:
    """The action items of the previous report, and of all others that it did not tell as ended: nothing is lost.

    What was told as ended comes again where it was opened again since.
    """
    reports = _reports(workspace, model, agreement_ids)
    previous = _latest_before(workspace, reports, period, end_of(workspace, period))
    number = previous.number if previous else ""
    sources = _sources(workspace, model)
    agreed = {each.id: each.number for each in reports}
    items = [
        each
        for each in _as_they_were(workspace, period)
        if each.source in agreed or sources.get(each.id) in agreed
    ]
    own = [each for each in items if number and number in _agreed_in(each, sources, agreed)]
    told = _told_as_ended(workspace, items, previous, period)
    older = [
        each for each in items if each not in own and told.get(each.id, ()) != (each.state, each.ended_at)
    ]
    return {
        "report": number,
        "as_of": as_of(workspace, period).isoformat(),
        "items": items_json(workspace, own, period),
        "older": items_json(workspace, older, period),
    }


def _sources(workspace: Workspace, model: type[ServiceReport]) -> dict[UUID, UUID]:
    """Which report approving made each of, whatever somebody said since that it comes from."""
    entry = HistoryEntry
    approvals = workspace.find(entry, col(entry.model) == model.__name__, col(entry.action) == "approve")
    approved = {each.operation for each in approvals}
    made = workspace.find(entry, col(entry.model) == ActionItem.__name__, col(entry.action) == "create")
    told = (
        (each.record_id, new_value(each.changes, "source")) for each in made if each.operation in approved
    )
    return {key: UUID(source) for key, source in told if source}


def _agreed_in(
    item: ActionItem, sources: Mapping[UUID, UUID], agreed: Mapping[UUID, str]
) -> tuple[str | None, ...]:
    """The numbers of the reports that it comes from."""
    return tuple(agreed.get(each) for each in (item.source, sources.get(item.id)) if each)


def _told_as_ended(
    workspace: Workspace, items: Sequence[ActionItem], previous: ServiceReport | None, period: Period
) -> dict[UUID, tuple[str, datetime | None]]:
    """What the report before said of those that had ended by the last day of its period: how, and when."""
    if previous is None or previous.period_start is None or previous.period_end is None:
        return {}
    told = Period(previous.period_start, previous.period_end, period.time_zone)
    were = records_at(workspace, items, end_of(workspace, told))
    return {each.id: (each.state, each.ended_at) for each in were if each.state in _DONE_WITH}


def _as_they_were(workspace: Workspace, period: Period) -> list[ActionItem]:
    """The items as they were at the end of the period; those made later, or deleted by then, are left out."""
    made = workspace.find(ActionItem, col(ActionItem.created_at) < period.end_utc, deleted=True)
    there = records_at(workspace, made, end_of(workspace, period))
    return sorted(there, key=lambda each: (each.due or date.min, each.number))


def action_items(workspace: Workspace, period: Period) -> Json:
    """All action items that the period saw: those open at its end, overdue ones among them, and those done in it.

    An item was done when its step was taken: what is noted later does not move it into another period.
    """
    found = _as_they_were(workspace, period)
    today = as_of(workspace, period)
    still_open = [each for each in found if each.state not in _DONE_WITH]
    done = [each for each in found if _done_in(each, period)]
    overdue = [each for each in still_open if each.due and each.due < today]
    return {
        "open": len(still_open),
        "overdue": len(overdue),
        "done": len(done),
        "as_of": today.isoformat(),
        "items": items_json(workspace, [*still_open, *done], period),
    }


def open_or_done_in(items: Iterable[ActionItem], period: Period) -> list[ActionItem]:
    """Of items as they were at the end of the period: those open then, and those done in it."""
    found = (each for each in items if each.state not in _DONE_WITH or _done_in(each, period))
    return sorted(found, key=lambda each: (each.due or date.min, each.number))


def _done_in(item: ActionItem, period: Period) -> bool:
    return item.state == "done" and item.ended_at is not None and period.contains(item.ended_at)


def items_json(workspace: Workspace, items: Sequence[ActionItem], period: Period) -> list[Json]:
    """Each with its owner's name and where it comes from, so that it can be printed as it stands.

    "passed" is the due day that passed before it was put off, "in_time" whether it ended by the day that it was due
    (None: it is not due yet, or was cancelled by then).
    """
    today, at = as_of(workspace, period), end_of(workspace, period)
    owners = names_at(workspace, [item.owner for item in items], at)
    sources = entries(workspace, [item.source for item in items if item.source])
    passed = days_passed(workspace, items, period.time_zone, at)
    return [
        {
            "number": item.number,
            "description": item.description,
            "owner": owners.get(item.owner, "") if item.owner else "",
            "due": item.due.isoformat() if item.due else "",
            "state": item.state,
            "overdue": item.state not in _DONE_WITH and item.due is not None and item.due < today,
            "outcome": item.outcome,
            "source": sources[item.source].number if item.source in sources else "",
            "ended": ended.isoformat() if (ended := _ended_on(item, period)) else "",
            "passed": missed.isoformat() if (missed := passed.get(item.id)) and missed != item.due else "",
            "in_time": _in_time(item, ended, passed.get(item.id, item.due), today),
        }
        for item in items
    ]


def _ended_on(item: ActionItem, period: Period) -> date | None:
    over = item.state in _DONE_WITH and item.ended_at is not None
    return day_of(utc(item.ended_at), find_zone(period.time_zone)) if over and item.ended_at else None


def _in_time(item: ActionItem, ended: date | None, due: date | None, today: date) -> bool | None:
    if due is None or (item.state in _DONE_WITH and ended is None):
        return None  # nobody knows
    if item.state == "done" or (ended or today) > due:
        return (ended or today) <= due
    return None


def as_of(workspace: Workspace, period: Period) -> date:
    """The last day that a report on the period can speak of: its end, or today."""
    return min(period.last, days.today(workspace))


def end_of(workspace: Workspace, period: Period) -> datetime:
    """The last moment that a report on the period can speak of: its end, or now."""
    return min(period.last_moment, workspace.clock())
