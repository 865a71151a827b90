"""Twice a year somebody walks along what is written down, and looks whether the master copies are there."""

from collections.abc import Iterator
from typing import Any

from sdesk.models import ConfigurationItem
from sdesk.models.control import CopyHolder
from sdesk.practice.lifecycle.records import save
from sdesk.sample.firm import Firm, Texts, texts
from sdesk.sample.year import Story, Turn
from sdesk.storage import col


def round_stories(firm: Firm) -> Iterator[Story]:
    return (_round(firm, told) for told in texts("items")["round"])


def _round(firm: Firm, told: Texts) -> Story:
    yield Turn(firm.year.at(told["day"], "10:20"), told["who"])
    model = ConfigurationItem
    here = (
        col(model.customer) == firm.known[told["customer"]],
        col(model.state).in_(("in service", "faulty")),
    )
    for item in firm.workspace.find(model, *here, order_by=[col(model.number)]):
        save(firm.workspace, item, _seen(firm, told, item))


def _seen(firm: Firm, told: Texts, item: ConfigurationItem) -> dict[str, Any]:
    """The item against reality, and its copies as far as we keep them."""
    day, who = firm.year.day_of(firm.clock.at), firm.workspace.person_id
    looked = {"checked_on": day, "checked_by": who}
    copies = tuple(
        each.model_copy(update=looked) if each.held is CopyHolder.US else each for each in item.master_copies
    )
    found = f"{told['found']} {told['copies']}" if copies != item.master_copies else told["found"]
    return {"checks": (*item.checks, {"on": day, "by": who, "found": found}), "master_copies": copies}
