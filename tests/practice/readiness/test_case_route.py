"""The way of a case follows from the steps of its record and from what bindings say which of them does which task.

The tables were taken from the program while it told the way in tables of its own.
"""

import pytest

from sdesk.practice.readiness.case_route import CaseRoute
from tests.delivery import ASKS, PACK

NORMAL = """
draft | - |
requested | CO.2.1 |
approved | CO.2.2 | CO.2.1
scheduled | CO.2.3 | CO.2.1 CO.2.2
designed | CO.2.4 | CO.2.1 CO.2.2 CO.2.3
built | CO.3.1 | CO.2.1 CO.2.2 CO.2.3 CO.2.4
tested | CO.3.2 | CO.2.1 CO.2.2 CO.2.3 CO.2.4 CO.3.1
cleared | CO.3.3 | CO.2.1 CO.2.2 CO.2.3 CO.2.4 CO.3.1 CO.3.2
confirmed | CO.3.4 | CO.2.1 CO.2.2 CO.2.3 CO.2.4 CO.3.1 CO.3.2 CO.3.3
deployed | CO.3.5 | CO.2.1 CO.2.2 CO.2.3 CO.2.4 CO.3.1 CO.3.2 CO.3.3 CO.3.4
rolled back | CO.3.5 | CO.2.1 CO.2.2 CO.2.3 CO.2.4 CO.3.1 CO.3.2 CO.3.3 CO.3.4
closed | - | CO.2.1 CO.2.2 CO.2.3 CO.2.4 CO.3.1 CO.3.2 CO.3.3 CO.3.4 CO.3.5
rejected | - | CO.2.1
withdrawn | - |
"""
AFTER_DEPLOYMENT = "CO.2.1 CO.2.2 CO.2.3 CO.2.4 CO.3.1 CO.3.2 CO.3.3 CO.3.4\n"
EMERGENCY = NORMAL.replace(f"CO.3.5 | {AFTER_DEPLOYMENT}", "CO.3.5 | CO.3.4\n")
PRE_APPROVED = """
draft | - |
requested | CO.2.2 |
approved | CO.2.2 |
scheduled | CO.3.3 | CO.2.2
designed | CO.2.4 | CO.2.2
built | CO.3.1 | CO.2.2
tested | CO.3.2 | CO.2.2
cleared | CO.3.3 | CO.2.2
confirmed | CO.3.4 | CO.2.2 CO.3.3
deployed | CO.3.5 | CO.2.2 CO.3.3 CO.3.4
rolled back | CO.3.5 | CO.2.2 CO.3.3 CO.3.4
closed | - | CO.2.2 CO.3.3 CO.3.4 CO.3.5
rejected | - |
withdrawn | - |
"""
INCIDENT = """
draft | IN.2.1 |
recorded | IN.2.2 | IN.2.1
classified | IN.2.3 | IN.2.1 IN.2.2
investigated | IN.2.4 | IN.2.1 IN.2.2 IN.2.3
restored | IN.2.5 | IN.2.1 IN.2.2 IN.2.3 IN.2.4
closed | - | IN.2.1 IN.2.2 IN.2.3 IN.2.4 IN.2.5
cancelled | - |
"""
"""State | the task that a case waits at there | the tasks that it has been through."""


@pytest.mark.parametrize(
    ("case", "kind", "table"),
    [
        ("WP.11", "", NORMAL),
        ("WP.11", "normal", NORMAL),
        ("WP.11", "emergency", EMERGENCY),
        ("WP.11", "pre-approved", PRE_APPROVED),
        ("WP.18", "", INCIDENT),
    ],
)
def test_where_a_case_waits_and_what_it_has_passed(case: str, kind: str, table: str) -> None:
    way = CaseRoute(PACK, case, kind)
    for state in way.model.states:
        here = way.waits_at(state.name)
        passed = [task.id for task in ASKS.tasks_of_case(case) if way.has_passed(state.name, task)]
        said = f"{state.name} | {here.id if here else '-'} | {' '.join(passed)}".rstrip()
        assert said in table.splitlines()
    assert len(table.strip().splitlines()) == len(way.model.states)


def test_between_which_states_a_task_moves_a_case() -> None:
    way = CaseRoute(PACK, "WP.11")
    moves = {task.id: way.moves(task) for task in way.all_tasks}
    assert moves["CO.2.1"] == ("requested", ("approved", "rejected"))
    assert moves["CO.3.2"] == ("tested", ("cleared", "designed", "rejected"))
    assert moves["CO.3.4"] == ("confirmed", ("deployed", "rolled back"))
    assert CaseRoute(PACK, "WP.18").moves(ASKS.task("IN.2.1")) == ("", ("recorded",))


def test_an_emergency_is_deployed_first_and_made_good() -> None:
    way = CaseRoute(PACK, "WP.11", "emergency")
    shortcut = way.shortcut()
    assert shortcut is not None and shortcut.name == "deploy emergency"
    assert way.task_of(shortcut) == ASKS.task("CO.3.4")
    never = [task.id for task in way.tasks if not way.can_be_done_after(task, shortcut.to)]
    assert never == ["CO.2.2", "CO.3.3"]
    made_good = {task.id: field for task in way.tasks if (field := way.made_good_by(task))}
    assert made_good == {"CO.2.1": "decision", "CO.3.2": "cleared_at"}
    assert CaseRoute(PACK, "WP.11", "normal").shortcut() is None


def test_papers_of_a_change() -> None:
    way = CaseRoute(PACK, "WP.11")
    papers = {task.id: model.__name__ for task in way.tasks if (model := way.paper_of(task))}
    assert papers == {"CO.2.3": "ServiceDesign", "CO.2.4": "ServiceBuild", "CO.3.1": "ServiceTestReport"}
    build = ASKS.task("CO.2.4")
    assert [state for state in ("draft", "built", "approved") if way.paper_is_finished(build, state)] == [
        "built",
        "approved",
    ]
    assert {way.link_of(ASKS.task(task)) for task in papers} == {"change"}
