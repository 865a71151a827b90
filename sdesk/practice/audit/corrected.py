"""Cases that failed and were put right: what verified findings say of them, for whoever judges by cases.

One slip is not a lost year. A verified finding is one whose stored approval fits it as it is now, given by somebody else
than who carried it out, or in a firm of one 30 days after; a state alone says nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from sdesk.models import Approval, Finding, ManagementReview, Record, TaskPerformance
from sdesk.practice.audit.questions import requirement_of
from sdesk.practice.calendar.days import day_of
from sdesk.practice.lifecycle.approvals import digest_of
from sdesk.practice.lifecycle.completeness import problems
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.thin import thin_items
from sdesk.practice.lifecycle.versions import organization
from sdesk.storage import col

WITHOUT_REPETITION = timedelta(days=90)


class Mended(StrEnum):
    """How far a failed case is put right."""

    NOT = "not"
    VERIFIED = "verified"
    """Its rule is partly met at best."""
    CORRECTED = "corrected"
    """It passes, and is shown as corrected."""


@dataclass(frozen=True)
class Correction:
    """A verified finding about a case: since when its action is done, and when somebody saw that it helped."""

    finding: UUID
    number: str
    done_on: date
    verified_on: date


Corrections = Mapping[UUID, Correction]
"""By case."""


def corrections(workspace: Workspace, requirement: str, today: date) -> Corrections:
    """The failed cases of a requirement, named by its full id or key, for which a finding is verified by today.

    A finding speaks of the requirement it was raised against, or of the one that its task serves; of no other. Of several
    about one case the last counts.
    """
    wanted = requirement_of(workspace.packs, requirement)
    found: dict[UUID, Correction] = {}
    verified = workspace.find(
        Finding, col(Finding.state) == "verified", order_by=[col(Finding.verified_on), col(Finding.number)]
    )
    for finding in verified:
        if wanted and requirement_of(workspace.packs, finding.statement) == wanted:
            correction = _correction(workspace, finding, today)
            if correction:
                found.update(dict.fromkeys(finding.cases, correction))
    return found


def _correction(workspace: Workspace, finding: Finding, today: date) -> Correction | None:
    """None where the verification does not stand: not signed so, thin, or not complete."""
    approvals = workspace.find(
        Approval,
        col(Approval.record_id) == finding.id,
        col(Approval.step) == "verify",
        order_by=[col(Approval.at)],
    )
    signed = approvals[-1] if approvals else None
    if (
        signed is None
        or finding.done_on is None
        or signed.person_id != finding.verified_by
        or signed.sha256 != digest_of(workspace, finding)
        or problems(workspace, finding, "verified")
        or thin_items(workspace, finding)
    ):
        return None
    on = day_of(workspace, signed.at)
    return Correction(finding.id, finding.number, finding.done_on, on) if on <= today else None


def happened_on(workspace: Workspace, case: Record) -> date | None:
    """On which day a case was made, by which a repetition is told: of a task that was done, or a review that was held, the
    day that it says, where that lies neither before the workspace nor after it was recorded; of all else when it was recorded.
    """
    recorded = day_of(workspace, case.created_at) if case.created_at else None
    said = (
        case.done_on
        if isinstance(case, TaskPerformance)
        else case.held_on
        if isinstance(case, ManagementReview)
        else None
    )
    ours = organization(workspace)
    if recorded is None or said is None or ours is None or ours.created_at is None:
        return recorded
    return said if day_of(workspace, ours.created_at) <= said <= recorded else recorded


def mended(failed: Mapping[UUID, date], known: Corrections, today: date) -> dict[UUID, Mended]:
    """How far each failed case of one rule is put right; with each the day on which it was made (`happened_on`).

    It is a repetition when another case fails that was made after the action was done, whether or not a finding speaks of
    it too; then the days count from there.
    """
    return {case: _mended(made, known.get(case), failed.values(), today) for case, made in failed.items()}


def _mended(made: date, known: Correction | None, failed: Iterable[date], today: date) -> Mended:
    if known is None or made > known.done_on:
        return Mended.NOT
    quiet_since = max([known.verified_on, *(day for day in failed if day > known.done_on)])
    return Mended.CORRECTED if today >= quiet_since + WITHOUT_REPETITION else Mended.VERIFIED


__all__ = [
    "WITHOUT_REPETITION",
    "Correction",
    "Corrections",
    "Mended",
    "corrections",
    "happened_on",
    "mended",
]
