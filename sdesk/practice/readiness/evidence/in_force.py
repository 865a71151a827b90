"""Whether a version is in force: approved by somebody who might, unchanged since, complete, not thin, not expired."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic

from sdesk.models import Record
from sdesk.models.record import AnyRecord
from sdesk.practice.lifecycle.approvals import is_as_approved
from sdesk.practice.lifecycle.completeness import contacts_not_reached, problems
from sdesk.practice.lifecycle.documents import EARLY_REVIEW
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.reviews import next_review
from sdesk.practice.lifecycle.thin import thin_items
from sdesk.practice.readiness.evidence.reviews import reviews
from sdesk.practice.readiness.evidence.signatures import Signature, signatures
from sdesk.translation import Message
from sdesk.translation import message as _

GRACE = timedelta(days=60)
"""A version counts for so long after its next review, but as late."""
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Force(Generic[AnyRecord]):
    """How an approved version stands. In force where nothing is `wanting`; `late` where its review has passed."""

    record: AnyRecord
    approval: Signature | None
    wanting: tuple[Message, ...] = ()
    late: bool = False

    @property
    def holds(self) -> bool:
        return not self.wanting


def force_of(workspace: Workspace, record: AnyRecord, today: date) -> Force[AnyRecord]:
    """How a version in state approved stands on a day. A state without its approval is only claimed."""
    approval = next(
        (each for each in reversed(signatures(workspace).of(record)) if _brings_to_force(record, each)), None
    )
    review = _due(workspace, record, today)
    late = review is not None and review < today <= review + GRACE
    wanting = [
        *_of_approval(workspace, record, approval),
        *_of_content(workspace, record),
        *_of_days(record, today),
    ]
    if review is not None and review + GRACE < today:
        wanting.append(_("The review of {number} was due on {day}.", number=record.number, day=review))
    return Force(record, approval, tuple(wanting), late)


def _due(workspace: Workspace, record: Record, today: date) -> date | None:
    """When it is to be looked at again: the day it or its last review says or, where a task was done for it then, a year
    after."""
    due = next_review(workspace, record, today)
    if due is None:
        return None
    done = (
        each.day
        for each in reviews(workspace)
        if due - EARLY_REVIEW <= each.day <= today and each.is_of(record)
    )
    return max((each + A_YEAR for each in done), default=due)


def _of_days(record: Record, today: date) -> Iterator[Message]:
    """Before its first day, and after its last."""
    first = getattr(record, record.counts_from, None) if record.counts_from else None
    last = getattr(record, record.counts_until, None) if record.counts_until else None
    if first and first > today:
        yield _("{number} counts from {day} on only.", number=record.number, day=first)
    if last and last < today:
        yield _("{number} ended on {day}.", number=record.number, day=last)


def _brings_to_force(record: Record, approval: Signature) -> bool:
    return any(
        step.approves and step.name == approval.step and step.to == "approved" for step in record.steps
    )


def _of_approval(workspace: Workspace, record: Record, approval: Signature | None) -> Iterator[Message]:
    if approval is None and record.id in signatures(workspace).backdated:
        yield _("{number} was approved while the clock of the computer stood wrong.", number=record.number)
        return
    if approval is None:
        yield _("{number} only claims to be approved: no approval is stored.", number=record.number)
        return
    if not is_as_approved(workspace, record, approval.sha256):
        yield _("{number} is not what was approved: its SHA-256 differs.", number=record.number)
    roles = next(step.roles for step in record.steps if step.name == approval.step)
    if roles and not signatures(workspace).in_role(approval, roles):
        yield _(
            "{person}, who approved {number}, held no role for it that day.",
            person=approval.person_name,
            number=record.number,
        )


def _of_content(workspace: Workspace, record: Record) -> Iterator[Message]:
    yield from (each.text for each in problems(workspace, record, record.state))
    yield from (each.text for each in contacts_not_reached(workspace, record, record.state))
    yield from (each.text for each in thin_items(workspace, record))
