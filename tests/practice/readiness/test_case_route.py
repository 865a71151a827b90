"""The way of a case follows from the steps of its kind of record and from the bindings of the pack."""

import pytest

from sdesk.models import ServiceBuild, ServiceDesign, ServiceTestReport, model_named
from sdesk.packs import shipped_packs
from sdesk.practice.readiness.case_route import CaseRoute

PACK = shipped_packs()[0]
NORMAL = ["CO.2.1", "CO.2.2", "CO.2.3", "CO.2.4", "CO.3.1", "CO.3.2", "CO.3.3", "CO.3.4", "CO.3.5"]


def change(kind: str = "normal") -> CaseRoute:
    return CaseRoute(PACK, "WP.11", kind)


def ids(route: CaseRoute) -> list[str]:
    return [task.id for task in route.tasks]


def test_each_kind_goes_its_way() -> None:
    assert ids(change()) == ids(change("")) == ids(change("emergency")) == NORMAL
    assert ids(change("pre-approved")) == ["CO.2.2", "CO.3.3", "CO.3.4", "CO.3.5"]
    assert ids(CaseRoute(PACK, "WP.18")) == ["IN.2.1", "IN.2.2", "IN.2.3", "IN.2.4", "IN.2.5"]


@pytest.mark.parametrize(
    ("kind", "state", "task"),
    [
        ("normal", "draft", ""),
        ("normal", "requested", "CO.2.1"),
        ("pre-approved", "requested", "CO.2.2"),
        ("", "scheduled", "CO.2.3"),
        ("pre-approved", "scheduled", "CO.3.3"),
        ("emergency", "deployed", "CO.3.5"),
        ("normal", "rolled back", "CO.3.5"),
        ("normal", "closed", ""),
        ("normal", "rejected", ""),
    ],
)
def test_where_a_change_waits(kind: str, state: str, task: str) -> None:
    here = change(kind).waits_at(state)
    assert (here.id if here else "") == task


def passed(route: CaseRoute, state: str) -> list[str]:
    return [task.id for task in route.all_tasks if route.has_passed(state, task)]


def test_what_a_change_has_passed() -> None:
    assert passed(change(), "draft") == passed(change(), "requested") == passed(change(), "withdrawn") == []
    assert passed(change(), "scheduled") == NORMAL[:2]
    assert passed(change(), "rejected") == ["CO.2.1"]
    assert passed(change(), "rolled back") == NORMAL[:-1]
    assert passed(change(), "closed") == NORMAL
    assert passed(change("pre-approved"), "deployed") == ["CO.2.2", "CO.3.3", "CO.3.4"]


def test_of_an_emergency_that_may_have_been_deployed_first_nothing_else_is_known_to_be_done() -> None:
    assert passed(change("emergency"), "tested") == NORMAL[:5]
    assert passed(change("emergency"), "deployed") == passed(change("emergency"), "rolled back") == ["CO.3.4"]
    assert passed(change("emergency"), "closed") == NORMAL


@pytest.mark.parametrize("kind", ["", "normal", "emergency", "pre-approved"])
def test_a_case_never_waits_at_what_it_has_passed(kind: str) -> None:
    route = change(kind)
    for state in route.model.states:
        here = route.waits_at(state.name)
        assert here is None or not route.has_passed(state.name, here), state.name
        assert {*passed(route, state.name)} <= {*ids(route)}


def test_between_which_states_tasks_lead() -> None:
    moves = {task.id: change().moves(task) for task in change().all_tasks}
    assert moves["CO.2.1"] == ("requested", ("approved", "rejected"))
    assert moves["CO.3.2"] == ("tested", ("cleared", "designed", "rejected"))
    assert moves["CO.3.4"] == ("confirmed", ("deployed", "rolled back"))
    first = CaseRoute(PACK, "WP.18")
    assert first.moves(first.all_tasks[0]) == ("", ("recorded",))


def test_an_emergency_is_carried_out_first_and_made_good() -> None:
    route = change("emergency")
    shortcut = route.shortcut()
    assert shortcut is not None
    late = [task.id for task in route.tasks if route.can_be_done_after(task, shortcut.to)]
    assert late == [task for task in NORMAL if task not in ("CO.2.2", "CO.3.3")]
    shown = {task.id: route.made_good_by(task) for task in route.tasks if route.made_good_by(task)}
    assert shown == {"CO.2.1": "decision", "CO.3.2": "cleared_at"}
    assert change("normal").shortcut() is None and change("").shortcut() is None


@pytest.mark.parametrize(
    ("task", "paper", "finished"),
    [
        ("CO.2.3", ServiceDesign, ["approved"]),
        ("CO.2.4", ServiceBuild, ["built", "approved"]),
        ("CO.3.1", ServiceTestReport, ["approved"]),
    ],
)
def test_papers(task: str, paper: type, finished: list[str]) -> None:
    route, of = change(), PACK.asks.task(task)
    assert route.paper_of(of) is paper
    assert [
        state.name for state in model_named(paper.__name__).states if route.paper_is_finished(of, state.name)
    ] == finished
    assert route.link_of(of) == "change"
    assert route.paper_of(PACK.asks.task("CO.2.1")) is None
    assert not route.paper_is_finished(PACK.asks.task("CO.2.1"), "approved")
