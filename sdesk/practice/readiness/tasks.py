"""The tasks of a set: blocked, ready, waiting, done or overdue, computed from the workspace and never typed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from sdesk.models import TaskInterval, TaskPerformance
from sdesk.packs import ProductState, Task, WorkProduct
from sdesk.packs.dependencies import approved_by, makers_before, reviews_of, signs_of
from sdesk.practice.lifecycle.documents import EARLY_REVIEW
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.readiness.conditions import (
    CONDITIONS,
    DONE_LATER,
    DONE_WHEN,
    lacking_products,
    what_it_waits_for,
)
from sdesk.practice.readiness.progress import CaseStanding, Progress, progress_of
from sdesk.storage import col
from sdesk.translation import NOTHING_SAID, Message, counted, sentences, term
from sdesk.translation import message as _

TaskState = Literal["blocked", "ready", "waiting", "done", "overdue"]
"""A case that waits is work in its turn, and so is what is set up but for a day to come, such as training that is planned;
overdue is what should have been done by a day that is past."""

REVIEWS = 365
"""Days between reviews of what is set up once, after the date that it names itself."""

LONGEST_INTERVAL = 3650
"""Days: ten years."""


@dataclass(frozen=True)
class Blocker:
    """A work product that is not in the state that a task needs, and the tasks that bring it there."""

    work_product: str
    state: str
    text: Message
    made_by: tuple[str, ...]


@dataclass(frozen=True)
class TaskStanding:
    """Where a task stands. `cases` are the records that wait at it, `blocked_by` is what it lacks.

    Something that was done before, or that cases wait at, is never called blocked: the work is there and has to
    go on. What it lacks is still listed.
    """

    task: Task
    state: TaskState
    detail: Message
    blocked_by: tuple[Blocker, ...] = ()
    cases: tuple[UUID, ...] = ()
    last_done: date | None = None
    next_due: date | None = None

    @property
    def name(self) -> Message:
        return called(self.task)


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
    bound = progress.pack.bindings.task(task.id)
    lacking = DONE_WHEN[bound.done_when](progress) if bound.done_when else NOTHING_SAID
    if lacking:
        return TaskStanding(task, "ready", lacking)
    to_come = DONE_LATER[bound.done_when](progress) if bound.done_when else NOTHING_SAID
    if to_come:
        return TaskStanding(task, "waiting", to_come)
    reviewed = _last_review(task, progress)
    next_due = _next_review(task, progress, reviewed)
    last_done = max((day for day in (reviewed, _approved_on(task, progress)) if day), default=None)
    late = next_due is not None and next_due < progress.today
    lasting = CONDITIONS[bound.due_while](progress) if bound.due_while else NOTHING_SAID
    return TaskStanding(
        task,
        "overdue" if late or lasting else "done",
        lasting or _done_until(next_due, late),
        last_done=last_done,
        next_due=next_due,
    )


def _done_until(next_due: date | None, late: bool) -> Message:
    if next_due is None:
        return _("Done.")
    if late:
        return _("The review was due on {day}.", day=next_due)
    return _("Next review by {day}.", day=next_due)


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
    detail = (
        _("Last done on {last}; was due by {next}.", last=last_done, next=next_due)
        if late
        else _("Last done on {last}; next by {next}.", last=last_done, next=next_due)
    )
    blockers = blockers_of(task, progress) if late else ()
    return TaskStanding(task, "overdue" if late else "done", detail, blockers, (), last_done, next_due)


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
    went_on = progress.gone_on_without.get(task.id, ())
    if cases or went_on:
        said = (
            counted("{n} case waits.", "{n} cases wait.", n=len(cases)) if cases else NOTHING_SAID,
            _gone_on_without(len(went_on)) if went_on else NOTHING_SAID,
        )
        blockers = blockers_of(task, progress)
        return TaskStanding(task, "waiting", sentences(*filter(None, said)), blockers, (*cases, *went_on))
    passed = sum(number for where, number in progress.cases.items() if _has_passed(where, task, progress))
    if passed:
        return TaskStanding(task, "done", counted("{n} case has passed.", "{n} cases have passed.", n=passed))
    return _not_done(task, progress)


def _gone_on_without(number: int) -> Message:
    return counted(
        "{n} case has gone on, and somebody who is affected was not told.",
        "{n} cases have gone on, and somebody who is affected was not told.",
        n=number,
    )


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
        return TaskStanding(task, "blocked", sentences(*(each.text for each in blockers)), blockers)
    said = (
        _("Last recorded on {day}.", day=last_done) if last_done else _what_is_there(task, progress),
        what_it_waits_for(task, progress),
    )
    return TaskStanding(task, "ready", sentences(*filter(None, said)), blockers, last_done=last_done)


def blockers_of(task: Task, progress: Progress) -> tuple[Blocker, ...]:
    """What the task needs and the workspace lacks."""
    return tuple(
        _blocker(need, task, progress)
        for need in task.needs
        if progress.waits_for(need, task) and not progress.has_before(need, task)
    )


def _blocker(need: ProductState, task: Task, progress: Progress) -> Blocker:
    """What is lacking, and who makes it: nobody outside the variant, for those in it."""
    asks = progress.pack.asks
    own = asks.tasks_of_variant(progress.variant)
    makers = (each for each in makers_before(asks, need, task) if each in own or task not in own)
    return Blocker(need.work_product, need.state, _lack(need, progress), tuple(each.id for each in makers))


def _lack(need: ProductState, progress: Progress) -> Message:
    product = progress.pack.asks.work_product(need.work_product)
    if need.state == "draft" and progress.meets(need.work_product, "draft"):
        return _(
            "{product} is begun, but does not say yet what is needed, or nobody has read it.",
            product=called(product),
        )
    if need.state == "draft" and product.lack:
        return term(product.lack)
    match need.state:
        case "draft":
            return _("{product} is not started yet.", product=called(product))
        case "recorded":
            return _("{product} is not recorded yet.", product=called(product))
        case _:
            return _("{product} is not approved yet.", product=called(product))


def called(entry: Task | WorkProduct) -> Message:
    """As people cite it: with its id."""
    return _("{id} {name}", id=entry.id, name=term(entry.name))


def _what_is_there(task: Task, progress: Progress) -> Message:
    begun = tuple(
        made.work_product
        for made in lacking_products(task, progress)
        if progress.meets(made.work_product, "draft")
    )
    if begun:
        return _("{products} begun.", products=begun)
    return _("Can be done as soon as there is a case.") if task.cadence == "case" else _("Can be done now.")


# ---------------------------------------------------------------- what people say about tasks


def perform_task(
    workspace: Workspace,
    task_id: str,
    outcome: str,
    records: Sequence[UUID] = (),
    done_on: date | None = None,
) -> TaskPerformance:
    """Record that a task was done, with what came of it and the records it touched.

    Raises Refused without an outcome, by somebody who does not hold its role that day, for a day to come, where nothing
    of what it is about was looked at, or while nobody is working. Raises KeyError for what is no task.
    """
    task = workspace.packs.first.asks.task(task_id)
    if not outcome.strip():
        raise Refused(
            _("Say in a sentence what came of {task}.", task=task.id),
            [
                Problem(
                    "outcome", _("The outcome is missing."), _("For example: reviewed, nothing to change.")
                )
            ],
        )
    values = {"task": task.id, "outcome": outcome.strip(), "related": tuple(records)}
    with workspace.transaction("perform task"):
        performance = create(
            workspace, TaskPerformance, {**values, **({"done_on": done_on} if done_on else {})}
        )
        return take_step(workspace, performance, "record")


def why_not_done(workspace: Workspace, task_id: str) -> Message:
    """What the task still lacks, or why it is due; nothing said where it is done."""
    standing = standing_of(workspace.packs.first.asks.task(task_id), progress_of(workspace))
    return NOTHING_SAID if standing.state == "done" else standing.detail


def set_interval(workspace: Workspace, task_id: str, days: int) -> TaskInterval:
    """Say how often a recurring task is done here. Raises Refused for any other task, or unless it is 1 to 3650 days."""
    pack = workspace.packs.first
    if not pack.bindings.task(task_id).interval:
        raise Refused(_("{task} is not a task that comes back at intervals.", task=task_id))
    if not 1 <= days <= LONGEST_INTERVAL:
        wrong = _("The interval is too short.") if days < 1 else _("The interval is too long.")
        raise Refused(_("An interval is from a day to ten years."), [Problem("days", wrong)])
    known = workspace.first(TaskInterval, col(TaskInterval.task).in_((task_id, pack.full_id(task_id))))
    if known:
        return save(workspace, known, {"days": days})
    return create(workspace, TaskInterval, {"task": task_id, "days": days})


__all__ = [
    "CONDITIONS",
    "DONE_WHEN",
    "LONGEST_INTERVAL",
    "Blocker",
    "TaskStanding",
    "TaskState",
    "called",
    "interval_here",
    "interval_of",
    "perform_task",
    "set_interval",
    "task_states",
    "waits_at",
]
