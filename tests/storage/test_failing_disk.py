"""A disk that is full, failing or not to be written to: said in a person's words, nothing lost, and it works again."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sdesk.errors import SdeskError
from sdesk.models import Person, ServiceIncident
from sdesk.practice.backups import back_up, save_elsewhere
from sdesk.practice.exchange.csv_files import export
from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.lifecycle.records import create, reload, save
from sdesk.practice.safekeeping import restore, verify
from sdesk.practice.workspaces import Workspace, new_file, open_workspace, start_workspace
from sdesk.sample import make_sample
from sdesk.storage.file.faults import of_the_disk
from tests.conftest import SAMPLE_TODAY
from tests.full_disk import full_disk
from tests.provider import Provider

LONG = "x" * 3_000_000


@contextmanager
def full_by_page_count(workspace: Workspace) -> Iterator[None]:
    _pragma(workspace, "max_page_count = 1")  # as many as there are
    yield
    _pragma(workspace, "max_page_count = 1073741823")


def _pragma(workspace: Workspace, statement: str) -> None:
    raw = workspace.engine.raw_connection()
    raw.cursor().execute(f"PRAGMA {statement}").fetchall()
    raw.close()


@contextmanager
def no_file_may_grow(workspace: Workspace) -> Iterator[None]:
    with full_disk(workspace.path.stat().st_size):
        yield


@pytest.mark.parametrize("trouble", [full_by_page_count, no_file_may_grow])
def test_what_does_not_fit_is_said_and_taken_back_and_fits_later(
    provider: Provider, trouble: Callable[[Workspace], object]
) -> None:
    workspace = provider.workspace
    draft = provider.create(ServiceIncident, summary="before")
    heard: list[object] = []
    workspace.listeners.append(heard.append)
    with trouble(workspace):  # type: ignore[attr-defined]
        for _ in range(3):
            with pytest.raises(SdeskError, match="could not be written"):
                save(workspace, draft, {"details": LONG})
        with pytest.raises(SdeskError), workspace.transaction("outer"):
            create(workspace, Person, {"name": "Eve"})
            with workspace.transaction("inner"):
                save(workspace, draft, {"details": LONG})
        with pytest.raises(SdeskError):
            attach(workspace, draft, "big.pdf", os.urandom(3_000_000))
        assert heard == []
        assert reload(workspace, draft).details == ""
    save(workspace, reload(workspace, draft), {"details": LONG})
    assert verify(workspace) == []
    assert "Eve" not in [person.name for person in workspace.find(Person)]
    workspace.close()
    with open_workspace(workspace.path) as again:
        assert reload(again, draft).details == LONG
        assert verify(again) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, 6 MB, of which the tests may have as little as they want."""
    place = tmp_path / "disk"
    place.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=6m", "sdesk-test", str(place)]
    if os.geteuid() != 0 or subprocess.run(mounting, check=False, capture_output=True).returncode != 0:
        pytest.skip("needs to mount a disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path, leaving: int) -> Path:
    """Take all room but so many bytes."""
    ballast = disk / "ballast"
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    ballast.write_bytes(b"\0" * (free - leaving))
    return ballast


def remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


@pytest.mark.parametrize("leaving", [0, 4096, 12_288, 40_960, 131_072])
def test_a_full_disk_is_called_full_and_saves_again_when_there_is_room(
    small_disk: Path, leaving: int
) -> None:
    with start_workspace(small_disk / "harbour.sdesk", "Harbour IT") as workspace:
        ana = create(workspace, Person, {"name": "Ana Reyes"})
        ballast = fill(small_disk, leaving)
        for _ in range(2):
            with pytest.raises(SdeskError, match="the disk is full"):
                save(workspace, ana, {"job_title": "x" * 1_000_000})
        assert reload(workspace, ana).job_title == ""
        ballast.unlink()
        save(workspace, reload(workspace, ana), {"job_title": "Lead"})
    with open_workspace(small_disk / "harbour.sdesk") as again:
        assert verify(again) == []
        assert reload(again, ana).job_title == "Lead"


def test_a_disk_that_becomes_read_only_is_said_to_be_and_saves_again(
    small_disk: Path, tmp_path: Path
) -> None:
    """With the file open no disk becomes read-only; with the workspace closed it is refused."""
    with start_workspace(small_disk / "harbour.sdesk", "Harbour IT"):
        pass
    with start_workspace(tmp_path / "elsewhere.sdesk", "Harbour IT") as workspace:
        back_up(workspace, tmp_path / "copy.sdesk")
        remount(small_disk, "ro")
        for work in (
            lambda: open_workspace(small_disk / "harbour.sdesk"),
            lambda: new_file(small_disk / "new.sdesk"),
            lambda: back_up(workspace, small_disk / "copy.sdesk"),
            lambda: save_elsewhere(workspace, small_disk / "copy.sdesk"),
            lambda: restore(tmp_path / "copy.sdesk", small_disk / "harbour.sdesk", force=True),
            lambda: restore(tmp_path / "copy.sdesk", small_disk / "new.sdesk"),
            lambda: export(workspace, small_disk / "all"),
        ):
            with pytest.raises(SdeskError):
                work()
        remount(small_disk, "rw")
    with open_workspace(small_disk / "harbour.sdesk") as again:
        create(again, Person, {"name": "Ana Reyes"})
        assert verify(again) == []


def test_a_stick_that_is_pulled_out(small_disk: Path) -> None:
    with start_workspace(small_disk / "harbour.sdesk", "Harbour IT") as workspace:
        subprocess.run(["umount", "-l", str(small_disk)], check=True)
        with pytest.raises(SdeskError, match="its disk is gone"):
            create(workspace, Person, {"name": "Ana Reyes"})
        subprocess.run(["mount", "-t", "tmpfs", "sdesk-test", str(small_disk)], check=True)


def test_a_fault_that_was_raised_from_itself_is_looked_through_once() -> None:
    fault = ValueError("of no disk")
    fault.__cause__ = fault
    assert of_the_disk(fault, "harbour.sdesk") is None


class TestNothingIsLeft:
    @pytest.mark.parametrize("leaving", [0, 20_000, 200_000])
    def test_of_what_did_not_fit(self, small_disk: Path, tmp_path: Path, leaving: int) -> None:
        with start_workspace(tmp_path / "harbour.sdesk", "Harbour IT") as workspace:
            ana = create(workspace, Person, {"name": "Ana Reyes"})
            attach(workspace, ana, "big.pdf", os.urandom(400_000))
            back_up(workspace, tmp_path / "copy.sdesk")
            fill(small_disk, leaving)
            for work in (
                lambda: new_file(small_disk / "new.sdesk"),
                lambda: start_workspace(small_disk / "new.sdesk", "Harbour IT"),
                lambda: back_up(workspace, small_disk / "copy.sdesk"),
                lambda: save_elsewhere(workspace, small_disk / "copy.sdesk"),
                lambda: restore(tmp_path / "copy.sdesk", small_disk / "back.sdesk"),
                lambda: export(workspace, small_disk / "all"),
            ):
                with pytest.raises(SdeskError, match="the disk is full"):
                    work()
                assert [each.name for each in small_disk.iterdir()] == ["ballast"]
            assert workspace.path == tmp_path / "harbour.sdesk"

    def test_and_what_was_there_stays(self, small_disk: Path, tmp_path: Path) -> None:
        with start_workspace(tmp_path / "harbour.sdesk", "Harbour IT") as workspace:
            back_up(workspace, small_disk / "copy.sdesk")
            ana = create(workspace, Person, {"name": "Ana Reyes"})
            attach(workspace, ana, "big.pdf", os.urandom(400_000))
            back_up(workspace, tmp_path / "new.sdesk")
            fill(small_disk, 200_000)
            before = (small_disk / "copy.sdesk").read_bytes()
            with pytest.raises(SdeskError, match="the disk is full"):
                back_up(workspace, small_disk / "copy.sdesk")
        with pytest.raises(SdeskError, match="the disk is full"):
            restore(tmp_path / "new.sdesk", small_disk / "copy.sdesk", force=True)
        assert (small_disk / "copy.sdesk").read_bytes() == before
        assert sorted(each.name for each in small_disk.iterdir()) == ["ballast", "copy.sdesk"]


@pytest.mark.a_few(1)
@pytest.mark.parametrize("megabytes", [1, 4])
def test_of_a_sample_that_finds_no_room_nothing_is_left(tmp_path: Path, megabytes: int) -> None:
    """A journal that stayed would be played into the next file that comes to its place, and destroy it."""
    with full_disk(megabytes * 1_000_000), pytest.raises(SdeskError):
        make_sample(tmp_path / "harbour.sdesk", SAMPLE_TODAY)
    assert list(tmp_path.iterdir()) == []
