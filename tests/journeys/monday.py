"""Monday: look at what there is to do, take calls, and see a major incident through to its end."""

from email import message_from_bytes
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTableView

from sdesk.models import ServiceChangeRequest, ServiceIncident
from sdesk.models.governance import Priority
from sdesk.practice.guidance.to_do import Group
from sdesk.practice.guidance.today import to_do
from sdesk.practice.incident.clocks import clocks_of
from sdesk.practice.incident.priority import priority_of_matrix
from sdesk.ui.incident.quick_window import QuickIncidentWindow
from sdesk.ui.process.panel_rows import PanelRow
from sdesk.ui.today.to_do_list import ThingList
from sdesk.ui.today.to_do_words import heading_of
from tests.delivery import model_of
from tests.journeys.forms import Form
from tests.journeys.hands import Key
from tests.journeys.week import Week
from tests.ui.shell import CTRL, SHIFT


def monday(ana: Week) -> None:
    ana.works_as("Ana Reyes")
    looks_at_today(ana)
    the_same_is_reported_again(ana)
    a_known_error_comes_back(ana)
    major = a_major_incident(ana)
    sees_it_through(ana, major)
    asks_for_a_change(ana, major)


def looks_at_today(ana: Week) -> None:
    """The counts are those of the lines below them, and of what is to do; Ctrl+J opens one after the other."""
    things = ana.hands.see("today.list", ThingList)
    found = to_do(ana.workspace)
    assert [thing.key for thing in things.things()] == [thing.key for thing in found.things]
    said = things.texts()
    for group in Group:
        assert f"{heading_of(group)}: {len(found.of(group))}" in said
    ana.hands.picture("today")
    the_counts_are_those_of_the_lists(ana)
    opened = 0
    for thing in things.things()[:8]:
        ana.presses(Key.Key_J, CTRL)
        if thing.record is not None:
            assert ana.window.current_page().shown_record() == thing.record, thing
            opened += 1
        else:
            ana.closes_wizard()
    assert opened >= 4


def the_counts_are_those_of_the_lists(ana: Week) -> None:
    """Beside a work product stands how many are open; its list, as it opens, has so many lines."""
    for tab, product in (
        ("Incidents", "WP.18"),
        ("Service control", "WP.11"),
        ("Governance", "WP.06"),
    ):
        ana.goes_to_tab(tab)
        ana.goes_to_list(product)
        row = next(each for each in ana.window.findChildren(PanelRow, f"panel.{product}") if each.isVisible())
        table = ana.hands.see(f"{model_of(product).__name__}.list.table", QTableView, ana.window)
        assert row.tail() == str(table.model().rowCount() or ""), product
    ana.goes_to_tab("Today")


def quick(ana: Week) -> QuickIncidentWindow:
    ana.bring_up(ana.window)
    ana.presses(Key.Key_I, CTRL | SHIFT)
    ana.hands.wait(lambda: isinstance(ana.hands.front(), QuickIncidentWindow), "the small window is there")
    window: Any = ana.hands.front()
    ana.bring_up(window)
    return window


def who_and_what(ana: Week, window: QuickIncidentWindow, who: str, what: str) -> None:
    """Part of a name, Return; what they say, once it is known who they are."""
    ana.hands.write(who)
    ana.hands.wait(lambda: window.who.picker.suggestions().isOpen(), f"{who} is offered")
    ana.presses(Key.Key_Return)
    if not window.what.isAncestorOf(ana.hands.focus()) and ana.hands.focus() is not window.what:
        ana.presses(Key.Key_Tab)
    ana.hands.write(what)
    ana.hands.settle()


def the_same_is_reported_again(ana: Week) -> None:
    """Another caller about an incident that is open: offered while it is typed, and merged with one click."""
    before = ana.workspace.count(ServiceIncident)
    window = quick(ana)
    who_and_what(ana, window, "Beatriz", "Grey stripe on every scan of the copier")
    ana.hands.wait(lambda: window.found.cards(), "the open one is offered")
    ana.hands.picture("quick-similar")
    card = next(card for card in window.found.cards() if card.record.number == "INC-2026-0093")
    ana.hands.press("found.same", card)
    known = ana.numbered("INC-2026-0093")
    assert any("Beatriz Moura" in party.who for party in known.parties_to_tell)
    assert ana.workspace.count(ServiceIncident) == before
    assert not window.isVisible()


def a_known_error_comes_back(ana: Week) -> None:
    """The way round is offered before it is recorded; nothing but keys and one click."""
    window = quick(ana)
    who_and_what(ana, window, "Helena", "Cannot sign in after the weekend, locked after three tries")
    ana.hands.wait(lambda: window.found.cards(), "the known error is offered")
    card = next(card for card in window.found.cards() if card.record.number == "KE-0001")
    ana.hands.press("found.use", card)
    Form(ana.hands, window).fill(service="Workplace")
    ana.hands.picture("quick-known-error")
    ana.presses(Key.Key_Return, CTRL)
    made = newest(ana)
    assert made.state == "recorded"
    assert [ana.workspace.get(type(card.record), each).number for each in made.known_errors] == ["KE-0001"]


def a_major_incident(ana: Week) -> ServiceIncident:
    window = quick(ana)
    who_and_what(ana, window, "Nuno", "Nobody can open the shared files")
    Form(ana.hands, window).fill(details="Since nine; the whole office.", service="File storage")
    ana.presses(Key.Key_Return, CTRL | SHIFT)
    made = ana.record
    assert made.state == "recorded" and made.recorded_at is not None
    ana.clock.pass_time(minutes=5)
    form = ana.record_form()
    form.fill(outage=True, impact="High", impact_in_words="Nobody at the school can open a file.")
    form.fill(urgency="High", configuration_items="Network storage, school")
    ana.lets_go_of("assigned_to").fill(assigned_to="Bento")
    ana.takes_step("classify")
    made = ana.fresh(made)
    assert made.priority is priority_of_matrix(ana.workspace, made) is Priority.CRITICAL
    ana.hands.picture("classified")
    chooses_another_priority(ana, made)
    return made


def chooses_another_priority(ana: Week, incident: ServiceIncident) -> None:
    before = clocks_of(ana.workspace, incident).restoration
    form = ana.record_form().around
    ana.hands.choose_from_menu("action.more", "action.priority", form)
    ana.confirms(
        priority=f"{Priority.HIGH.label}", reason="Their own copies from Friday are good enough until noon."
    )
    incident = ana.fresh(incident)
    assert incident.priority is Priority.HIGH and "Friday" in incident.priority_reason
    assert clocks_of(ana.workspace, incident).restoration != before, "the clock follows the priority"


def sees_it_through(ana: Week, incident: ServiceIncident) -> None:
    ana.turns_to("Case")
    ana.hands.type_into(ana.hands.see("story.what", QPlainTextEdit), "Restarted the storage service")
    ana.hands.type_into(ana.hands.see("story.minutes.edit", QLineEdit), "15")
    ana.hands.press("story.add")
    step = ana.fresh(incident).steps_taken[-1]
    assert (step.text, step.minutes) == ("Restarted the storage service", 15)
    tells_the_customer(ana, incident)
    waits_for_a_part(ana, incident)
    ana.hands.choose_from_menu("action.more", "action.escalate", ana.record_form().around)
    ana.confirms(to="Marques", reason="She knows the disks", hand_over=True)
    assert ana.fresh(incident).escalations[-1].reason == "She knows the disks"
    ana.hands.picture("case")
    ana.turns_to("Record")
    ana.takes_step("investigate")
    ana.clock.pass_time(minutes=20)
    ana.takes_step("restore")
    closes_it(ana, incident)


def tells_the_customer(ana: Week, incident: ServiceIncident) -> None:
    ana.hands.choose_from_menu("action.more", "action.tell-customer", ana.record_form().around)
    ana.hands.picture("tell-customer")
    ana.confirms()
    letter = message_from_bytes(ana.drafts[-1])
    assert "Nuno Cardoso" in str(letter["To"]) and incident.number in str(letter["Subject"])
    assert "Nuno Cardoso" in ana.fresh(incident).parties_told[-1].who


def waits_for_a_part(ana: Week, incident: ServiceIncident) -> None:
    """On hold no time passes for the clocks."""
    ana.hands.choose_from_menu("action.more", "action.hold", ana.record_form().around)
    ana.confirms(reason="A disk is on its way")
    held = ana.fresh(incident)
    before = clocks_of(ana.workspace, held).restoration.used
    ana.clock.pass_time(minutes=45)
    assert clocks_of(ana.workspace, held).restoration.used == before
    ana.hands.choose_from_menu("action.more", "action.resume", ana.record_form().around)
    assert not ana.fresh(incident).on_hold


def closes_it(ana: Week, incident: ServiceIncident) -> None:
    """Significant: without cause, solution and review it is not closed, and the form says so."""
    ana.hands.press("action.close", ana.record_form().around)
    assert ana.hands.dialog() is None
    assert {each.field for each in ana.window.current_page().form.missing.problems()} >= {
        "root_cause",
        "solution",
        "review",
    }
    ana.hands.picture("close-refused")
    ana.record_form().fill(
        root_cause="One disk was failing and the other was slow to take over.",
        solution="Replace both disks, and watch their age.",
        review="Found by the customer first. The disks are watched from now on.",
    )
    ana.takes_step("close")
    assert ana.fresh(incident).state == "closed"
    ana.hands.picture("closed")


def asks_for_a_change(ana: Week, incident: ServiceIncident) -> None:
    ana.finds(incident.number)
    ana.hands.choose_from_menu("action.more", "action.request-change", ana.record_form().around)
    change = ana.record
    assert isinstance(change, ServiceChangeRequest) and change.state == "draft"
    assert change.purpose == "Replace both disks, and watch their age", change.purpose
    ana.record_form().fill(
        purpose="Replace both disks of the school's storage",
        kind="Normal",
        date_needed=f"{ana.day(3):%Y-%m-%d}",
    )
    ana.takes_step("submit")
    assert ana.fresh(change).state == "requested"
    assert ana.fresh(incident).changes == (change.id,)
    ana.hands.picture("change-requested")


def newest(ana: Week) -> Any:
    return max(ana.workspace.find(ServiceIncident), key=lambda each: each.number)
