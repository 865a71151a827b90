"""The list of Today under the hand: keys and pointer, what is folded, and that it keeps its place."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QToolButton

from sdesk.models import ActionItem, ServiceIncident
from sdesk.practice.guidance.to_do import Group, Matter
from sdesk.practice.incident.handling import put_on_hold
from sdesk.practice.lifecycle.records import reload
from sdesk.ui.pieces import PlainLabel
from sdesk.ui.pieces.buttons import NOT_MEANT_FOR
from sdesk.ui.registry import open_desk
from sdesk.ui.settings import Settings
from sdesk.ui.today import to_do_list
from sdesk.ui.today.to_do_lines import COLUMNS_ROLE, FOLD_ROLE
from sdesk.ui.today.to_do_list import ThingList
from sdesk.ui.today.to_do_painter import ThingPainter
from sdesk.ui.today.today_tab import TodayTab
from sdesk.ui.worker import Worker
from tests.provider import CALLER, incident
from tests.ui.shell import CTRL, inside

Key = Qt.Key


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Worker, "at_once", True)


@pytest.fixture
def tab(qtbot, provider, tmp_path) -> TodayTab:
    made = TodayTab(open_desk(provider.workspace), Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def listed(tab) -> ThingList:
    found = inside(tab, "today.list", ThingList)
    found.setFocus()
    return found


def actions(provider, days, number=1):
    due = provider.clock.now.date() + timedelta(days=days)
    return [
        provider.create(ActionItem, description=f"Due {days}, {at}", owner=provider.ana.id, due=due)
        for at in range(number)
    ]


def recorded(provider, **values) -> ServiceIncident:
    return provider.take(incident(provider, "classified", reporter=CALLER, **values), "record")


def rows_seen(listed) -> list[str]:
    model = listed.model()
    return [model.index(row, 0).data() for row in range(model.rowCount()) if not listed.isRowHidden(row)]


def heading(listed, group: str):
    model = listed.model()
    found = [model.index(row, 0) for row in range(model.rowCount()) if model.index(row, 0).data() == group]
    assert len(found) == 1
    return found[0]


# ---------------------------------------------------------------- sections


def test_what_makes_ready_is_folded_while_something_has_to_be_done_now(provider, tab, listed):
    tab.refresh()
    ready = [thing for thing in listed.things() if thing.group is Group.READY]
    assert ready and not [thing for thing in listed.things() if thing.group is Group.NOW]
    assert any(ready[0].number in row for row in rows_seen(listed))
    actions(provider, -3)
    tab.refresh()
    assert not any(ready[0].number in row for row in rows_seen(listed))
    assert heading(listed, "To be ready").data(FOLD_ROLE) is True


def test_down_walks_across_all_sections_to_the_fold_and_return_opens_it(provider, tab, listed):
    for days in (-3, 2):
        actions(provider, days)
    put_on_hold(provider.workspace, recorded(provider), "Waits")
    tab.refresh()
    listed.choose(listed.things()[0].key)
    walked = []
    for _press in range(30):
        thing = listed.chosen()
        walked.append(thing.group if thing else heading(listed, "To be ready").data())
        if thing is None:
            break
        QTest.keyClick(listed, Key.Key_Down)
    assert list(dict.fromkeys(walked)) == [Group.NOW, Group.WEEK, Group.WAITING, "To be ready"]
    QTest.keyClick(listed, Key.Key_Return)
    QTest.keyClick(listed, Key.Key_Down)
    assert listed.chosen().group is Group.READY
    QTest.keyClick(listed, Key.Key_Up)
    QTest.keyClick(listed, Key.Key_Left)
    assert heading(listed, "To be ready").data(FOLD_ROLE) is True
    QTest.keyClick(listed, Key.Key_Right)
    assert heading(listed, "To be ready").data(FOLD_ROLE) is False


def test_a_line_names_customer_time_and_owner(provider, tab, listed):
    case = recorded(provider, customer=provider.extra["customer"].id, assigned_to=provider.cleo.id)
    provider.take(case, "classify")
    tab.refresh()
    row = next(row for row in range(listed.model().rowCount()) if case.number in rows_seen(listed)[row])
    columns = listed.model().index(row, 0).data(COLUMNS_ROLE)
    assert (columns.customer, columns.whose) == ("Pier Dental", "Cleo Sand")
    assert columns.said.endswith(" left")


def test_the_subject_is_cut_last(provider, tab, listed):
    recorded(provider, customer=provider.extra["customer"].id, assigned_to=provider.cleo.id)
    tab.refresh()
    painter = listed.itemDelegate()
    assert isinstance(painter, ThingPainter)
    wide, middle, narrow = (painter.widths(width) for width in (1000, 700, 500))
    assert all(wide)
    assert middle[0] and middle[1] and not middle[2]
    assert narrow[1] and not narrow[0] and not narrow[2]
    assert all(sum(painter.widths(width)) < width * 0.55 for width in range(480, 1400, 10))


# ---------------------------------------------------------------- it keeps its place


def test_what_was_chosen_stays_chosen_at_its_height_when_lines_come_above_it(provider, tab, listed):
    tab.resize(1000, 360)
    made = actions(provider, -3, number=20)
    tab.refresh()
    listed.choose(next(thing.key for thing in listed.things() if thing.record == made[12].id))
    listed.doItemsLayout()
    before = listed.visualRect(listed.currentIndex()).top()
    assert listed.verticalScrollBar().value() > 0
    actions(provider, -9, number=3)
    tab.refresh()
    assert listed.chosen().record == made[12].id
    assert listed.visualRect(listed.currentIndex()).top() == before


def test_a_list_that_is_at_its_beginning_stays_there_when_a_line_comes_on_top(provider, tab, listed):
    tab.resize(1000, 360)
    actions(provider, -3, number=20)
    tab.refresh()
    listed.choose(listed.things()[0].key)
    listed.doItemsLayout()
    chosen = listed.chosen()
    assert listed.verticalScrollBar().value() == 0
    new = actions(provider, -9, number=1)
    tab.refresh()
    listed.doItemsLayout()
    assert listed.things()[0].record == new[0].id
    assert listed.chosen() == chosen
    assert listed.verticalScrollBar().value() == 0


def test_when_the_chosen_line_is_done_the_next_comes_in_its_place(provider, tab, listed):
    made = actions(provider, -3, number=4)
    tab.refresh()
    order = [thing.record for thing in listed.things()]
    listed.choose(next(thing.key for thing in listed.things() if thing.record == order[1]))
    provider.take(next(each for each in made if each.id == order[1]), "finish", outcome="Done")
    tab.refresh()
    assert listed.chosen().record == order[2]


def test_nothing_moves_under_the_pointer_while_minutes_pass(provider, tab, listed, qtbot):
    until = provider.clock.now + timedelta(hours=3)
    second = put_on_hold(provider.workspace, recorded(provider), "Waits", until)
    recorded(provider)
    tab.refresh()
    before = [thing.key for thing in listed.things()]
    spoken = listed.texts()
    listed.viewport().setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    provider.clock.pass_time(days=60)
    tab._day.timeout.emit()
    assert [thing.key for thing in listed.things()] == before
    assert listed.texts() != spoken  # the words are those of now
    assert listed.is_behind
    listed.viewport().setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    QApplication.sendEvent(listed, QEvent(QEvent.Type.Leave))
    assert not listed.is_behind
    assert [thing.group for thing in listed.things() if thing.record == second.id] == [Group.NOW]
    assert [thing.key for thing in listed.things()] != before


# ---------------------------------------------------------------- steps


def test_ctrl_return_takes_the_next_step_of_a_line_where_nothing_is_asked(provider, tab, listed):
    case = recorded(provider)
    tab.refresh()
    listed.choose(next(thing.key for thing in listed.things() if thing.record == case.id))
    QTest.keyClick(listed, Key.Key_Return, CTRL)
    assert reload(provider.workspace, case).state == "classified"


def test_a_step_that_lacks_something_opens_the_record_instead(provider, tab, listed):
    case = provider.create(ServiceIncident, summary="Smoke")
    opened: list[object] = []
    said: list[str] = []
    tab._desk.record_asked.connect(opened.append)
    tab._desk.said.connect(said.append)
    tab.refresh()
    listed.choose(next(thing.key for thing in listed.things() if thing.record == case.id))
    QTest.keyClick(listed, Key.Key_Return, CTRL)
    assert opened == [case.id] and reload(provider.workspace, case).state == "draft"
    assert any("Record incident" in each for each in said)


def test_neither_a_held_key_nor_one_just_after_a_step_takes_another(provider, tab, listed, monkeypatch):
    assert NOT_MEANT_FOR == 400
    monkeypatch.setattr(to_do_list, "NOT_MEANT_FOR", 600_000)  # however slow the computer is
    case = recorded(provider)
    tab.refresh()
    key = next(thing.key for thing in listed.things() if thing.record == case.id)
    listed.choose(key)
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Return, CTRL, "\r", True)
    QApplication.sendEvent(listed, held)
    assert reload(provider.workspace, case).state == "recorded"
    QTest.keyClick(listed, Key.Key_Return, CTRL)
    tab.refresh()
    listed.choose(next(thing.key for thing in listed.things() if thing.record == case.id))
    stepped: list[object] = []
    listed.stepped.connect(stepped.append)
    QTest.keyClick(listed, Key.Key_Return, CTRL)
    assert reload(provider.workspace, case).state == "classified" and not stepped
    monkeypatch.setattr(to_do_list, "NOT_MEANT_FOR", 0)
    QTest.keyClick(listed, Key.Key_Return, CTRL)
    assert stepped


def test_a_hold_that_is_over_is_resumed_by_its_line_and_one_that_is_not_is_only_opened(provider, tab, listed):
    until = provider.clock.now + timedelta(hours=3)
    over = put_on_hold(provider.workspace, recorded(provider), "Waits", until)
    still = put_on_hold(provider.workspace, recorded(provider), "Waits")
    provider.clock.now = until
    tab.refresh()
    assert listed.things()[0].matter is Matter.HOLD_OVER
    opened: list[object] = []
    tab._desk.record_asked.connect(opened.append)
    tab.take_next_step(next(thing for thing in listed.things() if thing.record == still.id))
    assert opened == [still.id] and reload(provider.workspace, still).on_hold
    listed.choose(listed.things()[0].key)
    QTest.keyClick(listed, Key.Key_Return, CTRL)
    assert not reload(provider.workspace, over).on_hold and opened == [still.id]


def test_a_step_that_asks_shows_its_sheet_first(provider, tab, listed):
    case = provider.take(recorded(provider, assigned_to=provider.ana.id), "classify")
    step = {"at": provider.clock(), "person": provider.ana.id, "text": "Restarted"}
    case = provider.take(provider.save(case, steps_taken=(step,)), "investigate")
    tab.refresh()
    tab.take_next_step(next(thing for thing in listed.things() if thing.record == case.id))
    shown = [each for each in tab.findChildren(QDialog) if each.isVisible()]
    assert [each.objectName() for each in shown] == ["step.dialog"]
    assert reload(provider.workspace, case).state == "investigated"
    shown[0].reject()


# ---------------------------------------------------------------- the right column


def test_the_right_column_gives_way_from_its_end(tab):
    tab._desk.copy_known.emit(tab._desk.workspace.clock() - timedelta(hours=2))
    copy = inside(tab, "today.copy", PlainLabel)
    week = inside(tab, "today.week")
    figure = inside(tab, "today.figure")
    tab.resize(1366, 900)
    assert copy.isVisible() and week.isVisible() and copy.text() == "Last good copy: 2 hours ago"
    seen = []
    for height in range(900, 200, -20):
        tab.resize(1366, height)
        seen.append((copy.isVisible(), week.isVisible(), figure.isVisible()))
    assert list(dict.fromkeys(seen)) == [(True, True, True), (False, True, True), (False, False, True)]
    tab.resize(800, 700)
    assert not figure.isVisible()


def test_the_head_of_a_day_opens_the_schedule(qtbot, tab):
    with qtbot.waitSignal(tab._desk.work_product_asked) as asked:
        inside(tab, "week.day.3", QToolButton).click()
    assert asked.args == [tab._desk.workspace.packs.work_product_in("ChangeSchedule")]
