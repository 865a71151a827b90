"""Operations of other laptops come into real files: nothing is lost, and all are whole and the same."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sdesk.models import BusinessGoals, Customer, Operation, Record, ServiceIncident
from sdesk.models.governance import Goal
from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.lifecycle.records import reload
from sdesk.storage.merging.taking_in import take_in
from tests.provider import incident
from tests.storage.merging.team import Laptop, exchanged, team


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Sequence[Laptop]]:
    with team(tmp_path, "office", "site") as laptops:
        yield laptops


def test_what_each_recorded_is_on_both(two: Sequence[Laptop]) -> None:
    for each in two:
        each.take(incident(each, "recorded", summary=f"At {each.name}"), "record")
    exchanged(two)
    for each in two:
        found = {one.number: one.summary for one in each.workspace.find(ServiceIncident)}
        assert sorted(found.values()) == ["At office", "At site"]
    assert two[0].take_from(two[1]).operations == ()


def test_what_comes_twice_at_once_is_taken_in_once(two: Sequence[Laptop]) -> None:
    """As where a bundle lies in the folder, and a larger one that holds the same."""
    office, site = two
    incident(office, "recorded")
    came = office.written()
    taken = take_in(site.workspace, [*came, *office.written()])
    assert len({each.id for each in taken.operations}) == len(taken.operations) > 0
    exchanged(two)


def test_what_follows_knows_what_came(two: Sequence[Laptop]) -> None:
    office, site = two
    mine = incident(office, "recorded", summary="First")
    exchanged(two)
    site.save(reload(site.workspace, mine), summary="Second")
    office.take_from(site)
    office.save(reload(office.workspace, mine), summary="Third")
    exchanged(two)
    assert reload(site.workspace, mine).summary == "Third"
    with office.workspace.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM met").scalar() == 0


def test_different_fields_rows_and_files_come_together(two: Sequence[Laptop]) -> None:
    office, site = two
    goals = office.create(BusinessGoals, goals=(Goal(statement="one"),))
    exchanged(two)
    for each in two:
        live = reload(each.workspace, goals)
        each.save(live, goals=(*live.goals, Goal(statement=each.name)))
        attach(each.workspace, live, f"{each.name}.txt", each.name.encode())
    site.save(reload(site.workspace, goals), notes="Seen at the site")
    office.save(reload(office.workspace, goals), reference="G-1")
    exchanged(two)
    both = reload(office.workspace, goals)
    assert {each.statement for each in both.goals} == {"one", "office", "site"}
    assert (both.notes, both.reference) == ("Seen at the site", "G-1")


def test_of_two_values_one_stands_on_both(two: Sequence[Laptop]) -> None:
    office, site = two
    mine = incident(office, "recorded", summary="Before")
    exchanged(two)
    for each in two:
        each.save(reload(each.workspace, mine), summary=f"By {each.name}")
    exchanged(two)
    assert reload(office.workspace, mine).summary == reload(site.workspace, mine).summary
    with office.workspace.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT kind, field FROM met ORDER BY kind").all()
    assert [tuple(row) for row in rows] == [("field", "summary"), ("record", "")]


def test_what_waits_for_its_past_is_not_taken_in(two: Sequence[Laptop]) -> None:
    office, site = two
    mine = incident(site, "recorded")
    site.save(mine, summary="Later")
    came = [each for each in site.written() if each.number > 1 or each.operation["person_name"] == ""]
    before = office.workspace.count(Operation)
    own = [each for each in came if each.replica not in {o.replica for o in office.written()}]
    taken = take_in(office.workspace, own)
    assert (taken.operations, len(taken.waiting)) == ((), len(own))
    assert office.workspace.count(Operation) == before


def test_what_came_gives_up_what_rests_on_it_and_no_more(tmp_path: Path) -> None:
    """Unless something met: what becomes of that may be anywhere."""
    with team(tmp_path, "office", "site") as (office, site):
        ours = incident(office, "recorded", summary="one")
        site.take_from(office)
        asked: list[type] = []

        def known(kind: type[Record]) -> int:
            def count() -> int:
                asked.append(kind)
                return office.workspace.count(kind)

            return office.workspace.kept(("known", kind), count, of=(kind,), lasting=True)

        def ask() -> list[type]:
            asked.clear()
            for kind in (ServiceIncident, Customer):
                assert known(kind) == office.workspace.count(kind)
            return asked

        assert ask() == [ServiceIncident, Customer]
        incident(site, "recorded", summary="two")
        office.take_from(site)
        assert ask() == [ServiceIncident]
        site.create(Customer, name="Another")
        office.take_from(site)
        assert ask() == [Customer]
        office.save(ours, summary="of the office")
        site.save(reload(site.workspace, ours), summary="of the site")
        assert ask() == [ServiceIncident]
        office.take_from(site)
        assert ask() == [ServiceIncident, Customer]
