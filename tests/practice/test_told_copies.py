"""That a copy was verified stands in the history if it was, and makes no work that the copy lacks."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sdesk.errors import SdeskError
from sdesk.models import HistoryEntry, Operation, Person
from sdesk.models.ledger import CHECKED_COPY, FAILED_COPY, MADE_COPY
from sdesk.practice.backups import back_up, verify_copy
from sdesk.practice.kept_copies import Places, copies_of, in_no_copy_since, keep_copies, newest_copy
from sdesk.practice.lifecycle.records import create
from sdesk.practice.lifecycle.undo import last_done
from sdesk.practice.measures.copies import ToldCopy
from sdesk.practice.restoring import look_into
from sdesk.practice.safekeeping import (
    NotWhole,
    anchor_now,
    examine,
    held_against,
    restore,
    rewritten,
    verify,
    what_is_remembered,
)
from sdesk.practice.told_copies import tell_of_copy, told_copies
from sdesk.practice.workspaces import Workspace, new_file, open_workspace, start_workspace
from sdesk.storage.file.copies import back_up_whole
from sdesk.storage.file.owner import owner_file
from sdesk.storage.head import mark_of_head
from sdesk.storage.history import BEGINNING, latest_operation
from tests import forging
from tests.full_disk import full_disk
from tests.practice.conftest import NOON, Clock

FORMAT_1 = Path(__file__).parents[1] / "fixtures" / "v1.sdesk"


def work(workspace: Workspace, name: str = "Ben") -> Person:
    return create(workspace, Person, {"name": name})


def told(workspace: Workspace) -> list[tuple[str, str, str]]:
    """In their order: the action, the name of the copy, the kind of its place."""
    entries = workspace.find(HistoryEntry, HistoryEntry.model == "Handout", order_by=[HistoryEntry.tick])
    return [(each.action, each.changes["name"][1], each.changes["place"][1]) for each in entries]


def anchors(workspace: Workspace) -> list[str]:
    return [each.anchor for each in told_copies(workspace) if not each.failed]


def is_work_gone_on_with(path: Path) -> bool:
    """Whether the installation goes on in the file as who it was there, with all that it knows of it."""
    with open_workspace(path) as again:
        assert examine(again) == ([], [])
        before = {each.replica for each in again.find(Operation)}
        work(again, "Cleo")
        assert examine(again) == ([], [])
        return {each.replica for each in again.find(Operation)} == before


# ---------------------------------------------------------------- what is told


def test_each_copy_is_told_once_with_the_anchor_of_what_it_holds(
    workspace: Workspace, places: Places, tmp_path: Path
) -> None:
    first, second = keep_copies(workspace, places).good
    back_up(workspace, tmp_path / "mine.sdesk")
    assert verify_copy(workspace, second.path, places) is None
    assert told(workspace) == [
        (MADE_COPY, first.path.name, "first"),
        (MADE_COPY, second.path.name, "second"),
        (MADE_COPY, "mine.sdesk", "elsewhere"),
        (CHECKED_COPY, second.path.name, "second"),
    ]
    assert set(anchors(workspace)) == {anchor_now(workspace)} and verify(workspace) == []
    for number, path in enumerate((first.path, second.path, tmp_path / "mine.sdesk")):
        restore(path, tmp_path / f"{number}.sdesk")
        with open_workspace(tmp_path / f"{number}.sdesk") as copy:
            assert held_against(copy, anchors(workspace)[0])[0]


def test_it_is_no_work_that_the_copy_lacks(workspace: Workspace, places: Places, clock: Clock) -> None:
    """Nothing asks for one more copy, whoever is asked how far the work has come."""
    mark, latest, anchor = mark_of_head(workspace), latest_operation(workspace), anchor_now(workspace)
    done = last_done(workspace, BEGINNING)
    outcome = keep_copies(workspace, places)
    for _ in range(3):
        clock.moment += timedelta(days=3)
        verify_copy(workspace, outcome.good[0].path, places)
        assert keep_copies(workspace, places) == outcome
        assert in_no_copy_since(workspace, newest_copy(workspace, places)) is None
    assert [len(copies_of(workspace, place)) for place in places] == [1, 1] and len(told(workspace)) == 5
    assert (mark_of_head(workspace), latest_operation(workspace)) == (mark, latest)
    assert anchor_now(workspace) == anchor and held_against(workspace, anchor)[0]
    assert last_done(workspace, BEGINNING) == done
    clock.moment += timedelta(days=1)
    work(workspace)
    assert in_no_copy_since(workspace, newest_copy(workspace, places)) == clock.moment
    assert len(keep_copies(workspace, places).good) == 2 and len(told(workspace)) == 7


def test_a_copy_that_lacks_the_entry_about_itself_is_a_full_one(
    workspace: Workspace, places: Places, tmp_path: Path
) -> None:
    work(workspace)
    copy = keep_copies(workspace, places).good[0]
    seen = look_into(copy.path, workspace.path, present=workspace)
    assert seen.differences == [] and seen.damages == [] and seen.last_written == NOON
    path = workspace.path
    workspace.close()
    aside = restore(copy.path, path, force=True)
    assert aside is not None
    keys: dict[tuple[UUID, int], str] = {}
    for place in (path, aside):  # which has entries that the other never had: no key is given to two things
        with open_workspace(place) as one:
            assert rewritten(one) == []
            work(one, "Dina")
            for each in one.find(Operation):
                assert keys.setdefault((each.replica, each.number), each.hash) == each.hash


def test_a_copy_that_lacks_work_is_none(workspace: Workspace, places: Places, clock: Clock) -> None:
    copy = keep_copies(workspace, places).good[0]
    clock.moment += timedelta(hours=2)
    work(workspace)
    keep_copies(workspace, places)
    assert len(look_into(copy.path, workspace.path, present=workspace).differences or ()) == 1
    path = workspace.path
    workspace.close()
    restore(copy.path, path, force=True)
    with open_workspace(path) as again:
        assert len(what_is_remembered(again)) == 1
        before = {each.replica for each in again.find(Operation)}
        work(again, "Cleo")
        assert {each.replica for each in again.find(Operation)} > before


def test_what_was_written_anew_is_still_found(workspace: Workspace, places: Places) -> None:
    """Looking past what tells of copies hides no other operation in the place of one that was written here."""
    keep_copies(workspace, places)
    before = workspace.path.read_bytes()
    work(workspace, "Ben")
    keep_copies(workspace, places)
    path = workspace.path
    workspace.close()
    (path.parent / "other").mkdir()
    other = path.parent / "other" / path.name
    other.write_bytes(before)
    notes = path.parent / "notes"
    with open_workspace(path) as again:
        shutil.copytree(again._author._installation.folder, notes)
    for each in notes.iterdir():  # who has its key writes as this installation, and remembers something else
        if not each.suffix:
            with open_workspace(other) as read:
                last = read.first(Operation, order_by=[Operation.number.desc()])  # type: ignore[attr-defined]
            assert last is not None
            each.write_text(f"{last.number:018} {last.hash}\n")
    with open_workspace(other, installation=notes) as forged:
        for _ in range(4):  # a history that ends before what is remembered may be an older copy
            work(forged, "Mallory")
    with open_workspace(other) as read:
        assert len(rewritten(read)) == 1


def test_a_replica_that_begins_by_telling_of_a_copy_is_gone_on_with(
    workspace: Workspace, places: Places, tmp_path: Path
) -> None:
    """An older copy is restored, and the first that is written there tells of the next one."""
    back_up(workspace, tmp_path / "mine.sdesk")
    work(workspace)
    path = workspace.path
    workspace.close()
    restore(tmp_path / "mine.sdesk", path, force=True)
    for _ in range(2):
        with open_workspace(path) as again:
            keep_copies(again, places)
            assert len(told(again)) == 2 and len({each.replica for each in again.find(Operation)}) == 2
            assert rewritten(again) == []
    with open_workspace(path) as again:
        assert rewritten(again) == []
        work(again, "Cleo")
        assert len({each.replica for each in again.find(Operation)}) == 2 and verify(again) == []


def test_a_file_of_format_1_that_nothing_was_written_in_since_needs_one_copy(
    places: Places, tmp_path: Path
) -> None:
    path = Path(shutil.copy(FORMAT_1, tmp_path / "v1.sdesk"))
    with open_workspace(path, before_migrating=lambda _old: None) as again:
        first = keep_copies(again, Places(places.first))
        assert len(first.good) == 1 and keep_copies(again, Places(places.first)) == first
        assert verify_copy(again, first.good[0].path, places) is None
        assert [each.anchor for each in told_copies(again)] == ["", ""] and verify(again) == []
        assert in_no_copy_since(again, newest_copy(again, places)) is None and anchor_now(again) == ""


# ---------------------------------------------------------------- what would make it false


def cut_off(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 4096)


def write_into(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192:40_960] = b"\xff" * (40_960 - 8192)
    path.write_bytes(content)


def put_another_there(path: Path) -> None:
    path.unlink()
    start_workspace(path, "Somebody Else").close()


@pytest.mark.parametrize("harm", [cut_off, write_into, put_another_there, Path.unlink])
def test_what_is_another_file_by_then_is_not_told(
    workspace: Workspace, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    made = back_up_whole(workspace, tmp_path / "mine.sdesk")
    harm(made.path)
    assert tell_of_copy(workspace, made) is not None
    assert told(workspace) == []


@pytest.mark.parametrize("harm", [cut_off, write_into, put_another_there, Path.unlink])
def test_nor_is_one_that_is_verified_again(
    workspace: Workspace, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    copy = tmp_path / "mine.sdesk"
    back_up(workspace, copy)
    harm(copy)
    with suppress(SdeskError):
        assert verify_copy(workspace, copy, None) is not None
    assert CHECKED_COPY not in [action for action, _name, _place in told(workspace)]


def test_a_copy_that_is_damaged_is_told_as_that(workspace: Workspace, places: Places) -> None:
    person = work(workspace)
    copy = keep_copies(workspace, Places(places.first)).good[0]
    forge(copy.path, person)
    with pytest.raises(NotWhole):
        verify_copy(workspace, copy.path, places)
    assert told(workspace)[1:] == [(FAILED_COPY, copy.path.name, "first")]
    (failed,) = [each for each in told_copies(workspace) if each.failed]
    assert failed.anchor == "" and verify(workspace) == []


def test_a_copy_that_was_cut_off_is_told_as_damaged_and_one_that_is_gone_as_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    copy = tmp_path / "mine.sdesk"
    back_up(workspace, copy)
    cut_off(copy)
    with pytest.raises(SdeskError):
        verify_copy(workspace, copy, None)
    assert told(workspace)[1:] == [(FAILED_COPY, "mine.sdesk", "elsewhere")]
    copy.unlink(missing_ok=True)
    with pytest.raises(SdeskError):
        verify_copy(workspace, copy, None)
    assert len(told(workspace)) == 2


def forge(path: Path, person: Person) -> None:
    content = path.read_bytes()
    assert content.count(b"Ben") >= 2
    path.chmod(0o600)
    path.write_bytes(content.replace(b"Ben", b"Bob", 1))


def test_a_workspace_that_is_damaged_has_no_verified_copy(workspace: Workspace, tmp_path: Path) -> None:
    person, copy = work(workspace), tmp_path / "mine.sdesk"
    back_up(workspace, copy)
    with workspace.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE person SET email = 'forged'")
    assert person.email != "forged"
    for _ in range(2):
        with pytest.raises(NotWhole):
            back_up(workspace, copy)
    made, *failed = told(workspace)
    assert made == (MADE_COPY, "mine.sdesk", "elsewhere")
    assert failed == [(FAILED_COPY, "mine not verified.sdesk", "elsewhere")] * 2
    assert verify_copy(workspace, copy, None) is None, "the one before is as good as it was"


def test_work_that_claims_to_tell_of_a_copy_is_damage(workspace: Workspace, tmp_path: Path) -> None:
    """Else it could be in no copy, and nobody would be told so."""
    with workspace.transaction(MADE_COPY):
        work(workspace)
    assert len(verify(workspace)) == 1
    with pytest.raises(NotWhole):
        back_up(workspace, tmp_path / "mine.sdesk")


def test_a_copy_of_another_workspace_or_of_what_this_never_was_is_not_told(
    workspace: Workspace, tmp_path: Path
) -> None:
    with start_workspace(tmp_path / "other.sdesk", "Somebody Else") as other:
        back_up(other, tmp_path / "copy of other.sdesk")
    back_up(workspace, tmp_path / "went on.sdesk")
    with open_workspace(tmp_path / "went on.sdesk") as elsewhere:
        work(elsewhere)
    for name in ("copy of other.sdesk", "went on.sdesk"):
        assert "is no copy of" in str(verify_copy(workspace, tmp_path / name, None))
    assert [action for action, _name, _place in told(workspace)] == [MADE_COPY]


def test_a_copy_under_another_passphrase_is_not_told(workspace: Workspace, tmp_path: Path) -> None:
    with new_file(tmp_path / "locked.sdesk", "correct horse") as locked:
        work(locked)
    with pytest.raises(SdeskError):
        verify_copy(workspace, tmp_path / "locked.sdesk", None)
    assert told(workspace) == []


def test_a_copy_that_is_open_here_is_not_told(workspace: Workspace, tmp_path: Path) -> None:
    copy = tmp_path / "mine.sdesk"
    back_up(workspace, copy)
    with open_workspace(copy), pytest.raises(SdeskError, match="open here"):
        verify_copy(workspace, copy, None)
    assert len(told(workspace)) == 1


def test_one_that_is_called_off_is_not_told(workspace: Workspace, tmp_path: Path) -> None:
    class CalledOff(Exception):
        pass

    def call_off(_done: int, total: int) -> None:
        if total:
            raise CalledOff

    with pytest.raises(CalledOff):
        back_up(workspace, tmp_path / "mine.sdesk", call_off)
    assert told(workspace) == [] and not (tmp_path / "mine.sdesk").exists()


# ---------------------------------------------------------------- where it cannot be told


def test_on_a_full_disk_the_copy_is_good_and_told_nowhere(workspace: Workspace, tmp_path: Path) -> None:
    made = back_up_whole(workspace, tmp_path / "mine.sdesk")
    with full_disk(20_000):
        assert "disk" in str(tell_of_copy(workspace, made))
    assert told(workspace) == [] and verify(workspace) == []
    assert tell_of_copy(workspace, made) is None
    path = workspace.path
    workspace.close()
    assert is_work_gone_on_with(path)


def test_a_file_that_may_not_be_written_to_tells_nothing(tmp_path: Path) -> None:
    with start_workspace(tmp_path / "harbour.sdesk", "Harbour IT") as made:
        work(made)
    (tmp_path / "harbour.sdesk").chmod(0o400)
    before = (tmp_path / "harbour.sdesk").read_bytes()
    with open_workspace(tmp_path / "harbour.sdesk") as workspace:
        assert back_up(workspace, tmp_path / "mine.sdesk")[1] is not None
        assert told(workspace) == []
        workspace.read_only = workspace.path.name  # type: ignore[assignment]
        assert back_up(workspace, tmp_path / "mine.sdesk")[1] is not None
    assert (tmp_path / "harbour.sdesk").read_bytes() == before


def test_what_another_computer_has_open_by_its_note_tells_nothing_until_somebody_takes_over(
    tmp_path: Path,
) -> None:
    path = tmp_path / "harbour.sdesk"
    start_workspace(path, "Harbour IT").close()
    said = {"computer": "another-laptop", "process": 4711, "since": NOON.isoformat(), "user": "rui"}
    owner_file(path).write_text(json.dumps({**said, "workspace": ""}))
    with open_workspace(path) as workspace:
        assert "Another computer" in str(back_up(workspace, tmp_path / "mine.sdesk")[1])
        assert told(workspace) == []
        workspace.take_over()
        assert back_up(workspace, tmp_path / "mine.sdesk")[1] is None
        assert len(told(workspace)) == 1


KILLED = """
import os, sys
from pathlib import Path
from sdesk.practice import kept_copies
from sdesk.practice.kept_copies import Places, keep_copies
from sdesk.practice.workspaces import open_workspace
from sdesk.storage import operations
from sdesk.storage.file import copies
with open_workspace(Path(sys.argv[1])) as opened:
    {where} = lambda *_: os._exit(9)
    keep_copies(opened, Places(Path(sys.argv[2])))
"""


@pytest.mark.a_few(1)
@pytest.mark.parametrize(
    ("where", "copied", "entries"),
    [
        ("copies.settle", False, 0),  # verified, not yet at its place
        ("kept_copies.tell_of_copy", True, 0),  # at its place, not yet told
        ("operations.Author.finish", True, 0),  # in the middle of telling
        ("operations.Author.committed", True, 1),  # told, and not yet noted outside of the file
        ("kept_copies._thin", True, 1),
    ],
)
def test_whenever_it_is_killed_what_is_told_is_true_and_the_work_goes_on(
    workspace: Workspace, places: Places, where: str, copied: bool, entries: int
) -> None:
    path = workspace.path
    workspace.close()
    arguments = [sys.executable, "-c", KILLED.format(where=where), str(path), str(places.first)]
    assert subprocess.run(arguments, check=False).returncode == 9
    with open_workspace(path) as again:
        assert len(told(again)) == entries and examine(again) == ([], [])
        assert (newest_copy(again, places) is not None) == copied
        keep_copies(again, Places(places.first))
        assert len(told(again)) == (entries if copied else 1)
        assert len(copies_of(again, places.first)) == 1
    assert is_work_gone_on_with(path)


# ---------------------------------------------------------------- whatever is done


DOES = st.lists(
    st.sampled_from(["work", "keep", "back up", "check", "harm", "restore", "close", "away", "back"]),
    max_size=14,
)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
@given(DOES)
def test_whatever_is_done_each_entry_was_true_and_no_copy_lacks_one(
    tmp_path_factory: pytest.TempPathFactory, does: list[str]
) -> None:
    """Beside it is kept what the entries have to be; the place of the copies comes and goes; one after another is cut off."""
    folder = tmp_path_factory.mktemp("any")
    (folder / "copies").mkdir()
    places, path, mine = Places(folder / "copies"), folder / "harbour.sdesk", folder / "mine.sdesk"
    workspace = start_workspace(path, "Harbour IT")
    expected: list[tuple[str, str]] = []
    at_copy: list[tuple[str, str]] | None = None
    good = False
    for number, what in enumerate(does):
        if what == "work":
            work(workspace, f"Nr {number}")
        elif what == "keep" and places.first.exists():
            before = copies_of(workspace, places.first)
            (copy,) = keep_copies(workspace, places).good
            expected += [] if copy in before else [(MADE_COPY, copy.path.name)]
            assert in_no_copy_since(workspace, newest_copy(workspace, places)) is None
        elif what == "keep":
            assert keep_copies(workspace, places).good == ()
        elif what == "back up":
            at_copy, good = list(expected), True
            back_up(workspace, mine)
            expected.append((MADE_COPY, mine.name))
        elif what == "check" and at_copy is not None:
            try:
                untold = verify_copy(workspace, mine, places)
            except SdeskError:
                expected.append((FAILED_COPY, mine.name))
                assert not good
                at_copy = at_copy if mine.exists() else None
            else:
                assert good and untold is None
                expected.append((CHECKED_COPY, mine.name))
        elif what == "harm" and at_copy is not None:
            cut_off(mine)
            good = False
        elif what == "restore" and at_copy is not None and good:
            workspace.close()
            restore(mine, path, force=True)
            workspace, expected = open_workspace(path), list(at_copy)
        elif what == "close":
            workspace.close()
            workspace = open_workspace(path)
        elif what == "away" and places.first.exists():
            places.first.rename(folder / "elsewhere")
        elif what == "back" and not places.first.exists():
            (folder / "elsewhere").rename(places.first)
        assert [each[:2] for each in told(workspace)] == expected
        assert rewritten(workspace) == []
    assert verify(workspace) == []
    workspace.close()


def test_two_entries_are_never_one(workspace: Workspace, tmp_path: Path) -> None:
    for _ in range(3):
        back_up(workspace, tmp_path / "mine.sdesk")
    found: tuple[ToldCopy, ...] = told_copies(workspace)
    assert len({each.id for each in found}) == 3 and len({each.anchor for each in found}) == 1


def test_a_copy_that_was_written_anew_with_other_keys_is_not_taken_for_a_full_one(
    workspace: Workspace, places: Places
) -> None:
    """It ends where all work ended, so that nothing is missed in it: what it is signed with is looked at."""
    work(workspace)
    copy, path = keep_copies(workspace, places).good[0].path, workspace.path
    workspace.close()
    shutil.copy(copy, path)
    with open_workspace(path) as again:
        assert examine(again) == ([], [])
    forging.forge(path, next(each for each in forging.places(path) if each.field), keys=True)
    with open_workspace(path) as forged:
        damages, _ = examine(forged)
        assert "is not signed with the key that this computer holds" in "".join(map(str, damages))
