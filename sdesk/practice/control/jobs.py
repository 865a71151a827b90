"""Jobs that come back: when each is due, what is filled in when it is done, and what a checklist that was done has to say."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import count
from typing import Any

from sdesk.models import JobRun, RecurringJob
from sdesk.models.control import JobCheck, PointResult, Rhythm
from sdesk.practice.calendar.days import today
from sdesk.practice.calendar.series import Unit, day_in_series
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create
from sdesk.storage import col
from sdesk.translation import message as _

SHOWN_BEFORE = 7
"""Days before its day from which a job is on Today, where it does not say itself."""
_UNITS = {Rhythm.DAYS: Unit.DAYS, Rhythm.WEEKS: Unit.WEEKS, Rhythm.MONTHS: Unit.MONTHS}


def due_days(job: RecurringJob) -> Iterator[date]:
    """The days on which the job is due, from its first on, without end; none while its rhythm is not said."""
    if job.first_on and job.rhythm and job.every and job.every > 0:
        for times in count():
            yield day_in_series(job.first_on, times * job.every, _UNITS[job.rhythm])


def next_due(job: RecurringJob, last: JobRun | None) -> date | None:
    """The first day of its rhythm that `last`, the run that came last, does not answer for.

    A run answers for the day it was due and for every day up to when it was done: what was missed is not done twice.
    """
    answered = max(filter(None, (last.due_on, last.done_on)), default=None) if last else None
    return next((day for day in due_days(job) if answered is None or day > answered), None)


def last_runs(workspace: Workspace) -> Mapping[Any, JobRun]:
    """The run that came last of each job, by the day for which it was done."""
    done = workspace.find(
        JobRun, col(JobRun.state) == "recorded", order_by=[col(JobRun.due_on), col(JobRun.done_on)]
    )
    return {run.job: run for run in done}


def begin(workspace: Workspace, job: RecurringJob) -> JobRun:
    """The draft in which the job is being done: the one that somebody began, else a new one with its checklist.

    Raises Refused for a job that is not in use.
    """
    if job.state != "in use":
        raise Refused(
            _("{number} is not in use.", number=job.number),
            hint=_("Put it in use first: then it is known when it is due."),
        )
    begun = workspace.first(JobRun, col(JobRun.job) == job.id, col(JobRun.state) == "draft")
    return begun or create(workspace, JobRun, {"job": job.id})


def proposed_run(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a job that is being done starts with: its checklist as it is now, and the day it is due."""
    job = workspace.get(RecurringJob, given["job"]) if given.get("job") else None
    done = {"done_on": today(workspace), "done_by": workspace.person_id or (job.owner if job else None)}
    return {**done, **_of_job(workspace, job)} if job else done


def _of_job(workspace: Workspace, job: RecurringJob) -> dict[str, Any]:
    return {
        "name": job.name,
        "due_on": next_due(job, last_runs(workspace).get(job.id)),
        "checks": tuple(JobCheck(text=point.text) for point in job.checklist),
    }


def follow_job(workspace: Workspace, run: JobRun, was: Mapping[str, Any]) -> None:
    """Another job was chosen: its name, its day and its checklist."""
    job = workspace.get(RecurringJob, run.job) if "job" in was and run.job else None
    for name, value in (_of_job(workspace, job) if job else {}).items():
        setattr(run, name, value)


def comes_back(workspace: Workspace, job: RecurringJob, state: str) -> Iterator[Problem]:
    """Its rhythm makes days, and the task that it serves is one that is recorded as done."""
    if job.every is not None and job.every < 1:
        yield Problem("every", _("“Every” is below one."), _("Write 1 for each day, week or month."))
    if job.warn_days is not None and job.warn_days < 0:
        yield Problem("warn_days", _("It cannot be shown after its day."), _("Write how many days before."))
    if job.task and not _is_recurring(workspace, job.task):
        said = _("“{task}” is no task that comes back at intervals.", task=job.task)
        yield Problem("task", said, _("Write its number, or leave it empty."))


def _is_recurring(workspace: Workspace, called: str) -> bool:
    try:
        _pack, task = workspace.packs.task(called)
    except KeyError:
        return False
    return task.cadence == "recurring"


def every_point_is_answered(workspace: Workspace, run: JobRun, state: str) -> Iterator[Problem]:
    """What failed says what was seen, and nobody calls a job done of which no point was."""
    if state != "recorded":
        return
    for line, check in enumerate(run.checks, start=1):
        if check.result is PointResult.FAILED and not check.found.strip():
            said = _("Checklist, line {n}: it failed, and nothing says how.", n=line)
            yield Problem("checks", said, _("Write what was seen."), place=f"[{line - 1}].found")
    if run.checks and all(check.result is PointResult.NOT_NEEDED for check in run.checks):
        yield Problem("checks", _("No point of the checklist was done."), _("Then the job was not done."))


def shown_from(day: date, warn_days: int | None, usual: int = SHOWN_BEFORE) -> date:
    """From which day on something with a day is shown."""
    return day - timedelta(days=usual if warn_days is None else warn_days)


__all__ = [
    "begin",
    "comes_back",
    "due_days",
    "every_point_is_answered",
    "follow_job",
    "last_runs",
    "next_due",
    "proposed_run",
    "shown_from",
]
