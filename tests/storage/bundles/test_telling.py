"""What a laptop has that only takes in: told once, so that the others can compare, and no more."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from sdesk.practice.team.laptops import exchange
from sdesk.practice.team.standings import look, standings
from sdesk.storage.bundles import beside as module
from sdesk.storage.bundles.telling import NAME
from tests.provider import incident
from tests.storage.bundles.test_beside import taken_in
from tests.storage.bundles.test_exchange import Office, summaries
from tests.storage.merging.team import Laptop


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    for each in made.all:
        each.workspace.close()


def told(firm: Office) -> dict[str, bytes]:
    return {each.parent.name: each.read_bytes() for each in firm.folder.rglob(NAME)}


def seen(firm: Office, by: Laptop, name: str) -> tuple[int | None, bool | None]:
    found = {each.device: each for each in standings(by.workspace, look(by.workspace, firm.folder))}
    return found[name].behind, found[name].same


def test_who_only_takes_in_can_be_compared_with(firm: Office) -> None:
    site = firm.invited("site")
    firm.everybody()
    incident(firm.office, "recorded")
    exchange(firm.office.workspace, firm.folder)
    assert seen(firm, firm.office, "site") == (1, None)
    exchange(site.workspace, firm.folder)
    assert seen(firm, firm.office, "site") == (0, True)
    assert exchange(firm.office.workspace, firm.folder).exchanged.behind[own(site)] == 0


def own(laptop: Laptop) -> UUID:
    signer = laptop.workspace.signer()
    assert signer
    return signer[0]


def test_it_is_told_once_and_nobody_answers(firm: Office) -> None:
    for name in ("site", "home"):
        firm.invited(name)
    firm.everybody()
    incident(firm.office, "recorded")
    firm.everybody()
    before, files = told(firm), firm.bundles()
    for _round in range(4):
        for each in firm.all:
            exchange(each.workspace, firm.folder)
    assert (told(firm), firm.bundles()) == (before, files)
    assert len(before) <= 3


def test_beside_a_window_it_is_told_when_nothing_has_come_for_a_while(
    firm: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = firm.invited("site")
    firm.everybody()
    before = told(firm)
    incident(firm.office, "recorded")
    exchange(firm.office.workspace, firm.folder)
    taken_in(site, firm)
    assert told(firm) == before
    monkeypatch.setattr(module, "QUIET", 0.0)
    taken_in(site, firm)
    assert seen(firm, firm.office, "site") == (0, True)


@pytest.mark.parametrize("how", ["cut", "another's", "garbage", "a folder"])
def test_what_nobody_said_so_says_nothing(firm: Office, how: str) -> None:
    site, home = firm.invited("site"), firm.invited("home")
    firm.everybody()
    incident(firm.office, "recorded", summary="seen")
    firm.everybody()
    place, other = (firm.folder / own(each).hex / NAME for each in (site, home))
    raw = place.read_bytes()
    match how:
        case "cut":
            place.write_bytes(raw[:-9])
        case "another's":
            place.write_bytes(other.read_bytes())
        case "garbage":
            place.write_bytes(bytes(5_000))
        case "a folder":
            place.unlink()
            place.mkdir()
    outcome = exchange(firm.office.workspace, firm.folder)
    assert outcome.exchanged.said == []
    assert seen(firm, firm.office, "site")[1] is None
    incident(site, "recorded", summary="and on")
    firm.everybody()
    assert summaries(firm.office) == {"seen", "and on"}
