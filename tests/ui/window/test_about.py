"""About: what is here and what it is made of, to read by keys and to pass on."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QPlainTextEdit, QPushButton, QTabBar, QTextEdit

from sdesk import __version__
from sdesk.log import log_file
from sdesk.parts import FORMAT, parts
from sdesk.ui.window.about import AboutDialog, details
from sdesk.ui.window.problem_report import details_of
from tests.ui.shell import inside


@pytest.fixture
def about(window: Any) -> AboutDialog:
    window.show_about()
    [shown] = window.findChildren(AboutDialog)
    return shown


def test_it_says_version_format_places_and_libraries(window: Any, about: AboutDialog) -> None:
    said = inside(about, "about.facts", QTextEdit).toPlainText()
    for each in (
        __version__,
        str(FORMAT),
        str(window.desk.workspace.path),
        str(window.settings.folder),
        str(log_file()),
    ):
        assert each in said, each
    for part in parts():
        if part.name in ("Python", "Qt", "PySide6_Essentials", "SQLite", "SQLCipher", "reportlab"):
            assert f"{part.name} {part.version}" in said


def test_each_licence_is_read_by_keys(about: AboutDialog) -> None:
    pages, listed = inside(about, "about.pages", QTabBar), inside(about, "about.parts", QListWidget)
    text = inside(about, "about.licence", QPlainTextEdit)
    pages.setFocus()
    QTest.keyClick(pages, Qt.Key.Key_Right)
    assert listed.isVisible() and listed.count() == len(parts())
    QTest.keyClick(pages, Qt.Key.Key_Tab)
    assert listed.hasFocus()
    for each in parts():
        assert each.title in listed.currentItem().text() and each.version in listed.currentItem().text()
        assert each.title in text.accessibleName()
        assert each.licence in text.toPlainText() and len(text.toPlainText()) > 100
        QTest.keyClick(listed, Qt.Key.Key_Down)
    QTest.keyClick(listed, Qt.Key.Key_Q)
    QTest.keyClick(listed, Qt.Key.Key_T)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text.toPlainText()
    assert "download.qt.io" in text.toPlainText()
    QTest.keyClick(listed, Qt.Key.Key_Tab)
    assert text.hasFocus()


def test_its_details_are_those_of_the_menu_and_of_a_fault_and_name_no_place(
    window: Any, about: AboutDialog
) -> None:
    inside(about, "action.copy", QPushButton).click()
    copied = QGuiApplication.clipboard().text()
    window.copy_details()
    assert QGuiApplication.clipboard().text() == copied
    assert copied.startswith(details()) and details_of(KeyError("Ana")).startswith(details())
    assert __version__ in details() and f"format {FORMAT}" in details() and "SQLCipher" in details()
    assert window.desk.workspace.path.stem not in copied and str(window.settings.folder) not in copied


def test_it_fits_a_small_screen(about: AboutDialog) -> None:
    assert about.minimumSizeHint().width() <= 800 and about.minimumSizeHint().height() <= 560
