"""Jobs that come back, and each time that one was done."""

from collections.abc import Iterator
from typing import Any

from sdesk.models import RecurringJob
from sdesk.models.control import PointResult
from sdesk.practice.calendar.coming_round import jobs_due
from sdesk.practice.control.jobs import begin
from sdesk.practice.lifecycle.records import create, reload, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.sample.firm import Firm, Texts, texts
from sdesk.sample.year import Story, Turn


def job_stories(firm: Firm) -> Iterator[Story]:
    return (_job(firm, told) for told in texts("jobs")["job"])


def _job(firm: Firm, told: Texts) -> Story:
    yield Turn(firm.year.at(told["first"] - 5, "16:20"), "ana")
    plain = {name: told[name] for name in ("name", "every", "rhythm", "warn_days") if name in told}
    links = {name: told[key] for name, key in _LINKS.items() if key in told}
    points = {
        "checklist": [{"text": text} for text in told["checklist"]],
        "first_on": firm.year.day(told["first"]),
    }
    job = create(firm.workspace, RecurringJob, {**plain, **points, **firm.values(RecurringJob, links)})
    job = take_step(firm.workspace, job, "start")
    for run in told["runs"]:
        day = next(due.day for due in jobs_due(firm.workspace) if due.job.id == job.id)
        yield Turn(firm.year.working_days_later(firm.year.moment(day, "17:10"), run["after"]), told["owner"])
        _do(firm, reload(firm.workspace, job), run)


_LINKS = {"owner": "owner", "customer": "customer", "configuration_items": "items"}


def _do(firm: Firm, job: RecurringJob, told: Texts) -> None:
    run = begin(firm.workspace, job)
    failed = {int(place): found for place, found in told.get("failed", {}).items()}
    checks = tuple(
        check.model_copy(update=_answer(failed.get(place, "")))
        for place, check in enumerate(run.checks, start=1)
    )
    run = save(firm.workspace, run, {"checks": checks, "outcome": told["outcome"]})
    take_step(firm.workspace, run, "record")


def _answer(found: str) -> dict[str, Any]:
    return {"result": PointResult.FAILED, "found": found} if found else {"result": PointResult.DONE}
