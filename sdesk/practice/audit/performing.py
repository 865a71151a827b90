"""What is recorded as done: by a holder of the task's role, not later than today, what was looked at, what came of it."""

from collections.abc import Iterator
from uuid import UUID

from sdesk.models import Document, JobRun, Person, RecurringJob, TaskPerformance, field_of, model_named
from sdesk.packs import Pack, Task
from sdesk.packs.dependencies import approved_by
from sdesk.practice.calendar.days import day_of
from sdesk.practice.lifecycle.lists import entries, linking_to
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create
from sdesk.practice.lifecycle.roles import any_of, roles_of
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.lifecycle.thin import what_is_thin
from sdesk.practice.lifecycle.versions import to_go_by
from sdesk.translation import message as _
from sdesk.translation import term, word


def counts_as_done(workspace: Workspace, done: TaskPerformance, state: str) -> Iterator[Problem]:
    """G6. That it is not later than now, its declaration says."""
    if state != "recorded" or not done.task:
        return
    try:
        pack, task = workspace.packs.task(done.task)
    except KeyError:
        yield Problem("task", _("“{task}” is no task of the profile.", task=done.task), _("Choose one."))
        return
    yield from _by_a_holder(workspace, done, pack, task)
    yield from _with_an_outcome(done)
    yield from _of_what_it_is_about(workspace, done, pack, task)
    yield from _of_what_was_there(workspace, done)


def _by_a_holder(workspace: Workspace, done: TaskPerformance, pack: Pack, task: Task) -> Iterator[Problem]:
    roles = pack.our_roles(task.roles)
    if not roles or not done.done_on or not done.done_by:
        return
    if not set(roles) & {role.value for role in roles_of(workspace, done.done_by, done.done_on)}:
        person = workspace.get(Person, done.done_by)
        yield Problem(
            "done_by",
            _(
                "{person} was not {roles} on {day}.",
                person=person.name if person else "",
                roles=any_of(roles),
                day=done.done_on,
            ),
            _("Let somebody record it who does {task}, or correct the list of assigned roles.", task=task.id),
        )


def _with_an_outcome(done: TaskPerformance) -> Iterator[Problem]:
    spec = field_of(TaskPerformance, "outcome")
    if why := what_is_thin(spec, done.outcome):
        said = _("{field}: {why}.", field=term(spec.label), why=why)
        yield Problem("outcome", said, _("Say in a sentence what was seen and what came of it."))


def _of_what_it_is_about(
    workspace: Workspace, done: TaskPerformance, pack: Pack, task: Task
) -> Iterator[Problem]:
    """What a task leaves approved is looked at in a version that was approved."""
    kinds = {pack.bindings.record_of(each) for each in approved_by(task)}
    if not done.related or not kinds:
        return
    found = (each for each in entries(workspace, done.related).values() if each.model in kinds)
    if not any(model_named(each.model).state_called(each.state).frozen for each in found):
        names = tuple(term(model_named(each).singular.lower()) for each in sorted(kinds))
        said = _("Nothing of what {task} is about was looked at.", task=task.id)
        yield Problem("related", said, _("Choose the version that was read: {kinds}.", kinds=names))


def _of_what_was_there(workspace: Workspace, done: TaskPerformance) -> Iterator[Problem]:
    """Nobody has read on a day what was begun after it."""
    for entry in entries(workspace, done.related).values():
        record = workspace.get(model_named(entry.model), entry.id)
        if not (record and record.created_at and done.done_on):
            continue
        begun = day_of(workspace, record.created_at)
        if begun > done.done_on:
            yield Problem(
                "related",
                _(
                    "{number}, version {version}, was begun on {day} only.",
                    number=entry.number,
                    version=entry.version,
                    day=begun,
                ),
                _("Choose the version that was read that day, or correct the day."),
            )


def read_as_a_rule(workspace: Workspace, task_id: str) -> tuple[UUID, ...]:
    """The documents that the task is about, as they are in effect; of what there are many, a person says which."""
    pack, task = workspace.packs.task(task_id)
    models = (model_named(pack.bindings.record_of(each)) for each in sorted(approved_by(task)))
    found = (to_go_by(workspace, each) for each in models if issubclass(each, Document))
    return tuple(each.id for each in found if each)


def task_was_done(workspace: Workspace, run: JobRun) -> None:
    """A job that serves a task was done, and so was the task: by what its record names as looked at, and nothing else.

    Raises Refused where the task would not count as done.
    """
    job = workspace.get(RecurringJob, run.job) if run.job else None
    if job is None or not job.task:
        return
    _pack, task = workspace.packs.task(job.task)
    values = {"task": task.id, "done_on": run.done_on, "done_by": run.done_by, "outcome": run.outcome}
    done = create(workspace, TaskPerformance, {**values, "related": (run.id, *run.related)})
    take_step(workspace, done, "record")


def task_was_not_done(workspace: Workspace, run: JobRun) -> None:
    """What was recorded of the task because of a job that was not done is cancelled with it. What somebody recorded
    themselves, who looked at the job among others, stays."""
    linked = {
        entry.id for entry, _field in linking_to(workspace, run.id) if entry.model == TaskPerformance.__name__
    }
    for key in linked:
        done = workspace.get(TaskPerformance, key)
        if done is not None and done.state == "recorded" and _says_the_same(done, run):
            why = _("{number} was cancelled.", number=run.number)
            take_step(workspace, done, "cancel", reason=word(why))


def _says_the_same(done: TaskPerformance, run: JobRun) -> bool:
    return (done.done_on, done.done_by, done.outcome) == (run.done_on, run.done_by, run.outcome)


__all__ = ["counts_as_done", "read_as_a_rule", "task_was_done", "task_was_not_done"]
