"""Ways out of what is judged: cancelled, merged, moved in time, decided afterwards, put off for ever."""

from datetime import date, timedelta

import pytest

from sdesk.models import (
    ActionItem,
    CustomerAgreement,
    FeedbackEntry,
    ImprovementReport,
    PerformanceReport,
    ServiceDeliveryPolicy,
    ServiceIncident,
)
from sdesk.practice.incident.handling import add_step, put_on_hold
from sdesk.practice.incident.merging import merge
from sdesk.practice.lifecycle.approvals import digest_of
from sdesk.storage import col
from tests.practice.readiness.rules.complete import STANDS_ON, an_incident
from tests.practice.readiness.rules.judging import again, current, verdict
from tests.practice.readiness.rules.test_piece_by_piece import CASES
from tests.practice.readiness.rules.verdicts import MET, NOT_MET, PARTLY, at, repaired, said, signed_by
from tests.provider import Provider


def left_open(provider: Provider, number: int = 6) -> list[ServiceIncident]:
    """Significant ones that nobody cares for, for seventy days."""
    made = [an_incident(provider, STANDS_ON, "classified", significant=True) for _each in range(number)]
    provider.clock.pass_time(days=70)
    return made


@pytest.mark.a_few(1)
@pytest.mark.parametrize(("by", "reason", "expected"), [
    ("cleo", "It was only a test of the monitor", NOT_MET),
    ("ben", "x", NOT_MET),
    ("ben", "It was only a test of the monitor", MET),
])  # fmt: skip
def test_what_was_taken_up_is_no_mistake_until_an_incident_manager_says_so(
    complete: Provider, by: str, reason: str, expected: object
) -> None:
    for each in left_open(complete):
        complete.works(getattr(complete, by))
        complete.take(each, "cancel", reason)
    assert verdict(complete, "P14") is verdict(complete, "P17") is expected
    why = " ".join(said(complete, "P14"))
    assert ("taken up" in why or "too thin" in why) is (expected is NOT_MET)


def test_whoever_made_a_mistake_may_cancel_it(complete: Provider) -> None:
    for _each in range(6):
        made = an_incident(complete, STANDS_ON, "recorded", significant=True)
        complete.take(made, "cancel", "Typed twice, here and at the other desk")
    assert verdict(complete, "P14") is verdict(complete, "P17") is MET


def test_what_lay_there_for_weeks_is_no_mistake(complete: Provider) -> None:
    made = [an_incident(complete, STANDS_ON, "recorded") for _each in range(6)]
    complete.clock.pass_time(days=15)
    for each in made:
        complete.works(complete.cleo)
        complete.take(each, "cancel", "Typed twice, here and at the other desk")
    assert verdict(complete, "P14") is PARTLY


def test_a_duplicate_that_was_significant_makes_the_other_so(complete: Provider) -> None:
    small = an_incident(complete, STANDS_ON, "classified")
    great = an_incident(complete, STANDS_ON, "classified", significant=True)
    merge(complete.workspace, great, small, "The same line, seen from two desks")
    complete.clock.pass_time(days=70)
    assert verdict(complete, "P17") is NOT_MET


def test_complaints_that_were_taken_up_and_cancelled_are_not_answered(complete: Provider) -> None:
    cross, _named = CASES["feedback left open"]
    cross(complete)
    opened = complete.workspace.find(FeedbackEntry, col(FeedbackEntry.state) == "recorded")
    complete.works(complete.cleo)
    for each in opened:
        complete.take(each, "cancel", "x")
    assert verdict(complete, "P02") is NOT_MET


def test_a_complaint_grows_no_younger_by_another_day(complete: Provider) -> None:
    cross, _named = CASES["feedback left open"]
    cross(complete)
    for each in complete.workspace.find(FeedbackEntry, col(FeedbackEntry.state) == "recorded"):
        complete.save(each, received_at=complete.clock.now)
    assert verdict(complete, "P02") is NOT_MET


# ---------------------------------------------------------------- decided afterwards


@pytest.mark.parametrize(("days", "expected"), [(43, MET), (46, PARTLY)])
def test_a_decision_is_written_down_within_two_weeks(complete: Provider, days: int, expected: object) -> None:
    """It names a day within the thirty, whenever somebody types it."""
    broken = an_incident(complete, STANDS_ON, significant=True, decided=False)
    restored = at(broken.restored_at)
    complete.clock.now = restored + timedelta(days=days)
    row = {"decision": "declined", "by": complete.ben.id, "on": restored.date() + timedelta(days=2),
           "why": "It costs more than the line that it would save."}  # fmt: skip
    complete.save(broken, solution_decisions=(row,))
    assert verdict(complete, "P17") is expected


@pytest.mark.parametrize("name", ["x", "?", "xx"])
def test_an_answer_of_nobody_is_none(complete: Provider, name: str) -> None:
    broken = complete.workspace.find(ServiceIncident, order_by=[col(ServiceIncident.number)])[-2:]
    for each in broken:
        repaired(complete, each, parties_told=(), reporter_answers=())
        answer = {"at": complete.clock.now, "who": name, "agreed": True, "how": name}
        complete.save(each, reporter_answers=(answer,))
    assert verdict(complete, "P16") is PARTLY


# ---------------------------------------------------------------- put off


def put_off(provider: Provider, due: date) -> None:
    for each in provider.workspace.find(ActionItem):
        again = provider.take(each, "reopen", "It was not done after all")
        provider.save(again, due=due)


@pytest.mark.parametrize(("due", "expected"), [(date(2027, 12, 31), MET), (date(2090, 1, 1), PARTLY)])
def test_an_action_that_is_put_off_for_more_than_a_year_has_no_day(
    complete: Provider, due: date, expected: object
) -> None:
    put_off(complete, due)
    assert verdict(complete, "P04") is expected


def test_a_solution_that_is_put_off_for_more_than_a_year_is_not_on_time(complete: Provider) -> None:
    put_off(complete, date(2027, 8, 1))
    assert verdict(complete, "P17") is MET
    put_off_again(complete, date(2090, 1, 1))
    assert verdict(complete, "P17") is NOT_MET


def put_off_again(provider: Provider, due: date) -> None:
    for each in provider.workspace.find(ActionItem):
        provider.save(each, due=due)


# ---------------------------------------------------------------- promises that ask for nothing


def never_asked(provider: Provider, way: str) -> None:
    """What is promised, or said, so that nothing is ever late."""
    broken = an_incident(provider, STANDS_ON, "classified")
    match way:
        case "a target of centuries":
            repaired(provider, broken, restore_minutes=10**9)
        case "no target":
            repaired(provider, broken, restore_minutes=None)
        case "on hold for ever":
            put_on_hold(provider.workspace, broken, "The customer is to say when we may come.")


WAYS = ["a target of centuries", "no target", "on hold for ever"]


@pytest.mark.a_few(1)
@pytest.mark.parametrize("way", WAYS)
def test_what_lies_for_two_months_lies_whatever_is_promised(complete: Provider, way: str) -> None:
    never_asked(complete, way)
    complete.clock.pass_time(days=59)
    assert verdict(complete, "P14") is MET
    complete.clock.pass_time(days=2)
    assert verdict(complete, "P14") is NOT_MET


def test_who_waits_for_long_looks_at_it_now_and_then(complete: Provider) -> None:
    never_asked(complete, "on hold for ever")
    complete.clock.pass_time(days=80)
    broken = complete.workspace.find(ServiceIncident, col(ServiceIncident.state) == "classified")[0]
    add_step(complete.workspace, broken, "Asked Dora Lind again: not before summer.")
    complete.clock.pass_time(days=10)
    assert verdict(complete, "P14") is MET


def test_an_agreement_that_nobody_is_ever_to_review_is_not_complete(complete: Provider) -> None:
    agreement = current(complete, CustomerAgreement)
    again(complete, agreement, review_date=date(2099, 1, 1), end=date(2100, 1, 1))
    assert verdict(complete, "P12") is NOT_MET


# ---------------------------------------------------------------- the days of a cause


def test_an_end_that_is_typed_and_not_taken_gives_no_more_time(complete: Provider) -> None:
    (broken,) = left_open(complete, 1)
    assert verdict(complete, "P17") is NOT_MET
    complete.save(broken, restored_at=complete.clock.now)
    assert verdict(complete, "P17") is NOT_MET


def test_who_opens_it_again_each_month_has_no_more_time(complete: Provider) -> None:
    broken = an_incident(complete, STANDS_ON, significant=True, decided=False)
    for _each in range(3):
        complete.clock.pass_time(days=25)
        broken = complete.take(broken, "reopen", "It came back at the front desk")
        complete.take(broken, "investigate")
        complete.take(broken, "restore", restored_at=complete.clock.now)
        broken = complete.take(broken, "close")
    assert verdict(complete, "P17") is NOT_MET


def test_what_came_back_has_its_sixty_days(complete: Provider) -> None:
    broken = an_incident(complete, STANDS_ON, significant=True, decided=False)
    complete.clock.pass_time(days=25)
    complete.take(broken, "reopen", "It came back at the front desk")
    complete.clock.pass_time(days=30)
    assert verdict(complete, "P17") is MET


@pytest.mark.parametrize("days", [None, 0, -5])
def test_nobody_has_had_the_time_to_object_in_less_than_a_day(complete: Provider, days: int | None) -> None:
    for each in complete.workspace.find(ServiceDeliveryPolicy):
        repaired(complete, each, objection_days=days)
    for incident in complete.workspace.find(ServiceIncident):
        repaired(complete, incident, reporter_answers=())
    assert verdict(complete, "P16") is NOT_MET


# ---------------------------------------------------------------- reports on next to nothing


@pytest.mark.parametrize(("first", "expected"), [(date(2026, 12, 1), MET), (date(2026, 12, 31), NOT_MET)])
def test_a_report_on_a_single_day_is_none(complete: Provider, first: date, expected: object) -> None:
    for model in (ImprovementReport, PerformanceReport):
        for each in complete.workspace.find(model):
            live = repaired(complete, each, period_start=first)
            signed_by(complete, each, "approve", sha256=digest_of(complete.workspace, live))
    assert verdict(complete, "P04") is verdict(complete, "P13") is expected
