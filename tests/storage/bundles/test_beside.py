"""Exchange piece by piece: the same comes of it as of an exchange in one go, also where it ends in the middle."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sdesk.models import Operation, ServiceIncident
from sdesk.practice.team.laptops import content_of, exchange, take_out
from sdesk.storage.bundles.beside import ExchangeBeside
from sdesk.storage.bundles.folder import FolderNotReached
from sdesk.storage.merging import content as module
from sdesk.storage.merging.content import content_and_ends
from sdesk.storage.verify.damages import verify
from tests.provider import incident
from tests.storage.bundles.test_exchange import Office, edited, summaries
from tests.storage.merging.team import Laptop


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    for each in made.all:
        each.workspace.close()


def taken_in(laptop: Laptop, firm: Office, pieces: int = 1 << 30) -> ExchangeBeside:
    """As the window does it, or so many pieces of it."""
    beside = ExchangeBeside(laptop.workspace, firm.folder)
    beside.begin()
    arrived = beside.look()
    while pieces and beside.take_some(arrived):
        pieces -= 1
    if pieces:
        beside.finish(arrived)
    return beside


def test_a_key_that_was_lacking_is_used_as_soon_as_it_lies_there(firm: Office) -> None:
    """What waits for it was looked at once already, and the file that gives it has the name of the one before."""
    lost, late = firm.invited("lost"), firm.invited("late")
    for each in (lost, firm.office):
        exchange(each.workspace, firm.folder)
    take_out(firm.office.workspace, "lost")
    incident(firm.office, "recorded", summary="with another key")
    exchange(firm.office.workspace, firm.folder)
    beside = ExchangeBeside(late.workspace, firm.folder)
    beside.begin()
    for is_there in (False, True):
        for _time in range(3):
            arrived = beside.look()
            while beside.take_some(arrived):
                pass
            beside.finish(arrived)
        assert ("with another key" in summaries(late)) is is_there
        exchange(firm.office.workspace, firm.folder)
    firm.all.remove(lost)
    lost.workspace.close()
    firm.everybody()


def test_the_hash_that_is_read_in_parts_is_that_of_the_whole(
    firm: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(5):
        incident(firm.office, "recorded", summary=f"Number {n}")
    for at_once in (1, 2, 3, 250):
        monkeypatch.setattr(module._add_some, "__defaults__", (at_once,))
        found, _ends = module._read_apart(firm.office.workspace)
        assert found == firm.office.content
    assert content_and_ends(firm.office.workspace)[0] == content_of(firm.office.workspace)


def test_what_ends_after_any_piece_is_whole_and_goes_on(firm: Office) -> None:
    site = firm.invited("site")
    for n in range(30):
        made = incident(site, "recorded", summary=f"Number {n}")
        site.save(made, notes="More of it")
    exchange(site.workspace, firm.folder)
    for pieces in (1, 1, 2):
        taken_in(firm.office, firm, pieces)
        assert verify(firm.office.workspace) == []
    assert 0 < len(summaries(firm.office)) < 30
    taken_in(firm.office, firm)
    assert len(summaries(firm.office)) == 30
    exchange(site.workspace, firm.folder)
    assert content_of(firm.office.workspace) == content_of(site.workspace)
    assert verify(firm.office.workspace) == []


def test_our_own_work_between_two_pieces_knows_what_came_before(firm: Office) -> None:
    site = firm.invited("site")
    for n in range(30):
        incident(site, "recorded", summary=f"Number {n}")
    exchange(site.workspace, firm.folder)
    beside = ExchangeBeside(firm.office.workspace, firm.folder)
    beside.begin()
    arrived = beside.look()
    n = 0
    while beside.take_some(arrived):
        n += 1
        first = firm.office.workspace.find(ServiceIncident)[0]
        firm.office.save(first, notes=f"Written between two pieces, {n}")
    beside.finish(arrived)
    exchange(site.workspace, firm.folder)
    taken_in(firm.office, firm)
    assert n > 1
    for each in (firm.office, site):
        assert verify(each.workspace) == []
    assert content_of(firm.office.workspace) == content_of(site.workspace)


def test_of_what_comes_to_another_content_no_piece_is_kept(firm: Office) -> None:
    site, home = firm.invited("site"), firm.invited("home")
    first = incident(site, "recorded", summary="first")
    firm.everybody()
    for n in range(30):
        incident(site, "recorded", summary=f"Number {n}")
    exchange(site.workspace, firm.folder)
    before, content = firm.office.workspace.count(Operation), content_of(firm.office.workspace)
    edited(firm.office, first.number, "damaged")
    beside = ExchangeBeside(firm.office.workspace, firm.folder)
    beside.begin()
    arrived = beside.look()
    while beside.take_some(arrived):
        pass
    assert any("site" in str(said) and "other content" in str(said) for said in arrived.said)
    assert firm.office.workspace.count(Operation) == before
    edited(firm.office, first.number, "first")
    assert content_of(firm.office.workspace) == content
    incident(home, "recorded", summary="of home")
    exchange(home.workspace, firm.folder)
    taken_in(firm.office, firm)
    assert len(summaries(firm.office)) == 32
    assert verify(firm.office.workspace) == []


def test_a_folder_that_is_not_there_is_told_from_what_else_may_be(firm: Office) -> None:
    firm.invited("site")
    beside = ExchangeBeside(firm.office.workspace, firm.home / "nowhere")
    beside.begin()
    with pytest.raises(FolderNotReached):
        beside.look()
