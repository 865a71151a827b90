"""What comes round and what runs out: the days of jobs that come back, and the last days of what belongs to items."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count, takewhile
from typing import Any
from uuid import UUID

from sdesk.local_time import day_of
from sdesk.models import ConfigurationItem, JobRun, RecurringJob
from sdesk.models.control import ExpiryDate, Rhythm
from sdesk.practice.calendar.days import zone_of
from sdesk.practice.calendar.schedule import Slot, SlotKind, day_slot
from sdesk.practice.calendar.series import Unit, day_in_series
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage import col
from sdesk.translation import Message, term
from sdesk.translation import message as _

JOB_SHOWN_BEFORE = 7
EXPIRY_SHOWN_BEFORE = 30
"""Days before its day from which something is shown, where it does not say itself."""

_UNITS = {Rhythm.DAYS: Unit.DAYS, Rhythm.WEEKS: Unit.WEEKS, Rhythm.MONTHS: Unit.MONTHS}


@dataclass(frozen=True)
class JobDue:
    """A job and the day on which it is due next. `begun`: the draft in which somebody is doing it; `last`: the run that came
    last, None where it was never done."""

    job: RecurringJob
    day: date
    last: JobRun | None = None
    begun: JobRun | None = None

    @property
    def shown_from(self) -> date:
        return _before(self.day, self.job.warn_days, JOB_SHOWN_BEFORE)


@dataclass(frozen=True)
class Expiry:
    """Something about an item that ends with this day."""

    item: ConfigurationItem
    row: ExpiryDate
    day: date

    @property
    def shown_from(self) -> date:
        return _before(self.day, self.row.warn_days, EXPIRY_SHOWN_BEFORE)


def due_days(job: RecurringJob) -> Iterator[date]:
    """The days on which the job is due, from its first on, to the end of the calendar; none while its rhythm is not said."""
    if not (job.first_on and job.rhythm and job.every and job.every > 0):
        return
    try:
        for times in count():
            yield day_in_series(job.first_on, times * job.every, _UNITS[job.rhythm])
    except (ValueError, OverflowError):
        return


def next_due(job: RecurringJob, last: JobRun | None) -> date | None:
    """The first day of its rhythm that `last`, the run that came last, does not answer for.

    A run answers for the day it was due and for every day up to when it was done: what was missed is not done twice.
    """
    answered = max(filter(None, (last.due_on, last.done_on)), default=None) if last else None
    return next((day for day in due_days(job) if answered is None or day > answered), None)


def last_runs(workspace: Workspace, job: UUID | None = None) -> Mapping[UUID | None, JobRun]:
    """The run that came last of each job, or of one, by the day for which it was done."""
    done = workspace.find(
        JobRun,
        col(JobRun.state) == "recorded",
        *_of(job),
        order_by=[col(JobRun.due_on), col(JobRun.done_on)],
    )
    return {run.job: run for run in done}


def jobs_due(workspace: Workspace) -> Iterator[JobDue]:
    """Every job in use with the day on which it is due next."""
    jobs = workspace.find(
        RecurringJob, col(RecurringJob.state) == "in use", order_by=[col(RecurringJob.number)]
    )
    if jobs:
        yield from _due(jobs, last_runs(workspace), _begun(workspace))


def job_due(workspace: Workspace, job: RecurringJob) -> JobDue | None:
    """The day on which this one is due next; None where it is not in use, or has no rhythm."""
    if job.state != "in use":
        return None
    return next(_due([job], last_runs(workspace, job.id), _begun(workspace, job.id)), None)


def _due(
    jobs: Iterable[RecurringJob], last: Mapping[UUID | None, JobRun], begun: Mapping[UUID | None, JobRun]
) -> Iterator[JobDue]:
    for job in jobs:
        if (day := next_due(job, last.get(job.id))) is not None:
            yield JobDue(job, day, last.get(job.id), begun.get(job.id))


def _begun(workspace: Workspace, job: UUID | None = None) -> Mapping[UUID | None, JobRun]:
    return {run.job: run for run in workspace.find(JobRun, col(JobRun.state) == "draft", *_of(job))}


def _of(job: UUID | None) -> tuple[Any, ...]:
    return () if job is None else (col(JobRun.job) == job,)


def expiries(workspace: Workspace) -> Iterator[Expiry]:
    """Everything that runs out of items that are not retired."""
    there = col(ConfigurationItem.state) != "retired"
    for item in workspace.find(ConfigurationItem, there, order_by=[col(ConfigurationItem.number)]):
        for row in item.expires:
            if row.on is not None:
                yield Expiry(item, row, row.on)


def coming_slots(workspace: Workspace, start: datetime, end: datetime) -> list[Slot]:
    """The days between `start` and `end` on which a job is due, from its next on, or something runs out."""
    zone = zone_of(workspace)
    first, last = day_of(start, zone), day_of(end - timedelta.resolution, zone)
    found = [
        day_slot(due.job, f"due-{day}", day, zone, SlotKind.JOB)
        for due in jobs_due(workspace)
        for day in takewhile(lambda day: day <= last, due_days(due.job))
        if day >= max(first, due.day)
    ]
    for each in expiries(workspace):
        if first <= each.day <= last:
            title = _("Runs out: {item}, {what}", item=each.item.heading, what=_what(each.row))
            found.append(
                day_slot(each.item, f"expires-{each.row.id}", each.day, zone, SlotKind.EXPIRY, title)
            )
    return sorted(found, key=lambda slot: (slot.start, slot.number))


def _what(row: ExpiryDate) -> Message | str:
    return term(row.what.value) if row.what else row.note


def _before(day: date, warn_days: int | None, usual: int) -> date:
    return day - timedelta(days=usual if warn_days is None else warn_days)


__all__ = [
    "Expiry",
    "JobDue",
    "coming_slots",
    "due_days",
    "expiries",
    "job_due",
    "jobs_due",
    "last_runs",
    "next_due",
]
