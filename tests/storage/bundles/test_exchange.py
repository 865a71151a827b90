"""Laptops exchange through a folder: what comes, what goes, and what happens to a folder that anybody may write into."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sdesk.errors import SdeskError
from sdesk.models import Operation, Person, ServiceIncident
from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.lifecycle.records import create, reload
from sdesk.practice.safekeeping import held_against
from sdesk.practice.team.laptops import (
    content_of,
    exchange,
    invite,
    invited_by,
    join,
    laptops,
    missing_said,
    take_out,
)
from sdesk.practice.workspaces import Workspace, open_workspace, start_workspace
from sdesk.storage.anchors import anchor_now
from sdesk.storage.bundles import folder as folder_module
from sdesk.storage.bundles.beside import ExchangeBeside
from sdesk.storage.bundles.invitation import MAGIC, Joining, begin
from sdesk.storage.bundles.laptops import INVITE, JOIN, TAKE_OUT, note
from sdesk.storage.bundles.sealing import encrypted, stretched
from sdesk.storage.merging.coming import SameReplica
from sdesk.storage.schema import SCHEMA_VERSION
from sdesk.storage.signing import Key
from sdesk.storage.verify.damages import verify
from tests.provider import TickingClock, incident, working_provider
from tests.storage.merging.team import Laptop


class Office:
    """A provider whose laptops are invited, and the folder between them."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "exchange"
        self.folder.mkdir()
        (home / "office").mkdir()
        made = working_provider(home / "office" / "office.sdesk")
        self.office = Laptop(made.workspace, made.clock, made.ana, made.ben, made.cleo, made.extra, "office")
        self.all = [self.office]

    def invited(self, name: str) -> Laptop:
        """One more, which joined."""
        invitation = self.home / f"{name}.invitation"
        words = invite(self.all[0].workspace, name, invitation)
        (self.home / name).mkdir()
        place = self.home / name / f"{name}.sdesk"
        return self.keep(
            join(
                invitation,
                place,
                words,
                open_workspace,
                clock=self.office.clock,
                installation=self.notes(name),
            ),
            name,
        )

    def notes(self, name: str) -> Path:
        return self.home / f"notes of {name}"

    def keep(self, workspace: Workspace, name: str) -> Laptop:
        ana, ben, cleo = (
            workspace.get(Person, each.id) for each in (self.office.ana, self.office.ben, self.office.cleo)
        )
        assert ana and ben and cleo
        made = Laptop(
            workspace,
            self.office.clock,
            ana,
            ben,
            cleo,
            self.office.extra,
            name,
        )
        made.works(made.ana)
        self.all.append(made)
        return made

    def bundles(self, laptop: Laptop | None = None) -> list[Path]:
        of = laptop.workspace.signer() if laptop else None
        return (
            sorted(self.folder.rglob("*.sdx"))
            if of is None
            else sorted((self.folder / of[0].hex).glob("*.sdx"))
        )

    def everybody(self, *, but_gone: bool = False) -> None:
        """Round and round until nothing comes and goes any more; then all have all, `but_gone` what is said to be lost and nobody has."""
        for _round in range(8):
            outcomes = [exchange(each.workspace, self.folder) for each in self.all]
            if not any(each.came or each.exchanged.went for each in outcomes):
                break
        lost = {one for each in outcomes for one in each.exchanged.missing if one.is_gone and but_gone}
        said = {str(one) for each in outcomes for one in each.said if "operations" in str(one)}
        assert said == {str(missing_said(each)) for each in lost}
        for each in self.all:
            known = {(one.replica, one.number) for one in each.workspace.find(Operation)}
            assert not any((one.replica, one.first) in known for one in lost)
        for each in self.all:
            assert verify(each.workspace) == []
        assert len({content_of(each.workspace) for each in self.all}) == 1


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    for each in made.all:
        each.workspace.close()


def summaries(laptop: Laptop) -> set[str]:
    return {each.summary for each in laptop.workspace.find(ServiceIncident)}


def test_who_joined_has_all_and_everybody_gets_what_each_does(firm: Office) -> None:
    incident(firm.office, "recorded", summary="Before")
    site, home = firm.invited("site"), firm.invited("home")
    assert summaries(site) == {"Before"}
    for each in (firm.office, site, home):
        attach(
            each.workspace,
            incident(each, "recorded", summary=each.name),
            f"{each.name}.txt",
            each.name.encode(),
        )
    firm.everybody()
    for each in firm.all:
        assert summaries(each) == {"Before", "office", "site", "home"}
    assert {each.device for each in laptops(home.workspace)} >= {"desk-1", "site", "home"}


def test_an_exchange_says_what_came_and_went_and_then_nothing(firm: Office) -> None:
    site = firm.invited("site")
    exchange(site.workspace, firm.folder)
    incident(site, "recorded")
    assert exchange(site.workspace, firm.folder).exchanged.went == 1
    outcome = exchange(firm.office.workspace, firm.folder)
    assert (outcome.came, outcome.exchanged.content) == (2, content_of(site.workspace))
    files = firm.bundles()
    again = exchange(firm.office.workspace, firm.folder)
    assert (again.came, again.exchanged.went, again.exchanged.said) == (0, 0, [])
    assert firm.bundles() == files


def test_an_empty_folder_takes_nothing_away_and_is_filled_again(firm: Office) -> None:
    site = firm.invited("site")
    incident(site, "recorded", summary="kept")
    firm.everybody()
    shutil.rmtree(firm.folder)
    with pytest.raises(SdeskError, match="cannot be read"):
        exchange(site.workspace, firm.folder)
    firm.folder.mkdir()
    firm.everybody()
    assert summaries(firm.office) == {"kept"}
    late = firm.invited("late")
    firm.everybody()
    assert summaries(late) == {"kept"}


def test_bundles_in_any_order_and_number_of_times(firm: Office) -> None:
    site = firm.invited("site")
    for n in range(6):
        incident(site, "recorded", summary=f"{n}")
        exchange(site.workspace, firm.folder)
    (place,) = {each.parent for each in firm.bundles(site)}
    held = {each.name: each.read_bytes() for each in firm.bundles(site)}
    chance = Random(3)
    for each in firm.bundles(site):
        each.unlink()
    for name in chance.sample(sorted(held), len(held)):
        (place / name).write_bytes(held[name])
        outcome = exchange(firm.office.workspace, firm.folder)
    assert summaries(firm.office) == {f"{n}" for n in range(6)}
    assert outcome.exchanged.missing == []
    assert verify(firm.office.workspace) == []


def test_what_is_missing_is_said_by_numbers(firm: Office) -> None:
    site = firm.invited("site")
    for n in range(3):
        incident(site, "recorded", summary=f"{n}")
        exchange(site.workspace, firm.folder)
    first = firm.bundles(site)[1]
    first.unlink()
    outcome = exchange(firm.office.workspace, firm.folder)
    (missing,) = outcome.exchanged.missing
    numbers = [each.number for each in site.workspace.find(Operation) if each.replica == missing.replica]
    assert missing.last == max(numbers)
    assert any("site" in str(each) for each in outcome.said)


@pytest.mark.parametrize("how", ["cut", "turned", "empty", "renamed", "foreign name", "garbage"])
def test_a_bundle_that_is_not_what_was_written_is_left_out(firm: Office, how: str) -> None:
    site = firm.invited("site")
    incident(site, "recorded", summary="true")
    exchange(site.workspace, firm.folder)
    (bundle,) = firm.bundles(site)
    raw = bundle.read_bytes()
    match how:
        case "cut":
            bundle.write_bytes(raw[: len(raw) // 2])
        case "turned":
            bundle.write_bytes(raw[:-100] + bytes([raw[-100] ^ 1]) + raw[-99:])
        case "empty":
            bundle.write_bytes(b"")
        case "renamed":
            bundle.rename(bundle.with_name(bundle.name.replace("000001", "000002", 1)))
        case "foreign name":
            (bundle.parent / "..%2f..%2fevil.sdx").write_bytes(raw)
            bundle.unlink()
        case "garbage":
            bundle.write_bytes(Random(1).randbytes(len(raw)))
    before = firm.office.workspace.count(Operation)
    outcome = exchange(firm.office.workspace, firm.folder)
    assert (outcome.came, firm.office.workspace.count(Operation)) == (0, before)
    if how != "foreign name":
        assert outcome.exchanged.said
    exchange(site.workspace, firm.folder)
    assert exchange(firm.office.workspace, firm.folder).came == 2


def test_a_stranger_gets_nothing_in(firm: Office, tmp_path: Path) -> None:
    """Who has the folder and a copy of the workspace, and was never invited."""
    site = firm.invited("site")
    firm.everybody()
    firm.office.workspace.close()
    copy = tmp_path / "stolen.sdesk"
    shutil.copy(firm.office.workspace.path, copy)
    with (
        open_workspace(copy, clock=TickingClock(), installation=tmp_path / "stranger") as stolen,
        pytest.raises(SdeskError, match="none of the laptops"),
    ):
        exchange(stolen, firm.folder)
    firm.all.remove(firm.office)
    assert exchange(site.workspace, firm.folder).came == 0


def test_a_restored_copy_invites_before_it_has_exchanged(firm: Office, tmp_path: Path) -> None:
    firm.invited("site")
    firm.everybody()
    copy = Path(shutil.copy(firm.office.workspace.path, tmp_path / "backup.sdesk"))
    incident(firm.office)
    firm.everybody()
    firm.office.workspace.close()
    shutil.copy(copy, firm.office.workspace.path)
    with open_workspace(firm.office.workspace.path, clock=firm.office.clock) as restored:
        assert invite(restored, "second", tmp_path / "second.invitation")


def test_where_no_laptop_is_left_all_begins_anew_from_a_copy(firm: Office, tmp_path: Path) -> None:
    """All were stolen; what is left is a backup, put on a new computer. Those that were stolen get nothing of what comes."""
    site = firm.invited("site")
    firm.everybody()
    copy = Path(shutil.copy(firm.office.workspace.path, tmp_path / "backup.sdesk"))
    with open_workspace(copy, clock=firm.office.clock, installation=tmp_path / "notes of the new one") as new:
        with pytest.raises(SdeskError, match="take them out here"):
            exchange(new, firm.folder)
        with pytest.raises(SdeskError, match="take them out here"):
            invite(new, "second", tmp_path / "too early.invitation")
        for each in (firm.office, site):
            take_out(new, each.workspace.device)
        words = invite(new, "second", tmp_path / "second.invitation")
        second = join(
            tmp_path / "second.invitation",
            tmp_path / "second.sdesk",
            words,
            open_workspace,
            clock=firm.office.clock,
            installation=tmp_path / "notes of the second",
        )
        with second:
            case = incident(
                Laptop(second, firm.office.clock, site.ana, site.ben, site.cleo, site.extra, "second")
            )
            exchange(second, firm.folder)
            assert exchange(new, firm.folder).came and reload(new, case).summary == case.summary
            assert content_of(new) == content_of(second)
        assert exchange(site.workspace, firm.folder).came == 0


def test_a_forged_voucher_lets_nobody_in(firm: Office, tmp_path: Path) -> None:
    site = firm.invited("site")
    firm.everybody()
    copy = tmp_path / "stolen.sdesk"
    site.workspace.close()
    shutil.copy(site.workspace.path, copy)
    firm.all.remove(site)
    forged = Key.made()
    with open_workspace(copy, clock=TickingClock(), installation=tmp_path / "stranger") as stolen:
        begin(stolen, Joining(forged.secret, forged.public, "stranger", "", {}, "", False))
        with pytest.raises(SdeskError, match="key"):
            exchange(stolen, firm.folder)
    outcome = exchange(firm.office.workspace, firm.folder)
    assert outcome.came == 0


def test_the_same_replica_twice_is_refused_with_a_sentence(firm: Office, tmp_path: Path) -> None:
    site = firm.invited("site")
    firm.everybody()
    site.workspace.close()
    firm.all.remove(site)
    for name in ("one", "two"):
        shutil.copytree(firm.home / "site", tmp_path / name)
        shutil.copytree(firm.notes("site"), tmp_path / f"notes {name}")
    for name in ("one", "two"):
        with open_workspace(
            tmp_path / name / "site.sdesk", clock=firm.office.clock, installation=tmp_path / f"notes {name}"
        ) as workspace:
            twin = firm.keep(workspace, name)
            firm.all.remove(twin)
            incident(twin, "recorded", summary=name)
            if name == "one":
                exchange(workspace, firm.folder)
            else:
                with pytest.raises(SameReplica, match="Two laptops"):
                    exchange(workspace, firm.folder)
    assert exchange(firm.office.workspace, firm.folder).came == 1
    assert summaries(firm.office) == {"one"}
    assert verify(firm.office.workspace) == []


@pytest.mark.parametrize("is_here", [True, False], ids=["one of the two is here", "none of them is here"])
def test_two_that_write_as_one_keep_nobody_up_once_they_are_taken_out(
    firm: Office, tmp_path: Path, is_here: bool
) -> None:
    """The folder is carried: each of the two wrote into a copy of it, and what both wrote came together there."""
    site, home = firm.invited("site"), firm.invited("home")
    firm.everybody()
    site.workspace.close()
    firm.all.remove(site)
    shutil.copytree(firm.folder, tmp_path / "carried")
    for name in ("one", "two"):
        shutil.copytree(firm.home / "site", tmp_path / name)
        shutil.copytree(firm.notes("site"), tmp_path / f"notes {name}")
    for name, folder in (("one", firm.folder), ("two", tmp_path / "carried")):
        place, notes = tmp_path / name / "site.sdesk", tmp_path / f"notes {name}"
        with open_workspace(place, clock=firm.office.clock, installation=notes) as workspace:
            twin = firm.keep(workspace, name)
            firm.all.remove(twin)
            incident(twin, "recorded", summary=name)
            exchange(workspace, folder)
        if name == "one" and is_here:
            exchange(firm.office.workspace, firm.folder)
    shutil.copytree(tmp_path / "carried", firm.folder, dirs_exist_ok=True)
    with pytest.raises(SameReplica, match="Two laptops"):
        exchange(firm.office.workspace, firm.folder)
    incident(home, "recorded", summary="of home")
    take_out(firm.office.workspace, "site")
    exchange(firm.office.workspace, firm.folder)
    if not is_here:
        exchange(home.workspace, firm.folder)
        firm.everybody()
        assert "of home" in summaries(firm.office)
    assert verify(firm.office.workspace) == []


def test_a_restored_copy_goes_on_and_gets_back_what_it_had_written(firm: Office) -> None:
    site = firm.invited("site")
    firm.everybody()
    path, kept = site.workspace.path, firm.home / "kept.sdesk"
    site.workspace.close()
    shutil.copy(path, kept)
    site.workspace = open_workspace(path, clock=firm.office.clock, installation=firm.notes("site"))
    site.works(site.workspace.get(Person, site.ana.id))
    incident(site, "recorded", summary="after the copy")
    exchange(site.workspace, firm.folder)
    site.workspace.close()
    firm.all.remove(site)
    shutil.copy(kept, path)
    back = firm.keep(open_workspace(path, clock=firm.office.clock, installation=firm.notes("site")), "site")
    incident(back, "recorded", summary="after it was put back")
    firm.everybody()
    assert summaries(back) == summaries(firm.office) == {"after the copy", "after it was put back"}


def test_what_an_invitation_rests_on_is_passed_on_by_those_who_were_there_before(firm: Office) -> None:
    """Who was invited last passes on how it was invited; nobody who lacks that knows whose word that is."""
    site = firm.invited("site")
    firm.everybody()
    incident(firm.office, "recorded", summary="before")
    late = firm.invited("late")
    exchange(firm.office.workspace, firm.folder)
    firm.office.workspace.close()
    kept = shutil.copy(firm.office.workspace.path, firm.home / "kept")
    goes_on(firm.office, firm.office.workspace.path)
    incident(firm.office, "recorded", summary="is lost")
    firm.office.workspace.close()
    shutil.copy(kept, firm.office.workspace.path)
    goes_on(firm.office, firm.office.workspace.path)
    incident(firm.office, "recorded", summary="after")
    for each in (firm.office, late):
        exchange(each.workspace, firm.folder)
    for bundle in firm.bundles():
        bundle.unlink()
    exchange(late.workspace, firm.folder)
    firm.everybody()
    assert summaries(site) == {"before", "after"}


def goes_on(laptop: Laptop, path: Path) -> None:
    laptop.workspace = open_workspace(path, clock=laptop.clock)
    laptop.works(laptop.workspace.get(Person, laptop.ana.id))


def test_a_whole_disk_that_was_put_back_gets_its_own_work_again(firm: Office) -> None:
    """With the file, what is remembered of it is older too: nothing tells that it had written more, but the folder."""
    site = firm.invited("site")
    firm.everybody()
    path = site.workspace.path
    site.workspace.close()
    for each in (path.parent, firm.notes("site")):
        shutil.copytree(each, firm.home / f"image of {each.name}")
    site.workspace = open_workspace(path, clock=firm.office.clock, installation=firm.notes("site"))
    site.works(site.workspace.get(Person, site.ana.id))
    incident(site, "recorded", summary="after the image")
    exchange(site.workspace, firm.folder)
    site.workspace.close()
    firm.all.remove(site)
    for each in (path.parent, firm.notes("site")):
        shutil.rmtree(each)
        shutil.copytree(firm.home / f"image of {each.name}", each)
    back = firm.keep(open_workspace(path, clock=firm.office.clock, installation=firm.notes("site")), "site")
    exchange(back.workspace, firm.folder)
    assert summaries(back) == {"after the image"}
    incident(back, "recorded", summary="and on")
    firm.everybody()
    assert summaries(firm.office) == {"after the image", "and on"}


def test_a_laptop_that_was_taken_out(firm: Office) -> None:
    site, home = firm.invited("site"), firm.invited("home")
    firm.everybody()
    incident(site, "recorded", summary="before it was lost")
    exchange(site.workspace, firm.folder)
    exchange(home.workspace, firm.folder)
    incident(home, "recorded", summary="home, which had seen that")
    take_out(firm.office.workspace, "site")
    exchange(firm.office.workspace, firm.folder)
    firm.all.remove(site)
    incident(site, "recorded", summary="stolen")
    firm.everybody()
    assert summaries(firm.office) == {"before it was lost", "home, which had seen that"}
    incident(firm.office, "recorded", summary="secret")
    exchange(firm.office.workspace, firm.folder)
    with suppress(SdeskError):  # it has not got the new key
        exchange(site.workspace, firm.folder)
    assert "secret" not in summaries(site)
    firm.everybody()
    assert "stolen" not in summaries(firm.office)
    site.workspace.close()
    late = firm.invited("late")
    firm.everybody()
    assert summaries(late) == summaries(firm.office)


UNREADABLE: list[tuple[str, dict[str, Any]]] = [
    (TAKE_OUT, {"out": "nobody", "last": 3}),
    (TAKE_OUT, {"out": "0" * 32}),
    (TAKE_OUT, {"out": "0" * 32, "last": "three"}),
    (INVITE, {"invitation": ["a", "list"]}),
    (INVITE, {"key": "ab", "sealed": 5}),
    (INVITE, {"key": "ab", "sealed": {"0" * 32: 5}}),
    (INVITE, {"sealed": {}}),
    (INVITE, {"box": "no key"}),
    (INVITE, {"box": "00" * 32}),
    (JOIN, {"by": ["a", "list"]}),
    (JOIN, {"by": "nobody"}),
]


@pytest.mark.parametrize(("action", "said"), UNREADABLE, ids=str)
def test_what_cannot_be_read_of_who_belongs_says_nothing(
    firm: Office, action: str, said: dict[str, Any]
) -> None:
    """A laptop that belongs has signed it, and everybody has it: they go on, and can take that one out."""
    site, home = firm.invited("site"), firm.invited("home")
    firm.everybody()
    signer = site.workspace.signer()
    assert signer
    with site.workspace.transaction(action):
        note(site.workspace, signer[0], **said)
    firm.everybody()
    incident(home, "recorded", summary="afterwards")
    firm.everybody()
    assert "afterwards" in summaries(firm.office)
    for each in (home, site):
        take_out(firm.office.workspace, each.name)
        firm.all.remove(each)
        each.workspace.close()
        exchange(firm.office.workspace, firm.folder)
    firm.invited("late")
    firm.everybody()


def test_who_hears_of_a_taking_out_and_of_later_work_at_once_takes_none_of_it_in(firm: Office) -> None:
    """The laptop that was away in between: all of it lies in the folder when it comes back."""
    site, away = firm.invited("site"), firm.invited("away")
    incident(site, "recorded", summary="before it was lost")
    firm.everybody()
    take_out(firm.office.workspace, "site")
    incident(site, "recorded", summary="stolen")
    exchange(site.workspace, firm.folder)
    exchange(firm.office.workspace, firm.folder)
    exchange(away.workspace, firm.folder)
    assert summaries(away) == {"before it was lost"}
    firm.all.remove(site)
    firm.everybody()
    assert summaries(away) == {"before it was lost"}
    site.workspace.close()


def test_who_joined_before_the_key_changed_and_was_not_heard_of_gets_it_from_those_who_write_nothing_more(
    firm: Office,
) -> None:
    """Also keys that were changed again meanwhile: what was written with them lies there."""
    *lost, late = [firm.invited(name) for name in ("one", "two", "late")]
    for each in (*lost, firm.office):
        exchange(each.workspace, firm.folder)
    for each in lost:
        take_out(firm.office.workspace, each.name)
        firm.all.remove(each)
        each.workspace.close()
        incident(firm.office, "recorded", summary=f"since {each.name} was lost")
        exchange(firm.office.workspace, firm.folder)
    firm.everybody()
    assert summaries(late) == {"since one was lost", "since two was lost"}
    assert exchange(firm.office.workspace, firm.folder).exchanged.went == 0


def test_of_two_laptops_of_one_name_none_is_taken_out(firm: Office) -> None:
    invited = [firm.invited(name) for name in ("one", "two")]
    for each in invited:
        each.workspace.close()
    firm.all = [firm.office]
    for name in ("three", "four"):
        place, words = firm.home / f"{name}.invitation", ""
        words = invite(firm.office.workspace, "twin", place)
        (firm.home / name).mkdir()
        twin = join(
            place, firm.home / name / "x.sdesk", words, open_workspace, clock=firm.office.clock,
            installation=firm.notes(name),
        )  # fmt: skip
        firm.keep(twin, name)
    firm.everybody()
    with pytest.raises(SdeskError, match="More than one"):
        take_out(firm.office.workspace, "twin")
    with pytest.raises(SdeskError, match="on which you work"):
        take_out(firm.office.workspace, "desk-1")


def test_an_anchor_holds_where_other_laptops_worked_meanwhile(firm: Office) -> None:
    site = firm.invited("site")
    firm.everybody()
    incident(site, "recorded", summary="meanwhile")
    for n in range(4):
        incident(firm.office, "recorded", summary=f"{n}")
    anchor = anchor_now(firm.office.workspace)
    firm.everybody()
    holds, said = held_against(firm.office.workspace, anchor)
    assert (holds, "other laptops" in str(said)) == (True, True)
    assert held_against(site.workspace, anchor)[0]


def test_what_goes_is_encrypted(firm: Office) -> None:
    incident(firm.office, "recorded", summary="Quite a secret")
    site = firm.invited("site")
    incident(site, "recorded", summary="Quite a secret too")
    firm.everybody()
    for each in firm.bundles():
        assert b"secret" not in each.read_bytes()


def test_a_newer_bundle_waits_and_is_said(firm: Office) -> None:
    site = firm.invited("site")
    exchange(site.workspace, firm.folder)
    (bundle,) = firm.bundles(site)
    raw = bytearray(bundle.read_bytes())
    raw[13:15] = (9).to_bytes(2)
    bundle.unlink()
    digest = hashlib.sha256(raw).hexdigest()[:16]
    (bundle.parent / f"000001-000001-{digest}.sdx").write_bytes(raw)
    outcome = exchange(firm.office.workspace, firm.folder)
    assert outcome.came == 0
    assert any("newer format" in str(each) for each in outcome.exchanged.said)
    incident(firm.office, "recorded", summary="goes on")


def test_what_a_newer_program_wrote_waits_and_the_work_goes_on(
    firm: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = firm.invited("site")
    with monkeypatch.context() as newer:
        newer.setattr("sdesk.storage.bundles.going.SCHEMA_VERSION", SCHEMA_VERSION + 1)
        incident(site, "recorded", summary="newer")
        exchange(site.workspace, firm.folder)
    incident(firm.office, "recorded", summary="older")
    outcome = exchange(firm.office.workspace, firm.folder)
    assert (outcome.came, outcome.exchanged.went > 0) == (0, True)
    assert any("newer sdesk" in str(each) for each in outcome.said)
    assert exchange(site.workspace, firm.folder).came > 0
    assert summaries(site) == {"newer", "older"}


def test_a_workspace_in_the_folder_is_refused(firm: Office) -> None:
    firm.invited("site")
    with pytest.raises(SdeskError, match="lies in the exchange folder"):
        exchange(firm.office.workspace, firm.office.workspace.path.parent)


def test_a_folder_that_was_filled_up_is_not_filled_further(
    firm: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reaches it has put more files there than are looked at: ours may be behind them."""
    site = firm.invited("site")
    firm.everybody()
    for n, place in enumerate(firm.folder.iterdir()):
        for some in range(20):
            (place / f"{some:06}-{some:06}-{n:016x}.sdx").write_bytes(b"")
    monkeypatch.setattr(folder_module, "_MOST", 10)
    lying = len(firm.bundles())
    for _again in range(2):
        incident(site, "recorded")
        with pytest.raises(SdeskError, match="more than 10 files"):
            exchange(firm.office.workspace, firm.folder)
    assert len(firm.bundles()) == lying
    monkeypatch.undo()
    exchange(site.workspace, firm.folder)
    assert exchange(firm.office.workspace, firm.folder).came == 2


def test_nobody_to_exchange_with(firm: Office) -> None:
    with pytest.raises(SdeskError, match="Nobody else"):
        exchange(firm.office.workspace, firm.folder)


def test_the_words_have_to_be_right(firm: Office) -> None:
    place = firm.home / "x.invitation"
    words = invite(firm.office.workspace, "site", place)
    assert len(words.split()) == 5
    with pytest.raises(SdeskError, match="not the words"):
        join(place, firm.home / "x.sdesk", words[:-1], open_workspace)
    assert not (firm.home / "x.sdesk").exists()
    place.write_bytes(place.read_bytes()[:-10])
    with pytest.raises(SdeskError, match="not whole"):
        join(place, firm.home / "x.sdesk", words, open_workspace)
    assert not (firm.home / "x.sdesk").exists()
    assert b"Ana Reyes" not in place.read_bytes()


@pytest.mark.parametrize("how", ["it cannot be opened", "it cannot be written"])
def test_a_joining_that_fails_leaves_nothing_and_can_be_tried_again(firm: Office, how: str) -> None:
    place, folder = firm.home / "x.invitation", firm.home / "site"
    words = invite(firm.office.workspace, "site", place)
    folder.mkdir()

    def fails(*given: Any, **more: Any) -> Workspace:
        workspace = open_workspace(*given, **more)
        workspace.close()
        if how == "it cannot be opened":
            raise OSError(28, "No space left on device")
        return workspace

    more = {"clock": firm.office.clock, "installation": firm.notes("site")}
    with pytest.raises((OSError, RuntimeError)):
        join(place, folder / "x.sdesk", words, fails, **more)  # type: ignore[arg-type]
    assert list(folder.iterdir()) == []
    made = firm.keep(join(place, folder / "x.sdesk", words, open_workspace, **more), "site")  # type: ignore[arg-type]
    incident(made, "recorded", summary="joined")
    firm.everybody()
    assert summaries(firm.office) == {"joined"}


A_KEY = Key.made()
A_WHOLE = {
    "secret": A_KEY.secret, "public": A_KEY.public, "name": "site", "passphrase": "", "keys": {}, "current": "",
    "encrypted": False, "sha256": "",
}  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        "no JSON", "[]", "{}", "[" * 50_000, json.dumps({**A_WHOLE, "more": 1}), json.dumps({**A_WHOLE, "secret": "no key"}),
        json.dumps({**A_WHOLE, "keys": 5}), json.dumps({**A_WHOLE, "keys": {"a": "00"}}), json.dumps({**A_WHOLE, "sha256": 5}),
        json.dumps({**A_WHOLE, "name": ["a", "list"]}),
    ],
    ids=[
        "no JSON", "a list", "nothing", "deep", "more", "another key", "no keys", "a short key", "no hash", "no name",
    ],
)  # fmt: skip
def test_an_invitation_that_nobody_wrote_so_is_none(tmp_path: Path, said: str) -> None:
    """Who made the file has read out the words, too."""
    place, salt = tmp_path / "site.invitation", bytes(16)
    sealed = encrypted(stretched("five words", salt), said.encode(), MAGIC + salt)
    place.write_bytes(MAGIC + salt + len(sealed).to_bytes(4) + sealed)
    with pytest.raises(SdeskError, match="is no invitation"):
        invited_by(place, "five words")


def test_an_invitation_brings_in_one(firm: Office) -> None:
    invitation = firm.home / "site.invitation"
    words = invite(firm.office.workspace, "site", invitation)
    for name in ("first", "second"):
        (firm.home / name).mkdir()
        made = join(
            invitation, firm.home / name / "x.sdesk", words, open_workspace, device=name, clock=firm.office.clock,
            installation=firm.notes(name),
        )  # fmt: skip
        incident(firm.keep(made, name), "recorded", summary=name)
        exchange(made, firm.folder)
        outcome = exchange(firm.office.workspace, firm.folder)
    assert summaries(firm.office) == {"first"}
    assert any("nobody invited" in str(each) for each in outcome.exchanged.said)


def edited(laptop: Laptop, number: str, title: str) -> None:
    """Past the program, as a disk or a meddler does it."""
    with laptop.workspace.engine.begin() as connection:
        query = "UPDATE serviceincident SET summary = ? WHERE number = ?"
        connection.exec_driver_sql(query, (title, number))


def test_other_content_of_the_same_operations_is_rolled_back_and_said(firm: Office) -> None:
    site = firm.invited("site")
    first = incident(site, "recorded", summary="first")
    firm.everybody()
    mine = incident(site, "recorded")
    exchange(site.workspace, firm.folder)
    before = firm.office.workspace.count(Operation)
    edited(firm.office, first.number, "damaged")
    outcome = exchange(firm.office.workspace, firm.folder)
    assert any("site" in str(each) and "other content" in str(each) for each in outcome.said)
    assert firm.office.workspace.count(Operation) == before
    edited(firm.office, first.number, "first")
    assert exchange(firm.office.workspace, firm.folder).came > 0
    assert reload(firm.office.workspace, mine).id == mine.id


def test_two_workspaces_in_one_folder_leave_each_other_alone(firm: Office, tmp_path: Path) -> None:
    """That is said once, however much lies there, and nothing waits."""
    firm.invited("site")
    home = tmp_path / "others"
    home.mkdir()
    with start_workspace(home / "others.sdesk", "Others Ltd") as others:
        words = invite(others, "their site", home / "invitation")
        place, notes = home / "there.sdesk", home / "notes"
        with join(home / "invitation", place, words, open_workspace, installation=notes) as theirs:
            for n in range(4):
                create(others, Person, {"name": f"Number {n}"})
                incident(firm.office, "recorded", summary=f"Number {n}")
                for workspace in (others, theirs, *(each.workspace for each in firm.all)):
                    exchange(workspace, firm.folder)
            assert content_of(others) == content_of(theirs)
            firm.everybody()
            for workspace in (others, theirs, *(each.workspace for each in firm.all)):
                outcome = exchange(workspace, firm.folder)
                assert outcome.exchanged.said == []
                assert [str(said) for said in outcome.said if "Another workspace" in str(said)] == [
                    "Another workspace is exchanged through the same folder. What is of it lies there and is left alone."
                ]
            beside = ExchangeBeside(firm.office.workspace, firm.folder)
            for _round in range(2):
                beside.begin()
                arrived = beside.look()
                found = beside.finish(arrived)
                assert (arrived.left, found.said, len(found.beside)) == (0, [], 1)
