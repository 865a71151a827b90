"""What is typed in the first run, where there is no workspace yet, stands there again after a crash."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from sdesk.ui.wizard import FirstRunWizard
from tests.ui.shell import inside


@pytest.fixture
def wizard(qtbot, tmp_path: Path):
    made = FirstRunWizard("laptop-1", kept_in=tmp_path)
    qtbot.addWidget(made)
    return made


def type_in(qtbot, wizard) -> None:
    qtbot.keyClicks(wizard.firm.name.focusProxy(), "Harbour IT")
    qtbot.keyClicks(inside(wizard, "first-run.person.edit"), "Ben Okafor")


def killed(wizard) -> None:
    wizard._words.keep_now()
    wizard._words._file._file.wait()
    wizard._words._file._file._drop_engine()


def test_it_stands_there_again(qtbot, wizard, tmp_path: Path) -> None:
    type_in(qtbot, wizard)
    assert wizard._words._timer.isActive()
    killed(wizard)
    again = FirstRunWizard("laptop-1", kept_in=tmp_path)
    qtbot.addWidget(again)
    assert again.firm.name.value() == "Harbour IT"
    assert again.firm.person.value() == "Ben Okafor"
    assert again.firm.path().name == "harbour-it.sdesk"
    assert "stands here again" in again._trouble.text()


def test_it_stands_there_again_after_esc(qtbot, wizard, tmp_path: Path) -> None:
    type_in(qtbot, wizard)
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    again = FirstRunWizard("laptop-1", kept_in=tmp_path)
    qtbot.addWidget(again)
    assert (again.firm.name.value(), again.firm.person.value()) == ("Harbour IT", "Ben Okafor")


def test_esc_where_nothing_is_typed_leaves_nothing(qtbot, wizard, tmp_path: Path) -> None:
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [QDialog.accept, lambda wizard: inside(wizard, "wizard.leave").click()])
def test_an_ending_in_good_order_leaves_nothing(
    qtbot, wizard, tmp_path: Path, ending: Callable[[FirstRunWizard], object]
) -> None:
    type_in(qtbot, wizard)
    wizard._words.keep_now()
    ending(wizard)
    assert list(tmp_path.iterdir()) == []


def test_a_passphrase_is_never_kept(qtbot, wizard, tmp_path: Path) -> None:
    type_in(qtbot, wizard)
    for line in wizard.firm.secret.findChildren(type(wizard.firm.name.focusProxy())):
        line.setText("correct horse battery")
    killed(wizard)
    (kept,) = tmp_path.iterdir()
    assert b"Ben Okafor" in kept.read_bytes()
    assert b"correct horse" not in kept.read_bytes()
    assert os.name != "posix" or stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_broken_file_keeps_nobody_from_beginning(qtbot, tmp_path: Path) -> None:
    (tmp_path / ".first-run.unsaved").write_bytes(b"nonsense" * 2000)
    made = FirstRunWizard("laptop-1", kept_in=tmp_path)
    qtbot.addWidget(made)
    assert made.firm.name.value() == ""
    made.reject()
