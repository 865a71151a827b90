"""How an incident stands, by examples: which clock is the one to look at, and what it is before it is classified."""

from datetime import timedelta

import pytest

from sdesk.models import ServiceIncident
from sdesk.practice.calendar.days import day_of, start_of
from sdesk.practice.calendar.service_hours import open_intervals
from sdesk.practice.incident.clocks import Promises
from sdesk.practice.incident.handling import add_step, put_on_hold, resume
from sdesk.practice.incident.holding import next_morning
from sdesk.practice.incident.standing import Awaited, CaseStanding, Stands, standing_of
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import reload
from tests.practice.calendar.calendars import utc
from tests.provider import CALLER, Provider, incident


def stands(provider: Provider, case: ServiceIncident, minutes: float = 0) -> CaseStanding:
    """So many minutes after it was recorded, or begun; now, if nothing is said."""
    began = case.recorded_at or case.created_at
    assert began is not None
    moment = began + timedelta(minutes=minutes) if minutes else provider.clock.now
    return standing_of(Promises(provider.workspace), case, moment)


def recorded(provider: Provider, **values) -> ServiceIncident:
    fitting = {"impact": None, "urgency": None, "reporter": CALLER, **values}
    return provider.take(incident(provider, "classified", **fitting), "record")


def classified(provider: Provider, **values) -> ServiceIncident:
    case = provider.take(incident(provider, "classified", reporter=CALLER, **values), "record")
    return provider.take(case, "classify")


@pytest.mark.parametrize("is_draft", [True, False])
def test_until_it_is_classified_all_priorities_count(provider, is_draft):
    case = provider.create(ServiceIncident, summary="Smoke") if is_draft else recorded(provider)
    targets = Promises(provider.workspace).response_targets(case)
    tightest, slackest = min(targets), max(targets)
    for minutes, expected in (
        (tightest * 0.7, Stands.ON_TIME),
        (tightest * 0.8, Stands.AT_RISK),
        (slackest, Stands.AT_RISK),
        (slackest + 1, Stands.LATE),
    ):
        found = stands(provider, case, minutes)
        assert (found.stands, found.awaited, found.is_draft) == (expected, Awaited.CLASSIFICATION, is_draft)


def test_classifying_puts_its_own_targets_in_their_place(provider):
    case = recorded(provider)
    provider.clock.pass_time(minutes=100)
    assert stands(provider, case).stands is Stands.AT_RISK
    case = provider.save(case, impact="low", urgency="low")
    assert stands(provider, case).unclassified is None  # impact and urgency say which priority it has
    found = stands(provider, provider.take(case, "classify"))
    assert (found.stands, found.awaited) == (Stands.ON_TIME, Awaited.RESPONSE)


def test_a_step_by_somebody_classifies_nothing(provider):
    case = add_step(provider.workspace, recorded(provider, assigned_to=provider.ana.id), "Called back")
    assert case.answered_at is not None
    assert stands(provider, case, 10_000).stands is Stands.LATE


def test_without_a_policy_there_is_no_target_until_the_first_one(beginner):
    case = beginner.create(ServiceIncident, summary="Smoke")
    assert stands(beginner, case, 100_000).stands is Stands.NO_TARGET
    assert stands(beginner, case, 100_000).due_at is None


def test_what_is_at_risk_comes_before_what_has_less_time_but_is_on_time(provider):
    """List and Today disagreed: one looked at the least time left, the other at the worse."""
    case = classified(provider, impact="low", urgency="low")
    targets = Promises(provider.workspace).target(case)
    assert targets.respond and targets.restore and targets.respond < targets.restore
    assert case.recorded_at is not None
    started = case.recorded_at - timedelta(minutes=targets.restore * 0.8)
    case = provider.save(case, started_at=started)
    found = stands(provider, case)
    assert (found.stands, found.awaited) == (Stands.AT_RISK, Awaited.RESTORATION)


def test_a_hold_stops_the_clock_of_what_is_unclassified_too(provider):
    case = put_on_hold(provider.workspace, recorded(provider), "Nobody answers the telephone")
    soon, much_later = stands(provider, case), stands(provider, case, 100_000)
    assert soon.stands is much_later.stands is Stands.ON_HOLD
    assert soon.clock.used == much_later.clock.used
    assert not much_later.is_late and much_later.hold is not None


def test_one_that_was_late_before_its_hold_stays_late(provider):
    case = classified(provider, impact="high", urgency="high")
    provider.clock.pass_time(days=30)
    found = stands(provider, put_on_hold(provider.workspace, case, "Waits for a part"))
    assert found.stands is Stands.ON_HOLD and found.is_late


def test_what_is_restored_or_over_has_no_clock_that_runs(provider):
    gone = provider.take(classified(provider), "cancel", reason="Recorded in error")
    assert stands(provider, gone, 10_000).stands is Stands.DONE


def test_a_hold_that_is_over_says_so_and_its_clock_stands_still_until_somebody_resumes(provider):
    case = classified(provider)
    until = provider.clock.now + timedelta(days=2)
    held = put_on_hold(provider.workspace, case, "The part comes on Wednesday", until)
    promises = Promises(provider.workspace)
    before = standing_of(promises, held, until - timedelta(seconds=1))
    after = standing_of(promises, held, until)
    long_after = standing_of(promises, held, until + timedelta(days=400))
    assert (before.stands, after.stands, long_after.stands) == (
        Stands.ON_HOLD,
        Stands.HOLD_OVER,
        Stands.HOLD_OVER,
    )
    assert before.clock == after.clock == long_after.clock
    assert {each.clock.state for each in (before, after, long_after)} == {"paused"}
    provider.clock.now = until + timedelta(days=1)
    again = resume(provider.workspace, held)
    assert stands(provider, again).stands is Stands.ON_TIME
    assert stands(provider, again).hold is None


def test_nothing_is_put_on_hold_until_a_moment_that_has_passed(provider):
    case = classified(provider)
    with pytest.raises(Refused) as refused:
        put_on_hold(provider.workspace, case, "Waits", provider.clock.now - timedelta(minutes=1))
    assert [each.field for each in refused.value.problems] == ["until"]
    assert not reload(provider.workspace, case).on_hold


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (utc(2026, 3, 2, 8, 0), utc(2026, 3, 3, 9, 0)),  # Monday
        (utc(2026, 3, 6, 23, 59), utc(2026, 3, 9, 9, 0)),  # Friday night
        (utc(2026, 3, 7, 12, 0), utc(2026, 3, 9, 9, 0)),  # Saturday
        (utc(2026, 3, 27, 12, 0), utc(2026, 3, 30, 8, 0)),  # summer time begins between them
    ],
)
def test_the_next_working_morning_where_no_hours_are_agreed(provider, now, morning):
    assert next_morning(provider.workspace, classified(provider), now) == morning


def test_the_next_working_morning_is_when_the_service_opens(sample):
    """On the Friday before a holiday it is the day after that, at the hour of the customer's agreement."""
    promises = Promises(sample)
    for case in sample.find(ServiceIncident):
        hours, recorded = promises.hours(case), case.recorded_at
        morning = next_morning(sample, case, recorded)
        opens = open_intervals(hours, morning - timedelta(minutes=1), morning + timedelta(minutes=1))
        assert morning > recorded and [each.start for each in opens] == [morning]
        skipped = open_intervals(
            hours, start_of(sample, day_of(sample, recorded) + timedelta(days=1)), morning
        )
        assert skipped == ()
