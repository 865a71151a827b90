"""Tab and Shift+Tab through every dialog and every page of the wizards, in windows that are shown: each stop once,
as it is read, none of them a trap, the focus always in sight and drawn; Esc leaves, and changes nothing."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sdesk.models import RECORDS, Record, ServiceIncident
from sdesk.practice.incident.escalation import escalate
from sdesk.practice.lifecycle.records import latest_operation
from sdesk.practice.lifecycle.steps import steps_from_here
from sdesk.ui.desk import Desk
from sdesk.ui.incident import dialogs
from sdesk.ui.pieces import FieldWidget
from sdesk.ui.pieces.tab_order import stops_in
from sdesk.ui.records.create_dialog import open_create_dialog
from sdesk.ui.records.form.assigning import AssignDialog
from sdesk.ui.records.form.step_dialog import StepDialog, asks_nothing
from sdesk.ui.registry import open_desk
from sdesk.ui.theme.look import apply_theme
from sdesk.ui.wizard import open_remaining, open_setup
from tests.provider import Provider, incident

Key = Qt.Key
MOST_STOPS = 300
TRIED = 2
"""Step dialogs of each kind of record that the ordinary run walks through."""


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


def walked(window: QWidget, backwards: bool = False) -> list[QWidget]:
    """What has the focus after each press, until it is where it began. Fails where it is caught, or unseen."""
    key = (Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier) if backwards else (Key.Key_Tab,)
    start = focused()
    seen = [start]
    while len(seen) < MOST_STOPS:
        before = focused()
        with_focus = before.grab().toImage()
        QTest.keyClick(before, *key)
        now = focused()
        if shiboken6.isValid(before) and before.isVisible() and now is not before:
            assert before.grab().toImage() != with_focus, (
                f"{named(before)} does not show that it has the focus"
            )
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
    seen = walked(window)
    assert set(seen) == set(stops_in(window)), "a stop is never come to"
    assert walked(window, backwards=True) == [seen[0], *reversed(seen[1:])]
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
    QTest.keyClick(focused(), Key.Key_Escape)
    if shiboken6.isValid(dialog) and dialog.isVisible():  # the first of them closed a list of choices
        QTest.keyClick(focused(), Key.Key_Escape)
    assert not shiboken6.isValid(dialog) or not dialog.isVisible()
    assert latest_operation(desk.workspace) == before


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> None:
    """The ring is drawn by the style sheet."""
    apply_theme(qapp, "light")


@pytest.fixture
def around(qtbot) -> Iterator[QWidget]:
    """What a dialog stands over."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    yield made


@pytest.mark.parametrize(
    "kind",
    [
        dialogs.HoldDialog,
        dialogs.StepTakenDialog,
        dialogs.TellDialog,
        dialogs.TellCustomerDialog,
        dialogs.EscalateDialog,
        dialogs.SupplierDialog,
        dialogs.MergeDialog,
        dialogs.LinkDialog,
        dialogs.PriorityDialog,
        dialogs.KnownErrorDialog,
        AssignDialog,
    ],
)
def test_what_is_asked_about_an_incident(around, provider: Provider, kind: type):
    desk = open_desk(provider.workspace)
    case = provider.take(incident(provider, "classified"), "record")
    if kind is dialogs.SupplierDialog:
        case = escalate(provider.workspace, case, provider.ben.id, "He knows the cable")
    dialog = kind(desk, case, around)
    dialog.open()
    expect_walked(dialog)
    expect_left_by_escape(dialog, desk)


@pytest.mark.parametrize("tried", [TRIED, pytest.param(100, marks=pytest.mark.torture)])
@pytest.mark.parametrize("model", [each for each in RECORDS if each.steps], ids=lambda each: each.__name__)
def test_what_is_asked_by_steps(around, sample, model: type[Record], tried: int):
    desk = open_desk(sample)
    by_state = {record.state: record for record in sample.find(model)}
    asking = [
        (record, step)
        for record in by_state.values()
        for step in steps_from_here(record)
        if not asks_nothing(desk, record, step)
    ]
    for record, step in asking[:tried]:
        make = desk.screens.dialog_for(record, step, StepDialog)
        dialog = make(desk, record, step, lambda *_asked: None, around)
        dialog.open()
        expect_walked(dialog)
        expect_left_by_escape(dialog, desk)


@pytest.mark.parametrize("opener", [open_setup, open_remaining])
@pytest.mark.parametrize("pages", [3, pytest.param(100, marks=pytest.mark.torture)])
def test_the_pages_of_wizards(around, provider: Provider, opener, pages: int):
    desk = open_desk(provider.workspace)
    window = opener(desk, around)
    for page in window.pages()[:pages]:
        window.go_to(page.key)
        window.resize(1024, 700)
        expect_walked(window, in_one_column=False)
    window.close()


@pytest.mark.parametrize("name", ["preferences", "keys", "verify", "copies", "about", "who", "passphrase"])
def test_the_dialogs_of_the_window(window, name: str):
    window.menu.actions_by_name[name].trigger()
    QApplication.processEvents()
    [dialog] = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not window]
    expect_walked(dialog)
    expect_left_by_escape(dialog, window.desk)


def test_a_record_made_on_the_way(around, provider: Provider):
    desk = open_desk(provider.workspace)
    open_create_dialog(desk, ServiceIncident, {"summary": "Printer"}, around, lambda _made: None)
    [dialog] = [each for each in around.findChildren(QWidget) if each.isWindow() and each.isVisible()]
    expect_walked(dialog, in_one_column=False)
