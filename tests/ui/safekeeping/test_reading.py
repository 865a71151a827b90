"""Somebody else has the workspace: who is told, and the latest copy is read meanwhile, in which nothing can be saved."""

import json
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton

from sdesk.app import Program
from sdesk.errors import SdeskError
from sdesk.models import Customer, Person
from sdesk.practice.backups import save_elsewhere
from sdesk.practice.exchange.handouts import hand_out
from sdesk.practice.kept_copies import Places, keep_copies, latest_copy
from sdesk.practice.lifecycle.records import create
from sdesk.practice.passphrase import change_passphrase
from sdesk.practice.unsaved import TypedField, TypedForm, keep, offers
from sdesk.practice.workspaces import Workspace, open_workspace, start_workspace
from sdesk.storage.file.owner import owner_file
from sdesk.ui.control.schedule.output import ScheduleOutput
from sdesk.ui.pieces import Callout, PlainLabel
from sdesk.ui.records.opened_copies import write_out
from sdesk.ui.reporting.output import Output
from sdesk.ui.safekeeping.reading import InUseDialog, when_made
from sdesk.ui.settings import Settings
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.window.welcome import Welcome
from tests.ui.shell import end, inside

MADE = datetime(2026, 7, 15, 12, 0, tzinfo=UTC)


@pytest.fixture
def program(qtbot, tmp_path: Path):
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    (tmp_path / "copies").mkdir()
    made = Program(app, Settings(tmp_path / "settings.ini", tmp_path / "copies"))
    made.worker.at_once = True
    yield made
    end(made)


def held_with_a_copy(folder: Path, passphrase: str = "") -> Workspace:
    """A workspace that another one has open, with a copy, and with what was written since."""
    held = start_workspace(
        folder / "harbour.sdesk",
        "Harbour IT",
        time_zone="Asia/Kathmandu",
        passphrase=passphrase,
        clock=lambda: MADE,
    )
    create(held, Person, {"name": "Ana Reyes"})
    create(held, Customer, {"name": "Saltmarsh Clinic"})
    assert keep_copies(held, Places(folder / "copies")).good
    create(held, Customer, {"name": "Written since"})
    return held


def texts(dialog: QDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(PlainLabel))


def everything_below(folder: Path) -> dict[str, bytes]:
    return {str(each): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_the_copy_can_be_read_and_nothing_can_be_saved_in_it(qtbot, program, tmp_path):
    with held_with_a_copy(tmp_path) as held:
        before = everything_below(tmp_path / "copies")
        program.start(held.path)
        assert isinstance(program.window, Welcome)
        told = inside(program.window, "in-use", InUseDialog)
        assert "is open in another program" in texts(told)
        button = inside(told, "in-use.read", QPushButton)
        assert button.isVisible()
        assert "July 2026" in button.text()
        button.click()
        window = program.window
        assert isinstance(window, MainWindow)
        reading = window.desk.workspace
        assert [each.name for each in reading.find(Customer)] == ["Saltmarsh Clinic"]
        bar = inside(window, "window.reading", Callout)
        assert bar.isVisible()
        assert "the copy of harbour.sdesk of 15 July 2026, 17:45" in bar.text()
        saves = [
            lambda: create(reading, Customer, {"name": "Lost"}),
            lambda: change_passphrase(reading, "open sesame", "open sesame"),
            lambda: save_elsewhere(reading, tmp_path / "elsewhere.sdesk"),
            lambda: hand_out(reading, tmp_path / "told nowhere.pdf", b"%PDF"),
        ]
        for save in saves:
            with pytest.raises(SdeskError, match="Nothing can be saved in it"):
                save()
        with pytest.raises(SdeskError), reading.at_once():
            pass
        assert not (tmp_path / "told nowhere.pdf").exists()
        output = window.show_tab(6).findChild(Output)
        with qtbot.waitSignal(output.failed):
            output.print()
        said: list[str] = []
        ScheduleOutput(window.desk, window, said.append).print_month(MADE.date())
        assert "nor printed from it" in said[0]
        assert window.windowTitle() == "Harbour IT, copy of 15 July 2026, 17:45 – sdesk"
        assert inside(window, "status.workspace", PlainLabel).text() == "Harbour IT · harbour.sdesk"
        assert not inside(window, "status.who").isVisible()  # nobody works in it
        assert not inside(window, "status.backup").isVisible()
        assert not window.findChildren(QDialog, "who")
        window.backups.ask()
        fault = inside(window, "fault", QDialog)
        assert "Nothing can be saved in it" in texts(fault)
        fault.close()
        assert program.settings.last is None
        assert program.settings.recent() == []
        window.copies.copy_now()
        assert window.close()
        assert everything_below(tmp_path / "copies") == before
        assert json.loads(owner_file(held.path).read_bytes())["workspace"] == held.id.hex


def test_when_it_is_closed_there_the_workspace_itself_is_a_click_away(qtbot, program, tmp_path):
    held = held_with_a_copy(tmp_path)
    program.start(held.path)
    inside(program.window, "in-use.read", QPushButton).click()
    read = program.window.desk.workspace.path
    assert read.is_relative_to(tempfile.gettempdir())
    inside(program.window, "window.reading", Callout).acted.emit()
    told = inside(program.window, "in-use", InUseDialog)  # it is still open there
    held.close()
    qtbot.keyClick(told, Qt.Key.Key_Return)
    assert program.window.desk.workspace.path == held.path
    assert not inside(program.window, "window.reading", Callout).isVisible()
    assert not read.exists()


def test_a_copy_with_a_passphrase_asks_for_it(qtbot, program, tmp_path):
    with held_with_a_copy(tmp_path, "open sesame") as held:
        program.start(held.path)
        words = inside(inside(program.window, "passphrase", QDialog), "passphrase.words", QLineEdit)
        qtbot.keyClicks(words, "open sesame")
        qtbot.keyClick(words, Qt.Key.Key_Return)
        inside(program.window, "in-use.read", QPushButton).click()
        asking = [each for each in program.window.findChildren(QDialog, "passphrase") if each.isVisible()][-1]
        copy = latest_copy(held.id, Places(tmp_path / "copies"))
        assert copy is not None
        made = when_made(copy)
        assert f"The copy of harbour.sdesk of {made} is encrypted" in texts(asking)
        words = inside(asking, "passphrase.words", QLineEdit)
        for typed in ("wrong", "open sesame"):
            qtbot.keyClicks(words, typed)
            qtbot.keyClick(words, Qt.Key.Key_Return)
            if typed == "wrong":
                assert held.path.name in texts(asking)
                assert "2026-07" not in texts(asking)  # not by the name of the file among the copies
        assert isinstance(program.window, MainWindow)
        assert [each.name for each in program.window.desk.workspace.find(Customer)] == ["Saltmarsh Clinic"]
    inside(program.window, "window.reading", Callout).acted.emit()  # now that it is closed there
    asking = [each for each in program.window.findChildren(QDialog, "passphrase") if each.isVisible()][-1]
    assert "harbour.sdesk is encrypted" in texts(asking)
    words = inside(asking, "passphrase.words", QLineEdit)
    qtbot.keyClicks(words, "open sesame")
    qtbot.keyClick(words, Qt.Key.Key_Return)
    assert program.window.desk.may_write
    assert program.window.windowTitle() == "Harbour IT – sdesk"
    assert inside(program.window, "status.backup").isVisible()


def test_where_there_is_no_copy_none_is_offered(program, tmp_path):
    with held_with_a_copy(tmp_path) as held:
        shutil.rmtree(tmp_path / "copies")
        program.start(held.path)
        told = inside(program.window, "in-use", InUseDialog)
        assert not inside(told, "in-use.read", QPushButton).isVisible()
        assert "Close it there first." in texts(told)
        told.close()


def test_a_copy_that_went_meanwhile_is_said_to_be_gone(program, tmp_path):
    with held_with_a_copy(tmp_path) as held:
        program.start(held.path)
        shutil.rmtree(tmp_path / "copies")
        inside(program.window, "in-use.read", QPushButton).click()
        assert isinstance(program.window, Welcome)
        assert "could not be read" in texts(inside(program.window, "fault", QDialog))


def test_a_copy_of_another_workspace_of_that_name_is_not_offered(program, tmp_path):
    with held_with_a_copy(tmp_path) as held:
        note = json.loads(owner_file(held.path).read_bytes())
        for other in ("0" * 32, "../copies", ""):
            owner_file(held.path).write_text(json.dumps({**note, "workspace": other}))
            program.start(held.path)
            told = inside(program.window, "in-use", InUseDialog)
            assert not inside(told, "in-use.read", QPushButton).isVisible()
            told.close()
            told.deleteLater()
            QApplication.sendPostedEvents(told, 52)  # DeferredDelete


def test_what_somebody_put_among_the_copies_is_not_shown_as_one(program, tmp_path):
    with start_workspace(tmp_path / "other.sdesk", "Other"):
        pass
    with held_with_a_copy(tmp_path) as held:
        folder = tmp_path / "copies" / str(held.id)
        shutil.copy(tmp_path / "other.sdesk", folder / "harbour 2026-07-16 12-00-00Z 0123456789ab.sdesk")
        program.start(held.path)
        inside(program.window, "in-use.read", QPushButton).click()
        assert isinstance(program.window, Welcome)
        assert "is no copy of harbour.sdesk" in texts(inside(program.window, "fault", QDialog))


def test_the_one_that_is_open_stays_open(program, tmp_path):
    with start_workspace(tmp_path / "other.sdesk", "Other") as other:
        create(other, Person, {"name": "Ben"})
    program.start(tmp_path / "other.sdesk")
    with held_with_a_copy(tmp_path) as held:
        program.open(held.path)
        inside(program.window, "in-use", InUseDialog).close()
        assert program.window.windowTitle() == "Other – sdesk"
    open_workspace(held.path).close()


def test_what_is_typed_in_the_workspace_is_neither_offered_nor_touched(program, tmp_path):
    """The text of whoever has it open, and of one that was killed while somebody typed in it."""
    with held_with_a_copy(tmp_path) as held:
        keep(held, {"a": TypedForm("Customer", None, "", "new customer", (TypedField("name", "Name", "x"),))})
        held.unsaved.wait()
        side = held.unsaved.path
        before = side.read_bytes()
        program.start(held.path)
        inside(program.window, "in-use.read", QPushButton).click()
        window = program.window
        assert window.desk.typing.offers() == ()
        for tab in range(7):
            window.show_tab(tab)
        window.show_record(window.desk.workspace.find(Customer)[0].id)
        window.current_page().form.save()
        read = window.desk.workspace
        assert not read.unsaved.path.exists()
        assert window.close()
        program._let_go()
        assert side.read_bytes() == before
        assert list(offers(held))


def test_what_was_opened_goes_as_its_workspace_does(program, tmp_path):
    """Also where the next one that is shown lies among what was opened, as a copy that is read does."""
    with start_workspace(tmp_path / "other.sdesk", "Other") as other:
        create(other, Person, {"name": "Ben"})
    program.start(tmp_path / "other.sdesk")
    opened = write_out(b"known words", "letter.txt")
    with held_with_a_copy(tmp_path) as held:
        program.open(held.path)
        inside(program.window, "in-use.read", QPushButton).click()
        assert program.window.desk.workspace.copy_of == held.path
        assert not opened.exists()
        assert program.window.desk.workspace.path.exists()
        of_the_copy = write_out(b"known words", "letter.txt")
        read = program.window.desk.workspace.path
        program.window.close()
        program._let_go()
        assert not of_the_copy.exists()
        assert not read.exists()
