"""The window as a screen reader is told of it, by AT-SPI on a screen of its own: what it names, and what it says by itself."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.patience import AT_LEAST
from tests.ui.aloud.running import Shown, missing, shown_program
from tests.ui.aloud.tree import CHECKED_ONES, GRIDS, TYPED_IN, Node, Role, State

PLACES = {
    "Today": "Readiness, this week and copies",
    "incidents": "Filter incidents by words",
    "a case": "What was done",
    "its form": "Started at, mandatory, date",
    "a closed case": "What happened",
    "a change": "Facts",
    "an agreement": "Owner on our side",
    "a document": "Days to object: 5 days",
    "the quick window": "Which service",
    "the schedule": "Calendar of the change schedule",
    "Audit": "Requirements",
    "the documents": "Documents",
    "reports": "Find in the report",
    "preferences": "High contrast",
    "all keys": "Keyboard shortcuts",
    "the set-up": "Pages",
    "the questions": "Answer later: 2. Who works here, and who decides what?",
}
"""Each with something that is to be read there."""
OVER_THE_WINDOW = ("the quick window", "preferences", "all keys", "the set-up", "the questions")


@pytest.fixture
def shown(sample_path: Path, tmp_path: Path) -> Iterator[Shown]:
    """Where the computer has none of it, that is no fault of the program."""
    if lacks := missing():
        pytest.skip(f"without {', '.join(lacks)} nothing can be read aloud here")
    with shown_program(Path(shutil.copy(sample_path, tmp_path)), tmp_path) as program:
        yield program


def faults_of(shown: Shown, window: Node) -> Iterator[str]:
    nodes = list(window.all())
    for node in nodes:
        if node.is_control and not node.name.strip():
            yield f"has no name: {node}"
        if node.role == Role.COMBO_BOX and not node.description.strip():
            yield f"says what is chosen, and not what it is: {node}"
        if node.role in CHECKED_ONES and not node.has(State.CHECKABLE):
            yield f"does not say whether it is checked: {node}"
        if node.role in TYPED_IN and not (node.has(State.EDITABLE) or node.has(State.READ_ONLY)):
            yield f"does not say whether it can be typed in: {node}"
        if node.has(State.FOCUSED) and not node.has(State.ENABLED):
            yield f"has the focus, and is grey: {node}"
        if node.role in GRIDS:
            yield from faults_of_table(shown, node)
    if not window.name.strip():
        yield f"is a window without a name: {window}"
    if not any(node.has(State.FOCUSED) for node in nodes):
        yield "nothing has the focus"


def faults_of_table(shown: Shown, table: Node) -> Iterator[str]:
    headers = shown.reader.headers(table)
    if not headers or not all(each.strip() for each in headers):
        yield f"has columns without a name: {table}: {headers}"
    first = [shown.reader.cell(table, 0, column).name for column in range(len(headers))]
    if not any(each.strip() for each in first):
        yield f"reads nothing in its first line: {table}"


def test_every_control_has_a_name_and_a_state_wherever_one_goes(shown: Shown):
    faults = []
    for place, known in PLACES.items():
        shown.go_to(place)
        window = shown.reader.in_front()
        if known not in (node.name for node in window.all()):
            faults.append(f"{place}: “{known}” is not read")
        faults += [f"{place}: {each}" for each in faults_of(shown, window)]
        if place in OVER_THE_WINDOW:
            shown.go_to("back")
    assert not faults, "\n".join(faults)
    expect_values_read(shown)
    expect_said(shown)


def expect_values_read(shown: Shown) -> None:
    """What is only read is read with its value."""
    shown.go_to("a closed case")
    shown.go_to("its form")
    names = [node.name for node in shown.reader.in_front().all()]
    assert any(each.startswith("Impact: ") for each in names), names


def expect_said(shown: Shown) -> None:
    """What was done and what is wrong is said, without anybody going there."""
    shown.go_to("a case")
    shown.go_to("its form")
    expect(shown, "no date", "This is not a date.")
    shown.go_to("revert")
    shown.go_to("another title")
    expect(shown, "save", ", changed", "Saved ")
    expect(shown, "a step", "is investigated now")
    expect(shown, "a step", "The incident is on hold.")
    expect(shown, "hold", ", resumed")
    shown.go_to("hold")
    expect(shown, "confirm", "Error: Say why the incident is put on hold.")
    faults = list(faults_of(shown, shown.reader.in_front()))
    shown.go_to("back")
    shown.go_to("a step")
    faults += faults_of(shown, shown.reader.in_front())
    assert faults == []


def expect(shown: Shown, act: str, *wanted: str) -> None:
    """Waits for what is to be said, on a computer that is busy too."""
    list(shown.reader.announced(0))
    shown.go_to(act)
    said: list[str] = []
    until = time.monotonic() + AT_LEAST / 1000
    while time.monotonic() < until:
        said += shown.reader.announced(0.2)
        missing = [words for words in wanted if not any(words in each for each in said)]
        if not missing:
            return
    raise AssertionError(f"{act}: {missing} is not said, but {said}")
