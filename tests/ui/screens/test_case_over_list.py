"""Under 800 pixels there is room for a record or for its list: one lies over the other."""

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sdesk.models import ServiceIncident
from sdesk.practice.lifecycle.records import save
from sdesk.ui.window.found_list import FoundList
from sdesk.ui.window.main_window import MainWindow
from tests.provider import Provider, incident
from tests.ui.shell import ALT, CTRL, SHIFT, inside, shown_window

Key = Qt.Key


@pytest.fixture
def narrow(qtbot, provider: Provider, tmp_path: Path):
    for _case in range(3):
        incident(provider, "classified")
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        window.setMinimumSize(600, 400)
        window.resize(700, 560)
        window.show_tab(4)
        QApplication.processEvents()
        window.current_page().show_list(ServiceIncident)
        QApplication.processEvents()
        inside(window, "ServiceIncident.list.table").setFocus()
        press(Key.Key_Down)
        yield window


def seen(window: MainWindow) -> tuple[bool, bool]:
    """Whether the list is in sight, and whether the record is."""
    page = window.current_page()
    return page._stack.isVisible(), page.form.isVisible()


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)
    QApplication.processEvents()


def test_return_opens_the_case_over_the_list_and_escape_leads_back(narrow):
    assert seen(narrow) == (True, False)
    press(Key.Key_Return)
    assert seen(narrow) == (False, True)
    press(Key.Key_Escape)
    if seen(narrow) == (False, True):  # the first left the field
        press(Key.Key_Escape)
    assert seen(narrow) == (True, False)


def test_a_record_that_is_asked_for_is_shown_and_the_filter_is_in_the_list(narrow):
    narrow.show_record(narrow.desk.workspace.find(ServiceIncident)[0].id)
    QApplication.processEvents()
    assert seen(narrow) == (False, True)
    assert narrow.current_page().form.isAncestorOf(QApplication.focusWidget())
    press(Key.Key_F, CTRL)
    assert seen(narrow) == (True, False)


def test_the_next_record_of_the_list_comes_while_the_list_lies_behind(narrow):
    press(Key.Key_Return)
    first = narrow.current_page().shown_record()
    press(Key.Key_PageDown, ALT)
    assert seen(narrow) == (False, True)
    assert narrow.current_page().shown_record() != first


def test_both_are_there_again_as_soon_as_there_is_room(narrow):
    press(Key.Key_Return)
    narrow.resize(1024, 700)
    QApplication.processEvents()
    assert seen(narrow) == (True, True)
    narrow.resize(700, 560)
    QApplication.processEvents()
    assert seen(narrow) == (False, True)


def chosen_in(window: MainWindow) -> UUID:
    page = window.current_page()
    page.settle()
    found = page.shown_record()
    assert isinstance(found, UUID)
    return found


def test_commands_are_for_the_record_that_is_chosen_in_the_list(narrow):
    chosen = chosen_in(narrow)
    press(Key.Key_M, CTRL | SHIFT)
    workspace = narrow.desk.workspace
    assert seen(narrow) == (True, False)
    assert workspace.get(ServiceIncident, chosen).assigned_to == workspace.person_id
    narrow.show_palette()
    first = inside(narrow, "palette.list", FoundList).lines()[0]
    assert workspace.get(ServiceIncident, chosen).number in first.text


def test_a_step_of_the_chosen_line_that_lacks_something_shows_the_record(narrow):
    workspace = narrow.desk.workspace
    bare = workspace.get(ServiceIncident, chosen_in(narrow))
    lacking = save(workspace, bare, {"summary": ""})
    inside(narrow, "ServiceIncident.list.table").setFocus()
    press(Key.Key_Return, CTRL)
    assert workspace.get(ServiceIncident, lacking.id).state == "draft"
    assert seen(narrow) == (False, True)


def test_the_step_of_the_chosen_line_is_taken(narrow):
    chosen = chosen_in(narrow)
    press(Key.Key_Return, CTRL)
    assert narrow.desk.workspace.get(ServiceIncident, chosen).state == "recorded"
