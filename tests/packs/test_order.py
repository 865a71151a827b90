"""Dependency order: the first of the file that can be done, again and again."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sdesk.packs import ProductState, Task, shipped_packs
from sdesk.packs.order import dependency_order

TASKS = shipped_packs()[0].asks.tasks


def task(task_id: str, needs: str, produces: str) -> Task:
    return replace(TASKS[0], id=task_id, needs=states(needs), produces=states(produces))


def states(text: str) -> tuple[ProductState, ...]:
    return tuple(ProductState(*one.split()) for one in text.split(", "))


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
    assert set(order) == set(TASKS)
    assert len(order) == 40
    assert unmet(order) == []
    assert ids(order[:3]) == ["GO.1.1", "GO.1.2", "GO.2.1"]
    assert shipped_packs()[0].asks.tasks_in_order == order


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


def test_a_need_is_met_by_a_state_that_is_as_good() -> None:
    order = dependency_order(
        (task("b", "WP.11 draft", "WP.12 draft"), task("a", "WP.01 given", "WP.11 approved"))
    )
    assert ids(order) == ["a", "b"]


def test_tasks_that_wait_for_each_other_are_left_out() -> None:
    circle = (task("a", "WP.11 approved", "WP.12 approved"), task("b", "WP.12 approved", "WP.11 approved"))
    assert ids(dependency_order((*circle, task("c", "WP.01 given", "WP.02 recorded")))) == ["c"]
