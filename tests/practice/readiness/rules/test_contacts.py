"""Who can be reached: by a name and one way that can be true."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.models import Contact, Customer
from sdesk.practice.readiness.rules.contacts import cannot_be_reached

DORA = Contact(name="Dora Lind", email="dora@pier.example")
WHOLE = {"organization": "Pier Dental", "address": "1 Quay Street", "telephone": "+351 21 000 0001"}


@pytest.mark.parametrize(
    "contact",
    [
        DORA,
        Contact(name="Dora Lind", telephone="210 001"),
        Contact(name="李", telephone="+351 21 000 0001", email="x").model_copy(update={"name": "李娜"}),
    ],
)
def test_a_name_and_one_way_are_enough(contact: Contact) -> None:
    assert not cannot_be_reached(contact)


@pytest.mark.parametrize(
    "less",
    [{"name": ""}, {"name": "x"}, {"name": "--"}, {"email": "dora"}, {"email": "dora@pier"}, {"email": "@."},
     {"email": "a b@pier.example"}, {"email": "dora@pier.example@"}, {"email": "", "telephone": "12345"},
     {"email": "n/a", "telephone": "n/a"}],
)  # fmt: skip
def test_what_cannot_be_true_is_no_way(less: dict[str, Any]) -> None:
    assert cannot_be_reached(DORA.model_copy(update=less))


def test_nobody_cannot_be_reached() -> None:
    assert cannot_be_reached(None)


@pytest.mark.parametrize("part", WHOLE)
def test_in_full_every_part_is_asked_for_and_those_of_the_customer_count(part: str) -> None:
    contact = DORA.model_copy(update={**WHOLE, part: ""})
    assert cannot_be_reached(contact, in_full=True)
    theirs = Customer(name="Pier Dental", address="1 Quay Street", telephone="+351 21 000 0001")
    assert not cannot_be_reached(contact, theirs, in_full=True)


def test_the_customer_s_telephone_reaches_their_people() -> None:
    bare = Contact(name="Dora Lind")
    assert cannot_be_reached(bare, Customer(name="Pier Dental"))
    assert not cannot_be_reached(bare, Customer(name="Pier Dental", telephone="+351 21 000 0001"))


words = st.text(max_size=12)


@given(words, words, words)
def test_more_said_is_never_worse(name: str, email: str, telephone: str) -> None:
    said = Contact(name=name, email=email, telephone=telephone)
    if not cannot_be_reached(said):
        assert not cannot_be_reached(
            said.model_copy(update={"address": "1 Quay Street", "organization": "Pier"})
        )
        digits, at = sum(char.isdigit() for char in telephone), email.count("@")
        assert len(name.strip()) > 1 and (digits >= 6 or (at == 1 and "." in email))
