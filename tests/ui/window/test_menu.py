"""The one menu fits a small screen, and everything is in it."""

from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from tests.provider import Provider
from tests.ui.shell import shown_window

SMALLEST = 512
"""Pixels of a screen of 768 lines at 144 dpi."""


def below(menu: QMenu) -> list[QAction]:
    """What it leads to, also in menus below it."""
    found: list[QAction] = []
    for action in menu.actions():
        inner = action.menu()
        found += below(inner) if isinstance(inner, QMenu) else [action]
    return found


def test_it_stands_in_one_column_of_a_small_screen(qtbot, provider: Provider, tmp_path: Path) -> None:
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        window.menu.actions_by_name["lock"].setVisible(True)  # as where there is a passphrase
        for menu in (window.menu, *window.menu.findChildren(QMenu)):
            places = [menu.actionGeometry(each) for each in menu.actions()]
            assert len({place.left() for place in places if place.height() > 0}) <= 1
            assert menu.sizeHint().height() <= SMALLEST, menu.title()


def test_what_belongs_together_lies_in_one_menu_below(qtbot, provider: Provider, tmp_path: Path) -> None:
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        menus = {each.text(): each.menu() for each in window.menu.actions()}
        said = {
            name: [each.text() for each in below(menu) if each.text()]
            for name, menu in menus.items()
            if isinstance(menu, QMenu)
        }
        assert said["Team"] == ["Laptops…", "What is to settle", "Exchange now", "Exchange folder…"]
        assert "Back up now…" in said["Copies and files"] and "Organization" in said["The firm"]
