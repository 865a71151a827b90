"""Customers and suppliers: how things stand with each, what comes up, and what is said back to them (RE.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sdesk.models import (
    ActionItem,
    Agreement,
    Customer,
    CustomerAgreement,
    FeedbackEntry,
    PerformanceReport,
    ServiceChangeRequest,
    ServiceIncident,
    Supplier,
    SupplierAgreement,
    SurveyScore,
)
from sdesk.models.relationship.party import Party
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import open_states
from sdesk.practice.lifecycle.reviews import next_review
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.measures.periods import Period, monthly_buckets
from sdesk.practice.relationship.feedback import waits_for_answer
from sdesk.practice.relationship.reminders import Reminder, reminders, today_of
from sdesk.practice.reporting.agreed import scope_of
from sdesk.practice.reporting.scope import whole_scope
from sdesk.practice.reporting.spans import versions_of_agreement
from sdesk.practice.reporting.supplier.theirs import actions_about, is_about_us, is_caused_by, items_of
from sdesk.practice.reporting.target_rows import target_rows
from sdesk.storage import col

MONTHS = 12
CHANGES_OVER = ("draft", "closed", "rejected", "withdrawn")


@dataclass(frozen=True)
class MonthOfScores:
    """What a customer said in one month, 1 to 5. The mean is None where nobody was asked."""

    month: Period
    count: int
    mean: float | None


@dataclass(frozen=True)
class PartyStanding:
    """Everything that a talk with a customer or supplier needs, as it stands today."""

    party: Party
    agreements: tuple[Agreement, ...]
    services: tuple[tuple[UUID, str], ...]
    incidents: tuple[ServiceIncident, ...]
    changes: tuple[ServiceChangeRequest, ...]
    feedback: tuple[FeedbackEntry, ...]
    actions: tuple[ActionItem, ...]
    reports: tuple[PerformanceReport, ...]
    satisfaction: tuple[MonthOfScores, ...]
    reminders: tuple[Reminder, ...]
    next_review: date | None = None


def _in_effect(agreement: Agreement) -> bool:
    return agreement.state == "approved"


# ---------------------------------------------------------------- one party


def standing_with(workspace: Workspace, party: Party, today: date | None = None) -> PartyStanding:
    """How things stand with a customer or a supplier."""
    today = today or today_of(workspace)
    agreements = agreements_with(workspace, party)
    covered = dict.fromkeys(service for each in agreements if _in_effect(each) for service in each.services)
    names = entries(workspace, covered)
    incidents = _open_incidents(workspace, party)
    changes = _open_changes(workspace, party)
    feedback = _feedback(workspace, party)
    reports = _reports(workspace, agreements)
    known = {each.id for each in agreements}
    sources = [each.id for group in (agreements, feedback, reports) for each in group]
    return PartyStanding(
        party=party,
        agreements=tuple(agreements),
        services=tuple((each, names[each].title) for each in covered if each in names),
        incidents=tuple(incidents),
        changes=tuple(changes),
        feedback=tuple(feedback),
        actions=tuple(_open_actions(workspace, party, sources)),
        reports=tuple(reports),
        satisfaction=satisfaction_by_month(workspace, party, today),
        reminders=tuple(each for each in reminders(workspace, today) if each.agreement.id in known),
        next_review=min(
            (day for each in agreements if _in_effect(each) and (day := next_review(workspace, each, today))),
            default=None,
        ),
    )


def agreements_with(workspace: Workspace, party: Party) -> list[Agreement]:
    """The newest version of each agreement, and the one in effect beside it; those in effect first."""
    model = CustomerAgreement if isinstance(party, Customer) else SupplierAgreement
    whose = (
        col(CustomerAgreement.customer) if isinstance(party, Customer) else col(SupplierAgreement.supplier)
    )
    found: Sequence[Agreement] = workspace.find(
        model,
        whose == party.id,
        col(model.state).not_in(("superseded", "withdrawn")),
        order_by=[col(model.number)],
    )
    return sorted(found, key=lambda each: (not _in_effect(each), each.number, each.version))


def _open_incidents(workspace: Workspace, party: Party) -> list[ServiceIncident]:
    model = ServiceIncident
    is_open = col(model.state).in_(open_states(ServiceIncident))
    newest = [col(model.number).desc()]
    if isinstance(party, Customer):
        return workspace.find(model, col(model.customer) == party.id, is_open, order_by=newest)
    items = items_of(workspace, party.id, workspace.clock())
    found = workspace.find(model, is_open, order_by=newest)
    return [each for each in found if each.escalated_to == party.id or is_caused_by(each, party.id, items)]


def _open_changes(workspace: Workspace, party: Party) -> list[ServiceChangeRequest]:
    model = ServiceChangeRequest
    is_open = col(model.state).not_in(CHANGES_OVER)
    newest = [col(model.number).desc()]
    if isinstance(party, Customer):
        return workspace.find(model, col(model.customer) == party.id, is_open, order_by=newest)
    return workspace.find(model, col(model.supplier) == party.id, is_open, order_by=newest)


def _feedback(workspace: Workspace, party: Party) -> list[FeedbackEntry]:
    """What a customer said, or what was said about a supplier and in disputes with them; complaints that wait first, then
    the newest."""
    model = FeedbackEntry
    whose = col(model.customer) if isinstance(party, Customer) else col(model.supplier)
    found = workspace.find(
        model,
        whose == party.id,
        col(model.state) != "cancelled",
        order_by=[col(model.received_at).desc()],
    )
    of_party = (each for each in found if isinstance(party, Customer) or not is_about_us(each))
    return sorted(of_party, key=lambda each: not waits_for_answer(each))


def _reports(workspace: Workspace, agreements: Sequence[Agreement]) -> list[PerformanceReport]:
    model = PerformanceReport
    ids = [version.id for each in agreements for version in versions_of_agreement(workspace, each)]
    return workspace.find(
        model,
        col(model.customer_agreement).in_(ids) | col(model.supplier_agreement).in_(ids),
        col(model.state).not_in(("superseded", "withdrawn")),
        order_by=[col(model.period_end).desc()],
    )


def _open_actions(workspace: Workspace, party: Party, sources: Sequence[UUID]) -> list[ActionItem]:
    model = ActionItem
    found = workspace.find(model, col(model.state).in_(("open", "in progress")), order_by=[col(model.due)])
    about = actions_about(workspace, found, party) if isinstance(party, Supplier) else ()
    return [each for each in found if each.source in sources or each in about]


def satisfaction_by_month(
    workspace: Workspace, party: Party, today: date, months: int = MONTHS
) -> tuple[MonthOfScores, ...]:
    """The last months, oldest first; a month without an answer has no mean."""
    ours = organization(workspace)
    zone = ours.time_zone if ours else "UTC"
    year, month = divmod(today.year * 12 + today.month - months, 12)
    whole = Period(date(year, month + 1, 1), Period.month(today.year, today.month, zone).last, zone)
    model = SurveyScore
    scores = workspace.find(
        model,
        col(model.customer) == party.id,
        col(model.state) == "recorded",
        col(model.asked_on) >= whole.first,
    )
    return tuple(_month_of(span, scores) for span in monthly_buckets(whole))


def _month_of(span: Period, scores: Sequence[SurveyScore]) -> MonthOfScores:
    found = [
        each.score
        for each in scores
        if each.score is not None and each.asked_on and span.first <= each.asked_on <= span.last
    ]
    return MonthOfScores(span, len(found), sum(found) / len(found) if found else None)


# ---------------------------------------------------------------- reviews


def review_period(workspace: Workspace, agreement: Agreement, today: date | None = None) -> Period:
    """What the next report is about: from where the last one ended up to the last full month, else the last quarter.

    Never before the agreement began, never after today.
    """
    today = today or today_of(workspace)
    ours = organization(workspace)
    zone = ours.time_zone if ours else "UTC"
    last_full = today.replace(day=1) - timedelta(days=1)
    reports = [
        each for each in _reports(workspace, [agreement]) if each.period_end and each.state == "approved"
    ]
    ended = max((each.period_end for each in reports if each.period_end), default=None)
    if ended is not None and ended < last_full:
        return Period(ended + timedelta(days=1), last_full, zone)
    if ended is not None:
        return Period(min(ended + timedelta(days=1), today), today, zone)
    quarter = Period.quarter(last_full.year, (last_full.month + 2) // 3, zone)
    whole = quarter if quarter.last <= last_full else quarter.previous()
    if agreement.start and whole.last < agreement.start <= today:
        return Period(agreement.start, today, zone)
    return whole


def review_begun(workspace: Workspace, agreement: Agreement, period: Period) -> PerformanceReport | None:
    """The draft to sit down with (WP.19), where there is one on this agreement and period."""
    for report in _reports(workspace, [agreement]):
        if report.is_draft and (report.period_start, report.period_end) == (period.first, period.last):
            return report
    return None


def performance_against_targets(
    workspace: Workspace, agreement: Agreement, period: Period | None = None
) -> list[Any]:
    """What was promised beside what was done, a row a target that was agreed, as the performance report prints it."""
    period = period or review_period(workspace, agreement)
    scope = scope_of(
        workspace, agreement, whole_scope(workspace, period.previous(), period, agreement), period
    )
    rows: list[Any] = target_rows(agreement, scope, period)
    return [row for row in rows if row["target"] is not None]


# ---------------------------------------------------------------- who there is


def parties(workspace: Workspace) -> list[Party]:
    """Customers, then suppliers, that there is something with now; by name."""
    customers: Sequence[Party] = workspace.find(
        Customer, col(Customer.state) == "in use", order_by=[Customer.name]
    )
    suppliers: Sequence[Party] = workspace.find(
        Supplier, col(Supplier.state) == "in use", order_by=[Supplier.name]
    )
    return [*customers, *suppliers]


__all__ = [
    "MonthOfScores",
    "PartyStanding",
    "agreements_with",
    "parties",
    "performance_against_targets",
    "review_begun",
    "review_period",
    "satisfaction_by_month",
    "standing_with",
]
