"""A thread beside the window reads for long: it keeps nobody from the file, and tells nobody what was so before."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sdesk.models import Customer
from sdesk.practice.lifecycle.records import create
from sdesk.storage import Workspace
from sdesk.storage.turns import Turns
from tests.provider import Provider

SOON = 20


class Beside:
    """A thread that computes something, and stops in the middle of it until it is let go on."""

    def __init__(self, work: Callable[["Beside"], Any]) -> None:
        self.found: Any = None
        self._begun, self._on = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, args=(work,))
        self._thread.start()
        assert self._begun.wait(SOON)

    def _run(self, work: Callable[["Beside"], Any]) -> None:
        self.found = work(self)

    def pause(self) -> None:
        self._begun.set()
        assert self._on.wait(SOON)

    def go_on(self) -> Any:
        self._on.set()
        self._thread.join(SOON)
        assert not self._thread.is_alive()
        return self.found


def names(workspace: Workspace) -> list[str]:
    return sorted(each.name for each in workspace.find(Customer))


def test_what_is_computed_beside_keeps_nobody_from_reading_and_writing(provider: Provider) -> None:
    """Were it to hold the lock, this test would end by the patience of the thread, which fails it."""
    workspace = provider.workspace

    def slow(beside: Beside) -> list[str]:
        def compute() -> list[str]:
            beside.pause()
            return names(workspace)

        return workspace.kept("names", compute)

    beside = Beside(slow)
    before = workspace.kept("names", lambda: names(workspace))
    create(workspace, Customer, {"name": "Aaron"})
    assert workspace.kept("names", lambda: names(workspace)) == ["Aaron", *before]
    assert beside.go_on() == ["Aaron", *before]


def test_what_was_read_before_a_write_is_told_to_nobody_after_it(provider: Provider) -> None:
    workspace = provider.workspace

    def of_before(beside: Beside) -> list[list[str]]:
        def compute() -> list[str]:
            read = names(workspace)
            beside.pause()
            return read

        return [workspace.kept("names", compute), workspace.kept("names", lambda: names(workspace))]

    before = names(workspace)
    beside = Beside(of_before)
    create(workspace, Customer, {"name": "Aaron"})
    old, new = beside.go_on()
    assert old == before
    assert new == ["Aaron", *before]
    assert workspace.kept("names", lambda: names(workspace)) == ["Aaron", *before]


def test_nor_is_what_is_made_of_it_after_the_write(provider: Provider) -> None:
    """What is read first, and handed to what is kept only later."""
    workspace = provider.workspace

    def late(beside: Beside) -> list[str]:
        read = names(workspace)
        beside.pause()
        return workspace.kept("names", lambda: read)

    before = names(workspace)
    beside = Beside(late)
    create(workspace, Customer, {"name": "Aaron"})
    beside.go_on()
    assert workspace.kept("names", lambda: names(workspace)) == ["Aaron", *before]


def test_beside_too_it_is_computed_once(provider: Provider) -> None:
    workspace, asked = provider.workspace, list[int]()

    def twice(beside: Beside) -> None:
        beside.pause()
        for _ in range(2):
            workspace.kept("once", lambda: asked.append(1))

    Beside(twice).go_on()
    assert asked == [1]


def test_a_transaction_beside_sees_what_it_writes(provider: Provider) -> None:
    workspace = provider.workspace

    def writes(beside: Beside) -> list[str]:
        beside.pause()
        with workspace.transaction("beside"):
            workspace.kept("names", lambda: names(workspace), of=(Customer,))
            create(workspace, Customer, {"name": "Aaron"})
            return workspace.kept("names", lambda: names(workspace), of=(Customer,))

    before = workspace.kept("names", lambda: names(workspace))
    assert Beside(writes).go_on() == ["Aaron", *before]
    assert workspace.kept("names", lambda: names(workspace)) == ["Aaron", *before]


def test_the_window_comes_before_who_has_just_had_it_and_wants_it_again() -> None:
    turns, came, holds = Turns(), list[str](), threading.Event()

    def beside() -> None:
        with turns:
            came.append("beside")
            holds.set()
            while not turns.is_awaited():
                pass
        with turns:
            came.append("beside again")

    other = threading.Thread(target=beside)
    other.start()
    assert holds.wait(SOON)
    with turns:
        came.append("window")
    other.join(SOON)
    assert came == ["beside", "window", "beside again"]


def test_none_of_several_threads_is_left_out_and_no_two_have_it_at_once() -> None:
    turns, rounds = Turns(), dict.fromkeys(range(4), 0)
    inside: list[int] = []
    worst: list[int] = []

    def goes_round(which: int) -> None:
        for _ in range(300):
            with turns, turns:
                inside.append(which)
                worst.append(len(inside))
                rounds[which] += 1
                inside.pop()

    others = [threading.Thread(target=goes_round, args=(which,)) for which in (1, 2, 3)]
    for each in others:
        each.start()
    goes_round(0)
    for each in others:
        each.join(SOON)
    assert set(rounds.values()) == {300}
    assert max(worst) == 1


def test_a_fault_in_the_middle_lets_go_of_it() -> None:
    turns, came = Turns(), list[str]()
    with suppress(ZeroDivisionError), turns:
        raise ZeroDivisionError
    other = threading.Thread(target=lambda: _enter(turns, came))
    other.start()
    other.join(SOON)
    assert came == ["other"]


def _enter(turns: Turns, came: list[str]) -> None:
    with turns:
        came.append("other")
