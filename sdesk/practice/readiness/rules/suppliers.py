"""Suppliers that are needed, and the statement that there is none (G7)."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sdesk.models import (
    ConfigurationItem,
    NotApplicable,
    Record,
    ServiceCatalogue,
    ServiceIncident,
    Supplier,
    SupplierAgreement,
)
from sdesk.practice.readiness.rules.asked import Asked, Held, Lack, Layer
from sdesk.practice.readiness.rules.grounds import Grounds, shown_as
from sdesk.storage import col
from sdesk.translation import message as _
from sdesk.translation import term


def of_suppliers(on: Grounds) -> Iterator[Asked]:
    """That there are agreements with suppliers; or that management says there is no supplier, and nothing disproves it."""
    name = term(SupplierAgreement.plural)
    if on.approved(SupplierAgreement):
        return
    exempt = on.exempts(SupplierAgreement)
    if exempt and does_not_apply(on, SupplierAgreement):
        said = _("{document} do not apply: {reason}", document=name, reason=exempt.reason)
        yield Asked(Layer.ASKED_NEXT, Held.NOTHING_TO_JUDGE, said, (shown_as(exempt),))
        return
    said = (
        _("{document} are said not to apply, but there are suppliers that services depend on.", document=name)
        if exempt
        else _("No agreement with a supplier is in force, and nothing says that there is no supplier.")
    )
    yield Asked(Layer.WRITTEN, Held.FAILS, said, (), (Lack(said, SupplierAgreement),))


def does_not_apply(on: Grounds, model: type[Record]) -> NotApplicable | None:
    """The statement that counts, by which the kind of record is not needed here, unless the data disprove it (G7)."""
    exempt = on.exempts(model)
    return None if exempt and issubclass(model, SupplierAgreement) and suppliers_needed(on) else exempt


def suppliers_needed(on: Grounds) -> dict[UUID, datetime | None]:
    """The suppliers that a service depends on now, and those escalated to in the period: the last time."""
    listed = {
        key
        for each in on.approved(ServiceCatalogue)
        for row in each.services
        for key in row.configuration_items
    }
    items = on.workspace.find(ConfigurationItem, col(ConfigurationItem.state).in_(("in service", "faulty")))
    found: dict[UUID, datetime | None] = {
        each.supplier: None for each in items if each.supplier and (each.services or each.id in listed)
    }
    for incident in on.cases(ServiceIncident):
        for row in incident.escalations:
            if row.to and row.at and on.falls_in(row.at) and on.get(Supplier, row.to):
                found[row.to] = max(row.at, found.get(row.to) or row.at)
    return found


__all__ = ["does_not_apply", "of_suppliers", "suppliers_needed"]
