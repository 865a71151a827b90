"""Copies that are made by themselves: what could make "kept" or "verified copy" false does not."""

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from sdesk.models import Organization, Person
from sdesk.practice.chosen_places import choose_in, chosen_in
from sdesk.practice.kept_copies import (
    Places,
    are_apart,
    copies_of,
    folder_for,
    in_no_copy_since,
    keep_copies,
    newest_copy,
)
from sdesk.practice.lifecycle.records import create
from sdesk.practice.listed_copies import all_files
from sdesk.practice.passphrase import change_passphrase
from sdesk.practice.safekeeping import NotWhole, restore, verify
from sdesk.practice.workspaces import Workspace, needs_passphrase, open_workspace, start_workspace
from tests.full_disk import full_disk
from tests.practice.conftest import NOON, Clock
from tests.provider import Provider


def test_under_another_passphrase_the_next_copy_is_encrypted_alike(
    workspace: Workspace, places: Places, clock: Clock
) -> None:
    work(workspace, "Known Words")
    (plain,) = keep_copies(workspace, Places(places.first)).good
    assert b"Known Words" in plain.path.read_bytes()
    clock.moment += timedelta(minutes=1)
    change_passphrase(workspace, "nobody knows these", "nobody knows these")
    for copy in keep_copies(workspace, places).good:
        assert copy.path != plain.path
        assert b"Known Words" not in copy.path.read_bytes()
        assert copies_of(workspace, copy.path.parents[1])[-1] == copy
    assert {copy.moment for copy in keep_copies(workspace, places).good} == {clock.moment}, (
        "none is made anew"
    )


def work(workspace: Workspace, name: str = "Ben") -> None:
    create(workspace, Person, {"name": name})


def names_in(path: Path) -> list[str]:
    with open_workspace(path) as copy:
        assert verify(copy) == []
        return sorted(person.name for person in copy.find(Person))


def files_in(workspace: Workspace, place: Path) -> list[str]:
    return sorted(path.name for path in folder_for(workspace, place).iterdir())


def test_a_copy_is_made_in_both_places_and_can_be_worked_with_after_it_is_restored(
    workspace: Workspace, places: Places, tmp_path: Path
) -> None:
    work(workspace)
    outcome = keep_copies(workspace, places)
    assert (len(outcome.good), outcome.absent, outcome.faults) == (2, (), ())
    for number, copy in enumerate(outcome.good):
        assert copy.path.name.startswith("harbour 2026-07-15 12-00-00Z ")
        assert copy.path.stat().st_mode & 0o777 == 0o400
        restore(copy.path, tmp_path / f"{number}.sdesk")
        assert names_in(tmp_path / f"{number}.sdesk") == ["Ben"]


def test_none_is_made_where_nothing_was_written_since(
    workspace: Workspace, places: Places, clock: Clock
) -> None:
    first = keep_copies(workspace, places)
    clock.moment += timedelta(hours=1)
    assert keep_copies(workspace, places) == first
    assert len(files_in(workspace, places.first)) == 1
    work(workspace)
    assert keep_copies(workspace, places).good[0].moment == clock.moment


def test_a_place_that_was_away_gets_what_it_lacks(workspace: Workspace, places: Places) -> None:
    assert places.second is not None
    places.second.rmdir()
    outcome = keep_copies(workspace, places)
    assert (len(outcome.good), outcome.absent, outcome.faults) == (1, (places.second,), ())
    assert not places.second.exists()
    places.second.mkdir()
    assert len(keep_copies(workspace, places).good) == 2
    assert len(copies_of(workspace, places.second)) == 1


def test_a_first_place_that_is_gone_is_said_and_the_second_has_a_copy(
    workspace: Workspace, places: Places
) -> None:
    places.first.rmdir()
    outcome = keep_copies(workspace, places)
    assert "is not there" in str(outcome.faults[0])
    assert not places.first.exists()
    assert [copy.path.parent.parent for copy in outcome.good] == [places.second]
    newest = newest_copy(workspace, places)
    assert newest == outcome.good[0]


@pytest.mark.parametrize("called", ["copies", "stick/../copies", "link"])
def test_a_place_that_is_both_is_one(workspace: Workspace, places: Places, called: str) -> None:
    (places.first.parent / "link").symlink_to(places.first)
    both = Places(places.first, places.first.parent / called)
    assert len(keep_copies(workspace, both).good) == 1
    shutil.rmtree(places.first)
    outcome = keep_copies(workspace, both)
    assert (outcome.good, outcome.absent) == ((), ()) and "is not there" in str(outcome.faults[0])


def test_a_second_place_that_cannot_even_be_looked_for_is_absent(
    workspace: Workspace, places: Places
) -> None:
    places = Places(places.first, places.first / ("x" * 300))
    outcome = keep_copies(workspace, places)
    assert (len(outcome.good), outcome.absent, outcome.faults) == (1, (places.second,), ())


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to_is_said(workspace: Workspace, places: Places) -> None:
    places.first.chmod(0o500)
    outcome = keep_copies(workspace, Places(places.first))
    places.first.chmod(0o700)
    assert outcome.good == () and "No copy could be made" in str(outcome.faults[0])


def test_a_file_in_place_of_the_folder_is_said(workspace: Workspace, places: Places) -> None:
    folder_for(workspace, places.first).write_text("in the way")
    outcome = keep_copies(workspace, Places(places.first))
    assert outcome.good == () and "No copy could be made" in str(outcome.faults[0])


def test_on_a_full_disk_nothing_is_called_kept(
    workspace: Workspace, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_copies(workspace, places)
    work(workspace)
    with full_disk(100_000):
        outcome = keep_copies(workspace, places)
    assert outcome.good == () and len(outcome.faults) == 2
    assert "could not be written" in str(outcome.faults[0])
    for place in places:
        assert len(files_in(workspace, place)) == 1
        assert in_no_copy_since(workspace, newest_copy(workspace, places)) == NOON


def test_a_damaged_workspace_is_said_never_counts_and_is_kept_once(
    workspace: Workspace, places: Places, clock: Clock
) -> None:
    good = keep_copies(workspace, places).good[0]
    for _ in range(3):
        work(workspace)
        with workspace.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE person SET email = 'forged'")
        clock.moment += timedelta(hours=1)
        outcome = keep_copies(workspace, places)
        assert outcome.good == ()
        assert isinstance(outcome.faults[0], NotWhole) and len(outcome.faults) == 1
        assert newest_copy(workspace, places) == good
    left = files_in(workspace, places.first)
    assert len(left) == 2 and len([name for name in left if "not verified" in name]) == 1
    assert in_no_copy_since(workspace, good) == NOON


@pytest.mark.parametrize("written", [b"Another", bytes(100_000)])
def test_a_stick_that_writes_something_else_keeps_nothing_and_is_said(
    workspace: Workspace, places: Places, monkeypatch: pytest.MonkeyPatch, written: bytes
) -> None:
    def copied_badly(source: Path, place: Path) -> None:
        content = bytearray(source.read_bytes())
        at = content.find(b"Harbour IT")
        content[at : at + len(written)] = written
        place.write_bytes(content)

    monkeypatch.setattr("sdesk.storage.file.copies.copy_file", copied_badly)
    outcome = keep_copies(workspace, places)
    assert [copy.path.parent.parent for copy in outcome.good] == [places.first]
    assert isinstance(outcome.faults[0], NotWhole) and "was not kept" in str(outcome.faults[0])
    assert places.second is not None and files_in(workspace, places.second) == []


@pytest.mark.parametrize("harm", ["cut", "emptied", "removed", "a folder"])
def test_a_copy_that_lost_its_end_is_none_and_another_is_made(
    workspace: Workspace, places: Places, harm: str
) -> None:
    (copy,) = keep_copies(workspace, Places(places.first)).good
    copy.path.chmod(0o600)
    if harm in ("removed", "a folder"):
        copy.path.unlink()
        if harm == "a folder":
            copy.path.mkdir()
    else:
        copy.path.write_bytes(copy.path.read_bytes()[: 0 if harm == "emptied" else -4096])
    assert newest_copy(workspace, places) is None
    again = keep_copies(workspace, Places(places.first))
    assert names_in(again.good[0].path) == []


@pytest.mark.a_few(1)
@pytest.mark.parametrize("pages", [1, 7])
def test_an_encrypted_copy_that_lost_whole_pages_is_none(
    workspace: Workspace, places: Places, clock: Clock, pages: int
) -> None:
    change_passphrase(workspace, "nobody knows these", "nobody knows these")
    (first,) = keep_copies(workspace, Places(places.first)).good
    clock.moment += timedelta(hours=2)
    work(workspace)
    (copy,) = keep_copies(workspace, Places(places.first)).good
    assert newest_copy(workspace, places) == copy
    copy.path.chmod(0o600)
    copy.path.write_bytes(copy.path.read_bytes()[: -4096 * pages])
    assert newest_copy(workspace, places) == first
    assert in_no_copy_since(workspace, newest_copy(workspace, places)) is not None
    clock.moment += timedelta(hours=2)
    (again,) = keep_copies(workspace, Places(places.first)).good
    assert newest_copy(workspace, places) == again


def test_an_encrypted_copy_that_was_cut_is_seen_in_the_list_without_its_passphrase(
    workspace: Workspace, places: Places
) -> None:
    change_passphrase(workspace, "nobody knows these", "nobody knows these")
    (copy,) = keep_copies(workspace, Places(places.first)).good
    assert [each.copy for each in all_files(workspace, places)] == [copy]
    content = copy.path.read_bytes()
    copy.path.chmod(0o600)
    copy.path.write_bytes(content[:-4096])
    assert [each.copy for each in all_files(workspace, places)] == [None]
    for noted in (b"", b"[]", b'{"../x": 1, "y": "z"}', b"\xff", b"[" * 100_000):
        copy.path.parent.with_suffix(".sizes").write_bytes(noted)
        assert len(all_files(workspace, places)) == 1
    copy.path.write_bytes(content)
    assert [each.copy for each in all_files(workspace, places)] == [copy]


def test_the_list_of_copies_joins_the_operation_under_way(workspace: Workspace, places: Places) -> None:
    """There is one connection: a second transaction on it would end the first, and take back what it wrote."""
    change_passphrase(workspace, "nobody knows these", "nobody knows these")
    (copy,) = keep_copies(workspace, Places(places.first)).good
    with workspace.transaction("create"):
        work(workspace, "Eve")
        assert [each.copy for each in all_files(workspace, places)] == [copy]
    assert "Eve" in {each.name for each in workspace.find(Person)}


def test_a_copy_of_the_same_second_under_another_passphrase_takes_the_place_of_none(
    workspace: Workspace, places: Places
) -> None:
    (plain, _same) = keep_copies(workspace, places).good
    before = plain.path.read_bytes()
    change_passphrase(workspace, "nobody knows these", "nobody knows these")
    good = keep_copies(workspace, places, wanted=plain.path).good  # about to be restored: not thinned
    assert len(good) == 2 and plain.path not in {each.path for each in good}
    assert plain.path.read_bytes() == before
    assert all(needs_passphrase(each.path) for each in good)
    assert keep_copies(workspace, places).good == good  # and the next one sees that they are there


@pytest.mark.a_few(1)
@pytest.mark.parametrize("harm", ["of before", "of another", "scrambled", "of another program"])
def test_a_file_that_is_not_what_its_name_says_is_no_good_copy(
    workspace: Workspace, places: Places, clock: Clock, tmp_path: Path, harm: str
) -> None:
    (before,) = keep_copies(workspace, Places(places.first)).good
    with start_workspace(tmp_path / "another.sdesk", "Another") as another:
        (of_another,) = keep_copies(another, Places(places.first)).good
    older = before.path.read_bytes()
    work(workspace)
    (copy,) = keep_copies(workspace, Places(places.first)).good
    whole = copy.path.read_bytes()
    contents = {
        "of before": older,
        "of another": of_another.path.read_bytes(),
        "scrambled": whole[:100] + bytes(reversed(whole[100:])),
        "of another program": whole[:18] + b"\2\2" + whole[20:],
    }
    copy.path.chmod(0o600)
    copy.path.write_bytes(contents[harm])
    clock.moment += timedelta(hours=2)
    (again,) = keep_copies(workspace, Places(places.first)).good
    assert again.path != copy.path and copy.path.read_bytes() == contents[harm]
    assert names_in_a_copy_of(again.path) == ["Ben"]
    assert all(name.endswith(".sdesk") for name in files_in(workspace, places.first)), (
        "nothing lies beside them"
    )


def test_of_a_damaged_workspace_the_last_is_kept_whatever_it_was_called_before(
    workspace: Workspace, places: Places
) -> None:
    folder = folder_for(workspace, places.first)
    folder.mkdir()
    (folder / f"zebra 2026-01-01 12-00-00Z {'0' * 12} not verified.sdesk").touch()
    with workspace.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE organization SET name = 'forged'")
    (fault,) = keep_copies(workspace, Places(places.first)).faults
    (left,) = files_in(workspace, places.first)
    assert left.startswith("harbour") and left in str(fault)


def test_a_clock_that_goes_backwards_hides_and_removes_nothing(
    workspace: Workspace, places: Places, clock: Clock
) -> None:
    clock.moment = NOON + timedelta(days=4000)
    keep_copies(workspace, places)
    for hours in (0, 1, -30, -31, -3000, 2):
        clock.moment = NOON + timedelta(hours=hours)
        work(workspace, f"At {hours}")
        (first, _) = keep_copies(workspace, places).good
        assert newest_copy(workspace, Places(places.first)) == first
        assert f"At {hours}" in names_in_a_copy_of(first.path)
    assert in_no_copy_since(workspace, newest_copy(workspace, places)) is None
    assert any(copy.moment > NOON + timedelta(days=3999) for copy in copies_of(workspace, places.first))


@pytest.mark.a_few(1)
@pytest.mark.parametrize("ahead", [timedelta(days=365), timedelta(days=20), timedelta(days=-900)])
def test_a_clock_that_is_wrong_once_takes_no_copies_along(
    workspace: Workspace, places: Places, clock: Clock, ahead: timedelta
) -> None:
    first = Places(places.first)
    for number in range(12):
        clock.moment = NOON + timedelta(hours=number)
        work(workspace, f"Nr {number}")
        keep_copies(workspace, first)
    before = copies_of(workspace, places.first)
    for moment in (
        clock.moment + ahead,
        clock.moment + ahead + timedelta(hours=1),
        NOON + timedelta(hours=13),
    ):
        clock.moment = moment
        work(workspace, f"At {moment}")
        keep_copies(workspace, first)
    left = copies_of(workspace, places.first)
    assert len(before) == 12 and left[:12] == before and len(left) == 15


def names_in_a_copy_of(path: Path) -> list[str]:
    looked_at = Path(shutil.copy(path, path.parents[2] / "looked at.sdesk"))
    looked_at.chmod(0o600)
    names = names_in(looked_at)
    looked_at.unlink()
    return names


def test_copies_are_thinned_as_they_are_made(workspace: Workspace, places: Places, clock: Clock) -> None:
    for number in range(8):
        clock.moment = NOON + timedelta(minutes=20 * number)
        work(workspace, f"Nr {number}")
        keep_copies(workspace, places)
    for place in places:
        assert [copy.moment.strftime("%H:%M") for copy in copies_of(workspace, place)] == [
            "12:40",
            "13:40",
            "14:20",
        ]


def test_two_workspaces_of_one_name_never_meet(tmp_path: Path, places: Places, clock: Clock) -> None:
    opened = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        opened.append(start_workspace(tmp_path / name / "harbour.sdesk", "Harbour IT", clock=clock))
    outcomes = [keep_copies(each, places) for each in opened]
    assert len({copy.path for outcome in outcomes for copy in outcome.good}) == 4
    for each, outcome in zip(opened, outcomes, strict=True):
        assert newest_copy(each, places) in outcome.good
        each.close()


def test_what_was_left_behind_by_restoring_is_neither_ours_nor_removed(
    workspace: Workspace, places: Places, clock: Clock, tmp_path: Path
) -> None:
    (old,) = keep_copies(workspace, Places(places.first)).good
    clock.moment += timedelta(minutes=5)
    work(workspace, "Left behind")
    (later,) = keep_copies(workspace, Places(places.first)).good
    work(workspace, "Left behind too")
    restore(later.path, tmp_path / "restored.sdesk")
    with open_workspace(tmp_path / "restored.sdesk", clock=clock, installation=tmp_path) as restored:
        for number in range(3):
            clock.moment += timedelta(minutes=1)
            work(restored, f"Nr {number}")
            keep_copies(restored, Places(places.first))
        clock.moment += timedelta(minutes=5)
        (ours,) = keep_copies(workspace, Places(places.first)).good
        assert ours not in copies_of(restored, places.first)
        assert newest_copy(workspace, places) == ours
        work(restored, "The end")
        (theirs,) = keep_copies(restored, Places(places.first)).good
    assert ours.path.is_file() and theirs.path.is_file()
    assert not old.path.exists()  # in one hour with what came later in its own history


def test_a_copy_of_an_encrypted_workspace_is_encrypted_alike(
    tmp_path: Path, places: Places, clock: Clock
) -> None:
    secret = "Nobody must know this"
    with start_workspace(
        tmp_path / "secret.sdesk", "Harbour IT", passphrase="correct horse", clock=clock
    ) as kept:
        create(kept, Person, {"name": secret})
        outcome = keep_copies(kept, places)
        assert len(outcome.good) == 2
        assert newest_copy(kept, places) in outcome.good
    for place in places:
        for path in place.rglob("*"):
            assert path.is_dir() or secret.encode() not in path.read_bytes()
    restore(outcome.good[1].path, tmp_path / "again.sdesk", "correct horse")
    with open_workspace(tmp_path / "again.sdesk", "correct horse") as again:
        assert [person.name for person in again.find(Person)] == [secret]


KILLED = """
import os, sys
from pathlib import Path
from sdesk.practice.kept_copies import Places, keep_copies
from sdesk.practice.workspaces import open_workspace
from sdesk.storage.file import {module}
{module}.{function} = lambda *_: os._exit(9)
with open_workspace(Path(sys.argv[1])) as workspace:
    keep_copies(workspace, Places(Path(sys.argv[2]), Path(sys.argv[3])))
"""


@pytest.mark.a_few(1)
@pytest.mark.parametrize(
    ("module", "function"),
    [
        ("copies", "settle"),  # written and verified, not yet renamed
        ("copies", "damages_in"),  # written, not yet verified
        ("copies", "copy_file"),  # the first is there, the second is not
        ("backup", "compare"),
        ("files", "sync_folder"),
    ],
)
def test_a_killed_program_leaves_nothing_that_is_taken_for_a_copy(
    workspace: Workspace, places: Places, module: str, function: str
) -> None:
    path = workspace.path
    workspace.close()
    script = KILLED.format(module=module, function=function)
    arguments = [sys.executable, "-c", script, str(path), str(places.first), str(places.second)]
    assert subprocess.run(arguments, check=False).returncode == 9
    with open_workspace(path) as again:
        found = newest_copy(again, places)
        assert (found is not None) == (function == "copy_file")
        if found is not None:
            assert names_in_a_copy_of(found.path) == []
        assert [copy for place in places for copy in copies_of(again, place)] == ([found] if found else [])
        for left in places.first.rglob(".*.part"):
            os.utime(left, (0, 0))
        outcome = keep_copies(again, places)
        assert len(outcome.good) == 2 and outcome.faults == ()
        assert list(places.first.rglob(".*.part")) == []


def test_what_is_in_no_copy_is_known_since_when(workspace: Workspace, places: Places, clock: Clock) -> None:
    assert in_no_copy_since(workspace, None) == NOON
    keep_copies(workspace, places)
    newest = newest_copy(workspace, places)
    assert in_no_copy_since(workspace, newest) is None
    clock.moment += timedelta(days=3)
    assert in_no_copy_since(workspace, newest) is None
    work(workspace)
    clock.moment += timedelta(days=3)
    work(workspace)
    assert in_no_copy_since(workspace, newest) == NOON + timedelta(days=3)


@pytest.mark.parametrize("name", ["x" * 200, "Größe 東京", "con", "a 2026-07-15 12-00-00Z 0123456789ab"])
def test_a_copy_is_known_again_whatever_the_workspace_is_called(
    tmp_path: Path, places: Places, name: str
) -> None:
    with start_workspace(tmp_path / f"{name}.sdesk", "Harbour IT") as made:
        (copy, _) = keep_copies(made, places).good
        assert copies_of(made, places.first) == [copy]
        assert made.find(Organization)[0].name == "Harbour IT"


def test_the_empty_folder_that_a_stick_is_mounted_in_is_no_stick(provider: Provider, tmp_path: Path) -> None:
    """Two copies on the disk of one laptop are lost together."""
    place, stick = tmp_path / "copies", tmp_path / "mounted here"
    place.mkdir()
    stick.mkdir()
    outcome = keep_copies(provider.workspace, Places(place, stick, is_apart=True))
    assert (len(outcome.good), outcome.absent) == (1, (stick,))
    assert list(stick.iterdir()) == []
    place.rename(tmp_path / "away")  # nobody can say then: better a copy than none
    assert len(keep_copies(provider.workspace, Places(place, stick, is_apart=True)).good) == 1


def test_a_second_place_on_a_disk_of_its_own_is_remembered_as_one(tmp_path: Path) -> None:
    other = next(
        (each for each in (Path("/dev/shm"), Path("/tmp"), Path.home()) if are_apart(each, tmp_path)), None
    )
    if other is None:
        pytest.skip("there is one disk here")
    choose_in(tmp_path / "kept", Places(tmp_path, other))
    assert (chosen := chosen_in(tmp_path / "kept")) is not None and chosen.is_apart
    (tmp_path / "new").mkdir()
    choose_in(tmp_path / "kept", Places(tmp_path / "new", other))
    assert (chosen := chosen_in(tmp_path / "kept")) is not None and chosen.is_apart
    choose_in(tmp_path / "kept", Places(tmp_path, tmp_path / "new"))
    assert (chosen := chosen_in(tmp_path / "kept")) is not None and not chosen.is_apart
