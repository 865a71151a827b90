"""What a supplier did with an incident: noted by a person, and asked for while somebody remembers."""

from datetime import timedelta

import pytest

from sdesk.models import ServiceIncident, Supplier
from sdesk.practice.incident.escalation import escalate, note_supplier
from sdesk.practice.incident.merging import merge
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.steps import warnings
from sdesk.practice.safekeeping import verify
from tests.provider import Provider, incident


@pytest.fixture
def supplier(provider: Provider) -> Supplier:
    return provider.create(Supplier, name="Northnet")


def asked(provider: Provider, supplier: Supplier, state: str = "investigated") -> ServiceIncident:
    """Escalated to them, then taken to the state."""
    made = provider.take(incident(provider, "closed", impact="low"), "record")
    made = provider.take(made, "classify")
    made = escalate(provider.workspace, made, supplier.id, "Only they can")
    provider.clock.pass_time(hours=3)
    for step in ("investigate", "restore", "close")[
        : ("investigated", "restored", "closed").index(state) + 1
    ]:
        made = provider.take(reload(provider.workspace, made), step)
    return made


@pytest.mark.parametrize("state", ["investigated", "restored", "closed"])
def test_what_they_did_can_be_noted_whatever_came_of_it_since(
    provider: Provider, supplier: Supplier, state: str
) -> None:
    made = asked(provider, supplier, state)
    at = made.escalations[-1].at
    assert at
    answered, solved = at + timedelta(minutes=10), at + timedelta(hours=1)
    made = note_supplier(provider.workspace, made, answered, solved)
    row = reload(provider.workspace, made).escalations[-1]
    assert (row.answered_at, row.solved_at) == (answered, solved)
    assert (row.at, row.reason) == (at, "Only they can")
    assert not verify(provider.workspace)
    made = note_supplier(provider.workspace, made, None, solved)
    assert reload(provider.workspace, made).escalations[-1].answered_at is None


def test_times_that_cannot_be_are_refused(provider: Provider, supplier: Supplier) -> None:
    made = asked(provider, supplier)
    at = made.escalations[-1].at
    assert at
    minutes = [at + timedelta(minutes=each) for each in (-2, 0, 10, 20, 600)]
    for answered, solved in ((0, None), (None, 0), (3, 2), (None, 4), (4, None)):
        with pytest.raises(Refused, match="in order"):
            note_supplier(
                provider.workspace,
                made,
                None if answered is None else minutes[answered],
                None if solved is None else minutes[solved],
            )
    note_supplier(provider.workspace, made, at.replace(second=0), minutes[1])


def test_what_went_to_no_supplier_has_nothing_to_note(provider: Provider) -> None:
    made = provider.take(incident(provider, "recorded"), "record")
    made = escalate(provider.workspace, made, provider.cleo.id, "Knows the switch")
    with pytest.raises(Refused, match="not escalated to a supplier"):
        note_supplier(provider.workspace, made, None, None)


def test_the_program_asks_what_they_did_and_who_caused_it(provider: Provider, supplier: Supplier) -> None:
    provider.save(provider.extra["item"], supplier=supplier.id)
    made = asked(provider, supplier)
    step = next(each for each in ServiceIncident.steps if each.name == "restore")
    told = [str(each) for each in warnings(provider.workspace, made, step)]
    assert any("Nobody noted when Northnet answered" in each for each in told)
    assert any("counts in the report on Northnet" in each for each in told)
    at = provider.workspace.clock()
    made = note_supplier(provider.workspace, made, at, at)
    made = provider.save(made, caused_by=supplier.id)
    told = [str(each) for each in warnings(provider.workspace, made, step)]
    assert not any("Northnet" in each for each in told)


def test_who_caused_it_can_be_said_after_it_is_closed(provider: Provider, supplier: Supplier) -> None:
    made = asked(provider, supplier, "closed")
    assert provider.save(made, caused_by=supplier.id).caused_by == supplier.id
    assert not verify(provider.workspace)


def test_what_went_to_a_supplier_is_not_lost_with_a_duplicate(provider: Provider, supplier: Supplier) -> None:
    gone = asked(provider, supplier)
    at = provider.workspace.clock()
    gone = provider.save(note_supplier(provider.workspace, gone, at, None), caused_by=supplier.id)
    kept = provider.take(incident(provider, "recorded"), "record")
    kept = merge(provider.workspace, gone, kept, "The same line")
    kept = reload(provider.workspace, kept)
    assert [each.id for each in kept.escalations] == [each.id for each in gone.escalations]
    assert kept.escalations[0].answered_at == at
    assert (kept.escalated_to, kept.caused_by) == (supplier.id, supplier.id)


def test_what_was_said_of_the_one_that_goes_on_stays(provider: Provider, supplier: Supplier) -> None:
    other = provider.create(Supplier, name="Southnet")
    gone, kept = asked(provider, supplier), asked(provider, other)
    gone = provider.save(gone, caused_by=supplier.id)
    kept = provider.save(kept, caused_by=other.id)
    kept = reload(provider.workspace, merge(provider.workspace, gone, kept, "The same line"))
    assert [each.to for each in kept.escalations] == [supplier.id, other.id]
    assert (kept.escalated_to, kept.caused_by) == (other.id, other.id)
