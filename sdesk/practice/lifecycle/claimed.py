"""What an import brought in is claimed: it counts as evidence once somebody here adopts it, having looked (G4)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated
from uuid import UUID

from sdesk.models import Approval, ApprovalForm, Record, Row, Step, field_of, model_named
from sdesk.models.content import Content, Depth
from sdesk.practice.lifecycle.approvals import role_to_act_in, sign
from sdesk.practice.lifecycle.completeness import problems
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.thin import what_is_thin
from sdesk.storage.counts import column_of
from sdesk.storage.history import brought_in
from sdesk.translation import Message, sentences, term, word
from sdesk.translation import message as _

ADOPT = "adopt"
"""What history calls it; an approval too, where no step that approves leads to the state of the record."""


class Adoption(Row):
    """What is said by whoever adopts."""

    looked_at: Annotated[
        str,
        Content(
            "What was looked at",
            needed_for="*",
            long=True,
            depth=Depth.STATEMENT,
            help="What shows that it is as it says: the signed original, the old program, whom you asked.",
            example="The signed scans in the folder of 2025, each beside its record.",
        ),
    ] = ""


def claimed(workspace: Workspace) -> Mapping[UUID, str]:
    """The records that came by import and that nobody here has approved since, each with its model."""
    return workspace.kept(("claimed",), lambda: _read(workspace))


def _read(workspace: Workspace) -> Mapping[UUID, str]:
    came = {key: model for key, model in brought_in(workspace).items() if _is_approved_some_day(model)}
    signed = set(column_of(workspace, Approval.record_id)) if came else set()
    return {key: model for key, model in came.items() if key not in signed}


def _is_approved_some_day(model: str) -> bool:
    return any(step.approves for step in model_named(model).steps)


def is_claimed(workspace: Workspace, record: Record) -> bool:
    """Whether the record says more of itself than anybody here has seen. A draft says nothing yet."""
    return record.id in claimed(workspace) and not record.is_draft and record.deleted_at is None


def all_claimed(workspace: Workspace, model: type[Record]) -> list[Record]:
    """Those of a kind, by number."""
    found = (each for each, kind in claimed(workspace).items() if kind == model.__name__)
    records = (workspace.get(model, each) for each in found)
    return sorted(
        (each for each in records if each and is_claimed(workspace, each)), key=lambda each: each.number
    )


def adopt(workspace: Workspace, records: Sequence[Record], looked_at: str, batch: str = "") -> UUID | None:
    """Approve what an import brought in, one record or a batch with its name, all of it or nothing. The operation.

    Raises Refused where what was looked at is not said, by whom it may not be approved, for several without a name of
    the batch, and for each record that is not claimed or lacks something.
    """
    _refuse_without_a_look(looked_at)
    if not records:
        raise Refused(_("There is nothing to adopt."))
    if len(records) > 1 and not batch.strip():
        lacking = Problem("batch", _("The name of the batch is missing."), _("Give it one to be found by."))
        raise Refused(_("Several are adopted as a batch."), [lacking])
    what = looked_at.strip()
    said = (
        _("Adopted after import with “{batch}”, having looked at: {what}", batch=batch.strip(), what=what)
        if batch.strip()
        else _("Adopted after import, having looked at: {what}", what=what)
    )
    with workspace.transaction(ADOPT, batch) as session:
        wrong = [problem for record in records for problem in _adopt(workspace, record, word(said))]
        if wrong:
            text = _("{n} of {all} cannot be adopted; nothing was.", n=len(wrong), all=len(records))
            raise Refused(text, wrong)
    operation: UUID | None = session.info.get("operation")
    return operation


def _refuse_without_a_look(looked_at: str) -> None:
    spec = field_of(Adoption, "looked_at")
    why = _("it is empty") if not looked_at.strip() else what_is_thin(spec, looked_at)
    if why:
        said = _("{field}: {why}.", field=term(spec.label), why=why)
        raise Refused(
            _("Say what shows that it is as the import says."),
            [Problem("looked_at", said, _("For example: {example}", example=spec.content.example))],
        )


def _adopt(workspace: Workspace, record: Record, evidence: str) -> Iterator[Problem]:
    live = workspace.get(type(record), record.id)
    if live is None or not is_claimed(workspace, live):
        yield Problem("", _("{number} is not waiting to be adopted.", number=record.number))
        return
    lacking = problems(workspace, live, live.state)
    if lacking:
        yield Problem("", _about(live, sentences(*(each.text for each in lacking))))
        return
    step = _approves(live)
    sign(workspace, live, step, role_to_act_in(workspace, step), ApprovalForm.SIGNED_HERE, evidence)


def _about(record: Record, why: Message) -> Message:
    return _("{number}: {why}", number=record.number, why=why)


def _approves(record: Record) -> Step:
    """The step that would have brought it to its state with an approval; else one of its own, by who approves its kind."""
    approving = [step for step in record.steps if step.approves]
    led_here = [step for step in approving if step.to == record.state and step.main]
    if led_here:
        return led_here[0]
    roles = tuple(dict.fromkeys(role for step in approving for role in step.roles))
    return Step(ADOPT, "Adopt", (record.state,), record.state, roles=roles, approves=True)


__all__ = ["ADOPT", "Adoption", "adopt", "all_claimed", "claimed", "is_claimed"]
