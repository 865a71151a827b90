"""The tables of a report on a supplier: escalations, what customers and we said of them, actions, months."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sdesk.models import FeedbackEntry, PerformanceReport
from sdesk.models.governance import FeedbackAbout, FeedbackKind
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.measures.clocks import Clock
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting import measured as measures
from sdesk.practice.reporting.actions.items import items_json, open_or_done_in, previous_actions
from sdesk.practice.reporting.past import names_at
from sdesk.practice.reporting.scope import Scope
from sdesk.practice.reporting.stored import Json, figure_json, numbers_json, stored_moment
from sdesk.practice.reporting.supplier import measures as theirs
from sdesk.practice.reporting.supplier.escalated import Escalated
from sdesk.practice.reporting.tables import change_tables, months_shown, outage_tables


def supplier_tables(workspace: Workspace, scope: Scope, period: Period, versions: Any) -> dict[str, Json]:
    """All that a report says of a supplier besides the targets; nothing of it is a figure of ours."""
    return {
        "escalations": escalation_tables(scope, period),
        **_outages(workspace, scope, period),
        "changes": change_tables(scope, period),
        "feedback": supplier_feedback(workspace, scope, period),
        "actions": _actions(workspace, scope, period, versions),
        "months": _months(scope, period),
        "counted": {
            "escalations": len(theirs.in_sight(scope, period)),
            "incidents": len(measures.recorded_in(scope, period)),
            "changes": len(measures.changes_ended_in(scope, period)),
            "feedback": len(measures.feedback_in(scope, period)),
        },
    }


# ---------------------------------------------------------------- escalations and outages


def escalation_tables(scope: Scope, period: Period) -> Json:
    """How many there were, how long a solution took, and each of them with what is known of it at the end of the period."""
    before = period.previous()
    return {
        **_escalation_counts(scope, period),
        "previous": _escalation_counts(scope, before) if scope.known(before) else None,
        "list": [_escalation(each, scope, period) for each in theirs.in_sight(scope, period)],
    }


def _escalation_counts(scope: Scope, period: Period) -> Json:
    facts = theirs.facts_of(scope)
    found = {
        "escalated": theirs.escalated_in(scope, period),
        "solved": theirs.solved_in(scope, period),
        "restored by others": theirs.restored_by_others_in(scope, period),
        "open": theirs.open_at_end(scope, period),
    }
    return {
        **numbers_json({name: [each.incident for each in those] for name, those in found.items()}),
        "mean": figure_json(theirs.mean_solution(facts, period)),
        "median": figure_json(theirs.median_solution(facts, period)),
    }


def _escalation(case: Escalated, scope: Scope, period: Period) -> Json:
    end = scope.end_of(period)
    return {
        "id": str(case.id),
        "number": case.incident.number,
        "summary": case.incident.summary,
        "since": stored_moment(case.since),
        "answer": _clock(case.answer(None, end)),
        "solution": _clock(case.solution(None, end)),
        "restored": case.until_restored(end) if case.restored_by_others(end) else None,
    }


def _clock(clock: Clock) -> Json:
    return {"state": clock.state, "minutes": None if clock.state == "unknown" else clock.used}


def _outages(workspace: Workspace, scope: Scope, period: Period) -> Json:
    """Every outage that they caused, of whatever service, and whether somebody says so or their item alone; beside them
    those with an item of theirs and a root cause that names no supplier."""
    found = {str(each.id): each for each in measures.outages_in(scope, period)}
    names = names_at(workspace, [each.service for each in found.values()], scope.until)
    tables = outage_tables(scope, period)
    rows = [
        {
            **row,
            "service": _called(names, found[row["id"]].service),
            "said": found[row["id"]].caused_by is not None,
        }
        for row in tables["outages"]
    ]
    not_said = measures.outages_in(replace(scope, incidents=scope.outside), period)
    return {**tables, "outages": rows, "outages_not_said": [each.number for each in not_said]}


def _called(names: Mapping[UUID, str], key: UUID | None) -> str:
    return names.get(key, "") if key else ""


# ---------------------------------------------------------------- feedback, actions


def supplier_feedback(workspace: Workspace, scope: Scope, period: Period) -> Json:
    """What was said about suppliers and in disputes with them: how much of each kind, and every entry."""
    before, found = period.previous(), _said_in(scope, period)
    were = scope.then(found)
    parties = names_at(
        workspace, [key for each in found for key in (each.supplier, each.customer)], scope.until
    )
    return {
        **_said_counts(scope, period),
        "previous": _said_counts(scope, before) if scope.known(before) else None,
        "list": [
            {
                "number": each.number,
                "kind": each.kind.value if each.kind else "",
                "about": each.about.value if each.about else "",
                "supplier": _called(parties, each.supplier),
                "customer": _called(parties, each.customer),
                "description": each.description,
                "state": then.state,
                "outcome": then.outcome,
            }
            for each in found
            for then in [were.get(each.id, each)]
        ],
    }


def _said_in(scope: Scope, period: Period) -> list[FeedbackEntry]:
    return [
        each for each in scope.feedback_on_suppliers if each.received_at and period.contains(each.received_at)
    ]


def _said_counts(scope: Scope, period: Period) -> Json:
    found = _said_in(scope, period)
    about_them = [each for each in found if each.about is not FeedbackAbout.DISPUTE]
    return numbers_json(
        {
            **{kind.value: [each for each in about_them if each.kind is kind] for kind in FeedbackKind},
            "dispute": [each for each in found if each.about is FeedbackAbout.DISPUTE],
        }
    )


def _actions(workspace: Workspace, scope: Scope, period: Period, versions: Any) -> Json:
    """Those of the reports before, and all others that are about them."""
    told = previous_actions(workspace, PerformanceReport, period, versions)
    shown = {each["number"] for name in ("items", "older") for each in told[name]}
    others = [each for each in open_or_done_in(scope.actions, period) if each.number not in shown]
    return {**told, "about": items_json(workspace, others, period)}


# ---------------------------------------------------------------- months


def _months(scope: Scope, period: Period) -> Json:
    """Month by month; None where there is no data."""
    months = months_shown(period)

    def numbers(count: Any) -> list[int | None]:
        return [len(count(scope, month)) if scope.known(month) else None for month in months]

    return {
        "labels": [month.first.isoformat() for month in months],
        "escalated": numbers(theirs.escalated_in),
        "solved": numbers(theirs.solved_in),
        "outages": numbers(measures.outages_in),
        "availability": {
            name: [measures.availability_of(scope.about(service), month).value for month in months]
            for service, name in scope.services
        },
    }


__all__ = ["supplier_feedback", "supplier_tables"]
