"""What a new, honest firm sees on its first day and after 30, 90 and 400 days, a clock that moves with its work.

Day 1: nothing is written, so all 17 are not met and none is ready. An evening later all is written and approved: none is
met, all 17 are ready, each says that there is no case yet. Day 30: two incidents and a change are behind it, and what they
show is met: scope, components, decisions, procedure, clearing, catalogue, incidents, steps and skills as far as cases and
reviews tell of them. Day 90: agreements and copies were looked at, too. What falls due after half a year or a year is not
shown yet, and nothing is not met. Day 400: reported, reviewed, renewed, all 17 are met.
"""

from collections import Counter
from datetime import date, timedelta

import pytest

from sdesk.practice.readiness.requirements import requirements
from sdesk.practice.readiness.rules.asked import Verdict
from tests.practice.readiness.rules.complete import BEGUN, a_change, a_feedback, an_incident, it_is, review
from tests.practice.readiness.rules.judging import verdicts
from tests.provider import Provider

YEAR_END = {"P04", "P05"}
"""Due after a year; reports on agreements after half of one."""


def counted(provider: Provider) -> Counter[str]:
    return Counter(str(each) for each in verdicts(provider).values())


def ready(provider: Provider) -> int:
    return sum(each.is_ready for each in requirements(provider.workspace))


def a_month(provider: Provider) -> None:
    """Up to the thirtieth day: two incidents, a change, one word of a customer."""
    for after, what in ((3, an_incident), (7, a_change), (20, an_incident), (22, a_feedback)):
        day = BEGUN + timedelta(days=after)
        it_is(provider, day)
        what(provider, day)
    it_is(provider, BEGUN + timedelta(days=29))


def test_on_the_first_morning_nothing_is_met_and_nothing_is_ready(beginner: Provider) -> None:
    assert counted(beginner) == {"not met": 17}
    assert ready(beginner) == 0


def test_once_all_is_written_it_is_ready_and_nothing_is_met(set_up: Provider) -> None:
    assert counted(set_up) == {"not shown yet": 17}
    assert ready(set_up) == 17
    assert all(each.missing for each in requirements(set_up.workspace))


def test_after_30_days_the_first_cases_show_how_work_is_done(set_up: Provider) -> None:
    a_month(set_up)
    said = verdicts(set_up)
    assert Verdict.NOT_MET not in said.values() and Verdict.PARTLY not in said.values()
    met = {key for key, each in said.items() if each is Verdict.MET}
    assert {"P01", "P02", "P03", "P06", "P07", "P08", "P10", "P11", "P14", "P16"} <= met
    assert not met & {*YEAR_END, "P12", "P13"}
    assert ready(set_up) == 17


def test_after_90_days_what_was_reviewed_early_is_met_and_what_is_not_due_is_not_held_against_it(
    set_up: Provider,
) -> None:
    a_month(set_up)
    it_is(set_up, BEGUN + timedelta(days=80))
    review(set_up, "RE.2.5")
    it_is(set_up, BEGUN + timedelta(days=89))
    said = verdicts(set_up)
    assert said["P12"] is Verdict.MET
    assert {said[each] for each in (*YEAR_END, "P13")} == {Verdict.NOT_SHOWN}
    assert Verdict.NOT_MET not in said.values()


def test_after_400_days_everything_is_met(complete: Provider) -> None:
    it_is(complete, BEGUN + timedelta(days=399))
    assert counted(complete) == {"met": 17}


@pytest.mark.parametrize("days, said", [(364, Verdict.NOT_SHOWN), (365, Verdict.NOT_MET)])
def test_a_firm_that_never_reports_is_told_so_on_the_day_it_falls_due(
    set_up: Provider, days: int, said: Verdict
) -> None:
    a_month(set_up)
    day = BEGUN + timedelta(days=days)
    it_is(set_up, day)
    an_incident(set_up, day)
    assert {verdicts(set_up)[each] for each in YEAR_END} == {said}


def test_a_firm_that_stops_sees_its_figure_go(set_up: Provider) -> None:
    """Its last case in March 2026: a year later nothing shows its work, and three months on its documents have expired."""
    a_month(set_up)
    assert Verdict.MET in verdicts(set_up).values()
    assert Verdict.MET not in verdicts(set_up, date(2027, 4, 1)).values()
    assert set(verdicts(set_up, date(2027, 6, 1)).values()) <= {Verdict.NOT_MET, Verdict.NOT_SHOWN}
