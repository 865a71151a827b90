"""The keys of a list: lines on the clipboard, the filter, and the next line from within the form."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from sdesk.models import ServiceIncident
from sdesk.ui.incident.case_page import IncidentCase
from sdesk.ui.process.process_tab import ProcessTab
from sdesk.ui.records.list.record_table import RecordTable
from sdesk.ui.registry import open_desk
from tests.provider import Provider, incident
from tests.ui.shell import inside, newest_first

Key, ALT, SHIFT, CTRL = (
    Qt.Key,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


@pytest.fixture
def cases(provider: Provider) -> list[ServiceIncident]:
    return [provider.create(ServiceIncident, summary=text) for text in ("Third", "=SECOND()", "First")]


@pytest.fixture
def tab(qtbot, provider: Provider, cases):
    newest_first(ServiceIncident)
    made = ProcessTab(open_desk(provider.workspace), "incidents")
    qtbot.addWidget(made)
    made.resize(1366, 668)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: made.shown_record() == cases[2].id)
    yield made
    made.close()


def listed(tab: ProcessTab) -> RecordTable:
    return inside(tab, "ServiceIncident.list", RecordTable)


def test_the_chosen_lines_are_copied_as_a_table_without_formulas(qtbot, tab):
    table = listed(tab)
    table.enter()
    qtbot.keyClick(table.view, Key.Key_Down, SHIFT)
    qtbot.keyClick(table.view, Key.Key_C, CTRL)
    copied = QGuiApplication.clipboard().mimeData()
    heads, *lines = [line.split("\t") for line in copied.text().splitlines()]
    assert heads[:2] == ["Number", "In one line"]
    assert [line[1] for line in lines] == ["First", "'=SECOND()"]
    assert [len(line) for line in lines] == [len(heads)] * 2
    assert copied.html().count("<tr>") == 3 and "<td>First</td>" in copied.html()
    qtbot.keyClick(table.view, Key.Key_A, CTRL)
    qtbot.keyClick(table.view, Key.Key_C, CTRL)
    assert len(QGuiApplication.clipboard().mimeData().text().splitlines()) == 4


def test_down_leads_from_the_filter_to_what_it_leaves(qtbot, tab, cases):
    """Not to nothing: with the hands still in the line, the next key would be for the record that was shown before."""
    line = inside(tab, "ServiceIncident.list.filter", QLineEdit)
    QTest.keyClick(tab, Key.Key_F, CTRL)
    QTest.keyClicks(line, "third")
    QTest.keyClick(line, Key.Key_Down)
    assert QApplication.focusWidget() is inside(tab, "ServiceIncident.list.table")
    qtbot.waitUntil(lambda: tab.shown_record() == cases[0].id)


def test_to_the_filter_from_everywhere_in_the_tab(qtbot, tab):
    line = inside(tab, "ServiceIncident.list.filter", QLineEdit)
    edit = inside(tab, "ServiceIncident.summary.edit", QLineEdit)
    for start in (listed(tab).view, edit):
        start.setFocus()
        tab.find_here()
        assert line.hasFocus()
        qtbot.keyClicks(line, "is:open")
        assert line.text() == "is:open", "what stood there is typed over"


def test_from_line_to_line_also_in_the_form(qtbot, tab, cases):
    edit = inside(tab, "ServiceIncident.summary.edit", QLineEdit)
    edit.setFocus()
    for expected in (cases[1], cases[0], cases[0]):
        tab.next_line(1)
        assert tab.shown_record() == expected.id
        assert [each.id for each in listed(tab).chosen()] == [expected.id]
        assert tab.form.isAncestorOf(tab.window().focusWidget())
    tab.next_line(-1)
    assert tab.shown_record() == cases[1].id
    listed(tab).enter()
    tab.next_line(-1)
    assert tab.shown_record() == cases[2].id and listed(tab).view.hasFocus()


def test_what_is_exported_is_what_the_view_and_the_filter_show(
    qtbot, tab, provider: Provider, tmp_path: Path, cases
):
    provider.save(cases[0], assigned_to=None)
    table = listed(tab)
    table.show_view("mine")
    table.filter_by("summary:first")
    target = tmp_path / "list.csv"
    table._saving.write(".csv", target)
    assert [line.split(",")[1] for line in target.read_text("utf-8-sig").splitlines()[1:]] == ["First"]
    table.filter_by("")
    table._saving.write(".csv", target)
    assert [line.split(",")[1] for line in target.read_text("utf-8-sig").splitlines()[1:]] == [
        "First",
        "'=SECOND()",
    ]


@pytest.mark.parametrize("where", ["ServiceIncident.list.table", "panel.view.mine"])
def test_the_line_is_reached_from_the_list_and_the_views_too(qtbot, show, provider: Provider, where: str):
    """What is typed after Ctrl+R stands in the line of the case that is shown, wherever the keys were before."""
    shown = incident(provider, "recorded", summary="Printer", assigned_to=provider.ana.id)
    provider.take(shown, "record")
    tab = show(provider)
    qtbot.waitUntil(lambda: tab.shown_record() == shown.id)
    before = inside(tab, where)
    before.setFocus()
    QTest.keyClick(before, Key.Key_R, CTRL)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "Called them")
    assert inside(tab, "incident.case", IncidentCase).line.words()[0] == "Called them"
