"""The order in which tasks can be done, from what they need and what they produce."""

from collections.abc import Iterable, Sequence

from sdesk.errors import SdeskError
from sdesk.profile.elements import Task, WorkProductState


def dependency_order(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Again and again the first task, in the given order, whose needs the tasks taken so far meet.

    What is needed as `given` is there from the start. Raises SdeskError where some task is never reached.
    """
    waiting = list(tasks)
    taken: list[Task] = []
    made: set[WorkProductState] = set()
    while waiting:
        task = next((task for task in waiting if not lacking(task, made)), None)
        if task is None:
            raise _unreachable(waiting, made)
        waiting.remove(task)
        taken.append(task)
        made.update(task.produces)
    return tuple(taken)


def lacking(task: Task, made: Iterable[WorkProductState]) -> tuple[WorkProductState, ...]:
    """What the task needs that is neither given nor met by what has been made."""
    return tuple(need for need in task.needs if not _is_met(need, made))


def _is_met(need: WorkProductState, made: Iterable[WorkProductState]) -> bool:
    return need.state == "given" or any(state.meets(need) for state in made)


def _unreachable(waiting: Sequence[Task], made: set[WorkProductState]) -> SdeskError:
    lacks = "; ".join(f"{task.id} lacks {', '.join(map(str, lacking(task, made)))}" for task in waiting)
    return SdeskError(
        f"No order reaches every task: {lacks}.",
        "Let a task that can be reached produce it, or take it out of needs.",
    )
