"""Customers and suppliers: whom the answers name is there once."""

from typing import TypeVar
from uuid import UUID

from sdesk.models import Customer, FirmAnswers, Supplier
from sdesk.models.governance.answers import AnsweredCustomer, AnsweredSupplier
from sdesk.models.relationship.party import Party, PartyContact
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, save, write
from sdesk.storage import col

AnyParty = TypeVar("AnyParty", bound=Party)


def parties(workspace: Workspace, said: FirmAnswers) -> list[Party]:
    """Make records of those who were named and have none yet; the answers lead to them from then on."""
    made: list[Party] = []
    taken = {each.customer: each.place for each in said.customers if each.customer}
    customers = tuple(_with_customer(workspace, each, made, taken) for each in said.customers)
    suppliers = tuple(_with_supplier(workspace, each, made) for each in said.suppliers)
    if (customers, suppliers) != (said.customers, said.suppliers):
        write(workspace, said, {"customers": customers, "suppliers": suppliers})
    return made


def _with_customer(
    workspace: Workspace, row: AnsweredCustomer, made: list[Party], taken: dict[UUID, str]
) -> AnsweredCustomer:
    """`taken` are the customers of other rows, with the place that is said there: two of one name may be two."""
    found = workspace.get(Customer, row.customer) if row.customer else None
    if found is None:
        same = (
            each
            for each in _called(workspace, Customer, row.firm)
            if _may_be(taken.get(each.id, ""), row.place)
        )
        found = next(same, None)
    if found is None:
        found = create(workspace, Customer, {"name": row.firm.strip(), "address": row.place.strip()})
        made.append(found)
    taken.setdefault(found.id, row.place)
    if row.contact.strip() and not any(each.name == row.contact.strip() for each in found.contacts):
        contact = PartyContact(name=row.contact.strip()).model_copy(update=reached(row.reach))
        save(workspace, found, {"contacts": (*found.contacts, contact)})
    elif not row.contact.strip():
        _fill(workspace, found, reached(row.reach))
    return row if row.customer == found.id else row.model_copy(update={"customer": found.id})


def _with_supplier(workspace: Workspace, row: AnsweredSupplier, made: list[Party]) -> AnsweredSupplier:
    known = workspace.get(Supplier, row.supplier) if row.supplier else None
    found = known or next(iter(_called(workspace, Supplier, row.firm)), None)
    if found is None:
        found = create(workspace, Supplier, {"name": row.firm.strip()})
        made.append(found)
    _fill(workspace, found, reached(row.reach))
    return row if row.supplier == found.id else row.model_copy(update={"supplier": found.id})


def _called(workspace: Workspace, model: type[AnyParty], name: str) -> list[AnyParty]:
    found = workspace.find(model, order_by=[col(model.number)])
    return [each for each in found if each.name.casefold() == name.strip().casefold()]


def _may_be(place: str, other: str) -> bool:
    """Whether both can be said of one."""
    one, two = place.strip().casefold(), other.strip().casefold()
    return not one or not two or one == two


def _fill(workspace: Workspace, party: Party, values: dict[str, str]) -> None:
    """What is empty only: what somebody wrote there since is theirs."""
    empty = {name: said for name, said in values.items() if said and not getattr(party, name).strip()}
    if empty:
        save(workspace, party, empty)


def reached(reach: str) -> dict[str, str]:
    """The one way to reach somebody that was typed, as telephone or as e-mail."""
    return {"email" if "@" in reach else "telephone": reach.strip()}


__all__ = ["parties", "reached"]
