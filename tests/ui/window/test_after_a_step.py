"""After a step: where the focus goes, what is said and can be undone, and that one press takes one step."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from sdesk.models import ActionItem, ServiceIncident
from sdesk.practice.lifecycle.records import reload
from sdesk.ui.pieces import UndoBar
from sdesk.ui.pieces.fields.field import FieldWidget
from tests.provider import Provider, incident
from tests.ui.shell import CTRL, inside

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def form(window, provider: Provider):
    """An incident that can be classified and investigated without a further word."""
    made = provider.take(incident(provider, "investigated"), "record")
    window.show_record(made.id)
    form = window.current_page().form
    form.read()
    return form


def step_button(form) -> QPushButton:
    found = [each for each in form.head.findChildren(QPushButton) if each.property("step")]
    assert len(found) == 1
    return found[0]


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def done(window) -> UndoBar:
    return inside(window, "done", UndoBar)


def undo_button(window) -> QPushButton:
    return inside(done(window), "action.undo", QPushButton)


# one press, one step


def test_two_quick_clicks_take_one_step(form):
    window = form.window()
    at = step_button(form).mapTo(window, step_button(form).rect().center())
    for click in (QTest.mouseClick, QTest.mouseDClick, QTest.mouseClick):
        target = window.childAt(at)
        click(target, LEFT, Qt.KeyboardModifier.NoModifier, target.mapFrom(window, at))
    assert form.record.state == "classified"


def test_after_the_pause_the_same_place_takes_the_next_step(form):
    window = form.window()
    at = step_button(form).mapTo(window, step_button(form).rect().center())
    QTest.mouseClick(window.childAt(at), LEFT)
    form.step_pause.timeout.emit()
    form.step_pause.stop()
    QTest.mouseClick(window.childAt(at), LEFT)
    assert form.record.state == "investigated"


def test_the_button_and_its_menu_keep_place_and_width_from_step_to_step(form):
    window = form.window()
    window.resize(1366, 768)
    QApplication.processEvents()

    def places() -> list[tuple[QPoint, int]]:
        more = inside(form, "action.more", QPushButton)
        return [(each.mapTo(window, QPoint(0, 0)), each.width()) for each in (step_button(form), more)]

    before = places()
    for _step in ("classify", "investigate"):
        form.press_step()
        QApplication.processEvents()
        assert places() == before


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return])
def test_a_held_key_on_the_button_takes_no_step(form, key: Key):
    button = step_button(form)
    button.setFocus()
    held = [QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", True) for kind in
            (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)]  # fmt: skip
    for event in held:
        QApplication.sendEvent(button, event)
    assert form.record.state == "recorded"
    QTest.keyClick(button, Key.Key_Space)
    assert form.record.state == "classified"


def test_a_step_by_its_own_key_is_not_followed_by_another_at_once(form):
    for _time in range(2):
        QTest.keyClick(focused(), Key.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(focused(), Key.Key_Return, CTRL)
    assert form.record.state == "classified"


@pytest.mark.pauses
def test_a_click_that_opens_a_dialog_does_not_confirm_it(form):
    form.press_step("cancel")
    dialog = next(each for each in form.findChildren(QWidget, "step.dialog") if each.isVisible())
    inside(dialog, "step.reason").setValue("Told twice, by telephone and by mail")
    confirm = inside(dialog, "dialog.confirm", QPushButton)
    assert dialog.pause.isActive()
    QTest.mouseClick(confirm, LEFT)
    assert form.record.state == "recorded" and dialog.isVisible()
    dialog.pause.stop()
    QTest.mouseClick(confirm, LEFT)
    assert form.record.state == "cancelled"


# where the focus goes


def test_it_goes_to_the_next_step_where_nothing_is_asked_for(form):
    form.press_step()
    assert focused() is step_button(form)


def test_it_goes_to_the_next_field_that_is_asked_for(window, provider: Provider):
    window.show_record(incident(provider, "recorded").id)
    form = window.current_page().form
    form.read()
    QTest.keyClick(focused(), Key.Key_Return, CTRL)
    assert form.record.state == "recorded"
    wanted = form.missing.problems()[0].field
    field: QWidget | None = focused()
    while field is not None and not isinstance(field, FieldWidget):
        field = field.parentWidget()
    assert field is form.sheet.body.fields[wanted]


@pytest.mark.a_few(1)
@pytest.mark.parametrize("chosen", [0, 1, 2])
def test_it_goes_to_the_next_line_where_the_record_is_over(window, provider: Provider, chosen: int):
    for text in ("One", "Two", "Three"):
        provider.create(ActionItem, description=text, owner=provider.ana.id, due=provider.clock.now.date())
    window.show_tab(3)
    tab = window.current_page()
    tab.show_list(ActionItem)
    table = tab._lists[ActionItem]
    lines = [table._rows.record_at(row) for row in range(3)]
    table.view.setFocus()
    table.view.setCurrentIndex(table.view.model().index(chosen, 0))
    tab.settle()
    tab.form.press_step("cancel")
    dialog = next(each for each in tab.form.findChildren(QWidget, "step.dialog") if each.isVisible())
    inside(dialog, "step.reason").setValue("It was agreed on twice by mistake")
    dialog.confirm()
    assert reload(provider.workspace, lines[chosen]).state == "cancelled"
    assert window.focusWidget() is table.view
    following = [*lines[chosen + 1 :], *lines[:chosen][::-1]][0]
    tab.settle()
    assert tab.form.record.id == following.id
    assert [each.id for each in table.chosen()] == [following.id]


@pytest.mark.a_few(2)
@pytest.mark.parametrize("from_where", ["field", "head", "list", "key"])
def test_it_never_goes_to_the_foot_of_the_window(window, form, from_where: str):
    if from_where == "field":
        form.jump_to("summary")
    elif from_where == "head":
        step_button(form).setFocus()
    elif from_where == "list":
        inside(window, "ServiceIncident.list.table").setFocus()
    for _step in range(2):
        form.press_step() if from_where != "key" else form.step_by_key()
        form.step_pause.stop()
        assert form.isAncestorOf(focused())


# what is said of it


def test_what_was_done_is_said_and_undone_by_its_button(window, form, provider: Provider):
    form.press_step()
    assert done(window).said() == f"{form.record.number} is classified now."
    assert undo_button(window).isVisible()
    QTest.mouseClick(undo_button(window), LEFT)
    assert reload(provider.workspace, form.record).state == "recorded"
    assert done(window).said().startswith("Undone: ")
    assert not undo_button(window).isVisible()


def test_ctrl_z_does_the_same(form, provider: Provider):
    form.press_step()
    QTest.keyClick(focused(), Key.Key_Z, CTRL)
    assert reload(provider.workspace, form.record).state == "recorded"


def test_nothing_is_offered_where_it_cannot_be_undone(window, provider: Provider):
    closing = provider.take(incident(provider, "closed"), "record")
    for step in ("classify", "investigate", "restore"):
        closing = provider.take(closing, step)
    window.show_record(closing.id)
    window.current_page().form.press_step()
    for each in window.findChildren(QWidget, "step.dialog"):
        each.confirm()
    assert reload(provider.workspace, closing).state == "closed"
    assert not undo_button(window).isVisible()


def test_f6_reaches_it_and_it_stays_while_it_has_the_focus(window, form):
    form.press_step()
    bar = done(window)
    assert bar.hush.isActive() and bar.hush.interval() == 8000
    QTest.keyClick(focused(), Key.Key_F6)
    assert focused() is undo_button(window)
    QApplication.processEvents()
    assert not bar.hush.isActive()
    QTest.keyClick(focused(), Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    QApplication.processEvents()
    assert bar.hush.isActive() and form.isAncestorOf(focused())
    QTest.keyClick(focused(), Key.Key_F6)
    QTest.keyClick(focused(), Key.Key_F6)
    assert window.statusBar().isAncestorOf(focused()) and not bar.isAncestorOf(focused())


def test_it_stays_while_the_pointer_is_on_it_and_then_for_all_its_seconds(window, form):
    form.press_step()
    bar = done(window)
    at = QPointF(bar.rect().center())
    bar.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    QApplication.sendEvent(bar, QEnterEvent(at, at, at))
    assert not bar.hush.isActive()
    bar.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    assert bar.hush.remainingTime() > 7000
    bar.hush.timeout.emit()
    assert bar.said() == "" and not undo_button(window).isVisible()


def test_the_undo_of_a_closed_line_brings_it_back(window, provider: Provider):
    first = provider.take(incident(provider, "classified"), "record")
    window.show_record(first.id)
    form = window.current_page().form
    form.press_step("cancel")
    dialog = next(each for each in form.findChildren(QWidget, "step.dialog") if each.isVisible())
    inside(dialog, "step.reason").setValue("Told twice, by telephone and by mail")
    dialog.confirm()
    assert isinstance(reload(provider.workspace, first), ServiceIncident)
    QTest.mouseClick(undo_button(window), LEFT)
    assert reload(provider.workspace, first).state == "recorded"
