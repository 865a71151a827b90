"""What the organization asks of itself, with what was reached: goals, objectives, quality measures of services."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from sdesk.models import (
    BusinessGoals,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
)
from sdesk.models.governance import Goal, Objective
from sdesk.models.record import AnyRecord
from sdesk.models.relationship import QualityMeasure
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import draft_of, in_effect, versions
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.measures import Facts
from sdesk.practice.reporting.past import names_at
from sdesk.practice.reporting.spans import Line, Row, Stretch, governed_all, lines_of, stretches_of
from sdesk.practice.reporting.target_rows import asked_row

Json = Any
Asks = Callable[[AnyRecord], Iterable[tuple[Row, UUID | None]]]
"""What one version of a document asks, and of which service, where the row itself does not say that."""


def goal_rows(workspace: Workspace, facts: Facts, period: Period) -> Json:
    """WP.01: each goal with what was reached."""
    lines = _lines(workspace, BusinessGoals, _goals, facts, period)
    told = [key for line, _before in lines for key in (line.target.owner, line.target.service)]
    names = names_at(workspace, told, facts.scope.until)
    return {
        **_document(workspace, BusinessGoals, facts, period),
        "rows": [
            {
                "due": line.target.due.isoformat() if line.target.due else "",
                "owner": names.get(line.target.owner, "") if line.target.owner else "",
                **_due_before(line),
                "set_by": line.target.set_by,
                **_stated(line, facts, period, before, names),
            }
            for line, before in lines
        ],
    }


def _due_before(line: Line[Goal]) -> dict[str, Json]:
    """By which days it was due in the period before it was moved, the first one first; nothing of one that stayed."""
    days = dict.fromkeys(each.due for each in line.before if each.due and each.due != line.target.due)
    return {"due_before": [day.isoformat() for day in days]} if days else {}


def objective_rows(workspace: Workspace, facts: Facts, period: Period) -> Json:
    """WP.14: each objective of the policy with what was reached."""
    lines = _lines(workspace, ServiceDeliveryPolicy, _objectives, facts, period)
    names = names_at(workspace, [line.target.service for line, _before in lines], facts.scope.until)
    return {
        **_document(workspace, ServiceDeliveryPolicy, facts, period),
        "rows": [_stated(line, facts, period, before, names) for line, before in lines],
    }


def _goals(goals: BusinessGoals) -> Iterable[tuple[Goal, None]]:
    return ((each, None) for each in goals.goals)


def _objectives(policy: ServiceDeliveryPolicy) -> Iterable[tuple[Objective, None]]:
    return ((each, None) for each in policy.objectives)


def _stated(
    line: Line[Any], facts: Facts, period: Period, before: bool, names: Mapping[UUID, str]
) -> dict[str, Json]:
    row: Goal | Objective = line.target
    return {
        "statement": row.statement,
        "measure": row.counts.value if row.counts else row.measure,
        "service": names.get(row.service, "") if row.service else "",
        **asked_row(line, facts, period, before),
    }


def quality_rows(workspace: Workspace, facts: Facts, period: Period) -> Json:
    """WP.10: the quality measures of each service in the catalogue, over all customers."""
    lines = _lines(workspace, ServiceCatalogue, _measures, facts, period)
    names = names_at(workspace, [line.service for line, _before in lines], facts.scope.until)
    return {
        **_document(workspace, ServiceCatalogue, facts, period),
        "rows": [
            {
                "measure": line.target.counts.value if line.target.counts else line.target.name,
                "name": line.target.name,
                "service": names.get(line.service, "") if line.service else "",
                **asked_row(line, facts, period, before),
            }
            for line, before in lines
        ],
    }


def _measures(catalogue: ServiceCatalogue) -> Iterable[tuple[QualityMeasure, UUID]]:
    return ((each, service.id) for service in catalogue.services for each in service.quality_measures)


# ---------------------------------------------------------------- by the version of each day


def _lines(
    workspace: Workspace, model: type[AnyRecord], asks: Asks[AnyRecord, Row], facts: Facts, period: Period
) -> list[tuple[Line[Row], bool]]:
    """What the versions of a document ask, each in its days of those that anything is known of; and whether it was asked in
    all of the period before as well."""

    def asked(stretch: Stretch[AnyRecord]) -> Iterable[tuple[Row, UUID | None]]:
        return asks(stretch.document) if stretch.document else ()

    known, earlier = (facts.scope.known(each) or each for each in (period, period.previous()))
    before = stretches_of(workspace, model, earlier, facts.scope.until)
    lines = lines_of(stretches_of(workspace, model, known, facts.scope.until), known, asked)
    return [(line, governed_all(line, before, earlier, asked)) for line in lines]


def _document(workspace: Workspace, model: type[AnyRecord], facts: Facts, period: Period) -> dict[str, Json]:
    """The version in effect at the end of the period, and which days each had where there were several; while none was ever
    approved, the draft."""
    if versions(workspace, model).held:
        document = in_effect(workspace, model, facts.scope.until)
    else:
        document = draft_of(workspace, model)
    known = facts.scope.known(period) or period
    told = [
        {"version": each.document.version, "days": [each.first.isoformat(), each.last.isoformat()]}
        for each in stretches_of(workspace, model, known, facts.scope.until)
        if each.document is not None
    ]
    return {
        "document": document.number if document else "",
        "version": document.version if document else None,
        **({"versions": told} if len(told) > 1 else {}),
    }


__all__ = ["goal_rows", "objective_rows", "quality_rows"]
