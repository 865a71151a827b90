"""Requirements are judged beside the window: what was asked for last is what is told."""

import threading

import pytest

from sdesk.models import ServiceScope
from sdesk.practice.readiness.requirements import requirements
from sdesk.practice.workspaces import Workspace
from sdesk.ui.audit.judging import Judging
from sdesk.ui.registry import open_desk
from sdesk.ui.worker import Worker


@pytest.fixture(autouse=True)
def judged_at_once() -> None:
    """Not here."""


@pytest.fixture
def desk(beginner):
    return open_desk(beginner.workspace)


def test_what_was_written_before_it_was_asked_is_in_it(qtbot, beginner, desk):
    judging = Judging(beginner.workspace, desk)
    scope = beginner.approved(ServiceScope)
    with qtbot.waitSignal(judging.judged) as told:
        judging.ask(requirements)
    behind = {each.record for standing in told.args[0] for asked in standing.asked for each in asked.records}
    assert scope.id in behind


def test_what_was_overtaken_meanwhile_is_not_told(qtbot, beginner, desk):
    """Of three that are asked for while the first is judged, the second is never begun and the last is told."""
    judging = Judging(beginner.workspace, desk)
    begun: list[int] = []
    told: list[int] = []
    judging.judged.connect(told.append)
    go_on = threading.Event()

    def judge(number: int):
        def find(_workspace) -> int:
            begun.append(number)
            go_on.wait()
            return number

        return find

    for number in (1, 2, 3):
        judging.ask(judge(number))
    go_on.set()
    qtbot.waitUntil(lambda: told == [3])
    assert begun == [1, 3]


def test_a_workspace_that_is_closed_meanwhile_is_told_of_no_more(qtbot, beginner, desk):
    judging = Judging(beginner.workspace, desk)
    told: list[object] = []
    judging.judged.connect(told.append)
    closed = threading.Event()

    def judge(workspace):
        closed.wait()
        return requirements(workspace)

    with qtbot.waitSignal(judging.findChild(Worker).finished):
        judging.ask(judge)
        beginner.workspace.close()
        closed.set()
    assert told == []


def test_of_several_changes_in_a_row_the_last_is_judged_and_once(qtbot, beginner, desk):
    judging = Judging(beginner.workspace, desk, rest=50)
    judged: list[int] = []
    told: list[int] = []
    judging.judged.connect(told.append)

    def judge(number: int):
        def find(_workspace) -> int:
            judged.append(number)
            return number

        return find

    for number in (1, 2, 3):
        judging.ask(judge(number))
    assert judged == []
    qtbot.waitUntil(lambda: told == [3])
    assert judged == [3]


def test_what_is_asked_while_it_judges_is_told_once_too(qtbot, beginner, desk):
    judging = Judging(beginner.workspace, desk, rest=1)
    begun, go_on, told = threading.Event(), threading.Event(), list[int]()
    judging.judged.connect(told.append)

    def first(_workspace) -> int:
        begun.set()
        go_on.wait()
        return 1

    judging.ask(first)
    qtbot.waitUntil(begun.is_set)
    judging.ask(lambda _workspace: 2)
    go_on.set()
    qtbot.waitUntil(lambda: told == [2])
    qtbot.waitUntil(lambda: not judging._worker.is_busy() and not judging._rest.isActive())
    assert told == [2]


def test_what_fails_while_something_is_written_is_judged_again(qtbot, beginner, desk):
    judging = Judging(beginner.workspace, desk)
    times: list[int] = []

    def judge(_workspace) -> str:
        times.append(1)
        if len(times) == 1:
            raise KeyError("half written")
        return "judged"

    with qtbot.waitSignal(judging.judged) as told:
        judging.ask(judge)
    assert told.args == ["judged"]


def test_a_fault_that_stays_is_told(qtbot, beginner, desk):
    judging = Judging(beginner.workspace, desk)
    times: list[int] = []

    def judge(_workspace) -> None:
        times.append(1)
        raise KeyError("always")

    with qtbot.captureExceptions() as faults:
        judging.ask(judge)
        qtbot.waitUntil(lambda: bool(faults))
    assert len(times) == 2


def test_nobody_who_leaves_waits_for_what_is_judged(qtbot, beginner, desk):
    """It ends where it would read next: the records of years are read for it."""
    judging = Judging(beginner.workspace, desk)
    reads = threading.Event()

    def judge(workspace: Workspace) -> None:
        while True:
            workspace.count(ServiceScope)
            reads.set()

    with qtbot.assertNotEmitted(judging.judged):
        judging.ask(judge)
        assert reads.wait(60)
        worker = judging.findChild(Worker)
        worker.wait()
        qtbot.waitUntil(lambda: not worker.is_busy())
    assert beginner.workspace.count(ServiceScope) == 0, "others read on"
