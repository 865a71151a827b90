"""A wizard on a small screen: the list of pages or the reasons beside the page, and what has the focus in sight."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget

from sdesk.ui.fitting import FitsScreen
from sdesk.ui.wizard import window as window_of_wizard
from sdesk.ui.wizard.opening import open_setup
from tests.ui.shell import inside
from tests.ui.wizard.walker import Walker

NARROW, WIDE = 660, 780


def shown(walker: Walker) -> set[str]:
    names = ("wizard.pages", "wizard.background", "wizard.ask-why")
    return {name for name in names if inside(walker.window, name).isVisible()}


def test_the_reasons_give_way_and_come_in_the_place_of_the_list(
    walker: Walker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window_of_wizard, "ALL_BESIDE", 720)  # the screen of the tests has 800
    window = walker.opens(open_setup)
    window.resize(WIDE, 600)
    assert shown(walker) == {"wizard.pages", "wizard.background"}
    window.resize(NARROW, 419)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (NARROW, 419)
    assert shown(walker) == {"wizard.pages", "wizard.ask-why"}
    asks = inside(window, "wizard.ask-why")
    asks.setFocus()
    QTest.keyClick(asks, Qt.Key.Key_Space)
    assert shown(walker) == {"wizard.background", "wizard.ask-why"}
    assert inside(window, "wizard.why", QLabel).text()
    assert asks.hasFocus()
    QTest.keyClick(asks, Qt.Key.Key_Space)
    assert shown(walker) == {"wizard.pages", "wizard.ask-why"}
    window.resize(WIDE, 600)
    assert shown(walker) == {"wizard.pages", "wizard.background"}


class Tall(FitsScreen, QWidget):
    """More than any screen has room for; its last line can have the focus."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        high = QWidget(self)
        high.setFixedSize(200, 4000)
        self.last = QWidget(self)
        self.last.setFixedSize(100, 40)
        self.last.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column.addWidget(high)
        column.addWidget(self.last)


def test_what_the_program_gives_the_focus_to_is_in_sight(qtbot) -> None:
    window = Tall()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    area = inside(window, "fitted", QScrollArea)

    def in_sight() -> bool:
        place = QRect(window.last.mapTo(area, QPoint()), window.last.size())
        return area.rect().contains(place)

    assert not in_sight()
    window.last.setFocus()
    qtbot.waitUntil(in_sight)
