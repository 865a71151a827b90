"""When what is approved is to be looked at again: on the day that its version names or, where it was read since and left
as it is, on the day that the last such review names. The version itself, and with it its approval, stays what it was."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sdesk.models import Agreement, Approval, Document, DocumentReview, ExternalDocument, Operation, Record
from sdesk.practice.calendar.days import day_of, today
from sdesk.practice.lifecycle.approvals import digest_of
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage import col
from sdesk.storage.replay.set_back import set_back

REVIEW_AT_MOST = timedelta(days=366)


@dataclass(frozen=True)
class Reviewed:
    """A version was read again and left as it is: on which day, by whom, and when it is to be read next."""

    review: UUID
    number: str
    on: date
    by: UUID
    next: date
    outcome: str = ""


def review_field(model: type[Record]) -> str:
    """Where records of the kind say when they are to be looked at again; "" where they do not."""
    if issubclass(model, Document):
        return "next_review_date"
    if issubclass(model, ExternalDocument):
        return "next_check"
    return "review_date" if issubclass(model, Agreement) else ""


def reviews_without_change(workspace: Workspace) -> Mapping[UUID, tuple[Reviewed, ...]]:
    """By the version that was read, the oldest first. One that nobody signed on its day as it is counts for nothing."""
    return workspace.kept(("reviews",), lambda: _read(workspace), of=(DocumentReview, Approval, Operation))


def next_review(workspace: Workspace, record: Record, day: date | None = None) -> date | None:
    """When the version is to be looked at again, as known at the end of a day; None where it does not say."""
    field = review_field(type(record))
    named: date | None = getattr(record, field) if field else None
    return moved(workspace, record.id, named, day or today(workspace))


def moved(workspace: Workspace, version: UUID, named: date | None, day: date) -> date | None:
    """The day that a version names, or to which it was put by the end of a day."""
    done = [each for each in reviews_without_change(workspace).get(version, ()) if each.on <= day]
    return done[-1].next if named and done else named


def days_asked(
    named: date | None, done: Sequence[Reviewed], early: timedelta
) -> Iterator[tuple[date, date | None]]:
    """The day that a version names, and those to which it was put, each with the day of the review that put it there: that
    one does not hold it. A day that was moved longer than `early` before it came is asked no more; the one it was moved to is."""
    due, since = named, None
    for each in done if due else ():
        if due and each.on >= due - early:
            yield due, since
        due, since = each.next, each.on
    if due:
        yield due, since


def _read(workspace: Workspace) -> dict[UUID, tuple[Reviewed, ...]]:
    found: dict[UUID, list[Reviewed]] = {}
    recorded = workspace.find(DocumentReview, col(DocumentReview.state) == "recorded")
    backdated = set_back(workspace)
    signed = {
        (each.record_id, each.sha256, each.person_id, day_of(workspace, each.at))
        for each in workspace.find(Approval, col(Approval.model) == DocumentReview.__name__)
        if each.id not in backdated
    }
    for each in recorded:
        if not (each.document and each.done_on and each.done_by and each.next_review):
            continue
        is_signed = (each.id, digest_of(workspace, each), each.done_by, each.done_on) in signed
        if is_signed and each.done_on < each.next_review <= each.done_on + REVIEW_AT_MOST:
            done = Reviewed(each.id, each.number, each.done_on, each.done_by, each.next_review, each.outcome)
            found.setdefault(each.document, []).append(done)
    return {key: tuple(sorted(those, key=lambda one: (one.on, one.number))) for key, those in found.items()}


__all__ = [
    "REVIEW_AT_MOST",
    "Reviewed",
    "days_asked",
    "moved",
    "next_review",
    "review_field",
    "reviews_without_change",
]
