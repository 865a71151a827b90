"""What scopes that are made of each other count once is what each of them counts by itself, in whatever order they are asked."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from random import Random

from sdesk.models import CustomerAgreement, ServiceIncident
from sdesk.models.priorities import Priority
from sdesk.practice.measures.figures import Figure
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting import measured
from sdesk.practice.reporting.agreed import scope_of
from sdesk.practice.reporting.scope import Scope, whole_scope
from sdesk.practice.workspaces import Workspace

ZONE = "Europe/Lisbon"
PERIODS = (
    Period(date(2026, 1, 1), date(2026, 6, 30), ZONE),
    Period(date(2026, 1, 1), date(2026, 3, 31), ZONE),
    Period(date(2026, 5, 1), date(2026, 5, 31), ZONE),
    Period(date(2025, 7, 1), date(2025, 12, 31), ZONE),
)
Count = Callable[[Scope, Period], Figure]
COUNTS: tuple[Count, ...] = (
    measured.response_within_target,
    measured.restoration_within_target,
    lambda scope, period: measured.availability_together([scope], period),
)


def alone(scope: Scope) -> Scope:
    """Without anything that was counted before."""
    return replace(scope, told={}, seen={})


def scopes(workspace: Workspace) -> Iterator[Scope]:
    """All that is recorded and what falls under each agreement; of each what is of one priority, of one service, or held
    to another time."""
    everything = whole_scope(workspace, PERIODS[-1], PERIODS[0])
    agreements = workspace.find(CustomerAgreement, CustomerAgreement.state == "approved")
    assert agreements
    for scope in (everything, *(scope_of(workspace, each, everything, PERIODS[0]) for each in agreements)):
        yield scope
        yield measured.held_to(scope, 30)
        yield measured.held_to(scope, 60 * 24)
        for priority in (None, *Priority):
            yield measured.with_priority(scope, priority)
            yield measured.held_to(measured.with_priority(scope, priority), 90)
        for service, _name in scope.services[:4]:
            yield scope.about(service)


def test_counted_once_or_each_time_it_is_the_same(sample: Workspace) -> None:
    asked = list(product(scopes(sample), PERIODS, COUNTS))
    Random(3).shuffle(asked)
    told = [count(scope, period) for scope, period, count in asked]
    assert told == [count(alone(scope), period) for scope, period, count in asked]
    assert len({each.value for each in told}) > 10


def test_of_one_priority_are_those_of_that_priority(sample: Workspace) -> None:
    scope = whole_scope(sample, PERIODS[-1], PERIODS[0])
    for priority in (None, *Priority):
        those: tuple[ServiceIncident, ...] = tuple(
            each for each in scope.incidents if each.priority == priority
        )
        assert measured.with_priority(scope, priority).incidents == those
    for service, _name in scope.services:
        assert scope.about(service).incidents == tuple(
            each for each in scope.incidents if each.service == service
        )
