"""Tab and Shift+Tab go all the way round in each dialog that keeps the workspace safe, from wherever they begin."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget

from sdesk.errors import SdeskError
from sdesk.models import Customer, Person
from sdesk.practice.kept_copies import Outcome, Places, keep_copies
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.workspaces import InUse, Workspace, open_workspace, start_workspace
from sdesk.translation import message
from sdesk.ui.safekeeping.anchor import AnchorDialog
from sdesk.ui.safekeeping.closing_copy import copy_failed
from sdesk.ui.safekeeping.copy_list import CopyList
from sdesk.ui.safekeeping.exporting import Exported
from sdesk.ui.safekeeping.reading import InUseDialog
from sdesk.ui.safekeeping.restore_preview import RestorePreview
from sdesk.ui.safekeeping.verifying import VerifyDialog
from sdesk.ui.window.main_window import MainWindow
from tests.ui.shell import shown_window

MADE = datetime(2026, 7, 15, 12, 0, tzinfo=UTC)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with a passphrase and a copy, changed since."""
    path = tmp_path / "harbour.sdesk"
    with start_workspace(path, "Harbour IT", passphrase="open sesame", clock=lambda: MADE) as workspace:
        person = create(workspace, Person, {"name": "Ana Reyes"})
        (tmp_path / "copies").mkdir()
        assert keep_copies(workspace, Places(tmp_path / "copies")).good
        save(workspace, person, {"name": "Ana Reyes Ortega"})
        create(workspace, Customer, {"name": "Saltmarsh Clinic"})
        yield workspace


@pytest.fixture
def window(qtbot, kept: Workspace, tmp_path: Path) -> Iterator[MainWindow]:
    with shown_window(qtbot, kept, tmp_path) as shown:
        shown.settings.places = Places(tmp_path / "copies")
        shown.go_without_asking()
        yield shown


def copy_of(folder: Path) -> Path:
    return next((folder / "copies").rglob("*.sdesk"))


def anchor(window: MainWindow, folder: Path) -> QDialog:
    dialog = AnchorDialog(window.desk, window, at_once=True)
    dialog._kept.setText("AAAA")
    return dialog


def in_use(window: MainWindow, folder: Path) -> QDialog:
    with pytest.raises(InUse) as held:
        open_workspace(window.desk.workspace.path, "open sesame")
    return InUseDialog(held.value, window.settings.places, window, at_once=True)


DIALOGS: dict[str, Callable[[MainWindow, Path], QDialog]] = {
    "anchor": anchor,
    "copies": lambda window, folder: CopyList(window.desk, window.settings, window, at_once=True),
    "copy failed": lambda window, folder: copy_failed(
        Outcome(faults=(SdeskError(message("The disk is full."), message("Make room.")),)), window
    ),
    "exported": lambda window, folder: Exported(folder, 3, window, is_readable=True),
    "in use": in_use,
    "restore": lambda window, folder: RestorePreview(
        copy_of(folder), window.desk.workspace.path, window.desk.workspace, window, at_once=True
    ),
    "restore, asks": lambda window, folder: RestorePreview(
        copy_of(folder), window.desk.workspace.path, None, window, at_once=True
    ),
    "verify": lambda window, folder: VerifyDialog(window.desk, window, at_once=True),
}


@pytest.mark.a_few(2)
@pytest.mark.parametrize("name", DIALOGS)
def test_tab_goes_round(qtbot, window: MainWindow, tmp_path: Path, name: str) -> None:
    dialog = DIALOGS[name](window, tmp_path)
    dialog.open()
    qtbot.waitActive(dialog)
    stops = stops_of(dialog)
    assert stops
    for key, mods in (
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier),
    ):
        for first in stops:
            first.setFocus(Qt.FocusReason.TabFocusReason)
            seen = [named(each) for each in walked(dialog, key, mods, len(stops))]
            assert sorted(seen) == sorted(named(each) for each in stops), f"{key.name} from {named(first)}"
    dialog.close()


def stops_of(dialog: QDialog) -> list[QWidget]:
    """What the keys should come to."""
    return [
        each
        for each in dialog.findChildren(QWidget)
        if each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not each.focusProxy()
    ]


def walked(dialog: QDialog, key: Qt.Key, mods: Qt.KeyboardModifier, times: int) -> Iterator[QWidget]:
    for _ in range(times):
        focused = dialog.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, mods)
        now = dialog.focusWidget()
        assert now is not None
        yield now


def named(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__} {widget.objectName()} {text}"
