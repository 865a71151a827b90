"""What the commands and buttons of an incident do over the widget that shows it."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sdesk.errors import SdeskError
from sdesk.models import Record, ServiceIncident
from sdesk.practice.incident.handling import resume
from sdesk.practice.incident.known_errors import known_error_from
from sdesk.practice.incident.prevention import request_change
from sdesk.practice.workspaces import Workspace
from sdesk.ui.desk import Desk
from sdesk.ui.incident.dialogs import IncidentDialog, ask
from sdesk.ui.wording import worded


class IncidentActions(QObject):
    """Does things with one incident over a widget; what goes wrong is said in the status bar."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over
        self.incident: ServiceIncident | None = None

    def asking(self, dialog: type[IncidentDialog]) -> Callable[[], None]:
        """Opens the dialog about the incident, for a button."""

        def ask_it() -> None:
            if self.incident is not None and self._is_saved():
                ask(dialog, self._desk, self.incident, self._over)

        return ask_it

    def resume(self) -> None:
        if self.incident is not None and self._is_saved():
            try:
                resume(self._desk.workspace, self.incident)
            except SdeskError as fault:
                self._desk.say(worded(fault))

    def request_change(self) -> None:
        """A draft change request filled from the incident, shown at once."""
        self._open_made(request_change)

    def record_known_error(self) -> None:
        """A draft of a known error filled from the incident, shown at once."""
        self._open_made(known_error_from)

    def _open_made(self, make: Callable[[Workspace, ServiceIncident], Record]) -> None:
        if self.incident is not None:
            try:
                made = make(self._desk.workspace, self.incident)
            except SdeskError as fault:
                self._desk.say(worded(fault))
            else:
                self._desk.open_record(made.id)

    def _is_saved(self) -> bool:
        """A form saves first, so that what is done adds to what stands in it."""
        save = getattr(self._over, "save", None)
        return save is None or bool(save())
