"""What was made of an answer and still says what that said, says the new one when the answer changes."""

from collections.abc import Mapping
from typing import Any

from sdesk.models import Customer, FirmAnswers, Person, Supplier
from sdesk.models.governance.answers import AnsweredCustomer, AnsweredSupplier, Worker
from sdesk.models.relationship.party import Party
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import save
from sdesk.practice.starter.hours import change_hours, move_windows


def follow(workspace: Workspace, was: Mapping[str, Any], now: FirmAnswers) -> None:
    """Inside the transaction in which the answers are saved. `was`: what they said before, by field."""
    _people(workspace, was.get("workers", ()), now)
    _parties(workspace, Customer, was.get("customers", ()), now.customers)
    _parties(workspace, Supplier, was.get("suppliers", ()), now.suppliers)
    change_hours(workspace, was, now)
    move_windows(workspace, was, now)


def _people(workspace: Workspace, was: tuple[Worker, ...], now: FirmAnswers) -> None:
    rows = {each.id: each for each in now.workers}
    for before in was:
        after = rows.get(before.id)
        person = workspace.get(Person, after.person) if after and after.person else None
        if person is not None and after is not None:
            _bring_along(workspace, person, before, after, {"name": "name", "email": "email"})


def _parties(
    workspace: Workspace,
    model: type[Party],
    was: tuple[AnsweredCustomer | AnsweredSupplier, ...],
    now: tuple[AnsweredCustomer | AnsweredSupplier, ...],
) -> None:
    rows = {each.id: each for each in now}
    for before in was:
        after = rows.get(before.id)
        key = getattr(after, "customer", None) or getattr(after, "supplier", None)
        party = workspace.get(model, key) if key else None
        if party is not None and after is not None:
            fields = {"name": "firm", **({"address": "place"} if isinstance(after, AnsweredCustomer) else {})}
            _bring_along(workspace, party, before, after, fields)


def _bring_along(
    workspace: Workspace, record: Person | Party, before: Any, after: Any, fields: Mapping[str, str]
) -> None:
    changed = {
        field: getattr(after, column).strip()
        for field, column in fields.items()
        if getattr(record, field) == getattr(before, column).strip()
        and getattr(after, column).strip()
        and getattr(after, column) != getattr(before, column)
    }
    if changed:
        save(workspace, record, changed)


__all__ = ["follow"]
