"""What is read some at a time is what is read in one go, and others come to the file between."""

import threading

import pytest

from sdesk.models import Customer, Person, ServiceIncident
from sdesk.storage import Workspace, col
from sdesk.storage.counts import as_stored, read_as, values_of, values_of_each
from tests.provider import CALLER, Provider, incident


@pytest.fixture
def many(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    for n in range(7):
        provider.create(Customer, name=f"Customer {n % 3}")
    monkeypatch.setattr("sdesk.storage.queries.SOME", 2)
    monkeypatch.setattr("sdesk.storage.counts.SLICE", 2)
    return provider.workspace


def test_records_come_in_the_order_that_is_asked_for(many: Workspace) -> None:
    order = [col(Customer.name).desc(), col(Customer.number)]
    conditions = [col(Customer.name).contains("Customer")]
    plain = many.find(Customer, *conditions, order_by=order)
    assert list(many.find_each(Customer, *conditions, order_by=order)) == plain
    assert len(plain) == 7


def test_what_was_deleted_is_left_out(provider: Provider, many: Workspace) -> None:
    assert {each.id for each in many.find_each(Customer)} == {each.id for each in many.find(Customer)}
    assert not list(many.find_each(Person, col(Person.name) == "nobody"))


@pytest.mark.parametrize("slice_", [1, 2, 3, 7, 100])
def test_values_are_those_of_one_go(many: Workspace, monkeypatch: pytest.MonkeyPatch, slice_: int) -> None:
    monkeypatch.setattr("sdesk.storage.counts.SLICE", slice_)
    where = (col(Customer.name) != "Customer 1",)
    columns = col(Customer.id), col(Customer.name)
    assert list(values_of_each(many, *columns, where=where)) == values_of(many, *columns, where=where)


def test_a_text_of_the_file_is_read_as_the_value_that_it_is(provider: Provider) -> None:
    incident(provider, "recorded", reporter=CALLER)
    column, key = col(ServiceIncident.reporter), col(ServiceIncident.id)
    stored = values_of(provider.workspace, key, as_stored(column))
    values = values_of(provider.workspace, key, column)
    assert [(key, read_as(column, text)) for key, text in stored] == values
    assert [type(text) for _key, text in stored] == [str]
    assert values[0][1] == CALLER


def test_who_waits_for_the_file_comes_between(many: Workspace) -> None:
    came = threading.Event()

    def comes() -> None:
        many.count(Customer)
        came.set()

    reads = many.find_each(Customer)
    next(reads)
    thread = threading.Thread(target=comes)
    thread.start()
    assert came.wait(20)
    thread.join()
    assert len(list(reads)) >= 6
