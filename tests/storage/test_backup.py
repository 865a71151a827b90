"""Backups: whole and checked, never half in the place of a good one."""

import os
from pathlib import Path

import pytest

from sdesk.errors import SdeskError
from sdesk.models import HistoryEntry, ServiceIncident
from sdesk.practice.backups import NotWhole, back_up
from sdesk.practice.lifecycle.records import create
from sdesk.practice.safekeeping import restore, verify
from sdesk.practice.workspaces import new_file
from sdesk.storage import Workspace
from sdesk.storage.file import copies
from sdesk.storage.file.copies import damages_in
from sdesk.storage.verify.damages import Damage
from tests.provider import Provider


def files(folder: Path) -> set[str]:
    """Without those that a program keeps beside an open workspace."""
    return {
        path.name for path in folder.iterdir() if path.suffix in (".sdesk", ".part") and path.name[0] != "."
    }


def test_a_backup_holds_everything_and_the_workspace_stays_open(provider: Provider, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sdesk"
    back_up(provider.workspace, copy)
    provider.create(ServiceIncident)
    with Workspace.open(copy) as kept:
        assert (
            kept.count(HistoryEntry) == provider.workspace.count(HistoryEntry) - 2
        )  # nor the entry about itself
        assert verify(kept) == []
    assert files(tmp_path) == {"harbour.sdesk", "copy.sdesk"}


def test_an_older_backup_is_replaced(provider: Provider, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sdesk"
    copy.write_text("an older one")
    back_up(provider.workspace, copy)
    Workspace.open(copy).close()


def test_a_backup_that_fails_leaves_the_older_one_alone(
    provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy.sdesk"
    back_up(provider.workspace, copy)
    good = copy.read_bytes()

    def torn(part: Path, passphrase: str, *_progress: object) -> list[Damage]:
        part.write_bytes(part.read_bytes()[:5000])
        return damages_in(part, passphrase)

    monkeypatch.setattr(copies, "damages_in", torn)
    with pytest.raises(SdeskError):
        back_up(provider.workspace, copy)
    assert copy.read_bytes() == good
    assert files(tmp_path) == {"harbour.sdesk", "copy.sdesk"}


def test_a_backup_without_a_place_says_so(provider: Provider, tmp_path: Path) -> None:
    with pytest.raises(SdeskError, match="could not be written"):
        back_up(provider.workspace, tmp_path / "nowhere" / "copy.sdesk")
    with pytest.raises(SdeskError, match="open here"):
        back_up(provider.workspace, provider.workspace.path)
    assert provider.create(ServiceIncident).number


def test_a_backup_of_an_encrypted_workspace_is_encrypted(tmp_path: Path) -> None:
    with new_file(tmp_path / "harbour.sdesk", "secret") as workspace:
        create(workspace, ServiceIncident, {"summary": "No e-mail"})
        back_up(workspace, tmp_path / "copy.sdesk")
    assert b"No e-mail" not in (tmp_path / "copy.sdesk").read_bytes()
    with pytest.raises(SdeskError):
        Workspace.open(tmp_path / "copy.sdesk")
    with Workspace.open(tmp_path / "copy.sdesk", "secret") as kept:
        assert kept.count(ServiceIncident) == 1


def damage(workspace: Workspace) -> None:
    """As somebody who writes around the program."""
    with workspace.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE person SET name = 'Nobody' WHERE name LIKE 'Ana%'")


def test_a_backup_of_a_damaged_workspace_is_not_vouched_for_and_replaces_no_good_one(
    provider: Provider, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sdesk"
    back_up(provider.workspace, copy)
    good = copy.read_bytes()
    damage(provider.workspace)
    for _ in range(2):
        with pytest.raises(NotWhole, match="not verified") as refusal:
            back_up(provider.workspace, copy)
        assert [str(each) for each in refusal.value.damages] == [
            str(each) for each in verify(provider.workspace)
        ]
    assert copy.read_bytes() == good
    kept = sorted(tmp_path.glob("copy not verified*.sdesk"))
    assert len(kept) == 2
    with pytest.raises(NotWhole):
        restore(kept[0], tmp_path / "back.sdesk")
    restore(copy, tmp_path / "back.sdesk")


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_what_backup_vouches_for_restore_takes_also_where_journals_lie_about(
    provider: Provider, tmp_path: Path, hot_journal: Path, ending: str
) -> None:
    copy = tmp_path / "copy.sdesk"
    beside = copy.with_name(copy.name + ending)
    beside.write_bytes(hot_journal.read_bytes())
    with pytest.raises(SdeskError, match="journal"):
        back_up(provider.workspace, copy)
    assert not copy.exists()
    beside.write_bytes(b"\0" * 512 if ending == "-journal" else b"")
    back_up(provider.workspace, copy)
    restore(copy, tmp_path / "back.sdesk")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs something that is neither file nor folder")
def test_what_is_no_file_is_not_replaced(provider: Provider, tmp_path: Path) -> None:
    back_up(provider.workspace, tmp_path / "copy.sdesk")
    pipe, folder = tmp_path / "pipe", tmp_path / "folder"
    os.mkfifo(pipe)
    folder.mkdir()
    for place in (pipe, folder):
        with pytest.raises(SdeskError, match="not a file"):
            back_up(provider.workspace, place)
        with pytest.raises(SdeskError, match="not a file"):
            restore(tmp_path / "copy.sdesk", place, force=True)
    assert pipe.is_fifo()


def test_a_backup_does_not_take_the_place_of_a_workspace_that_is_open(
    provider: Provider, tmp_path: Path
) -> None:
    with Workspace.create(tmp_path / "other.sdesk") as other:
        with pytest.raises(SdeskError, match="open here"):
            back_up(provider.workspace, other.path)
        assert verify(other) == []


class TestRestore:
    @pytest.fixture
    def copy(self, provider: Provider, tmp_path: Path) -> Path:
        copy = tmp_path / "copy.sdesk"
        back_up(provider.workspace, copy)
        return copy

    def test_a_backup_comes_back_and_stays_as_it_is(self, copy: Path, tmp_path: Path) -> None:
        before = copy.read_bytes()
        assert restore(copy, tmp_path / "back.sdesk") is None
        assert (tmp_path / "back.sdesk").read_bytes() == before == copy.read_bytes()

    def test_nothing_is_written_over(self, provider: Provider, copy: Path) -> None:
        path = provider.workspace.path
        with pytest.raises(SdeskError, match="already a file"):
            restore(copy, path)
        with pytest.raises(SdeskError, match="open in another program"):
            restore(copy, path, force=True)
        provider.workspace.close()
        before = path.read_bytes()
        aside = restore(copy, path, force=True)
        assert aside is not None
        assert aside.read_bytes() == before

    def test_what_was_there_is_there_still_when_the_copy_cannot_take_its_place(
        self, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(part: Path, place: Path) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("sdesk.storage.file.copies.settle", full)
        there = tmp_path / "there.sdesk"
        there.write_bytes(b"what was there")
        with pytest.raises(SdeskError, match="the disk is full"):
            restore(copy, there, force=True)
        assert there.read_bytes() == b"what was there"
        assert [each.name for each in tmp_path.glob("there*")] == ["there.sdesk"]

    def test_a_damaged_workspace_is_put_aside_too(self, copy: Path, tmp_path: Path) -> None:
        broken = tmp_path / "broken.sdesk"
        broken.write_bytes(b"not any more")
        aside = restore(copy, broken, force=True)
        assert aside is not None
        assert aside.read_bytes() == b"not any more"
        Workspace.open(broken).close()

    def test_a_damaged_backup_is_refused_and_nothing_is_left(self, copy: Path, tmp_path: Path) -> None:
        torn = bytearray(copy.read_bytes())
        middle = len(torn) // 2 // 4096 * 4096
        torn[middle : middle + 4096] = b"\x99" * 4096
        (tmp_path / "torn.sdesk").write_bytes(torn)
        before = files(tmp_path)
        with pytest.raises(SdeskError):
            restore(tmp_path / "torn.sdesk", tmp_path / "back.sdesk")
        with pytest.raises(SdeskError):
            restore(tmp_path / "nothing.sdesk", tmp_path / "back.sdesk")
        assert files(tmp_path) == before


class CalledOff(Exception):
    pass


@pytest.mark.parametrize("after", [0, 1, 3, 20])
def test_one_that_is_called_off_leaves_all_as_it_was_and_the_next_is_made(
    provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr("sdesk.storage.file.backup._OFTEN", 1000)
    copy, heard = tmp_path / "copy.sdesk", 0

    def progress(_done: int, _total: int) -> None:
        nonlocal heard
        heard += 1
        if heard > after:
            raise CalledOff

    with pytest.raises(CalledOff):
        back_up(provider.workspace, copy, progress)
    assert files(tmp_path) == {"harbour.sdesk"}
    provider.create(ServiceIncident, summary="Written since")
    back_up(provider.workspace, copy)
    assert damages_in(copy, "") == []
