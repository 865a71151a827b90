"""The way of the figure: what is drawn of a month that is over is what was judged when it ended."""

from datetime import date

import pytest

from sdesk.models import Record, ServiceCatalogue, ServiceDeliveryPolicy
from sdesk.practice.readiness.months import MonthEnd, changed, month_ends
from sdesk.practice.readiness.requirements import requirements
from sdesk.practice.readiness.rules.asked import Verdict
from sdesk.storage import col
from tests.practice.readiness.rules.complete import it_is
from tests.provider import Provider

APRIL, MAY, JUNE, TODAY = date(2027, 4, 30), date(2027, 5, 31), date(2027, 6, 30), date(2027, 7, 20)


def judged_now(provider: Provider) -> dict[str, Verdict]:
    return {each.requirement.id: each.verdict for each in requirements(provider.workspace)}


def withdraw(provider: Provider, model: type[Record]) -> None:
    (approved,) = provider.workspace.find(model, col(model.state) == "approved")
    provider.take(approved, "withdraw", "It is written anew, from what the year has shown.")


@pytest.mark.torture
def test_a_month_that_is_over_is_drawn_as_it_was_judged(complete: Provider) -> None:
    """Judged at the end of each month while things get worse, and drawn when all is otherwise."""
    was = {}
    for day, model in ((APRIL, ServiceDeliveryPolicy), (MAY, ServiceCatalogue)):
        it_is(complete, day)
        was[day] = judged_now(complete)
        withdraw(complete, model)
    it_is(complete, TODAY)
    was[TODAY] = judged_now(complete)
    ends = {each.day: each for each in month_ends(complete.workspace)}
    assert len(ends) == 12 and max(ends) == TODAY
    assert ends[TODAY].verdicts == was[TODAY] != was[APRIL]
    (before,) = (end for end in month_ends(complete.workspace) if end.day == date(2027, 3, 31))
    assert before.number(Verdict.MET) > ends[TODAY].number(Verdict.MET)
    # on both days the withdrawal came after they were judged, and before they ended
    lost = {requirement for requirement, _was, _is in changed(before, ends[APRIL])}
    assert lost and ends[APRIL].verdicts != was[APRIL]


@pytest.mark.torture
def test_what_was_judged_on_the_day_is_drawn_of_it(complete: Provider) -> None:
    was = {}
    for day, model in ((APRIL, ServiceDeliveryPolicy), (MAY, ServiceCatalogue)):
        it_is(complete, day)
        withdraw(complete, model)
        was[day] = judged_now(complete)
    it_is(complete, TODAY)
    ends = {each.day: each.verdicts for each in month_ends(complete.workspace)}
    assert {day: ends[day] for day in was} == was and was[APRIL] != was[MAY]


def test_nothing_is_drawn_of_the_time_before_the_workspace(set_up: Provider) -> None:
    it_is(set_up, date(2026, 4, 3))
    assert [each.day for each in month_ends(set_up.workspace)] == [date(2026, 3, 31), date(2026, 4, 3)]


def test_what_is_known_is_not_judged_again(set_up: Provider) -> None:
    it_is(set_up, date(2026, 4, 3))
    first, last = month_ends(set_up.workspace)
    other = MonthEnd(first.day, first.variant, first.told, {"P01": Verdict.MET})
    known = {(each.day, each.variant, each.told): each for each in (other, last)}
    assert month_ends(set_up.workspace, known=known) == (other, last)
    withdraw(set_up, ServiceDeliveryPolicy)
    again, changed_since = month_ends(set_up.workspace, known=known)
    assert again == other and changed_since != last


def test_it_can_be_called_off_after_each_month(set_up: Provider) -> None:
    it_is(set_up, date(2026, 6, 3))

    class CalledOff(Exception):
        pass

    told: list[tuple[int, int]] = []

    def judged(done: int, of: int) -> None:
        told.append((done, of))
        if done == 2:
            raise CalledOff

    with pytest.raises(CalledOff):
        month_ends(set_up.workspace, judged=judged)
    assert told == [(1, 4), (2, 4)]
