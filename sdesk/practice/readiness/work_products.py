"""How each work product stands, and what is done where one does not apply."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sdesk.models import (
    Agreement,
    ApprovalForm,
    ConfigurationItem,
    Document,
    NotApplicable,
    Record,
    Shape,
    State,
    field_of,
    model_named,
)
from sdesk.packs import Standing
from sdesk.packs.dependencies import needed_state
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.lifecycle.thin import what_is_thin
from sdesk.practice.readiness.progress import Progress, progress_of
from sdesk.storage import col
from sdesk.translation import Message, counted, sentences, term
from sdesk.translation import message as _

SHAPES: Mapping[Standing, Shape | None] = {
    "missing": None,
    "draft": Shape.DRAFT,
    "recorded": Shape.IN_PROGRESS,
    "approved": Shape.DONE,
    "needs review": Shape.REVIEW,
    "not applicable": Shape.NONE,
}
IN_FORCE = (ConfigurationItem, Agreement)
"""Kinds of which one wants to know how many there are, not how many are being worked on."""


@dataclass(frozen=True)
class WorkProductStanding:
    """`shape` is the mark beside it, None where there is nothing; `count` how many of its records are open."""

    work_product: str
    state: Standing
    shape: Shape | None
    text: Message
    count: int = 0


def standings(workspace: Workspace) -> dict[str, WorkProductStanding]:
    """How every work product stands today, by its id."""
    progress = progress_of(workspace)
    return {product.id: _standing(product.id, progress) for product in progress.pack.asks.work_products}


def standing(workspace: Workspace, work_product: str) -> WorkProductStanding:
    """How one work product stands today. For all of them ask `standings`."""
    return _standing(work_product, progress_of(workspace))


def _standing(work_product: str, progress: Progress) -> WorkProductStanding:
    state = progress.standing(work_product)
    record = progress.pack.bindings.record_of(work_product)
    if not record:
        return WorkProductStanding(work_product, state, SHAPES[state], _("No record here carries it."))
    model = model_named(record)
    counts = progress.states.get(record, {})
    open_ones = sum(number for name, number in counts.items() if _is_open(model, name))
    needed = needed_state(progress.pack.asks, work_product)
    shape = Shape.DONE if state == needed else SHAPES[state]
    if state == needed and open_ones and not issubclass(model, (*IN_FORCE, Document)):
        shape = Shape.IN_PROGRESS
    count = 0 if issubclass(model, Document) else open_ones
    due = next(iter(progress.review_dates.get(work_product, ())), None)
    return WorkProductStanding(work_product, state, shape, _text(model, state, counts, count, due), count)


def _is_open(model: type[Record], name: str) -> bool:
    state: State = model.state_called(name)
    return not state.ended and (state.shape is not Shape.DONE or issubclass(model, IN_FORCE))


def _text(
    model: type[Record], state: Standing, counts: Mapping[str, int], count: int, due: date | None
) -> Message:
    if state == "missing":
        return _("Nothing is there yet.")
    if state == "not applicable":
        return _("It does not apply here; the reason is approved.")
    if state == "draft":
        return _("Being written; nothing is approved yet.")
    if issubclass(model, Document):
        return _document_text(state, counts, due)
    if state == "needs review":
        return _("A review date has passed.")
    if not count:
        return _("No records are open.")
    return counted("{n} record is open.", "{n} records are open.", n=count)


def _document_text(state: Standing, counts: Mapping[str, int], due: date | None) -> Message:
    said = _("Approved.") if due is None else _("Approved; next review {day}.", day=due)
    if state == "needs review" and due is not None:
        said = _("Its review was due on {day}.", day=due)
    return sentences(said, _("A new version is being written.")) if counts.get("draft") else said


def not_applicable(workspace: Workspace, work_product: str) -> NotApplicable | None:
    """The statement that it does not apply: the approved one, else one that waits for its approval."""
    found = workspace.find(
        NotApplicable,
        col(NotApplicable.subject).in_((work_product, workspace.packs.full_id(work_product))),
        col(NotApplicable.state).in_(("approved", "draft")),
        order_by=[col(NotApplicable.state)],
    )
    return next(iter(found), None)


def declare_not_applicable(
    workspace: Workspace,
    work_product: str,
    reason: str,
    *,
    form: ApprovalForm = ApprovalForm.SIGNED_HERE,
    evidence: str = "",
) -> NotApplicable:
    """State, and approve, that a work product does not apply. Raises Refused without reason or role."""
    workspace.packs.find(work_product)
    _refuse_thin(reason)
    with workspace.transaction("not applicable"):
        found = not_applicable(workspace, work_product)
        if found is not None and found.state == "approved":
            raise Refused(_("{product} is set to not applicable already.", product=work_product))
        values = {"subject": work_product, "reason": reason.strip()}
        draft = save(workspace, found, values) if found else create(workspace, NotApplicable, values)
        return take_step(workspace, draft, "approve", form=form, evidence=evidence)


def propose_not_applicable(workspace: Workspace, work_product: str, reason: str) -> NotApplicable:
    """State that a work product does not apply; somebody with the role approves it afterwards."""
    workspace.packs.find(work_product)
    _refuse_thin(reason)
    found = not_applicable(workspace, work_product)
    values = {"subject": work_product, "reason": reason.strip()}
    return save(workspace, found, values) if found else create(workspace, NotApplicable, values)


def _refuse_thin(reason: str) -> None:
    """What would count for nothing afterwards."""
    spec = field_of(NotApplicable, "reason")
    why = _("it is empty") if not reason.strip() else what_is_thin(spec, reason)
    if why:
        said = _("{field}: {why}.", field=term(spec.label), why=why)
        raise Refused(_("Say why it does not apply."), [Problem("reason", said)])


def make_applicable(workspace: Workspace, work_product: str, reason: str) -> NotApplicable:
    """Take the statement back, with a reason. Raises Refused when there is none."""
    found = not_applicable(workspace, work_product)
    if found is None or found.state != "approved":
        raise Refused(_("{product} is not set to not applicable.", product=work_product))
    return take_step(workspace, found, "withdraw", reason=reason)
