"""The order in which tasks can be done, from what they need and what they produce."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from sdesk.packs.product_state import ProductState


class Orderable(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def needs(self) -> tuple[ProductState, ...]: ...
    @property
    def produces(self) -> tuple[ProductState, ...]: ...


AnyTask = TypeVar("AnyTask", bound=Orderable)


def dependency_order(tasks: Sequence[AnyTask]) -> tuple[AnyTask, ...]:
    """Again and again the first task, in the given order, whose needs the tasks taken so far meet.

    What is needed as `given` is there from the start. Tasks that are never reached are left out: a pack with any
    does not load.
    """
    waiting = list(tasks)
    taken: list[AnyTask] = []
    made: set[ProductState] = set()
    while task := next((task for task in waiting if not lacking(task, made)), None):
        waiting.remove(task)
        taken.append(task)
        made.update(task.produces)
    return tuple(taken)


def lacking(task: Orderable, made: Iterable[ProductState]) -> tuple[ProductState, ...]:
    """What the task needs that is neither given nor met by what has been made."""
    return tuple(need for need in task.needs if not _is_met(need, made))


def _is_met(need: ProductState, made: Iterable[ProductState]) -> bool:
    return need.state == "given" or any(state.meets(need) for state in made)
