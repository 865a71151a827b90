"""Rules of agreements (WP.03, WP.21), of the catalogue (WP.10) and of feedback (WP.06)."""

from collections.abc import Iterator, Mapping
from typing import Any

from sdesk.models import Agreement, CustomerAgreement, FeedbackEntry, ServiceCatalogue, SupplierAgreement
from sdesk.models.governance import FeedbackAbout
from sdesk.models.measures import Measure
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.measures.targets import OF_SUPPLIERS, SHARES_WITHIN, asked_of, target_problems
from sdesk.translation import message as _
from sdesk.translation import term


def dates_are_in_order(workspace: Workspace, agreement: Agreement, state: str) -> Iterator[Problem]:
    if agreement.start and agreement.end and agreement.end <= agreement.start:
        yield Problem("end", _("The agreement ends before it starts."), _("Correct one of the two days."))
    if agreement.start and agreement.review_date and agreement.review_date < agreement.start:
        yield Problem("review_date", _("The review is before the start."), _("Correct one of the two days."))


def included_is_not_below_zero(workspace: Workspace, agreement: Agreement, state: str) -> Iterator[Problem]:
    if isinstance(agreement, CustomerAgreement) and (agreement.included_minutes or 0) < 0:
        said = _("The work that is included is below zero.")
        yield Problem("included_minutes", said, _("Leave it empty where nothing was agreed."))


def targets_can_be_counted(workspace: Workspace, agreement: Agreement, state: str) -> Iterator[Problem]:
    """WP.03, WP.21: what the program is to count has a number that it can come to; what a person judges, words."""
    if state != "approved":
        return
    yield from target_problems("service_targets", agreement.service_targets)
    for measure in dict.fromkeys(each.measure for each in agreement.service_targets):
        if measure and not measure.has_service and not isinstance(agreement, SupplierAgreement):
            said = _(
                "{measure} is of all our work: an agreement has none of its own.", measure=term(measure.label)
            )
            yield Problem("service_targets", said, _("Make it a goal, or choose another measure."))
    if any(each.measure is Measure.OTHER and not each.detail.strip() for each in agreement.service_targets):
        yield Problem(
            "service_targets", _("A target of another kind has no words."), _("Say what is promised.")
        )
    named = {each.service for each in agreement.service_targets if each.service}
    outside = sorted(named - {*agreement.services})
    known = entries(workspace, outside)
    for key in outside:
        name = known[key].title if key in known else _("a service that is not there any more")
        said = _("A target is about {service}, which the agreement does not cover.", service=name)
        yield Problem("service_targets", said, _("Take the service into the scope, or leave it out there."))


def other_side_agreed(workspace: Workspace, agreement: SupplierAgreement, state: str) -> Iterator[Problem]:
    """WP.21 b: somebody at the supplier agreed, or one of us accepted the conditions that they publish."""
    if "approved" not in agreement.states_to_hold(state):
        return
    if not agreement.their_approvals and not agreement.conditions:
        yield Problem(
            "their_approvals",
            _("Nothing says that the supplier agreed."),
            _("Say who agreed there, or name their published conditions and who of us accepted them."),
            is_gap=True,
        )
    for place, line in enumerate(agreement.conditions, start=1):
        if not line.edition.strip() and line.of is None:
            said = _("Conditions, line {n}: neither version nor day is given.", n=place)
            yield Problem(
                "conditions", said, _("Say which version was accepted, or of which day."), is_gap=True
            )


def targets_are_theirs(workspace: Workspace, agreement: SupplierAgreement, state: str) -> Iterator[Problem]:
    """WP.21: a supplier is measured by their own work, and by a time that they agreed to."""
    for row in agreement.service_targets if state == "approved" else ():
        asked = asked_of(row)
        if asked is None:
            continue
        label = term(asked.measure.label)
        if asked.measure not in OF_SUPPLIERS:
            said = _("{measure} is about our own work, not the supplier's.", measure=label)
            yield Problem("service_targets", said, _("Choose another measure."))
        elif asked.measure in SHARES_WITHIN and asked.within is None:
            said = _("{measure} does not say within which time.", measure=label)
            yield Problem("service_targets", said, _("Say in “Within” what they agreed to."))


def says_which_supplier(workspace: Workspace, feedback: FeedbackEntry, state: str) -> Iterator[Problem]:
    if state != "draft" and feedback.about not in (None, FeedbackAbout.US) and feedback.supplier is None:
        said = _("It is about a supplier or a dispute, and not said with whom.")
        yield Problem("supplier", said, _("Choose the supplier."))


def follow_supplier(workspace: Workspace, feedback: FeedbackEntry, was: Mapping[str, Any]) -> None:
    """A supplier was named, and nothing said of whom it is about: it is about them."""
    if "supplier" in was and feedback.supplier and feedback.about is None:
        feedback.about = FeedbackAbout.SUPPLIER


def quality_can_be_counted(
    workspace: Workspace, catalogue: ServiceCatalogue, state: str
) -> Iterator[Problem]:
    """WP.10: as targets."""
    if state != "approved":
        return
    for service in catalogue.services:
        yield from target_problems("services", service.quality_measures)
