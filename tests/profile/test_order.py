"""Dependency order: the first of the file that can be done, again and again."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.errors import SdeskError
from sdesk.profile import Task, WorkProductState, dependency_order, service_delivery

TASKS = service_delivery().tasks


def task(task_id: str, needs: str, produces: str) -> Task:
    return replace(TASKS[0], id=task_id, needs=states(needs), produces=states(produces))


def states(text: str) -> tuple[WorkProductState, ...]:
    return tuple(WorkProductState(*one.split()) for one in text.split(", "))


def ids(tasks: tuple[Task, ...]) -> list[str]:
    return [task.id for task in tasks]


def unmet(order: tuple[Task, ...]) -> list[str]:
    """Needs that no task before the one that has them produces."""
    return [
        f"{task.id} needs {need}"
        for position, task in enumerate(order)
        for need in task.needs
        if need.state != "given"
        and not any(made.meets(need) for earlier in order[:position] for made in earlier.produces)
    ]


def test_all_forty_are_reached_and_nothing_comes_before_what_it_needs() -> None:
    order = dependency_order(TASKS)
    assert len(order) == 40
    assert set(order) == set(TASKS)
    assert unmet(order) == []
    assert ids(order[:3]) == ["GO.1.1", "GO.1.2", "GO.2.1"]


@given(st.permutations(TASKS))
def test_any_order_of_the_file_gives_an_order_that_holds(tasks: list[Task]) -> None:
    order = dependency_order(tasks)
    assert sorted(ids(order)) == sorted(ids(TASKS))
    assert unmet(order) == []


@given(st.permutations(TASKS))
def test_each_task_is_the_first_of_the_file_that_was_possible(tasks: list[Task]) -> None:
    order = dependency_order(tasks)
    for position, taken in enumerate(order):
        passed_over = [task for task in tasks[: tasks.index(taken)] if task not in order[:position]]
        assert all(unmet((*order[:position], task)) for task in passed_over)


def test_after_each_task_the_file_is_read_from_its_start_again() -> None:
    late = task("A", "WP.02 draft", "WP.03 draft")
    first = task("B", "WP.01 given", "WP.02 approved")
    last = task("C", "WP.01 given", "WP.04 draft")
    assert ids(dependency_order([late, first, last])) == ["B", "A", "C"]


def test_a_task_that_cannot_be_reached_is_named_with_what_it_lacks() -> None:
    reachable = task("A", "WP.01 given", "WP.02 draft")
    waiting = task("B", "WP.02 draft, WP.02 approved, WP.09 recorded", "WP.03 draft")
    with pytest.raises(SdeskError, match=r"B lacks WP\.02 approved, WP\.09 recorded\."):
        dependency_order([reachable, waiting])


def test_two_tasks_that_wait_for_each_other_are_both_named() -> None:
    with pytest.raises(SdeskError, match=r"A lacks WP\.02 draft; B lacks WP\.03 draft"):
        dependency_order([task("A", "WP.02 draft", "WP.03 draft"), task("B", "WP.03 draft", "WP.02 draft")])


def test_no_tasks_have_an_order_too() -> None:
    assert dependency_order([]) == ()
