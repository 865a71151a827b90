"""Three owners from an empty laptop to a set-up that is done, by the window alone; each action counted, each section read."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot
from sqlmodel import col

from sdesk.models import ServiceChangeRequest, ServiceIncident
from sdesk.practice.readiness.tasks import task_states
from sdesk.ui.reading.presses import Presses
from tests.journeys.first_day import Firm, Owner
from tests.journeys.hands import Key
from tests.journeys.forms import Form
from tests.journeys.new_user_reports import a_month_begins
from tests.journeys.story import open_program
from tests.journeys.test_small_change import asks, decides
from tests.ui.shell import CTRL, SHIFT, end

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
    yield Owner(qtbot, program, tmp_path, QUAY)
    end(program)


def test_three_people_with_four_services_and_a_customer(owner: Owner) -> None:
    owner.makes_the_workspace()
    print(f"\nstart to workspace: {owner.hands.actions} actions")
    owner.answers()
    print(f"ten questions: {owner.hands.actions} actions")
    owner.sets_up()
    print(f"set-up tasks done: {owner.hands.actions} actions, {len(owner.read)} sections read")
    assert owner.hands.actions <= 190
    all_is_set_up(owner)
    owner.hands.key(Key.Key_Return, CTRL)
    owner.bring_up(owner.window)
    for summary in ("The help desk does not answer", "Mails to the help desk come back"):
        solves_in_the_call(owner, summary)
    owner.hands.picture("incidents")
    print(f"two incidents: {owner.hands.actions} actions")
    owner.goes_to_tab("Service control")
    owner.goes_to_list("WP.11")
    asks(owner.hands, "Eva", "Help")
    owner.hands.picture("change")
    decides(owner.hands)
    owner.hands.picture("change2")
    print("CHANGE", owner.workspace.find(ServiceChangeRequest)[0].state, owner.complaints())
    does(owner.hands)
    print("CHANGE", owner.workspace.find(ServiceChangeRequest)[0].state, owner.complaints())
    owner.hands.write("Both disks were swapped before nine, and the mirror was whole at midnight.")
    owner.hands.key(Key.Key_Return, CTRL)
    print("CHANGE", owner.workspace.find(ServiceChangeRequest)[0].state, owner.complaints())
    clock = owner.workspace.clock
    owner.workspace.clock = lambda: clock() + timedelta(days=3)
    looks_back(owner.hands)
    print("CHANGE", owner.workspace.find(ServiceChangeRequest)[0].state, owner.complaints(), owner.hands.actions)
    a_month_begins(owner)
    before = owner.hands.actions
    owner.goes_to_tab("Reports")
    owner.chooses_report("performance")
    Form(owner.hands, owner.window).choose(owner.hands.see("reports.period", QComboBox), "Last month")
    owner.prepares_the_report()
    owner.hands.picture("report")
    owner.record_form().fill(performance="Two incidents, both solved in the call; the disks were changed without a pause.")
    owner.hands.picture("report2")
    owner.takes_step("approve")
    print("REPORT", owner.record.state, owner.hands.actions, owner.complaints())
    owner.hands.picture("report3")


def solves_in_the_call(owner: Owner, summary: str) -> None:
    hands = owner.hands
    hands.key(Key.Key_I, CTRL | SHIFT)
    hands.write("eva")
    hands.picture("call")
    hands.key(Key.Key_Return)
    hands.write(summary)
    hands.key(Key.Key_Tab)
    hands.write("help")
    hands.key(Key.Key_Return)
    hands.write("l")
    hands.write("Two teachers wait for an answer and cannot go on")
    hands.key(Key.Key_Tab)
    hands.write("Took the telephone off the hold and called both back")
    hands.picture("solved")
    hands.key(Key.Key_Return, CTRL)
    owner.bring_up(owner.window)
    newest = owner.workspace.find(ServiceIncident, order_by=[col(ServiceIncident.created_at).desc()])[0]
    assert newest.state == "restored", owner.complaints()


def all_is_set_up(owner: Owner) -> None:
    """By what was answered and read: every task of the set-up is done, and nothing is proposed any more that is approved."""
    set_up = [each for each in task_states(owner.workspace) if each.task.cadence == "setup"]
    left = {each.task.id: str(each.detail) for each in set_up if each.state != "done"}
    assert set_up and not left, left
    assert owner.blank == []
