"""What a binder would say and hold if it was made now: told before it is made, from counts alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sdesk.models import Agreement, Approval, Attachment, Document, Record
from sdesk.practice.audit.binder.collecting import AUDITS, REPORTS, kinds_of
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.readiness.requirements import RequirementStanding, requirements, variant_of
from sdesk.practice.readiness.rules.asked import Verdict
from sdesk.storage import col
from sdesk.storage.counts import column_of
from sdesk.translation import Message, counted
from sdesk.translation import message as _


@dataclass(frozen=True)
class Part:
    name: Message
    amount: Message


@dataclass(frozen=True)
class Outline:
    """`others` are the requirements that the statement of conformity names, as they are not met, or not in full."""

    met: int
    total: int
    others: tuple[RequirementStanding, ...]
    parts: tuple[Part, ...]

    @property
    def declares(self) -> bool:
        return bool(self.total) and not self.others


def outline(
    workspace: Workspace,
    variant: str | None = None,
    standings: Sequence[RequirementStanding] | None = None,
) -> Outline:
    """Of the variant (the workspace's own, if none is given), whose requirements stand so; without these, they are judged."""
    chosen = variant or variant_of(workspace)
    standings = requirements(workspace, chosen) if standings is None else standings
    others = tuple(each for each in standings if each.verdict is not Verdict.MET)
    parts = tuple(_parts(workspace, kinds_of(workspace, chosen), len(standings)))
    return Outline(len(standings) - len(others), len(standings), others, parts)


def _parts(workspace: Workspace, kinds: tuple[type[Record], ...], requirements: int) -> Iterator[Part]:
    def approved(*models: type[Record]) -> int:
        chosen = (each for each in kinds if issubclass(each, models))
        return sum(workspace.count(each, col(each.state) == "approved") for each in chosen)

    numbers = {each: workspace.count(each) for each in kinds}
    names = [each.__name__ for each in kinds]
    signed = workspace.count(Approval, col(Approval.model).in_(names))
    kept = column_of(workspace, Attachment.record_id, col(Attachment.removed_at).is_(None))
    owners = entries(workspace, kept, deleted=False)
    files = sum(key in owners and owners[key].model in names for key in kept)
    audits = sum(number for each, number in numbers.items() if each in AUDITS)
    yield Part(
        _("Statement of conformity, matrix, and the evidence of each requirement"),
        counted("{n} requirement", "{n} requirements", n=requirements),
    )
    documents = approved(Document, Agreement)
    yield Part(
        _("Documents and agreements as they print"), counted("{n} approved", "{n} approved", n=documents)
    )
    yield Part(_("Reports"), counted("{n} approved", "{n} approved", n=approved(*REPORTS)))
    yield Part(_("Audits, findings and management reviews"), counted("{n} record", "{n} records", n=audits))
    yield Part(
        _("Registers, and each record as data"),
        counted("{n} record", "{n} records", n=sum(numbers.values())),
    )
    yield Part(
        _("Approvals with the SHA-256 of what was approved"),
        counted("{n} approval", "{n} approvals", n=signed),
    )
    yield Part(_("Attachments"), counted("{n} file", "{n} files", n=files))


__all__ = ["Outline", "Part", "outline"]
