"""From which day on a provider is judged, and months as the rules count them."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from uuid import UUID

from sdesk.models import (
    CustomerAgreement,
    HistoryEntry,
    Record,
    ServiceChangeRequest,
    ServiceIncident,
    ServiceReport,
    SupplierAgreement,
)
from sdesk.practice.calendar.days import day_of
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.readiness.evidence.signatures import signatures
from sdesk.storage import col
from sdesk.storage.counts import values_of_each

A_MONTH = timedelta(days=27)
"""From the first day of the shortest to its last."""
BEGINS = (ServiceIncident, ServiceChangeRequest, CustomerAgreement, SupplierAgreement)


def first_day(workspace: Workspace) -> date | None:
    """The day of the first incident, change or agreement recorded by hand, or adopted after import, or, with none, of the
    first approval; None before. Who brings in all that there is and adopts it is no newer for that."""
    begun = [_first(workspace, model) for model in BEGINS]
    approvals = sorted(each.at for each in signatures(workspace).all)
    moments = [each for each in begun if each] or approvals[:1]
    return min((day_of(workspace, each) for each in moments), default=None)


def _first(workspace: Workspace, model: type[Record]) -> datetime | None:
    by_import = _imported(workspace, model)
    columns, where = (col(model.id), col(model.created_at)), (col(model.deleted_at).is_(None),)
    by_hand = (at for key, at in values_of_each(workspace, *columns, where=where) if key not in by_import)
    adopted = (each.at for each in signatures(workspace).of_kind(model) if each.record in by_import)
    return min((at for at in (*by_hand, *adopted) if at), default=None)


def _imported(workspace: Workspace, model: type[Record]) -> frozenset[UUID]:
    """Those of the kind that came by import."""
    came = col(HistoryEntry.model) == model.__name__, col(HistoryEntry.action) == "import"
    return frozenset(each.record_id for each in workspace.find(HistoryEntry, *came))


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or of an earlier one; its last where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_of_now(report: ServiceReport, today: date) -> bool:
    """Whether its period, a month or more, ended within fifteen months: on a day that went well there is always something
    good to say."""
    start, end = report.period_start, report.period_end
    if start is None or end is None or end - start < A_MONTH:
        return False
    return months_after(today, -15) <= end <= today


__all__ = ["first_day", "is_of_now", "months_after"]
