"""What the organization asks of itself, with what was reached: goals, objectives, quality measures of services."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sdesk.models import (
    BusinessGoals,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
)
from sdesk.models.governance import Goal, Objective
from sdesk.models.record import AnyRecord
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import draft_of, in_effect, versions
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.actions import end_of
from sdesk.practice.reporting.measures import Facts
from sdesk.practice.reporting.past import names_at
from sdesk.practice.reporting.target_rows import asked_row

Json = Any


def goal_rows(workspace: Workspace, facts: Facts, period: Period) -> Json:
    """WP.01: each goal with what was reached."""
    goals = _held(workspace, BusinessGoals, period)
    if goals is None:
        return {"document": "", "rows": []}
    told = [key for goal in goals.goals for key in (goal.owner, goal.service)]
    names = names_at(workspace, told, end_of(workspace, period))
    return {
        "document": goals.number,
        "version": goals.version,
        "rows": [
            {
                "due": goal.due.isoformat() if goal.due else "",
                "owner": names.get(goal.owner, "") if goal.owner else "",
                "set_by": goal.set_by,
                **_stated(goal, facts, period, names),
            }
            for goal in goals.goals
        ],
    }


def objective_rows(workspace: Workspace, facts: Facts, period: Period) -> Json:
    """WP.14: each objective of the policy with what was reached."""
    policy = _held(workspace, ServiceDeliveryPolicy, period)
    rows = policy.objectives if policy else ()
    names = names_at(workspace, [each.service for each in rows], end_of(workspace, period))
    return {
        "document": policy.number if policy else "",
        "version": policy.version if policy else None,
        "rows": [_stated(each, facts, period, names) for each in rows],
    }


def _stated(
    row: Goal | Objective, facts: Facts, period: Period, names: Mapping[UUID, str]
) -> dict[str, Json]:
    return {
        "statement": row.statement,
        "measure": row.counts.value if row.counts else row.measure,
        "service": names.get(row.service, "") if row.service else "",
        **asked_row(row, facts, period),
    }


def quality_rows(workspace: Workspace, facts: Facts, period: Period) -> Json:
    """WP.10: the quality measures of each service in the catalogue, over all customers."""
    catalogue = _held(workspace, ServiceCatalogue, period)
    return {
        "document": catalogue.number if catalogue else "",
        "version": catalogue.version if catalogue else None,
        "rows": [
            {
                "measure": each.counts.value if each.counts else each.name,
                "name": each.name,
                "service": service.name,
                **asked_row(each, facts, period, service.id),
            }
            for service in (catalogue.services if catalogue else ())
            for each in service.quality_measures
        ],
    }


def _held(workspace: Workspace, model: type[AnyRecord], period: Period) -> AnyRecord | None:
    """The version in effect at the end of the period; while none was ever approved, the draft."""
    if not versions(workspace, model).held:
        return draft_of(workspace, model)
    return in_effect(workspace, model, end_of(workspace, period))
