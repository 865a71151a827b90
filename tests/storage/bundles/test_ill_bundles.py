"""Bundles of a laptop that belongs and means ill: the others go on, and it is said which laptop it is."""

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from sdesk.practice.team.laptops import exchange, take_out
from sdesk.practice.team.standings import lacking_said, look
from sdesk.practice.workspaces import open_workspace
from sdesk.storage.bundles.beside import ExchangeBeside
from sdesk.storage.bundles.bundle import Head, written
from sdesk.storage.bundles.folder import FolderNotReached, put
from sdesk.storage.bundles.laptops import keys_of, pledge
from sdesk.storage.bundles.membership import laptops_of
from sdesk.storage.merging.came import Came
from sdesk.storage.merging.coming import SameReplica
from sdesk.storage.merging.pasts import ends_in
from sdesk.storage.operations import operation_hash, operation_id
from sdesk.storage.schema import SCHEMA_VERSION
from sdesk.storage.signing import Key
from sdesk.storage.verify.damages import verify
from tests.provider import incident
from tests.storage.bundles.test_exchange import Office, summaries
from tests.storage.merging.team import Laptop


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    for each in made.all:
        each.workspace.close()


def own(laptop: Laptop) -> list[Came]:
    signer = laptop.workspace.signer()
    assert signer
    return [each for each in laptop.written() if each.replica == signer[0]]


def signed_by(laptop: Laptop, came: Came, **operation: Any) -> Came:
    """The operation as that laptop would have it, whosever it is."""
    signer = laptop.workspace.signer()
    assert signer
    changed = {**came.operation, **operation}
    digest = operation_hash(laptop.workspace.id, changed, came.changes)
    return Came({**changed, "hash": digest, "signature": signer[1].sign(digest)}, came.changes)


def puts(firm: Office, by: Laptop, operations: Sequence[Came], **said: Any) -> Path:
    """A bundle of these in the folder of the laptop, signed by it; of its head it says what is `said`."""
    signer = by.workspace.signer()
    assert signer
    laptops, author = laptops_of(by.workspace), operations[0].replica
    with by.workspace.reading() as session:
        past = {end.replica: end.number for end in ends_in(session.connection())}
    of = {
        "workspace": laptops.workspace, "replica": signer[0], "first": operations[0].number, "last": operations[-1].number,
        "last_hash": operations[-1].hash, "public_key": signer[1].public, "voucher": laptops.vouchers_of(signer[0]),
        "past": past, "content": "", "schema": SCHEMA_VERSION, "of": None if author == signer[0] else author,
    }  # fmt: skip
    head = Head(**{**of, **said})
    key = keys_of(laptops, *signer)[laptops.key]
    raw = written(head, operations, [], signer[1], key)
    return put(firm.folder, signer[0], head.author, head.first, head.last, raw)


MADE_UP = {
    "another hash alone": lambda site, office: (own(office), {"last_hash": "0" * 64}),
    "another operation": lambda site, office: (
        [*own(office)[:-1], signed_by(site, own(office)[-1], reason="said by another")],
        {},
    ),
    "and one that follows": lambda site, office: (
        [
            *own(office)[:-1],
            other := signed_by(site, own(office)[-1], reason="said by another"),
            signed_by(site, other, number=other.number + 1, tick=other.tick + 9, previous_hash=other.hash),
        ],
        {},
    ),
    "one that follows something else": lambda site, office: (
        [signed_by(site, own(office)[-1], number=own(office)[-1].number + 1, previous_hash="0" * 64)],
        {},
    ),
}


@pytest.mark.parametrize("name", ["site", "not known here yet"])
@pytest.mark.parametrize("how", MADE_UP)
def test_what_a_laptop_says_of_anothers_operations_stops_nobody(firm: Office, how: str, name: str) -> None:
    """Nor what one says of which nobody knows how it came in."""
    home = firm.invited("home")
    incident(firm.office, "recorded", summary="true")
    firm.everybody()
    site = firm.invited("site")
    if name == "site":
        firm.everybody()
    else:
        firm.all.remove(site)
    operations, said = MADE_UP[how](site, firm.office)
    puts(firm, site, operations, **said, **({} if name == "site" else {"voucher": {}}))
    if name != "site":
        site.workspace.close()
    incident(home, "recorded", summary="of home")
    incident(firm.office, "recorded", summary="and on")
    for each in (home, firm.office, home):
        outcome = exchange(each.workspace, firm.folder)
    assert any(name in str(each) for each in outcome.exchanged.said), outcome.exchanged.said
    for each in (home, firm.office):
        assert summaries(each) == {"true", "of home", "and on"}
        assert verify(each.workspace) == []


def test_a_content_that_is_made_up_keeps_nobody_from_the_others(firm: Office) -> None:
    site, home = firm.invited("site"), firm.invited("home")
    firm.everybody()
    known = len(own(site))
    for n in range(20):
        incident(site, "recorded", summary=f"of site {n}")
    puts(firm, site, own(site)[known:], content="0" * 64)
    beside = ExchangeBeside(firm.office.workspace, firm.folder)
    for there in (set(), {"of home"}):
        beside.begin()
        arrived = beside.look()
        while beside.take_some(arrived):
            pass
        assert any("site" in str(said) for said in beside.finish(arrived).said)
        assert summaries(firm.office) == there
        incident(home, "recorded", summary="of home")
        exchange(home.workspace, firm.folder)
    outcome = exchange(firm.office.workspace, firm.folder)
    assert (outcome.exchanged.went, verify(firm.office.workspace)) == (0, [])


def test_a_made_up_content_that_comes_with_what_is_true_is_refused_alone(firm: Office) -> None:
    site, home = firm.invited("site"), firm.invited("home")
    firm.everybody()
    incident(home, "recorded", summary="of home")
    exchange(home.workspace, firm.folder)
    exchange(site.workspace, firm.folder)
    known = len(own(site))
    incident(site, "recorded", summary="of site")
    puts(firm, site, own(site)[known:], content="0" * 64)
    beside = ExchangeBeside(firm.office.workspace, firm.folder)
    beside.begin()
    arrived = beside.look()
    while beside.take_some(arrived):
        pass
    assert any("site" in str(said) for said in beside.finish(arrived).said)
    assert summaries(firm.office) == {"of home"}


@pytest.mark.parametrize("name", ["site", "0" * 32])
def test_a_part_of_the_folder_that_cannot_be_read_keeps_nobody_from_the_others(
    firm: Office, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    site, home = firm.invited("site"), firm.invited("home")
    firm.everybody()
    signer = site.workspace.signer()
    assert signer
    part = firm.folder / (signer[0].hex if name == "site" else name)
    part.mkdir(exist_ok=True)
    scandir = os.scandir

    def refuses(place: Any) -> Any:
        if place == part:
            raise PermissionError(13, "Permission denied")
        return scandir(place)

    monkeypatch.setattr(os, "scandir", refuses)
    incident(home, "recorded", summary="of home")
    exchange(home.workspace, firm.folder)
    outcome = exchange(firm.office.workspace, firm.folder)
    assert summaries(firm.office) == {"of home"}
    assert any("site" in str(each) for each in outcome.said) is (name == "site")
    beside = ExchangeBeside(home.workspace, firm.folder)
    beside.begin()
    said = beside.finish(beside.look()).said
    assert any("site" in str(each) for each in said) is (name == "site")
    if name == "site":
        with pytest.raises(FolderNotReached):
            exchange(site.workspace, firm.folder)


def test_of_whom_nothing_more_is_taken_in_is_said_with_what_to_do(firm: Office) -> None:
    site = firm.invited("site")
    firm.everybody()
    incident(site, "recorded", summary="never taken in")
    last = own(site)[-1]
    puts(firm, site, [signed_by(site, last, tick=last.tick + (1 << 21))])
    for _time in range(2):
        (said,) = [
            str(each)
            for each in exchange(firm.office.workspace, firm.folder).said
            if "omething of site" in str(each)
        ]
        assert "take that laptop out and have it invited anew" in said
    (lacking,) = map(str, lacking_said(look(firm.office.workspace, firm.folder)))
    assert lacking.startswith(f"site: operations {last.number} to {last.number} lie in the exchange folder")
    take_out(firm.office.workspace, "site")
    assert not any("site" in str(each) for each in exchange(firm.office.workspace, firm.folder).said)
    firm.all.remove(site)
    site.workspace.close()
    again = firm.invited("site again")
    incident(again, "recorded", summary="and on")
    firm.everybody()
    assert summaries(firm.office) == {"and on"}


@pytest.mark.parametrize("number", [(1 << 20) + 100, (1 << 53) - 1])
def test_operations_that_nobody_can_have_written_are_missed_by_nobody(firm: Office, number: int) -> None:
    """Of another laptop, and of one that nobody knows."""
    site, home = firm.invited("site"), firm.invited("home")
    firm.everybody()
    signer = home.workspace.signer()
    assert signer
    incident(site, "recorded", summary="of the site")
    puts(firm, site, own(site)[-1:], past={signer[0]: number, UUID(int=1): number})
    outcome = exchange(firm.office.workspace, firm.folder)
    assert outcome.exchanged.missing == [] and look(firm.office.workspace, firm.folder).missing == ()
    assert any("site told of more operations than" in str(each) for each in outcome.exchanged.said)
    assert "of the site" in summaries(firm.office)


def test_what_somebody_says_to_know_and_nobody_has_is_missed_until_that_laptop_is_taken_out(
    firm: Office,
) -> None:
    site = firm.invited("site")
    firm.everybody()
    signer = firm.office.workspace.signer()
    assert signer
    incident(site, "recorded", summary="of the site")
    puts(firm, site, own(site)[-1:], past={signer[0]: 999})
    assert exchange(firm.office.workspace, firm.folder).exchanged.missing
    take_out(firm.office.workspace, "site")
    assert exchange(firm.office.workspace, firm.folder).exchanged.missing == []
    assert look(firm.office.workspace, firm.folder).missing == ()


def founded(site: Laptop, **said: str) -> tuple[UUID, Key, Came]:
    """The first operation of a laptop that one which belongs makes up, and its key. `said`: how it says to have come in."""
    key, replica = Key.made(), uuid4()
    first = next(each for each in own(site) if each.number == 1)
    changes = []
    for each in first.changes:
        if each["model"] == "Replica":
            begun = {"id": str(replica), "code": "zz9", "device": "nobody", "public_key": key.public}
            told = {**each["changes"], **{name: [None, value] for name, value in begun.items()}}
            changes.append({**each, "record": replica, "item": replica, "changes": told})
        elif said and "by" in each["changes"]:
            told = {**each["changes"], **{name: [None, value] for name, value in said.items()}}
            changes.append({**each, "record": replica, "item": uuid4(), "changes": told})
    operation = {**first.operation, "id": operation_id(replica, 1), "replica": replica}
    digest = operation_hash(site.workspace.id, operation, changes)
    return replica, key, Came({**operation, "hash": digest, "signature": key.sign(digest)}, changes)


@pytest.mark.parametrize("how", ["by nobody", "by another key"])
def test_a_laptop_that_nobody_brought_in_is_not_passed_on(firm: Office, how: str) -> None:
    """Else whoever belongs makes up laptops that stay when it is taken out."""
    site = firm.invited("site")
    firm.everybody()
    signer = site.workspace.signer()
    assert signer
    said = {}
    if how == "by another key":
        vouched = pledge(firm.office.workspace.id, uuid4(), Key.made().public)
        said = {"by": signer[0].hex, "signature": signer[1].sign(vouched)}
    replica, _key, first = founded(site, **said)
    puts(firm, site, [first])
    incident(site, "recorded", summary="of site")
    exchange(site.workspace, firm.folder)
    for _round in range(2):
        outcome = exchange(firm.office.workspace, firm.folder)
        assert any("nobody invited" in str(each) for each in outcome.exchanged.said), outcome.exchanged.said
        assert replica not in laptops_of(firm.office.workspace).public_keys
    assert summaries(firm.office) == {"of site"}
    assert verify(firm.office.workspace) == []


def test_two_laptops_that_built_on_two_copies_of_a_third_are_told_how_they_come_together(
    firm: Office, tmp_path: Path
) -> None:
    """Each took in what another copy wrote, in two folders that came together later."""
    site, home = firm.invited("site"), firm.invited("home")
    firm.everybody()
    site.workspace.close()
    firm.all.remove(site)
    shutil.copytree(firm.folder, tmp_path / "carried")
    for name, folder, other in (("one", firm.folder, firm.office), ("two", tmp_path / "carried", home)):
        place, notes = tmp_path / name, tmp_path / f"notes {name}"
        shutil.copytree(firm.home / "site", place)
        shutil.copytree(firm.notes("site"), notes)
        with open_workspace(place / "site.sdesk", clock=firm.office.clock, installation=notes) as workspace:
            twin = firm.keep(workspace, name)
            firm.all.remove(twin)
            incident(twin, "recorded", summary=name)
            exchange(workspace, folder)
        exchange(other.workspace, folder)
        incident(other, "recorded", summary=f"of {other.name}")
        exchange(other.workspace, folder)
    shutil.copytree(tmp_path / "carried", firm.folder, dirs_exist_ok=True)
    for each in (firm.office, home):
        with pytest.raises(SameReplica, match="Two laptops"):
            exchange(each.workspace, firm.folder)
    take_out(firm.office.workspace, "site")
    for _round in range(2):
        said = [str(each) for each in exchange(firm.office.workspace, firm.folder).exchanged.said]
        assert [each for each in said if each.startswith("home built on what a copy")], said
    beside = ExchangeBeside(firm.office.workspace, firm.folder)
    for _round in range(2):
        beside.begin()
        found = beside.finish(beside.look())
        assert [each for each in map(str, found.said) if each.startswith("home built on what a copy")]
    assert summaries(firm.office) == {"one", "of office"}
    take_out(firm.office.workspace, "home")
    firm.all.remove(home)
    anew = firm.invited("home anew")
    incident(anew, "recorded", summary="typed again")
    firm.everybody()
    assert summaries(anew) == summaries(firm.office) == {"one", "of office", "typed again"}
    assert [str(each) for each in exchange(firm.office.workspace, firm.folder).exchanged.said] == []
    home.workspace.close()
