"""Documents that are read again and left as they are, and people who say that they have read them: both are signed, with
the SHA-256 of what was read."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sdesk.models import (
    Agreement,
    Document,
    DocumentReview,
    ExternalDocument,
    ReadConfirmation,
    Record,
    TaskPerformance,
    field_of,
    model_named,
)
from sdesk.packs import Task
from sdesk.packs.dependencies import approved_by
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.approvals import approvals_of, digest_of
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.lifecycle.reviews import REVIEW_AT_MOST, next_review
from sdesk.practice.lifecycle.roles import any_of, roles_of
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.lifecycle.thin import what_is_thin
from sdesk.translation import message as _
from sdesk.translation import term

KEPT = (Document, Agreement, ExternalDocument)
"""The kinds of record that stand in the register of documents."""


def document_read(workspace: Workspace, about: DocumentReview | ReadConfirmation) -> Record | None:
    """The version that it is about; None where that is no document."""
    entry = entries(workspace, [about.document]).get(about.document) if about.document else None
    model = model_named(entry.model) if entry else Record
    return workspace.get(model, about.document) if issubclass(model, KEPT) else None


def edition_of(document: Record) -> str:
    """What tells this version from the others."""
    return document.edition if isinstance(document, ExternalDocument) else str(document.version)


def is_approved_as_it_is(workspace: Workspace, document: Record) -> bool:
    """Whether what stands there is what somebody approved; of what others issue nothing is approved here."""
    if isinstance(document, ExternalDocument):
        return document.state == "in use"
    if document.state != "approved":
        return False
    signed = [each for each in approvals_of(workspace, document) if each.step == "approve"]
    return bool(signed) and signed[-1].sha256 == digest_of(workspace, document)


# ---------------------------------------------------------------- reviews without change


def who_reviews(workspace: Workspace, document: Record) -> tuple[str, ...]:
    """The roles that may say that it still fits: those that approve it, and those whose task it is to review it."""
    if isinstance(document, ExternalDocument):
        return DocumentReview.step_called("record").roles
    pack = workspace.packs.first
    by_task = (role for task in _review_tasks(workspace, document) for role in pack.our_roles(task.roles))
    return tuple(dict.fromkeys((*type(document).step_called("approve").roles, *by_task)))


def _review_tasks(workspace: Workspace, document: Record) -> Iterator[Task]:
    """The recurring tasks that are a review of this kind of document."""
    pack = workspace.packs.first
    for task in pack.asks.tasks_in_order:
        is_review = task.cadence == "recurring" and pack.bindings.task(task.id).by_review
        if is_review and type(document).__name__ in map(pack.bindings.record_of, approved_by(task)):
            yield task


def review_without_change(
    workspace: Workspace, document: Record, outcome: str, next_day: date | None = None
) -> DocumentReview:
    """Say that the document was read today and still fits, and when it is to be read next: in a year, if nothing is said.

    Raises Refused where it is not in force as it is, where whoever works is not to say so, or where nothing is said.
    """
    values = {
        "document": document.id,
        "outcome": outcome,
        "next_review": next_day or today(workspace) + timedelta(days=365),
    }
    with workspace.transaction("review without change"):
        return take_step(workspace, create(workspace, DocumentReview, values), "record")


def note_review(workspace: Workspace, review: DocumentReview, reason: str) -> None:
    """What recording it fills in."""
    review.done_on, review.done_by = today(workspace), workspace.person_id
    _note_what_was_read(workspace, review)


def _note_what_was_read(workspace: Workspace, about: DocumentReview | ReadConfirmation) -> None:
    document = document_read(workspace, about)
    if document is not None:
        about.edition, about.digest = edition_of(document), digest_of(workspace, document)


def review_counts(workspace: Workspace, review: DocumentReview, state: str) -> Iterator[Problem]:
    """What is asked when it is recorded; later the document may be another, and the review stays what it was."""
    if review.state != "draft" or state != "recorded" or review.document is None:
        return
    yield from _can_be_read(workspace, review)
    document = document_read(workspace, review)
    held = {role.value for role in roles_of(workspace, workspace.person_id, today(workspace))}
    if document is not None and not held & set(who_reviews(workspace, document)):
        said = _("This is for the {roles}.", roles=any_of(who_reviews(workspace, document)))
        yield Problem("document", said, _("Let one of them read it."))
    spec = field_of(DocumentReview, "outcome")
    if why := what_is_thin(spec, review.outcome):
        said = _("{field}: {why}.", field=term(spec.label), why=why)
        yield Problem("outcome", said, _("Say in a sentence what it was held against."))
    if review.next_review and not today(workspace) < review.next_review <= today(workspace) + REVIEW_AT_MOST:
        yield Problem(
            "next_review",
            _("The next review is not within a year from now."),
            _("Choose a day within a year."),
        )


def _can_be_read(workspace: Workspace, about: DocumentReview | ReadConfirmation) -> Iterator[Problem]:
    document = document_read(workspace, about)
    if document is None:
        yield Problem("document", _("That is no document of the register."), _("Choose another."))
    elif not is_approved_as_it_is(workspace, document):
        yield Problem(
            "document",
            _("{number} is not in force as it stands there.", number=document.number),
            _("Choose the version that was approved."),
        )
    if workspace.person_id is None:
        yield Problem("", _("Nobody is working in this workspace now."), _("Say who you are first."))


def follow_review(workspace: Workspace, review: DocumentReview) -> None:
    """What others wait for: the day of a document of others, and the tasks that the review was."""
    document = document_read(workspace, review)
    if isinstance(document, ExternalDocument):
        save(workspace, document, {"next_check": review.next_review})
    elif document is not None:
        _perform_tasks(workspace, document, review)


def _perform_tasks(workspace: Workspace, document: Record, review: DocumentReview) -> None:
    """Nobody says twice that the policy was reviewed. Where several tasks look at it, or one at more than it, they stay to
    be done: who has read it has not said that of each."""
    pack = workspace.packs.first
    tasks = [*_review_tasks(workspace, document)]
    held = {role.value for role in roles_of(workspace, workspace.person_id, today(workspace))}
    if len(tasks) != 1 or not held & set(pack.our_roles(tasks[0].roles)):
        return
    kinds = {pack.bindings.record_of(made) for made in approved_by(tasks[0])}
    if kinds == {type(document).__name__}:
        read = {"outcome": review.outcome.strip(), "related": (document.id, review.id)}
        done = create(workspace, TaskPerformance, {"task": tasks[0].id, **read})
        take_step(workspace, done, "record")


# ---------------------------------------------------------------- read and understood


def confirm_read(workspace: Workspace, document: Record) -> ReadConfirmation:
    """Whoever works says that they have read this version and understood it. Raises Refused, also where they have."""
    with workspace.transaction("confirm"):
        made = create(workspace, ReadConfirmation, {"document": document.id})
        return take_step(workspace, made, "record")


def note_confirmation(workspace: Workspace, confirmation: ReadConfirmation, reason: str) -> None:
    confirmation.person, confirmation.confirmed_at = workspace.person_id, workspace.clock()
    _note_what_was_read(workspace, confirmation)


def confirmation_counts(
    workspace: Workspace, confirmation: ReadConfirmation, state: str
) -> Iterator[Problem]:
    if confirmation.state == "draft" and state == "recorded" and confirmation.document is not None:
        yield from _can_be_read(workspace, confirmation)


def next_day_proposed(workspace: Workspace, given: Any) -> dict[str, Any]:
    return {"next_review": today(workspace) + timedelta(days=365)}


__all__ = [
    "KEPT", "confirm_read", "confirmation_counts", "document_read", "edition_of", "follow_review", "is_approved_as_it_is",
    "next_day_proposed", "next_review", "note_confirmation", "note_review", "review_counts", "review_without_change",
    "who_reviews",
]  # fmt: skip
