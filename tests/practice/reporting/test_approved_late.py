"""A first version that begins before it was approved: it governs what is not over yet, and what was before the workspace."""

import json
from datetime import date
from typing import Any

import pytest

from sdesk.models import (
    BusinessGoals,
    Customer,
    CustomerAgreement,
    CustomerExperienceApproach,
    Supplier,
    SupplierAgreement,
)  # fmt: skip
from sdesk.practice.lifecycle.versions import in_effect
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.reports import improvement_figures, performance_figures
from tests.provider import Provider
from tests.reported_quarter import MARCH, Quarter, at, fill_march, reported_quarter

FEBRUARY = Period.month(2026, 2, "Europe/Lisbon")
APRIL = Period.month(2026, 4, "Europe/Lisbon")
PAST = {"start": date(2026, 1, 1), "review_date": date(2026, 12, 1), "end": date(2026, 12, 31)}
ISSUED = {"date_of_issue": date(2026, 2, 1), "next_review_date": date(2027, 1, 1)}
TARGET = {"measure": "incidents", "target": 0.0}


@pytest.fixture
def quarter(provider: Provider) -> Quarter:
    made = reported_quarter(provider)
    fill_march(made)
    provider.clock.now = at(4, 10, 9)
    return made


def agreed_late(quarter: Quarter, **values: Any) -> CustomerAgreement:
    """With whoever had no agreement, and had incidents."""
    [other] = quarter.provider.workspace.find(Customer, Customer.name == "Harbour School")
    given = {**PAST, "customer": other.id, "name": "Late", "service_targets": (TARGET,), **values}
    return quarter.provider.approved(CustomerAgreement, **given)


def told(quarter: Quarter, period: Period) -> str:
    return json.dumps({**improvement_figures(quarter.provider.workspace, period), "computed_at": ""})


def of_late(quarter: Quarter, agreement: CustomerAgreement, period: Period) -> Any:
    figures = performance_figures(quarter.provider.workspace, agreement, period)
    [row] = [each for each in figures["targets"] if each["measure"] == "incidents"]
    return row["value"]["value"], row["word"]


def test_what_is_approved_after_a_period_governs_none_of_it(quarter: Quarter) -> None:
    provider, before = quarter.provider, told(quarter, MARCH)
    late = agreed_late(quarter)
    supplier = provider.create(Supplier, name="Late")
    provider.approved(SupplierAgreement, **PAST, name="Late", supplier=supplier.id)
    goal = {"set_by": "The owner", "statement": "Work", "counts": "incidents", "target": 0.0}
    provider.approved(CustomerExperienceApproach, **ISSUED, answer_days=0)
    assert told(quarter, MARCH) == before
    assert of_late(quarter, late, MARCH) == (None, "no data")
    provider.approved(BusinessGoals, **ISSUED, goals=(goal,))
    assert improvement_figures(provider.workspace, MARCH)["goals"]["rows"] == []
    assert in_effect(provider.workspace, BusinessGoals, MARCH.last_moment) is None


def test_also_where_it_was_over_before_it_was_approved(quarter: Quarter) -> None:
    before = told(quarter, MARCH)
    late = agreed_late(quarter, end=date(2026, 3, 20), review_date=date(2026, 3, 10))
    assert told(quarter, MARCH) == before
    assert of_late(quarter, late, MARCH) == (None, "no data")


def test_within_a_period_that_goes_on_it_governs_from_its_own_first_day(quarter: Quarter) -> None:
    late = agreed_late(quarter, start=date(2026, 4, 1))
    [other] = quarter.provider.workspace.find(Customer, Customer.name == "Harbour School")
    quarter.incident(at(4, 3, 9), customer=other.id)
    quarter.provider.clock.now = at(5, 4, 9)
    assert of_late(quarter, late, APRIL) == (1.0, "not met")


def test_what_was_before_the_workspace_is_told_by_the_first_versions(quarter: Quarter) -> None:
    """Who begins here brings an agreement that held already, and a log: nothing else was said of that time."""
    late = agreed_late(quarter)
    [other] = quarter.provider.workspace.find(Customer, Customer.name == "Harbour School")
    quarter.incident(at(2, 3, 9), customer=other.id)
    quarter.provider.clock.now = at(4, 10, 9)
    assert of_late(quarter, late, FEBRUARY) == (1.0, "not met")
    quarter.provider.approved(BusinessGoals, **ISSUED)
    assert in_effect(quarter.provider.workspace, BusinessGoals, FEBRUARY.last_moment) is not None
