"""Days are the provider's own: what happens before breakfast in Auckland happens today, although UTC says yesterday."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from sdesk.models import AssignedRoles, BusinessGoals, Organization, Person, ServiceCalendar, ServiceIncident
from sdesk.models.governance import ServiceRole
from sdesk.practice.calendar.days import day_of, moment_on, start_of, today
from sdesk.practice.lifecycle.approvals import role_to_act_in
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import create
from sdesk.practice.workspaces import Workspace, start_workspace, work_as
from tests.provider import Provider

EARLY_ON_NEW_YEARS_DAY = datetime(2026, 12, 31, 18, 0, tzinfo=UTC)
NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def auckland(tmp_path: Path) -> Iterator[Workspace]:
    with start_workspace(
        tmp_path / "south.sdesk",
        "South",
        time_zone="Pacific/Auckland",
        clock=lambda: EARLY_ON_NEW_YEARS_DAY,
    ) as workspace:
        yield workspace


def test_a_day_is_that_of_the_provider(auckland: Workspace) -> None:
    assert today(auckland) == NEW_YEAR
    assert day_of(auckland, datetime(2026, 6, 30, 11, 59, tzinfo=UTC)) == date(2026, 6, 30)
    assert day_of(auckland, datetime(2026, 6, 30, 12, 0, tzinfo=UTC)) == date(2026, 7, 1)
    assert start_of(auckland, NEW_YEAR) == datetime(2026, 12, 31, 11, 0, tzinfo=UTC)
    assert moment_on(auckland, NEW_YEAR, time(7, 0)) == EARLY_ON_NEW_YEARS_DAY


def test_documents_and_numbers_begin_on_that_day(auckland: Workspace) -> None:
    assert create(auckland, BusinessGoals).date_of_issue == NEW_YEAR
    assert create(auckland, ServiceIncident).number == "INC-2027-0001"


def test_a_role_is_held_from_that_morning_on(auckland: Workspace) -> None:
    ana = create(auckland, Person, {"name": "Ana"})
    work_as(auckland, ana)
    roles = ({"role": "MGT", "person": ana.id, "start": NEW_YEAR},)
    create(auckland, AssignedRoles, {"assignments": roles})
    assert role_to_act_in(auckland, BusinessGoals.step_called("approve")) == ServiceRole.MGT


@pytest.mark.parametrize("zone", ["Lisbon", "", "Europe/../Lisbon"])
def test_a_time_zone_that_no_clock_knows_is_refused(provider: Provider, zone: str) -> None:
    """All days and clocks would be lost with it."""
    ours = provider.workspace.first(Organization)
    assert ours is not None
    for act in (
        lambda: provider.save(ours, time_zone=zone),
        lambda: provider.create(ServiceCalendar, name="Office hours", time_zone=zone),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert [problem.field for problem in refusal.value.problems] == ["time_zone"]


@pytest.mark.parametrize(
    "spans",
    [[(540, 1020), (600, 660)], [(1320, 360)], [(0, 1500)]],
    ids=["overlap", "past midnight", "too late"],
)
def test_service_hours_that_no_clock_can_read_are_refused(
    provider: Provider, spans: list[tuple[int, int]]
) -> None:
    hours = tuple({"weekday": "monday", "start_minute": start, "end_minute": end} for start, end in spans)
    with pytest.raises(Refused) as refusal:
        provider.create(ServiceCalendar, name="Office hours", weekly_hours=hours)
    [problem] = refusal.value.problems
    assert problem.field == "weekly_hours"
    assert problem.text and problem.remedy, "it says what is wrong and what to do"
    calendar = provider.create(ServiceCalendar, name="Office hours")
    with pytest.raises(Refused):
        provider.save(calendar, weekly_hours=hours)
