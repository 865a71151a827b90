"""What does not apply here: said by management of what may be left out, with a reason, once a year, and not disproved."""

from collections.abc import Iterator
from datetime import date, timedelta

from sdesk.models import NotApplicable
from sdesk.practice.calendar.days import day_of
from sdesk.practice.lifecycle.approvals import digest_of
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.thin import says
from sdesk.practice.readiness.evidence.reviews import MANAGEMENT
from sdesk.practice.readiness.evidence.signatures import Signatures
from sdesk.storage import col

HOLDS_FOR = timedelta(days=365)


def exemptions(workspace: Workspace, signed: Signatures, today: date) -> Iterator[NotApplicable]:
    """The statements that count today. Whether the data disprove one, the rule that it concerns knows."""
    packs = workspace.packs
    free = {
        packs.full_id(each.id) for each in packs.first.bindings.work_products.values() if each.may_not_apply
    }
    for each in workspace.find(NotApplicable, col(NotApplicable.state) == "approved"):
        approval = next((sign for sign in reversed(signed.of(each)) if sign.step == "approve"), None)
        if (
            approval
            and packs.full_id(each.subject) in free
            and approval.sha256 == digest_of(workspace, each)
            and signed.in_role(approval, MANAGEMENT)
            and today - HOLDS_FOR <= day_of(workspace, approval.at) <= today
            and says(NotApplicable, "reason", each.reason)
        ):
            yield each


__all__ = ["exemptions"]
