"""The change schedule in the window: what stands on a day, opening it, turning pages, starting an entry."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from sdesk.models import HANDOUT, HistoryEntry, ScheduleEntry, ServiceChangeRequest, ServiceScope
from sdesk.models.control import EntryKind
from sdesk.practice.calendar.days import day_of as its_day
from sdesk.practice.calendar.series import Unit
from sdesk.practice.lifecycle.records import create, reload, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.workspaces import start_workspace
from sdesk.ui.control.schedule.calendar_grid import DAY_ROLE
from sdesk.ui.control.schedule.day_lines import shown_lines
from sdesk.ui.control.schedule.repeat_dialog import RepeatDialog
from sdesk.ui.control.schedule.schedule_view import ScheduleView
from sdesk.ui.pieces import ChoiceField, DateField
from sdesk.ui.registry import open_desk

NOON = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path):
    with start_workspace(tmp_path / "firm.sdesk", "Firm", clock=lambda: NOON) as workspace:
        yield open_desk(workspace)


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
    qtbot.mouseClick(view.findChild(QToolButton, "ChangeSchedule.later"), Qt.MouseButton.LeftButton)
    assert view._day.month == 4
    qtbot.mouseClick(view.findChild(QPushButton, "ChangeSchedule.today"), Qt.MouseButton.LeftButton)
    assert view._grid.chosen_day() == NOON.date()


def test_the_list_shows_the_same_change(qtbot, view, change):
    qtbot.mouseClick(view.findChild(QPushButton, "ChangeSchedule.list"), Qt.MouseButton.LeftButton)
    assert view._agenda.isVisible()
    assert view._agenda.model().index(0, 2).data() == "Replace the router"


def test_a_new_event_starts_on_the_chosen_day(qtbot, view, desk):
    qtbot.keyClick(view._grid, Qt.Key.Key_Right)
    with qtbot.waitSignal(desk.new_asked) as asked:
        qtbot.mouseClick(view.findChild(QPushButton, "ChangeSchedule.new-event"), Qt.MouseButton.LeftButton)
    model, values = asked.args
    assert model is ScheduleEntry
    assert values["kind"] is EntryKind.EVENT
    assert its_day(desk.workspace, values["starts_at"]) == NOON.date() + timedelta(days=1)


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


def day_of(view, record_id):
    """The cell, by date, in which a record's line stands now."""
    model = view._grid.model()
    cells = (
        model.index(row, column).data(DAY_ROLE) for row in range(model.rowCount()) for column in range(7)
    )
    return next(cell.day for cell in cells if record_id in [line.record_id for line in cell.lines])


def line_point(view, day) -> QPoint:
    """Where on the grid the first line of a day stands."""
    return shown_lines(*cell_of(view, day))[0][1].center()


def cell_of(view, day):
    model = view._grid.model()
    index = next(
        model.index(row, column)
        for row in range(model.rowCount())
        for column in range(7)
        if model.index(row, column).data(DAY_ROLE).day == day
    )
    return index.data(DAY_ROLE), view._grid.visualRect(index)


def drag(qtbot, view, start: QPoint, end: QPoint) -> None:
    pane = view._grid.viewport()
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(pane, (start + end) / 2)
    qtbot.mouseMove(pane, end)
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=end)


def test_a_line_is_dragged_to_another_day_and_put_back(qtbot, view, desk, change):
    tomorrow = NOON.date() + timedelta(days=1)
    drag(qtbot, view, line_point(view, NOON.date()), cell_of(view, tomorrow)[1].center())
    assert reload(desk.workspace, change).planned_start == NOON + timedelta(days=1)
    assert day_of(view, change.id) == view._grid.chosen_day() == tomorrow
    assert change.number in view.mover.line.text()
    qtbot.mouseClick(view.mover.line.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert reload(desk.workspace, change).planned_start == NOON
    assert not view.mover.line.isVisible()


def test_dragging_opens_nothing_and_escape_lets_go(qtbot, view, desk, change):
    opened: list[UUID] = []
    desk.record_asked.connect(opened.append)
    pane = view._grid.viewport()
    start = line_point(view, NOON.date())
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(pane, start + QPoint(140, 0))
    qtbot.keyClick(view._grid, Qt.Key.Key_Escape)
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=start + QPoint(140, 0))
    assert reload(desk.workspace, change).planned_start == NOON
    assert opened == []


@pytest.mark.parametrize(
    ("key", "days"), [(Qt.Key.Key_Right, 1), (Qt.Key.Key_Left, -1), (Qt.Key.Key_Down, 7), (Qt.Key.Key_Up, -7)]
)
def test_alt_and_arrows_move_the_chosen_line(qtbot, view, desk, change, key, days):
    qtbot.keyClick(view._grid, key, Qt.KeyboardModifier.ControlModifier)
    assert reload(desk.workspace, change).planned_start == NOON + timedelta(days=days)
    assert view._grid.chosen_line == change.id


@pytest.mark.parametrize(
    ("weeks", "said"), [(0, "9 – 15 Mar 2026"), (3, "30 Mar – 5 Apr 2026"), (42, "28 Dec – 3 Jan 2027")]
)
def test_a_week_is_called_by_its_first_and_last_day(qtbot, view, weeks, said):
    qtbot.mouseClick(view.findChild(QPushButton, "ChangeSchedule.week"), Qt.MouseButton.LeftButton)
    for _each in range(weeks):
        view.findChild(QToolButton, "ChangeSchedule.later").click()
    assert view._title.text() == said


def test_in_a_week_alt_and_down_move_by_an_hour(qtbot, view, desk, change):
    qtbot.mouseClick(view.findChild(QPushButton, "ChangeSchedule.week"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(view._week, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert reload(desk.workspace, change).planned_start == NOON + timedelta(hours=1)


def test_in_the_list_alt_and_down_move_by_a_day(qtbot, view, desk, change):
    qtbot.mouseClick(view.findChild(QPushButton, "ChangeSchedule.list"), Qt.MouseButton.LeftButton)
    view._agenda.selectRow(0)
    qtbot.keyClick(view._agenda, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert reload(desk.workspace, change).planned_start == NOON + timedelta(days=1)


def test_space_goes_to_the_next_line_of_a_day(qtbot, view, desk, change):
    other = create(desk.workspace, ServiceChangeRequest, {"purpose": "New switch"})
    save(desk.workspace, other, {"planned_start": NOON, "planned_end": NOON + timedelta(hours=1)})
    first = view._grid.chosen_line
    qtbot.keyClick(view._grid, Qt.Key.Key_Space)
    assert {first, view._grid.chosen_line} == {change.id, other.id}
    with qtbot.waitSignal(desk.record_asked) as asked:
        qtbot.keyClick(view._grid, Qt.Key.Key_Return)
    assert asked.args == [view._grid.chosen_line]


def test_moved_onto_an_event_it_says_so(qtbot, view, desk, change):
    day = NOON + timedelta(days=1)
    entry = {
        "name": "Exams",
        "kind": EntryKind.EVENT,
        "starts_at": day,
        "ends_at": day + timedelta(hours=2),
    }
    take_step(desk.workspace, create(desk.workspace, ScheduleEntry, entry), "plan")
    view._grid.choose_line(change.id, NOON.date())
    qtbot.keyClick(view._grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert "Exams" in view.mover.line.text()


def test_a_move_is_undone_beside_the_calendar(qtbot, view, desk, change):
    view._grid.choose_line(change.id, NOON.date())
    qtbot.keyClick(view._grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    back = view.mover.line.findChild(QPushButton)
    assert back.text() == "Undo"
    with qtbot.waitSignal(desk.said) as said:
        qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert "back where it was" in said.args[0]
    assert reload(desk.workspace, change).planned_start == NOON


def test_a_move_on_which_something_stands_is_not_undone(qtbot, view, desk, change):
    view._grid.choose_line(change.id, NOON.date())
    qtbot.keyClick(view._grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    save(desk.workspace, change, {"planned_start": NOON + timedelta(minutes=5)})
    qtbot.mouseClick(view.mover.line.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert "changed since" in view.mover.line.text()
    assert reload(desk.workspace, change).planned_start == NOON + timedelta(minutes=5)


def test_what_may_not_be_moved_says_why(qtbot, view, desk, change):
    with desk.workspace.transaction("test") as session:
        session.get_one(ServiceChangeRequest, change.id).state = "closed"
    qtbot.keyClick(view._grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert "was not moved" in view.mover.line.text()
    assert reload(desk.workspace, change).planned_start == NOON


def test_review_dates_are_shown_and_can_be_left_out(qtbot, view, desk):
    with desk.workspace.transaction("test") as session:
        session.add(
            ServiceScope(
                number="SCO-0001", state="approved", next_review_date=NOON.date() + timedelta(days=2)
            )
        )
    day = NOON.date() + timedelta(days=2)
    assert lines_on(view, day) == ["Review: Service delivery scope"]
    view.findChild(QAction, "ChangeSchedule.reviews").trigger()
    assert lines_on(view, day) == []


def test_the_chosen_entry_is_repeated(qtbot, view, desk):
    entry = {
        "name": "Patches",
        "kind": EntryKind.MAINTENANCE,
        "starts_at": NOON,
        "ends_at": NOON + timedelta(hours=2),
    }
    take_step(desk.workspace, create(desk.workspace, ScheduleEntry, entry), "plan")
    view.repeat_chosen()
    dialog = view.findChild(RepeatDialog)
    dialog.findChild(ChoiceField, "repeat.unit").setValue(Unit.WEEKS)
    dialog.findChild(DateField, "repeat.until").setValue(NOON.date() + timedelta(days=21))
    dialog._foresee()
    assert "Makes 3 entries" in dialog.findChild(QLabel, "repeat.preview").text()
    dialog.pause.stop()
    qtbot.mouseClick(dialog.findChild(QPushButton, "dialog.confirm"), Qt.MouseButton.LeftButton)
    assert lines_on(view, NOON.date() + timedelta(days=14)) == ["Patches"]


def test_the_schedule_is_written_as_a_calendar_file_and_the_month_as_a_pdf(view, change, tmp_path):
    view.output.write_calendar(tmp_path / "schedule.ics")
    assert b"SUMMARY:Replace the router" in (tmp_path / "schedule.ics").read_bytes()
    assert view.output.month_as_pdf(NOON.date()).startswith(b"%PDF")
    (told,) = view._desk.workspace.find(HistoryEntry, HistoryEntry.model == HANDOUT)
    assert (told.action, told.changes) == ("save file", {"name": [None, "schedule.ics"]})


def test_where_it_cannot_be_written_it_says_so(view, tmp_path):
    view.output.write_calendar(tmp_path / "nowhere" / "schedule.ics")
    assert "could not be written" in view.mover.line.text()
