"""The same done with several incidents at once, with all of them or none: one operation, which is undone as one.

Telling somebody and closing are not among it: each case goes by itself.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sdesk.models import ServiceIncident
from sdesk.practice.incident.handling import put_on_hold
from sdesk.practice.incident.merging import merge
from sdesk.practice.lifecycle.bulk import bulk_do
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.translation import message as _


def classify_all(
    workspace: Workspace, incidents: Sequence[ServiceIncident], values: Mapping[str, Any]
) -> UUID | None:
    """Classify what is recorded with these values; what was classified before takes them. Raises Refused."""

    def classify(live: ServiceIncident) -> None:
        if live.is_draft:
            raise Refused(_("{number} is still a draft.", number=live.number), hint=_("Record it first."))
        if live.state == "recorded":
            take_step(workspace, live, "classify", values)
        else:
            save(workspace, live, values)

    return bulk_do(workspace, incidents, classify, "classify")


def hold_all(workspace: Workspace, incidents: Sequence[ServiceIncident], reason: str) -> UUID | None:
    """Let the clocks of all of them stand still. Raises Refused without a reason, and where one cannot be held."""
    if not reason.strip():
        missing = Problem("reason", _("The reason is missing."))
        raise Refused(_("Say why they are put on hold."), [missing])
    return bulk_do(workspace, incidents, lambda live: put_on_hold(workspace, live, reason), "hold", reason)


def merge_all(
    workspace: Workspace, incidents: Sequence[ServiceIncident], into: ServiceIncident, reason: str
) -> UUID | None:
    """Go on with `into`, which is one of them, alone. Raises Refused without a reason, and where one is another case."""
    if not reason.strip():
        raise Refused(_("Say why they are the same."), [Problem("reason", _("The reason is missing."))])
    others = [each for each in incidents if each.id != into.id]

    def join(live: ServiceIncident) -> None:
        merge(workspace, live, into, reason)

    return bulk_do(workspace, others, join, "merge", reason)


__all__ = ["classify_all", "hold_all", "merge_all"]
