"""Today in the window: what there is to do in three groups, opened by keys, always as the workspace is now."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QToolButton

from sdesk.models import ActionItem, ScheduleEntry, ServiceScope
from sdesk.practice.guidance.to_do import Group
from sdesk.practice.workspaces import open_workspace
from sdesk.ui.pieces import PlainLabel
from sdesk.ui.registry import open_desk
from sdesk.ui.settings import Settings
from sdesk.ui.today.to_do_list import ThingList
from sdesk.ui.today.today_tab import TodayTab
from sdesk.ui.worker import Worker
from tests.provider import CALLER, Provider, change, incident
from tests.ui.shell import inside


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The requirements are judged before the tab is shown, not on a worker."""
    monkeypatch.setattr(Worker, "at_once", True)


def shown(qtbot, provider: Provider, folder: Path) -> TodayTab:
    tab = TodayTab(open_desk(provider.workspace), Settings(folder / "settings.ini"))
    qtbot.addWidget(tab)
    tab.resize(1000, 700)
    tab.show()
    qtbot.waitExposed(tab)
    return tab


@pytest.fixture
def tab(qtbot, provider, tmp_path):
    return shown(qtbot, provider, tmp_path)


def lines(tab) -> list[str]:
    return inside(tab, "today.list", ThingList).texts()


def day(provider, days):
    return provider.clock.now.date() + timedelta(days=days)


def action(provider, text="Order the cable", days=0, owner=None):
    return provider.create(
        ActionItem, description=text, owner=(owner or provider.ana).id, due=day(provider, days)
    )


def test_there_are_four_sections_and_empty_ones_say_so(qtbot, beginner, tmp_path):
    tab = shown(qtbot, beginner, tmp_path)
    assert lines(tab) == [
        "Now: 0",
        "Nothing is at risk or overdue.",
        "This week: 0",
        "Nothing is due in the next seven days.",
        "Waiting: 0",
        "Nothing waits for a step.",
        "To be ready: 1",
        "GO.1.1 Define scope of service delivery, Management",
    ]


def test_a_line_says_what_it_is_when_it_is_due_and_whose_it_is(qtbot, provider, tab):
    late = action(provider, days=-3)
    soon = action(provider, "Call the school", days=1, owner=provider.ben)
    qtbot.waitUntil(lambda: f"{late.number} Order the cable, 3 days overdue, Ana Reyes" in lines(tab))
    assert f"{soon.number} Call the school, due tomorrow, Ben Okafor" in lines(tab)


def test_a_line_names_who_is_still_to_be_told(qtbot, provider, tab):
    case = incident(provider, "closed", reporter=CALLER, summary="Mail is slow")
    for step in ("record", "classify", "investigate"):
        provider.works(provider.ben)
        case = provider.take(case, step)
    qtbot.waitUntil(lambda: any(f"to be told: {CALLER}" in line for line in lines(tab)))


def test_what_is_done_disappears_by_itself(qtbot, provider, tab):
    made = action(provider, days=-3)
    qtbot.waitUntil(lambda: any(made.number in line for line in lines(tab)))
    provider.take(made, "finish", outcome="Ordered")
    qtbot.waitUntil(lambda: not any(made.number in line for line in lines(tab)))


def test_return_opens_the_record_of_a_line_and_down_goes_to_the_next(qtbot, provider, tab):
    first, second = action(provider, "First", days=-4), action(provider, "Second", days=-3)
    opened: list[object] = []
    tab._desk.record_asked.connect(opened.append)
    listed = inside(tab, "today.list", ThingList)
    qtbot.waitUntil(lambda: any("Second" in line for line in lines(tab)))
    listed.setFocus()
    listed.choose(listed.things()[0].key)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert opened == [first.id, second.id]


def test_down_passes_over_headings(qtbot, provider, tab):
    action(provider, "Late", days=-4)
    action(provider, "Soon", days=2)
    listed = inside(tab, "today.list", ThingList)
    qtbot.waitUntil(lambda: any("Soon" in line for line in lines(tab)))
    late = next(thing for thing in listed.things() if thing.group is Group.NOW)
    listed.choose(late.key)
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    assert listed.chosen().title == "Soon"


def test_a_task_opens_its_wizard_page(qtbot, beginner, tmp_path):
    tab = shown(qtbot, beginner, tmp_path)
    with qtbot.waitSignal(tab._desk.task_asked) as asked:
        qtbot.keyClick(inside(tab, "today.list"), Qt.Key.Key_Return)
    assert asked.args == ["GO.1.1"]


def test_the_next_thing_comes_after_the_one_opened_last_and_then_from_the_start(qtbot, provider, tab):
    made = [action(provider, text, days=-4 + at) for at, text in enumerate(("First", "Second"))]
    opened: list[object] = []
    tab._desk.record_asked.connect(opened.append)
    tab.open_next()
    tab.open_next()
    assert opened == [each.id for each in made]


def test_when_the_opened_thing_is_done_the_next_takes_its_place(qtbot, provider, tab):
    first, second = action(provider, "First", days=-4), action(provider, "Second", days=-3)
    opened: list[object] = []
    tab._desk.record_asked.connect(opened.append)
    tab.open_next()
    provider.take(first, "finish", outcome="Done")
    tab.open_next()
    assert opened == [first.id, second.id]


def test_only_what_is_mine_leaves_what_others_own(qtbot, provider, tab):
    mine = action(provider, "Mine", days=-1)
    theirs = action(provider, "Theirs", days=-1, owner=provider.ben)
    qtbot.waitUntil(lambda: any(theirs.number in line for line in lines(tab)))
    inside(tab, "today.whose", QComboBox).setCurrentIndex(1)
    assert any(mine.number in line for line in lines(tab))
    assert not any(theirs.number in line for line in lines(tab))


def test_the_figure_says_how_many_requirements_have_their_evidence(qtbot, beginner, tmp_path):
    tab = shown(qtbot, beginner, tmp_path)
    figure = inside(tab, "today.figure", PlainLabel)
    assert figure.text() == "0 of 17"
    assert inside(tab, "today.readiness").accessibleName().startswith("0 of 17 requirements are met")


def test_what_is_missing_leads_to_the_task_that_makes_it(qtbot, provider, tab):
    missing = [each for each in tab.findChildren(QPushButton) if each.objectName().startswith("gap.")]
    assert missing
    with qtbot.waitSignal(tab._desk.task_asked) as asked:
        qtbot.keyClick(missing[0], Qt.Key.Key_Space)
    assert asked.args == [missing[0].objectName().removeprefix("gap.")]


def test_this_week_shows_changes_maintenance_and_events_and_opens_them(qtbot, provider, tab):
    starts = provider.clock.now + timedelta(hours=2)
    event = provider.complete(
        ScheduleEntry,
        "planned",
        name="Year-end closing",
        kind="business event",
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
    )
    event = provider.take(event, "plan")
    planned = provider.take(provider.take(change(provider, "scheduled"), "submit"), "approve")
    planned = provider.take(
        planned, "schedule", planned_start=starts, planned_end=starts + timedelta(hours=1)
    )
    qtbot.waitUntil(lambda: tab.findChild(QToolButton, f"week.{planned.number}") is not None)
    mark = inside(tab, f"week.{event.number}", QToolButton)
    assert "Business event" in mark.accessibleName()
    with qtbot.waitSignal(tab._desk.record_asked) as asked:
        qtbot.keyClick(mark, Qt.Key.Key_Space)
    assert asked.args == [event.id]


def test_a_new_workspace_is_led_into_its_set_up_until_that_is_done(qtbot, beginner, tmp_path):
    tab = shown(qtbot, beginner, tmp_path)
    card = inside(tab, "today.setup")
    assert card.isVisible()
    assert inside(card, "action.set-up", QPushButton).text() == "Start the set-up"
    beginner.approved(ServiceScope)
    qtbot.waitUntil(lambda: inside(card, "action.set-up", QPushButton).text() == "Go on with the set-up")


def test_a_year_of_work_is_shown_without_the_set_up(qtbot, sample, tmp_path):
    tab = TodayTab(open_desk(sample), Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(tab)
    tab.show()
    assert not inside(tab, "today.setup").isVisible()
    assert len(inside(tab, "today.list", ThingList).things()) > 5


def test_a_minute_after_it_was_closed_a_window_leaves_the_file_alone(qtbot, provider, tmp_path):
    tab = shown(qtbot, provider, tmp_path)
    tab.close()
    provider.workspace.close()
    tab._day.timeout.emit()
    qtbot.waitUntil(lambda: not tab._soon.isActive())
    open_workspace(provider.workspace.path).close()
