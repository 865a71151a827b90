"""Jobs that come back: a few keys, and evidence that holds; a checklist cannot be called done without having been done."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from sdesk.models import AssignedRoles, JobRun, RecurringJob, TaskPerformance
from sdesk.models.control import JobCheck, JobPoint, PointResult
from sdesk.practice.calendar.coming_round import jobs_due
from sdesk.practice.control.jobs import begin
from sdesk.practice.guidance.today import Matter, to_do
from sdesk.practice.lifecycle.lists import linking_to
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.versions import to_go_by
from sdesk.practice.readiness.tasks import perform_task
from tests.provider import Provider

POINTS = (JobPoint(text="Restore two folders to another disk"), JobPoint(text="Open one file of each"))
OUTCOME = "Two folders restored to another disk and opened; it took 25 minutes."


def job_in_use(provider: Provider, **values: object) -> RecurringJob:
    given = {
        "name": "Restore test",
        "first_on": date(2026, 3, 2),
        "every": 1,
        "rhythm": "months",
        "checklist": POINTS,
    }
    return provider.take(provider.complete(RecurringJob, "in use", **{**given, **values}), "start")


def done(provider: Provider, run: JobRun, *results: PointResult, **values: object) -> JobRun:
    answered = tuple(
        each.model_copy(update={"result": result}) for each, result in zip(run.checks, results, strict=True)
    )
    run = provider.save(run, checks=answered, outcome=OUTCOME, **values)
    return provider.take(run, "record")


def test_a_run_has_the_checklist_and_the_day_of_its_job(provider: Provider) -> None:
    run = begin(provider.workspace, job := job_in_use(provider))
    assert (run.name, run.due_on, run.job) == ("Restore test", date(2026, 3, 2), job.id)
    assert [each.text for each in run.checks] == [each.text for each in POINTS]
    assert {each.result for each in run.checks} == {None}


def test_beginning_twice_goes_on_with_the_same_run(provider: Provider) -> None:
    job = job_in_use(provider)
    assert begin(provider.workspace, job).id == begin(provider.workspace, job).id
    assert provider.workspace.count(JobRun) == 1


def test_a_job_that_is_not_in_use_is_not_done(provider: Provider) -> None:
    with pytest.raises(Refused, match="not in use"):
        begin(provider.workspace, provider.complete(RecurringJob, "in use"))


def test_what_was_done_is_due_again_after_its_rhythm(provider: Provider) -> None:
    job = job_in_use(provider)
    done(provider, begin(provider.workspace, job), PointResult.DONE, PointResult.NOT_NEEDED)
    assert [each.day for each in jobs_due(provider.workspace)] == [date(2026, 4, 2)]


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ((PointResult.DONE, None), "Result"),
        ((PointResult.DONE, PointResult.FAILED), "nothing says how"),
        ((PointResult.NOT_NEEDED, PointResult.NOT_NEEDED), "No point"),
    ],
)
def test_nobody_calls_done_what_was_not(
    provider: Provider, results: tuple[PointResult, PointResult], said: str
) -> None:
    run = begin(provider.workspace, job_in_use(provider))
    with pytest.raises(Refused, match=said):
        done(provider, run, *results)
    assert [each.day for each in jobs_due(provider.workspace)] == [date(2026, 3, 2)]


def test_a_checklist_that_was_emptied_is_not_done(provider: Provider) -> None:
    run = begin(provider.workspace, job_in_use(provider))
    provider.save(run, checks=(), outcome=OUTCOME)
    with pytest.raises(Refused, match="Checklist"):
        provider.take(run, "record")


def test_a_point_that_was_taken_out_or_worded_anew_is_missed(provider: Provider) -> None:
    run = begin(provider.workspace, job_in_use(provider))
    provider.save(run, checks=(JobCheck(text="Looked at it", result=PointResult.DONE),), outcome=OUTCOME)
    with pytest.raises(Refused, match="Restore two folders"):
        provider.take(run, "record")


def test_nobody_does_a_job_tomorrow(provider: Provider) -> None:
    run = begin(provider.workspace, job_in_use(provider))
    with pytest.raises(Refused):
        done(
            provider,
            run,
            PointResult.DONE,
            PointResult.DONE,
            done_on=provider.clock().date() + timedelta(days=1),
        )


def test_a_later_checklist_does_not_touch_what_was_done(provider: Provider) -> None:
    job = job_in_use(provider)
    run = done(provider, begin(provider.workspace, job), PointResult.DONE, PointResult.DONE)
    provider.save(job, checklist=(JobPoint(text="Something else"),))
    again = provider.workspace.get(JobRun, run.id)
    assert again is not None and [each.text for each in again.checks] == [each.text for each in POINTS]


class TestTheTaskItServes:
    def test_it_counts_as_done_with_the_job_and_no_longer_without_it(self, provider: Provider) -> None:
        run = begin(provider.workspace, job_in_use(provider, task="GO.3.1"))
        run = done(provider, run, PointResult.DONE, PointResult.DONE, related=(roles(provider),))
        [performed] = performances(provider)
        assert (performed.task, performed.state, performed.done_on) == ("GO.3.1", "recorded", run.done_on)
        assert performed.id in {entry.id for entry, _field in linking_to(provider.workspace, run.id)}
        provider.take(run, "cancel", reason="It was another disk.")
        assert [each.state for each in performances(provider)] == ["cancelled"]

    def test_what_somebody_recorded_themselves_stays(self, provider: Provider) -> None:
        run = done(
            provider, begin(provider.workspace, job_in_use(provider)), PointResult.DONE, PointResult.DONE
        )
        own = perform_task(
            provider.workspace, "GO.3.1", "Read the plan beside what was restored.", [run.id, roles(provider)]
        )
        provider.take(run, "cancel", reason="It was another disk.")
        assert reload(provider.workspace, own).state == "recorded"

    def test_by_somebody_who_may_not_it_is_not_done(self, provider: Provider) -> None:
        run = begin(provider.workspace, job_in_use(provider, task="GO.3.1"))
        with pytest.raises(Refused, match="was not"):
            done(
                provider,
                run,
                PointResult.DONE,
                PointResult.DONE,
                done_by=provider.cleo.id,
                related=(roles(provider),),
            )
        assert performances(provider) == []
        assert run.state == "draft"

    def test_nothing_is_said_to_be_read_that_nobody_named(self, provider: Provider) -> None:
        run = begin(provider.workspace, job_in_use(provider, task="GO.3.1"))
        with pytest.raises(Refused, match="looked at"):
            done(provider, run, PointResult.DONE, PointResult.DONE)
        assert performances(provider) == []

    def test_only_a_task_that_there_is(self, provider: Provider) -> None:
        with pytest.raises(Refused, match="XX"):
            job_in_use(provider, task="XX.1.1")


def roles(provider: Provider) -> UUID:
    found = to_go_by(provider.workspace, AssignedRoles)
    assert found is not None
    return found.id


def performances(provider: Provider) -> list[TaskPerformance]:
    return provider.workspace.find(TaskPerformance)


class TestToday:
    def things(self, provider: Provider) -> list[tuple[Matter, date | None, object]]:
        coming = (Matter.JOB, Matter.EXPIRES)
        found = to_do(provider.workspace).things
        return [(each.matter, each.due, each.record) for each in found if each.matter in coming]

    def test_a_job_comes_a_week_before_and_opens_where_somebody_began(self, provider: Provider) -> None:
        far = job_in_use(provider, name="Far", first_on=date(2026, 3, 30))
        near = job_in_use(provider, first_on=date(2026, 3, 9))
        assert self.things(provider) == [(Matter.JOB, date(2026, 3, 9), near.id)]
        run = begin(provider.workspace, far)
        assert (Matter.JOB, date(2026, 3, 30), run.id) in self.things(provider)
