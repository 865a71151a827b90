"""The figures of the improvement report: goals, the customers' side, our side, action items."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sdesk.models import (
    RECORDS,
    Agreement,
    BusinessGoals,
    CustomerAgreement,
    Document,
    ImprovementReport,
    SupplierAgreement,
    TaskPerformance,
)
from sdesk.models.governance import Goal
from sdesk.models.relationship import Measure
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import draft_of, in_effect, to_go_by
from sdesk.practice.measures.figures import Figure, met
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting import measured as measures
from sdesk.practice.reporting.actions import action_items, as_of, end_of, previous_actions
from sdesk.practice.reporting.scope import Scope, agreements, scope_of, version_for, whole_scope
from sdesk.practice.reporting.tables import (
    change_tables,
    feedback_tables,
    figure_json,
    incident_tables,
    month_series,
    months_shown,
    target_rows,
)
from sdesk.storage import col

Json = Any

_MEASURED_BY: Mapping[Measure, str] = {
    Measure.AVAILABILITY: r"availab",
    Measure.CHANGE_SUCCESS: r"chang.*(success|roll)|(success|roll).*chang",
    Measure.SATISFACTION: r"satisf|survey",
    Measure.RESPONSE: r"response|respond",
    Measure.RESTORATION: r"restor|resol",
}
"""How a goal's measure is recognized as one that the program computes; the first that fits."""

_COUNTED_OTHERWISE = r"complain|train|supplier"
"""What a measure about these counts is not what the program computes."""


def improvement_tables(workspace: Workspace, period: Period) -> Json:
    """Everything that the improvement report says in figures about a period."""
    everything = whole_scope(workspace, min(months_shown(period)[0], period.previous()), period)
    agreements = _agreements_in(workspace, period)
    scopes = [(agreement, scope_of(workspace, agreement, everything)) for agreement in agreements]
    customers = [scope for agreement, scope in scopes if isinstance(agreement, CustomerAgreement)]
    return {
        "goals": _goals(workspace, everything, customers, period),
        "agreements": [_performance(workspace, agreement, scope, period) for agreement, scope in scopes],
        "incidents": incident_tables(everything, period),
        "changes": change_tables(everything, period),
        "feedback": feedback_tables(everything, period),
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
    chosen = [
        each for model in (CustomerAgreement, SupplierAgreement) for each in agreements(workspace, model)
    ]
    in_force = [version_for(workspace, each, period) for each in chosen]
    return [
        each
        for each in in_force
        if each.start and each.start <= period.last and (each.end is None or each.end >= period.first)
    ]


def _performance(workspace: Workspace, agreement: Agreement, scope: Scope, period: Period) -> Json:
    """Actual against agreed: only what is agreed."""
    return {
        "number": agreement.number,
        "name": agreement.name,
        "party": party_name(workspace, agreement),
        "kind": "customer" if isinstance(agreement, CustomerAgreement) else "supplier",
        "targets": [row for row in target_rows(agreement, scope, period) if row["target"] is not None],
    }


def party_name(workspace: Workspace, agreement: Agreement) -> str:
    """Who is on the other side."""
    party = getattr(agreement, "customer", None) or getattr(agreement, "supplier", None)
    return entries(workspace, [party])[party].title if party else ""


# ---------------------------------------------------------------- goals


def _goals(workspace: Workspace, everything: Scope, customers: Sequence[Scope], period: Period) -> Json:
    at = end_of(workspace, period)
    goals = to_go_by(workspace, BusinessGoals, at) or draft_of(workspace, BusinessGoals)
    if goals is None:
        return {"document": "", "rows": []}
    names = entries(workspace, [goal.owner for goal in goals.goals if goal.owner])
    return {
        "document": goals.number,
        "version": goals.version,
        "rows": [
            _goal(goal, names[goal.owner].title if goal.owner in names else "", everything, customers, period)
            for goal in goals.goals
        ],
    }


def _goal(
    goal: Goal, owner: str, everything: Scope, customers: Sequence[Scope], period: Period
) -> dict[str, Json]:
    measure = measure_named(goal.measure)
    current = _overall(measure, everything, customers, period) if measure else None
    previous = _overall(measure, everything, customers, period.previous()) if measure else None
    reached = met(current, goal.target, ">=") if current else None
    return {
        "statement": goal.statement,
        "measure": goal.measure,
        "target": goal.target,
        "unit": goal.unit,
        "due": goal.due.isoformat() if goal.due else "",
        "owner": owner,
        "set_by": goal.set_by,
        "value": figure_json(current),
        "previous": figure_json(previous),
        "met": reached,
        "word": _goal_word(goal, current, reached),
    }


def measure_named(words: str) -> Measure | None:
    """What the program can compute for a measure as somebody worded it; None if a person has to say it."""
    worded = words.lower()
    if re.search(_COUNTED_OTHERWISE, worded):
        return None
    return next((each for each, pattern in _MEASURED_BY.items() if re.search(pattern, worded)), None)


def _goal_word(goal: Goal, figure: Figure | None, reached: bool | None) -> str:
    if figure is None:
        return "in words"
    if figure.value is None:
        return "no data"
    if reached is None:
        return "no target set"
    return "met" if reached else "not met"


def _overall(
    measure: Measure, everything: Scope, customers: Sequence[Scope], period: Period
) -> Figure | None:
    """Over everything; availability over the services of every customer agreement, their hours added up."""
    if measure is Measure.AVAILABILITY:
        return measures.availability_together(customers, period)
    return measures.figure_of(measure, everything, period)


# ---------------------------------------------------------------- are practices followed


def _tasks(workspace: Workspace, period: Period) -> list[Json]:
    """The recurring tasks: whether each was done in the period, when last, and whether it is late."""
    from sdesk.practice.readiness.tasks import task_states  # here: tasks take steps, and steps freeze reports

    model = TaskPerformance
    done = workspace.find(
        model,
        col(model.state) == "recorded",
        col(model.done_on) >= period.first,
        col(model.done_on) <= period.last,
    )
    recorded = {each.task for each in done}
    return [
        {
            "task": standing.task.id,
            "name": standing.task.name,
            "done": standing.task.id in recorded or _within(standing.last_done, period),
            "last": standing.last_done.isoformat() if standing.last_done else "",
            "next": standing.next_due.isoformat() if standing.next_due else "",
            "state": _task_word(standing.state, standing.last_done),
        }
        for standing in task_states(workspace, as_of(workspace, period))
        if standing.task.cadence == "recurring"
    ]


def _within(day: date | None, period: Period) -> bool:
    return day is not None and period.first <= day <= period.last


def _task_word(state: str, last_done: date | None) -> str:
    if state == "due":
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
            rows.append({"work_product": called, **_document(model, document, today)})
    return rows


def _document(model: type[Document], document: Document | None, today: date) -> Json:
    review = document.next_review_date if document else None
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
