"""When jobs that come back are due, and what runs out: held against a calendar that is walked day by day."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from sdesk.models import ConfigurationItem, JobRun, RecurringJob
from sdesk.models.control import ExpiryDate, Rhythm, RunningOut
from sdesk.practice.calendar.coming_round import coming_slots, due_days, expiries, job_due, jobs_due, next_due
from sdesk.practice.calendar.icalendar import calendar_of
from tests.provider import Provider

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
JOBS = st.builds(
    lambda first, every, rhythm: RecurringJob(first_on=first, every=every, rhythm=rhythm),
    DAYS,
    st.integers(1, 40),
    st.sampled_from(Rhythm),
)


def is_due(job: RecurringJob, day: date) -> bool:
    """Slow and plain: by counting, and for months by looking at the date."""
    first, every = job.first_on, job.every
    assert first and every
    if day < first:
        return False
    if job.rhythm is Rhythm.MONTHS:
        months = (day.year - first.year) * 12 + day.month - first.month
        return months % every == 0 and day.day == min(first.day, monthrange(day.year, day.month)[1])
    return (day - first).days % (every * (7 if job.rhythm is Rhythm.WEEKS else 1)) == 0


@given(JOBS)
def test_the_days_are_those_that_a_calendar_shows(job: RecurringJob) -> None:
    assert job.first_on
    walked = [day for n in range(800) if is_due(job, day := job.first_on + timedelta(days=n))]
    assert list(islice(due_days(job), len(walked))) == walked


@given(JOBS, DAYS, DAYS)
def test_a_run_answers_for_its_day_and_for_what_was_missed_until_it_was_done(
    job: RecurringJob, due: date, done: date
) -> None:
    found = next_due(job, JobRun(due_on=due, done_on=done))
    assert found is not None and is_due(job, found) and found > max(due, done)
    assert job.first_on
    start = max(job.first_on, max(due, done) + timedelta(days=1))
    assert not any(is_due(job, start + timedelta(days=n)) for n in range((found - start).days))


def test_a_job_without_a_rhythm_is_never_due() -> None:
    for lacking in ({"every": None}, {"every": 0}, {"rhythm": None}, {"first_on": None}):
        job = RecurringJob(first_on=date(2026, 1, 31), every=1, rhythm=Rhythm.MONTHS)
        for name, value in lacking.items():
            setattr(job, name, value)
        assert next_due(job, None) is None


def test_the_calendar_has_an_end() -> None:
    job = RecurringJob(first_on=date(9999, 12, 1), every=1, rhythm=Rhythm.MONTHS)
    assert list(due_days(job)) == [date(9999, 12, 1)]


def test_what_was_done_early_is_not_due_again_for_the_same_day(provider: Provider) -> None:
    job = RecurringJob(first_on=date(2026, 3, 10), every=1, rhythm=Rhythm.MONTHS)
    assert next_due(job, JobRun(due_on=date(2026, 3, 10), done_on=date(2026, 3, 2))) == date(2026, 4, 10)


def test_only_jobs_in_use_are_due(provider: Provider) -> None:
    job = provider.complete(RecurringJob, "in use", first_on=date(2026, 3, 1), every=2, rhythm="weeks")
    assert list(jobs_due(provider.workspace)) == []
    job = provider.take(job, "start")
    assert [(each.job.id, each.day) for each in jobs_due(provider.workspace)] == [(job.id, date(2026, 3, 1))]
    provider.take(job, "end", reason="Nobody needs it.")
    assert list(jobs_due(provider.workspace)) == []


def test_a_job_that_is_due_knows_its_last_run_and_the_one_that_was_begun(provider: Provider) -> None:
    """Asked of one, the same is said as of all."""
    jobs = [
        provider.take(
            provider.complete(RecurringJob, "in use", first_on=day, every=1, rhythm="months"), "start"
        )
        for day in (date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5))
    ]
    provider.take(provider.complete(JobRun, "recorded", job=jobs[0].id, done_on=date(2026, 1, 6)), "record")
    newest = provider.complete(JobRun, "recorded", job=jobs[0].id, done_on=date(2026, 2, 6))
    newest = provider.take(newest, "record")
    begun = provider.create(JobRun, job=jobs[1].id)
    found = list(jobs_due(provider.workspace))
    assert [each.last and each.last.id for each in found] == [newest.id, None, None]
    assert [each.begun and each.begun.id for each in found] == [None, begun.id, None]
    for each in found:
        assert job_due(provider.workspace, each.job) == each
    assert job_due(provider.workspace, provider.take(jobs[2], "end", reason="Nobody needs it.")) is None


def test_what_runs_out_is_of_items_that_are_there(provider: Provider) -> None:
    last = ExpiryDate(what=RunningOut.CERTIFICATE, on=date(2026, 4, 1), warn_days=0)
    item = provider.complete(ConfigurationItem, "in service", expires=(last,))
    item = provider.take(item, "put in service")
    found = [each for each in expiries(provider.workspace) if each.item.id == item.id]
    assert [(each.day, each.shown_from) for each in found] == [(date(2026, 4, 1), date(2026, 4, 1))]
    provider.take(item, "retire", reason="Replaced.")
    assert [each for each in expiries(provider.workspace) if each.item.id == item.id] == []


def test_they_stand_on_the_schedule_on_each_day_from_the_next(provider: Provider) -> None:
    job = provider.take(
        provider.complete(
            RecurringJob, "in use", name="Patch day", first_on=date(2026, 3, 3), every=1, rhythm="weeks"
        ),
        "start",
    )
    last = ExpiryDate(what=RunningOut.CERTIFICATE, on=date(2026, 3, 12))
    item = provider.complete(ConfigurationItem, "planned", name="Shop", expires=(last,))
    march = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 20, tzinfo=UTC)
    found = coming_slots(provider.workspace, *march)
    assert [(str(each.heading), each.whole_day) for each in found] == [
        ("Patch day", date(2026, 3, 3)),
        ("Patch day", date(2026, 3, 10)),
        ("Runs out: Shop, certificate", date(2026, 3, 12)),
        ("Patch day", date(2026, 3, 17)),
    ]
    assert {each.record_id for each in found} == {job.id, item.id}
    events = calendar_of(found, "x", march[0]).decode()
    uids = [line for line in events.splitlines() if line.startswith("UID:")]
    assert len(set(uids)) == 4
