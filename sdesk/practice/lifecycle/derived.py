"""What follows from the fields that a person changes: filled in by the program, in the same save."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from sdesk.models import Record, ServiceIncident
from sdesk.practice.incident import handling as incidents
from sdesk.storage import Workspace

Consequence = Callable[[Workspace, Any, Collection[str]], None]

FOLLOWING: Mapping[type[Record], Consequence] = {ServiceIncident: incidents.follow}
"""By the type of record: sets what follows from the fields of these names, which were just changed."""


def follow(workspace: Workspace, record: Record, changed: Collection[str]) -> None:
    """Set what follows on a live record, inside the transaction of the change."""
    consequence = FOLLOWING.get(type(record))
    if consequence and changed:
        consequence(workspace, record, changed)
