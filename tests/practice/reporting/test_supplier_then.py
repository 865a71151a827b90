"""A supplier's report is about the supplier of its period: a new name or a contact who left changes nothing of it."""

import json
from datetime import date
from typing import Any

import pytest

from sdesk.models import ActionItem, Supplier
from sdesk.models.relationship.party import PartyContact
from tests.practice.reporting.test_suppliers import THEIRS, asked, escalated, figures, supplier_of
from tests.provider import Provider
from tests.reported_quarter import Quarter, at, reported_quarter

LEAVING = PartyContact(name="Lia Sand", telephone="1")


@pytest.fixture
def quarter(provider: Provider) -> Quarter:
    provider.clock.now = at(3, 2, 9)
    made = reported_quarter(provider)
    supplier = provider.workspace.get(Supplier, supplier_of(made))
    assert supplier is not None
    provider.save(supplier, contacts=(LEAVING,))
    to_them = asked(made, at(3, 3, 10)).model_copy(update={"to": LEAVING.id})
    escalated(made, at(3, 3, 10), at(3, 3, 12), escalations=(to_them,), resolver=THEIRS)
    nobody = THEIRS.model_copy(update={"organization": ""})
    escalated(made, at(3, 4, 10), at(3, 4, 12), resolver=nobody)
    provider.clock.now = at(3, 20, 9)
    owed = {"owner": provider.ana.id, "due": date(2026, 3, 31)}
    provider.create(ActionItem, description="Ask Coast Telecom for a second line", **owed)
    return made


def said(quarter: Quarter) -> str:
    found = {**figures(quarter), "computed_at": ""}
    found["agreement"] = {**found["agreement"], "party": ""}
    return json.dumps(found, sort_keys=True, default=str)


@pytest.mark.parametrize(
    "later",
    [
        {"contacts": ()},
        {"contacts": (PartyContact(name="Max Reef", telephone="2"),)},
        {"name": "Shore Networks"},
        {"name": "Shore Networks", "contacts": (PartyContact(name="Somebody Else", telephone="2"),)},
    ],
    ids=("left", "followed", "renamed", "sold"),
)
def test_who_they_are_later_changes_nothing(quarter: Quarter, later: dict[str, Any]) -> None:
    before = said(quarter)
    assert figures(quarter)["escalations"]["solved"] == 2
    assert len(figures(quarter)["actions"]["about"]) == 1
    quarter.provider.clock.now = at(4, 20, 9)
    supplier = quarter.provider.workspace.get(Supplier, supplier_of(quarter))
    assert supplier is not None
    quarter.provider.save(supplier, **later)
    assert said(quarter) == before


def test_a_contact_who_is_written_down_late_was_asked_all_the_same(quarter: Quarter) -> None:
    late = PartyContact(name="Max Reef", telephone="2")
    row = asked(quarter, at(3, 5, 10)).model_copy(update={"to": late.id})
    escalated(quarter, at(3, 5, 10), at(3, 5, 12), escalations=(row,))
    assert figures(quarter)["escalations"]["escalated"] == 2
    quarter.provider.clock.now = at(4, 20, 9)
    supplier = quarter.provider.workspace.get(Supplier, supplier_of(quarter))
    assert supplier is not None
    quarter.provider.save(supplier, contacts=(*supplier.contacts, late))
    assert figures(quarter)["escalations"]["escalated"] == 3
