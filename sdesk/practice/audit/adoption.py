"""Adopting a standard from a day on, and leaving it: service delivery always counts."""

from dataclasses import dataclass
from datetime import date

from sdesk.models import AdoptedPack, Record, model_named
from sdesk.packs import Pack, Requirement
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create
from sdesk.practice.lifecycle.steps import take_step
from sdesk.storage import col
from sdesk.storage.counts import states_in_use
from sdesk.translation import message as _


@dataclass(frozen=True)
class Carried:
    """A requirement of a set without tasks, and the kinds of record that bindings name for it, with how many count.

    That records are named says where to look, not that the requirement is met.
    """

    requirement: Requirement
    records: tuple[tuple[type[Record], int], ...] = ()

    @property
    def number(self) -> int:
        return sum(count for _, count in self.records)


def can_be_adopted(workspace: Workspace) -> tuple[Pack, ...]:
    """The packs of this program that the workspace has not adopted."""
    adopted = {pack.id for pack in workspace.packs.packs}
    return tuple(pack for pack in workspace.known_packs if pack.id not in adopted)


def adopt(workspace: Workspace, pack_id: str, from_day: date | None = None) -> AdoptedPack:
    """Adopt a standard from a day on, today if none is given. Raises Refused: it is there already, or unknown."""
    if pack_id in [pack.id for pack in workspace.packs.packs]:
        raise Refused(_("{standard} is adopted already.", standard=pack_id))
    known = [pack.id for pack in can_be_adopted(workspace)]
    if pack_id not in known:
        raise Refused(
            _("There is no standard called “{name}” here.", name=pack_id),
            hint=_("There are: {standards}.", standards=tuple(known))
            if known
            else _("All that are here are adopted."),
        )
    day = from_day or today(workspace)
    with workspace.transaction("adopt standard"):
        return create(workspace, AdoptedPack, {"pack": pack_id, "adopted_on": day})


def leave(workspace: Workspace, pack_id: str, reason: str) -> AdoptedPack:
    """Adopt it no longer. Raises Refused where it is not adopted, always counts, or no reason is given."""
    found = workspace.first(AdoptedPack, col(AdoptedPack.pack) == pack_id, col(AdoptedPack.state) == "in use")
    if found is None:
        raise Refused(_("{standard} is not adopted, or it always counts.", standard=pack_id))
    return take_step(workspace, found, "leave", reason=reason)


def carried_by_records(workspace: Workspace, pack: Pack) -> tuple[Carried, ...]:
    """Each requirement of a set with what carries it, in the order of the set."""
    counts = {record: _counting(record, states) for record, states in states_in_use(workspace).items()}
    return tuple(
        Carried(each, tuple((model_named(name), counts.get(name, 0)) for name in pack.records_of(each.id)))
        for each in pack.asks.requirements
    )


def _counting(record: str, states: dict[str, int]) -> int:
    """How many of them are not withdrawn."""
    model = model_named(record)
    return sum(number for state, number in states.items() if model.state_called(state).level)
