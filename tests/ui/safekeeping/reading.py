"""A window that reads a copy, for tests: the sample in it, and everything in it that can be pressed."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QPushButton, QToolButton, QWidget

from sdesk.practice.kept_copies import Copy, Places, keep_copies
from sdesk.practice.reading_copies import open_to_read
from sdesk.practice.workspaces import open_workspace
from sdesk.ui.window.main_window import MainWindow
from tests.conftest import SAMPLE_TODAY
from tests.ui.shell import shown_window

MORNING = datetime.combine(SAMPLE_TODAY, time(8, 30), UTC)


def copy_of(path: Path, folder: Path) -> Copy:
    """A copy as the program makes them, of what is at that path."""
    (folder / "copies").mkdir()
    with open_workspace(Path(shutil.copy(path, folder / "harbour.sdesk"))) as workspace:
        return keep_copies(workspace, Places(folder / "copies")).good[0]


@contextmanager
def read_window(qtbot, copy: Copy, folder: Path) -> Iterator[MainWindow]:
    """A copy that is read in the window, on the last morning of the sample."""
    (folder / "read").mkdir()
    reading = open_to_read(copy, folder / "read" / "harbour.sdesk", folder / "harbour.sdesk")
    reading.clock = lambda: MORNING
    with reading, shown_window(qtbot, reading, folder) as window:
        window.resize(1366, 768)
        yield window
        close_all_but(window)


def close_all_but(window: QWidget) -> None:
    for each in QApplication.topLevelWidgets():
        if each is not window and each.isVisible():
            each.close()


def buttons_in(seen: QWidget) -> list[QAbstractButton]:
    """Those that somebody can press."""
    return [each for each in seen.findChildren(QAbstractButton) if each.isVisible() and each.isEnabled()]


def menus_in(seen: QWidget) -> list[QMenu]:
    """What the buttons that can be pressed drop down, filled as when they do."""
    menus = [
        menu for each in buttons_in(seen) if isinstance(menu := getattr(each, "menu", lambda: None)(), QMenu)
    ]
    for each in menus:
        each.aboutToShow.emit()
    return menus


def menu_of(button: QAbstractButton) -> QMenu | None:
    menu = button.menu() if isinstance(button, QPushButton | QToolButton) else None
    return menu if isinstance(menu, QMenu) else None


def lines_of(menu: QMenu) -> list[QAction]:
    """Those that somebody can choose, also of the menus in it."""
    lines: list[QAction] = []
    for each in menu.actions():
        below = each.menu()
        if isinstance(below, QMenu):
            lines += lines_of(below)
        elif each.isEnabled() and each.isVisible() and not each.isSeparator():
            lines.append(each)
    return lines


__all__ = [
    "MORNING",
    "buttons_in",
    "close_all_but",
    "copy_of",
    "lines_of",
    "menu_of",
    "menus_in",
    "read_window",
]
