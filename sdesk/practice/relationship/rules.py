"""Rules of agreements (WP.03, WP.21) and of the catalogue (WP.10)."""

from collections.abc import Iterator

from sdesk.models import Agreement, ServiceCatalogue
from sdesk.models.measures import Measure
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.measures.targets import target_problems
from sdesk.translation import message as _


def dates_are_in_order(workspace: Workspace, agreement: Agreement, state: str) -> Iterator[Problem]:
    if agreement.start and agreement.end and agreement.end <= agreement.start:
        yield Problem("end", _("The agreement ends before it starts."), _("Correct one of the two days."))
    if agreement.start and agreement.review_date and agreement.review_date < agreement.start:
        yield Problem("review_date", _("The review is before the start."), _("Correct one of the two days."))


def targets_can_be_counted(workspace: Workspace, agreement: Agreement, state: str) -> Iterator[Problem]:
    """WP.03, WP.21: what the program is to count has a number that it can come to; what a person judges, words."""
    if state != "approved":
        return
    yield from target_problems("service_targets", agreement.service_targets)
    if any(each.measure is Measure.OTHER and not each.detail.strip() for each in agreement.service_targets):
        yield Problem(
            "service_targets", _("A target of another kind has no words."), _("Say what is promised.")
        )


def quality_can_be_counted(
    workspace: Workspace, catalogue: ServiceCatalogue, state: str
) -> Iterator[Problem]:
    """WP.10: as targets."""
    if state != "approved":
        return
    for service in catalogue.services:
        yield from target_problems("services", service.quality_measures)
