"""A job that comes back, done by its keys: from the line above the job through its checklist to the record of it."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from sdesk.models import JobRun, RecurringJob
from sdesk.models.control import JobPoint, PointResult
from sdesk.practice.lifecycle.records import create
from sdesk.practice.lifecycle.steps import take_step
from sdesk.ui.control.checklist_field import ChecklistField, ResultButton
from tests.ui.shell import CTRL, inside, shown_window

POINTS = tuple(
    JobPoint(text=text) for text in ("Restore two folders", "Open a file of each", "Write down the time")
)


@pytest.fixture
def job(provider):
    made = create(
        provider.workspace,
        RecurringJob,
        {"name": "Restore test", "first_on": date(2026, 3, 2), "owner": provider.ana.id, "checklist": POINTS},
    )
    return take_step(provider.workspace, made, "start")


@pytest.fixture
def window(qtbot, provider, job, tmp_path):
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        window.desk.open_record(job.id)
        yield window


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def checklist(window) -> ChecklistField:
    return next(each for each in window.findChildren(ChecklistField) if each.isVisible())


def test_it_is_done_with_a_few_keys(qtbot, window, provider, job):
    QTest.mouseClick(inside(window, "action.do-job", QPushButton), Qt.MouseButton.LeftButton)
    field = checklist(window)
    field.goIn()
    for _point in POINTS:
        assert isinstance(QApplication.focusWidget(), ResultButton)
        press(Qt.Key.Key_Space)
    assert [each.result for each in field.value()] == [PointResult.DONE] * 3
    outcome = inside(window, "JobRun.outcome").focusProxy()
    outcome.setFocus()
    QTest.keyClicks(outcome, "All of it restored to another disk and opened within half an hour.")
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: provider.workspace.find(JobRun)[0].state == "recorded")


def test_the_point_that_is_answered_next_is_in_sight(qtbot, window, provider, job):
    """Also where what is missing takes half of a low window."""
    QTest.mouseClick(inside(window, "action.do-job", QPushButton), Qt.MouseButton.LeftButton)
    window.resize(1024, 470)
    checklist(window).goIn()
    for _point in POINTS[1:]:
        press(Qt.Key.Key_Space)
        QApplication.processEvents()
        focused = QApplication.focusWidget()
        assert isinstance(focused, ResultButton)
        assert focused.visibleRegion().boundingRect() == focused.rect(), focused.accessibleDescription()


def test_going_on_opens_the_draft_that_was_begun(window, provider):
    QTest.mouseClick(inside(window, "action.do-job", QPushButton), Qt.MouseButton.LeftButton)
    first = window.findChildren(ChecklistField)
    window.desk.open_record(provider.workspace.find(RecurringJob)[0].id)
    assert inside(window, "action.do-job", QPushButton).text() == "Go on with it"
    QTest.mouseClick(inside(window, "action.do-job", QPushButton), Qt.MouseButton.LeftButton)
    assert provider.workspace.count(JobRun) == 1
    assert first


def test_what_failed_says_what_was_seen(window, provider):
    QTest.mouseClick(inside(window, "action.do-job", QPushButton), Qt.MouseButton.LeftButton)
    field = checklist(window)
    button = inside(field, "point.2.failed", ResultButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
    QTest.keyClicks(inside(field, "point.2.found", QLineEdit), "The second folder was empty")
    [_first, second, _third] = field.value()
    assert (second.result, second.found) == (PointResult.FAILED, "The second folder was empty")


def test_answers_that_were_taken_back_are_none(window):
    QTest.mouseClick(inside(window, "action.do-job", QPushButton), Qt.MouseButton.LeftButton)
    field = checklist(window)
    was = field.asItIs()
    field.goIn()
    press(Qt.Key.Key_Space)
    field.putBack(was)
    assert [each.result for each in field.value()] == [None, None, None]


def test_it_is_a_command_of_the_job(window, provider, job):
    window.desk.screens.commands_of(job)
    command = next(each for each in window.desk.screens.commands_of(job) if each.name == "do-job")
    command.does(window.desk, job, window)
    assert checklist(window).isVisible() and provider.workspace.count(JobRun) == 1


def test_the_key_of_the_next_step_does_the_job_from_its_list(window, provider, job):
    inside(window, "RecurringJob.list.table").setFocus()
    press(Qt.Key.Key_Return, CTRL)
    assert provider.workspace.count(JobRun) == 1 and checklist(window).isVisible()


def test_the_key_of_the_next_step_says_why_it_does_nothing(window, provider, job):
    stopped = take_step(provider.workspace, job, "end", reason="Nobody needs it any more.")
    window.desk.open_record(stopped.id)
    window.current_page().form.read()
    press(Qt.Key.Key_Return, CTRL)
    assert provider.workspace.count(JobRun) == 0
    assert window.statusBar().said() == f"{job.number} is “{stopped.state}”: no step follows by itself."
