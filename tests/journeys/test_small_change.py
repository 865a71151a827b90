"""A small change from request to review with clicks and keys, counted: every click, key and typed text is an action."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sdesk.models import ScheduleEntry, ServiceBuild, ServiceChangeRequest, ServiceDesign, ServiceTestReport
from sdesk.models.control import EntryKind
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.thin import thin_items
from sdesk.ui.control.light.page import LightPage
from sdesk.ui.window.main_window import MainWindow
from tests.journeys.hands import Counted, Hands, Key
from tests.practice.readiness.rules.complete import set_up_provider
from tests.provider import Provider
from tests.ui.shell import shown_window

AT_MOST = 55
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ana(tmp_path: Path) -> Iterator[Provider]:
    made = set_up_provider(tmp_path / "harbour.sdesk")
    made.clock.pass_time(hours=1)
    evening = made.clock.now + timedelta(days=1, hours=9)
    window = made.create(
        ScheduleEntry, name="Evening of updates", kind=EntryKind.MAINTENANCE,
        starts_at=evening, ends_at=evening + timedelta(hours=2),
    )  # fmt: skip
    made.take(window, "plan")
    yield made
    made.workspace.close()


@pytest.fixture
def shown(qtbot: QtBot, ana: Provider, tmp_path: Path) -> Iterator[MainWindow]:
    ana.works(ana.ana)
    with shown_window(qtbot, ana.workspace, tmp_path) as window:
        window.resize(1366, 768)
        yield window


def test_a_small_change_takes_few_actions(qtbot: QtBot, ana: Provider, shown: MainWindow) -> None:
    hands = Counted(qtbot)
    hands.click(shown)
    hands.actions = 0
    shown.show_work_product("WP.11")
    asks(hands)
    request = ana.workspace.find(ServiceChangeRequest)[0]
    assert request.state == "requested", trouble(hands)
    decides(hands)
    assert again(ana, request).state == "designed", trouble(hands)
    does(hands)
    assert again(ana, request).state == "confirmed", trouble(hands)
    hands.write("Both disks were swapped before nine, and the mirror was whole at midnight.")
    signs(hands)
    hands.picture("in-place")
    assert again(ana, request).state == "deployed", trouble(hands)
    ana.clock.pass_time(days=3)
    looks_back(hands)
    assert again(ana, request).state == "closed", trouble(hands)
    print(f"\na small change, request to review: {hands.actions} actions (at most {AT_MOST})")
    assert hands.actions <= AT_MOST
    assert thin(ana) == []


def asks(hands: Counted, requester: str = "Dora", item: str = "Backup") -> None:
    hands.choose_from_menu("action.new-from-model", "light.new")
    hands.picture("ask")
    there = "light.purpose.edit"
    hands.wait(lambda: hands.focus().objectName() == there, "the hand is in the first field", 60_000)
    hands.write("Replace the two old disks of the file server")
    hands.goes_on("One disk reports errors, and the other one is just as old.")
    hands.picks(requester, Key.Key_Down, Key.Key_Return)
    hands.key(Key.Key_Tab)  # past what is known of them
    hands.picks(item, Key.Key_Return)
    hands.goes_on("+20")
    hands.picture("asked")
    signs(hands)


def signs(hands: Counted) -> None:
    """The key of the next step, once it is heard again after the one before."""
    pages = hands.front().findChildren(LightPage)
    hands.wait(lambda: not any(each.rests.isActive() for each in pages), "the key is heard")
    hands.key(Key.Key_Return, CTRL)


def decides(hands: Counted) -> None:
    hands.picture("decide")
    for place in range(1, 6):
        hands.click(hands.see(f"light.score{place}.good"))
    hands.goes_on(
        "Known work, done twice last year, and back within minutes.",
        "The share is away for half an hour after closing time.",
        "Swap one disk, let the mirror rebuild, then swap the other.",
        "Two disks, 180 euro, and two hours",
        "The mirror does not rebuild",
        "Put the old disk back in and restore last night's backup.",
        "Both disks report healthy for an hour",
    )
    hands.key(Key.Key_Return)
    hands.write("Files on the share can be opened")
    hands.picture("decided")
    signs(hands)


def does(hands: Counted) -> None:
    hands.picture("do")
    hands.click(hands.see("light.passed1.passed"))
    hands.goes_on("Both lamps green since seven")
    hands.click(hands.see("light.passed2.passed"))
    hands.goes_on("Three files opened at the front desk", "Mirror of two 4 TB disks, rebuild at night")
    hands.picture("done")
    signs(hands)


def looks_back(hands: Counted) -> None:
    hands.picture("look-back")
    hands.click(hands.see("light.result.worked as planned"))
    hands.goes_on("Both disks are healthy, and nobody noticed the half hour.")
    signs(hands)
    hands.picture("looked-back")


def trouble(hands: Hands) -> str:
    found = hands.seen("light.trouble")
    return found.text() if found is not None else ""


def again(provider: Provider, request: ServiceChangeRequest) -> ServiceChangeRequest:
    found = provider.workspace.get(ServiceChangeRequest, request.id)
    assert found is not None
    return found


def thin(provider: Provider) -> list[Problem]:
    kinds = (ServiceChangeRequest, ServiceDesign, ServiceBuild, ServiceTestReport)
    behind = [each for kind in kinds for each in provider.workspace.find(kind)]
    return [problem for each in behind for problem in thin_items(provider.workspace, each)]
