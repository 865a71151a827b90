"""The rules that judge requirements, by the names that bindings use, with the types of their parameters."""

from collections.abc import Mapping

from sdesk.practice.readiness.rules import (
    agreements,
    causes,
    changes,
    clearing,
    components,
    governance,
    incident,
    management,
    relationship,
    skills,
)
from sdesk.practice.readiness.rules.advice import advice
from sdesk.practice.readiness.rules.asked import Asked
from sdesk.practice.readiness.rules.grounds import Grounds, Rule
from sdesk.practice.readiness.rules.guards import guarded

RULES: Mapping[str, Rule] = {
    "scope is set": governance.scope_is_set,
    "policy is put to use": governance.policy_is_put_to_use,
    "responsibilities are held": governance.responsibilities_are_held,
    "results are reported": management.results_are_reported,
    "management reviews": management.management_reviews,
    "components are recorded": components.components_are_recorded,
    "changes are decided": changes.changes_are_decided,
    "changes follow the procedure": changes.changes_follow_the_procedure,
    "master copies are kept": components.master_copies_are_kept,
    "deployment is cleared": clearing.deployment_is_cleared,
    "catalogue covers all": relationship.catalogue_covers_all,
    "agreements are kept": agreements.agreements_are_kept,
    "reports are given": relationship.reports_are_given,
    "incidents are managed": incident.incidents_are_managed,
    "skills are there": skills.skills_are_there,
    "steps are told": incident.steps_are_told,
    "causes are found": causes.causes_are_found,
}


class TaskIds(str):
    """A parameter that names tasks of the set, with spaces between them."""


PARAMETERS: Mapping[str, Mapping[str, type]] = {
    "policy is put to use": {"review": TaskIds},
    "responsibilities are held": {"review": TaskIds},
    "management reviews": {"reviews": TaskIds},
    "skills are there": {"review": TaskIds, "entry": TaskIds},
    "causes are found": {"days": int, "at_most": int, "review": TaskIds},
}


def judged(rule: str, on: Grounds) -> tuple[Asked, ...]:
    """What the rule asks and how far that holds, as far as it counts, with the advice common to all."""
    asked = tuple(guarded(on, tuple(RULES[rule](on))))
    return (*asked, *advice(on, asked))


__all__ = ["PARAMETERS", "RULES", "TaskIds", "judged"]
