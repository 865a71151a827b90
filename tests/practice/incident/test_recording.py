"""An incident is kept within the call: recorded if it is complete, a draft that says what it lacks if not."""

from typing import Any

from sdesk.models import Contact, Customer, CustomerAgreement, KnownError, ServiceIncident, Supplier
from sdesk.models.identity import uuid7
from sdesk.practice.incident.recording import (
    caller_of,
    callers,
    offered_services,
    only_service,
    record_quickly,
)
from sdesk.practice.lifecycle.records import history_of, new_version, reload
from tests.provider import CALLER, Provider


def told(provider: Provider, **more: Any) -> dict[str, Any]:
    return {
        "summary": "No e-mail at the front desk",
        "customer": provider.extra["customer"].id,
        "service": provider.extra["service"],
        "reporter": CALLER,
        **more,
    }


def test_what_a_call_tells_is_enough_to_record_it(provider: Provider) -> None:
    kept = record_quickly(provider.workspace, told(provider))
    assert kept.missing == ()
    assert kept.incident.state == "recorded"
    assert kept.incident.details == "No e-mail at the front desk"
    assert kept.incident.recorded_at is not None and kept.incident.started_at is not None


def test_without_the_service_it_is_a_draft_that_says_so(provider: Provider) -> None:
    kept = record_quickly(provider.workspace, told(provider, service=None))
    assert kept.incident.state == "draft"
    assert [problem.field for problem in kept.missing] == ["service"]
    assert provider.workspace.get(ServiceIncident, kept.incident.id) is not None


def test_a_contact_who_cannot_be_reached_is_said_to_be_one(provider: Provider) -> None:
    kept = record_quickly(provider.workspace, told(provider, reporter=Contact(name="Dora Lind")))
    assert kept.incident.state == "draft"
    assert "no way to reach them" in str(kept.missing[0].text)


def test_recording_a_draft_sets_no_clock(provider: Provider) -> None:
    kept = record_quickly(provider.workspace, told(provider, reporter=None))
    assert kept.incident.recorded_at is None


def test_history_has_the_step(provider: Provider) -> None:
    kept = record_quickly(provider.workspace, told(provider))
    assert "record" in [entry.action for entry in history_of(provider.workspace, kept.incident)]


def test_a_draft_that_knows_more_is_recorded_in_its_place(provider: Provider) -> None:
    kept = record_quickly(provider.workspace, told(provider, service=None))
    again = record_quickly(provider.workspace, told(provider), kept.incident)
    assert again.incident.id == kept.incident.id and again.incident.state == "recorded"


def test_callers_are_found_by_part_of_their_name_or_their_customer_s(provider: Provider) -> None:
    rows = ({"name": "Dora Lind", "part": "Front desk"}, {"name": "Piet Ano"})
    pier = provider.create(Customer, name="Pier Harbour", address="1 Quay", telephone="+1", email="p@x.example", contacts=rows)  # fmt: skip
    provider.create(Customer, name="Dock School")
    assert [caller.name for caller in callers(provider.workspace, "do")] == ["Dora Lind", "Dock School"]
    assert [caller.name for caller in callers(provider.workspace, "pier ha")] == [
        "Pier Harbour",
        "Dora Lind",
        "Piet Ano",
    ]
    dora = callers(provider.workspace, "front")[0]
    assert dora.customer.id == pier.id
    assert dora.contact and not dora.contact.missing
    assert caller_of(provider.workspace, dora.id) == dora


def test_callers_are_found_wherever_they_were_written_down(provider: Provider) -> None:
    """In an agreement, at a supplier, in an earlier call; by number and mail too, and each of them once."""
    pier = provider.create(Customer, name="Pier Harbour")
    eva = Contact(name="Eva Sol", email="eva@pier.example", telephone="00351 291 000 333")
    provider.create(CustomerAgreement, customer=pier.id, name="Support", their_owner=eva)
    provider.create(
        Supplier, name="Quay Net", contacts=({"name": "Ina Roth", "telephone": "+351 291 000 444"},)
    )
    for _twice in range(2):
        record_quickly(provider.workspace, told(provider, customer=pier.id, reporter=Contact(name="Uwe Kai", telephone="291000555")))  # fmt: skip
    found = {
        words: callers(provider.workspace, words)
        for words in ("+351291000333", "eva@pier", "0291 000 444", "555")
    }
    assert [[caller.name for caller in each] for each in found.values()] == [["Eva Sol"], ["Eva Sol"], ["Ina Roth"], ["Uwe Kai"]]  # fmt: skip
    customers = {words: each[0].customer for words, each in found.items()}
    assert [customer and customer.name for customer in customers.values()] == ["Pier Harbour", "Pier Harbour", None, "Pier Harbour"]  # fmt: skip
    assert caller_of(provider.workspace, found["555"][0].id) == found["555"][0]


def test_services_that_the_customer_s_agreements_cover_come_first(provider: Provider) -> None:
    rows = [
        provider.extra["catalogue"].services[0].model_copy(update={"id": uuid7(), "name": name})
        for name in ("Aerials", "Zip drives")
    ]
    newer = provider.save(new_version(provider.workspace, provider.extra["catalogue"]), services=tuple(rows))
    provider.take(newer, "approve")
    customer = provider.extra["customer"].id
    provider.approved(CustomerAgreement, customer=customer, services=(rows[1].id,))
    assert [each.name for each in offered_services(provider.workspace, customer)] == ["Zip drives", "Aerials"]
    assert [each.name for each in offered_services(provider.workspace, customer, "aer")] == ["Aerials"]
    only = only_service(provider.workspace, customer)
    assert only and only.name == "Zip drives"


def test_what_it_belongs_to_and_is_a_case_of_is_kept_with_it(provider: Provider) -> None:
    other = record_quickly(provider.workspace, told(provider)).incident
    error = provider.take(provider.complete(KnownError, "recorded"), "record")
    kept = record_quickly(
        provider.workspace, told(provider), belongs_to=[other.id], known_errors=[error.id]
    ).incident
    assert kept.related == (other.id,) and kept.known_errors == (error.id,)
    assert reload(provider.workspace, other).related == (kept.id,)
    assert kept.state == "recorded"
