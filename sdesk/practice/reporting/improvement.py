"""The figures of the improvement report: goals, the customers' side, our side, action items."""

from datetime import date, datetime
from typing import Any

from sdesk.models import (
    RECORDS,
    Agreement,
    CustomerAgreement,
    Document,
    ImprovementReport,
    SupplierAgreement,
)
from sdesk.models.measures import Measure
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.reviews import next_review
from sdesk.practice.lifecycle.versions import in_effect, versions
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting import measured as measures
from sdesk.practice.reporting.actions.items import action_items, as_of, end_of, previous_actions
from sdesk.practice.reporting.agreed import scope_of
from sdesk.practice.reporting.goals import goal_rows, objective_rows, quality_rows
from sdesk.practice.reporting.measures import Facts
from sdesk.practice.reporting.past import names_at
from sdesk.practice.reporting.scope import Scope, whole_scope
from sdesk.practice.reporting.stored import known_json
from sdesk.practice.reporting.supplier.tables import supplier_feedback
from sdesk.practice.reporting.tables import (
    change_tables,
    feedback_tables,
    incident_tables,
    month_series,
    months_shown,
    outage_tables,
)
from sdesk.practice.reporting.target_rows import target_rows

Json = Any


def improvement_tables(workspace: Workspace, period: Period) -> Json:
    """Everything that the improvement report says in figures about a period."""
    everything = whole_scope(workspace, min(months_shown(period)[0], period.previous()), period)
    agreements = _agreements_in(workspace, period)
    scopes = [(agreement, scope_of(workspace, agreement, everything, period)) for agreement in agreements]
    customers = tuple(scope for agreement, scope in scopes if isinstance(agreement, CustomerAgreement))
    facts = Facts(everything, customers)
    return {
        "known": known_json(everything, period),
        "goals": goal_rows(workspace, facts, period),
        "objectives": objective_rows(workspace, facts, period),
        "quality": quality_rows(workspace, facts, period),
        "agreements": [_performance(workspace, agreement, scope, period) for agreement, scope in scopes],
        "incidents": incident_tables(everything, period),
        **outage_tables(everything, period),
        "changes": change_tables(everything, period),
        "feedback": feedback_tables(everything, period),
        "suppliers": supplier_feedback(workspace, everything, period),
        "practices": {"tasks": _tasks(workspace, period), "documents": _documents(workspace, period)},
        "actions": action_items(workspace, period),
        "previous": previous_actions(workspace, ImprovementReport, period),
        "months": month_series(everything, period),
        "counted": {
            "incidents": len(measures.recorded_in(everything, period)),
            "changes": len(measures.changes_ended_in(everything, period)),
            "feedback": len(measures.feedback_in(everything, period)),
            "scores": len(measures.scores_in(everything, period)),
            "agreements": len(agreements),
        },
    }


def _agreements_in(workspace: Workspace, period: Period) -> list[Agreement]:
    """Customer and supplier agreements that were in effect on a day of the period, in the version of that time."""
    found: list[Agreement] = []
    for model in (CustomerAgreement, SupplierAgreement):
        seen = versions(workspace, model).seen_at(end_of(workspace, period)).held
        begun = [each for each in seen if each.start < period.end_utc]
        latest = {each.number: each for each in begun if each.end is None or each.end > period.start_utc}
        agreements = (workspace.get(model, each.record) for each in latest.values())
        found.extend(each for each in agreements if each is not None)
    return found


def _performance(workspace: Workspace, agreement: Agreement, scope: Scope, period: Period) -> Json:
    """Actual against agreed: only what is agreed, and the availability of every service in scope."""
    return {
        "number": agreement.number,
        "version": agreement.version,
        "name": agreement.name,
        "party": party_name(workspace, agreement, end_of(workspace, period)),
        "kind": "customer" if isinstance(agreement, CustomerAgreement) else "supplier",
        "known": known_json(scope, period),
        "targets": [
            row
            for row in target_rows(agreement, scope, period)
            if row["target"] is not None
            or row["word"] == "in words"
            or (row["measure"] == Measure.AVAILABILITY.value and row["service"])
        ],
    }


def party_name(workspace: Workspace, agreement: Agreement, at: datetime | None = None) -> str:
    """Who is on the other side, by the name of today or of the moment given."""
    party = getattr(agreement, "customer", None) or getattr(agreement, "supplier", None)
    return names_at(workspace, [party], at or workspace.clock())[party] if party else ""


# ---------------------------------------------------------------- are practices followed


def _tasks(workspace: Workspace, period: Period) -> list[Json]:
    """The recurring tasks: whether each was done in the period, when last, and whether it is late."""
    # here: tasks take steps, and steps freeze reports
    from sdesk.practice.readiness.past_tasks import recurring_tasks_at

    return [
        {
            "task": standing.task.id,
            "name": standing.task.name,
            "done": _within(standing.last_done, period),
            "last": standing.last_done.isoformat() if standing.last_done else "",
            "next": standing.next_due.isoformat() if standing.next_due else "",
            "state": _task_word(standing.state, standing.last_done),
        }
        for standing in recurring_tasks_at(workspace, as_of(workspace, period))
    ]


def _within(day: date | None, period: Period) -> bool:
    return day is not None and period.first <= day <= period.last


def _task_word(state: str, last_done: date | None) -> str:
    if state == "overdue":
        return "late"
    return "in time" if state == "done" else ("not done yet" if last_done is None else state)


def _documents(workspace: Workspace, period: Period) -> list[Json]:
    """Every document: the version in effect at the end of the period, and whether its review date had passed then."""
    today, at = as_of(workspace, period), end_of(workspace, period)
    rows = []
    for model in RECORDS:
        if issubclass(model, Document):
            document = in_effect(workspace, model, at)
            called = workspace.packs.work_product_in(model.__name__)
            rows.append({"work_product": called, **_document(workspace, model, document, today)})
    return rows


def _document(workspace: Workspace, model: type[Document], document: Document | None, today: date) -> Json:
    review = next_review(workspace, document, today) if document else None
    if document is None:
        word = "none approved"
    else:
        word = "review overdue" if review and review < today else "in order"
    return {
        "name": model.singular,
        "number": document.number if document else "",
        "version": document.version if document else None,
        "issued": document.date_of_issue.isoformat() if document and document.date_of_issue else "",
        "review": review.isoformat() if review else "",
        "word": word,
    }
