"""Readiness: which of the requirements have their evidence, what stands behind each, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sdesk.models import Record, model_named
from sdesk.packs import Pack, Requirement, Standing, WorkProduct
from sdesk.packs.dependencies import maker_of, needed_state, products_of_variant
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.readiness.progress import Progress, progress_of
from sdesk.practice.readiness.tasks import TaskStanding, called, standing_of
from sdesk.storage.counts import newest_ids
from sdesk.translation import Message, term
from sdesk.translation import message as _

SHOWN = 20
"""At most so many records are named behind a work product; `number` counts all."""


@dataclass(frozen=True)
class WorkProductEvidence:
    """What a work product gives an auditor. `needed` is the furthest state in which a task leaves it.

    How it stands in daily work, with what is open, is `work_products.WorkProductStanding`.
    `records` are the newest of those behind it, at most 20; `number` counts all that are not withdrawn.
    """

    work_product: WorkProduct
    needed: str
    state: Standing
    met: bool
    number: int = 0
    records: tuple[UUID, ...] = ()

    @property
    def name(self) -> Message:
        return called(self.work_product)


@dataclass(frozen=True)
class RequirementStanding:
    """Whether a requirement has its evidence. `missing` says what keeps it from being met.

    A requirement is met when each of its work products is in the state that its tasks leave it in and its set-up
    tasks are done, their reviews included. `overdue` says what an auditor would ask about although that is so.
    """

    requirement: Requirement
    met: bool
    tasks: tuple[TaskStanding, ...]
    work_products: tuple[WorkProductEvidence, ...]
    missing: tuple[Message, ...] = ()
    overdue: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Gap:
    """One piece of evidence that is missing, and the task that makes it."""

    requirement: Requirement
    text: Message
    task: str


def requirements(
    workspace: Workspace, variant: str | None = None, today: date | None = None
) -> tuple[RequirementStanding, ...]:
    """The requirements of a variant (the workspace's own, if none is given), each with what stands behind it.

    Of their work products those count that the variant's own tasks make: who takes on governance alone is not
    asked for change records, and who takes on operation alone is not asked for the policy they work under.
    """
    progress = progress_of(workspace, today)
    chosen = variant or variant_of(workspace)
    products = _standings(workspace, progress)
    asked_for = products_of_variant(progress.pack.asks, chosen)
    return tuple(
        _requirement_standing(
            progress.pack,
            requirement,
            tuple(products[each] for each in requirement.work_products if each in asked_for),
            _tasks_of(requirement, chosen, progress),
        )
        for requirement in progress.pack.asks.requirements_of_variant(chosen)
    )


def variant_of(workspace: Workspace) -> str:
    """The part of the profile that the provider has chosen; all of it until they do."""
    ours = organization(workspace)
    return ours.variant.value if ours and ours.variant else "full"


def gaps(workspace: Workspace, variant: str | None = None, today: date | None = None) -> tuple[Gap, ...]:
    """Everything that is missing, requirement by requirement, with the task to go to."""
    return tuple(
        gap
        for standing in requirements(workspace, variant, today)
        if not standing.met
        for gap in _gaps(standing, workspace.packs.first)
    )


def _gaps(standing: RequirementStanding, pack: Pack) -> list[Gap]:
    return [
        *(
            Gap(standing.requirement, _lack(product), _maker(product, pack))
            for product in standing.work_products
            if not product.met
        ),
        *(
            Gap(standing.requirement, _undone(task), task.task.id)
            for task in standing.tasks
            if _is_undone(task) and not _said_by_products(task, standing.work_products)
        ),
    ]


def _maker(product: WorkProductEvidence, pack: Pack) -> str:
    maker = maker_of(pack.asks, product.work_product.id, product.needed)
    return maker.id if maker else ""


def _requirement_standing(
    pack: Pack,
    requirement: Requirement,
    products: tuple[WorkProductEvidence, ...],
    tasks: tuple[TaskStanding, ...],
) -> RequirementStanding:
    standing = RequirementStanding(requirement, False, tasks, products)
    missing = tuple(gap.text for gap in _gaps(standing, pack))
    overdue = (
        *(
            _("{product} needs review.", product=each.name)
            for each in products
            if each.state == "needs review"
        ),
        *(_with_its_task(each, each.detail) for each in tasks if _is_late(each)),
    )
    return RequirementStanding(requirement, not missing, tasks, products, missing, overdue)


def _is_undone(task: TaskStanding) -> bool:
    """Set up not at all, or its review was missed: the evidence of the requirement is incomplete either way."""
    return task.task.cadence == "setup" and task.state != "done"


def _is_late(task: TaskStanding) -> bool:
    return task.task.cadence == "recurring" and task.state == "due"


def _said_by_products(task: TaskStanding, products: tuple[WorkProductEvidence, ...]) -> bool:
    """Whether the same lack has been named already, as a work product that is not there."""
    lacking = {each.work_product.id for each in products if not each.met}
    return any(made.work_product in lacking for made in task.task.produces)


def _undone(task: TaskStanding) -> Message:
    return _with_its_task(task, task.detail if task.state == "due" else _("Not done yet."))


def _with_its_task(task: TaskStanding, said: Message) -> Message:
    return _("{task}: {said}", task=task.name, said=said)


def _lack(product: WorkProductEvidence) -> Message:
    needed = term(product.needed)
    if product.state in ("missing", "not applicable"):
        return _("{product} is not {state} yet.", product=product.name, state=needed)
    return _("{product} is begun, but not {state} yet.", product=product.name, state=needed)


def _tasks_of(requirement: Requirement, variant: str, progress: Progress) -> tuple[TaskStanding, ...]:
    asks = progress.pack.asks
    in_variant = set(asks.tasks_of_variant(variant))
    return tuple(
        standing_of(task, progress)
        for task in asks.tasks_in_order
        if task.requirement == requirement.id and task in in_variant
    )


# ---------------------------------------------------------------- work products


def work_product_evidence(workspace: Workspace, today: date | None = None) -> tuple[WorkProductEvidence, ...]:
    """How far each work product has come, in the order of the set."""
    return tuple(_standings(workspace, progress_of(workspace, today)).values())


def _standings(workspace: Workspace, progress: Progress) -> Mapping[str, WorkProductEvidence]:
    return workspace.kept(
        ("work products", progress.today),
        lambda: {
            product.id: _standing(workspace, product, progress)
            for product in progress.pack.asks.work_products
        },
    )


def _standing(workspace: Workspace, product: WorkProduct, progress: Progress) -> WorkProductEvidence:
    record = progress.pack.bindings.record_of(product.id)
    model = model_named(record) if record else None
    needed = needed_state(progress.pack.asks, product.id)
    number = sum(
        count
        for state, count in progress.states.get(record, {}).items()
        if model and model.state_called(state).level
    )
    return WorkProductEvidence(
        product,
        needed,
        progress.standing(product.id),
        progress.meets(product.id, needed),
        number,
        _records_behind(workspace, model) if model and number else (),
    )


def _records_behind(workspace: Workspace, model: type[Record]) -> tuple[UUID, ...]:
    """The newest that count, those that have come furthest first."""
    levels = {state.name: state.level for state in model.states if state.level}
    chosen: list[UUID] = []
    for level in ("approved", "recorded", "draft"):
        names = [name for name, its in levels.items() if its == level]
        room = SHOWN - len(chosen)
        if names and room:
            chosen.extend(newest_ids(workspace, model, names, room))
    return tuple(chosen)


__all__ = [
    "Gap",
    "RequirementStanding",
    "WorkProductEvidence",
    "gaps",
    "requirements",
    "variant_of",
    "work_product_evidence",
]
