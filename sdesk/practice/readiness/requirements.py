"""Readiness: how each requirement is shown, by the rule that judges it, and what is missing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from sdesk.models import Record, model_named
from sdesk.models.governance import ServiceRole
from sdesk.packs import Pack, Requirement, Standing, WorkProduct
from sdesk.packs.dependencies import maker_of, needed_state, products_of_variant
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.readiness.progress import Progress, progress_of, variant_of
from sdesk.practice.readiness.rules import judged
from sdesk.practice.readiness.rules.asked import (
    Asked,
    Held,
    Lack,
    Layer,
    Verdict,
    is_ready_to_start,
    verdict_of,
)
from sdesk.practice.readiness.rules.bounds import bounds_of
from sdesk.practice.readiness.rules.grounds import Grounds, grounds_of
from sdesk.practice.readiness.tasks import TaskStanding, called, standing_of
from sdesk.storage.counts import newest_ids
from sdesk.translation import Message
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
    """How a requirement is shown: what its rule asks, how far that holds, and the verdict that follows.

    `overdue` says what an auditor would ask about besides; it changes no verdict.
    """

    requirement: Requirement
    asked: tuple[Asked, ...]
    tasks: tuple[TaskStanding, ...]
    work_products: tuple[WorkProductEvidence, ...]
    overdue: tuple[Message, ...] = ()

    @cached_property
    def verdict(self) -> Verdict:
        return verdict_of(self.asked)

    @property
    def met(self) -> bool:
        return self.verdict is Verdict.MET

    @property
    def is_ready(self) -> bool:
        """Whether everything that is to be written is in force, cases or not."""
        return is_ready_to_start(self.asked)

    @property
    def waits_to_start(self) -> bool:
        """Ready, and nothing judged by it yet: what is met, or partly, has been started and is counted as that."""
        return self.is_ready and self.verdict not in (Verdict.MET, Verdict.PARTLY)

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What keeps it from being met, once each."""
        deciding = (
            each for each in self.asked if each.layer is not Layer.ASKED_NEXT and each.held is not Held.HOLDS
        )
        return tuple(dict.fromkeys(_as_lacking(each, lack) for each in deciding for lack in each.lacks))

    @property
    def missing(self) -> tuple[Message, ...]:
        return tuple(each.text for each in self.lacks)


def _as_lacking(asked: Asked, lack: Lack) -> Lack:
    """Alone, "3 of 4 were reviewed in time" sounds like praise: it says that it holds in part."""
    if asked.held is Held.PARTLY and asked.layer is Layer.USED and lack.text == asked.sentence:
        return replace(lack, text=_("Only in part: {what}", what=lack.text))
    return lack


@dataclass(frozen=True)
class Gap:
    """One piece of evidence that is missing, and the task that makes it."""

    requirement: Requirement
    text: Message
    task: str


def requirements(
    workspace: Workspace, variant: str | None = None, today: date | None = None, since: date | None = None
) -> tuple[RequirementStanding, ...]:
    """The requirements of a variant (the workspace's own, if none is given), each with what stands behind it.

    Each is judged by the rule that the set binds to it. Of their work products those count that the variant's own
    tasks make: a document of the other variant is not demanded. The period are the 12 months up to today, unless `since`
    says otherwise.
    """
    progress = progress_of(workspace, today)
    return tuple(_judged(workspace, variant or variant_of(workspace), progress, since))


def _judged(
    workspace: Workspace, variant: str, progress: Progress, since: date | None
) -> Iterator[RequirementStanding]:
    products, pack = _standings(workspace, progress), progress.pack
    asked_for = products_of_variant(pack.asks, variant)
    on = grounds(workspace, variant, progress.today, since)
    for requirement in pack.asks.requirements_of_variant(variant):
        tasks = _tasks_of(requirement, variant, progress)
        yield RequirementStanding(
            requirement,
            asked_of(on, requirement.id),
            tasks,
            tuple(products[each] for each in requirement.work_products if each in asked_for),
            tuple(_with_its_task(each, each.detail) for each in tasks if _is_late(each)),
        )


def asked_of(on: Grounds, requirement: str) -> tuple[Asked, ...]:
    """What the rule asks that the set binds to a requirement, and how far that holds: the same for whoever asks on these grounds."""
    pack = on.workspace.packs.first
    bound = pack.bindings.requirement(requirement)
    its_own = replace(on, parameters=bound.parameters, requirement=pack.full_id(requirement))
    asked = ("asked", pack.id, requirement, on.today, on.since, on.roles, on.leaves_out)
    return on.workspace.kept(asked, lambda: judged(bound.rule, its_own))


def grounds(workspace: Workspace, variant: str, today: date, since: date | None = None) -> Grounds:
    """What rules judge a part of the set by, on a day."""
    pack = workspace.packs.first
    left_out = _left_out(pack, products_of_variant(pack.asks, variant))
    on = grounds_of(workspace, today, left_out, _roles_of(pack, variant), since)
    return replace(on, bounds=bounds_of(organization(workspace)))


def _left_out(pack: Pack, asked_for: frozenset[str]) -> frozenset[type[Record]]:
    """The kinds of record of the work products that the variant does not ask for."""
    others = (each for each in pack.bindings.work_products.values() if each.id not in asked_for)
    return frozenset(model_named(each.record) for each in others)


def _roles_of(pack: Pack, variant: str) -> tuple[ServiceRole, ...]:
    """Our roles that the tasks of the variant name."""
    named = {
        pack.bindings.roles[role].role for task in pack.asks.tasks_of_variant(variant) for role in task.roles
    }
    return tuple(role for role in ServiceRole if role.value in named)


def gaps(pack: Pack, standings: Iterable[RequirementStanding]) -> tuple[Gap, ...]:
    """Everything that is missing, requirement by requirement, with the task of the set to go to."""
    return tuple(
        Gap(standing.requirement, lack.text, _maker(lack, standing, pack))
        for standing in standings
        for lack in standing.lacks
    )


def _maker(lack: Lack, standing: RequirementStanding, pack: Pack) -> str:
    """The task that makes what is missing: the first that makes the work product it would stand in."""
    kept = pack.bindings.work_products_in(lack.model.__name__) if lack.model else ()
    product = next((each.id for each in kept), "")
    maker = maker_of(pack.asks, product, needed_state(pack.asks, product)) if product else None
    own = next(iter(standing.tasks), None)
    return maker.id if maker else own.task.id if own else ""


def _is_late(task: TaskStanding) -> bool:
    return task.task.cadence == "recurring" and task.state == "overdue"


def _with_its_task(task: TaskStanding, said: Message) -> Message:
    return _("{task}: {said}", task=task.name, said=said)


def _tasks_of(requirement: Requirement, variant: str, progress: Progress) -> tuple[TaskStanding, ...]:
    asks, progress = progress.pack.asks, replace(progress, variant=variant)
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
    "asked_of",
    "gaps",
    "grounds",
    "requirements",
    "variant_of",
    "work_product_evidence",
]
