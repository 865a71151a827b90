"""What is said of each laptop: who wrote when, how far behind, what has not come, and whose content is the same."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sdesk.errors import SdeskError
from sdesk.models import ServiceIncident
from sdesk.practice.team.laptops import exchange, invite, take_out
from sdesk.practice.team.standings import (
    LaptopStanding,
    behind_said,
    content_said,
    lacking_said,
    look,
    standings,
)
from sdesk.practice.workspaces import open_workspace
from sdesk.storage.bundles.invitation import _to_take_out
from sdesk.storage.bundles.laptops import laptops_in
from tests.provider import TickingClock
from tests.ui.team.firm import Firm, Laptop, firm_of


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Firm]:
    firm = firm_of(tmp_path, "office", "site", "home")
    yield firm
    for each in firm:
        each.workspace.close()


def seen_from(laptop: Laptop, *, looks: bool = True) -> dict[str, LaptopStanding]:
    looked = look(laptop.workspace, laptop.folder) if looks else None
    return {each.device: each for each in standings(laptop.workspace, looked)}


def test_nobody_is_listed_who_was_never_invited(provider) -> None:
    assert standings(provider.workspace) == []


def test_all_are_listed_this_one_first_with_who_worked_there(three: Firm) -> None:
    office, site, _home = three
    site.create(ServiceIncident, summary="At the site")
    three.exchange()
    found = standings(office.workspace)
    assert next(each.device for each in found) == "desk-1"
    assert {each.device for each in found} == {"desk-1", "site", "home"}
    assert [each.is_this for each in found] == [True, False, False]
    assert seen_from(office)["site"].who == "Ben Okafor"


def test_who_was_invited_and_never_came_is_not_heard_of(three: Firm, tmp_path: Path) -> None:
    invite(three[0].workspace, "late one", tmp_path / "late.invitation")
    late = seen_from(three[0])["late one"]
    assert late.is_expected
    assert late.wrote is None
    assert not late.belongs


def test_the_same_content_is_said_only_of_the_very_same_operations(three: Firm) -> None:
    office, site, _home = three
    site.create(ServiceIncident, summary="At the site")
    site.exchange()
    assert seen_from(office)["site"].same is None  # what it wrote is not here yet
    office.exchange()
    assert seen_from(office)["site"].same is True
    assert str(content_said(seen_from(office)["site"])) == "the same content as here"
    office.create(ServiceIncident, summary="At the office")
    assert seen_from(office)["site"].same is None  # it has not got that
    assert str(content_said(seen_from(office)["site"])) == "not comparable yet"
    assert seen_from(office, looks=False)["site"].same is None


def test_other_content_with_the_same_operations_is_said(three: Firm, monkeypatch) -> None:
    office, site, _home = three
    site.create(ServiceIncident, summary="At the site")
    site.exchange()
    office.exchange()
    monkeypatch.setattr("sdesk.storage.bundles.looking.content_of_workspace", lambda _workspace: "0" * 64)
    assert seen_from(office)["site"].same is False
    assert str(content_said(seen_from(office)["site"])) == "not the same content as here"


def test_how_far_behind_is_counted_in_operations_it_had_not_got(three: Firm) -> None:
    office, site, _home = three
    site.create(ServiceIncident, summary="At the site")
    three.exchange()
    site.create(ServiceIncident, summary="once more, knowing all")
    three.exchange()
    assert seen_from(office)["site"].behind == 0
    for n in range(3):
        office.create(ServiceIncident, summary=f"{n}")
    assert seen_from(office)["site"].behind == 3
    assert str(behind_said(seen_from(office)["site"])) == "3 operations behind"
    site.exchange()
    office.exchange()
    assert seen_from(office)["site"].behind == 3  # that it took them in nobody knows until it writes
    site.create(ServiceIncident, summary="and again")
    three.exchange()
    assert seen_from(office)["site"].behind == 0


def test_what_has_not_come_is_named(three: Firm) -> None:
    """The office knows of what the site wrote by what was written at home, and has not got it."""
    office, site, home = three
    site.create(ServiceIncident, summary="At the site")
    site.exchange()
    home.exchange()
    home.create(ServiceIncident, summary="At home, knowing that")
    home.exchange()
    (its,) = [each for each in office.folder.iterdir() if each.name == site.workspace.signer()[0].hex]  # type: ignore[index]
    shutil.rmtree(its)
    looked = look(office.workspace, office.folder)
    number = seen_from(site)["site"].last
    (said,) = [str(each) for each in lacking_said(looked) if str(each).startswith("site")]
    assert said.startswith("site: operations ")
    assert said.endswith(f"to {number} have not come.")
    assert seen_from(office)["site"].missing


def test_looking_takes_nothing_in_and_writes_nothing(three: Firm) -> None:
    office, site, _home = three
    site.create(ServiceIncident, summary="At the site")
    site.exchange()
    before = sorted((each, each.stat().st_mtime_ns) for each in office.folder.rglob("*"))
    there = office.workspace.count(ServiceIncident)
    look(office.workspace, office.folder)
    assert sorted((each, each.stat().st_mtime_ns) for each in office.folder.rglob("*")) == before
    assert office.workspace.count(ServiceIncident) == there


def test_what_anybody_put_there_says_nothing_of_a_laptop(three: Firm) -> None:
    office, site, _home = three
    site.create(ServiceIncident, summary="At the site")
    site.exchange()
    office.exchange()
    known = seen_from(office)["site"]
    (its,) = [each for each in office.folder.iterdir() if each.name == site.workspace.signer()[0].hex]  # type: ignore[index]
    newest = max(its.glob("*.sdx"))
    forged = bytearray(newest.read_bytes())
    forged[300] ^= 1
    last = int(newest.stem.split("-")[1])
    (its / f"{last + 1:06d}-{last + 1:06d}-{'0' * 16}.sdx").write_bytes(forged)
    assert seen_from(office)["site"] == known


def test_a_clock_that_is_ahead_is_told(three: Firm) -> None:
    office, site, _home = three
    ahead = TickingClock(office.clock.now + timedelta(days=40))
    site.workspace.clock = ahead
    site.create(ServiceIncident, summary="In six weeks")
    three.exchange()
    now = office.workspace.clock()
    assert seen_from(office)["site"].is_ahead(now)
    assert not seen_from(office)["home"].is_ahead(now)


def test_a_copy_that_was_restored_is_the_same_laptop(three: Firm, tmp_path: Path) -> None:
    office, site, _home = three
    copy = tmp_path / "kept.sdesk"
    site.workspace.close()
    shutil.copy(site.workspace.path, copy)
    notes = tmp_path / "notes of site"
    site.workspace = open_workspace(site.workspace.path, device="site", clock=site.clock, installation=notes)
    site.works(site.ben)
    site.create(ServiceIncident, summary="lost with the disk")
    three.exchange()
    site.workspace.close()
    shutil.copy(copy, site.workspace.path)
    site.workspace = open_workspace(site.workspace.path, device="site", clock=site.clock, installation=notes)
    site.works(site.ben)
    for _time in range(2):
        for each in three:
            exchange(each.workspace, each.folder)
    found = standings(office.workspace)
    assert sorted(each.device for each in found) == ["desk-1", "home", "site"]
    take_out(office.workspace, "site", seen_from(office)["site"].replica)
    assert seen_from(office)["site"].is_out


# ---------------------------------------------------------------- taking out


def test_what_was_taken_out_gives_nothing_and_gets_nothing_once_the_others_heard(three: Firm) -> None:
    office, site, home = three
    take_out(office.workspace, "site")
    assert seen_from(office)["site"].is_out
    office.exchange()
    home.exchange()
    site.create(ServiceIncident, summary="of who was taken out")
    site.exchange()
    secret = office.create(ServiceIncident, summary="after that")
    for each in (office, home, office, home):
        each.exchange()
    assert home.workspace.get(ServiceIncident, secret.id) is not None
    for each in (office, home):
        assert "of who was taken out" not in [found.summary for found in each.workspace.find(ServiceIncident)]
    outcome = site.exchange()
    assert outcome.came == 0
    assert outcome.exchanged.said
    assert site.workspace.get(ServiceIncident, secret.id) is None


def test_who_is_not_taken_out_and_why(three: Firm) -> None:
    office = three[0]
    with pytest.raises(SdeskError, match="desk-1 is the laptop on which you work"):
        take_out(office.workspace, "desk-1")
    with pytest.raises(SdeskError, match="no laptop called nobody"):
        take_out(office.workspace, "nobody")
    take_out(office.workspace, "site")
    with pytest.raises(SdeskError, match="site was taken out already"):
        take_out(office.workspace, "site")
    take_out(office.workspace, "home")
    with pytest.raises(SdeskError, match="desk-1 is the only laptop"):
        take_out(office.workspace, "desk-1")
    assert sorted(name for name, each in seen_from(office).items() if each.belongs) == ["desk-1"]


def test_one_that_was_taken_out_takes_out_no_other(three: Firm) -> None:
    """Where it knows: of two that take each other out, each hears what the other did before it."""
    office, site, _home = three
    take_out(site.workspace, "home")
    site.exchange()
    take_out(office.workspace, "site")
    with office.workspace.reading() as session:
        laptops = laptops_in(session.connection())
    assert laptops
    with pytest.raises(SdeskError, match="was taken out itself"):
        _to_take_out(laptops, site.workspace.signer()[0], "home", None)  # type: ignore[index]
