"""Today as it was, shown while a workspace is opened: when it is, when it is not, and that nobody takes it for live."""

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton
from shiboken6 import isValid

from sdesk.__main__ import picture_of_today
from sdesk.app import Program
from sdesk.kept_pictures import is_any_kept, picture_of, pictures_folder, state_of
from sdesk.local_time import utc_now
from sdesk.models import Person
from sdesk.paths import settings_folder
from sdesk.practice.kept_copies import Places, keep_copies
from sdesk.practice.lifecycle.records import create
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.passphrase import change_passphrase
from sdesk.practice.workspaces import open_workspace, start_workspace
from sdesk.ui.audit.judging import Judging
from sdesk.ui.picture import keeping, shown
from sdesk.ui.picture.shown import PictureWindow, as_of, show_picture
from sdesk.ui.settings import SETTINGS_FILE, Settings
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.window.welcome import Welcome
from tests.fixtures.fill import fixture
from tests.ui.shell import end, inside

INCIDENTS = 4


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    for kind in ("CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    monkeypatch.setattr(keeping, "REST", 0)


@pytest.fixture
def programs(qtbot):
    """Starts as `sdesk FILE` does, until the window is there; ends what it started."""
    started = []

    def start(path: Path | None, picture: PictureWindow | None = None) -> Program:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        program = Program(app, Settings(settings_folder() / SETTINGS_FILE))
        program.worker.at_once = True
        program.keeps_pictures, program.picture = True, picture
        started.append(program)
        program.start(path)
        return program

    yield start
    for program in started:
        if isValid(program):
            end(program)


@pytest.fixture
def path(tmp_path):
    with start_workspace(tmp_path / "one.sdesk", "One Ltd", time_zone="Europe/Lisbon") as workspace:
        create(workspace, Person, {"name": "Ana"})
    return tmp_path / "one.sdesk"


def leave(program: Program) -> None:
    """The window is closed by whoever sits in front of it, and the program ends."""
    program.window.go_without_asking()
    assert program.window.close()
    program._let_go()


def test_the_window_that_was_left_is_shown_and_gives_way_to_the_live_one(qtbot, programs, path):
    program = programs(path)
    size = program.window.size()
    leave(program)
    picture = show_picture(None)
    assert picture is not None, "sdesk without a file opens the last one"
    assert picture.isVisible()
    assert picture.size() == size
    again = programs(None, picture)
    assert isinstance(again.window, MainWindow)
    qtbot.waitUntil(lambda: not isValid(picture) or not picture.isVisible())
    assert again.window.isVisible()
    assert again.window.geometry().size() == size


def test_it_says_as_of_when_and_that_it_is_not_live(programs, path):
    leave(programs(path))
    found = picture_of(path, utc_now())
    picture = show_picture(path)
    assert picture is not None
    assert found is not None
    line = inside(picture, "picture.line", QLabel)
    assert line.isVisible()
    assert line.text() == picture.accessibleName() == as_of(found.moment, utc_now(), "Europe/Lisbon")
    assert line.text().startswith("As of ")
    assert QAccessible.queryAccessibleInterface(picture).text(QAccessible.Text.Name) == line.text()
    assert picture.windowTitle() == "One Ltd – sdesk"
    veiled, kept = picture.grab().toImage(), QImage.fromData(found.image)
    assert veiled.size() == kept.size()
    pale = max(
        abs(veiled.pixelColor(x, 300).lightness() - kept.pixelColor(x, 300).lightness())
        for x in range(kept.width())
    )
    assert pale > 20
    picture.go()


def test_a_screen_reader_is_told_once(programs, path, monkeypatch):
    leave(programs(path))
    told = []
    monkeypatch.setattr(shown, "say_aloud", lambda widget, text: told.append((widget, text)))
    QAccessible.setActive(True)
    picture = show_picture(path)
    assert picture is not None
    picture.go_on()
    picture.go_on()
    assert told == [(picture, picture.accessibleName())]
    picture.go()


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-11-21T15:00", "As of 14:02. Opening …"),
        ("2026-11-22T00:30", "As of 14:02 on 21 November 2026. Opening …"),
        ("2027-11-21T14:03", "As of 14:02 on 21 November 2026. Opening …"),
    ],
)
def test_the_day_is_said_where_it_is_not_today(now, said):
    then = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
    assert as_of(then, datetime.fromisoformat(now).replace(tzinfo=UTC), "Europe/Lisbon") == said


def test_the_day_is_the_organizations():
    """In Auckland it was after midnight already."""
    then, now = datetime(2026, 11, 21, 14, tzinfo=UTC), datetime(2026, 11, 21, 15, tzinfo=UTC)
    assert as_of(then, now, "Pacific/Auckland") == "As of 03:00. Opening …"
    assert as_of(datetime(2026, 11, 21, 10, tzinfo=UTC), now, "Pacific/Auckland").startswith(
        "As of 23:00 on 21 Nov"
    )


def test_keys_and_presses_do_nothing(qtbot, programs, path):
    leave(programs(path))
    before = state_of(path)
    picture = show_picture(path)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete):
        qtbot.keyClick(picture, key)
    qtbot.keyClick(picture, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseDClick(picture, Qt.MouseButton.LeftButton)
    assert not picture.close()
    assert picture.isVisible()
    assert state_of(path) == before
    picture.go()


# ------------------------------------------------------------ what makes it false


def _by_the_command_line(path: Path) -> None:
    with open_workspace(path) as workspace:
        create(workspace, Person, {"name": "Ben"})


def _encrypted(path: Path) -> None:
    with open_workspace(path) as workspace:
        change_passphrase(workspace, "long enough words", "long enough words")


def _restored(path: Path) -> None:
    path.with_name("copy").write_bytes(path.read_bytes())
    path.with_name("copy").replace(path)


@pytest.mark.parametrize("change", [_by_the_command_line, _encrypted, _restored, Path.unlink])
def test_where_the_file_is_another_there_is_none(programs, path, change):
    leave(programs(path))
    assert picture_of(path, utc_now()) is not None
    change(path)
    assert show_picture(path) is None
    assert list(pictures_folder().iterdir()) == []


def test_while_another_window_has_it_there_is_none(programs, path):
    leave(programs(path))
    with open_workspace(path):
        assert show_picture(path) is None
    assert show_picture(path) is not None


@pytest.mark.parametrize(
    "change",
    [
        lambda settings, _ours: setattr(settings, "theme", "dark"),
        lambda settings, _ours: setattr(settings, "compact", True),
        lambda settings, _ours: setattr(settings, "keeps_pictures", False),
        lambda settings, ours: settings.remember_person(ours, None),
        lambda settings, _ours: settings.remember_word("today-mine", "yes"),
    ],
)
def test_where_it_would_look_otherwise_there_is_none(programs, path, change):
    program = programs(path)
    ours = organization(program.workspace).id
    leave(program)
    change(program.settings, ours)
    program.settings.save()
    assert show_picture(path) is None


def test_nor_where_program_screen_or_letters_are_others(programs, path, tmp_path):
    leave(programs(path))
    kept = shutil.copytree(pictures_folder(), tmp_path / "as it was left")
    look = picture_of_open(path)["look"]
    others = {
        "version": "0.0.9",
        "language": ["de", "de_DE"],
        "letters": "Comic Sans",
        "screen": [0, 0, 3840, 2160, 2.0, 96.0],
        "layout": "",
        "theme": ["system", "contrast", False],
        "platform": "win32windows",
    }
    assert others.keys() <= look.keys()
    for name, value in others.items():
        write_in_note(kept, look={**look, name: value})
        assert show_picture(path) is None, name
    write_in_note(kept)
    picture = show_picture(path)
    assert picture is not None
    picture.go()


DAMAGED: tuple[object, ...] = (None, [], "x", 7, "0001-01-01T00:00:00+00:00")


def test_a_note_that_is_damaged_ends_no_start(programs, path, tmp_path):
    leave(programs(path))
    kept = shutil.copytree(pictures_folder(), tmp_path / "as it was left")
    for name in ("zone", "title", "look", "moment", "state", "image", "path"):
        for value in DAMAGED:
            write_in_note(kept, **{name: value})
            picture = picture_of_today(path)
            assert picture is None or name in ("title", "moment"), (name, value)
            if picture is not None:
                picture.go()


def write_in_note(kept: Path, **values: object) -> None:
    """What was kept is there again, but for this."""
    shutil.copytree(kept, pictures_folder(), dirs_exist_ok=True)
    note = next(pictures_folder().glob("*.json"))
    note.write_text(json.dumps({**json.loads(note.read_text()), **values}))


def test_who_shuts_it_off_has_none_and_keeps_none(qtbot, programs, path):
    leave(programs(path))
    program = programs(path)
    program.window.show_preferences()
    chosen = inside(program.window, "look.pictures", QCheckBox)
    assert chosen.isChecked()
    chosen.click()
    assert list(pictures_folder().iterdir()) == []
    leave(program)
    assert list(pictures_folder().iterdir()) == []


# ------------------------------------------------------------ when it is kept


def test_never_of_a_workspace_with_a_passphrase(qtbot, programs, path, tmp_path):
    leave(programs(path))
    program = programs(path)
    program.window.show_passphrase()
    change_passphrase(program.workspace, "long enough words", "long enough words")
    assert not is_any_kept()
    program.window.desk.moved.emit()
    program.window.desk.changed.emit(frozenset())
    qtbot.wait(50)
    leave(program)
    assert not is_any_kept()


def test_nor_of_a_copy_that_is_read(programs, path, tmp_path):
    (tmp_path / "copies").mkdir()
    with open_workspace(path) as workspace:
        copy = keep_copies(workspace, Places(tmp_path / "copies")).good[0]
    program = programs(None)
    assert isinstance(program.window, Welcome)
    program.read_copy(copy, path)
    assert isinstance(program.window, MainWindow)
    leave(program)
    assert not is_any_kept()


def test_at_rest_it_is_kept_again_once_something_was_written(qtbot, programs, path):
    program = programs(path)
    qtbot.waitUntil(is_any_kept)
    first = picture_of_open(path)
    create(program.workspace, Person, {"name": "Ben"})
    qtbot.waitUntil(lambda: picture_of_open(path).get("state") == list(state_of(path) or ()))
    assert picture_of_open(path)["state"] != first["state"]
    kept = picture_of_open(path)
    program.window._status.say("nothing was written")
    program.window.pages.page(0).refresh()
    qtbot.wait(50)
    assert picture_of_open(path) == kept, "the same is not written anew"


def picture_of_open(path: Path) -> dict:
    """Nothing while there is none."""
    note = next(pictures_folder().glob("*.json"), None)
    return json.loads(note.read_text()) if note else {}


def test_who_has_just_pressed_a_key_is_not_disturbed(qtbot, programs, path, monkeypatch):
    monkeypatch.setattr(keeping, "REST", 60_000)
    program = programs(path)
    keeper = program._keeping
    keeper.keep_at_rest()
    assert not is_any_kept()
    monkeypatch.setattr(keeping, "REST", 0)
    keeper.keep_at_rest()
    qtbot.waitUntil(is_any_kept)


def test_left_from_another_tab_it_is_today_with_what_was_written_last(programs, path, monkeypatch):
    """What nobody has judged yet is not said, as it is not at the start."""
    program = programs(path)
    program.window.show_tab(INCIDENTS)
    monkeypatch.setattr(Judging, "ask", lambda _judging, _judge: None)
    create(program.workspace, Person, {"name": "Ben"})
    window = program.window
    leave(program)
    assert picture_of(path, utc_now()) is not None
    today = window.pages.page(0)
    assert today.read_of == state_of(path)
    assert "The requirements are being judged." in [
        label.text() for label in inside(window, "today.readiness").findChildren(QLabel)
    ]


def test_the_copy_that_was_made_before_it_closed_is_told(programs, path, tmp_path):
    program = programs(path)
    (tmp_path / "copies").mkdir()
    program.settings.places = Places(tmp_path / "copies")
    create(program.workspace, Person, {"name": "Ben"})
    window = program.window
    assert window.close()
    program._let_go()
    assert picture_of(path, utc_now()) is not None
    assert inside(window, "status.backup", QPushButton).text() == "backup just now"


def test_of_what_was_written_since_it_was_read_there_is_none(qtbot, programs, path, monkeypatch):
    program = programs(path)
    qtbot.waitUntil(is_any_kept)
    for reads in ("refresh", "read_to_leave"):
        monkeypatch.setattr(type(program.window.pages.page(0)), reads, lambda _today, **_how: None)
    create(program.workspace, Person, {"name": "Ben"})
    leave(program)
    assert picture_of(path, utc_now()) is None


def test_where_it_cannot_be_kept_the_window_closes_all_the_same(programs, path, tmp_path):
    (tmp_path / "cache").write_text("no folder")
    leave(programs(path))
    assert show_picture(path) is None
    assert picture_of_today(path) is None
    people_of = programs(path)
    assert isinstance(people_of.window, MainWindow)


# ------------------------------------------------------------ before a question


def a_picture(programs, tmp_path) -> PictureWindow:
    """Of another workspace, on the screen."""
    with start_workspace(tmp_path / "other.sdesk", "Other Ltd") as workspace:
        create(workspace, Person, {"name": "Ana"})
    program = programs(tmp_path / "other.sdesk")
    leave(program)
    found = show_picture(tmp_path / "other.sdesk")
    assert found is not None
    assert found.isVisible()
    return found


def _missing(folder: Path) -> Path:
    return folder / "missing.sdesk"


def _damaged(folder: Path) -> Path:
    made = folder / "damaged.sdesk"
    made.write_bytes(b"SQLite format 3\x00" + bytes(4080))
    return made


def _with_a_passphrase(folder: Path) -> Path:
    start_workspace(folder / "secret.sdesk", "Secret", passphrase="open sesame").close()
    return folder / "secret.sdesk"


def _of_several(folder: Path) -> Path:
    with start_workspace(folder / "several.sdesk", "Several") as workspace:
        create(workspace, Person, {"name": "Ana"})
        create(workspace, Person, {"name": "Ben"})
    return folder / "several.sdesk"


def _old(folder: Path) -> Path:
    made = folder / "old.sdesk"
    made.write_bytes(fixture(1).read_bytes())
    return made


@pytest.mark.parametrize("asked", [_missing, _damaged, _with_a_passphrase, _of_several, _old])
def test_it_goes_before_anything_is_asked_or_said(programs, tmp_path, asked):
    picture = a_picture(programs, tmp_path)
    programs(asked(tmp_path), picture)
    assert not isValid(picture) or not picture.isVisible()


def test_it_goes_before_it_is_said_that_the_file_is_in_use(programs, path, tmp_path):
    picture = a_picture(programs, tmp_path)
    with open_workspace(path):
        program = programs(path, picture)
        assert not isValid(picture) or not picture.isVisible()
        assert isinstance(program.window, Welcome)


# ------------------------------------------------------------ as processes

FIRST_PAINTED = """
import sys
from pathlib import Path
from sdesk.__main__ import picture_of_today
picture = picture_of_today(Path(sys.argv[1]))
print(picture is not None and picture.isVisible(), *sorted(sys.modules))
"""


def test_it_is_painted_before_anything_that_reads_a_workspace_is_imported(programs, path):
    leave(programs(path))
    note = next(pictures_folder().glob("*.json"))
    said = subprocess.run(
        [sys.executable, "-c", FIRST_PAINTED, str(path)], capture_output=True, text=True, check=True
    )
    visible, *modules = said.stdout.split()
    assert visible == "True", note.read_text()
    slow = (
        "sdesk.models",
        "sdesk.practice.",
        "sdesk.storage",
        "sdesk.packs",
        "sqlmodel",
        "sqlalchemy",
        "pydantic",
        "sqlcipher3",
    )
    assert [each for each in modules if each.startswith(slow)] == []


def test_where_none_is_kept_qt_is_imported_last(path):
    said = subprocess.run(
        [sys.executable, "-c", FIRST_PAINTED, str(path)], capture_output=True, text=True, check=True
    )
    visible, *modules = said.stdout.split()
    assert visible == "False"
    assert not [each for each in modules if each.startswith("PySide6")]
