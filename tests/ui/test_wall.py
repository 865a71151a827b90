"""Days and times are the organization's, whatever zone the laptop of who looks at them is in."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from sdesk.models import (
    RECORDS,
    ActionItem,
    ImprovementReport,
    Kind,
    Organization,
    Person,
    Record,
    ScheduleEntry,
    ServiceIncident,
    Step,
    field_of,
    fields_of,
)
from sdesk.models.control import EntryKind
from sdesk.practice.backups import suggested_name
from sdesk.practice.guidance.to_do import Group
from sdesk.practice.guidance.today import to_do
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.readiness.progress import progress_of
from sdesk.practice.workspaces import Workspace, start_workspace
from sdesk.ui import wall
from sdesk.ui.control.schedule.calendar_grid import DAY_ROLE
from sdesk.ui.control.schedule.schedule_view import ScheduleView
from sdesk.ui.desk import Desk
from sdesk.ui.incident.clock_words import due_words
from sdesk.ui.incident.dialogs import HoldDialog
from sdesk.ui.pieces import DateField, DateTimeField, PlainLabel
from sdesk.ui.pieces.fields.calendar_popup import CalendarPopup
from sdesk.ui.records.form.step_dialog import StepDialog
from sdesk.ui.records.reading import moment_text
from sdesk.ui.registry import open_desk
from sdesk.ui.settings import Settings
from sdesk.ui.today.to_do_words import moment as near_moment
from sdesk.ui.today.today_tab import TodayTab
from tests.practice.readiness.rules.cheats import honest
from tests.ui.shell import inside, shown_window

NOW = datetime(2026, 3, 11, 23, 30, tzinfo=UTC)
"""The 11th in London, Los Angeles and in UTC; the 12th, half past twelve after noon, in Auckland."""
THERE = date(2026, 3, 12)

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process cannot be set here")


@pytest.fixture(params=["Pacific/Chatham", "America/Los_Angeles", "Asia/Kolkata", "UTC", "Pacific/Auckland"])
def laptop(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The zone that this computer is set to."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


@pytest.fixture
def workspace(tmp_path: Path, laptop: str) -> Iterator[Workspace]:
    path = tmp_path / "firm.sdesk"
    with start_workspace(path, "Firm", time_zone="Pacific/Auckland", clock=lambda: NOW) as workspace:
        yield workspace


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    return open_desk(workspace)


def test_the_schedule_has_its_lines_on_the_days_of_the_organization(qtbot: QtBot, desk: Desk):
    late = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)  # 22:30 there; the 12th or the 13th elsewhere
    values = {"name": "Patches", "kind": EntryKind.MAINTENANCE, "starts_at": late}
    made = create(desk.workspace, ScheduleEntry, {**values, "ends_at": late + timedelta(hours=1)})
    take_step(desk.workspace, made, "plan")
    view = ScheduleView(desk)
    qtbot.addWidget(view)
    model = view._grid.model()
    cells = [model.index(row, column).data(DAY_ROLE) for row in range(6) for column in range(7)]
    assert [cell.day for cell in cells if cell.today] == [THERE]
    with_line = [(cell.day, line.when) for cell in cells for line in cell.lines]
    assert [day for day, _ in with_line] == [THERE]
    assert with_line[0][1].startswith(("22:30", "10:30"))
    assert "2026-03-12" in view._agenda.lines._words(view._slots[made.id], "")[0]


def test_today_and_its_week_are_the_organizations(qtbot: QtBot, desk: Desk, tmp_path: Path):
    late = datetime(2026, 3, 15, 10, 30, tzinfo=UTC)  # 23:30 there, the last half hour of a Sunday
    values = {"name": "Patches", "kind": EntryKind.MAINTENANCE, "starts_at": late}
    made = create(desk.workspace, ScheduleEntry, {**values, "ends_at": late + timedelta(minutes=10)})
    take_step(desk.workspace, made, "plan")
    tab = TodayTab(desk, Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(tab)
    assert tab._date.text() == "Thu 12 Mar"
    first, today, slots = tab._week._shown or (None, None, ())
    assert today == THERE
    on_days = [at for at, day in enumerate(tab._week._days) if day.findChild(QWidget, f"week.{made.number}")]
    assert first is not None and [first + timedelta(days=at) for at in on_days] == [date(2026, 3, 15)]
    assert len(slots) == 1


def test_what_was_due_yesterday_there_is_overdue(workspace: Workspace):
    person = create(workspace, Person, {"name": "Ana Reyes"})
    for due in (THERE - timedelta(days=1), THERE):
        create(workspace, ActionItem, {"description": f"{due}", "owner": person.id, "due": due})
    found = {str(thing.title): thing.group for thing in to_do(workspace).things if thing.due}
    assert found == {"2026-03-11": Group.NOW, "2026-03-12": Group.WEEK}


WRITTEN = ("customer_view", "customer_issues", "practice_view", "practice_issues")
ACTION = {"description": "Ring every customer a day after a change", "due": THERE + timedelta(days=30)}


def test_a_report_begun_this_morning_was_begun_today(workspace: Workspace):
    owner = create(workspace, Person, {"name": "Ana Reyes"})
    said = {spec.name: honest(spec) for spec in fields_of(ImprovementReport) if spec.name in WRITTEN}
    create(
        workspace,
        ImprovementReport,
        {**said, "period_end": THERE, "improvement_actions": ({**ACTION, "owner": owner.id},)},
    )
    assert progress_of(workspace).begun_on["ImprovementReport"] == THERE


def test_a_backup_is_named_by_the_day_of_the_organization(workspace: Workspace):
    assert suggested_name(workspace) == "firm-2026-03-12.sdesk"


def test_what_is_typed_is_meant_and_shown_by_the_clock_of_the_organization(qtbot: QtBot, desk: Desk):
    field = DateTimeField()
    qtbot.addWidget(field)
    field.setValue(NOW)
    assert field._date.day() == THERE
    assert field._time.minutes() == 12 * 60 + 30
    field._date.setText("2026-03-13")
    field._changed_by_typing()
    assert field.value() == NOW + timedelta(days=1)
    day = DateField()
    qtbot.addWidget(day)
    day._edit.setText("tomorrow")
    assert day.value() == THERE + timedelta(days=1)


def test_today_in_the_calendar_is_the_organizations(qtbot: QtBot, desk: Desk):
    parent = QWidget()
    qtbot.addWidget(parent)
    popup = CalendarPopup(QDate(2026, 1, 1), parent)
    with qtbot.waitSignal(popup.chosen) as chosen:
        popup._choose_today()
    assert chosen.args == [QDate(2026, 3, 12)]


def test_moments_read_as_the_clock_of_the_organization_shows_them(desk: Desk):
    assert moment_text(NOW).startswith("2026-03-12 12:30")
    assert near_moment(NOW, THERE).startswith("today 12:30")
    assert due_words(NOW + timedelta(hours=11), NOW).startswith("due 23:30")
    assert "2026-03-13" in due_words(NOW + timedelta(hours=12), NOW)


def test_the_window_says_whose_times_it_shows_where_the_laptop_is_elsewhere(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, laptop: str
):
    with shown_window(qtbot, workspace, tmp_path) as window:
        said = inside(window, "status.zone", PlainLabel)
        assert said.isVisible() == (laptop != "Pacific/Auckland")
        assert "Pacific/Auckland" in said.text()


def test_a_dialog_that_asks_for_a_time_says_whose_it_is(qtbot: QtBot, desk: Desk, laptop: str):
    case, over = create(desk.workspace, ServiceIncident, {"summary": "Smoke"}), QWidget()
    qtbot.addWidget(over)
    dialog = HoldDialog(desk, case, over)
    said = [each.text() for each in dialog.findChildren(QLabel) if "Times of" in each.text()]
    assert said == ([] if laptop == "Pacific/Auckland" else ["Times of Pacific/Auckland."])


STEPS_WITH_TIMES = [
    (model, step)
    for model in RECORDS
    for step in model.steps
    if any(field_of(model, name).kind is Kind.DATE_TIME for name in step.asks)
]


@pytest.mark.a_few(12)
@pytest.mark.parametrize(
    ("model", "step"),
    STEPS_WITH_TIMES,
    ids=[f"{model.__name__} {step.name}" for model, step in STEPS_WITH_TIMES],
)
def test_a_step_that_asks_for_a_time_says_whose_it_is_and_of_nothing_else(
    qtbot: QtBot, desk: Desk, laptop: str, model: type[Record], step: Step
):
    record, over = create(desk.workspace, model, {}), QWidget()
    qtbot.addWidget(over)
    dialog = StepDialog(desk, record, step, lambda *_asked: None, over)
    said = [
        each.text() for each in dialog.findChildren(QLabel) if "Times of Pacific/Auckland." in each.text()
    ]
    times = sum(field_of(model, name).kind is Kind.DATE_TIME for name in step.asks)
    assert len(said) == (0 if laptop == "Pacific/Auckland" else times)


def test_another_time_zone_of_the_organization_is_followed_at_once(desk: Desk):
    ours = organization(desk.workspace)
    assert isinstance(ours, Organization)
    save(desk.workspace, ours, {"time_zone": "America/New_York"})
    assert wall.today() == THERE - timedelta(days=1)
