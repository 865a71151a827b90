"""Action items as a report tells them: as they were at the end of its period, whatever became of them since."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sdesk.models import ActionItem, PerformanceReport, Record, ServiceReport
from sdesk.practice.calendar import days
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.measures.periods import Period
from sdesk.storage import col
from sdesk.storage.past import record_at

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
    """Approved and superseded ones, the latest period first."""
    found: Sequence[ServiceReport] = workspace.find(
        model,
        col(model.state).in_(("approved", "superseded")),
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
    of_previous = _items_of(workspace, [each for each in reports if each.number == number], period)
    before = _items_of(workspace, [each for each in reports if each.number != number], period)
    older = [each for each in before if each.state not in _DONE_WITH]
    today = as_of(workspace, period)
    return {
        "report": number,
        "items": items_json(workspace, of_previous, today),
        "older": items_json(workspace, older, today),
    }


def _items_of(workspace: Workspace, reports: Sequence[Record], period: Period) -> list[ActionItem]:
    sources = [each.id for each in reports]
    return _as_they_were(workspace, period, col(ActionItem.source).in_(sources))


def _as_they_were(workspace: Workspace, period: Period, *where: Any) -> list[ActionItem]:
    """The items for which the conditions hold, as they were at the end of the period; those made later are left out."""
    at = end_of(workspace, period)
    found = (_as_it_was(workspace, item, at) for item in workspace.find(ActionItem, *where))
    there = [each for each in found if each is not None]
    return sorted(there, key=lambda each: (each.due or date.min, each.number))


def _as_it_was(workspace: Workspace, item: ActionItem, at: datetime) -> ActionItem | None:
    if item.changed_at is not None and item.changed_at <= at:
        return item
    was = record_at(workspace, item.id, at)
    return was if isinstance(was, ActionItem) else None


def action_items(workspace: Workspace, period: Period) -> Json:
    """All action items that the period saw: those open at its end, overdue ones among them, and those done in it.

    An item was done when its step was taken: what is noted later does not move it into another period.
    """
    found = _as_they_were(workspace, period, col(ActionItem.created_at) < period.end_utc)
    today = as_of(workspace, period)
    still_open = [each for each in found if each.state not in _DONE_WITH]
    done = [
        each for each in found if each.state == "done" and each.ended_at and period.contains(each.ended_at)
    ]
    overdue = [each for each in still_open if each.due and each.due < today]
    return {
        "open": len(still_open),
        "overdue": len(overdue),
        "done": len(done),
        "as_of": today.isoformat(),
        "items": items_json(workspace, [*still_open, *done], today),
    }


def items_json(workspace: Workspace, items: Sequence[ActionItem], today: date | None = None) -> list[Json]:
    """Each with its owner's name and where it comes from, so that it can be printed as it stands."""
    today = today or days.today(workspace)
    names = entries(workspace, [each for item in items for each in (item.owner, item.source) if each])
    return [
        {
            "number": item.number,
            "description": item.description,
            "owner": names[item.owner].title if item.owner in names else "",
            "due": item.due.isoformat() if item.due else "",
            "state": item.state,
            "overdue": item.state not in _DONE_WITH and item.due is not None and item.due < today,
            "outcome": item.outcome,
            "source": names[item.source].number if item.source in names else "",
        }
        for item in items
    ]


def as_of(workspace: Workspace, period: Period) -> date:
    """The last day that a report on the period can speak of: its end, or today."""
    return min(period.last, days.today(workspace))


def end_of(workspace: Workspace, period: Period) -> datetime:
    """The last moment that a report on the period can speak of: its end, or now."""
    return min(period.last_moment, workspace.clock())
