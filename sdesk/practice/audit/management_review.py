"""A management review: prepared with what the records say, completed by management, approved."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sdesk.models import (
    Agreement,
    ChangeProcedure,
    CustomerAgreement,
    ImprovementReport,
    ManagementReview,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
    SupplierAgreement,
)
from sdesk.models.audit.management_review import ReviewedDocument, ReviewInput, ReviewSubject
from sdesk.models.governance import ServiceRole
from sdesk.practice.audit.review_inputs import collect
from sdesk.practice.calendar import days
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, reload
from sdesk.practice.lifecycle.reviews import next_review
from sdesk.practice.lifecycle.roles import roles_of
from sdesk.practice.lifecycle.versions import each_in_effect
from sdesk.practice.measures.periods import Period
from sdesk.storage import col
from sdesk.translation import message as _
from sdesk.translation import term, word

DUE_SOON = timedelta(days=92)
"""An agreement whose review is due within so many days is proposed too."""


def prepare_review(
    workspace: Workspace, first: date | None = None, last: date | None = None
) -> ManagementReview:
    """A draft on a period, the twelve months up to yesterday if none is given, with all that the records say to it."""
    given = {name: day for name, day in (("period_start", first), ("period_end", last)) if day}
    return collect_again(workspace, create(workspace, ManagementReview, given))


def collect_for(workspace: Workspace, review: ManagementReview) -> tuple[ReviewInput, ...]:
    """What the records say to a review now. Nothing is stored: it takes its time, and others may write meanwhile."""
    return collect(workspace, _period(workspace, reload(workspace, review)))


def collect_again(
    workspace: Workspace, review: ManagementReview, collected: Sequence[ReviewInput] = ()
) -> ManagementReview:
    """What the records say now, or said when it was `collected`, and which documents are due; what was remarked stays.

    Raises Refused where the review is no draft any more.
    """
    found = collected or collect_for(workspace, review)
    with workspace.transaction("collect inputs") as session:
        live = session.get_one(ManagementReview, review.id)
        if not live.is_draft:
            raise Refused(
                _(
                    "{number} is {state}: its inputs stay as they are.",
                    number=live.number,
                    state=term(live.state),
                )
            )
        remarked = {each.subject: each for each in live.inputs}
        live.inputs = tuple(
            each.model_copy(update={"id": old.id, "remark": old.remark})
            if (old := remarked.get(each.subject))
            else each
            for each in found
        )
        named = {each.record for each in live.documents}
        live.documents = (*live.documents, *(each for each in _due(workspace) if each.record not in named))
        live.collected_at = workspace.clock()
    return live


def found_stays(workspace: Workspace, live: ManagementReview, was: Mapping[str, Any]) -> None:
    """Whoever writes a remark changes nothing of what was collected; a line that was not collected has nothing found."""
    if "inputs" in was:
        before: dict[UUID, ReviewInput] = {each.id: each for each in was["inputs"]}
        live.inputs = tuple(
            each.model_copy(update={"subject": old.subject, "found": old.found, "records": old.records})
            if (old := before.get(each.id))
            else each.model_copy(update={"found": "", "records": ()})
            for each in live.inputs
        )


def _period(workspace: Workspace, review: ManagementReview) -> Period:
    last = review.period_end or days.today(workspace) - timedelta(1)
    first = review.period_start or last - timedelta(364)
    return Period(min(first, last), last, days.zone_on(workspace, last))


def _due(workspace: Workspace) -> Iterator[ReviewedDocument]:
    """The policy, the catalogue, the change procedure, the last improvement report, and the agreements due soon."""
    for model in (ServiceDeliveryPolicy, ServiceCatalogue, ChangeProcedure):
        for each in each_in_effect(workspace, model):
            yield ReviewedDocument(record=each.id, version=each.version)
    last = workspace.first(
        ImprovementReport,
        col(ImprovementReport.state) == "approved",
        order_by=[col(ImprovementReport.period_end).desc()],
    )
    if last:
        yield ReviewedDocument(record=last.id, version=last.version)
    soon = days.today(workspace) + DUE_SOON
    kinds: tuple[type[Agreement], ...] = (CustomerAgreement, SupplierAgreement)
    for agreement in (each for kind in kinds for each in each_in_effect(workspace, kind)):
        due = next_review(workspace, agreement)
        if due and due <= soon:
            yield ReviewedDocument(record=agreement.id, version=agreement.version)


def proposed(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    today = days.today(workspace)
    last: date = given.get("period_end") or today - timedelta(1)
    me = workspace.person_id
    parts = roles_of(workspace, me, today) if me else ()
    return {
        "subject": word(_("Management review of {day}", day=today)),
        "held_on": today,
        "period_start": last - timedelta(364),
        "period_end": last,
        "present": ({"person": me, "part": word(term(parts[0].label)) if parts else ""},) if me else (),
    }


# ---------------------------------------------------------------- what holds for it


def is_in_order(workspace: Workspace, review: ManagementReview, state: str) -> Iterator[Problem]:
    """The period is over when it is reviewed, that was not later than today, and management was there."""
    if review.period_start and review.period_end and review.period_end < review.period_start:
        yield Problem("period_end", _("The last day is before the first day."))
    if state != "approved" or review.held_on is None:
        return
    if review.held_on > days.today(workspace):
        yield Problem("held_on", _("The review is held on {day} only.", day=review.held_on))
    if review.period_end and review.period_end > review.held_on:
        yield Problem("period_end", _("The period was not over when it was reviewed."))
    there = (each.person for each in review.present if each.person)
    if review.present and not any(
        ServiceRole.MGT in roles_of(workspace, who, review.held_on) for who in there
    ):
        yield Problem("present", _("Nobody of management was present."), _("Name who of them was there."))
    for each in review.present:
        if each.person is None and len(each.name.strip()) < 2:
            yield Problem("present", _("A line of those present names nobody."))


def looks_at_all(workspace: Workspace, review: ManagementReview, state: str) -> Iterator[Problem]:
    """Each subject was looked at once, as the program collected it; what is said of a document is of one that there is."""
    if state != "approved":
        return
    found = [each.subject for each in review.inputs if each.found.strip()]
    left = [subject for subject in ReviewSubject if subject not in found]
    if left or review.collected_at is None:
        names = tuple(term(subject.label) for subject in left)
        said = (
            _("Nothing was collected on: {subjects}.", subjects=names)
            if names
            else _("The inputs were not collected by the program.")
        )
        yield Problem("inputs", said, _("Collect the inputs."))
    if len(found) != len(set(found)):
        yield Problem("inputs", _("A subject stands twice among the inputs."))
    for each in review.documents:
        shown = _newest(workspace, each.record)
        if shown is not None and each.version is not None and each.version > shown:
            yield Problem("documents", _("A document is named in a version that there is none of."))


def _newest(workspace: Workspace, key: UUID | None) -> int | None:
    """The newest version of what this record is a version of; None where it is not there."""
    entry = entries(workspace, [key]).get(key) if key else None
    return entry.version if entry else None


__all__ = [
    "collect_again",
    "collect_for",
    "found_stays",
    "is_in_order",
    "looks_at_all",
    "prepare_review",
    "proposed",
]
