"""The tasks of a set: blocked, ready, done or due, computed from the workspace and never typed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from sdesk.models import TaskInterval, TaskPerformance
from sdesk.packs import ProductState, RequirementSet, Task
from sdesk.packs.dependencies import approved_by, makers_before, reviews_of, signs_of
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.measures.periods import in_words
from sdesk.practice.readiness.progress import CaseStanding, Progress, progress_of
from sdesk.storage import col

TaskState = Literal["blocked", "ready", "done", "due"]

REVIEWS = 365
"""Days between reviews of what is set up once, after the date that it names itself."""

LONGEST_INTERVAL = 3650
"""Days: ten years."""

EARLY_REVIEW = timedelta(days=31)
"""A review done up to so long before its date is the review that was due on that date."""


@dataclass(frozen=True)
class Blocker:
    """A work product that is not in the state that a task needs, and the tasks that bring it there."""

    work_product: str
    state: str
    text: str
    made_by: tuple[str, ...]


@dataclass(frozen=True)
class TaskStanding:
    """Where a task stands. `cases` are the records that wait at it, `blocked_by` is what it lacks.

    Something that was done before, or that cases wait at, is never called blocked: the work is there and has to
    go on. What it lacks is still listed.
    """

    task: Task
    state: TaskState
    detail: str
    blocked_by: tuple[Blocker, ...] = ()
    cases: tuple[UUID, ...] = ()
    last_done: date | None = None
    next_due: date | None = None


def task_states(workspace: Workspace, today: date | None = None) -> tuple[TaskStanding, ...]:
    """Where each task of the first set stands, in dependency order."""
    progress = progress_of(workspace, today)
    return tuple(standing_of(task, progress) for task in progress.pack.asks.tasks_in_order)


def standing_of(task: Task, progress: Progress) -> TaskStanding:
    if task.cadence == "case":
        return _case_standing(task, progress)
    return _setup_standing(task, progress) if task.cadence == "setup" else _recurring_standing(task, progress)


# ---------------------------------------------------------------- set up once, then on review


def _setup_standing(task: Task, progress: Progress) -> TaskStanding:
    if lacking_products(task, progress):
        return _not_done(task, progress)
    reviewed = _last_review(task, progress)
    next_due = _next_review(task, progress, reviewed)
    last_done = max((day for day in (reviewed, _approved_on(task, progress)) if day), default=None)
    late = next_due is not None and next_due < progress.today
    condition = progress.pack.bindings.task(task.id).due_while
    lasting = CONDITIONS[condition](progress) if condition else ""
    detail = (
        lasting
        if lasting
        else f"The review was due on {_day(next_due)}."
        if late
        else f"Next review by {_day(next_due)}."
        if next_due
        else "Done."
    )
    return TaskStanding(
        task,
        "due" if late or lasting else "done",
        detail,
        last_done=last_done,
        next_due=next_due,
    )


def _overdue_training(progress: Progress) -> str:
    missed = len(progress.training_missed)
    return _count(missed, "training is overdue", "trainings are overdue") if missed else ""


CONDITIONS: Mapping[str, Callable[[Progress], str]] = {"training is overdue": _overdue_training}
"""In which a task is due although it was done, by the names that bindings use; each says "" while it is not so."""


def lacking_products(task: Task, progress: Progress) -> tuple[ProductState, ...]:
    """What the task produces that is not there yet."""
    return tuple(made for made in task.produces if not progress.meets(made.work_product, made.state))


def _next_review(task: Task, progress: Progress, reviewed: date | None) -> date | None:
    """The first review among the approved things that the task makes."""
    dates = [day for product in approved_by(task) for day in progress.review_dates.get(product, ())]
    return min((_after_review(day, reviewed, REVIEWS) for day in dates), default=None)


def _after_review(review_date: date, reviewed: date | None, interval: int) -> date:
    """When the next review is due: on its date, unless that review was done; then after the interval."""
    if reviewed is None or reviewed < review_date - EARLY_REVIEW:
        return review_date
    return reviewed + timedelta(days=interval)


def _last_review(task: Task, progress: Progress) -> date | None:
    """When somebody last recorded this task, or a recurring one that looks at all that this one makes, as done."""
    reviews = reviews_of(progress.pack.asks, task)
    return max(
        (progress.performed_on[each.id] for each in reviews if each.id in progress.performed_on), default=None
    )


def _approved_on(task: Task, progress: Progress) -> date | None:
    names = {progress.pack.bindings.record_of(product) for product in approved_by(task)}
    return max((day for (model, _), day in progress.approved_on.items() if model in names), default=None)


# ---------------------------------------------------------------- recurring


def _recurring_standing(task: Task, progress: Progress) -> TaskStanding:
    last_done = _last_performed(task, progress)
    if last_done is None or lacking_products(task, progress):
        return _not_done(task, progress, last_done)
    interval = interval_of(task, progress)
    due_dates = [last_done + timedelta(days=interval)]
    review = _next_review(task, progress, last_done)
    next_due = min(due_dates + ([review] if review else []))
    late = next_due < progress.today
    detail = f"Last done on {_day(last_done)}; {'was due' if late else 'next'} by {_day(next_due)}."
    blockers = blockers_of(task, progress) if late else ()
    return TaskStanding(task, "due" if late else "done", detail, blockers, (), last_done, next_due)


def interval_of(task: Task, progress: Progress) -> int:
    """Days within which the task is to be done again."""
    return progress.intervals.get(task.id, progress.pack.bindings.task(task.id).interval)


def interval_here(workspace: Workspace, task_id: str) -> int:
    """Days within which a recurring task is to be done again in this workspace. Raises KeyError for any other."""
    progress = progress_of(workspace)
    task = progress.pack.asks.task(task_id)
    if task.cadence != "recurring":
        raise KeyError(task_id)
    return interval_of(task, progress)


def _last_performed(task: Task, progress: Progress) -> date | None:
    """Recorded as done, or seen from the records: nobody says twice that a report was approved."""
    seen = [progress.performed_on.get(task.id), *_seen_in_records(task, progress)]
    return max((day for day in seen if day), default=None)


def _seen_in_records(task: Task, progress: Progress) -> Iterator[date | None]:
    for sign in signs_of(progress.pack, task):
        match sign.how:
            case "begun":
                yield progress.begun_on.get(sign.record)
            case "recorded":
                yield progress.recorded_on.get(sign.record)
            case "approved":
                yield from (progress.approved_on.get((sign.record, first)) for first in (True, False))
            case "approved anew":
                yield progress.approved_on.get((sign.record, False))


# ---------------------------------------------------------------- once for each change or incident


def _case_standing(task: Task, progress: Progress) -> TaskStanding:
    waiting = (ids for where, ids in progress.waiting.items() if waits_at(where, progress) == task)
    cases = tuple(sorted(case for ids in waiting for case in ids))
    blockers = blockers_of(task, progress)
    if cases:
        return TaskStanding(task, "due", _count(len(cases), "case waits", "cases wait"), blockers, cases)
    passed = sum(number for where, number in progress.cases.items() if _has_passed(where, task, progress))
    if passed:
        return TaskStanding(task, "done", _count(passed, "case has passed", "cases have passed"))
    return _not_done(task, progress)


def waits_at(where: CaseStanding, progress: Progress) -> Task | None:
    """The task that a case waits at. A pre-approved change goes round evaluation, design, build and test."""
    return progress.route(where.work_product, where.kind).waits_at(where.state)


def _has_passed(where: CaseStanding, task: Task, progress: Progress) -> bool:
    if where.work_product != task.case:
        return False
    return progress.route(where.work_product, where.kind).has_passed(where.state, task)


# ---------------------------------------------------------------- what all have in common


def _not_done(task: Task, progress: Progress, last_done: date | None = None) -> TaskStanding:
    blockers = blockers_of(task, progress)
    if blockers and last_done is None:
        return TaskStanding(task, "blocked", " ".join(each.text for each in blockers), blockers)
    return TaskStanding(task, "ready", _what_is_there(task, progress), blockers, last_done=last_done)


def blockers_of(task: Task, progress: Progress) -> tuple[Blocker, ...]:
    """What the task needs and the workspace lacks."""
    return tuple(
        _blocker(need, task, progress.pack.asks)
        for need in task.needs
        if not progress.meets(need.work_product, need.state)
    )


def _blocker(need: ProductState, task: Task, asks: RequirementSet) -> Blocker:
    makers = tuple(each.id for each in makers_before(asks, need, task))
    return Blocker(need.work_product, need.state, _lack(need, asks), makers)


_LACKS = {"draft": "not started yet", "recorded": "not recorded yet", "approved": "not approved yet"}


def _lack(need: ProductState, asks: RequirementSet) -> str:
    product = asks.work_product(need.work_product)
    if need.state == "draft" and product.lack:
        return product.lack
    return f"{product.id} {product.name} is {_LACKS[need.state]}."


def _what_is_there(task: Task, progress: Progress) -> str:
    begun = [
        made.work_product
        for made in lacking_products(task, progress)
        if made.state != "draft" and progress.meets(made.work_product, "draft")
    ]
    if begun:
        return f"{' and '.join(begun)} begun."
    return "Can be done as soon as there is a case." if task.cadence == "case" else "Can be done now."


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}."


def _day(day: date | None) -> str:
    return in_words(day) if day else ""


# ---------------------------------------------------------------- what people say about tasks


def perform_task(
    workspace: Workspace,
    task_id: str,
    outcome: str,
    records: Sequence[UUID] = (),
    done_on: date | None = None,
) -> TaskPerformance:
    """Record that a task was done, with what came of it and the records it touched.

    Raises Refused without an outcome, or while nobody is working. Raises KeyError for what is no task.
    """
    task = workspace.packs.first.asks.task(task_id)
    if not outcome.strip():
        raise Refused(
            f"Say in a sentence what came of {task.id}.",
            [Problem("outcome", "The outcome is missing.", "For example: reviewed, nothing to change.")],
        )
    values = {"task": task.id, "outcome": outcome.strip(), "related": tuple(records)}
    with workspace.transaction("perform task"):
        performance = create(
            workspace, TaskPerformance, {**values, **({"done_on": done_on} if done_on else {})}
        )
        return take_step(workspace, performance, "record")


def set_interval(workspace: Workspace, task_id: str, days: int) -> TaskInterval:
    """Say how often a recurring task is done here. Raises Refused for any other task, or unless it is 1 to 3650 days."""
    pack = workspace.packs.first
    if not pack.bindings.task(task_id).interval:
        raise Refused(f"{task_id} is not a task that comes back at intervals.")
    if not 1 <= days <= LONGEST_INTERVAL:
        wrong = "short" if days < 1 else "long"
        raise Refused(
            "An interval is from a day to ten years.", [Problem("days", f"The interval is too {wrong}.")]
        )
    known = workspace.first(TaskInterval, col(TaskInterval.task).in_((task_id, pack.full_id(task_id))))
    if known:
        return save(workspace, known, {"days": days})
    return create(workspace, TaskInterval, {"task": task_id, "days": days})


__all__ = [
    "CONDITIONS",
    "LONGEST_INTERVAL",
    "Blocker",
    "TaskStanding",
    "TaskState",
    "interval_here",
    "interval_of",
    "perform_task",
    "set_interval",
    "task_states",
    "waits_at",
]
