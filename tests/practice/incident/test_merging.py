"""Incidents that belong together: what is taken over, who is still told, and what history says."""

import pytest

from sdesk.models import Contact, Customer, ServiceIncident
from sdesk.models.identity import uuid7
from sdesk.models.incident import Unknown
from sdesk.practice.incident.handling import add_step
from sdesk.practice.incident.merging import link_incidents, merge, report_again
from sdesk.practice.incident.unknown import is_unknown, mark_unknown
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import create, history_of, reload, save
from tests.provider import CALLER, Provider, incident

OTHER = Contact(
    name="Rui Mota",
    organization="Pier Dental",
    address="1 Quay Street",
    telephone="+351 2",
    email="rui@pier.example",
)


def recorded(provider: Provider, **values: object) -> ServiceIncident:
    return provider.take(incident(provider, "recorded", **values), "record")


def test_linked_incidents_name_each_other(provider: Provider) -> None:
    one, other = recorded(provider), recorded(provider)
    link_incidents(provider.workspace, one, other)
    link_incidents(provider.workspace, one, other)
    assert reload(provider.workspace, one).related == (other.id,)
    assert reload(provider.workspace, other).related == (one.id,)


def test_an_incident_is_not_linked_with_itself(provider: Provider) -> None:
    one = recorded(provider)
    with pytest.raises(Refused):
        link_incidents(provider.workspace, one, one)


def test_a_merged_duplicate_is_cancelled_and_what_it_knows_goes_on(provider: Provider) -> None:
    kept = recorded(provider, summary="E-mail is down", reporter=CALLER)
    gone = recorded(
        provider, summary="Outlook is dead", reporter=OTHER, configuration_items=(provider.extra["item"].id,)
    )
    gone = add_step(provider.workspace, gone, "Restarted Outlook", 5)
    gone = save(provider.workspace, gone, {"notes": "Wants to be called"})
    kept = merge(provider.workspace, gone, kept, "Same server")
    gone = reload(provider.workspace, gone)
    assert gone.state == "cancelled" and gone.duplicate_of == kept.id
    assert [party.who for party in kept.parties_to_tell] == ["Rui Mota, Pier Dental"]
    assert kept.parties_to_tell[0].email == "rui@pier.example"
    assert kept.parties_to_tell[0].reported_in == gone.id
    assert kept.configuration_items == (provider.extra["item"].id,)
    assert "Wants to be called" in kept.notes
    assert "Restarted Outlook" in kept.steps_taken[-1].text
    assert gone.id in kept.related and kept.id in gone.related


def test_both_histories_tell_of_the_merge_and_why(provider: Provider) -> None:
    kept, gone = recorded(provider), recorded(provider)
    merge(provider.workspace, gone, kept, "Same server")
    for each in (kept, gone):
        told = [entry.reason for entry in history_of(provider.workspace, each)]
        assert any(kept.number in reason and "Same server" in reason for reason in told)


def test_the_earlier_start_and_the_outage_count(provider: Provider) -> None:
    gone = recorded(provider, outage=True)
    provider.clock.pass_time(hours=1)
    kept = recorded(provider)
    assert gone.started_at and kept.started_at and gone.started_at < kept.started_at
    merged = merge(provider.workspace, gone, kept, "Same server")
    assert merged.started_at == gone.started_at and merged.outage


@pytest.mark.parametrize("other", ["customer", "service"])
def test_an_outage_of_others_is_not_merged_away(provider: Provider, other: str) -> None:
    """Their report would say that nothing was out."""
    kept, gone = recorded(provider, outage=True), recorded(provider, outage=True)
    elsewhere = {"customer": provider.create(Customer, name="Pier Dental").id, "service": uuid7()}[other]
    with provider.workspace.transaction("another") as session:
        setattr(session.get_one(ServiceIncident, gone.id), other, elsewhere)
    gone = reload(provider.workspace, gone)
    with pytest.raises(Refused, match="is an outage for another customer or of another service"):
        merge(provider.workspace, gone, kept, "Same cable")
    assert reload(provider.workspace, gone).state == "recorded"


@pytest.mark.parametrize("outage", [False, True])
def test_that_nobody_knows_of_an_outage_goes_on_unless_there_was_one(
    provider: Provider, outage: bool
) -> None:
    """It lasts since the duplicate began: of that time nobody can say that the service was there."""
    gone = recorded(provider)
    with provider.workspace.transaction("import") as session:
        mark_unknown(session.get_one(ServiceIncident, gone.id), set(Unknown))
    kept = merge(provider.workspace, gone, recorded(provider, outage=outage), "Same server")
    assert is_unknown(kept, Unknown.OUTAGE) is not outage
    assert not is_unknown(kept, Unknown.RESPONSE)


def test_a_draft_that_turns_out_a_duplicate_is_deleted(provider: Provider) -> None:
    kept = recorded(provider)
    draft = create(provider.workspace, ServiceIncident, {"summary": "E-mail?", "reporter": OTHER})
    merge(provider.workspace, draft, kept, "Same call")
    assert reload(provider.workspace, draft).deleted_at is not None


@pytest.mark.parametrize("reason", ["", "  "])
def test_merging_needs_a_reason(provider: Provider, reason: str) -> None:
    kept, gone = recorded(provider), recorded(provider)
    with pytest.raises(Refused):
        merge(provider.workspace, gone, kept, reason)
    assert reload(provider.workspace, gone).state == "recorded"


def test_nothing_is_merged_into_what_is_over(provider: Provider) -> None:
    kept, gone = recorded(provider), recorded(provider)
    provider.take(kept, "cancel", "Told twice")
    with pytest.raises(Refused):
        merge(provider.workspace, gone, kept, "Same server")
    assert reload(provider.workspace, gone).state == "recorded"


def test_somebody_who_reports_it_again_waits_to_hear_too_but_once(provider: Provider) -> None:
    kept = recorded(provider, reporter=CALLER)
    for _ in range(2):
        kept = report_again(provider.workspace, kept, OTHER, "Still nothing")
    kept = report_again(provider.workspace, kept, CALLER)
    assert [party.who for party in kept.parties_to_tell] == ["Rui Mota, Pier Dental"]
    assert len(kept.steps_taken) == 3
