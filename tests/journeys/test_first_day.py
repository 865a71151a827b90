"""Three owners from an empty laptop to a set-up that is done, by the window alone; each action counted, each section read."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sdesk.practice.lifecycle.proposed.sections import unread
from sdesk.models import Proposable
from sdesk.practice.readiness.tasks import task_states
from sdesk.ui.reading.presses import Presses
from tests.journeys.first_day import Firm, Owner
from tests.journeys.story import open_program
from tests.ui.shell import end

AGREES = ("today", "It is what we asked for.")

QUAY = Firm(
    name="Quay Services",
    owner="Ana Reyes",
    services=("Help desk", "Network and Wi-Fi", "Shared files", "Backup and recovery"),
    workers=(("Tomás Bento", "tomas@quay.example", "r"), ("Júlia Prado",)),
    customers=(("Hill School", "Eva Sol", "eva@hill.example", "2 Hill Road"),),
    suppliers=(("LineCo", "", "help@line.example"),),
    tools=("File storage", "Backup"),
    copies="in a second office in Braga",
    telephone="+351 200 555 200",
    data=("Passwords and keys",),
    goals=("Satisfied customers", "Quick answers"),
    trained=(0, 3, 4),
    facts={
        "consulted": ("Eva Sol, head of the school", *AGREES),
        "their_approvals": ("Eva Sol", "Head of the school", "today", "e"),
        "SupplierAgreement.their_approvals.edit": ("Rui Mar", "Sales", "-90", "s"),
        "reading.location.edit": ("Our office, 1 Quay Street",),
        "ConfigurationItem.release.edit": ("14.2",),
    },
)


@pytest.fixture
def owner(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Owner]:
    """In front of a laptop on which nothing is yet; a second passes from press to press."""
    monkeypatch.setattr("sdesk.ui.wizard.first_run_fields.user_documents_path", lambda: tmp_path)
    seconds = count()
    monkeypatch.setattr(Presses, "now", staticmethod(lambda: float(next(seconds))))
    program = open_program(qapp, tmp_path)
    yield Owner(qtbot, program, tmp_path)
    end(program)


def test_three_people_with_four_services_and_a_customer(owner: Owner) -> None:
    owner.begin_with(QUAY)
    owner.makes_the_workspace()
    print(f"\nstart to workspace: {owner.hands.actions} actions")
    owner.answers()
    print(f"ten questions: {owner.hands.actions} actions")
    owner.sets_up()
    print(f"set-up tasks done: {owner.hands.actions} actions, {len(owner.read)} sections read")
    assert owner.hands.actions <= 190
    all_is_set_up(owner)


def all_is_set_up(owner: Owner) -> None:
    """By what was answered and read: every task of the set-up is done, and nothing is proposed any more that is approved."""
    set_up = [each for each in task_states(owner.workspace) if each.task.cadence == "setup"]
    left = {each.task.id: str(each.detail) for each in set_up if each.state != "done"}
    assert set_up and not left, left
    assert owner.blank == []
