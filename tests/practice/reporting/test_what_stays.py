"""After a period is over: what is decided then changes no figure of it, what is put right changes what it should."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from sdesk.models import ImprovementReport, PerformanceReport
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.reporting import printing
from sdesk.practice.reporting.reports import improvement_figures, performance_figures, report_period
from sdesk.reports.paper import pdf_of
from tests.practice.reporting.agreeing import disagreements
from tests.practice.reporting.edits import CORRECTIONS, LATER
from tests.practice.reporting.slow import Slow
from tests.practice.reporting.test_generated import reports, standing_still
from tests.practice.reporting.world import World, new_world

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
UNEVEN = (date(2026, 3, 17), date(2026, 4, 9))


def said(world: World) -> list[Any]:
    """All that the reports on the two periods say, without the moment at which they were asked; not who they are about
    now: an agreement that begins later has a report of its own, which says that it has nothing."""
    found = []
    for days in (MARCH, UNEVEN):
        period = report_period(world.workspace, *days)
        told = [performance_figures(world.workspace, world.again(each), period) for each in world.agreements]
        for each in (*told, improvement_figures(world.workspace, period)):
            found.append(json.loads(json.dumps({**each, "computed_at": ""})))
    return found


def first_difference(one: Any, other: Any, place: str = "") -> str:
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return next(
            (said for name in one if (said := first_difference(one[name], other[name], f"{place}/{name}"))),
            "",
        )
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return next((said for nth, pair in pairs if (said := first_difference(*pair, f"{place}/{nth}"))), "")
    return "" if one == other else f"{place}: {one} and then {other}"


def act(world: World, acts: Any, name: str) -> None:
    """What a rule refuses is not done."""
    world.provider.works(world.provider.ana)
    world.provider.clock.pass_time(hours=1)
    try:
        acts[name](world)
    except Refused as refused:
        world.refused.append(f"{name}: {refused} {refused.problems}")


def signed(world: World) -> list[Any]:
    """A report on each agreement and on all, as approved."""
    first, last = MARCH
    about = [{"customer_agreement": each.id, "supplier_agreement": None} for each in world.agreements]
    kinds: list[tuple[Any, dict[str, Any]]] = [(PerformanceReport, each) for each in about]
    made: list[Any] = []
    for model, values in (*kinds, (ImprovementReport, {})):
        days = {"period_start": first, "period_end": last}
        made.append(world.provider.approved(model, **days, **values))
    return made


def kept(world: World, reports: Sequence[Any]) -> list[Any]:
    """What they say in figures, and each byte of their paper."""
    live = [world.again(each) for each in reports]
    return [(each.figures, printing.printed(world.workspace, each, pdf_of)) for each in live]


def stays(world: World, names: Sequence[str], every: int = 1) -> None:
    before = said(world)
    for nth, name in enumerate(names, 1):
        act(world, LATER, name)
        if nth % every == 0 or nth == len(names):
            assert first_difference(before, said(world)) == "", names[max(0, nth - every) : nth]


def follows(world: World, names: Sequence[str]) -> None:
    """After the corrections every figure is what the oracle makes of the rows as they are now; some of them may change none,
    but a complaint that is heard of late does."""
    before = said(world)
    for name in names:
        act(world, CORRECTIONS, name)
    with standing_still(world.workspace) as now:
        slow = Slow(world.workspace, date(2025, 9, 1), now, world.zone)
        for days in (MARCH, UNEVEN):
            for figures in reports(world.workspace, report_period(world.workspace, *days)):
                assert disagreements(slow, figures) == [], names
    assert first_difference(before, said(world))


@pytest.mark.torture
@pytest.mark.parametrize("seed", [5])
def test_what_is_decided_later_changes_nothing_and_what_is_put_right_does(seed: int) -> None:
    with new_world(seed) as world:
        approved = signed(world)
        frozen = kept(world, approved)
        order = world.chance.sample(sorted(LATER), len(LATER))
        stays(world, order, every=len(order))
        follows(world, sorted(CORRECTIONS))
        assert kept(world, approved) == frozen


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(100, 200))
def test_whatever_is_decided_and_put_right(seed: int) -> None:
    with new_world(seed, events=50) as world:
        approved = signed(world)
        frozen = kept(world, approved)
        stays(world, world.chance.choices(sorted(LATER), k=25))
        for _ in range(4):
            follows(world, [*world.chance.choices(sorted(CORRECTIONS), k=3), "heard late"])
            stays(world, world.chance.choices(sorted(LATER), k=4))
        assert kept(world, approved) == frozen
