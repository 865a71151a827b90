"""Complaints answered and reviews held by their day: counted again day after day, and what does not make them so."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from sdesk.models import (
    BusinessGoals,
    CustomerAgreement,
    CustomerExperienceApproach,
    FeedbackEntry,
    ServiceScope,
    TaskPerformance,
)
from sdesk.models.governance import FeedbackKind
from sdesk.models.governance.feedback import Answer
from sdesk.models.measures import Measure
from sdesk.models.relationship import AgreementDate
from sdesk.practice.lifecycle.versions import newest_approved
from sdesk.practice.measures.figures import Figure
from sdesk.practice.measures.periods import Period
from sdesk.practice.measures.targets import Asked, held
from sdesk.practice.relationship.reminders import acknowledge
from sdesk.practice.reporting.agreed import scope_of
from sdesk.practice.reporting.in_time import answered_in_time
from sdesk.practice.reporting.measures import COUNTED, Facts
from sdesk.practice.reporting.scope import whole_scope
from tests.provider import Provider, next_version, performed, working_provider
from tests.reported_quarter import Quarter, at, quarter_of
from tests.thorough import examples

ZONE = "Europe/Lisbon"
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31), ZONE)
APRIL = Period(date(2026, 4, 1), date(2026, 4, 30), ZONE)
ALL = Asked(Measure.ANSWERED, None, None, Measure.ANSWERED.sense, 1.0, None)  # type: ignore[arg-type]
DAY = timedelta(days=1)
WHATEVER = settings(
    max_examples=examples(8, 12),
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def figure(provider: Provider, measure: Measure, period: Period = MARCH) -> Figure:
    everything = whole_scope(provider.workspace, period.previous(), period)
    return COUNTED[measure](Facts(everything), period)


# ---------------------------------------------------------------- complaints, any of them


def complaint(received: datetime, *answers: datetime) -> FeedbackEntry:
    rows = tuple(Answer(at=each, who="Dora", text="So") for each in answers)
    return FeedbackEntry(
        kind=FeedbackKind.COMPLAINT, received_at=received, answers=rows, state="recorded", description="Slow"
    )


MOMENTS = st.integers(-60 * 24 * 60, 60 * 24 * 60).map(lambda n: at(3, 10, 0) + timedelta(minutes=n))
COMPLAINTS = st.lists(st.tuples(MOMENTS, st.lists(MOMENTS, max_size=3)), max_size=8)


@given(COMPLAINTS, st.dictionaries(st.integers(1, 5), st.none() | st.integers(0, 40)), MOMENTS, st.booleans())
@settings(deadline=None, max_examples=examples(100, 300))
def test_complaints_are_decided_once_and_on_their_day(
    told: list[tuple[datetime, list[datetime]]],
    by_month: dict[int, int | None],
    now: datetime,
    april: bool,
) -> None:
    """The oracle asks of each day in its turn whether the complaint was answered on it or ran out on it."""
    period = APRIL if april else MARCH
    now = max(now, period.start_utc + timedelta(minutes=1))
    made = [complaint(received, *answers) for received, answers in told]
    found = answered_in_time(made, lambda moment: by_month.get(moment.month), period, now)

    good = bad = waiting = unknown = 0
    end = min(now, period.end_utc)
    for received, answers in told:
        if received >= end:
            continue
        allowed = by_month.get(received.month)
        if allowed is None:
            unknown += period.contains(received)
            continue
        day, left, decided = on(received), allowed, False
        while not decided and midnight(day) < end:
            in_it = [each for each in answers if on(each) == day and each < end and on(each) >= on(received)]
            over = midnight(day + DAY) <= end
            if in_it or (left == 0 and over):
                decided = True
                good += bool(in_it) and period.first <= day <= period.last
                bad += not in_it and period.first <= day <= period.last
            day, left = day + DAY, left - 1
            if left < 0 and not decided:
                break
        waiting += not decided
    assert (found.known, found.undecided, found.unknown) == (good + bad, waiting, unknown)
    assert found.value == (100 * good / (good + bad) if good + bad else None)
    if held(ALL, found) == "met":
        assert good and found.known >= found.undecided + found.unknown


def on(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(ZONE)).date()


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(ZONE)).astimezone(UTC)


# ---------------------------------------------------------------- complaints of a workspace


@pytest.fixture
def quarter(provider: Provider) -> Quarter:
    return quarter_of(provider)


def approach(quarter: Quarter, moment: datetime, days: int | None) -> None:
    provider = quarter.provider
    provider.clock.now = max(provider.clock.now, moment)
    newest = newest_approved(provider.workspace, CustomerExperienceApproach)
    dates = {
        "date_of_issue": moment.date(),
        "next_review_date": moment.date() + timedelta(days=300),
        "answer_days": days,
    }
    if newest is None:
        provider.approved(CustomerExperienceApproach, **dates)
    else:
        provider.take(provider.save(next_version(provider, newest), **dates), "approve")


def answered(quarter: Quarter, *, period: Period = MARCH) -> Any:
    quarter.provider.clock.now = max(quarter.provider.clock.now, at(4, 2, 9))
    found = figure(quarter.provider, Measure.ANSWERED, period)
    return found.value, found.known, found.undecided, found.unknown


def said(quarter: Quarter, made: FeedbackEntry, moment: datetime) -> None:
    quarter.provider.clock.now = max(quarter.provider.clock.now, moment)
    quarter.provider.save(made, answers=(Answer(at=moment, who="Dora", text="So it is"),))


def test_without_a_document_or_a_number_nothing_is_known(quarter: Quarter) -> None:
    said(quarter, quarter.complaint(at(3, 4, 9)), at(3, 4, 10))
    assert answered(quarter) == (None, 0, 0, 1)
    approach(quarter, at(3, 5, 9), None)
    said(quarter, quarter.complaint(at(3, 6, 9)), at(3, 6, 10))
    assert answered(quarter) == (None, 0, 0, 2)


def test_each_complaint_goes_by_the_days_in_effect_when_it_was_received(quarter: Quarter) -> None:
    approach(quarter, at(3, 3, 9), 2)
    first = quarter.complaint(at(3, 4, 9))
    approach(quarter, at(3, 5, 9), 20)
    said(quarter, first, at(3, 9, 9))  # five days: two were allowed
    said(quarter, quarter.complaint(at(3, 6, 9)), at(3, 11, 9))  # five days of twenty
    assert answered(quarter) == (50.0, 2, 0, 0)
    approach(quarter, at(4, 3, 9), 0)
    assert answered(quarter) == (50.0, 2, 0, 0)


def test_closing_a_complaint_does_not_answer_it_and_silence_is_missed_on_its_last_day(
    quarter: Quarter,
) -> None:
    approach(quarter, at(3, 3, 9), 3)
    quarter.complaint(at(3, 4, 9), closed=at(3, 4, 12))
    quarter.complaint(at(3, 28, 9))  # its last day is 31 March
    quarter.complaint(at(3, 29, 9))  # its last day is 1 April
    assert answered(quarter) == (0.0, 2, 1, 0)
    quarter.provider.clock.now = at(5, 2, 9)
    assert answered(quarter, period=APRIL) == (0.0, 1, 0, 0)


def test_a_complaint_that_was_closed_long_ago_is_missed_when_its_days_are_over(quarter: Quarter) -> None:
    """However far back other figures look."""
    approach(quarter, at(3, 3, 9), 90)
    quarter.complaint(at(3, 4, 9), closed=at(3, 4, 12))
    quarter.provider.clock.now = at(7, 2, 9)
    june = Period(date(2026, 6, 1), date(2026, 6, 30), ZONE)
    assert answered(quarter, period=june) == (0.0, 1, 0, 0)


def test_an_answer_after_the_period_does_not_change_it(quarter: Quarter) -> None:
    approach(quarter, at(3, 3, 9), 10)
    late, early = quarter.complaint(at(3, 25, 9)), quarter.complaint(at(3, 26, 9))
    before = answered(quarter)
    said(quarter, late, at(4, 20, 9))
    said(quarter, early, at(4, 2, 10))
    quarter.provider.clock.now = at(5, 2, 9)
    assert before == answered(quarter) == (None, 0, 2, 0)
    assert answered(quarter, period=APRIL) == (50.0, 2, 0, 0)


def test_an_agreement_counts_the_complaints_of_its_customer(quarter: Quarter) -> None:
    approach(quarter, at(3, 3, 9), 1)
    quarter.complaint(at(3, 4, 9))
    quarter.provider.clock.now = at(4, 2, 9)
    everything = whole_scope(quarter.provider.workspace, MARCH.previous(), MARCH)
    for agreement, value in ((quarter.agreement, 0.0), (quarter.supplied, None)):
        scope = scope_of(quarter.provider.workspace, agreement, everything, MARCH)
        assert COUNTED[Measure.ANSWERED](Facts(scope), MARCH).value == value


# ---------------------------------------------------------------- reviews


def issue(provider: Provider, day: date, review: date) -> Any:
    """The next version of the scope, approved that day at ten."""
    provider.clock.now = max(provider.clock.now, datetime.combine(day, time(10), UTC))
    newest = newest_approved(provider.workspace, ServiceScope)
    dates = {"date_of_issue": day, "next_review_date": review}
    if newest is None:
        return provider.approved(ServiceScope, **dates)
    return provider.take(provider.save(next_version(provider, newest), **dates), "approve")


def reviewed(provider: Provider, period: Period = MARCH) -> Any:
    provider.clock.now = max(provider.clock.now, period.end_utc + DAY)
    found = figure(provider, Measure.REVIEWS, period)
    return found.value, found.known


FIRST = date(2026, 3, 2)


def march(day: int) -> date:
    return date(2026, 3, day)


def test_a_review_is_held_by_a_next_version_that_moves_its_day_on(provider: Provider) -> None:
    issue(provider, FIRST, march(20))
    issue(provider, march(20), date(2026, 12, 1))
    assert reviewed(provider) == (100.0, 1)


def test_moving_the_day_afterwards_undoes_nothing(provider: Provider) -> None:
    issue(provider, FIRST, march(20))
    assert reviewed(provider) == (0.0, 1)
    issue(provider, date(2026, 4, 3), date(2026, 12, 1))
    assert reviewed(provider) == (0.0, 1)
    newest = newest_approved(provider.workspace, ServiceScope)
    assert newest is not None
    provider.take(newest, "withdraw", "No longer ours")
    assert reviewed(provider) == (0.0, 1)


@pytest.mark.parametrize("review", [march(20), march(12)])
def test_a_version_that_leaves_the_day_as_it_is_holds_no_review(provider: Provider, review: date) -> None:
    issue(provider, FIRST, march(20))
    issue(provider, march(10), review)
    assert reviewed(provider) == (0.0, 1)


def test_many_versions_are_one_review(provider: Provider) -> None:
    for day in range(2, 12):
        issue(provider, march(day), march(day + 10))
    assert reviewed(provider) == (0.0, 1)  # the last one was never reviewed by the 21st


def test_a_version_whose_day_was_over_when_it_was_approved_is_late_at_once(provider: Provider) -> None:
    issue(provider, FIRST, march(20))
    provider.clock.now = at(3, 18, 9)
    newest = newest_approved(provider.workspace, ServiceScope)
    assert newest is not None
    draft = next_version(provider, newest)
    provider.take(provider.save(draft, date_of_issue=march(3), next_review_date=march(4)), "approve")
    assert reviewed(provider) == (0.0, 1)


def test_what_was_replaced_before_the_period_is_not_due_in_it(provider: Provider) -> None:
    issue(provider, FIRST, date(2026, 4, 20))
    issue(provider, march(10), date(2026, 12, 1))
    assert reviewed(provider, APRIL) == (None, 0)


def test_what_was_withdrawn_by_its_day_is_not_due(provider: Provider) -> None:
    made = issue(provider, FIRST, march(20))
    provider.clock.now = at(3, 19, 9)
    provider.take(made, "withdraw", "No longer ours")
    assert reviewed(provider) == (None, 0)


def test_a_task_holds_the_review_of_what_it_names_and_of_nothing_else(provider: Provider) -> None:
    made = issue(provider, FIRST, march(20))
    provider.clock.now = at(3, 15, 9)
    performed(provider, "RE.1.3", records=[provider.extra["catalogue"].id, made.id])
    assert reviewed(provider) == (0.0, 1)
    provider.clock.now = at(4, 2, 9)
    late = performed(
        provider, SETS_SCOPE, "Done late this time, nothing to change.", [made.id], done_on=march(21)
    )
    assert reviewed(provider) == (0.0, 1) and late.done_on == march(21)
    told = performed(
        provider, SETS_SCOPE, "Noted late this time, nothing to change.", [made.id], done_on=march(20)
    )
    assert reviewed(provider) == (100.0, 1)
    provider.take(told, "cancel", "Wrong")
    assert reviewed(provider) == (0.0, 1)


SETS_SCOPE, REVIEWS_AGREEMENTS = "GO.1.1", "RE.2.5"


def test_a_review_long_before_is_not_the_one_that_was_due(provider: Provider) -> None:
    made = issue(provider, FIRST, date(2026, 4, 20))
    performed(provider, SETS_SCOPE, "Looked at early, nothing had to change.", [made.id], done_on=march(19))
    assert reviewed(provider, APRIL) == (0.0, 1)
    performed(provider, SETS_SCOPE, "Looked at in time, nothing had to change.", [made.id], done_on=march(20))
    assert reviewed(provider, APRIL) == (100.0, 1)


def test_who_has_seen_the_day_of_an_agreement_come_has_not_held_the_review(provider: Provider) -> None:
    agreement = provider.approved(
        CustomerAgreement, start=FIRST, review_date=march(20), end=date(2027, 3, 1)
    )  # fmt: skip
    acknowledge(provider.workspace, agreement, AgreementDate.REVIEW, "We meet on the 18th.")
    assert reviewed(provider) == (0.0, 1)
    performed(
        provider,
        REVIEWS_AGREEMENTS,
        "We met and talked, nothing had to change.",
        [agreement.id],
        done_on=march(18),
    )
    assert reviewed(provider) == (100.0, 1)


def test_an_agreement_that_was_over_by_then_is_not_due(provider: Provider) -> None:
    dates = {"start": FIRST, "review_date": march(20)}
    provider.approved(CustomerAgreement, **dates, end=march(19))
    assert reviewed(provider) == (None, 0)


def test_a_review_of_today_is_not_missed_yet(provider: Provider) -> None:
    issue(provider, FIRST, march(20))
    provider.clock.now = at(3, 20, 12)
    assert figure(provider, Measure.REVIEWS).value is None
    provider.clock.now = at(3, 21, 12)
    assert figure(provider, Measure.REVIEWS).value == 0.0


def test_before_anything_was_recorded_there_is_no_data(provider: Provider) -> None:
    provider.approved(BusinessGoals, date_of_issue=date(2025, 1, 1), next_review_date=date(2025, 6, 1))
    june = Period(date(2025, 6, 1), date(2025, 6, 30), ZONE)
    assert reviewed(provider, june) == (None, 0)


VERSIONS = st.lists(st.tuples(st.integers(1, 60), st.integers(1, 60)), max_size=5)


@WHATEVER
@given(VERSIONS, st.lists(st.integers(0, 89), max_size=3), st.none() | st.integers(0, 89), st.booleans())
@example([(10, 20), (10, 20), (30, 1)], [], None, False)
@example([(18, 30)], [20], 48, True)
@example([(18, 2)], [19], None, False)
@example([(10, 10)], [], 15, False)
def test_each_review_is_what_walking_through_the_days_gives(
    later: list[tuple[int, int]], done: list[int], withdrawn: int | None, april: bool
) -> None:
    """Days from the second of March. The oracle goes from day to day with the version in effect at its end."""
    period = APRIL if april else MARCH
    events = {0: [20]}
    for day, ahead in sorted(later):
        events.setdefault(day, []).append(day + ahead)
    if withdrawn is not None:
        events = {day: each for day, each in events.items() if day <= withdrawn}
    with TemporaryDirectory() as folder:
        provider = working_provider(Path(folder) / "firm.sdesk")
        begun = []
        for day in sorted(events):
            for due in events[day]:
                made = issue(provider, FIRST + day * DAY, FIRST + due * DAY)
                begun.append((day, made.id))
        if withdrawn is not None:
            provider.clock.now = max(
                provider.clock.now, datetime.combine(FIRST + withdrawn * DAY, time(15), UTC)
            )
            provider.take(made, "withdraw", "No longer ours")
        provider.clock.now = at(6, 20, 9)
        for day in done:
            performed(
                provider,
                SETS_SCOPE,
                "Looked at all of it, nothing had to change.",
                [key for since, key in begun if since <= day][-1:],
                done_on=FIRST + day * DAY,
            )
        value, known = reviewed(provider, period)
        assert len(provider.workspace.find(TaskPerformance)) == len(done)
        provider.workspace.close()

    outcomes: list[bool] = []
    due, there = -1, True
    for day in range(130):
        inside = period.first <= FIRST + day * DAY <= period.last
        for new in events.get(day, ()):
            in_period = period.first <= FIRST + due * DAY <= period.last
            if due >= day and new > due and in_period and inside:
                outcomes.append(True)
            due = new
        there = there and (withdrawn is None or day < withdrawn)
        if due == day and inside and there:
            outcomes.append(any(day - 31 <= each <= day for each in done))
    assert (value, known) == ((100.0 if all(outcomes) else 0.0, 1) if outcomes else (None, 0))
