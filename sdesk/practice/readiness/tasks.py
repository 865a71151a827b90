"""The 40 tasks: blocked, ready, done or due, computed from the workspace and never typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal
from uuid import UUID

from sdesk.models import TaskInterval, TaskPerformance, model_of
from sdesk.models.control import ChangeKind
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.readiness.progress import CaseStanding, Progress, level_of, progress_of
from sdesk.profile import Task, WorkProductState, dependency_order, service_delivery
from sdesk.storage import col

TaskState = Literal["blocked", "ready", "done", "due"]

REVIEWS, REPORTS, LOGS = 365, 92, 31
DEFAULT_INTERVALS: Mapping[str, int] = {
    "GO.2.4": REVIEWS,
    "GO.3.1": REVIEWS,
    "GO.4.1": REPORTS,
    "GO.4.2": REPORTS,
    "RE.1.3": REVIEWS,
    "RE.2.3": LOGS,
    "RE.2.4": REPORTS,
    "RE.2.5": REVIEWS,
    "IN.1.2": REVIEWS,
    "IN.1.3": LOGS,
}
"""Days within which a recurring task is done again, where the workspace sets no other (TaskInterval)."""

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


@cache
def tasks_in_order() -> tuple[Task, ...]:
    """All tasks of the profile in dependency order."""
    return dependency_order(service_delivery().tasks)


def task_states(workspace: Workspace, today: date | None = None) -> tuple[TaskStanding, ...]:
    """Where each of the 40 tasks stands, in dependency order."""
    progress = progress_of(workspace, today)
    return tuple(standing_of(task, progress) for task in tasks_in_order())


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
    untrained = len(progress.training_missed) if task.id == "IN.1.1" else 0
    detail = (
        _count(untrained, "training is overdue", "trainings are overdue")
        if untrained
        else f"The review was due on {_day(next_due)}."
        if late
        else f"Next review by {_day(next_due)}."
        if next_due
        else "Done."
    )
    return TaskStanding(
        task,
        "due" if late or untrained else "done",
        detail,
        last_done=last_done,
        next_due=next_due,
    )


def lacking_products(task: Task, progress: Progress) -> tuple[WorkProductState, ...]:
    """What the task produces that is not there yet."""
    return tuple(made for made in task.produces if not progress.meets(made.work_product, made.state))


def _next_review(task: Task, progress: Progress, reviewed: date | None) -> date | None:
    """The first review among the approved things that the task makes."""
    dates = [day for product in _approved_products(task) for day in progress.review_dates.get(product, ())]
    return min((_after_review(day, reviewed, REVIEWS) for day in dates), default=None)


def _after_review(review_date: date, reviewed: date | None, interval: int) -> date:
    """When the next review is due: on its date, unless that review was done; then after the interval."""
    if reviewed is None or reviewed < review_date - EARLY_REVIEW:
        return review_date
    return reviewed + timedelta(days=interval)


def _last_review(task: Task, progress: Progress) -> date | None:
    """When somebody last recorded this task, or a recurring one that looks at all that this one makes, as done."""
    products = set(_approved_products(task))
    reviews = [
        each
        for each in tasks_in_order()
        if each.id == task.id
        or (products and each.cadence == "recurring" and products <= set(_approved_products(each)))
    ]
    return max(
        (progress.performed_on[each.id] for each in reviews if each.id in progress.performed_on), default=None
    )


def _approved_products(task: Task) -> tuple[str, ...]:
    return tuple(made.work_product for made in task.produces if made.state == "approved")


def _approved_on(task: Task, progress: Progress) -> date | None:
    names = {model_of(product).__name__ for product in _approved_products(task)}
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
    return progress.intervals.get(task.id, DEFAULT_INTERVALS[task.id])


def interval_here(workspace: Workspace, task_id: str) -> int:
    """Days within which a recurring task is to be done again in this workspace. Raises KeyError for any other."""
    return interval_of(service_delivery().task(task_id), progress_of(workspace))


def _last_performed(task: Task, progress: Progress) -> date | None:
    """Recorded as done, or seen from the records: nobody says twice that a report was approved."""
    seen = [progress.performed_on.get(task.id), *_seen_in_records(task, progress)]
    return max((day for day in seen if day), default=None)


_NEW_VERSIONS: Mapping[str, tuple[str, ...]] = {
    "GO.2.4": ("ServiceDeliveryPolicy",),
    "GO.3.1": ("AssignedRoles",),
    "IN.1.2": ("AssignedRoles",),
    "RE.1.3": ("ServiceCatalogue",),
    "RE.2.5": ("CustomerAgreement", "SupplierAgreement"),
}
"""Recurring tasks that a new version shows to have been done, when it was approved."""

_REPORTS: Mapping[str, str] = {"GO.4.2": "ImprovementReport", "RE.2.4": "PerformanceReport"}


def _seen_in_records(task: Task, progress: Progress) -> Sequence[date | None]:
    if task.id == "GO.4.1":
        return [progress.report_begun_on]
    if task.id == "RE.2.3":
        return [progress.feedback_on]
    if task.id in _REPORTS:
        return [progress.approved_on.get((_REPORTS[task.id], first)) for first in (True, False)]
    return [progress.approved_on.get((model, False)) for model in _NEW_VERSIONS.get(task.id, ())]


# ---------------------------------------------------------------- once for each change or incident

_PATH: Mapping[str, tuple[str, ...]] = {
    "WP.11": tuple(state.name for state in model_of("WP.11").states if not state.exit),
    "WP.18": tuple(state.name for state in model_of("WP.18").states if not state.exit),
}
SKIPPED_BY_PRE_APPROVED = ("CO.2.1", "CO.2.3", "CO.2.4", "CO.3.1", "CO.3.2")


def _case_standing(task: Task, progress: Progress) -> TaskStanding:
    cases = tuple(
        sorted(case for where, ids in progress.waiting.items() if waits_at(where) == task.id for case in ids)
    )
    blockers = blockers_of(task, progress)
    if cases:
        return TaskStanding(task, "due", _count(len(cases), "case waits", "cases wait"), blockers, cases)
    passed = sum(number for where, number in _cases(task, progress).items() if has_passed(where, task))
    if passed:
        return TaskStanding(task, "done", _count(passed, "case has passed", "cases have passed"))
    return _not_done(task, progress)


def _cases(task: Task, progress: Progress) -> Mapping[CaseStanding, int]:
    if task.case == "WP.11":
        return progress.changes
    incidents = progress.states.get("ServiceIncident", {})
    return {CaseStanding("WP.18", state): number for state, number in incidents.items()}


def waits_at(where: CaseStanding) -> str:
    """The task that a case waits at, "" at none. A pre-approved change goes round evaluation, design, build and test."""
    if where.kind is ChangeKind.PRE_APPROVED and where.state in ("requested", "scheduled"):
        return "CO.2.2" if where.state == "requested" else "CO.3.3"
    if where.state == "rolled back":
        return "CO.3.5"
    tasks = service_delivery().tasks_of_case(where.work_product)
    return next((task.id for task in tasks if (task.from_state or "draft") == where.state), "")


def has_passed(where: CaseStanding, task: Task) -> bool:
    """Whether a case that is there now has been through the task."""
    if where.kind is ChangeKind.PRE_APPROVED and task.id in SKIPPED_BY_PRE_APPROVED:
        return False
    if where.state == "rejected":
        return task.id == "CO.2.1"
    if where.kind is ChangeKind.EMERGENCY and where.state in ("deployed", "rolled back"):
        return task.id == "CO.3.4"
    path = _PATH[where.work_product]
    reached = "deployed" if where.state == "rolled back" else where.state
    passing = [path.index(state) for state in task.to_states if state in path]
    return reached in path and path.index(reached) >= max(passing)


# ---------------------------------------------------------------- what all have in common


def _not_done(task: Task, progress: Progress, last_done: date | None = None) -> TaskStanding:
    blockers = blockers_of(task, progress)
    if blockers and last_done is None:
        return TaskStanding(task, "blocked", " ".join(each.text for each in blockers), blockers)
    return TaskStanding(task, "ready", _what_is_there(task, progress), blockers, last_done=last_done)


def blockers_of(task: Task, progress: Progress) -> tuple[Blocker, ...]:
    """What the task needs and the workspace lacks."""
    return tuple(
        _blocker(need, task) for need in task.needs if not progress.meets(need.work_product, need.state)
    )


def _blocker(need: WorkProductState, task: Task) -> Blocker:
    return Blocker(need.work_product, need.state, _lack(need), _makers(need, task))


def _makers(need: WorkProductState, task: Task) -> tuple[str, ...]:
    """The tasks that bring this about, those before this task in dependency order."""
    profile = service_delivery()
    makers = {each.id for each in profile.tasks_making(need.work_product, need.state)}
    order = [each.id for each in tasks_in_order()]
    return tuple(each for each in order[: order.index(task.id)] if each in makers)


_LACKS = {"draft": "not started yet", "recorded": "not recorded yet", "approved": "not approved yet"}


def _lack(need: WorkProductState) -> str:
    if (need.work_product, need.state) == ("WP.11", "draft"):
        return "WP.17 does not say yet how a change is requested (WP.11)."
    name = service_delivery().work_product(need.work_product).name
    return f"{need.work_product} {name} is {_LACKS[need.state]}."


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
    return f"{day.day} {day:%B %Y}" if day else ""


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
    task = service_delivery().task(task_id)
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
    if task_id not in DEFAULT_INTERVALS:
        raise Refused(f"{task_id} is not a task that comes back at intervals.")
    if not 1 <= days <= LONGEST_INTERVAL:
        wrong = "short" if days < 1 else "long"
        raise Refused(
            "An interval is from a day to ten years.", [Problem("days", f"The interval is too {wrong}.")]
        )
    known = workspace.first(TaskInterval, col(TaskInterval.task) == task_id)
    if known:
        return save(workspace, known, {"days": days})
    return create(workspace, TaskInterval, {"task": task_id, "days": days})


__all__ = [
    "DEFAULT_INTERVALS",
    "LONGEST_INTERVAL",
    "SKIPPED_BY_PRE_APPROVED",
    "Blocker",
    "TaskStanding",
    "TaskState",
    "has_passed",
    "interval_here",
    "level_of",
    "perform_task",
    "set_interval",
    "task_states",
    "tasks_in_order",
    "waits_at",
]
