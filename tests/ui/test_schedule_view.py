"""The change schedule in the window: what stands on a day, opening it, turning pages, starting an entry."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from sdesk.models import ScheduleEntry, ServiceChangeRequest
from sdesk.models.control import EntryKind
from sdesk.practice.records import create, save
from sdesk.practice.steps import take_step
from sdesk.practice.workspaces import start_workspace
from sdesk.ui.desk import Desk
from sdesk.ui.schedule.calendar_grid import DAY_ROLE
from sdesk.ui.schedule_view import ScheduleView

NOON = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path):
    with start_workspace(tmp_path / "firm.sdesk", "Firm", clock=lambda: NOON) as workspace:
        yield Desk(workspace)


@pytest.fixture
def change(desk):
    made = create(desk.workspace, ServiceChangeRequest, {"purpose": "Replace the router"})
    return save(desk.workspace, made, {"planned_start": NOON, "planned_end": NOON + timedelta(hours=1)})


@pytest.fixture
def view(qtbot, desk):
    view = ScheduleView(desk)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    qtbot.waitExposed(view)
    return view


def lines_on(view, day) -> list[str]:
    model = view._grid.model()
    cells = (
        model.index(row, column).data(DAY_ROLE) for row in range(model.rowCount()) for column in range(7)
    )
    return [line.text for cell in cells if cell.day == day for line in cell.lines]


def test_a_change_stands_on_its_day_and_enter_opens_it(qtbot, view, desk, change):
    assert lines_on(view, NOON.date()) == ["Replace the router"]
    with qtbot.waitSignal(desk.record_asked) as asked:
        qtbot.keyClick(view._grid, Qt.Key.Key_Return)
    assert asked.args == [change.id]


def test_a_click_on_the_line_opens_it(qtbot, view, desk, change):
    cell = view._grid.visualItemRect(view._grid.currentItem())
    with qtbot.waitSignal(desk.record_asked) as asked:
        qtbot.mouseClick(
            view._grid.viewport(), Qt.MouseButton.LeftButton, pos=cell.topLeft() + QPoint(30, 34)
        )
    assert asked.args == [change.id]


def test_what_changes_elsewhere_shows_at_once(view, desk):
    made = create(desk.workspace, ServiceChangeRequest, {"purpose": "New switch"})
    save(desk.workspace, made, {"planned_start": NOON, "planned_end": NOON + timedelta(hours=1)})
    assert lines_on(view, NOON.date()) == ["New switch"]


def test_later_and_today_turn_the_page(qtbot, view):
    qtbot.mouseClick(view.findChild(QToolButton, "WP.12.later"), Qt.MouseButton.LeftButton)
    assert view._day.month == 4
    qtbot.mouseClick(view.findChild(QPushButton, "WP.12.today"), Qt.MouseButton.LeftButton)
    assert view._grid.chosen_day() == NOON.date()


def test_the_list_shows_the_same_change(qtbot, view, change):
    qtbot.mouseClick(view.findChild(QPushButton, "WP.12.list"), Qt.MouseButton.LeftButton)
    assert view._agenda.isVisible()
    assert view._agenda.model().index(0, 2).data() == "Replace the router"


def test_a_new_event_starts_on_the_chosen_day(qtbot, view, desk):
    qtbot.keyClick(view._grid, Qt.Key.Key_Right)
    with qtbot.waitSignal(desk.new_asked) as asked:
        qtbot.mouseClick(view.findChild(QPushButton, "WP.12.new-event"), Qt.MouseButton.LeftButton)
    model, values = asked.args
    assert model is ScheduleEntry
    assert values["kind"] is EntryKind.EVENT
    assert values["starts_at"].astimezone().date() == NOON.date() + timedelta(days=1)


def test_a_conflict_is_said_with_its_reason(view, desk, change):
    item_free = save(desk.workspace, change, {"planned_end": NOON + timedelta(hours=3)})
    event = create(
        desk.workspace,
        ScheduleEntry,
        {"name": "Exams", "kind": EntryKind.EVENT, "starts_at": NOON, "ends_at": item_free.planned_end},
    )
    assert not view._conflict.isVisible()
    take_step(desk.workspace, event, "plan")
    assert view._conflict.isVisible()
    assert "Exams" in view._conflict.text()
