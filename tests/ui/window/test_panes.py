"""F6 goes from pane to pane, and comes back to where each was left."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from sdesk.models import ServiceIncident
from sdesk.practice.reporting.reports import prepare_performance_report
from sdesk.ui.process.process_tab import ProcessTab
from sdesk.ui.window.places import PLACES, place_called
from tests.reported_quarter import MARCH, fill_march, reported_quarter
from tests.ui.shell import SHIFT, inside

Key = Qt.Key


def press(qtbot, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def holder(window) -> str:
    """The innermost pane that has the focus."""
    focused = QApplication.focusWidget()
    held = [each for each in window._panes() if each is focused or each.isAncestorOf(focused)]
    inner = max(held, key=lambda each: sum(other.isAncestorOf(each) for other in held))
    return inner.objectName() or type(inner).__name__


def test_through_an_incident_and_back(qtbot, window, provider):
    incident = provider.create(ServiceIncident, summary="Printer")
    window.show_record(incident.id)
    page = window.current_page()
    assert isinstance(page, ProcessTab)
    view = inside(window, "ServiceIncident.list.table")
    view.setFocus()
    seen = []
    for _each in range(6):
        press(qtbot, Key.Key_F6)
        seen.append(holder(window))
    assert seen == [
        "ServiceIncident.form",
        "done",
        "status",
        "ProcessPanel",
        "ServiceIncident.list",
        "ServiceIncident.form",
    ]
    for expected in ["ServiceIncident.list", "ProcessPanel", "status", "done"]:
        press(qtbot, Key.Key_F6, SHIFT)
        assert holder(window) == expected


def test_the_list_is_entered_at_its_line_and_the_panel_at_what_is_chosen(qtbot, window, provider):
    incident = provider.create(ServiceIncident, summary="Printer")
    window.show_record(incident.id)
    window.current_page().form.edit()
    press(qtbot, Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is inside(window, "ServiceIncident.list.table")
    press(qtbot, Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is inside(window, "panel.WP.18")


def test_a_pane_is_entered_where_it_was_left_and_nothing_typed_is_lost(qtbot, window, provider):
    incident = provider.create(ServiceIncident, summary="Printer")
    window.show_record(incident.id)
    page = window.current_page()
    page.form.jump_to("summary")
    line = QApplication.focusWidget()
    qtbot.keyClicks(line, " on fire")
    typed = line.text()
    assert "on fire" in typed
    press(qtbot, Key.Key_F6)
    assert QApplication.focusWidget() is not line
    press(qtbot, Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is line
    assert line.text() == typed


def test_what_has_gone_is_not_gone_back_to(qtbot, window, provider):
    incident = provider.create(ServiceIncident, summary="Printer")
    window.show_record(incident.id)
    form = window.current_page().form
    form.jump_to("summary")
    press(qtbot, Key.Key_F6)
    form.show_record(provider.ana.id)
    press(qtbot, Key.Key_F6, SHIFT)
    focused = QApplication.focusWidget()
    assert focused is not None and focused.isVisible() and form.isAncestorOf(focused)


@pytest.mark.a_few(2)
@pytest.mark.parametrize("place", [each.name for each in PLACES])
def test_on_every_tab_each_key_lands_on_something_in_sight(qtbot, window, place: str):
    window.show_tab(place_called(place))
    QApplication.processEvents()
    window._search.setFocus()
    window.activateWindow()
    seen = []
    for _each in range(6):
        window.panes.go(1)
        focused = QApplication.focusWidget()
        assert focused is not None and focused.isVisible()
        seen.append(holder(window))
    assert len(set(seen)) >= 2 and "status" in seen


def test_the_figures_beside_a_report_are_a_pane_of_their_own(qtbot, window, provider):
    quarter = reported_quarter(provider)
    fill_march(quarter)
    report = prepare_performance_report(provider.workspace, quarter.agreement, MARCH)
    window.resize(1800, 800)
    window.show_record(report.id)
    figures = inside(window, "figures")
    qtbot.waitUntil(lambda: inside(window, "figures.list").isVisible())
    window.current_page().form.read()
    press(qtbot, Key.Key_F6)
    assert QApplication.focusWidget() is inside(window, "figures.list")
    press(qtbot, Key.Key_F6, SHIFT)
    assert not figures.isAncestorOf(QApplication.focusWidget())
    assert holder(window) == "PerformanceReport.form"
