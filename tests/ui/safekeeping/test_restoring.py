"""A copy in the place of the workspace, by clicks and keys: seen before, agreed to, and the window goes on with it."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QTableWidget
from sqlalchemy import text

from sdesk.app import Program
from sdesk.log import recent, start_log, stop_log
from sdesk.models import Customer, Person
from sdesk.practice.kept_copies import Places, copies_of, keep_copies
from sdesk.practice.lifecycle.records import create
from sdesk.practice.passphrase import change_passphrase, remove_passphrase
from sdesk.practice.safekeeping import verify
from sdesk.practice.workspaces import open_workspace, start_workspace
from sdesk.ui.pieces import Callout, PlainLabel, Tone
from sdesk.ui.safekeeping.restore_preview import RestorePreview
from sdesk.ui.settings import Settings
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.window.welcome import Welcome
from tests.full_disk import full_disk
from tests.practice.test_copy_before_migrating import FORMAT_1
from tests.provider import working_provider
from tests.ui.shell import end, inside

NOON = datetime(2030, 7, 15, 12, 0, tzinfo=UTC)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "copies").mkdir()
    return tmp_path / "copies"


@pytest.fixture
def program(qtbot, qapp, tmp_path, place):
    made = Program(qapp, Settings(tmp_path / "sdesk.ini", place))
    made.worker.at_once = True
    yield made
    end(made)


@pytest.fixture
def window(program, tmp_path):
    """Of a workspace with a copy, and a customer written in the same hour, so that the next copy thins that one."""
    provider = working_provider(tmp_path / "harbour.sdesk")
    provider.workspace.close()
    program.start(tmp_path / "harbour.sdesk")
    program.workspace.clock = lambda: NOON
    program.window.copies.copy_now()
    program.workspace.clock = lambda: NOON + timedelta(minutes=20)
    create(program.workspace, Customer, {"name": "Since"})
    return program.window


def look_into_the_last(program) -> RestorePreview:
    program.window.show_copies()
    inside(program.window, "copies.restore", QPushButton).click()
    return inside(program.window, "restore", RestorePreview)


def customers(program) -> set[str]:
    return {each.name for each in program.workspace.find(Customer)}


def standing(preview) -> Callout:
    return inside(preview, "restore.standing", Callout)


def agree(preview) -> None:
    inside(preview, "restore.agree", QPushButton).click()


def test_what_differs_is_shown_and_after_restoring_the_window_goes_on_with_the_copy(program, window, place):
    path = program.workspace.path
    preview = look_into_the_last(program)
    assert standing(preview).tone() is Tone.OK
    assert "If you restore it: 1 record goes" in inside(preview, "restore.counts", PlainLabel).text()
    table = inside(preview, "restore.table", QTableWidget)
    assert [table.item(0, column).text() for column in (1, 3)] == ["Since", "Goes: it is not in the copy"]
    assert table.item(0, 2).text().startswith("Created")
    start_log()
    agree(preview)
    assert isinstance(program.window, MainWindow) and program.window is not window
    assert program.workspace.path == path and "Since" not in customers(program)
    assert verify(program.workspace) == []
    (aside,) = path.parent.glob("harbour replaced *.sdesk")
    said = inside(program.window, "window.restored", Callout)
    assert said.isVisible() and str(aside) in said.text() and str(place) in said.text()
    assert "restored kept=1 copies=1" in recent() and "Since" not in recent()
    stop_log()
    kept = sorted(place.glob("*/*.sdesk"))
    assert any("Since" in names_in(each) for each in kept) and "Since" in names_in(aside)
    program.window.show_copies()
    assert any(
        str(aside) in each.text() for each in inside(program.window, "copies").findChildren(PlainLabel)
    )
    said.acted.emit()
    assert not said.isVisible()


def names_in(path: Path) -> set[str]:
    looked_at = path.parent / "looked at"
    looked_at.write_bytes(path.read_bytes())
    with open_workspace(looked_at) as workspace:
        assert verify(workspace) == []
        return {each.name for each in workspace.find(Customer)}


def test_return_and_escape_leave_it_as_it_is(qtbot, program, window):
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        preview = look_into_the_last(program)
        qtbot.waitExposed(preview)
        qtbot.keyClick(preview, key)
        assert not preview.isVisible()
        inside(program.window, "copies").close()
        QApplication.sendPostedEvents(None, 52)  # deferred deletes
        assert program.window is window and "Since" in customers(program)


def test_what_is_not_saved_is_asked_about_first(qtbot, program, window):
    window.desk.open_record(next(iter(program.workspace.find(Customer))).id)
    field = inside(window, "Customer.name.edit")
    field.setFocus()
    qtbot.keyClicks(field, "Typed ")
    agree(look_into_the_last(program))
    assert program.window is window
    inside(window, "leaving.stay", QPushButton).click()
    assert program.window is window and "Since" in customers(program)
    QApplication.sendPostedEvents(None, 52)
    agree(look_into_the_last(program))
    inside(window, "leaving.go-on", QPushButton).click()
    assert program.window is not window and "Since" not in customers(program)
    place = program.settings.places.first
    assert any(any("Typed " in name for name in names_in(each)) for each in place.glob("*/*.sdesk"))


def test_where_no_copy_can_be_made_it_is_kept_beside_and_said(program, window, place, tmp_path):
    preview = look_into_the_last(program)
    program.settings.places = Places(tmp_path / "gone")
    agree(preview)
    said = inside(program.window, "window.restored", Callout)
    assert said.tone() is Tone.WARNING and "It is in no good copy" in said.text()
    (aside,) = tmp_path.glob("harbour replaced *.sdesk")
    assert "Since" in names_in(aside) and "Since" not in customers(program)
    program.settings.places = Places(place)


@pytest.mark.parametrize("harm", ["exchanged", "removed"])
def test_a_copy_that_is_another_one_by_then_is_refused_and_the_workspace_comes_back(
    program, window, place, harm
):
    preview = look_into_the_last(program)
    (copy,) = copies_of(program.workspace, place)
    if harm == "exchanged":
        create(program.workspace, Customer, {"name": "Even later"})
        (other,) = keep_copies(program.workspace, Places(place), copy.path).good
        content = other.path.read_bytes()
        copy.path.chmod(0o600)
        copy.path.write_bytes(content)
    else:
        copy.path.unlink()
    agree(preview)
    assert isinstance(program.window, MainWindow) and "Since" in customers(program)
    inside(program.window, "fault").close()
    assert not inside(program.window, "window.restored").isVisible()
    assert not list(program.workspace.path.parent.glob("*replaced*"))


def test_a_damaged_copy_and_one_of_another_workspace_cannot_be_agreed_to(program, window, place, tmp_path):
    (copy,) = copies_of(program.workspace, place)
    copy.path.chmod(0o600)
    copy.path.write_bytes(copy.path.read_bytes().replace(b"Ana Reyes", b"Eve Reyes"))
    preview = look_into_the_last(program)
    assert standing(preview).tone() is Tone.ERROR and "damaged" in standing(preview).text()
    assert not inside(preview, "restore.agree").isEnabled()
    table = inside(preview, "restore.table", QTableWidget)
    wrong = [table.item(row, 2).text() for row in range(table.rowCount())]
    assert any("does not say what was written" in each for each in wrong)
    preview.reject()
    start_workspace(tmp_path / "other.sdesk", "Other Ltd").close()
    listed = inside(program.window, "copies")
    QApplication.sendPostedEvents(None, 52)
    inside(listed, "copies.other", QPushButton).click()
    inside(listed, "file.copy", QFileDialog).fileSelected.emit(str(tmp_path / "other.sdesk"))
    preview = inside(listed, "restore", RestorePreview)
    assert "another workspace, of Other Ltd" in standing(preview).text()
    assert not inside(preview, "restore.agree").isEnabled()
    assert inside(preview, "restore.elsewhere").isEnabled()


def test_under_another_passphrase_it_is_asked_for_and_said(qtbot, program, window, place):
    change_passphrase(program.workspace, "nobody knows these", "nobody knows these")
    (copy,) = keep_copies(program.workspace, Places(place)).good
    remove_passphrase(program.workspace)
    program.workspace.clock = lambda: NOON + timedelta(minutes=30)
    window.show_copies()
    inside(window, "copies").look_into(copy.path)
    preview = inside(window, "restore", RestorePreview)
    secret = inside(preview, "restore.passphrase", QLineEdit)
    assert secret.isVisible() and not inside(preview, "restore.agree").isEnabled()
    for words in ("wrong words", "nobody knows these"):
        secret.setText(words)
        qtbot.keyClick(secret, Qt.Key.Key_Return)
    assert not secret.isVisible() and "another one" in standing(preview).text()
    agree(preview)
    assert program.workspace.passphrase == "nobody knows these"
    assert not program.workspace.path.read_bytes().startswith(b"SQLite")


@pytest.mark.a_few(1)
@pytest.mark.parametrize("harm", ["rubbish", "a broken page", "gone"])
def test_over_what_cannot_be_opened_any_more(program, window, place, harm):
    path, workspace = program.workspace.path, program.workspace
    (copy,) = copies_of(workspace, place)
    window.go_without_asking()
    program.close_workspace()
    content = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(b"rubbish" * 5000 if harm == "rubbish" else content[:20] + bytes(80) + content[100:])
    program.open(path)
    assert isinstance(program.window, Welcome)
    warning = inside(program.window, "welcome.warning", Callout)
    warning.findChild(QPushButton).click()
    dialog = inside(program.window, "file.copy", QFileDialog)
    assert dialog.directory().absolutePath() == str(place)
    dialog.fileSelected.emit(str(copy.path))
    dialog.close()
    preview = inside(program.window, "restore", RestorePreview)
    assert "nobody can tell what differs" in inside(preview, "restore.counts", PlainLabel).text()
    agree(preview)
    assert isinstance(program.window, MainWindow) and "Since" not in customers(program)
    assert len(list(path.parent.glob("harbour replaced *"))) == (0 if harm == "gone" else 1)


def test_a_damaged_file_that_looks_encrypted_is_offered_a_copy_after_its_passphrase_was_refused(
    program, window, place
):
    path = program.workspace.path
    (copy,) = copies_of(program.workspace, place)
    window.go_without_asking()
    program.close_workspace()
    path.write_bytes(b"rubbish." * 4096)
    program.open(path)
    asking = inside(program.window, "passphrase")
    asking.given.emit("correct horse")
    asking.reject()
    warning = inside(program.window, "welcome.warning", Callout)
    assert warning.isVisible() and "not a workspace, or its passphrase" in warning.text()
    warning.findChild(QPushButton).click()
    inside(program.window, "file.copy", QFileDialog).fileSelected.emit(str(copy.path))
    agree(inside(program.window, "restore", RestorePreview))
    assert isinstance(program.window, MainWindow) and "Since" not in customers(program)


def test_a_damaged_workspace_that_is_open_is_restored(program, window, place):
    with program.workspace.reading() as session, session.begin():
        session.execute(text("UPDATE person SET state = 'nonsense'"))
    agree(look_into_the_last(program))
    assert isinstance(program.window, MainWindow) and verify(program.workspace) == []
    said = inside(program.window, "window.restored", Callout).text()
    assert "It is in no good copy" in said
    assert {each.state for each in program.workspace.find(Person)} == {"in use"}


@pytest.mark.torture
def test_of_a_file_that_cannot_be_shown_what_can_be_read_is_saved_and_the_rest_named(
    program, window, place, tmp_path
):
    path = program.workspace.path
    window.go_without_asking()
    program.close_workspace()
    content = bytearray(path.read_bytes())
    at = content.find(b"Ana Reyes") // 4096 * 4096
    content[at : at + 4096] = b"\xff" * 4096
    path.write_bytes(content)
    program.window.warn("It could not be shown.", path)
    inside(program.window, "welcome.rescue", QPushButton).click()
    dialog = inside(program.window, "file.rescue", QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "rescued.sdesk"))
    assert isinstance(program.window, MainWindow)
    assert program.workspace.path == tmp_path / "rescued.sdesk"
    shown = inside(program.window, "verify")
    assert inside(shown, "verify.said", Callout).tone() is Tone.ERROR
    assert inside(shown, "verify.table", QTableWidget).rowCount() >= len(verify(program.workspace)) > 0
    assert path.read_bytes() == content


def test_where_nothing_can_be_read_it_is_said(program, window, tmp_path):
    path = program.workspace.path
    window.go_without_asking()
    program.close_workspace()
    path.write_bytes(b"rubbish" * 999)
    program.open(path)
    inside(program.window, "welcome.rescue", QPushButton).click()
    inside(program.window, "file.rescue", QFileDialog).fileSelected.emit(str(tmp_path / "rescued.sdesk"))
    said = " ".join(each.text() for each in inside(program.window, "fault").findChildren(PlainLabel))
    assert "Nothing of harbour.sdesk can be read" in said
    assert not (tmp_path / "rescued.sdesk").exists()
    inside(program.window, "fault").close()


@pytest.mark.a_few(1)
@pytest.mark.parametrize("harm", ["a value", "a page", "the first page"])
def test_of_a_damaged_copy_what_can_be_read_is_opened_and_the_damage_named(
    program, window, place, tmp_path, harm
):
    (copy,) = copies_of(program.workspace, place)
    content = bytearray(copy.path.read_bytes())
    at = content.find(b"Ana Reyes")
    if harm == "a value":
        content[at : at + 3] = b"Eve"
    else:
        page = at // 4096 * 4096 if harm == "a page" else 0
        content[page : page + 4096] = b"\xff" * 4096
    copy.path.chmod(0o600)
    copy.path.write_bytes(content)
    preview = look_into_the_last(program)
    assert standing(preview).tone() is Tone.ERROR
    inside(preview, "restore.rescue", QPushButton).click()
    inside(window, "file.rescue", QFileDialog).fileSelected.emit(str(tmp_path / "rescued.sdesk"))
    if harm == "the first page":
        inside(window, "fault").close()
        assert program.window is window and not (tmp_path / "rescued.sdesk").exists()
        return
    assert program.workspace.path == tmp_path / "rescued.sdesk"
    damages = verify(program.workspace)
    shown = inside(program.window, "verify")
    assert 0 < len(damages) <= inside(shown, "verify.table", QTableWidget).rowCount()
    shown.close()


def test_a_workspace_of_an_older_format_is_copied_before_the_window_shows_it_and_comes_back(
    program, place, tmp_path
):
    old = Path(shutil.copy(FORMAT_1, tmp_path / "old.sdesk"))
    program.start(old)
    (copy,) = copies_of(program.workspace, place)
    assert copy.is_old
    create(program.workspace, Customer, {"name": "Since"})
    program.window.show_copies()
    shown = inside(program.window, "copies.table", QTableWidget)
    assert shown.item(0, 3).text() == "Verified when made, before a new format"
    inside(program.window, "copies").look_into(copy.path)
    preview = inside(program.window, "restore", RestorePreview)
    assert standing(preview).tone() is Tone.OK
    agree(preview)
    assert "Since" not in customers(program) and verify(program.workspace) == []
    assert any("Since" in names_in(each) for each in place.glob("*/*.sdesk"))


def test_on_a_full_disk_what_was_there_comes_back_and_it_is_said(program, window, tmp_path):
    preview = look_into_the_last(program)
    with full_disk(program.workspace.path.stat().st_size - 4096):
        agree(preview)
    assert isinstance(program.window, MainWindow) and "Since" in customers(program)
    said = " ".join(each.text() for each in inside(program.window, "fault").findChildren(PlainLabel))
    assert "could not be copied" in said or "could not be written" in said
    inside(program.window, "fault").close()
    assert not inside(program.window, "window.restored").isVisible()
    assert verify(program.workspace) == [] and not list(tmp_path.glob("*replaced*"))
