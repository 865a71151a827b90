"""What comes in begins at Today by a button, and everywhere by its key."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from sdesk.models import ServiceChangeRequest
from sdesk.practice.guidance.to_do import Group
from sdesk.ui.incident.quick_window import QuickIncidentWindow
from sdesk.ui.today.to_do_words import nothing_in
from tests.ui.shell import CTRL, SHIFT, inside

Key = Qt.Key


def quick_in_sight(window) -> QuickIncidentWindow | None:
    return next((each for each in window.findChildren(QuickIncidentWindow) if each.isVisible()), None)


def new_change_in_sight(window) -> bool:
    form = window.current_page().form if hasattr(window.current_page(), "form") else None
    return (
        form is not None and form.isVisible() and form.model is ServiceChangeRequest and form.record is None
    )


def test_today_begins_an_incident_and_a_change(window) -> None:
    inside(window, "today.new-incident", QPushButton).click()
    quick = quick_in_sight(window)
    assert quick is not None
    quick.reject()
    inside(window, "today.new-change", QPushButton).click()
    assert new_change_in_sight(window)


def test_their_keys_work_on_every_tab(window) -> None:
    for place in range(7):
        window.show_tab(place)
        QTest.keyClick(focus_of(window), Key.Key_I, CTRL | SHIFT)
        quick = quick_in_sight(window)
        assert quick is not None, place
        quick.reject()
        QTest.keyClick(focus_of(window), Key.Key_R, CTRL | SHIFT)
        assert new_change_in_sight(window), place


def test_they_work_in_a_wizard_beside_the_window(qtbot, window) -> None:
    window.show_activity("GO.2")
    wizard = next(each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not window)
    with qtbot.waitActive(wizard):
        wizard.activateWindow()
    QTest.keyClick(focus_of(wizard), Key.Key_I, CTRL | SHIFT)
    quick = quick_in_sight(window)
    assert quick is not None
    quick.reject()
    wizard.close()


def focus_of(window: QWidget) -> QWidget:
    return window.focusWidget() or window


def test_nothing_of_mine_is_not_nothing_at_all() -> None:
    assert nothing_in(Group.NOW) == "Nothing is at risk or overdue."
    assert nothing_in(Group.NOW, 1) == "Nothing of yours; 1 of others is left out."
    assert nothing_in(Group.WEEK, 3) == "Nothing of yours; 3 of others are left out."
