"""Action items as a report tells them: as they were at the end of its period, whatever became of them since."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sdesk.models import ActionItem, PerformanceReport, ServiceReport
from sdesk.practice.calendar import days
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import versions
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.past import names_at
from sdesk.storage import col
from sdesk.storage.past import records_at

Json = Any
_DONE_WITH = ("done", "cancelled")


def previous_report(
    workspace: Workspace, model: type[ServiceReport], period: Period, agreement_ids: Sequence[UUID] = ()
) -> ServiceReport | None:
    """The approved report on the latest period before this one; of the same agreement, where one is given."""
    return next(iter(_earlier_reports(workspace, model, period, agreement_ids)), None)


def _earlier_reports(
    workspace: Workspace, model: type[ServiceReport], period: Period, agreement_ids: Sequence[UUID]
) -> list[ServiceReport]:
    """Those that were approved and, at the end of this period, not withdrawn; the latest period first."""
    at = end_of(workspace, period)
    kept = {each.record for each in versions(workspace, model).held if each.end is None or each.end > at}
    numbers = {each.number for each in versions(workspace, model).held if each.record in kept}
    found: Sequence[ServiceReport] = workspace.find(
        model,
        col(model.number).in_(numbers),
        col(model.state) != "draft",
        col(model.period_start) < period.first,
        order_by=[col(model.period_end).desc(), col(model.version).desc()],
    )
    return [
        each for each in found if not isinstance(each, PerformanceReport) or is_about(each, agreement_ids)
    ]


def is_about(report: PerformanceReport, agreement_ids: Sequence[UUID]) -> bool:
    """Whether the report is about one of these versions of an agreement."""
    return report.customer_agreement in agreement_ids or report.supplier_agreement in agreement_ids


def previous_actions(
    workspace: Workspace, model: type[ServiceReport], period: Period, agreement_ids: Sequence[UUID] = ()
) -> Json:
    """The previous report's action items with their states, and what is still open from reports before it."""
    reports = _earlier_reports(workspace, model, period, agreement_ids)
    number = reports[0].number if reports else ""
    of_previous = {each.id for each in reports if each.number == number}
    before = {each.id for each in reports} - of_previous
    items = _as_they_were(workspace, period)
    older = [each for each in items if each.source in before and each.state not in _DONE_WITH]
    return {
        "report": number,
        "items": items_json(workspace, [each for each in items if each.source in of_previous], period),
        "older": items_json(workspace, older, period),
    }


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
    """Each with its owner's name and where it comes from, so that it can be printed as it stands."""
    today = as_of(workspace, period)
    owners = names_at(workspace, [item.owner for item in items], end_of(workspace, period))
    sources = entries(workspace, [item.source for item in items if item.source])
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
        }
        for item in items
    ]


def as_of(workspace: Workspace, period: Period) -> date:
    """The last day that a report on the period can speak of: its end, or today."""
    return min(period.last, days.today(workspace))


def end_of(workspace: Workspace, period: Period) -> datetime:
    """The last moment that a report on the period can speak of: its end, or now."""
    return min(period.last_moment, workspace.clock())
