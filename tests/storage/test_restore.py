"""Restoring: the journals that lie about, programs that are killed, and what was there."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sdesk.errors import SdeskError
from sdesk.models import Person
from sdesk.practice.backups import back_up
from sdesk.practice.lifecycle.records import create
from sdesk.practice.safekeeping import restore, verify
from sdesk.practice.workspaces import start_workspace
from sdesk.storage import Workspace
from tests.forking import forked

OLD, NEW = [f"Person {number}" for number in range(40)], ["Ana Reyes"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    with start_workspace(tmp_path / "origin.sdesk", "Harbour IT") as workspace:
        create(workspace, Person, {"name": "Ana Reyes"})
        back_up(workspace, tmp_path / "copy.sdesk")
    return tmp_path / "copy.sdesk"


def whole_names(path: Path, passphrase: str = "") -> list[str]:
    """Who is in a workspace that nothing is wrong with."""
    with Workspace.open(path, passphrase) as workspace:
        assert verify(workspace) == []
        people = workspace.find(Person, order_by=[Person.number])
        assert {person.job_title for person in people} == {""}
        return [person.name for person in people]


def names_of_files(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def journal(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


class TestJournalsAtThePlace:
    def test_one_without_a_file_is_put_aside(self, copy: Path, half_written: Path) -> None:
        before = journal(half_written).read_bytes()
        half_written.unlink()
        aside = restore(copy, half_written)
        assert aside is not None
        assert aside.read_bytes() == before
        assert whole_names(half_written) == NEW
        assert not any(each.name.startswith(".") for each in half_written.parent.iterdir())

    def test_that_of_the_file_is_kept_with_it(self, copy: Path, half_written: Path) -> None:
        aside = restore(copy, half_written, force=True)
        assert aside is not None
        assert whole_names(half_written) == NEW
        assert whole_names(aside) == OLD

    def test_that_of_another_file_destroys_nothing(
        self, copy: Path, hot_journal: Path, tmp_path: Path
    ) -> None:
        there = tmp_path / "there.sdesk"
        with start_workspace(there, "Harbour IT") as workspace:
            create(workspace, Person, {"name": "Ben"})
        before = there.read_bytes()
        shutil.copy(hot_journal, journal(there))
        aside = restore(copy, there, force=True)
        assert aside is not None
        assert aside.read_bytes() == before
        assert journal(aside).read_bytes() == hot_journal.read_bytes()
        assert whole_names(there) == NEW

    @pytest.mark.a_few(2)
    @pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
    @pytest.mark.parametrize("content", [b"", b"\0" * 512, b"\x37\x7f\x06\x82" + b"rubbish" * 900])
    def test_whatever_lies_there_does_not_reach_the_new_file(
        self, copy: Path, tmp_path: Path, ending: str, content: bytes
    ) -> None:
        there = tmp_path / "there.sdesk"
        there.with_name(there.name + ending).write_bytes(content)
        restore(copy, there)
        assert there.read_bytes() == copy.read_bytes()
        assert whole_names(there) == NEW
        shutil.copy(tmp_path / "origin.sdesk", there)
        there.with_name(there.name + ending).write_bytes(content)
        restore(copy, there, force=True)
        assert whole_names(there) == NEW

    def test_a_log_that_somebody_elses_program_left_is_not_played_into_the_new_file(
        self, copy: Path, tmp_path: Path
    ) -> None:
        there = tmp_path / "there.sdesk"
        with start_workspace(tmp_path / "other.sdesk", "Other Ltd"):
            pass
        open_elsewhere = sqlite3.connect(tmp_path / "other.sdesk", isolation_level=None)
        open_elsewhere.execute("PRAGMA journal_mode = WAL")
        open_elsewhere.execute("CREATE TABLE foreign_table (id)")
        shutil.copy(tmp_path / "other.sdesk-wal", there.with_name(there.name + "-wal"))
        open_elsewhere.close()
        assert restore(copy, there) is not None
        assert whole_names(there) == NEW

    def test_the_passphrase_of_what_was_there_need_not_be_known(self, copy: Path, tmp_path: Path) -> None:
        there = tmp_path / "there.sdesk"
        with start_workspace(there, "Harbour IT", passphrase="another one") as workspace:
            create(workspace, Person, {"name": "Ben"})
        aside = restore(copy, there, force=True)
        assert aside is not None
        assert whole_names(aside, "another one") == ["Ben"]
        assert whole_names(there) == NEW


class TestJournalsBesideTheCopy:
    def test_a_copy_in_the_middle_of_a_transaction_is_restored_with_its_journal(
        self, half_written: Path, tmp_path: Path
    ) -> None:
        before = {each.name: each.read_bytes() for each in half_written.parent.iterdir()}
        restore(half_written, tmp_path / "back.sdesk")
        assert whole_names(tmp_path / "back.sdesk") == OLD
        assert {each.name: each.read_bytes() for each in half_written.parent.iterdir()} == before

    def test_a_copy_that_lost_its_journal_is_refused(self, half_written: Path, tmp_path: Path) -> None:
        journal(half_written).unlink()
        with pytest.raises(SdeskError):
            restore(half_written, tmp_path / "back.sdesk")
        assert not (tmp_path / "back.sdesk").exists()

    def test_the_journal_of_another_file_is_named(
        self, copy: Path, hot_journal: Path, tmp_path: Path
    ) -> None:
        shutil.copy(hot_journal, journal(copy))
        with pytest.raises(SdeskError, match=r"copy\.sdesk-journal"):
            restore(copy, tmp_path / "back.sdesk")
        assert not (tmp_path / "back.sdesk").exists()
        (tmp_path / "alone").mkdir()
        shutil.copy(copy, tmp_path / "alone")
        restore(tmp_path / "alone" / "copy.sdesk", tmp_path / "back.sdesk")
        assert whole_names(tmp_path / "back.sdesk") == NEW


class TestWhatWasThere:
    def test_two_in_one_second_are_both_kept(self, copy: Path, half_written: Path) -> None:
        kept = {restore(copy, half_written, force=True) for _ in range(3)}
        assert len(kept) == 3
        assert sorted(len(whole_names(each)) for each in kept if each) == [1, 1, 40]

    def test_a_link_keeps_leading_to_the_file(self, copy: Path, tmp_path: Path) -> None:
        (tmp_path / "link.sdesk").symlink_to(tmp_path / "origin.sdesk")
        restore(copy, tmp_path / "link.sdesk", force=True)
        assert (tmp_path / "link.sdesk").is_symlink()
        assert whole_names(tmp_path / "origin.sdesk") == NEW

    def test_a_copy_is_not_restored_onto_itself(self, copy: Path) -> None:
        before = copy.read_bytes()
        with pytest.raises(SdeskError, match="place to restore to"):
            restore(copy, copy, force=True)
        assert copy.read_bytes() == before

    def test_a_folder_is_not_replaced(self, copy: Path, tmp_path: Path) -> None:
        (tmp_path / "there").mkdir()
        before = names_of_files(tmp_path)
        with pytest.raises(SdeskError):
            restore(copy, tmp_path / "there", force=True)
        assert names_of_files(tmp_path) == before


# ---------------------------------------------------------------- killed

ON_THE_DISK = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.copyfile"}


def killed_at(call: int, work: Callable[[], object]) -> bool:
    """Do the work in a process that ends, without a word, before its `call`th use of the disk. False if there is none."""
    child = forked()
    if child == 0:
        _end_at(call)
        try:
            work()
        finally:
            os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, 9), f"it was ended by signal {-ended}"
    return ended == 9


def _end_at(call: int) -> None:
    count = 0

    def note() -> None:
        nonlocal count
        count += 1
        if count == call:
            os._exit(9)

    fsync, sendfile = os.fsync, os.sendfile

    def flush(descriptor: int) -> None:
        note()
        fsync(descriptor)

    def send(out: int, source: int, offset: int, size: int) -> int:
        note()
        return sendfile(out, source, offset, min(size, 60_000))

    os.fsync, os.sendfile = flush, send  # type: ignore[assignment]
    sys.addaudithook(lambda event, _arguments: note() if event in ON_THE_DISK else None)


EVERY = 1 if "SDESK_TORTURE" in os.environ else 15
"""Of how many uses of the disk one is the last."""


def every_kill(before: Path, work: Callable[[Path], object], look: Callable[[Path], None]) -> int:
    """Kill the work on a copy of the folder at uses of the disk, and look what is there then. How many there are."""
    warm = Path(shutil.copytree(before, before.with_name("warm")))
    work(warm)
    look(warm)
    for call in range(1, 1000, EVERY):
        folder = Path(shutil.copytree(before, before.with_name(f"killed {call}")))
        if not killed_at(call, lambda folder=folder: work(folder)):  # type: ignore[misc]
            return call - 1
        look(folder)
        shutil.rmtree(folder)
    raise AssertionError("it does not end")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can be ended at a chosen call")
class TestKilled:
    @pytest.mark.a_few(1)
    @pytest.mark.parametrize("journal_beside", [True, False])
    def test_at_the_place_lies_what_was_there_or_what_comes(
        self, copy: Path, half_written: Path, tmp_path: Path, journal_beside: bool
    ) -> None:
        if not journal_beside:
            with Workspace.open(half_written):
                pass
        found: set[int] = set()

        def look(folder: Path) -> None:
            names = whole_names(folder / "harbour.sdesk")
            assert names in (OLD, NEW)
            found.add(len(names))
            for kept in folder.glob("*replaced*.sdesk"):
                assert whole_names(kept) == OLD
            restore(copy, folder / "harbour.sdesk", force=True)
            assert whole_names(folder / "harbour.sdesk") == NEW
            assert not [name for name in names_of_files(folder) if name.endswith(".part")]

        kills = every_kill(
            half_written.parent, lambda folder: restore(copy, folder / "harbour.sdesk", force=True), look
        )
        assert kills > 20
        assert len(OLD) in found
