"""Copies that the window makes by itself, and what it says when there is none."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from sqlalchemy import text

from sdesk.errors import SdeskError
from sdesk.models import Customer
from sdesk.practice.kept_copies import Copy, Places, copies_of, folder_for
from sdesk.practice.lifecycle.records import create
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.workspaces import start_workspace
from sdesk.storage.head import mark_of_head
from sdesk.ui.pieces import Callout, PlainLabel
from sdesk.ui.registry import open_desk
from sdesk.ui.safekeeping.closing_copy import UnderWay
from sdesk.ui.settings import Settings
from sdesk.ui.window.leaving import LeavingDialog
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.window.problem_report import FaultDialog
from sdesk.ui.worker import Worker
from tests.ui.shell import inside


class Clock:
    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "copies").mkdir()
    return tmp_path / "copies"


@contextmanager
def copying_window(qtbot, provider, folder: Path, *, at_once: bool = True):
    settings = Settings(folder / "settings.ini", folder / "copies")
    worker = Worker()
    worker.at_once = at_once
    window = MainWindow(open_desk(provider.workspace), settings, worker)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window)
    window.copies.begin()
    yield window
    window.copies._gives_up = True
    window.close()
    worker.wait()


@pytest.fixture
def window(qtbot, provider, place, tmp_path):
    with copying_window(qtbot, provider, tmp_path) as window:
        yield window


def status(window) -> str:
    return inside(window, "status.backup", QPushButton).text()


def work(provider, name: str = "Acme") -> None:
    create(provider.workspace, Customer, {"name": name})


def test_every_half_hour_one_is_made_if_something_was_written(window, provider, place):
    assert status(window) == "no backup yet"
    window.copies._each_half_hour.timeout.emit()
    (first,) = copies_of(provider.workspace, place)
    assert status(window).startswith("backup ")
    window.copies._each_half_hour.timeout.emit()
    assert copies_of(provider.workspace, place) == [first]
    work(provider)
    window.copies._each_half_hour.timeout.emit()
    assert copies_of(provider.workspace, place)[-1] != first


def test_before_the_window_goes_one_is_made(window, provider, place):
    work(provider)
    assert window.close()
    assert len(copies_of(provider.workspace, place)) == 1


def test_the_window_waits_for_it_beside_its_events(qtbot, provider, place, tmp_path, monkeypatch):
    shown: list[UnderWay] = []
    with copying_window(qtbot, provider, tmp_path, at_once=False) as window:
        ticks = QTimer(window, interval=10)
        ticks.timeout.connect(
            lambda: shown.extend(each for each in [window.findChild(UnderWay)] if each is not None)
        )
        ticks.start()
        monkeypatch.setattr("sdesk.ui.safekeeping.keeping_copies.PATIENCE", 1)
        qtbot.waitUntil(lambda: not window.copies._looking.is_busy())
        assert window.close()
        assert len(copies_of(provider.workspace, place)) == 1
    assert shown


def test_a_second_close_while_a_copy_is_made_does_not_close(window):
    window.copies._closing = True
    assert not window.close()
    window.copies._closing = False


def test_what_fails_before_the_end_is_said_and_can_be_skipped(window, provider, place):
    place.rmdir()
    assert not window.close()
    asking = inside(window, "copy-failed", LeavingDialog)
    said = [label.text() for label in asking.findChildren(PlainLabel)]
    assert "No good copy was made." in said
    assert any("is not there" in text for text in said)
    inside(asking, "leaving.stay", QPushButton).click()
    assert window.isVisible()
    assert not window.close()
    inside(window, "copy-failed", LeavingDialog)
    inside(window, "leaving.give-up", QPushButton).click()
    assert not window.isVisible()
    assert not place.exists()


def test_one_good_copy_of_two_is_not_called_none(window, provider, place, tmp_path):
    (tmp_path / "stick").mkdir()
    folder_for(provider.workspace, tmp_path / "stick").write_text("in the way")
    window.settings.places = Places(place, tmp_path / "stick")
    assert not window.close()
    asking = inside(window, "copy-failed", LeavingDialog)
    said = [label.text() for label in asking.findChildren(PlainLabel)]
    assert "There is a good copy, but not in both places." in said
    assert len(copies_of(provider.workspace, place)) == 1
    inside(asking, "leaving.give-up", QPushButton).click()
    assert not window.isVisible()


def test_it_is_tried_again_when_the_cause_is_gone(window, provider, place):
    place.rmdir()
    assert not window.close()
    place.mkdir()
    inside(window, "leaving.go-on", QPushButton).click()
    assert not window.isVisible()
    assert len(copies_of(provider.workspace, place)) == 1


def test_a_fault_of_the_program_does_not_keep_the_window_open(window, monkeypatch):
    def broken(*_):
        raise RuntimeError("not foreseen")

    monkeypatch.setattr("sdesk.ui.safekeeping.keeping_copies.keep_copies", broken)
    assert not window.close()
    inside(window, "leaving.give-up", QPushButton).click()
    assert not window.isVisible()


def test_damage_is_said_at_once_and_once_and_stays_in_sight(window, provider):
    window.copies.copy_now()
    with provider.workspace.reading() as session, session.begin():
        session.execute(text("UPDATE person SET email = 'forged'"))
    work(provider)
    window.copies.copy_now()
    fault = inside(window, "fault", FaultDialog)
    fault.close()
    QApplication.sendPostedEvents(None, 52)
    line = inside(window, "today.copies", Callout)
    assert line.isVisible() and "The copy is not verified" in line.text()


def test_today_says_when_what_was_written_is_in_no_copy_for_more_than_a_day(window, provider):
    line = inside(window, "today.copies", Callout)
    provider.workspace.clock = Clock(provider.workspace.clock())
    window.copies.look()
    assert not line.isVisible()
    window.copies.copy_now()
    provider.workspace.clock = Clock(provider.workspace.clock() + timedelta(days=9))
    window.copies.look()
    assert not line.isVisible()  # nothing was written since
    work(provider)
    provider.workspace.clock = Clock(provider.workspace.clock() + timedelta(hours=23))
    window.copies.look()
    assert not line.isVisible()
    provider.workspace.clock = Clock(provider.workspace.clock() + timedelta(hours=2))
    window.copies.look()
    assert line.isVisible() and line.text().startswith("The last good copy is of ")
    line.findChild(QPushButton).click()
    assert not line.isVisible()


def test_a_workspace_without_any_copy_is_said_to_have_none(window, provider):
    provider.workspace.clock = Clock(provider.workspace.clock() + timedelta(days=2))
    window.copies.look()
    assert "No good copy of this workspace is known" in inside(window, "today.copies", Callout).text()


def test_a_copy_that_was_taken_away_counts_no_longer(window, provider, place):
    window.copies.copy_now()
    for copy in copies_of(provider.workspace, place):
        copy.path.unlink()
    window._each_minute.timeout.emit()
    assert status(window) == "no backup yet"


def test_a_backup_that_was_asked_for_counts_too(window, provider, tmp_path):
    copy = tmp_path / "asked.sdesk"
    window.backups.write(str(copy))
    assert status(window).startswith("backup ")
    window.copies.look()
    assert not inside(window, "today.copies", Callout).isVisible()


@pytest.mark.a_few(2)
@pytest.mark.parametrize(
    "harm", ["removed", "cut", "of another workspace", "of before", "a folder", "scrambled"]
)
def test_a_backup_that_is_not_there_any_more_is_not_vouched_for(window, provider, tmp_path, harm):
    copy, before = tmp_path / "asked.sdesk", tmp_path / "before.sdesk"
    window.backups.write(str(before))
    work(provider)
    window.backups.write(str(copy))
    whole = copy.read_bytes()
    copy.unlink()
    if harm == "a folder":
        copy.mkdir()
    elif harm == "of another workspace":
        start_workspace(copy, "Another").close()
    elif harm != "removed":
        half = len(whole) // 2
        contents = {
            "cut": whole[:half],
            "of before": before.read_bytes(),
            "scrambled": whole[:100] + bytes(reversed(whole[100:])),
        }
        copy.write_bytes(contents[harm])
    provider.workspace.clock = Clock(provider.workspace.clock() + timedelta(days=2))
    window.copies.look()
    assert status(window) == "backup not found"
    assert str(copy) in inside(window, "status.backup", QPushButton).toolTip()
    assert "No good copy of this workspace is known" in inside(window, "today.copies", Callout).text()
    if copy.is_file():
        copy.unlink()
    if not copy.is_dir():
        copy.write_bytes(whole)
        window.copies.look()
        assert status(window) == "backup 2 days ago"
        assert not inside(window, "today.copies", Callout).isVisible()


@pytest.mark.parametrize("made_by", ["backups", "copies"])
def test_a_clock_that_was_ahead_silences_nothing(window, provider, tmp_path, made_by):
    now = provider.workspace.clock()
    provider.workspace.clock = Clock(now.replace(year=2099))
    if made_by == "backups":
        window.backups.write(str(tmp_path / "asked.sdesk"))
    else:
        window.copies.copy_now()
    provider.workspace.clock = Clock(now)
    window.copies.look()
    assert status(window) == "backup of unknown time"
    work(provider)
    provider.workspace.clock = Clock(now + timedelta(days=2))
    window.copies.look()
    assert "What was written since" in inside(window, "today.copies", Callout).text()


def test_what_was_written_by_a_clock_that_was_ahead_is_missed_in_the_copies(window, provider):
    window.copies.copy_now()
    now = provider.workspace.clock()
    provider.workspace.clock = Clock(now.replace(year=2099))
    work(provider)
    provider.workspace.clock = Clock(now)
    window.copies.look()
    assert "since 2099-" in inside(window, "today.copies", Callout).text()


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a file that is open cannot be opened again")
def test_a_backup_that_is_the_open_workspace_itself_is_none_and_keeps_its_lock(window, provider):
    """To look into it would give the lock of the open file away."""
    workspace = provider.workspace
    ours = organization(workspace)
    window.settings.remember_backup(
        ours.id, Copy(workspace.path, workspace.clock(), mark_of_head(workspace) or "")
    )
    window.copies.look()
    assert status(window) == "backup not found"
    script = "import sys; from pathlib import Path; from sdesk.practice.workspaces import open_workspace as o; o(Path(sys.argv[1]))"
    tried = subprocess.run(
        [sys.executable, "-c", script, str(workspace.path)], capture_output=True, check=False
    )
    assert b"InUse" in tried.stderr


def test_a_second_place_that_is_away_is_skipped_and_said(window, provider, place, tmp_path):
    stick = tmp_path / "stick"
    window.settings.places = Places(place, stick)
    window.copies.copy_now()
    assert str(stick) in inside(window, "status.backup", QPushButton).toolTip()
    assert window.findChild(FaultDialog) is None
    stick.mkdir()
    window.copies.copy_now()
    assert len(copies_of(provider.workspace, stick)) == 1
    assert str(stick) not in inside(window, "status.backup", QPushButton).toolTip()


def test_before_an_import_one_is_made_or_nothing_is_imported(window, provider, place):
    before = window.copies.copy_before()
    before()
    assert len(copies_of(provider.workspace, place)) == 1
    shutil.rmtree(place)
    with pytest.raises(SdeskError, match="is not there"):
        before()


def test_where_no_folder_is_named_none_is_made(qtbot, provider, tmp_path):
    (tmp_path / "copies").mkdir()
    with copying_window(qtbot, provider, tmp_path) as window:
        window.settings._copies = None
        window.copies.copy_now()
        assert window.close()
    assert list((tmp_path / "copies").iterdir()) == []


def test_the_places_that_were_chosen_are_remembered(tmp_path):
    file = tmp_path / "sdesk.ini"
    assert Settings(file).places is None
    assert Settings(file, tmp_path).places == Places(tmp_path)
    Settings(file).places = Places(tmp_path / "a", tmp_path / "b")
    assert Settings(file, tmp_path).places == Places(tmp_path / "a", tmp_path / "b")
    Settings(file).places = Places(tmp_path / "a")
    assert Settings(file, tmp_path).places == Places(tmp_path / "a")


def test_the_places_are_chosen_in_the_preferences(window, place, tmp_path):
    window.show_preferences()
    inside(window, "action.choose-second", QPushButton).click()
    inside(window, "file.copies-second", QFileDialog).fileSelected.emit(str(tmp_path / "stick"))
    assert window.settings.places == Places(place, tmp_path / "stick")
    assert inside(window, "copies.second", PlainLabel).text() == str(tmp_path / "stick")
    inside(window, "action.choose-first", QPushButton).click()
    inside(window, "file.copies-first", QFileDialog).fileSelected.emit(str(tmp_path / "other"))
    assert window.settings.places == Places(tmp_path / "other", tmp_path / "stick")
    inside(window, "action.no-second", QPushButton).click()
    assert window.settings.places == Places(tmp_path / "other")
    for name in ("file.copies-first", "file.copies-second", "preferences"):
        inside(window, name).close()
