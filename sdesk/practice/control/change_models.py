"""Change models: pre-approved changes, made from a list without asking again."""

from collections.abc import Mapping
from typing import Any

from sdesk.models import ChangeModel, Person, ServiceChangeRequest
from sdesk.models.control import ChangeKind
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.contacts import contact_of
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create
from sdesk.practice.lifecycle.steps import missing, take_step
from sdesk.storage import col
from sdesk.translation import message as _
from sdesk.translation import term, word


def models_in_use(workspace: Workspace) -> list[ChangeModel]:
    """The approved models, by name: what can be asked for without a decision each time."""
    return workspace.find(ChangeModel, col(ChangeModel.state) == "approved", order_by=[col(ChangeModel.name)])


def request_from_model(
    workspace: Workspace, model: ChangeModel, values: Mapping[str, Any] | None = None
) -> ServiceChangeRequest:
    """A pre-approved change as the model has it, submitted; a draft where something is still to be said.

    `values` come before what the model gives. Whoever is working is the requester unless they name somebody.
    Raises Refused for a model that is not approved.
    """
    if model.state != "approved":
        said = _("{number} is {state}.", number=model.number, state=term(model.state))
        raise Refused(said, hint=_("Only an approved model can be used."))
    with workspace.transaction("create from model"):
        change = create(
            workspace, ServiceChangeRequest, {**_as_the_model_says(workspace, model), **(values or {})}
        )
        change = _note_model(workspace, change, model)
        if missing(workspace, change, change.step_called("submit")):
            return change
        return take_step(workspace, change, "submit")


def _as_the_model_says(workspace: Workspace, model: ChangeModel) -> dict[str, Any]:
    person = workspace.get(Person, workspace.person_id) if workspace.person_id else None
    return {
        "purpose": model.name,
        "kind": ChangeKind.PRE_APPROVED,
        "priority": model.priority,
        "requirement": model.when_to_use,
        "standing_procedure": model.standing_procedure,
        "back_out_plan": model.back_out_plan,
        "configuration_items": model.configuration_items,
        "service": model.service,
        "customer": model.customer,
        "date_needed": today(workspace),
        "requester": contact_of(workspace, person) if person else None,
        "evaluation": (),
    }


def _note_model(
    workspace: Workspace, change: ServiceChangeRequest, model: ChangeModel
) -> ServiceChangeRequest:
    reason = word(_("{number} version {version}", number=model.number, version=model.version))
    with workspace.transaction("create from model", reason) as session:
        live = session.get_one(ServiceChangeRequest, change.id)
        live.change_model = model.id
    return live
