"""Tab and Shift+Tab, pressed as people do, and what has to be so wherever they lead."""

from typing import Any

import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sdesk.practice.lifecycle.records import latest_operation
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import FieldWidget
from sdesk.ui.pieces.tab_order import stops_in

MOST_STOPS = 400


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def named(widget: QWidget) -> str:
    return widget.objectName() or widget.accessibleName() or type(widget).__name__


def is_in_sight(widget: QWidget) -> bool:
    """Something of it is within everything that it is in."""
    seen, inner, around = widget.rect(), widget, widget.parentWidget()
    while around is not None and not inner.isWindow():
        seen = seen.translated(inner.pos()).intersected(around.rect())
        inner, around = around, around.parentWidget()
    return widget.isVisible() and not seen.isEmpty()


def tabbed(*key: Any) -> QWidget:
    """What has the focus after Tab, or after another key."""
    QTest.keyClick(focused(), *(key or (Qt.Key.Key_Tab,)))
    return focused()


def pressed(*, backwards: bool = False) -> list[QWidget]:
    """What has the focus, and what has it after each press, until it is where it began.

    Fails where it is caught, leaves the window, is out of sight, or is not drawn: there the widget looks the same
    with the focus and without it.
    """
    key = (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier) if backwards else (Qt.Key.Key_Tab,)
    start = focused()
    window = start.window()
    seen = [start]
    while len(seen) < MOST_STOPS:
        before = focused()
        with_focus = before.grab().toImage()
        now = tabbed(*key)
        if shiboken6.isValid(before) and before.isVisible() and now is not before:
            assert before.grab().toImage() != with_focus, f"{named(before)} does not show the focus"
        assert now.window() is window, f"Tab leaves {named(window)} for {named(now)}"
        assert is_in_sight(now), f"{named(now)} has the focus out of sight"
        if now is start:
            return seen
        assert now not in seen, f"Tab is caught: {[named(each) for each in [*seen, now]]}"
        seen.append(now)
    raise AssertionError("Tab never comes back")


def expect_walked(window: QWidget, *, in_one_column: bool = True) -> None:
    """Each stop once in both directions, and the fields as they stand: from above to below, from left to right."""
    QApplication.processEvents()
    assert QTest.qWaitForWindowActive(window)
    if QApplication.focusWidget() is None or focused().window() is not window:
        stops_in(window)[0].setFocus(Qt.FocusReason.TabFocusReason)
    seen = pressed()
    assert set(seen) == set(stops_in(window)), "a stop is never come to"
    assert pressed(backwards=True) == [seen[0], *reversed(seen[1:])]
    if not in_one_column:
        return
    fields = [
        each for each in window.findChildren(FieldWidget) if any(each.isAncestorOf(stop) for stop in seen)
    ]
    outer = [
        each for each in fields if not any(other is not each and other.isAncestorOf(each) for other in fields)
    ]
    first = {field: min(stop_at for stop_at, stop in enumerate(from_top(window, seen)) if field.isAncestorOf(stop))
             for field in outer}  # fmt: skip
    in_turn = sorted(outer, key=lambda field: first[field])
    places = [field.mapTo(window, QPoint(0, 0)) for field in in_turn]
    tops = [at.y() for at in places]
    assert tops == sorted(tops), [named(each) for each in in_turn]


def from_top(window: QWidget, seen: list[QWidget]) -> list[QWidget]:
    """The same round, from where the window begins."""
    start = seen.index(stops_in(window)[0])
    return [*seen[start:], *seen[:start]]


def expect_left_by_escape(dialog: QWidget, desk: Desk) -> None:
    before = latest_operation(desk.workspace)
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    if shiboken6.isValid(dialog) and dialog.isVisible():  # the first of them closed a list of choices
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert not shiboken6.isValid(dialog) or not dialog.isVisible()
    assert latest_operation(desk.workspace) == before
