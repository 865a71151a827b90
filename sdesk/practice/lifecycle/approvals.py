"""Approvals: a named person, in a role, at a time, agreed to exactly this content (its SHA-256)."""

import json
from collections.abc import Sequence
from typing import Any

from sdesk.models import (
    Approval,
    ApprovalForm,
    Attachment,
    HistoryEntry,
    ImprovementReport,
    PerformanceReport,
    Person,
    Proposable,
    Record,
    ServiceCatalogue,
    ServiceChangeRequest,
    ServiceDeliveryPolicy,
    ServiceDesign,
    ServiceReport,
    Step,
)
from sdesk.models.record import open_until_reached, values_of
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.roles import any_of, holders, roles_of, somebody_here
from sdesk.storage import approvals_of as approvals_of_kind
from sdesk.storage import col
from sdesk.storage.history import actions_under_way
from sdesk.storage.ledger import canonical_json, sha256
from sdesk.storage.state import without_empty
from sdesk.translation import message as _
from sdesk.translation import term

UNDO_STEP, REDO_STEP = "undo step", "redo step"
"""What history calls it when a step is taken back, or back again: no writing either."""

DECIDED = (ImprovementReport, PerformanceReport, ServiceDeliveryPolicy, ServiceCatalogue, ServiceDesign)
"""What somebody else than its writer should approve, where there is somebody; clearing a deployment besides."""


def content_of(record: Record, work_product: str) -> dict[str, Any]:
    """What an approval of the record in its present state freezes, by field name.

    With it goes who has read which section that the program had proposed. `work_product` is what the adopted packs call it today; what was approved before says what they called it then.
    """
    fields = {spec.name: value for spec, value in values_of(record) if not open_until_reached(record, spec)}
    if isinstance(record, ServiceReport):
        fields["figures"] = record.figures
    content = {
        "work_product": work_product,
        "number": record.number,
        "version": record.version,
        "fields": fields,
    }
    read = record.proposed if isinstance(record, Proposable) else ()
    return {**content, "read": read} if read else content


def digest_of(workspace: Workspace, record: Record) -> str:
    """The SHA-256 of what an approval of the record in its present state freezes."""
    return sha256(_frozen_text(workspace, record))


def is_as_approved(workspace: Workspace, record: Record, digest: str) -> bool:
    """Whether the record says what the approval with that SHA-256 froze; what its format did not know is empty."""
    now = _frozen_text(workspace, record)
    if sha256(now) == digest:
        return True
    kept = workspace.first(Approval, col(Approval.record_id) == record.id, col(Approval.sha256) == digest)
    return (
        kept is not None
        and sha256(kept.content) == digest
        and without_empty(json.loads(kept.content)) == without_empty(json.loads(now))
    )


def _frozen_text(workspace: Workspace, record: Record) -> str:
    return canonical_json(content_of(record, workspace.packs.work_product_in(type(record).__name__)))


def role_to_act_in(workspace: Workspace, step: Step) -> str:
    """The role in which whoever is working may take the step; "" where none is asked for.

    Raises Refused, naming who may, when they hold none of the roles today.
    """
    if not step.roles:
        return ""
    on = today(workspace)
    held = roles_of(workspace, workspace.person_id, on)
    role = next((role for role in step.roles if role in held), None)
    if role is None:
        people = tuple(person.name for person in holders(workspace, step.roles, on)) or _("nobody yet")
        raise Refused(
            _("“{step}” is for the {roles}.", step=term(step.label), roles=any_of(step.roles)),
            hint=_("Today that is: {people}.", people=people),
        )
    return role


def is_own_work(workspace: Workspace, record: Record) -> bool:
    """Whether whoever is working has also written what they are about to approve. Taking a step is not writing."""
    if workspace.person_id is None:
        return False
    steps = [*(step.name for step in record.steps), "supersede", UNDO_STEP, REDO_STEP]
    if record.created_by == workspace.person_id or set(actions_under_way(workspace, record)) - set(steps):
        return True
    return (
        workspace.count(
            HistoryEntry,
            col(HistoryEntry.record_id) == record.id,
            col(HistoryEntry.model) == type(record).__name__,
            col(HistoryEntry.person_id) == workspace.person_id,
            col(HistoryEntry.action).not_in(steps),
        )
        > 0
    )


def is_better_approved_by_another(workspace: Workspace, record: Record, step: Step) -> bool:
    """Whether it is own work of a kind in which that matters, in a firm of two people or more."""
    if not step.approves:
        return False
    clears = isinstance(record, ServiceChangeRequest) and step.name.startswith("clear")
    if not (clears or isinstance(record, DECIDED)) or not is_own_work(workspace, record):
        return False
    return workspace.count(Person, col(Person.state) == "in use") > 1


def sign(
    workspace: Workspace, record: Record, step: Step, role: str, form: ApprovalForm, evidence: str
) -> Approval:
    """Store the approval of the record as it now is. Inside a transaction only. Raises Refused without a person."""
    person = somebody_here(workspace)
    content = _frozen_text(workspace, record)
    approval = Approval(
        record_id=record.id,
        model=type(record).__name__,
        number=record.number,
        version=record.version,
        step=step.name,
        person_id=person.id,
        person_name=person.name,
        role=role,
        at=workspace.clock(),
        form=form,
        evidence=evidence,
        own_work=is_own_work(workspace, record),
        content=content,
        sha256=sha256(content),
    )
    with workspace.transaction(f"sign: {step.name}") as session:
        approval.id = workspace.next_approval_id()
        session.add(approval)
    return approval


def approvals_of(workspace: Workspace, record: Record) -> Sequence[Approval]:
    """All approvals of this version of the record, oldest first."""

    def read() -> list[Approval]:
        return workspace.find(Approval, col(Approval.record_id) == record.id, order_by=[col(Approval.at)])

    rests_on = (approvals_of_kind(type(record)),)
    return [*workspace.kept(("approvals of", record.id), read, of=rests_on)]


def attachments_of(workspace: Workspace, record: Record) -> Sequence[Attachment]:
    def read() -> list[Attachment]:
        return workspace.find(
            Attachment,
            col(Attachment.record_id) == record.id,
            col(Attachment.removed_at).is_(None),
            order_by=[col(Attachment.added_at)],
        )

    return [*workspace.kept(("attachments of", record.id), read, of=(Attachment,))]
