"""What all kinds of record show of their own, by process. The only file that knows every process's screens."""

from PySide6.QtCore import QObject

from sdesk.practice.workspaces import Workspace
from sdesk.ui.audit import screens as audit
from sdesk.ui.control import screens as control
from sdesk.ui.desk import Desk, together
from sdesk.ui.governance import screens as governance
from sdesk.ui.incident import screens as incident
from sdesk.ui.relationship import screens as relationship
from sdesk.ui.reporting import screens as reporting

SCREENS = together(
    (
        incident.SCREENS,
        relationship.SCREENS,
        control.SCREENS,
        governance.SCREENS,
        audit.SCREENS,
        reporting.SCREENS,
    )
)


def open_desk(workspace: Workspace, parent: QObject | None = None) -> Desk:
    """The desk of a window: the open workspace, and what its kinds of record show."""
    return Desk(workspace, SCREENS, parent)
