"""A workspace where a program synchronises: said once a file, with a better place that takes everything along."""

import json
import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from shiboken6 import isValid

from sdesk.app import Program
from sdesk.models import Customer, Person
from sdesk.practice.kept_copies import Places, copies_of
from sdesk.practice.lifecycle.records import create
from sdesk.practice.safekeeping import verify
from sdesk.practice.workspaces import open_workspace, start_workspace
from sdesk.storage.file.owner import owner_file
from sdesk.ui.pieces import Callout
from sdesk.ui.safekeeping.shared_folders import SharedBar
from sdesk.ui.settings import Settings
from sdesk.ui.wizard import FirstRunWizard
from tests.ui.shell import end, inside


@pytest.fixture
def program(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "documents"))
    for name in ("copies", "team/.stfolder", "documents"):
        (tmp_path / name).mkdir(parents=True)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Program(app, Settings(tmp_path / "settings.ini", tmp_path / "copies"))
    made.worker.at_once = True
    yield made
    end(made)


def a_workspace(path: Path) -> Path:
    with start_workspace(path, "Harbour IT") as workspace:
        create(workspace, Person, {"name": "Ana Reyes"})
    return path


def bar(program) -> SharedBar:
    return inside(program.window, "window.shared", SharedBar)


def test_it_is_said_once_a_file(program, tmp_path):
    for name in ("one.sdesk", "two.sdesk"):
        program.open(a_workspace(tmp_path / "team" / name))
        assert bar(program).isVisible()
        assert f"{name} lies in a folder that Syncthing synchronises" in bar(program).text()
        inside(program.window, "shared.leave", QPushButton).click()
        assert not bar(program).isVisible()
    program.open(tmp_path / "team" / "one.sdesk")
    assert not bar(program).isVisible()
    program.open(a_workspace(tmp_path / "documents" / "three.sdesk"))
    assert not bar(program).isVisible()


def test_kept_on_this_laptop_everything_goes_along_and_what_lay_there_stays(program, tmp_path):
    old = a_workspace(tmp_path / "team" / "harbour.sdesk")
    program.open(old)
    before = old.read_bytes()
    bar(program).acted.emit()
    dialog = inside(program.window, "file.keep-here", QFileDialog)
    assert dialog.directory().absolutePath() == str(tmp_path / "documents")
    dialog.close()
    new = tmp_path / "documents" / "harbour.sdesk"
    dialog.fileSelected.emit(str(new))
    workspace = program.window.desk.workspace
    assert workspace.path == new
    assert "Copies go to" in bar(program).text()
    assert program.settings.places == Places(tmp_path / "copies", tmp_path / "team")
    assert program.settings.last == new
    assert program.settings.recent() == [new]
    create(workspace, Customer, {"name": "Saltmarsh Clinic"})
    assert verify(workspace) == []
    program.window.copies.copy_now()
    assert len(copies_of(workspace, tmp_path / "team")) == 1
    assert old.read_bytes() == before
    with open_workspace(old) as left:  # nobody has it any more
        assert left.find(Customer) == []
    program.window.close()
    program._let_go()
    with open_workspace(new) as again:
        assert [each.name for each in again.find(Customer)] == ["Saltmarsh Clinic"]


def test_a_second_place_that_was_chosen_stays(program, tmp_path):
    program.settings.places = Places(tmp_path / "copies", tmp_path / "stick")
    program.open(a_workspace(tmp_path / "team" / "harbour.sdesk"))
    bar(program).keep_at(str(tmp_path / "documents" / "harbour.sdesk"))
    assert program.settings.places == Places(tmp_path / "copies", tmp_path / "stick")
    assert "Copies go to" not in bar(program).text()


def test_from_one_such_folder_to_another_nothing_is_done(program, tmp_path):
    (tmp_path / "drop" / ".dropbox.cache").mkdir(parents=True)
    old = a_workspace(tmp_path / "team" / "harbour.sdesk")
    program.open(old)
    bar(program).keep_at(str(tmp_path / "drop" / "harbour.sdesk"))
    assert "Dropbox synchronises" in bar(program).text()
    assert program.window.desk.workspace.path == old
    assert not (tmp_path / "drop" / "harbour.sdesk").exists()
    assert program.settings.places == Places(tmp_path / "copies")


def test_a_file_that_is_there_is_not_written_over(program, tmp_path):
    old = a_workspace(tmp_path / "team" / "harbour.sdesk")
    other = a_workspace(tmp_path / "documents" / "harbour.sdesk")
    before = other.read_bytes()
    program.open(old)
    bar(program).keep_at(str(other))
    assert program.window.desk.workspace.path == old
    assert other.read_bytes() == before
    inside(program.window, "fault").close()


def test_whom_the_note_names_on_another_laptop_is_said(program, tmp_path):
    """A folder is synchronised with the note, without the lock."""
    path = a_workspace(tmp_path / "documents" / "harbour.sdesk")
    note = {"user": "ben", "computer": "another-laptop", "process": 7, "since": "2026-07-15T08:30:00+00:00"}
    owner_file(path).write_text(json.dumps(note))
    program.open(path)
    assert bar(program).isVisible()
    assert (
        "ben on another-laptop opened it on 15 July 2026, 08:30 and did not close it" in bar(program).text()
    )
    program.close_workspace()
    assert json.loads(owner_file(path).read_text()) == note
    program.open(path)
    assert bar(program).isVisible()
    inside(program.window, "shared.leave", QPushButton).click()
    assert not bar(program).isVisible()
    assert json.loads(owner_file(path).read_text())["process"] == os.getpid()
    program.close_workspace()
    program.open(path)
    assert not bar(program).isVisible()


@pytest.fixture
def wizard(qtbot, program):
    program.start(None)
    program.choosing.ask_new()
    made = inside(program.window, "first-run", FirstRunWizard)
    yield made
    if isValid(made):
        made.close()


def place(wizard: FirstRunWizard, path: Path) -> None:
    wizard.firm.file.setValue(str(path))
    wizard.firm.file.changed.emit()


def test_where_a_workspace_is_made_the_better_way_is_a_click(program, wizard, tmp_path):
    note = inside(wizard, "first-run.shared", Callout)
    assert not note.isVisible()
    place(wizard, tmp_path / "team" / "harbour.sdesk")
    assert note.isVisible()
    assert "Syncthing" in note.text()
    note.acted.emit()
    assert wizard.firm.path() == tmp_path / "documents" / "harbour.sdesk"
    assert str(tmp_path / "team") in note.text()
    wizard.firm.name.setValue("Harbour IT")
    wizard.firm.person.setValue("Ana Reyes")
    wizard.finish()
    assert program.window.desk.workspace.path == tmp_path / "documents" / "harbour.sdesk"
    assert program.settings.places == Places(tmp_path / "copies", tmp_path / "team")


def test_it_can_be_made_there_all_the_same(program, wizard, tmp_path):
    place(wizard, tmp_path / "team" / "harbour.sdesk")
    note = inside(wizard, "first-run.shared", Callout)
    note.acted.emit()
    place(wizard, tmp_path / "team" / "harbour.sdesk")
    assert "Syncthing" in note.text()
    assert wizard.firm.shared.second_place is None
    place(wizard, tmp_path / "harbour.sdesk")
    assert not note.isVisible()
