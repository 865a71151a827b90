"""What the program computes is right after laptops came together: on all of them the same, and nobody has to settle it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from sdesk.models import COMPUTED_ANEW, Customer, CustomerAgreement, Operation, ServiceIncident
from sdesk.practice.incident.handling import add_step
from sdesk.practice.incident.priority import priority_of_matrix
from sdesk.practice.lifecycle.actions import what_was_done
from sdesk.practice.lifecycle.records import history_of
from sdesk.practice.lifecycle.undo import last_done, undo
from sdesk.practice.team.computing import compute_anew
from sdesk.practice.team.exchanging import Exchanging
from sdesk.practice.team.laptops import content_of, exchange
from sdesk.practice.team.news import news
from sdesk.practice.team.settling import to_settle
from sdesk.storage import col
from sdesk.storage.history import latest_operation
from sdesk.storage.verify.damages import verify
from tests.provider import incident, next_version
from tests.storage.bundles.test_exchange import Office
from tests.storage.merging.team import Laptop


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    for each in made.all:
        each.workspace.close()


def on(laptop: Laptop, made: ServiceIncident) -> ServiceIncident:
    found = laptop.workspace.get(ServiceIncident, made.id)
    assert found
    return found


def classified(laptop: Laptop, **values: Any) -> ServiceIncident:
    made = incident(laptop, "classified", **{"impact": "low", "urgency": "low", **values})
    return laptop.take(laptop.take(made, "record"), "classify")


def shared(firm: Office, **values: Any) -> ServiceIncident:
    made = classified(firm.office, **values)
    firm.everybody()
    return made


def the_same_and_quiet(firm: Office) -> None:
    """On all laptops, whole, and another round brings nothing."""
    firm.everybody()
    assert len({content_of(each.workspace) for each in firm.all}) == 1
    for each in firm.all:
        assert verify(each.workspace) == []
        again = exchange(each.workspace, firm.folder)
        assert (again.came, again.exchanged.went) == (0, 0)


def test_impact_here_and_urgency_there_give_the_priority_of_the_matrix(firm: Office) -> None:
    site = firm.invited("site")
    made = shared(firm)
    firm.office.save(on(firm.office, made), impact="high")
    site.save(on(site, made), urgency="high")
    wanted = classified(firm.office, impact="high", urgency="high")
    assert wanted.priority == "1 critical" and wanted.restore_minutes
    the_same_and_quiet(firm)
    for each in firm.all:
        found = on(each, made)
        assert (found.priority, found.respond_minutes, found.restore_minutes) == (
            wanted.priority, wanted.respond_minutes, wanted.restore_minutes,
        )  # fmt: skip
        assert to_settle(each.workspace) == []


def test_the_window_computes_too_and_gives_it_on(firm: Office) -> None:
    site = firm.invited("site")
    made = shared(firm)
    firm.office.save(on(firm.office, made), impact="high")
    site.save(on(site, made), urgency="high")
    exchange(site.workspace, firm.folder)
    window = Exchanging(firm.office.workspace, firm.folder)
    window.begin()
    arrived = window.look()
    while window.take_some(arrived):
        pass
    window.finish(arrived)
    assert on(firm.office, made).priority == "1 critical"
    came = exchange(site.workspace, firm.folder)
    assert on(site, made).priority == "1 critical"
    assert came.came == 2, "the office computed it: the site takes that over and writes nothing"
    the_same_and_quiet(firm)


def test_what_was_computed_is_computed_after_the_program_ended_in_between(firm: Office) -> None:
    site = firm.invited("site")
    made = shared(firm)
    firm.office.save(on(firm.office, made), impact="high")
    site.save(on(site, made), urgency="high")
    exchange(site.workspace, firm.folder)
    ended = Exchanging(firm.office.workspace, firm.folder)
    ended.begin()
    assert ended.take_some(ended.look())
    assert on(firm.office, made).priority != "1 critical"
    incident(site, "recorded")
    exchange(site.workspace, firm.folder)
    window = Exchanging(firm.office.workspace, firm.folder)
    window.begin()
    arrived = window.look()
    while window.take_some(arrived):
        pass
    assert on(firm.office, made).priority == "1 critical"


def test_it_is_nobodys_work(firm: Office) -> None:
    """Nobody undoes it, and Today tells nobody of it."""
    site = firm.invited("site")
    made = shared(firm)
    seen = latest_operation(site.workspace)
    firm.office.save(on(firm.office, made), impact="high")
    site.save(on(site, made), urgency="high")
    mine = latest_operation(firm.office.workspace)
    the_same_and_quiet(firm)
    for each in firm.all:
        (anew,) = each.workspace.find(Operation, col(Operation.action) == COMPUTED_ANEW)
        assert anew.person_id is None and anew.person_name == ""
        said = {str(what_was_done(entry)) for entry in history_of(each.workspace, made)}
        assert "Computed anew" in said
    done = last_done(firm.office.workspace, seen)
    assert done and done.id == mine
    assert [str(each.said) for each in news(site.workspace, seen)] == ["Ana Reyes, on desk-1. Changed: 1"]
    undo(firm.office.workspace, mine)
    the_same_and_quiet(firm)
    assert on(site, made).priority == priority_of_matrix(site.workspace, on(site, made))


def test_three_laptops(firm: Office) -> None:
    site, home = firm.invited("site"), firm.invited("home")
    made = shared(firm)
    firm.office.save(on(firm.office, made), impact="high")
    site.save(on(site, made), urgency="medium")
    home.save(on(home, made), priority_chosen="2 high", priority_reason="They open a shop today.")
    exchange(firm.office.workspace, firm.folder)
    exchange(site.workspace, firm.folder)
    assert on(site, made).priority == priority_of_matrix(site.workspace, on(site, made))
    the_same_and_quiet(firm)
    for each in firm.all:
        assert on(each, made).priority == "2 high"
        assert to_settle(each.workspace) == []


def test_customer_here_and_service_there_give_the_agreement_of_both(firm: Office) -> None:
    office, site = firm.office, firm.invited("site")
    other = office.create(Customer, name="Quay Surgery")
    catalogue = next_version(office, office.extra["catalogue"])
    first, second = (
        catalogue.services[0].model_copy(update={"id": uuid4(), "name": each}) for each in ("One", "Two")
    )
    office.save(catalogue, services=(*catalogue.services, first, second))
    office.take(catalogue, "approve")
    agreed = {
        each.id: office.approved(CustomerAgreement, customer=other.id, services=(each.id,))
        for each in (first, second)
    }
    made = shared(firm)
    office.save(on(office, made), customer=other.id)
    site.save(on(site, made), service=second.id)
    the_same_and_quiet(firm)
    for each in firm.all:
        found = on(each, made)
        assert (found.customer, found.service) == (other.id, second.id)
        assert found.agreement == agreed[second.id].id


def test_it_was_answered_when_the_first_of_both_was(firm: Office) -> None:
    office, site = firm.office, firm.invited("site")
    made = shared(firm, assigned_to=office.ana.id)
    now = office.clock.now
    add_step(site.workspace, on(site, made), "Called back", at=now)
    office.clock.pass_time(hours=1)
    add_step(office.workspace, on(office, made), "Looked at the log")
    the_same_and_quiet(firm)
    for each in firm.all:
        assert on(each, made).answered_at == now
        assert to_settle(each.workspace) == []


def test_what_is_ended_stays(firm: Office) -> None:
    office, site = firm.office, firm.invited("site")
    made = shared(firm)
    office.save(on(office, made), impact="high")
    site.save(on(site, made), urgency="high")
    with_both = office.take_from(site)
    assert with_both.operations
    office.take(on(office, made), "cancel", reason="No fault.")
    before = on(office, made).priority
    assert not compute_anew(office.workspace, {made.id})
    assert on(office, made).priority == before
