"""Somebody writes a report from its figures to its approval, with the keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from sdesk.models import ActionItem, PerformanceReport
from sdesk.practice.lifecycle.records import reload
from sdesk.ui.reporting.figure_list import FigureList
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.worker import Worker
from tests.reported_quarter import Quarter, march_at
from tests.ui.shell import ALT, CTRL, inside, shown_window

Key = Qt.Key
MOST_STOPS = 250


@pytest.fixture
def quarter(tmp_path: Path) -> Iterator[Quarter]:
    made = march_at(tmp_path / "harbour.sdesk")
    made.provider.works(made.provider.ben)
    yield made
    made.provider.workspace.close()


@pytest.fixture(params=[(1280, 800), (1024, 700)], ids=["wide", "narrow"])
def window(
    request: pytest.FixtureRequest, qtbot, quarter: Quarter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setattr(Worker, "at_once", True)
    with shown_window(qtbot, quarter.provider.workspace, tmp_path) as shown:
        shown.resize(*request.param)
        yield shown


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def go_to(name: str, key: Key = Key.Key_Tab) -> QWidget:
    """Tab until something of that name, or inside it, has the focus."""
    for _stop in range(MOST_STOPS):
        press(key)
        at: QWidget | None = focused()
        while at is not None and not at.isWindow():
            if at.objectName() == name:
                return at
            at = at.parentWidget()
    raise AssertionError(f"Tab never comes to {name}")


def type_words(text: str) -> None:
    """Letter by letter, each where the focus is by then."""
    for letter in text:
        QTest.keyClicks(focused(), letter)


def write(name: str, text: str) -> None:
    go_to(name)
    type_words(text)


def choose(qtbot, name: str, part: str) -> None:
    """The first that is proposed for part of a name."""
    write(name, part)
    popup = QApplication.activePopupWidget()  # keys go there while it is open
    assert popup is not None
    QTest.keyClick(popup, Key.Key_Return)
    window = focused().window()
    QApplication.processEvents()
    with qtbot.waitActive(window):  # a desktop gives the keys back to the window by itself
        window.activateWindow()


@pytest.mark.a_few(1)
def test_a_report_is_written_and_approved_with_keys_alone(
    qtbot, window: MainWindow, quarter: Quarter
) -> None:
    workspace = quarter.provider.workspace
    press(Key.Key_7, ALT)
    go_to("reports.period")
    press(Key.Key_Down)  # last month
    go_to("action.prepare")
    press(Key.Key_Space)
    report = workspace.first(PerformanceReport)
    assert report is not None
    form = window.current_page().form
    assert form.record.id == report.id
    qtbot.waitUntil(lambda: "1 Mar – 31 Mar 2026" in inside(form, "figures.note", QLabel).text())
    press(Key.Key_F2)
    write("PerformanceReport.performance", "The line was cut twice.")
    go_to("PerformanceReport.judgements")
    write("cell.reached", "3 days")
    go_to("cell.met")
    press(Key.Key_Return)
    press(Key.Key_Right)  # from Yes to No
    press(Key.Key_Space)
    choose(qtbot, "cell.judged_by", "Ana")
    write("cell.grounds", "Mail of 3 March")
    write("PerformanceReport.previous_actions", "First report.")
    go_to("PerformanceReport.proposed_actions")
    type_words("A second line")
    choose(qtbot, "owner", "Ben")
    write("due", "2026-05-01")
    go_to("PerformanceReport.conclusions")
    press(Key.Key_A, CTRL)  # what is proposed
    type_words("Good but for the line.")
    press(Key.Key_S, CTRL)
    kept = reload(workspace, report)
    assert (kept.performance, kept.conclusions) == ("The line was cut twice.", "Good but for the line.")
    assert [(each.met, each.reached) for each in kept.judgements] == [(False, "3 days")]
    figures = inside(form, "figures.list", FigureList)
    qtbot.waitUntil(lambda: any("▲ not met, judged by Ana Reyes" in each for each in figures.texts()))
    if not figures.isVisible():
        go_to("action.fold-figures")
        press(Key.Key_Space)
    go_to("figures.list")
    press(Key.Key_Home)
    assert figures.currentIndex().row() == 0
    go_to("action.approve", Key.Key_Backtab)
    press(Key.Key_Space)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window.findChild(QWidget, "step.dialog"))
    go_to("dialog.confirm")
    press(Key.Key_Space)
    assert reload(workspace, report).state == "approved"
    assert [each.description for each in workspace.find(ActionItem)] == ["A second line"]
    qtbot.waitUntil(lambda: "As approved" in inside(form, "figures.note", QLabel).text())
