"""What is begun and approved in one operation, and met something: no approval stands for a text that it did not cover."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sdesk.models import ServiceScope
from sdesk.practice.lifecycle.records import new_version, versions_of
from sdesk.practice.team.settling import to_settle
from tests.practice.team.test_settling import on, open_on_both
from tests.storage.merging.team import Laptop, approvals_hold, exchanged, team


@pytest.fixture(params=["as they are", "the other way round"])
def two(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Sequence[Laptop]]:
    """Whose operation is the earlier one must not matter to what is promised."""
    with team(tmp_path, "office", "site") as laptops:
        later = laptops[1] if request.param == "as they are" else laptops[0]
        for n in range(3):
            later.save(later.ben, email=f"{n}@example.com")
        yield laptops


def begun_and_approved(laptop: Laptop, **values: object) -> ServiceScope:
    with laptop.workspace.transaction("approve at once"):
        return laptop.approved(ServiceScope, **values)


def test_a_version_on_both_sides(two: Sequence[Laptop]) -> None:
    office, _site = two
    scope = office.approved(ServiceScope)
    exchanged(two)
    for each in two:
        with each.workspace.transaction("approve at once"):
            draft = each.save(new_version(each.workspace, on(each, scope)), technology=each.name)
            each.take(draft, "approve")
    exchanged(two)
    states = sorted(each.state for each in versions_of(office.workspace, scope))
    assert states == ["approved", "draft", "superseded"]
    assert open_on_both(two) == [("version", "")]


def test_a_version_at_once_here_and_in_steps_there(two: Sequence[Laptop]) -> None:
    office, site = two
    scope = office.approved(ServiceScope)
    exchanged(two)
    with office.workspace.transaction("approve at once"):
        office.take(new_version(office.workspace, on(office, scope)), "approve")
    site.take(site.save(new_version(site.workspace, on(site, scope)), technology="Site"), "approve")
    exchanged(two)
    states = sorted(each.state for each in versions_of(office.workspace, scope))
    assert states == ["approved", "draft", "superseded"]
    assert open_on_both(two) == [("version", "")]


def test_the_document_on_both_sides(two: Sequence[Laptop]) -> None:
    office, site = two
    made = [begun_and_approved(each, technology=each.name) for each in two]
    assert made[0].id == made[1].id
    exchanged(two)
    assert on(site, made[0]).state == "draft"
    assert ("approval", "") in open_on_both(two)
    said = " ".join(str(each.said) for each in to_settle(office.workspace))
    assert "site" in said and on(office, made[0]).technology in ("office", "site")


def test_the_document_approved_here_and_a_draft_there(two: Sequence[Laptop]) -> None:
    office, site = two
    mine = begun_and_approved(office, technology="office")
    theirs = site.create(ServiceScope)
    site.save(theirs, technology="site")
    exchanged(two)
    assert on(office, mine).state == "draft"
    assert approvals_hold(office) and approvals_hold(site)
    assert ("approval", "") in open_on_both(two)


def test_the_document_approved_here_and_approved_in_steps_there(two: Sequence[Laptop]) -> None:
    office, site = two
    mine = begun_and_approved(office, technology="office")
    site.take(site.complete(ServiceScope, "approved", technology="site"), "approve")
    exchanged(two)
    assert approvals_hold(office) and approvals_hold(site)
    assert open_on_both(two) != []
    assert mine.id == on(site, mine).id
