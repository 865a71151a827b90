"""The week of the schedule: hours down the side, what stands at which of them, now, and days of 23 and 25 hours."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QToolButton

from sdesk.models import ScheduleEntry, ServiceCalendar
from sdesk.models.control import EntryKind
from sdesk.practice.calendar.hour_axis import Stretch
from sdesk.practice.lifecycle.records import create, reload
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.workspaces import start_workspace
from sdesk.ui.control.schedule.calendar_grid import DAY_ROLE
from sdesk.ui.control.schedule.first_hour import first_hour
from sdesk.ui.control.schedule.schedule_view import ScheduleView
from sdesk.ui.control.schedule.week_grid import WeekGrid
from sdesk.ui.registry import open_desk
from sdesk.ui.theme.look import apply_theme, theme
from tests.provider import TickingClock

NOON = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)
WEDNESDAY = NOON.date()
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock(NOON)


@pytest.fixture
def desk(tmp_path: Path, clock: TickingClock):
    with start_workspace(
        tmp_path / "firm.sdesk", "Firm", time_zone="Europe/Lisbon", clock=clock
    ) as workspace:
        yield open_desk(workspace)


def laptop_in(zone: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def laptop_in_new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield from laptop_in("America/New_York", monkeypatch)


@pytest.fixture
def laptop_in_lisbon(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield from laptop_in("Europe/Lisbon", monkeypatch)


@pytest.fixture
def view(qtbot, desk) -> ScheduleView:
    view = ScheduleView(desk)
    qtbot.addWidget(view)
    view.resize(960, 560)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    qtbot.mouseClick(view.findChild(QPushButton, "ChangeSchedule.week"), LEFT)
    return view


@pytest.fixture
def week(view: ScheduleView) -> WeekGrid:
    week = view.findChild(WeekGrid)
    assert week is not None and week.isVisible()
    return week


def planned(desk, name: str, start: datetime | None, hours: float = 1, **values) -> ScheduleEntry:
    times = {"starts_at": start, "ends_at": start + timedelta(hours=hours)} if start else {}
    made = create(
        desk.workspace, ScheduleEntry, {"name": name, "kind": EntryKind.MAINTENANCE, **times, **values}
    )
    return take_step(desk.workspace, made, "plan")


def cell_of(week: WeekGrid, day: date) -> QRect:
    indexes = (week.model().index(0, column) for column in range(7))
    return next(week.visualRect(each) for each in indexes if each.data(DAY_ROLE).day == day)


def rects(week: WeekGrid, day: date) -> dict[str, QRect]:
    return {each.line.text: week.bar_rect(each, cell_of(week, day)) for each in week.bars[day]}


def hour_at(week: WeekGrid, day: date, hour: float) -> QPoint:
    """In the middle of a day, so many hours from the top of its axis."""
    cell = cell_of(week, day)
    return QPoint(cell.center().x(), cell.top() + week.band_height() + round(hour * week.hour_height()))


def dragged(qtbot, week: WeekGrid, text: str, day: date, *, days: int, lines: int) -> None:
    """By so many days and lines of the axis."""
    start = rects(week, day)[text].center()
    end = start + QPoint(days * cell_of(week, day).width(), lines * week.hour_height())
    qtbot.mousePress(week.viewport(), LEFT, pos=start)
    for at in ((start + end) / 2, end):
        qtbot.mouseMove(week.viewport(), at)
    qtbot.mouseRelease(week.viewport(), LEFT, pos=end)


def test_a_line_stands_at_its_hours_and_is_opened_there(qtbot, view, week, desk):
    made = planned(desk, "Patches", NOON.replace(hour=10), 2)
    week.reveal()
    with qtbot.waitSignal(desk.record_asked) as asked:
        qtbot.mouseClick(week.viewport(), LEFT, pos=hour_at(week, WEDNESDAY, 11.5))
    assert asked.args == [made.id]
    opened: list[object] = []
    desk.record_asked.connect(opened.append)
    for beside in (9.5, 12.5):
        qtbot.mouseClick(week.viewport(), LEFT, pos=hour_at(week, WEDNESDAY, beside))
    assert opened == []
    [rect] = rects(week, WEDNESDAY).values()
    assert abs(rect.height() - 2 * week.hour_height()) <= 2


def test_what_lasts_whole_days_stays_in_sight_above_the_hours(qtbot, view, week, desk):
    made = planned(desk, "Fair", None, first_day=WEDNESDAY, last_day=WEDNESDAY + timedelta(days=1))
    for place in (0, week.verticalScrollBar().maximum()):
        week.verticalScrollBar().setValue(place)
        for day in (WEDNESDAY, WEDNESDAY + timedelta(days=1)):
            spot = QPoint(cell_of(week, day).center().x(), week.band_height() // 2)
            with qtbot.waitSignal(desk.record_asked) as asked:
                qtbot.mouseClick(week.viewport(), LEFT, pos=spot)
            assert asked.args == [made.id]
    assert not any(week.bars.values())


def test_lines_that_overlap_stand_side_by_side(view, week, desk):
    for name, hour, hours in (("a", 9, 4), ("b", 10, 2), ("c", 11, 0.25), ("d", 11, 0.25), ("e", 14, 1)):
        planned(desk, name, NOON.replace(hour=hour), hours)
    found = rects(week, WEDNESDAY)
    assert set(found) == set("abcde")
    cell = cell_of(week, WEDNESDAY)
    for name, rect in found.items():
        assert cell.contains(rect) and rect.width() > 10 and rect.height() >= week.line_height() - 2
        assert not any(rect.intersects(other) for its, other in found.items() if its != name)
    assert found["e"].width() > 2 * found["a"].width()


def painted_now(week: WeekGrid) -> list[int]:
    """In which rows of pixels today has the colour of the line for now from edge to edge."""
    image, cell = week.viewport().grab().toImage(), cell_of(week, WEDNESDAY)
    wanted = theme().color("danger").rgb()
    columns = (cell.left() + 20, cell.center().x(), cell.right() - 20)
    high = range(week.band_height() + 2, image.height() - 2)
    return [y for y in high if all(image.pixel(x, y) == wanted for x in columns)]


class Paints(QObject):
    """How often the hours are painted."""

    def __init__(self, week: WeekGrid) -> None:
        super().__init__(week)
        self.seen: list[int] = []
        week.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.seen.append(1)
        return False


def test_a_line_for_now_moves_with_the_clock(qtbot, view, week, clock):
    clock.now = NOON.replace(hour=9)
    week.verticalScrollBar().setValue(week.hour_height() * 6)
    before = painted_now(week)
    clock.now = NOON
    painted = len(paints := Paints(week).seen)
    week.tick.timeout.emit()
    qtbot.waitUntil(lambda: len(paints) > painted)
    after = painted_now(week)
    assert before and after and week.tick.isActive()
    assert abs(after[0] - before[0] - 3 * week.hour_height()) <= week.hour_height() // 2
    clock.pass_time(days=2)
    assert painted_now(week) == []


def test_past_midnight_another_day_is_today(view, week, clock):
    heads = [week.horizontalHeaderItem(at).text() for at in range(7)]
    assert heads[2:4] == ["Wed 11, today", "Thu 12"]
    clock.now = NOON + timedelta(hours=12)
    week.tick.timeout.emit()
    heads = [week.horizontalHeaderItem(at).text() for at in range(7)]
    assert heads[2:4] == ["Wed 11", "Thu 12, today"]


def test_the_keys_are_those_of_the_month_and_up_and_down_go_through_the_lines(qtbot, view, week, desk):
    one, other = planned(desk, "One", NOON.replace(hour=8)), planned(desk, "Other", NOON.replace(hour=21))
    week.setFocus()
    assert week.chosen_day() == WEDNESDAY and week.chosen_line == one.id
    qtbot.keyClick(week, Qt.Key.Key_Down)
    assert week.chosen_line == other.id
    assert week.viewport().rect().contains(rects(week, WEDNESDAY)["Other"]), "it is brought into sight"
    with qtbot.waitSignal(desk.record_asked) as asked:
        qtbot.keyClick(week, Qt.Key.Key_Return)
    assert asked.args == [other.id]
    qtbot.keyClick(week, Qt.Key.Key_Up)
    assert week.chosen_line == one.id
    qtbot.keyClick(week, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(week, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    moved = NOON.replace(hour=9) + timedelta(days=1)
    assert reload(desk.workspace, one).starts_at == moved
    assert week.chosen_day() == moved.date() and week.chosen_line == one.id
    qtbot.keyClick(week, Qt.Key.Key_Left)
    assert week.chosen_day() == WEDNESDAY
    qtbot.keyClick(week, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: view._title.text() == "16 – 22 Mar 2026")
    qtbot.keyClick(week, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: view._title.text() == "9 – 15 Mar 2026")


def test_a_line_is_dragged_to_another_hour_and_day(qtbot, view, week, desk):
    made = planned(desk, "Patches", NOON.replace(hour=10), 1)
    week.reveal()
    dragged(qtbot, week, "Patches", WEDNESDAY, days=1, lines=2)
    assert reload(desk.workspace, made).starts_at == NOON + timedelta(days=1)


@pytest.mark.parametrize(
    ("first", "lines", "expected"),
    [
        (datetime(2026, 10, 21, 0, 0, tzinfo=UTC), 2, datetime(2026, 10, 21, 1, 0, tzinfo=UTC)),
        (datetime(2026, 10, 21, 2, 0, tzinfo=UTC), -2, datetime(2026, 10, 21, 1, 0, tzinfo=UTC)),
        (datetime(2026, 10, 25, 0, 0, tzinfo=UTC), 2, datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
        (datetime(2026, 3, 29, 0, 0, tzinfo=UTC), 3, datetime(2026, 3, 29, 2, 0, tzinfo=UTC)),
        (datetime(2026, 3, 28, 0, 0, tzinfo=UTC), 3, datetime(2026, 3, 28, 3, 0, tzinfo=UTC)),
    ],
)
def test_a_line_is_dropped_at_the_hour_that_stands_there_where_a_clock_is_changed(
    qtbot, view, week, desk, first, lines, expected
):
    """In the week of the change the day that lacks an hour has its line all the same."""
    made = planned(desk, "Patches", first, 1)
    view.show_day(first.date())
    week.verticalScrollBar().setValue(0)
    dragged(qtbot, week, "Patches", first.date(), days=0, lines=lines)
    assert reload(desk.workspace, made).starts_at == expected


def test_service_hours_are_lighter_and_nobody_makes_them_up(view, week, desk):
    def shades() -> list[int]:
        week.verticalScrollBar().setValue(0)
        image = week.viewport().grab().toImage()
        day = WEDNESDAY + timedelta(days=1)
        return [image.pixel(hour_at(week, day, hour)) for hour in (3.5, 10.5)]

    week.resize(week.width(), 900)
    assert len(set(shades())) == 1
    hours = {"weekday": "thursday", "start_minute": 540, "end_minute": 1020}
    made = create(
        desk.workspace,
        ServiceCalendar,
        {"name": "Office hours", "time_zone": "Europe/Lisbon", "weekly_hours": (hours,)},
    )
    assert made.state == "in use"
    closed, opened = shades()
    assert opened == theme().color("surface").rgb() != closed


def test_a_day_of_25_hours_has_the_hour_twice_and_a_day_of_23_lacks_it(view, week, desk):
    for name, hour in (("First", 0), ("Again", 1)):
        planned(desk, name, datetime(2026, 10, 25, hour, tzinfo=UTC))
    for name, hour in (("Before", 0), ("After", 1)):
        planned(desk, name, datetime(2026, 3, 29, hour, tzinfo=UTC))
    view.show_day(date(2026, 10, 25))
    found = rects(week, date(2026, 10, 25))
    assert found["Again"].top() - found["First"].top() == week.hour_height()
    assert week.hours.words()[:4] == ["00:00", "01:00", "01:00 again", "02:00"]
    view.show_day(date(2026, 3, 29))
    found = rects(week, date(2026, 3, 29))
    assert found["After"].top() - found["Before"].top() == 2 * week.hour_height()
    assert len(week.hours.words()) == 24


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process cannot be set here")
def test_nothing_is_said_of_a_zone_that_the_laptop_shows_too(laptop_in_lisbon, view):
    assert not view.findChild(QLabel, "ChangeSchedule.zone").isVisible()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process cannot be set here")
def test_a_laptop_elsewhere_shows_the_organizations_hours_and_says_so(laptop_in_new_york, view, week, desk):
    planned(desk, "Patches", NOON.replace(hour=10))
    [bar] = week.bars[WEDNESDAY]
    assert bar.at.top == 10
    said = view.findChild(QLabel, "ChangeSchedule.zone")
    assert said.isVisible() and said.text() == "Times of Europe/Lisbon."


@pytest.mark.parametrize("size", [(960, 560), (560, 400), (1300, 1100)])
def test_all_days_fit_and_every_hour_can_be_read(view, week, desk, size):
    planned(desk, "Late", datetime(2026, 3, 11, 23, 30, tzinfo=UTC), 0.5)
    view.resize(*size)
    assert cell_of(week, date(2026, 3, 15)).right() <= week.viewport().width()
    assert week.hour_height() >= week.line_height()
    week.verticalScrollBar().setValue(week.verticalScrollBar().maximum())
    assert week.viewport().rect().contains(rects(week, WEDNESDAY)["Late"])


def test_a_week_that_is_not_seen_whole_begins_with_the_work(view, week):
    """An hour before the first that is open: 8, as long as nobody has said otherwise."""
    view.resize(960, 560)
    assert week.verticalScrollBar().maximum() > 8 * week.hour_height()
    assert hour_at(week, WEDNESDAY, 7).y() == week.band_height()


def test_a_week_that_is_made_lower_and_higher_keeps_the_hour_at_its_top(view, week):
    week.verticalScrollBar().setValue(5 * week.hour_height())
    for high in (300, 900, 500):
        view.resize(960, high)
        at_the_top = week.verticalScrollBar().value() / week.hour_height()
        assert (
            abs(at_the_top - 5) < 0.1
            or week.verticalScrollBar().value() == week.verticalScrollBar().maximum()
        )


@pytest.mark.parametrize(("now", "first"), [(None, 8), (10.5, 8), (3.0, 2), (0.5, 0), (23.0, 14)])
def test_now_is_in_sight_in_its_week(now, first):
    assert first_hour([Stretch(9, 12), Stretch(13, 18)], now, 10) == first


@pytest.mark.a_few(5)
@pytest.mark.parametrize("wide", [277, 440, 520, 760, 1120])
@pytest.mark.parametrize("span", ["month", "week", "list"])
def test_the_head_of_the_schedule_gives_way_and_nothing_of_it_is_cut(qtbot, qapp, view, wide, span):
    apply_theme(qapp, "light")
    qtbot.mouseClick(view.findChild(QPushButton, f"ChangeSchedule.{span}"), LEFT)
    view.resize(wide, 500)
    assert view.width() == wide
    pressed = [
        each
        for each in view.findChildren(QAbstractButton)
        if each.isVisible() and each.objectName().startswith("ChangeSchedule.")
    ]
    assert {"ChangeSchedule.earlier", "ChangeSchedule.list", "ChangeSchedule.more"} <= {
        each.objectName() for each in pressed
    }
    for each in pressed:
        place = QRect(each.mapTo(view, QPoint(0, 0)), each.size())
        assert view.rect().contains(place), (each.objectName(), place)
        assert each.width() >= each.sizeHint().width() or isinstance(each, QToolButton), each.objectName()


def test_what_is_folded_in_the_head_begins_an_entry_too(qtbot, view, desk):
    view.resize(400, 500)
    folded = view.findChild(QToolButton, "ChangeSchedule.new")
    assert folded.isVisible() and not view.findChild(QPushButton, "ChangeSchedule.new-event").isVisible()
    asked: list[object] = []
    desk.new_asked.connect(lambda model, values: asked.append(values["kind"]))
    for action in folded.menu().actions():
        action.trigger()
    assert asked == [EntryKind.MAINTENANCE, EntryKind.EVENT]
    view.resize(1200, 500)
    assert not folded.isVisible() and view.findChild(QPushButton, "ChangeSchedule.new-event").isVisible()


@pytest.mark.parametrize(("wide", "said"), [(1200, "Wed 11, today"), (560, "Wed 11"), (280, "11")])
def test_the_days_of_a_narrow_week_are_named_as_far_as_there_is_room(qapp, view, week, wide, said):
    apply_theme(qapp, "light")
    view.resize(wide, 500)
    heads = [week.horizontalHeaderItem(column).text() for column in range(7)]
    assert heads[2] == said
    header = week.horizontalHeader()
    for column, head in enumerate(heads):
        assert header.sectionSizeHint(column) <= header.sectionSize(column), head
