"""Ways to look ready without the work: what is built here must never be met."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import select

from sdesk.models import (
    RECORDS,
    Approval,
    AssignedRoles,
    ConfigurationItem,
    Contact,
    CustomerAgreement,
    FeedbackEntry,
    FieldSpec,
    ImprovementReport,
    Kind,
    PerformanceReport,
    Record,
    Row,
    ServiceCatalogue,
    ServiceChangeRequest,
    ServiceIncident,
    SupplierAgreement,
    field_of,
    fields_of,
)
from sdesk.models.governance import ServiceRole, Subject
from sdesk.models.record import Document
from sdesk.practice.lifecycle.problem import Refused
from tests.delivery import ASKS
from tests.provider import Provider, incident, papers, performed, values_for

Says = Callable[[FieldSpec], str]
"""What is typed into a field of text."""


def honest(spec: FieldSpec) -> str:
    """A text of its own for each field, long enough for any."""
    return (
        f"{spec.label}: here we wrote down in our own words who does it, when it is done, what it needs, "
        "and how anybody can see afterwards that it was done."
    )


def only_x(spec: FieldSpec) -> str:
    return "x"


def said(model: type[Record], values: dict[str, Any], says: Says) -> dict[str, Any]:
    """The same with what is said in place of every text."""
    specs = {spec.name: spec for spec in fields_of(model)}
    return {name: _said(specs[name], value, says) for name, value in values.items()}


def _said(spec: FieldSpec, value: Any, says: Says) -> Any:
    match value:
        case str() if (
            value and spec.kind in (Kind.TEXT, Kind.LONG_TEXT) and spec.name not in ("time_zone", "sha256")
        ):
            return says(spec)
        case Contact() if says is only_x:
            return Contact(name="x", organization="x", address="x", telephone="111111", email="x")
        case tuple() if spec.kind is Kind.ROWS:
            return tuple(_said_in_row(row, says) for row in value)
    return value


def _said_in_row(row: Row, says: Says) -> Row:
    columns = {spec.name: _said(spec, getattr(row, spec.name), says) for spec in fields_of(type(row))}
    return row.model_copy(update=columns)


def in_own_words(provider: Provider, model: type[Record], **others: Any) -> Any:
    """Approved, with enough said in each text, and somebody behind each goal."""
    values = said(model, values_for(provider, model, "approved"), honest) | others
    if "goals" in values:
        values["goals"] = tuple(
            goal.model_copy(update={"owner": provider.ana.id}) for goal in values["goals"]
        )
    return provider.approved(model, **values)


def everything(provider: Provider, says: Says = honest) -> None:
    """A record of each kind, approved or closed, by one person, all on one day."""

    def made(model: type[Record], state: str, **values: Any) -> Any:
        whole = {**values_for(provider, model, state), **values}
        return provider.create(model, **said(model, whole, says))

    by_one_person(provider, "Certificate 2026-118" if says is honest else "x")
    catalogue = provider.take(made(ServiceCatalogue, "approved"), "approve")
    provider.extra["service"] = catalogue.services[0].id
    provider.extra["item"] = provider.take(made(ConfigurationItem, "in service"), "put in service")
    documents = (
        each
        for each in RECORDS
        if issubclass(each, Document) and each not in (ServiceCatalogue, AssignedRoles)
    )
    models: tuple[type[Record], ...] = (*documents, CustomerAgreement, SupplierAgreement)
    for model in models:
        provider.take(made(model, "approved"), "approve")
    told = made(FeedbackEntry, "recorded")
    provider.take(told, "record")
    provider.take(told, "close", outcome=says(field_of(FeedbackEntry, "outcome")))
    request = made(ServiceChangeRequest, "approved", kind="normal")
    for step in ("submit", "approve", "schedule"):
        provider.take(request, step, **_asked(provider, request, step, says))
    papers(provider, request)
    for step in ("design", "build", "test", "clear", "confirm", "deploy", "close"):
        provider.take(request, step, **_asked(provider, request, step, says))
    broken = incident(provider, "closed")
    typed = {"summary": "x", "details": "x", "steps_taken": broken.steps_taken}
    broken = provider.save(broken, **said(ServiceIncident, typed, says))
    for step in ("record", "classify", "investigate", "restore", "close"):
        provider.take(broken, step, **_asked(provider, broken, step, says))
    provider.take(made(ImprovementReport, "approved"), "approve")
    agreement = provider.workspace.first(CustomerAgreement)
    provider.take(made(PerformanceReport, "approved", customer_agreement=agreement.id), "approve")
    for task in ASKS.tasks:
        if task.cadence == "recurring":
            if says is honest:
                performed(provider, task.id)
            else:
                with pytest.raises(Refused):
                    performed(provider, task.id, "x")


def forget_approvals(provider: Provider, *models: type[Record]) -> None:
    """As somebody would who writes into the file; of these kinds, or all."""
    names = {each.__name__ for each in models or RECORDS}
    with provider.workspace.transaction("repair") as session:
        for trigger in ("approval_is_not_deleted", "approval_is_not_changed"):
            session.connection().execute(text(f"DROP TRIGGER {trigger}"))
        for approval in session.exec(select(Approval)):
            if approval.model in names:
                session.delete(approval)


def by_one_person(provider: Provider, proof: str) -> None:
    """All roles are hers, and she has learnt everything."""
    since = date(2026, 1, 1)
    ana = {"person": provider.ana.id}
    provider.approved(
        AssignedRoles,
        assignments=tuple({**ana, "role": role, "start": since} for role in ServiceRole),
        competences=tuple(
            {**ana, "subject": each, "achieved_on": since, "evidence": proof} for each in Subject
        ),
    )


def _asked(provider: Provider, record: Record, step: str, says: Says) -> dict[str, Any]:
    asks = next(each.asks for each in record.steps if each.name == step)
    model, state = type(record), next(each.to for each in record.steps if each.name == step)
    whole = values_for(provider, model, state)
    if "restored_at" in whole:
        whole["restored_at"] = provider.clock()
    return said(model, {name: whole[name] for name in asks if name in whole}, says)
