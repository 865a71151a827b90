"""Recording an incident in less time than the call takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sdesk.models import ServiceIncident
from sdesk.practice.problem import Problem
from sdesk.practice.records import create
from sdesk.practice.steps import missing, take_step
from sdesk.storage import Workspace


@dataclass(frozen=True)
class Recorded:
    """The incident as it was kept: recorded, or a draft with what it lacks."""

    incident: ServiceIncident
    missing: tuple[Problem, ...] = ()


def record_quickly(workspace: Workspace, values: Mapping[str, Any]) -> Recorded:
    """Keep what is known: recorded if that is all it takes, else a draft that says what is missing.

    Without details the one line stands for them. Raises Refused when a value does not fit its field.
    """
    given = dict(values)
    if not str(given.get("details") or "").strip():
        given["details"] = str(given.get("summary") or "")
    with workspace.transaction("record quickly"):
        incident = create(workspace, ServiceIncident, given)
        lacking = missing(workspace, incident, ServiceIncident.step_called("record"))
        if lacking:
            return Recorded(incident, tuple(lacking))
        return Recorded(take_step(workspace, incident, "record"))


__all__ = ["Recorded", "record_quickly"]
