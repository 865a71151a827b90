"""Undo takes back what was done on this laptop, and nothing of another's; history says where something was done."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from sdesk.models import Operation, ServiceIncident
from sdesk.practice.incident.handling import add_step
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.undo import undo
from sdesk.practice.team.laptops import exchange
from tests.provider import incident
from tests.storage.bundles.test_exchange import Office
from tests.storage.merging.team import Laptop
from tests.ui.cases import turn_to
from tests.ui.shell import CTRL, inside
from tests.ui.team.exchanging.team_windows import Seat, Windows


def test_the_key_takes_back_our_own_last_act_never_that_of_another(windows: Windows, firm: Office) -> None:
    site = firm.invited("site")
    office = windows.seat(firm.office)
    windows.seat(site)
    windows.up_to_date()
    ours = incident(firm.office, "recorded", summary="As it was")
    firm.office.save(ours, summary="Done here")
    incident(site, "recorded", summary="Done there by the same person")
    windows.until(lambda: office.has("Done there by the same person"))
    windows.up_to_date()
    assert inside(office.window, "action.undo", QPushButton).isVisible()  # still offered after what came
    office.press(Qt.Key.Key_Z, CTRL)
    assert office.has("As it was") and not office.has("Done here")
    assert office.has("Done there by the same person")
    office.press(Qt.Key.Key_Z, CTRL)
    office.press(Qt.Key.Key_Z, CTRL)
    assert office.has("Done there by the same person")


def test_where_another_worked_on_the_same_record_what_is_ours_is_still_taken_back(
    windows: Windows, firm: Office
) -> None:
    """Both write in its story, and so both answer it: our line goes, theirs stays, and it was answered by theirs."""
    site = firm.invited("site")
    office = windows.seat(firm.office)
    windows.seat(site)
    made = firm.office.take(incident(firm.office, "classified", summary="Both work on it"), "record")
    there = incident_of(windows, site, made)
    lines = len(made.steps_taken)
    ours = add_step(firm.office.workspace, made, "Ours.")
    assert inside(office.window, "action.undo", QPushButton).isVisible()
    theirs = add_step(site.workspace, there, "Theirs.")
    assert ours.answered_at and theirs.answered_at and ours.answered_at != theirs.answered_at
    windows.until(lambda: len(now(office, made).steps_taken) == 2 + lines)
    windows.up_to_date()
    assert inside(office.window, "action.undo", QPushButton).isVisible()
    office.press(Qt.Key.Key_Z, CTRL)
    assert [each.text for each in now(office, made).steps_taken][-1:] == ["Theirs."]
    assert "Ours." not in [each.text for each in now(office, made).steps_taken]
    assert now(office, made).answered_at == theirs.answered_at


def test_where_another_wrote_the_same_field_it_is_said_why_it_is_no_more_undone(
    windows: Windows, firm: Office
) -> None:
    site = firm.invited("site")
    office = windows.seat(firm.office)
    windows.seat(site)
    made = incident(firm.office, "recorded", summary="As it was")
    there = incident_of(windows, site, made)
    site.save(there, notes="so that the next is later")
    firm.office.save(made, summary="Done here")
    site.save(now(windows.seats[1], made), summary="Done there")
    windows.until(lambda: not inside(office.window, "action.undo", QPushButton).isVisible())
    assert f"{made.number}: In one line was changed since." in office.window._status.said()


def now(seat: Seat, record: ServiceIncident) -> ServiceIncident:
    found = seat.workspace.get(ServiceIncident, record.id)
    assert found is not None
    return found


def incident_of(windows: Windows, laptop: Laptop, record: ServiceIncident) -> ServiceIncident:
    """As it is there, once it has come."""
    windows.until(lambda: laptop.workspace.get(ServiceIncident, record.id) is not None)
    windows.up_to_date()
    return now(windows.seats[1], record)


def test_who_wrote_nothing_here_yet_has_nothing_to_undo(windows: Windows, firm: Office) -> None:
    site = firm.invited("site")
    other = windows.seat(site)
    windows.seat(firm.office)
    windows.up_to_date()
    incident(firm.office, "recorded", summary="By Ana at the office")
    windows.until(lambda: other.has("By Ana at the office"))
    other.press(Qt.Key.Key_Z, CTRL)
    assert other.has("By Ana at the office")
    assert "nothing of yours to undo" in other.window._status.said()


def test_what_another_laptop_did_is_refused_in_words(firm: Office) -> None:
    site = firm.invited("site")
    made = incident(site, "recorded", summary="There")
    exchange(site.workspace, firm.folder)
    exchange(firm.office.workspace, firm.folder)
    theirs = site.workspace.signer()
    assert theirs
    done = [each for each in firm.office.workspace.find(Operation) if each.replica == theirs[0]]
    last = max(done, key=lambda each: each.number)
    with pytest.raises(Refused, match="done on another laptop"):
        undo(firm.office.workspace, last.id)
    undo(site.workspace, last.id)
    assert firm.office.workspace.get(ServiceIncident, made.id) is not None


def test_history_says_on_which_laptop_and_offers_no_undo_of_another(windows: Windows, firm: Office) -> None:
    made = firm.office.take(incident(firm.office, "recorded", summary="As it was"), "record")
    site = firm.invited("site")
    office = windows.seat(firm.office)
    windows.seat(site)
    windows.up_to_date()
    site.works(site.ben)
    site.save(site.workspace.find(ServiceIncident)[0], notes="Written on the site")
    windows.until(lambda: bool((now := firm.office.workspace.get(ServiceIncident, made.id)) and now.notes))
    office.come_to_front()
    office.window.show_record(made.id)
    form = office.window.shown_form()
    assert form is not None
    turn_to(form, "History")
    history = inside(form, "record.history")
    heads = [each.text() for each in history.findChildren(QLabel) if " · " in each.text()]
    assert heads[0].endswith("Ben Okafor · on site")
    assert all(" · on " in each for each in heads)
    theirs = firm.office.workspace.find(Operation, Operation.person_name == "Ben Okafor")
    offered = {each.property("operation") for each in history.findChildren(QPushButton, "history.undo")}
    assert offered and theirs[-1].id.hex not in offered
