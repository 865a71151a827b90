"""A laptop joins from the welcome screen: by the file, the words, a place and, where it is encrypted, a passphrase of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton

from sdesk.app import Program
from sdesk.practice.team.laptops import invite
from sdesk.practice.workspaces import needs_passphrase
from sdesk.ui.team.laptops.joining import JoinDialog
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.window.welcome import Welcome
from sdesk.ui.window.who import WhoDialog
from tests.provider import Provider, working_provider
from tests.ui.shell import end, inside
from tests.ui.test_app import started_program


@pytest.fixture
def program(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """That of the laptop which joins: with settings and notes of its own."""
    (tmp_path / "there").mkdir()
    made = started_program(tmp_path / "there")
    made.start(None)
    yield made
    end(made)


def invitation(office: Provider, folder: Path) -> tuple[Path, str]:
    """Its workspace is closed: the laptop that joins is another one, and knows nothing of it."""
    place = folder / "site.invitation"
    words = invite(office.workspace, "site", place)
    office.workspace.close()
    return place, words


def asking(program: Program) -> JoinDialog:
    assert isinstance(program.window, Welcome)
    inside(program.window, "action.join", QPushButton).click()
    return inside(program.window, "join", JoinDialog)


def type_into(dialog: JoinDialog, **texts: str) -> None:
    for name, text in texts.items():
        line = inside(dialog, f"join.{name}", QLineEdit)
        line.clear()
        QTest.keyClicks(line, text)


def press_return(dialog: JoinDialog) -> None:
    QTest.keyClick(inside(dialog, "join.words", QLineEdit), Qt.Key.Key_Return)


def text_in(dialog: JoinDialog, name: str) -> str:
    return inside(dialog, f"join.{name}", QLineEdit).text()


def test_joining_ends_in_the_workspace_and_asks_who_works_here(
    program: Program, provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, words = invitation(provider, tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "there"))
    dialog = asking(program)
    type_into(dialog, file=str(file), words=f"  {words.upper()} ")
    press_return(dialog)
    assert "for site" in inside(dialog, "join.says").text()
    assert not inside(dialog, "join.passphrase").isVisible()
    type_into(dialog, place=str(tmp_path / "there" / "mine.sdesk"))
    inside(dialog, "dialog.confirm", QPushButton).click()
    window = program.window
    assert isinstance(window, MainWindow)
    assert window.desk.workspace.path == tmp_path / "there" / "mine.sdesk"
    assert window.desk.workspace.person_id is None
    who = inside(window, "who", WhoDialog)
    people = inside(who, "who.people", QListWidget)
    ben = next(at for at in range(people.count()) if people.item(at).text().startswith("Ben"))
    people.setCurrentRow(ben)
    inside(who, "action.work-as", QPushButton).click()
    again = end_and_start(program, tmp_path / "there")
    assert again.window
    assert inside(again.window, "status.who", QPushButton).text().startswith("Ben Okafor")
    assert again.window.findChild(WhoDialog) is None
    end(again)


def end_and_start(program: Program, folder: Path) -> Program:
    assert isinstance(program.window, MainWindow)
    program.window.go_without_asking()
    program.window.close()
    program._let_go()
    again = started_program(folder)
    again.start(None)
    return again


def test_wrong_words_are_said_and_what_was_typed_stays(
    program: Program, provider: Provider, tmp_path: Path
) -> None:
    file, words = invitation(provider, tmp_path)
    dialog = asking(program)
    type_into(dialog, file=str(file), words="five words of something else")
    press_return(dialog)
    assert "not the words of this invitation" in dialog.trouble.text()
    assert (text_in(dialog, "file"), text_in(dialog, "words")) == (str(file), "five words of something else")
    assert not inside(dialog, "join.place").isVisible()
    type_into(dialog, words=words)
    press_return(dialog)
    assert inside(dialog, "join.place").isVisible()
    assert not dialog.trouble.isVisible()
    dialog.reject()


@pytest.mark.parametrize("content", [b"", b"no invitation at all", b"sdesk invitation 1\n" + bytes(60)])
def test_what_is_no_invitation_is_said(program: Program, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    dialog = asking(program)
    for file in (tmp_path / "x", tmp_path / "not there"):
        type_into(dialog, file=str(file), words="a b c d e")
        press_return(dialog)
        assert dialog.trouble.isVisible()
        assert file.name in dialog.trouble.text()
        assert not inside(dialog, "join.place").isVisible()
    dialog.reject()


def test_nothing_is_written_over(program: Program, provider: Provider, tmp_path: Path) -> None:
    file, words = invitation(provider, tmp_path)
    (tmp_path / "mine.sdesk").write_text("mine")
    dialog = asking(program)
    type_into(dialog, file=str(file), words=words)
    press_return(dialog)
    type_into(dialog, place=str(tmp_path / "mine.sdesk"))
    inside(dialog, "dialog.confirm", QPushButton).click()
    assert "already" in dialog.trouble.text()
    assert (tmp_path / "mine.sdesk").read_text() == "mine"
    assert text_in(dialog, "place") == str(tmp_path / "mine.sdesk")
    dialog.reject()
    assert isinstance(program.window, Welcome)


def test_an_encrypted_workspace_gets_a_passphrase_here(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = working_provider(tmp_path / "office.sdesk", "of the office alone")
    file, words = invitation(office, tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "there"))
    place = tmp_path / "there" / "mine.sdesk"
    dialog = asking(program)
    type_into(dialog, file=str(file), words=words)
    press_return(dialog)
    type_into(dialog, place=str(place))
    for passphrase, again, said in (
        ("", "", "shorter"),
        ("of this laptop", "of that laptop", "differ"),
    ):
        type_into(dialog, passphrase=passphrase, again=again)
        inside(dialog, "dialog.confirm", QPushButton).click()
        assert said in dialog.trouble.text()
        assert not place.exists()
    type_into(dialog, passphrase="of this laptop", again="of this laptop")
    inside(dialog, "dialog.confirm", QPushButton).click()
    assert isinstance(program.window, MainWindow)
    assert program.window.desk.workspace.passphrase == "of this laptop"
    assert needs_passphrase(place)


def test_from_the_menu_of_an_open_workspace(
    qtbot, program: Program, provider: Provider, tmp_path: Path
) -> None:
    provider.workspace.close()
    program.open(provider.workspace.path)
    assert isinstance(program.window, MainWindow)
    program.window.menu.actions_by_name["join"].trigger()
    dialog = inside(program.window, "join", JoinDialog)
    assert dialog.isVisible()
    dialog.reject()
