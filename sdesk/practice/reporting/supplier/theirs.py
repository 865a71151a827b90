"""What is a supplier's, so that their report measures them and not us.

- **Caused by them** is an incident of which that is said (`caused_by`). Where nobody says who or what caused it: one with an
  item that may have failed and was the supplier's at the end of the period. Said to be another supplier's, or with a root
  cause that blames none, it is not theirs, whatever items it names; the latter are told apart, as they may be theirs yet.
- **A change of theirs** is one that is said to be made by them. What we change ourselves on their items is ours.
- **Feedback about them** is what is said to be about this supplier, or a dispute with them. Everything else is about us.
- **An action about them** comes from a report or an agreement with them, from such feedback or from their own record, or
  its text names them.

What was escalated to them: `reporting/supplier/escalated.py`.
"""

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from sdesk.models import (
    ActionItem,
    ConfigurationItem,
    FeedbackEntry,
    PerformanceReport,
    ServiceIncident,
    Supplier,
    SupplierAgreement,
)
from sdesk.models.governance import FeedbackAbout
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage import col
from sdesk.storage.past import records_at


def is_caused_by(incident: ServiceIncident, supplier: UUID, items: Collection[UUID]) -> bool:
    """Whether it is said that they caused it; where nobody says who or what did, whether one of its items is theirs."""
    if incident.caused_by is not None:
        return incident.caused_by == supplier
    return _has_item(incident, items) and not incident.root_cause.strip()


def may_be_caused_by(incident: ServiceIncident, items: Collection[UUID]) -> bool:
    """Whether it has an item of theirs, and a root cause that says nothing of a supplier."""
    return incident.caused_by is None and _has_item(incident, items) and bool(incident.root_cause.strip())


def _has_item(incident: ServiceIncident, items: Collection[UUID]) -> bool:
    return not set(items).isdisjoint(incident.configuration_items)


def is_about_us(feedback: FeedbackEntry) -> bool:
    """Also what does not say whom it is about."""
    return feedback.about in (None, FeedbackAbout.US)


def items_of(workspace: Workspace, supplier: UUID, at: datetime) -> frozenset[UUID]:
    """The items that were the supplier's then; one that was entered later is taken as it is."""
    model = ConfigurationItem
    touched = workspace.find(
        model, (col(model.supplier) == supplier) | (col(model.changed_at) > at), deleted=True
    )
    then = {each.id: each for each in records_at(workspace, touched, at)}
    entered_later = (
        each for each in touched if each.created_at and each.created_at > at and not each.deleted_at
    )
    then |= {each.id: each for each in entered_later}
    return frozenset(each.id for each in then.values() if each.supplier == supplier)


def actions_about(
    workspace: Workspace, actions: Iterable[ActionItem], supplier: Supplier
) -> tuple[ActionItem, ...]:
    """Those that come from what is between them and us, or whose text names them."""
    agreed = [
        each.id for each in workspace.find(SupplierAgreement, SupplierAgreement.supplier == supplier.id)
    ]
    reports = workspace.find(PerformanceReport, col(PerformanceReport.supplier_agreement).in_(agreed))
    said = workspace.find(FeedbackEntry, FeedbackEntry.supplier == supplier.id)
    about_them = (each.id for each in said if not is_about_us(each))
    sources = {supplier.id, *agreed, *(each.id for each in reports), *about_them}
    return tuple(
        each for each in actions if each.source in sources or _names(each.description, supplier.name)
    )


def _names(text: str, name: str) -> bool:
    """Whether the text has the name as a whole, not as a part of another word."""
    called = re.escape(name.strip())
    return bool(called) and re.search(rf"(?<!\w){called}(?!\w)", text, re.IGNORECASE) is not None


__all__ = ["actions_about", "is_about_us", "is_caused_by", "items_of", "may_be_caused_by"]
