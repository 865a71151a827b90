"""Several records of a list at once, by keys, with one undo."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from sdesk.models import ActionItem, ServiceScope
from sdesk.practice.lifecycle.records import reload
from sdesk.ui.pieces import Callout, NumberField
from sdesk.ui.records.list.bulk_bar import BulkBar
from sdesk.ui.records.list.record_table import RecordTable
from sdesk.ui.registry import open_desk
from tests.provider import Provider
from tests.ui.shell import inside


@pytest.fixture
def actions(provider: Provider) -> list[ActionItem]:
    return [
        provider.create(ActionItem, description=text, owner=provider.ana.id, due=date(2026, 4, day))
        for day, text in ((1, "Call them"), (2, "Write to them"), (3, "Visit them"))
    ]


@pytest.fixture
def table(show, provider: Provider, actions) -> RecordTable:
    made: RecordTable = show(provider, ActionItem, 640)
    made.enter()
    made.select_first()
    return made


def choose_two(qtbot, table) -> None:
    qtbot.keyClick(table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)


def tools(table):
    return inside(table, "ActionItem.list.bulk.give", QPushButton)


def test_the_bar_comes_with_the_second_record_and_goes_with_it(qtbot, table):
    assert not tools(table).isVisible()
    choose_two(qtbot, table)
    assert tools(table).isVisible()
    qtbot.keyClick(table.view, Qt.Key.Key_Down)
    assert not tools(table).isVisible()


def test_they_are_given_to_somebody_and_taken_back(qtbot, table, provider):
    choose_two(qtbot, table)
    chosen = table.chosen()
    menu = tools(table).menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "Cleo Sand").trigger()
    assert {reload(provider.workspace, each).owner for each in chosen} == {provider.cleo.id}
    said = inside(table, "ActionItem.list.bulk.done", Callout)
    assert said.text() == "2 records were given to Cleo Sand."
    qtbot.mouseClick(said.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert {reload(provider.workspace, each).owner for each in chosen} == {provider.ana.id}


def test_they_are_moved_by_days(qtbot, table, provider):
    choose_two(qtbot, table)
    chosen = table.chosen()
    qtbot.mouseClick(inside(table, "ActionItem.list.bulk.move", QPushButton), Qt.MouseButton.LeftButton)
    dialog = inside(table, "days.dialog")
    inside(dialog, "days.days", NumberField).setValue(-2)
    dialog.pause.stop()
    qtbot.mouseClick(inside(dialog, "dialog.confirm", QPushButton), Qt.MouseButton.LeftButton)
    moved = [reload(provider.workspace, each).due for each in chosen]
    assert moved == [each.due - timedelta(days=2) for each in chosen if each.due]


def test_what_cannot_be_changed_is_said_and_nothing_is(qtbot, table, provider, actions):
    provider.take(actions[2], "finish", outcome="Done")
    table.show_states("all")
    table.select_first()
    table.view.selectAll()
    table.bulk.give_to("owner", provider.cleo.id)
    said = inside(table, "ActionItem.list.bulk.done", Callout)
    assert actions[2].number in said.text()
    assert {reload(provider.workspace, each).owner for each in actions} == {provider.ana.id}


def test_a_list_without_owner_and_dates_offers_nothing(qtbot, provider):
    around = QWidget()
    qtbot.addWidget(around)
    bar = BulkBar(open_desk(provider.workspace), ServiceScope, around)
    assert not inside(bar, "ServiceScope.list.bulk.give", QPushButton).isVisibleTo(bar)
