"""What every screen shares: the open workspace, the one signal of change, and ways to ask for another screen."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from sdesk.models import Record
from sdesk.practice.workspaces import Workspace
from sdesk.ui import wall
from sdesk.ui.unsaved.typing import Typing


class Desk(QObject):
    """One open workspace in one window.

    A screen shows what it reads through `workspace` and re-reads it on `changed` (the ids of the records that
    changed). `typing` keeps what is not saved. What another screen should show is asked for by the other signals; the window
    answers them. `lost` says, with the fault, that nothing can be saved as the file is not at its place; `moved` that the workspace
    is another file from now on.
    """

    changed = Signal(object)
    lost = Signal(object)
    moved = Signal()
    record_asked = Signal(object)
    work_product_asked = Signal(str)
    new_asked = Signal(object, object)
    task_asked = Signal(str)
    case_asked = Signal(object)
    report_asked = Signal(object)
    view_asked = Signal(str, str)
    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        wall.hang(workspace)
        self.typing = Typing(workspace, self)
        self.typing.said.connect(self.said)
        workspace.listeners.append(self._tell)
        workspace.mourners.append(self.lost.emit)

    def _tell(self, ids: frozenset[UUID]) -> None:
        wall.hang(self.workspace)  # the time zone may be what changed
        self.changed.emit(ids)

    def open_record(self, record_id: UUID) -> None:
        """Show the record in the tab it belongs to."""
        self.record_asked.emit(record_id)

    def open_work_product(self, work_product: str) -> None:
        """Show a work product ("WP.11") in its process tab."""
        self.work_product_asked.emit(work_product)

    def new_record(self, model: type[Record], values: Mapping[str, Any] | None = None) -> None:
        """Show an empty form for a new record, filled with `values`."""
        self.new_asked.emit(model, dict(values or {}))

    def open_task(self, task_id: str) -> None:
        """Show the wizard page of a task of the profile ("GO.1.1")."""
        self.task_asked.emit(task_id)

    def open_case(self, record_id: UUID) -> None:
        """Show the case wizard of a change request or an incident."""
        self.case_asked.emit(record_id)

    def open_report(self, record_id: UUID) -> None:
        """Show the printed page of a record in the Reports tab."""
        self.report_asked.emit(record_id)

    def open_view(self, process: str, name: str) -> None:
        """Show a page of a process that is no list, such as the trends of incidents ("IN", "trends")."""
        self.view_asked.emit(process, name)

    def say(self, text: str) -> None:
        """A short word in the status bar that something was done."""
        self.said.emit(text)
