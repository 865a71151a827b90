"""The contacts that are offered where one is asked for."""

from pathlib import Path

import pytest

from sdesk.models import Contact, Customer, CustomerAgreement, Supplier
from sdesk.practice.lifecycle.contacts import contacts, fits, is_same_number
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


@pytest.mark.parametrize(
    "typed", ["+351 291 000 111", "00351291000111", "0291 000 111", "291-000-111", "000 111", "dora 0111"]
)
def test_a_number_is_known_however_it_is_written(typed: str) -> None:
    assert fits(Contact(name="Dora Lind", telephone="+351 291 000 111"), typed)
    assert not fits(Contact(name="Dora Lind", telephone="+351 291 000 222"), typed)


def test_a_number_kept_without_its_country_is_found_with_it() -> None:
    assert is_same_number("+351 291 000 111", "0291 000111")
    assert not is_same_number("+351 291 000 111", "111"), "an extension is no number"
    assert not is_same_number("123", "")
