"""The guide beside the work: followed by F1, gone back in, searched, closed, hidden behind the lock."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from shiboken6 import isValid

from sdesk.ui.help.browser import PageBrowser
from sdesk.ui.help.helping import Helping
from sdesk.ui.help.window import SIZE, HelpWindow, beside, open_guide
from sdesk.ui.incident.dialogs import HoldDialog
from sdesk.ui.pieces import Card, Dialog
from sdesk.ui.pieces.tab_order import stops_in
from sdesk.ui.settings import Settings
from sdesk.ui.window.found_list import FoundList
from sdesk.ui.window.welcome import Welcome
from sdesk.ui.worker import Worker
from tests.provider import Provider, incident
from tests.ui.cases import fact_of
from tests.ui.shell import ALT, CTRL, inside

Key = Qt.Key


@pytest.fixture
def shown(window) -> HelpWindow:
    window.show_tab(4)
    window._tabs.setFocus()
    window.show_help()
    made: HelpWindow = window.help.shown
    assert QTest.qWaitForWindowActive(made)
    return made


def press(shown: QWidget, key: Qt.Key, modifiers: Any = Qt.KeyboardModifier.NoModifier) -> None:
    """As a hand does, once the window has the keys."""
    QApplication.processEvents()
    handle = shown.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, key, modifiers)


def test_it_stays_open_and_follows(window, shown: HelpWindow) -> None:
    assert not shown.isModal() and shown.address == "guide/incidents.md#tab.incidents"
    window.show_tab(0)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    assert shown.isVisible() and shown.address == "guide/incidents.md#tab.incidents"
    press(window, Key.Key_F1)
    assert shown.address == "guide/today.md#tab.today"
    assert [each for each in QApplication.topLevelWidgets() if isinstance(each, HelpWindow)] == [shown]


def test_who_reads_the_guide_beside_a_record_is_at_it(window, provider: Provider) -> None:
    case = provider.take(incident(provider, "classified"), "record")
    window.show_record(case.id)
    window.show_help()
    assert QTest.qWaitForWindowActive(window.help.shown)
    QApplication.processEvents()
    assert QApplication.activeWindow() is window.help.shown
    assert window.record_at_work() == case.id


def test_back_and_forth_to_the_height_that_was_left(window, shown: HelpWindow) -> None:
    bar = shown._text.verticalScrollBar()
    bar.setValue(300)
    shown.show_place("guide/records.md#undo")
    shown.show_place("guide/records.md#lists")
    press(shown, Key.Key_Left, ALT)
    assert shown.address == "guide/records.md#undo"
    inside(shown, "help.back", QPushButton).click()
    assert shown.address == "guide/incidents.md#tab.incidents" and bar.value() == 300
    assert not inside(shown, "help.back").isEnabled()
    press(shown, Key.Key_Left, ALT)
    assert shown.address == "guide/incidents.md#tab.incidents"
    press(shown, Key.Key_Right, ALT)
    inside(shown, "help.forth", QPushButton).click()
    assert shown.address == "guide/records.md#lists" and not inside(shown, "help.forth").isEnabled()
    press(shown, Key.Key_Home, ALT)
    assert shown.address == "guide/README.md"


def test_words_are_found_on_all_pages(shown: HelpWindow) -> None:
    press(shown, Key.Key_F, CTRL)
    QTest.keyClicks(shown._line, "prioritization matrix")
    found = inside(shown, "help.found", FoundList)
    assert found.isVisible()
    lines = found.lines()
    assert lines[0].is_heading and any(each.text.startswith("Governance") for each in lines)
    press(shown, Key.Key_Down)
    press(shown, Key.Key_Up)
    press(shown, Key.Key_Return)
    assert shown._text.isVisible() and shown._text.hasFocus()
    marked = [each.cursor.selectedText().casefold() for each in shown._text.extraSelections()]
    assert {"prioritization", "matrix"} <= set(marked)
    assert shown._text.viewport().rect().contains(shown._text.cursorRect().center())


def test_what_is_nowhere_is_said(shown: HelpWindow) -> None:
    QTest.keyClicks(shown._line, "qxqx")
    [line] = inside(shown, "help.found", FoundList).lines()
    assert line.is_heading and "Nothing in the guide" in line.text
    press(shown, Key.Key_Escape)
    assert shown.isVisible() and shown._text.isVisible() and not shown._line.text()
    press(shown, Key.Key_Escape)
    assert not shown.isVisible()


def test_a_link_leads_to_its_place_and_into_the_web_only_by_the_browser(
    shown: HelpWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.show_place("guide/together.md")
    assert "guide/passphrase.md" in shown._guide.pages["guide/together.md"].links()
    shown._text.anchorClicked.emit("passphrase.md")
    assert shown.address == "guide/passphrase.md"
    shown._text.anchorClicked.emit("backups.md#getting-one-back")
    assert shown.address == "guide/backups.md#getting-one-back"
    shown._text.anchorClicked.emit("no-such-page.md")
    assert shown.address == "guide/backups.md#getting-one-back"


def test_links_are_come_to_by_tab(shown: HelpWindow) -> None:
    shown.show_place("guide/README.md")
    shown._text.setFocus()
    press(shown, Key.Key_Tab)
    press(shown, Key.Key_Return)
    assert shown.address == "guide/today.md"


@pytest.mark.parametrize("width", [380, 560, 900])
def test_pictures_are_as_wide_as_there_is_room(shown: HelpWindow, width: int) -> None:
    shown.resize(width, 600)
    shown.show_place("guide/incidents.md")
    shown._text._fit_pictures()
    QApplication.processEvents()
    text: PageBrowser = shown._text
    assert text.horizontalScrollBar().maximum() == 0
    [name, *_others] = text._names()
    drawn = text._picture(name).deviceIndependentSize().width()
    assert drawn <= text.viewport().width() and drawn > 0.8 * min(text.viewport().width(), 1280) - 60


def test_the_first_time_it_begins_at_the_place(qtbot, window) -> None:
    window.resize(1280, 720)
    window.show_work_product("WP.15")
    window._tabs.setFocus()
    press(window, Key.Key_F1)
    window.help.shown.close()
    window.current_page().panel.setFocus()
    window.help.shown.hide()
    window.show_work_product("WP.15")
    window.current_page().form.read()
    press(window, Key.Key_F1)
    shown = window.help.shown
    assert shown.address == "guide/governance.md#ServiceScope"
    block = shown._guide.pages["guide/governance.md"].block_at("ServiceScope")
    qtbot.waitUntil(lambda: not shown._text._settled.isActive())
    qtbot.wait(100)
    assert 0 <= shown._text.cursorRect(shown._text._blocks[block.number]).top() < 60


def test_in_another_width_it_stands_at_the_same_place(qtbot, shown: HelpWindow) -> None:
    text = shown._text
    shown.show_place("guide/incidents.md#HoldDialog")
    block = shown._guide.pages["guide/incidents.md"].block_at("HoldDialog")
    assert block is not None
    for width in (420, 900):
        shown.resize(width, 600)
        qtbot.waitUntil(lambda: not text._settled.isActive())
        assert 0 <= text.cursorRect(text._blocks[block.number]).top() < 60
    text.verticalScrollBar().setValue(200)
    shown.resize(700, 600)
    qtbot.waitUntil(lambda: not text._settled.isActive())
    assert text.cursorRect(text._blocks[block.number]).top() > 60


def test_its_place_and_size_come_again(window, shown: HelpWindow, tmp_path: Path) -> None:
    shown.setGeometry(QRect(20, 30, 480, 500))
    press(shown, Key.Key_Escape)
    assert not shown.isVisible()
    again = HelpWindow(open_guide(), window.settings)
    assert again.geometry().size() == QSize(480, 500)
    again.deleteLater()


@pytest.mark.parametrize(
    ("work", "screen"),
    [
        (QRect(0, 0, 1024, 660), QRect(0, 0, 1920, 1080)),
        (QRect(0, 0, 1280, 728), QRect(0, 0, 1366, 768)),
        (QRect(0, 0, 1024, 660), QRect(0, 0, 1024, 700)),
        (QRect(900, 40, 1000, 900), QRect(0, 0, 1920, 1080)),
    ],
)
def test_it_comes_beside_the_work_where_there_is_room(work: QRect, screen: QRect) -> None:
    place = beside(work, screen, SIZE)
    assert screen.contains(place)
    has_room = max(screen.right() - work.right(), work.left() - screen.left()) >= place.width()
    assert not has_room or not place.intersects(work)


def test_a_dialog_that_comes_later_does_not_block_it(window, shown: HelpWindow, provider: Provider) -> None:
    case = provider.take(incident(provider, "classified"), "record")
    dialog = HoldDialog(window.desk, case, window)
    dialog.open()
    assert QTest.qWaitForWindowActive(dialog)
    QApplication.processEvents()
    QTest.keyClicks(inside(dialog, "incident.reason.edit"), "They ask first")
    shown.activateWindow()
    assert QTest.qWaitForWindowActive(shown)
    press(shown, Key.Key_F, CTRL)
    press(shown, Key.Key_H)
    assert shown._line.text() == "h"
    dialog.reject()
    QApplication.processEvents()
    assert shown.isVisible() and shown.windowHandle().transientParent() is window.windowHandle()


def test_f1_in_a_dialog_leaves_what_was_typed_and_goes_back_there(window, provider: Provider) -> None:
    case = provider.take(incident(provider, "classified"), "record")
    dialog = HoldDialog(window.desk, case, window)
    dialog.open()
    assert QTest.qWaitForWindowActive(dialog)
    QTest.keyClicks(inside(dialog, "incident.reason.edit"), "They ask first")
    press(dialog, Key.Key_F1)
    shown = window.help.shown
    assert QTest.qWaitForWindowActive(shown)
    assert shown.address == "guide/incidents.md#HoldDialog"
    press(shown, Key.Key_Escape)
    assert QTest.qWaitForWindowActive(dialog)
    assert dialog.isVisible() and dialog.fields["reason"].value() == "They ask first"
    dialog.reject()


def test_of_a_field_of_a_dialog_it_says_what_the_dialog_says(window, provider: Provider) -> None:
    from sdesk.ui.records.list.bulk_bar import DaysDialog

    dialog = DaysDialog(2, window)
    dialog.open()
    assert QTest.qWaitForWindowActive(dialog)
    press(dialog, Key.Key_F1)
    shown = window.help.shown
    card = inside(shown, "help.field", Card)
    said = [each.text() for each in card.findChildren(QLabel)]
    assert card.isVisible() and said == ["Days", "Later; with a minus, earlier. The time of day stays."]
    assert not inside(shown, "help.fields").isVisible()
    dialog.reject()


def test_it_goes_with_the_window(qtbot, window, shown: HelpWindow) -> None:
    window.close()
    assert not shown.isVisible()


def test_behind_the_lock_nothing_is_shown_and_f1_does_nothing(
    window, shown: HelpWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(window.locking), "is_offered", True)
    window.locking.lock()
    assert not shown.isVisible()
    screen = window.locking.screen
    assert QTest.qWaitForWindowActive(screen)
    press(screen, Key.Key_F1)
    assert not shown.isVisible()
    window.locking._unlock()
    QApplication.processEvents()
    assert shown.isVisible() and shown.windowTitle() == "Incidents – user guide – sdesk"


def test_before_a_workspace_is_open(qtbot, tmp_path: Path) -> None:
    welcome = Welcome((), Worker())
    helping = Helping(Settings(tmp_path / "settings.ini"), welcome)
    welcome.show()
    assert QTest.qWaitForWindowActive(welcome)
    press(welcome, Key.Key_F1)
    assert helping.shown is not None
    shown = helping.shown
    assert shown.address == "guide/README.md#Welcome"
    shown.show_contents()
    assert shown.windowTitle() == "User guide – sdesk"
    welcome.close()
    welcome.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(shown)


def test_where_no_guide_is_installed_it_says_so(
    window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sdesk.ui.help.pages.guide", tmp_path.joinpath)
    window.show_help()
    assert window.help.shown is None
    assert "not installed" in window.statusBar().said()


def test_whatever_the_keys_come_to_has_a_name(window, provider: Provider) -> None:
    case = provider.take(incident(provider, "classified"), "record")
    window.show_record(case.id)
    fact_of(window.current_page().form, "impact").setFocus()
    window.show_help()
    shown = window.help.shown
    names = [each.accessibleName() or getattr(each, "text", str)() for each in stops_in(shown)]
    assert names == ["Contents", "Search the guide", "All fields", "Incidents", "Close"]
    assert shown._text.accessibleDescription().startswith("Impact – Incident. How much")


def test_what_is_looked_for_is_kept_nowhere(window, shown: HelpWindow, provider: Provider) -> None:
    inside(shown, "help.words", QLineEdit).setFocus()
    QTest.keyClicks(shown._line, "qxsecret")
    window.desk.typing.keep_now()
    assert "qxsecret" not in str(provider.workspace.unsaved.read())
    assert isinstance(shown, Dialog)
