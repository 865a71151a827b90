"""What a record holds as a state, and what was done to it since somebody looked."""

from sdesk.models import Record
from sdesk.storage.changes import State
from sdesk.storage.state import known_keys, state_of
from sdesk.storage.workspace import Workspace


def present_state(workspace: Workspace, record: Record) -> State:
    """What a record holds, as it was read."""
    with workspace.reading() as session:
        return state_of(record, known_keys(session, record.id))


__all__ = ["present_state"]
