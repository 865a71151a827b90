"""Whole workspaces that are made up, the sample, and a real log: every figure as the slow oracle has it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pytest

from sdesk.models import CustomerAgreement, ServiceIncident
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.reports import (
    agreements,
    improvement_figures,
    performance_figures,
    version_for,
)
from sdesk.practice.workspaces import Workspace
from tests.practice.exchange.test_importing_a_log import imported
from tests.practice.reporting.agreeing import disagreements
from tests.practice.reporting.slow import Slow
from tests.practice.reporting.slow_report import due_day
from tests.practice.reporting.world import World, new_world

__all__ = ["imported"]

DAYS = (
    (
        date(2026, 3, 1),
        date(2026, 3, 31),
    ),  # it begins on a Sunday that is a holiday, before there was anything
    (date(2026, 4, 1), date(2026, 4, 30)),
    (date(2026, 3, 17), date(2026, 4, 9)),
    (date(2026, 4, 11), date(2026, 4, 20)),  # all that is asked may have been asked in the days before
    (date(2026, 4, 1), date(2026, 6, 30)),  # it is not over
    (date(2026, 4, 4), date(2026, 4, 5)),  # 23, 24 or 25 hours a day
)


@contextmanager
def standing_still(workspace: Workspace) -> Iterator[datetime]:
    """For all figures the same moment, whoever looks at the clock."""
    now = workspace.clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workspace, "clock", lambda: now)
        yield now


def reports(workspace: Workspace, period: Period) -> Iterator[Any]:
    """Of suppliers is counted again in `test_suppliers_counted_again.py`."""
    for each in agreements(workspace, CustomerAgreement):
        yield performance_figures(workspace, version_for(workspace, each, period), period)
    yield improvement_figures(workspace, period)


def hold(world: World, days: Sequence[tuple[date, date]]) -> None:
    with standing_still(world.workspace) as now:
        slow = Slow(world.workspace, date(2025, 9, 1), now)
        for first, last in days:
            for figures in reports(world.workspace, Period(first, last, world.zone)):
                assert disagreements(slow, figures) == []


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with new_world(8) as made_up:
        yield made_up


@pytest.mark.torture
def test_a_made_up_workspace_has_the_figures_of_the_oracle(world: World) -> None:
    hold(world, DAYS[:4])


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(100, 400))
def test_many_made_up_workspaces_have_them(seed: int) -> None:
    with new_world(seed, days=70, events=60) as world:
        hold(world, DAYS)


def test_something_of_all_happens(world: World) -> None:
    """So that nothing agrees for want of anything to count."""
    incidents = world.workspace.find(ServiceIncident)
    assert {each.state for each in incidents} >= {"closed", "restored", "classified", "cancelled"}
    assert any(each.holds for each in incidents) and any(each.reopenings for each in incidents)
    assert any(each.not_known for each in incidents) and any(each.outage for each in incidents)
    told = [improvement_figures(world.workspace, Period(*days, world.zone)) for days in DAYS[:4]]
    rows = [
        row for each in told for table in ("goals", "objectives", "quality") for row in each[table]["rows"]
    ]
    assert any("days" in row for row in rows) and any("days" not in row for row in rows)
    assert {None} < {row["previous_met"] for row in rows}
    assert any(row["measure"] == "actions done in time" and row["value"]["cases"] for row in rows)
    slow = Slow(world.workspace, date(2025, 9, 1), world.workspace.clock())
    items = [each["id"] for each in slow.rows["ActionItem"]]
    assert any(
        str(due_day(slow, each, slow.now, slow.now)) != slow.told["due"][each][-1][1] for each in items
    )


@pytest.mark.torture
@pytest.mark.parametrize(
    "first, last",
    [
        (date(2026, 4, 1), date(2026, 6, 30)),
        pytest.param(date(2026, 1, 1), date(2026, 6, 30), marks=pytest.mark.torture),
        pytest.param(date(2026, 5, 13), date(2026, 5, 27), marks=pytest.mark.torture),
    ],
)
def test_the_sample_has_them(sample: Workspace, first: date, last: date) -> None:
    slow = Slow(sample, date(2025, 6, 1), sample.clock())
    for figures in reports(sample, Period(first, last, "Europe/Lisbon")):
        assert disagreements(slow, figures) == []


@pytest.mark.torture
def test_a_real_log_has_them(imported: Any) -> None:
    workspace: Workspace = imported[0].workspace
    with standing_still(workspace) as now:
        slow = Slow(workspace, date(2015, 1, 1), now)
        for figures in reports(workspace, Period.quarter(2016, 2, "UTC")):
            assert disagreements(slow, figures) == []
