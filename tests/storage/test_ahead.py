"""What is read ahead is all of a kind, changes nothing, and ends when nobody waits for it."""

import pytest

from sdesk.models import Customer
from sdesk.practice.lifecycle.records import create
from sdesk.storage.prepared import ahead
from sdesk.storage.prepared.ahead import read_ahead
from tests.provider import Provider


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "SLICE", 3)


@pytest.mark.parametrize("more", range(5))
def test_every_row_is_read_once(provider: Provider, more: int) -> None:
    """However many are left for the last slice."""
    for each in range(more):
        create(provider.workspace, Customer, {"name": f"Firm {each}"})
    assert read_ahead(provider.workspace, Customer) == provider.workspace.count(Customer)


def test_what_is_written_between_two_slices_is_seen_by_who_asks(provider: Provider) -> None:
    workspace, turns = provider.workspace, iter(("first slice", "second slice"))
    for each in range(5):
        create(workspace, Customer, {"name": f"Firm {each}"})

    def write() -> None:
        if next(turns, "") == "second slice":
            create(workspace, Customer, {"name": "Aaron"})

    with workspace.while_awaited(write):
        read_ahead(workspace, Customer)
    assert "Aaron" in {each.name for each in workspace.find(Customer)}


def test_it_ends_between_two_slices(provider: Provider) -> None:
    class Over(Exception):
        pass

    turns: list[int] = []

    def go_on() -> None:
        turns.append(1)
        if len(turns) > 1:
            raise Over

    for each in range(9):
        create(provider.workspace, Customer, {"name": f"Firm {each}"})
    with pytest.raises(Over), provider.workspace.while_awaited(go_on):
        read_ahead(provider.workspace, Customer)
    assert len(turns) == 2
