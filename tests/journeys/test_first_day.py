"""Three owners from an empty laptop to a set-up that is done, by the window alone; each action counted, each section read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QTabBar
from pytestqt.qtbot import QtBot
from sqlmodel import col

from sdesk.models import ServiceChangeRequest, ServiceIncident
from sdesk.practice.lifecycle.proposed.sections import Standing
from sdesk.practice.readiness.tasks import task_states
from sdesk.practice.safekeeping import verify
from sdesk.ui.reading.listed import Listed
from sdesk.ui.reading.presses import Presses
from sdesk.ui.records.form.record_form import RecordForm
from tests.journeys.first_day import Firm, Owner
from tests.journeys.forms import Form
from tests.journeys.hands import Key
from tests.journeys.new_user_reports import a_month_begins
from tests.journeys.story import open_program
from tests.journeys.test_small_change import asks, decides, does, looks_back, signs
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


IRIS = Firm(
    name="Iris Web",
    owner="Iris Falk",
    services=("Websites", "Domain names", "Advice and training"),
    workers=(),
    customers=(("Bäckerei Sol", "Rui Sol", "rui@sol.example", "3 Mill Lane"),),
    tools=("Web hosting",),
    copies="on a disk at her sister's house",
    telephone="+351 200 555 100",
    promise="easy",
    goals=("Satisfied customers",),
    trained=(0,),
    facts={
        "consulted": ("Rui Sol, baker", *AGREES),
        "their_approvals": ("Rui Sol", "Owner", "today", "e"),
        "reading.location.edit": ("At the host, in Falkenstein",),
        "ConfigurationItem.location.edit": ("At the host, in Falkenstein",),
        "ConfigurationItem.release.edit": ("8.3",),
    },
)
"""One person alone who makes websites."""

HILL = replace(
    QUAY,
    customers=(
        ("Hill School", "Eva Sol", "eva@hill.example", "2 Hill Road", ""),
        ("Shoe Shop", "Ida Mar", "+351 210 444 111", "1 Quay Street", ""),
        ("Book Shop", "Jo Lim", "jo@books.example", "Port"),
    ),
    data=("Data about pupils and children", "Copies of customers' data"),
)
"""Three people with a school and two shops."""

NORD = Firm(
    name="Nord Drift",
    owner="Liv Berg",
    services=("Hosting in a data centre", "Servers", "Backup and recovery", "Monitoring"),
    workers=(
        ("Per Aas", "", "d"), ("Kari Moe", "", "r"), ("Bo Ek", "", ""), ("Cy Dahl", "", ""), ("Di Falk", "", ""),
        ("Ed Gran", "", ""), ("Fe Holm", "", ""), ("Gro Iver", "", ""), ("Hal Jo", "", ""), ("Ib Kvam", "", ""), ("Jan Lie",),
    ),
    on_call=True,
    customers=(
        ("Fjord Freight", "Liv Ås", "liv@freight.example", "Oslo", ""),
        ("North Clinic", "Ola Ruud", "ola@clinic.example", "Bodø"),
    ),
    suppliers=(("Grid Power", "", "22 00 00 00"), ("Two Lines", "", "noc@lines.example")),
    tools=("Data centre", "Backup", "Monitoring", "Firewall", "Password store"),
    copies="in the second room in Bergen",
    telephone="22 11 00 00",
    promise="quick",
    data=("Data about health", "Files of customers"),
    goals=("Vital services are there", "Changes that break nothing"),
    trained=tuple(range(30)),
    facts={
        "consulted": ("Liv Ås, who runs their office", *AGREES),
        "their_approvals": ("Liv Ås", "Manager", "today", "e"),
        "SupplierAgreement.their_approvals.edit": ("Rolf Vik", "Sales", "-90", "s"),
        "reading.location.edit": ("First room, Oslo",),
        "ConfigurationItem.location.edit": ("First room, Oslo",),
        "ConfigurationItem.release.edit": ("14.2",),
    },
)  # fmt: skip
"""Twelve people with a data centre, and somebody on call."""


@pytest.mark.torture
@pytest.mark.parametrize("firm", [IRIS, HILL, NORD], ids=["alone", "three", "twelve"])
def test_each_owner_ends_with_every_task_of_the_set_up_done(owner: Owner, firm: Firm) -> None:
    owner.firm = firm
    owner.makes_the_workspace()
    owner.answers()
    owner.sets_up()
    print(f"\n{firm.name}: {owner.hands.actions} actions, {len(owner.read)} sections read")
    all_is_set_up(owner)
    assert verify(owner.workspace) == []


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
    """To the set-up, two incidents, a change and a report of the month that its customer can be given."""
    hands = owner.hands
    owner.makes_the_workspace()
    said("start to workspace", hands.actions, 15)
    owner.answers()
    owner.sets_up()
    said(f"set-up tasks done, {len(owner.read)} sections read", hands.actions, 190)
    all_is_set_up(owner)
    hands.key(Key.Key_Return, CTRL)
    owner.bring_up(owner.window)
    for summary in ("The help desk does not answer", "Mails to the help desk come back"):
        solves_in_the_call(owner, summary)
    makes_a_small_change(owner)
    a_month_begins(owner)
    owner.goes_to_tab("Reports")
    owner.chooses_report("performance")
    Form(hands, owner.window).choose(hands.see("reports.period", QComboBox), "Last month")
    owner.prepares_the_report()
    owner.record_form().fill(
        performance="Two incidents, both solved in the call; the disks were changed without a pause.",
        conclusions="The service held what was promised. Agreed with Eva Sol.",
        proposed_actions=[{"description": "A second telephone line", "owner": "Ana", "due": "+30"}],
    )
    hands.picture("report")
    owner.takes_step("approve")
    assert owner.record.state == "approved", owner.complaints()
    said("first approved performance report, in all", hands.actions, 300)
    agrees_with_another(owner)


def makes_a_small_change(owner: Owner) -> None:
    hands = owner.hands
    owner.goes_to_tab("Service control")
    owner.goes_to_list("WP.11")
    asks(hands, "Eva", "Help")
    decides(hands)
    does(hands)
    hands.write("Both disks were swapped before nine, and the mirror was whole at midnight.")
    signs(hands)
    clock = owner.workspace.clock
    owner.workspace.clock = lambda: clock() + timedelta(days=3)
    looks_back(hands)
    [change] = owner.workspace.find(ServiceChangeRequest)
    assert change.state == "closed", owner.complaints()


def agrees_with_another(owner: Owner) -> None:
    """A customer who is known already: from their page to an agreement that both have signed."""
    hands = owner.hands
    owner.goes_to_tab("Relationships")
    owner.goes_to_list("Customer")
    owner.writes_new(
        name="Shoe Shop", address="1 Quay Street",
        contacts=[{"name": "Ida Mar", "email": "ida@shoes.example"}],
    )  # fmt: skip
    hands.key(Key.Key_S, CTRL)
    hands.picture("customer")
    before = hands.actions
    tabs = hands.see("record.tabs", QTabBar)
    at = next(at for at in range(tabs.count()) if tabs.tabText(at) == "How things stand")
    hands.click(tabs, tabs.tabRect(at).center())
    hands.settle()
    hands.press("draft.agreement")
    hands.key(Key.Key_F6)
    hands.picture("draft")
    while section_in(owner).standing is Standing.UNREAD:
        hands.key(Key.Key_Space)
    hands.key(Key.Key_Down)
    assert section_in(owner).place == "their_approvals", section_in(owner).place
    hands.key(Key.Key_F2)
    hands.write("Ida Mar")
    hands.goes_on("Owner", "today", "e")
    hands.key(Key.Key_Return, CTRL)
    hands.key(Key.Key_Return, CTRL)
    hands.picture("agreed")
    hands.key(Key.Key_Return)
    assert owner.record.state == "approved", owner.complaints()
    said("a customer agreement, from the page of the customer", hands.actions - before, 20)


def section_in(owner: Owner) -> Listed:
    """Where one is on the reading page of the form."""
    form = owner.record_form().around
    assert isinstance(form, RecordForm) and form.reading is not None
    section = form.reading.current()
    assert section is not None
    return section


def said(what: str, actions: int, at_most: int) -> None:
    print(f"\n{what}: {actions} actions (at most {at_most})")
    assert actions <= at_most


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
