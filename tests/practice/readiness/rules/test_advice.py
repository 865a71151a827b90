"""What a demanding auditor asks of any rule: own work, late writing, copied text. It changes no verdict."""

from datetime import date, timedelta

import pytest

from sdesk.models import ImprovementReport, ServiceCatalogue
from sdesk.practice.lifecycle.records import new_version
from sdesk.practice.readiness.requirements import requirements
from sdesk.practice.readiness.rules.asked import Layer, verdict_of
from tests.practice.readiness.rules.complete import STANDS_ON, an_incident, it_is
from tests.practice.readiness.rules.judging import advice_on, current, verdicts
from tests.practice.readiness.rules.test_guards import typed
from tests.provider import Provider


def by_herself(provider: Provider, *models: type[ImprovementReport] | type[ServiceCatalogue]) -> None:
    for model in models:
        provider.works(provider.ana)
        provider.take(new_version(provider.workspace, current(provider, model)), "approve")


@pytest.mark.torture
def test_who_decides_on_what_others_wrote_is_asked_nothing(complete: Provider) -> None:
    assert all("own work" not in advice_on(complete, each) for each in verdicts(complete))


def test_more_than_a_tenth_of_own_work_is_asked_about_and_changes_nothing(complete: Provider) -> None:
    before = verdicts(complete)
    by_herself(complete, ServiceCatalogue)
    assert "Approvals of one's own work in the period: 1 of 2." in advice_on(complete, "P11")
    assert {key: each for key, each in verdicts(complete).items() if each is not before[key]} == {}


def test_one_person_alone_is_not_asked(complete: Provider) -> None:
    by_herself(complete, ServiceCatalogue)
    for person in (complete.ben, complete.cleo):
        complete.take(person, "end", "Works elsewhere now")
    assert "own work" not in advice_on(complete, "P11")


@pytest.mark.parametrize("days, asked", [(2, False), (4, True)])
def test_what_is_written_days_later_is_asked_about(complete: Provider, days: int, asked: bool) -> None:
    for _each in range(4):
        typed(complete, complete.clock.now - timedelta(days=days))
    assert ("4 of 17 cases were written more than three days late" in advice_on(complete, "P02")) is asked


def test_half_of_the_cases_in_one_week_are_asked_about(set_up: Provider) -> None:
    for place in range(5):
        it_is(set_up, date(2026, 3, 2) + timedelta(days=10 * place))
        an_incident(set_up, date(2026, 3, 2) + timedelta(days=10 * place))
    it_is(set_up, date(2026, 5, 4))
    assert "within one week" not in advice_on(set_up, "P14")
    for _each in range(3):
        an_incident(set_up, date(2026, 5, 4))
    assert "4 of 8" not in advice_on(set_up, "P14")
    an_incident(set_up, date(2026, 5, 4))
    an_incident(set_up, date(2026, 5, 4))
    assert "5 of 10 cases were written within one week." in advice_on(set_up, "P14")


def test_the_same_steps_in_more_than_five_cases_are_asked_about(complete: Provider) -> None:
    for _each in range(5):
        an_incident(complete, STANDS_ON)
    assert "same text about steps" not in advice_on(complete, "P16")
    an_incident(complete, STANDS_ON)
    assert "The same text about steps or solution stands in more than 5 cases." in advice_on(complete, "P16")


def test_advice_is_only_advice(complete: Provider) -> None:
    by_herself(complete, ServiceCatalogue)
    for each in requirements(complete.workspace):
        deciding = [asked for asked in each.asked if asked.layer is not Layer.ASKED_NEXT]
        assert each.verdict is verdict_of(deciding)
        assert all(
            lack not in each.lacks
            for asked in each.asked
            if asked.layer is Layer.ASKED_NEXT
            for lack in asked.lacks
        )
