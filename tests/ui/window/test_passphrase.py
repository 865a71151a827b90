"""The passphrase in the window: set, changed, removed and printed by whoever knows it, and by nobody else."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from sdesk.models import HistoryEntry
from sdesk.practice.passphrase import is_passphrase
from sdesk.practice.workspaces import needs_passphrase
from sdesk.ui.pieces import Callout, PlainLabel
from sdesk.ui.window.passphrase_change import ChangePassphrase
from tests.ui.shell import inside
from tests.ui.test_app import program, workspace_file

__all__ = ["program"]
WORDS = "vexing otter pumps gravel"


def dialog(window) -> ChangePassphrase:
    window.menu.actions_by_name["passphrase"].trigger()
    return window.findChild(ChangePassphrase)


def fill(shown, **lines: str) -> None:
    for name, text in lines.items():
        inside(shown, f"passphrase.{name}", QLineEdit).setText(text)


def press(shown, name: str) -> None:
    inside(shown, name, QPushButton).click()


@pytest.fixture
def plain(program, tmp_path):
    program.start(workspace_file(tmp_path, "One"))
    return program.window


@pytest.fixture
def encrypted(plain):
    shown = dialog(plain)
    fill(shown, new=WORDS, again=WORDS)
    press(shown, "passphrase.take")
    shown.close()
    shown.deleteLater()
    return plain


def test_it_is_set_with_its_strength_said(plain, tmp_path):
    shown = dialog(plain)
    fill(shown, new="One Ltd1")
    weak = inside(shown, "passphrase.strength", PlainLabel).text()
    fill(shown, new=WORDS)
    assert "weak" in weak.lower()
    assert "Strong" in inside(shown, "passphrase.strength", PlainLabel).text()
    press(shown, "passphrase.take")
    assert shown.trouble.isVisible()
    assert not needs_passphrase(plain.desk.workspace.path)
    fill(shown, again=WORDS)
    press(shown, "passphrase.take")
    assert inside(shown, "passphrase.done", Callout).isVisible()
    assert needs_passphrase(plain.desk.workspace.path)
    assert is_passphrase(plain.desk.workspace, WORDS)


def test_it_stays_until_it_is_known_what_came_of_it(plain, qtbot):
    plain.worker.at_once = False
    shown = dialog(plain)
    fill(shown, new=WORDS, again=WORDS)
    press(shown, "passphrase.take")
    assert not shown.close()
    shown.reject()
    assert shown.isVisible()
    qtbot.waitUntil(lambda: inside(shown, "passphrase.done", Callout).isVisible(), timeout=20_000)
    assert shown.close()


@pytest.mark.a_few(1)
@pytest.mark.parametrize("action", ["passphrase.take", "passphrase.remove", "passphrase.save"])
def test_who_does_not_know_it_changes_and_prints_nothing(encrypted, action):
    shown = dialog(encrypted)
    fill(shown, present="guessed wrong", new="something else", again="something else")
    press(shown, action)
    assert "another one" in shown.trouble.text()
    assert is_passphrase(encrypted.desk.workspace, WORDS)
    assert shown.findChild(QFileDialog) is None


def test_it_is_removed_and_printed_by_who_knows_it(encrypted, tmp_path):
    shown = dialog(encrypted)
    fill(shown, present=WORDS)
    press(shown, "passphrase.save")
    shown.findChild(QFileDialog).fileSelected.emit(str(tmp_path / "key.pdf"))
    pages = PdfReader(io.BytesIO(Path(tmp_path / "key.pdf").read_bytes())).pages
    assert WORDS in " ".join(pages[0].extract_text().split())
    (told,) = encrypted.desk.workspace.find(HistoryEntry, HistoryEntry.action == "print passphrase")
    assert told.changes == {"name": [None, "key.pdf"]}
    press(shown, "passphrase.remove")
    assert not needs_passphrase(encrypted.desk.workspace.path)
    assert not inside(shown, "passphrase.print", QPushButton).isVisible()
