"""Jobs that come back: what is filled in when one is done, and what a checklist that was done has to say."""

from collections.abc import Iterator, Mapping
from typing import Any

from sdesk.models import JobRun, RecurringJob
from sdesk.models.control import JobCheck, PointResult
from sdesk.practice.calendar.coming_round import last_runs, next_due
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create
from sdesk.storage import col
from sdesk.translation import message as _


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
        "due_on": next_due(job, last_runs(workspace, job.id).get(job.id)),
        "checks": tuple(JobCheck(text=point.text) for point in job.checklist),
    }


def follow_job(workspace: Workspace, run: JobRun, was: Mapping[str, Any]) -> None:
    """Another job was chosen: its name, its day and its checklist."""
    job = workspace.get(RecurringJob, run.job) if "job" in was and run.job else None
    for name, value in (_of_job(workspace, job) if job else {}).items():
        setattr(run, name, value)


def comes_back(workspace: Workspace, job: RecurringJob, state: str) -> Iterator[Problem]:
    """Its rhythm makes days, and the task that it serves is one that there is."""
    if job.every is not None and job.every < 1:
        yield Problem("every", _("“Every” is below one."), _("Write 1 for each day, week or month."))
    if job.warn_days is not None and job.warn_days < 0:
        yield Problem("warn_days", _("It cannot be shown after its day."), _("Write how many days before."))
    if job.task and not _is_there(workspace, job.task):
        said = _("“{task}” is no task of the profile.", task=job.task)
        yield Problem("task", said, _("Write its number, or leave it empty."))


def _is_there(workspace: Workspace, called: str) -> bool:
    try:
        workspace.packs.task(called)
    except KeyError:
        return False
    return True


def every_point_is_answered(workspace: Workspace, run: JobRun, state: str) -> Iterator[Problem]:
    """No point is left out, what failed says what was seen, and nobody calls a job done of which no point was.

    Asked when it is recorded: another checklist of the job says nothing about what was done before.
    """
    if state != "recorded" or not run.is_draft:
        return
    job = workspace.get(RecurringJob, run.job) if run.job else None
    answered = {check.text.strip() for check in run.checks}
    for point in job.checklist if job else ():
        if point.text.strip() not in answered:
            said = _("“{point}” is not in the checklist any more.", point=point.text.strip())
            yield Problem("checks", said, _("Add it again, and say what came of it."))
    for line, check in enumerate(run.checks, start=1):
        if check.result is PointResult.FAILED and not check.found.strip():
            said = _("Checklist, line {n}: it failed, and nothing says how.", n=line)
            yield Problem("checks", said, _("Write what was seen."), place=f"[{line - 1}].found")
    if run.checks and all(check.result is PointResult.NOT_NEEDED for check in run.checks):
        yield Problem("checks", _("No point of the checklist was done."), _("Then the job was not done."))


__all__ = ["begin", "comes_back", "every_point_is_answered", "follow_job", "proposed_run"]
