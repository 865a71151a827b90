"""A laptop that belongs, and writes what no use case would: whatever the others take of it, all come to the same and go on."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from sdesk.models import BusinessGoals, ServiceScope
from sdesk.models.governance import Goal
from sdesk.practice.lifecycle.records import reload
from sdesk.storage.merging.came import Came
from sdesk.storage.merging.taking_in import take_in
from sdesk.storage.operations import operation_hash
from sdesk.storage.verify.damages import verify
from tests.provider import incident
from tests.storage.merging.team import Laptop, team

NAMES = ("office", "site", "home", "left", "right", "last")


@pytest.fixture
def all_of_them(tmp_path: Path) -> Iterator[Sequence[Laptop]]:
    with team(tmp_path, *NAMES) as laptops:
        yield laptops


def signed(laptop: Laptop, came: Came, changes: Sequence[Any]) -> Came:
    """The operation with other changes, as if its laptop had written these."""
    signer = laptop.workspace.signer()
    assert signer
    digest = operation_hash(laptop.workspace.id, came.operation, changes)
    return Came({**came.operation, "hash": digest, "signature": signer[1].sign(digest)}, changes)


def own(laptop: Laptop) -> list[Came]:
    signer = laptop.workspace.signer()
    assert signer
    return [each for each in laptop.written() if each.replica == signer[0]]


def told_otherwise(laptop: Laptop, changes: Any) -> list[Came]:
    """What the laptop wrote, of which the last says these changes of the record that it changed."""
    *before, last = own(laptop)
    return [*before, signed(laptop, last, [*last.changes[:-1], {**last.changes[-1], "changes": changes}])]


def all_the_same(laptops: Sequence[Laptop]) -> None:
    for each in laptops:
        assert [str(damage) for damage in verify(each.workspace)] == []
    assert len({each.content for each in laptops}) == 1


FALSE: list[Any] = [
    {"state": ["approved", "withdrawn"]},
    {"state": ["approved", "withdrawn"], "notes": ["nobody wrote that", "said"]},
    {"notes": ["nobody wrote that", "said"], "scope": ["one\n\ntwo", "one\n\nthree"]},
    {"reference": ["what was", None]},
]


@pytest.mark.parametrize("met", [False, True])
@pytest.mark.parametrize("changes", FALSE, ids=str)
def test_what_is_said_to_have_been_there_changes_nothing(
    all_of_them: Sequence[Laptop], changes: Any, met: bool
) -> None:
    office, site, home, *others = all_of_them
    scope = office.create(ServiceScope, technology="One")
    goals = office.create(BusinessGoals, goals=(Goal(statement="one"),))
    for each in all_of_them[1:]:
        each.take_from(office)
    site.save(reload(site.workspace, goals), notes="the first of it")
    site.save(reload(site.workspace, scope), notes="to be told otherwise")
    false = told_otherwise(site, changes)
    home.save(reload(home.workspace, scope if met else goals), reference="R-1")
    incident(office, "recorded")
    parts = [own(office), false, own(home)]
    for each, order in zip(others, (parts, parts[::-1], [false, own(home), own(office)]), strict=True):
        for part in order:
            take_in(each.workspace, part)
    all_the_same(others)
    said = {name: each[1] for name, each in changes.items() if each[1] is not None}
    if not met:
        held = reload(others[0].workspace, scope)
        assert {name: getattr(held, name) for name in said} == said


def test_what_was_built_on_a_step_that_fell_elsewhere_falls_whenever_it_comes(
    all_of_them: Sequence[Laptop],
) -> None:
    """Nothing met in the record itself: what led there did, in another one."""
    office, site, home, later, *others = all_of_them
    scope = office.create(ServiceScope, technology="One")
    goals = office.create(BusinessGoals, goals=(Goal(statement="one"),))
    for each in all_of_them[1:]:
        each.take_from(office)
    home.save(reload(home.workspace, scope), notes="earlier")
    first = told_otherwise(home, {"state": ["draft", "approved"]})
    for n in range(3):
        site.save(reload(site.workspace, goals), notes=f"so that what follows is later, {n}")
    site.save(reload(site.workspace, scope), notes="to be told otherwise")
    *before, last = own(site)
    step = {**last.changes[-1], "changes": {"state": ["draft", "withdrawn"]}, "action": "withdraw"}
    brought = {
        "model": "BusinessGoals",
        "record": goals.id,
        "item": goals.id,
        "place": 2,
        "action": "bring about",
    }
    led = [*before, signed(site, last, [step, {**step, **brought}])]
    take_in(later.workspace, led)
    incident(later, "recorded")
    later.save(reload(later.workspace, goals), notes="to be told otherwise")
    built = told_otherwise(later, {"state": ["withdrawn", "approved"]})
    parts = [first, led, built]
    for each, order in zip(others, (parts, [led, built, first], [led, first, built]), strict=False):
        for part in order:
            take_in(each.workspace, part)
    all_the_same(others)
    assert str(reload(others[0].workspace, goals).state) == "draft"
