"""The contacts that are offered where one is asked for."""

from pathlib import Path

import pytest

from sdesk.models import Contact, Customer, CustomerAgreement, Supplier
from sdesk.practice.lifecycle.contacts import contacts
from tests.provider import Provider, new_provider


@pytest.fixture
def provider(tmp_path: Path):
    made = new_provider(tmp_path / "harbour.sdesk")
    made.create(Customer, name="Pier Dental", address="1 Quay Street", contacts=({"name": "Dora Lind"},))
    made.create(Supplier, name="Quay Net", telephone="12", contacts=({"name": "Dora Quint"},))
    yield made
    made.workspace.close()


def names(provider: Provider, words: str = "", party=None) -> list[str]:
    return [each.name for each in contacts(provider.workspace, words, party)]


def test_people_at_parties_and_our_own_are_offered(provider: Provider):
    assert names(provider) == ["Dora Lind", "Dora Quint", "Ana Reyes", "Ben Okafor", "Cleo Sand"]


def test_all_words_have_to_be_in_name_or_organization(provider: Provider):
    assert names(provider, "dora QUAY") == ["Dora Quint"]
    assert names(provider, "nobody") == []


def test_those_of_the_party_come_first(provider: Provider):
    [supplier] = provider.workspace.find(Supplier)
    assert names(provider, "dora", supplier.id) == ["Dora Quint", "Dora Lind"]


def test_address_and_telephone_are_the_partys_where_the_contact_has_none(provider: Provider):
    found = contacts(provider.workspace, "quint")[0]
    assert (found.organization, found.telephone) == ("Quay Net", "12")


def test_who_has_left_is_not_offered(provider: Provider):
    [customer] = provider.workspace.find(Customer)
    provider.take(customer, "end", "Closed down")
    assert "Dora Lind" not in names(provider)


def test_who_was_written_into_an_agreement_is_offered_once(provider: Provider):
    [customer] = provider.workspace.find(Customer)
    for owner in ("Nuno Pires", "Dora Lind"):
        their_owner = Contact(name=owner, organization="Pier Dental", email="hello@pier.example")
        for name in ("Support", "Backups"):
            provider.create(CustomerAgreement, customer=customer.id, name=name, their_owner=their_owner)
    assert names(provider, party=customer.id)[:2] == ["Dora Lind", "Nuno Pires"]
    assert names(provider, "nuno") == ["Nuno Pires"]
    assert contacts(provider.workspace, "nuno")[0].email == "hello@pier.example"
