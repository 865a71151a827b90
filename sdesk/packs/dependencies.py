"""What follows from what tasks need and produce: who makes what, what a variant takes on, what a page asks for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from sdesk.packs.model import RequirementSet, Task
from sdesk.packs.pack import Pack
from sdesk.packs.product_state import ProductState

Seen = Literal["begun", "recorded", "approved", "approved anew"]


@dataclass(frozen=True, slots=True)
class Sign:
    """What shows, without anybody saying so, that a recurring task was done: a record of this kind was `how`."""

    record: str
    how: Seen


def needed_state(asks: RequirementSet, product_id: str) -> str:
    """The furthest state in which a task leaves the work product; what is given has to be approved."""
    made = {made.state for task in asks.tasks for made in task.produces if made.work_product == product_id}
    return "recorded" if made and "approved" not in made else "approved"


def maker_of(asks: RequirementSet, product_id: str, state: str) -> Task | None:
    """The first task in dependency order that leaves it in this very state; of what is given, the first to need it."""
    wanted = ProductState(product_id, state)
    makers = (task for task in asks.tasks_in_order if wanted in task.produces)
    return next(makers, None) or first_to_need(asks, product_id)


def first_to_need(asks: RequirementSet, product_id: str) -> Task | None:
    """The task with which the way to a given work product begins: it is written down on its page."""
    given = ProductState(product_id, "given")
    return next((task for task in asks.tasks_in_order if given in task.needs), None)


def makers_before(asks: RequirementSet, need: ProductState, task: Task) -> tuple[Task, ...]:
    """The tasks that bring this about, those before this task in dependency order."""
    before = (each for each in asks.makers(need) if asks.place(each) < asks.place(task))
    return tuple(sorted(before, key=asks.place))


def products_of_variant(asks: RequirementSet, variant_id: str) -> frozenset[str]:
    """The work products of its processes: those of the others are not demanded."""
    processes = asks.variant(variant_id).processes
    return frozenset(each.id for each in asks.work_products if each.process in processes)


def waits_for(asks: RequirementSet, variant_id: str, need: ProductState, task: Task) -> bool:
    """Whether a task of the variant waits for this: what only another variant makes before it, it does without."""
    own, makers = asks.tasks_of_variant(variant_id), makers_before(asks, need, task)
    return need.state == "given" or not makers or any(each in own for each in makers)


def tasks_with_their_set_up(asks: RequirementSet, variant_id: str, used: Collection[str]) -> tuple[Task, ...]:
    """The tasks of a variant and, before them, those set-up tasks of other processes that make what they need and use:
    of all that other processes make, the work products that are `used` in any variant."""
    chosen = set(asks.tasks_of_variant(variant_id))
    waiting = list(chosen)
    while waiting:
        for need in (each for each in waiting.pop().needs if each.work_product in used):
            maker = next((task for task in asks.tasks_in_order if task in asks.makers(need)), None)
            if maker and maker.cadence == "setup" and maker not in chosen:
                chosen.add(maker)
                waiting.append(maker)
    return tuple(task for task in asks.tasks_in_order if task in chosen)


def asked_on_page(pack: Pack, task: Task) -> tuple[ProductState, ...]:
    """What the page of a task asks for: what it makes and, on the first page that needs it, what is given.

    What a field of another record stands for is asked for there. A case has pages of its own.
    """
    if task.cadence == "case":
        return ()
    given = (
        need.work_product
        for need in task.needs
        if need.state == "given" and first_to_need(pack.asks, need.work_product) == task
    )
    made = (each for each in task.produces if each not in said_elsewhere(pack, task))
    return (*(ProductState(each, "approved") for each in given), *made)


def said_elsewhere(pack: Pack, task: Task) -> tuple[ProductState, ...]:
    """What a set-up task makes by a field of another record being filled in; its page is not finished before."""
    if task.cadence != "setup":
        return ()
    return tuple(made for made in task.produces if _field_for(pack, made))


def _field_for(pack: Pack, made: ProductState) -> str:
    bound = pack.bindings.work_products.get(made.work_product)
    way = bound.other_way(made.state) if bound else None
    return way.field if way else ""


def signs_of(pack: Pack, task: Task) -> tuple[Sign, ...]:
    """What shows that a recurring task was done: nobody says twice that a report was approved.

    Of a review, only a new version shows it: the first one was made by somebody else's task.
    """
    if task.cadence != "recurring":
        return ()
    by_review = pack.bindings.task(task.id).by_review
    how: dict[str, Seen] = {"draft": "begun", "recorded": "recorded", "approved": "approved"}
    anew: dict[str, Seen] = {"approved": "approved anew"}
    return tuple(
        Sign(pack.bindings.record_of(made.work_product), said)
        for made in task.produces
        if (said := (anew if by_review else how).get(made.state))
    )


def reviews_of(asks: RequirementSet, task: Task) -> tuple[Task, ...]:
    """The task itself, and the recurring ones that look at all that it leaves approved."""
    products = approved_by(task)
    return tuple(
        each
        for each in asks.tasks_in_order
        if each.id == task.id or (products and each.cadence == "recurring" and products <= approved_by(each))
    )


def approved_by(task: Task) -> frozenset[str]:
    return frozenset(made.work_product for made in task.produces if made.state == "approved")


def products_in_order(asks: RequirementSet, process_id: str) -> tuple[str, ...]:
    """The work products of a process in the order in which its tasks make them."""
    own = [product.id for product in asks.work_products_of(process_id)]
    return tuple(dict.fromkeys((*_only(own, _made(asks.tasks_of(process_id))), *own)))


def _made(tasks: Iterable[Task]) -> Iterable[str]:
    return (made.work_product for task in tasks for made in task.produces)


def _only(known: Iterable[str], among: Iterable[str]) -> Iterable[str]:
    allowed = set(known)
    return (each for each in among if each in allowed)
