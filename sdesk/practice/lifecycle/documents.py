"""What holds for every document of the profile: a draft with its dates, and a review within a year."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from sdesk.models import Document
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Proposal, RecordType, Rule, Workspace
from sdesk.practice.lifecycle.reviews import REVIEW_AT_MOST
from sdesk.practice.lifecycle.versions import organization
from sdesk.translation import message as _
from sdesk.translation import word

EARLY_REVIEW = timedelta(days=31)
"""A review done up to so long before its date is the review that was due on that date."""


def document(model: type[Document], *rules: Rule, proposes: Proposal | None = None) -> RecordType:
    """The record type of a document, with what is its own beside what holds for all of them."""

    def proposed(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
        return {**head_of_document(workspace, given), **(proposes(workspace, given) if proposes else {})}

    return RecordType(model, rules=(review_within_a_year, *rules), proposes=proposed)


def head_of_document(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    ours = organization(workspace)
    issued = today(workspace)
    return {
        "date_of_issue": issued,
        "next_review_date": issued + timedelta(days=365),
        "issuing_organization": ours.name if ours else "",
        "scope": word(_("All services of {organization}", organization=ours.name)) if ours else "",
    }


def review_within_a_year(workspace: Workspace, document: Document, state: str) -> Iterator[Problem]:
    if state != "approved" or document.next_review_date is None or document.date_of_issue is None:
        return
    if document.next_review_date <= document.date_of_issue:
        yield Problem(
            "next_review_date",
            _("The next review is not after the date of issue."),
            _("Choose a later day."),
        )
    elif document.next_review_date - document.date_of_issue > REVIEW_AT_MOST:
        yield Problem(
            "next_review_date",
            _("The next review is more than a year after the date of issue."),
            _("Choose a day within a year."),
        )
