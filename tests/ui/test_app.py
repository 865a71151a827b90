"""The program from its start: the welcome screen, opening, who is working, and faults that do not end it."""

import os
import shutil
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTreeView,
    QWidget,
)

import sdesk.sample
from sdesk.app import Program, go_on_after_faults
from sdesk.errors import SdeskError
from sdesk.models import Person, ServiceIncident
from sdesk.practice.chosen_places import folder_for_copies
from sdesk.practice.kept_copies import Places
from sdesk.practice.lifecycle.records import create
from sdesk.practice.safekeeping import verify
from sdesk.practice.workspaces import open_workspace, people, start_workspace, work_as
from sdesk.translation import message
from sdesk.ui.pieces import Callout, PlainLabel
from sdesk.ui.safekeeping.reading import InUseDialog
from sdesk.ui.settings import Settings
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.window.problem_report import FaultDialog, ProblemReport, tell
from sdesk.ui.window.welcome import Welcome
from sdesk.ui.wizard import FirstRunWizard
from sdesk.ui.wizard.questions import QuestionsWindow
from sdesk.ui.worker import Worker
from tests.fixtures.fill import fixture
from tests.practice.test_copy_before_migrating import encrypted
from tests.ui.shell import end, inside


def started_program(folder: Path) -> Program:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Program(app, Settings(folder / "settings.ini"))
    made.worker.at_once = True
    return made


@pytest.fixture
def program(qtbot, tmp_path):
    made = started_program(tmp_path)
    yield made
    end(made)


def workspace_file(folder: Path, name: str, people: tuple[str, ...] = ("Ana",), passphrase: str = "") -> Path:
    path = folder / f"{name}.sdesk"
    with start_workspace(path, f"{name} Ltd", passphrase=passphrase) as workspace:
        for person in people:
            create(workspace, Person, {"name": person})
    return path


def working(program) -> str:
    return inside(program.window, "status.who", QPushButton).text()


def test_the_first_start_welcomes(program):
    program.start(None)
    assert isinstance(program.window, Welcome)
    assert program.window.findChild(QListWidget, "welcome.recent") is None


@pytest.mark.parametrize(
    ("name", "signal"), [("action.new-workspace", "new_asked"), ("action.open", "open_asked")]
)
def test_return_presses_what_has_the_focus(qtbot, name, signal):
    window = Welcome((), Worker())
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    pressed = inside(window, name, QPushButton)
    if name == "action.new-workspace":
        assert pressed.hasFocus()
    pressed.setFocus()
    with qtbot.waitSignal(getattr(window, signal)):
        qtbot.keyClick(pressed, Qt.Key.Key_Return)


def test_a_workspace_that_is_named_is_opened_and_is_opened_again_at_the_next_start(program, tmp_path):
    path = workspace_file(tmp_path, "One")
    program.start(path)
    assert program.window.windowTitle() == "One Ltd – sdesk"
    program.window.close()
    program._let_go()
    again = started_program(tmp_path)
    again.start(None)
    assert isinstance(again.window, MainWindow)
    assert again.window.windowTitle() == "One Ltd – sdesk"
    end(again)


def test_a_closed_workspace_is_offered_and_not_opened_by_itself(qtbot, program, tmp_path):
    program.start(workspace_file(tmp_path, "One"))
    program.close_workspace()
    assert isinstance(program.window, Welcome)
    assert program.settings.last is None
    recent = inside(program.window, "welcome.recent", QListWidget)
    qtbot.keyClick(recent, Qt.Key.Key_Return)
    assert program.window.windowTitle() == "One Ltd – sdesk"


def test_opening_another_lets_go_of_the_first(program, tmp_path):
    first = workspace_file(tmp_path, "One")
    program.start(first)
    program.open(workspace_file(tmp_path, "Two"))
    assert program.window.windowTitle() == "Two Ltd – sdesk"
    open_workspace(first).close()


@pytest.mark.parametrize("content", [b"", b"just a text", b"SQLite format 3\x00" + b"\x00" * 4080])
def test_a_file_that_is_no_workspace_is_said_to_be_none(program, tmp_path, content):
    path = tmp_path / "odd.sdesk"
    path.write_bytes(content)
    program.start(path)
    warning = inside(program.window, "welcome.warning", Callout)
    assert warning.isVisible()
    assert "odd.sdesk" in warning.text()
    assert path.read_bytes() == content


def test_a_workspace_that_is_open_elsewhere_leaves_this_one_open(program, tmp_path):
    program.start(workspace_file(tmp_path, "One"))
    other = workspace_file(tmp_path, "Two")
    with open_workspace(other):
        program.open(other)
    assert program.window.windowTitle() == "One Ltd – sdesk"
    told = inside(program.window, "in-use", InUseDialog)
    assert any("open in another program" in label.text() for label in told.findChildren(PlainLabel))
    told.close()


def test_the_only_person_works_without_being_asked(program, tmp_path):
    program.start(workspace_file(tmp_path, "One", ("Ana",)))
    assert working(program).startswith("Ana")


def test_of_several_the_person_is_asked_for_once_a_laptop(qtbot, program, tmp_path):
    path = workspace_file(tmp_path, "One", ("Ana", "Ben"))
    program.start(path)
    assert working(program) == "Who is working?"
    people = inside(program.window, "who.people", QListWidget)
    qtbot.keyClick(people, Qt.Key.Key_Down)
    qtbot.keyClick(people, Qt.Key.Key_Return)
    assert working(program).startswith("Ben")
    program.close_workspace()
    program.open(path)
    assert working(program).startswith("Ben")
    assert program.window.findChild(QDialog, "who") is None


def test_an_encrypted_workspace_asks_until_the_passphrase_is_right(qtbot, program, tmp_path):
    path = workspace_file(tmp_path, "Secret", passphrase="open sesame")
    program.start(path)
    asking = inside(program.window, "passphrase", QDialog)
    words = inside(asking, "passphrase.words", QLineEdit)
    qtbot.keyClicks(words, "wrong")
    qtbot.keyClick(words, Qt.Key.Key_Return)
    assert inside(asking, "passphrase.wrong").isVisible()
    qtbot.keyClicks(words, "open sesame")
    qtbot.keyClick(words, Qt.Key.Key_Return)
    assert isinstance(program.window, MainWindow)
    assert program.window.windowTitle() == "Secret Ltd – sdesk"


def test_the_sample_is_made_where_it_is_asked_for_and_opened(program, tmp_path, sample_path, monkeypatch):
    """How it is made, tests of the command line and of the sample see: it takes long."""

    def copied(path, *, progress):
        shutil.copy(sample_path, path)
        progress("", 1.0)

    monkeypatch.setattr(sdesk.sample, "make_sample", copied)
    program.start(None)
    program.choosing.ask_sample()
    dialog = inside(program.window, "file.sample", QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "sample.sdesk"))
    dialog.close()
    assert program.window.windowTitle() == "Harbour IT Services – sdesk"
    assert program.window.desk.workspace.count(ServiceIncident) > 100


def test_a_new_workspace_comes_from_the_first_run_and_its_questions_follow(program, tmp_path):
    program.start(None)
    inside(program.window, "action.new-workspace", QPushButton).click()
    wizard = inside(program.window, "first-run", FirstRunWizard)
    assert wizard.isVisible()
    workspace = start_workspace(tmp_path / "new.sdesk", "New Ltd", device=program.settings.device)
    create(workspace, Person, {"name": "Ana"})
    wizard.made.emit(workspace)
    assert program.window.windowTitle() == "New Ltd – sdesk"
    assert working(program).startswith("Ana")
    assert program.window.findChild(QuestionsWindow).isVisible()


def test_whoever_made_a_workspace_is_not_asked_who_they_are(program, tmp_path):
    path = workspace_file(tmp_path, "new", ("Ana", "Ben"))
    made = open_workspace(path)
    work_as(made, next(person for person in people(made) if person.name == "Ben"))
    program.show(made)
    program.close_workspace()
    program.open(path)
    assert working(program).startswith("Ben")


def test_the_wizard_leads_to_an_existing_workspace_and_to_the_sample(program):
    program.start(None)
    program.choosing.ask_new()
    wizard = inside(program.window, "first-run", FirstRunWizard)
    wizard.open_asked.emit()
    wizard.sample_asked.emit()
    for name in ("file.open", "file.sample"):
        dialog = inside(program.window, name, QFileDialog)
        assert dialog.isVisible()
        dialog.close()
    wizard.close()


# ---------------------------------------------------------------- faults


def test_a_fault_of_the_program_is_reported_and_the_program_goes_on(
    qtbot, program, tmp_path, monkeypatch, capsys
):
    program.start(workspace_file(tmp_path, "One"))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    go_on_after_faults(program)
    try:
        {"Quay Dental": 1}["Harbour IT"]
    except KeyError as cause:
        fault = ZeroDivisionError("in the middle of Quay Dental")
        fault.__cause__ = cause
    sys.excepthook(type(fault), fault, None)
    report = next(each for each in QApplication.topLevelWidgets() if isinstance(each, ProblemReport))
    assert report.isVisible()
    details = inside(report, "problem.details", QPlainTextEdit)
    for said in ("ZeroDivisionError", "KeyError", "test_app.py", "line "):
        assert said in details.toPlainText()
    assert "Harbour IT\n" not in details.toPlainText()
    assert "in the middle of" not in details.toPlainText()
    inside(report, "action.copy", QPushButton).click()
    assert QApplication.clipboard().text() == details.toPlainText()
    inside(report, "action.keep-working", QPushButton).click()
    assert program.window.isVisible()
    assert capsys.readouterr().err == ""


def test_advice_is_shown_as_advice(qtbot):
    dialog = tell(SdeskError(message("The disk is full."), message("Make room and try again.")))
    qtbot.addWidget(dialog)
    assert isinstance(dialog, FaultDialog)
    said = [label.text() for label in dialog.findChildren(PlainLabel)]
    assert said[:2] == ["The disk is full.", "Make room and try again."]
    dialog.close()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_folder(path: Path) -> None:
    path.mkdir()


def garbage(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 100)


def a_newer_format(path: Path) -> None:
    with start_workspace(path, "One Ltd") as workspace, workspace.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")


def a_foreign_trigger(path: Path) -> None:
    with start_workspace(path, "One Ltd") as workspace, workspace.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TRIGGER evil AFTER UPDATE ON person BEGIN DELETE FROM person; END")


def a_damaged_row(path: Path) -> None:
    with start_workspace(path, "One Ltd") as workspace, workspace.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE organization SET created_at = 'yesterday'")


def a_damaged_page(path: Path) -> None:
    with start_workspace(path, "One Ltd"):
        pass
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)


def cut_in_half(path: Path) -> None:
    with start_workspace(path, "One Ltd"):
        pass
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


@pytest.mark.skipif(os.name != "posix", reason="other systems have no pipes with a name")
@pytest.mark.parametrize(
    "make",
    [
        a_pipe,
        a_folder,
        garbage,
        a_newer_format,
        a_foreign_trigger,
        a_damaged_row,
        a_damaged_page,
        cut_in_half,
    ],
)
def test_whatever_became_of_the_remembered_file_the_program_starts(program, tmp_path, make):
    path = tmp_path / "harbour.sdesk"
    make(path)
    program.settings._kept.setValue("last", str(path))
    program.start(None)
    assert isinstance(program.window, Welcome)
    warning = inside(program.window, "welcome.warning", Callout)
    assert warning.isVisible()
    assert "harbour.sdesk" in warning.text() or "ORG-0001 is damaged" in warning.text()


@pytest.mark.parametrize("known", ["x" * 5000, "a\0b", "/proc/1/root/x.sdesk", "\ud800.sdesk"])
def test_a_remembered_name_that_is_none_is_forgotten(program, known):
    program.settings._kept.setValue("last", known)
    program.settings._kept.beginWriteArray("recent", 1)
    program.settings._kept.setArrayIndex(0)
    program.settings._kept.setValue("path", known)
    program.settings._kept.endArray()
    program.settings._kept.setValue("recent/size", 2_000_000_000)
    program.start(None)
    assert isinstance(program.window, Welcome)


def test_a_fault_of_the_program_in_showing_a_file_does_not_keep_it_from_starting(
    program, tmp_path, monkeypatch, capsys
):
    import sdesk.app

    path = workspace_file(tmp_path, "One")

    def fails(*_arguments):
        raise KeyError("odd")

    with monkeypatch.context() as patch:
        patch.setattr(sdesk.app, "organization", fails)
        program.start(path)
    assert "One.sdesk" in inside(program.window, "welcome.warning", Callout).text()
    assert capsys.readouterr().err == ""
    open_workspace(path).close()  # it is let go of


@pytest.mark.parametrize("at_once", [True, False])
def test_opening_another_keeps_a_copy_of_the_first(qtbot, tmp_path, at_once):
    (tmp_path / "copies").mkdir()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    program = Program(app, Settings(tmp_path / "settings.ini", tmp_path / "copies"))
    program.worker.at_once = at_once
    program.start(workspace_file(tmp_path, "One"))
    first = program.window
    program.open(workspace_file(tmp_path, "Two"))
    assert program.window is not first
    assert program.window.windowTitle() == "Two Ltd – sdesk"
    assert [path.name[:4] for path in (tmp_path / "copies").rglob("*.sdesk")] == ["One "]
    program.close_workspace()
    assert sorted(path.name[:4] for path in (tmp_path / "copies").rglob("*.sdesk")) == ["One ", "Two "]
    program.window.close()
    program._let_go()


def test_an_incident_that_cannot_be_kept_keeps_the_window_open(program, tmp_path):
    path = workspace_file(tmp_path, "One")
    program.start(path)
    first = program.window
    first.new_incident()
    inside(first, "quick.what.edit", QLineEdit).setText("Typed before the stick was pulled out")
    path.rename(tmp_path / "away")
    program.close_workspace()
    assert program.window is first
    assert first.findChild(QWidget, "leaving").isVisible()
    (tmp_path / "away").rename(path)
    inside(first, "leaving.go-on", QPushButton).click()
    with open_workspace(path) if program.workspace is None else nullcontext(program.workspace) as workspace:
        assert [each.summary for each in workspace.find(ServiceIncident)] == [
            "Typed before the stick was pulled out"
        ]


def test_where_no_settings_can_be_kept_the_program_starts_all_the_same(tmp_path):
    (tmp_path / "home").touch()  # no folder can be made in it
    used = "import sdesk.app, sys; sdesk.app.QApplication.exec = lambda *_: 0; sys.exit(sdesk.app.run_window(None))"
    homes = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    places = {name: str(tmp_path / "home" / name) for name in homes}
    done = subprocess.run(
        [sys.executable, "-c", used],
        env={**os.environ, **places},
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)


def test_where_no_copy_can_be_made_the_first_stays_open(program, tmp_path):
    program.settings.places = Places(tmp_path / "gone")
    program.start(workspace_file(tmp_path, "One"))
    program.open(workspace_file(tmp_path, "Two"))
    assert program.window.windowTitle() == "One Ltd – sdesk"
    inside(program.window, "leaving.give-up", QPushButton).click()
    open_workspace(tmp_path / "Two.sdesk").close()


def test_copies_are_the_owners_alone(home_of_the_tests):
    folder = folder_for_copies()
    assert folder.is_relative_to(home_of_the_tests)
    if os.name == "posix":
        assert folder.stat().st_mode & 0o777 == 0o700


def test_the_open_workspace_chosen_by_another_name_stays_as_it_is(program, tmp_path):
    path = workspace_file(tmp_path, "One")
    program.start(path)
    window = program.window
    (tmp_path / "link.sdesk").hardlink_to(path)
    program.open(tmp_path / "link.sdesk")
    assert program.window is window


def old_workspace(folder: Path, name: str = "old.sdesk") -> Path:
    return Path(shutil.copy(fixture(1), folder / name))


@pytest.mark.parametrize("at_start", [True, False])
def test_one_of_an_older_format_is_brought_up_to_date_beside_the_window(qtbot, program, tmp_path, at_start):
    program.worker.at_once = False
    path = old_workspace(tmp_path)
    if not at_start:
        program.start(workspace_file(tmp_path, "One"))
    (program.start if at_start else program.open)(path)
    before = program.window
    assert program.worker.is_busy() and before.isVisible()
    assert before.windowTitle() == ("One Ltd – sdesk" if not at_start else before.windowTitle())
    qtbot.waitUntil(lambda: program.workspace is not None and program.workspace.path == path, timeout=60_000)
    assert program.window is not before
    assert verify(program.workspace) == []


def test_called_off_it_stays_as_it_is(qtbot, program, tmp_path):
    program.worker.at_once = False
    path = old_workspace(tmp_path)
    program.start(path)
    program.worker.cancel()
    qtbot.waitUntil(lambda: not program.worker.is_busy(), timeout=60_000)
    assert program.workspace is None and isinstance(program.window, Welcome)
    assert path.read_bytes() == fixture(1).read_bytes()
    assert [each.name for each in tmp_path.iterdir() if "old.sdesk" in each.name] == ["old.sdesk"]


def test_an_encrypted_one_is_brought_up_to_date_too(qtbot, program, tmp_path):
    path = encrypted(old_workspace(tmp_path, "plain.sdesk"), tmp_path / "old.sdesk")
    program.start(path)
    words = inside(inside(program.window, "passphrase", QDialog), "passphrase.words", QLineEdit)
    qtbot.keyClicks(words, "correct horse")
    qtbot.keyClick(words, Qt.Key.Key_Return)
    assert program.workspace is not None and program.workspace.path == path


def test_a_damaged_one_is_said_and_stays(program, tmp_path):
    path = tmp_path / "old.sdesk"
    path.write_bytes(fixture(1).read_bytes().replace(b"Ana Reyes", b"Eve Reyes"))
    before = path.read_bytes()
    program.start(path)
    assert isinstance(program.window, Welcome) and path.read_bytes() == before


def test_of_a_damaged_one_the_ways_out_are_offered_beside_the_open_one(program, tmp_path):
    program.start(workspace_file(tmp_path, "harbour"))
    cut = workspace_file(tmp_path, "cut")
    cut.write_bytes(cut.read_bytes()[:20000])
    program.open(cut)
    fault = program.window.findChild(FaultDialog)
    ways = {each.text(): each for each in fault.findChildren(QPushButton)}
    assert set(ways) == {"Restore a copy…", "Save what can be read…", "Close"}
    ways["Restore a copy…"].click()
    assert inside(program.window, "file.copy", QFileDialog).isVisible()
    assert program.workspace is not None and program.workspace.path.stem == "harbour"


@pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere a dialog that looks into files gives no lock away"
)
def test_a_file_dialog_over_the_open_workspace_lets_nobody_in(qtbot, program, tmp_path):
    """Qt's dialog opens and closes what it lists to learn what it is; the lock of the database goes with that."""
    path = workspace_file(tmp_path, "harbour")
    program.start(path)
    program.choosing.ask_open()
    dialog = inside(program.window, "file.open", QFileDialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setDirectory(str(tmp_path))
    listed = dialog.findChild(QTreeView)
    qtbot.waitUntil(lambda: listed.model() is not None and listed.model().rowCount(listed.rootIndex()) > 0)
    dialog.reject()
    tried = subprocess.run([sys.executable, "-c", TAKES_IT, str(path)], check=False, capture_output=True)
    assert b"InUse" in tried.stderr


TAKES_IT = "import sys; from pathlib import Path; from sdesk.practice.workspaces import open_workspace; open_workspace(Path(sys.argv[1]))"
