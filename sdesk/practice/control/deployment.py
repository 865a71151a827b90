"""Deployment (CO.3.4): the change, the items it touched and the catalogue of services in one act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sdesk.models import ConfigurationItem, ServiceCatalogue, ServiceChangeRequest
from sdesk.practice.calendar.days import day_of
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import new_version, save
from sdesk.practice.lifecycle.steps import steps_from_here, take_step
from sdesk.practice.lifecycle.versions import draft_of, newest_approved
from sdesk.translation import message as _
from sdesk.translation import term, word

_WAYS: Mapping[tuple[str, str], str] = {
    ("planned", "in service"): "put in service",
    ("faulty", "in service"): "repaired",
    ("in service", "faulty"): "mark faulty",
    ("in service", "retired"): "retire",
    ("faulty", "retired"): "retire",
}
"""(state of an item, state after the change) -> the step that leads there."""


@dataclass(frozen=True)
class ItemUpdate:
    """What a deployment made of a configuration item: its version and state afterwards."""

    item: UUID
    release: str
    state: str


def states_after(item: ConfigurationItem) -> tuple[str, ...]:
    """The states in which a deployment may leave the item, the one it is in first."""
    return (item.state, *(to for (before, to) in _WAYS if before == item.state))


def proposed_updates(workspace: Workspace, change: ServiceChangeRequest) -> tuple[ItemUpdate, ...]:
    """For each impacted item: its version as it is, and in service where it is not yet."""
    items = (workspace.get(ConfigurationItem, each) for each in change.configuration_items)
    return tuple(
        ItemUpdate(item.id, item.release, "in service" if "in service" in states_after(item) else item.state)
        for item in items
        if item is not None and item.state != "retired"
    )


def deploying_step(change: ServiceChangeRequest) -> str:
    """The name of the step by which the change can be deployed from where it is, "" if it cannot."""
    names = (step.name for step in steps_from_here(change) if step.to == "deployed" != change.state)
    return next(names, "")


def deploy(
    workspace: Workspace,
    change: ServiceChangeRequest,
    values: Mapping[str, Any],
    updates: Sequence[ItemUpdate] = (),
    *,
    new_catalogue: bool = False,
) -> ServiceChangeRequest:
    """The change was deployed: all of it is recorded, or nothing.

    `updates` bring the items up to date; `new_catalogue` starts a version of the catalogue, where none is being
    written, because the service is not what its description says any more. Raises Refused.
    """
    step = deploying_step(change)
    if not step:
        state = term(change.state)
        raise Refused(
            _("{number} is {state}: it cannot be deployed from there.", number=change.number, state=state)
        )
    with workspace.transaction(step, _was_deployed(change)):
        deployed = take_step(workspace, change, step, values)
        assert deployed.deployed_at is not None
        for update in updates:
            _bring_up_to_date(workspace, deployed, update, day_of(workspace, deployed.deployed_at))
        if new_catalogue:
            start_catalogue_version(workspace, deployed)
    return deployed


def _was_deployed(change: ServiceChangeRequest) -> str:
    return word(_("{number} was deployed", number=change.number))


def _bring_up_to_date(
    workspace: Workspace, change: ServiceChangeRequest, update: ItemUpdate, day: date
) -> None:
    item = workspace.get(ConfigurationItem, update.item)
    assert item is not None
    reason = _was_deployed(change)
    item = save(workspace, item, {"release": update.release, "date_of_service": day}, reason)
    if update.state == item.state:
        return
    way = _WAYS.get((item.state, update.state))
    if way is None:
        said = _(
            "{number} is {state}: a deployment does not make it {other}.",
            number=item.number,
            state=term(item.state),
            other=term(update.state),
        )
        raise Refused(said)
    take_step(workspace, item, way, reason=reason)


def start_catalogue_version(workspace: Workspace, change: ServiceChangeRequest) -> ServiceCatalogue | None:
    """A new draft of the catalogue that says which change it is for; None where one is being written already."""
    in_use = newest_approved(workspace, ServiceCatalogue)
    if in_use is None or draft_of(workspace, ServiceCatalogue) is not None:
        return None
    reason = word(_("{number} changed a service", number=change.number))
    with workspace.transaction("start version", reason):
        draft = new_version(workspace, in_use)
        note = f"{change.number}: {change.heading}"
        return save(workspace, draft, {"notes": note, "related": (change.id,)})
