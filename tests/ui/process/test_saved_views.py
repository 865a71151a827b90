"""A view of one's own, saved from the list by its menu: at the side with its count, on the screen of everybody who shares it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from sdesk.models import SavedView, ServiceIncident
from sdesk.practice.lifecycle.steps import take_step
from sdesk.ui.pieces import Dialog
from sdesk.ui.process.panel_rows import PanelRow
from sdesk.ui.process.process_tab import ProcessTab
from sdesk.ui.records.list.record_table import RecordTable
from sdesk.ui.records.list.table_model import RecordTableModel
from tests.provider import Provider, incident
from tests.ui.shell import inside


def table(tab: ProcessTab) -> RecordTable:
    return inside(tab, "ServiceIncident.list", RecordTable)


def listed(tab: ProcessTab) -> list[str]:
    rows = table(tab).view.model()
    assert isinstance(rows, RecordTableModel)
    found = (rows.record_at(at) for at in range(rows.rowCount()))
    return sorted(each.summary for each in found if isinstance(each, ServiceIncident))


def save(qtbot, tab: ProcessTab, name: str) -> None:
    table(tab).menu.aboutToShow.emit()
    inside(tab, "action.save-view", QAction).trigger()
    dialog = inside(tab.window(), "save-view.dialog", Dialog)
    qtbot.waitUntil(lambda: not dialog.pause.isActive())
    QTest.keyClicks(inside(dialog, "save-view.name.edit", QLineEdit), name)
    qtbot.mouseClick(inside(dialog, "dialog.confirm", QPushButton), Qt.MouseButton.LeftButton)


def test_it_is_saved_counted_chosen_and_removed(qtbot, show, provider: Provider):
    for summary in ("Printer at the school", "Wi-Fi at the school", "Printer at the pier"):
        incident(provider, summary=summary)
    tab = show(provider)
    table(tab).filter_by("school")
    save(qtbot, tab, "The school")
    [saved] = provider.workspace.find(SavedView)
    assert (saved.filter, saved.shows) == ("is:open school", ServiceIncident.__name__)
    name = f"panel.view.{saved.id.hex}"
    qtbot.waitUntil(lambda: tab.findChild(PanelRow, name) is not None)
    row = inside(tab, name, PanelRow)
    qtbot.waitUntil(lambda: row.tail() == "2")
    assert row.isChecked() and listed(tab) == ["Printer at the school", "Wi-Fi at the school"]
    assert inside(tab, "ServiceIncident.list.filter", QLineEdit).text() == ""
    qtbot.mouseClick(inside(tab, "panel.view.open"), Qt.MouseButton.LeftButton)
    assert len(listed(tab)) == 3
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert len(listed(tab)) == 2
    table(tab).menu.aboutToShow.emit()
    inside(tab, "action.remove-view", QAction).trigger()
    qtbot.waitUntil(lambda: tab.findChild(PanelRow, name) is None)
    assert len(listed(tab)) == 3 and inside(tab, "panel.view.open", PanelRow).isChecked()


def test_what_the_program_brings_cannot_be_removed(qtbot, show, provider: Provider):
    incident(provider)
    tab = show(provider)
    qtbot.mouseClick(inside(tab, "panel.view.mine"), Qt.MouseButton.LeftButton)
    table(tab).menu.aboutToShow.emit()
    assert not inside(tab, "action.remove-view", QAction).isVisible()


def test_one_that_somebody_removed_meanwhile_shows_all_open_ones(qtbot, show, provider: Provider):
    incident(provider)
    tab = show(provider)
    table(tab).filter_by("nothing like it")
    save(qtbot, tab, "Odd")
    [saved] = provider.workspace.find(SavedView)
    qtbot.waitUntil(lambda: tab.findChild(PanelRow, f"panel.view.{saved.id.hex}") is not None)
    take_step(provider.workspace, saved, "end", reason="Somebody else did.")
    qtbot.waitUntil(lambda: tab.findChild(PanelRow, f"panel.view.{saved.id.hex}") is None)
    assert len(listed(tab)) == 1
