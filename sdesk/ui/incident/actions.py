"""What can be done with an incident besides its steps, as lines of a menu or buttons."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from sdesk.errors import SdeskError
from sdesk.models import Record, ServiceIncident
from sdesk.practice.incident.escalation import last_to_supplier
from sdesk.practice.incident.handling import resume
from sdesk.practice.incident.known_errors import known_error_from
from sdesk.practice.incident.prevention import request_change
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.incident.dialogs import (
    EscalateDialog,
    HoldDialog,
    IncidentDialog,
    KnownErrorDialog,
    LinkDialog,
    MergeDialog,
    PriorityDialog,
    StepTakenDialog,
    SupplierDialog,
    TellCustomerDialog,
    TellDialog,
    ask,
)
from sdesk.ui.theme.icons import icon
from sdesk.ui.wording import worded


class IncidentActions(QObject):
    """Does things with one incident over a widget; what goes wrong is said in the status bar."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over
        self.incident: ServiceIncident | None = None

    def offer(self, menu: QMenu, incident: ServiceIncident) -> None:
        """Add what the state of the incident allows to a menu."""
        self.incident = incident
        if not (incident.state in ("draft", "restored") or incident.state_called(incident.state).ended):
            self._offer_notes(menu, incident)
        if incident.is_draft:
            self._line(
                menu, "link-incident", _("Link with another incident…"), "link", self.asking(LinkDialog)
            )
            self._line(menu, "merge", _("It is the same as another one…"), "layers", self.asking(MergeDialog))
            return
        done = incident.state_called(incident.state).ended
        if not done or incident.state == "closed":
            self._line(
                menu, "tell-customer", _("Tell the customer…"), "mail", self.asking(TellCustomerDialog)
            )
        if not done and incident.state != "restored":
            self._line(menu, "escalate", _("Escalate…"), "arrow-up", self.asking(EscalateDialog))
            self._line(menu, "priority", _("Choose another priority…"), "flag", self.asking(PriorityDialog))
            self._line(menu, "merge", _("It is the same as another one…"), "layers", self.asking(MergeDialog))
        if incident.state != "cancelled" and last_to_supplier(self._desk.workspace, incident):
            self._line(
                menu,
                "note-supplier",
                _("Note what the supplier did…"),
                "handshake",
                self.asking(SupplierDialog),
            )
        self._line(menu, "link-incident", _("Link with another incident…"), "link", self.asking(LinkDialog))
        self._line(menu, "request-change", _("Create a change request"), "git-branch", self.request_change)
        if incident.state != "cancelled":
            self._line(
                menu, "use-known-error", _("It is a known error…"), "book-open", self.asking(KnownErrorDialog)
            )
            self._line(
                menu, "known-error", _("Record a known error from it"), "plus", self.record_known_error
            )

    def _offer_notes(self, menu: QMenu, incident: ServiceIncident) -> None:
        self._line(menu, "add-step", _("Note a step taken…"), "wrench", self.asking(StepTakenDialog))
        self._line(menu, "tell", _("Note who was told…"), "message-square", self.asking(TellDialog))
        if incident.on_hold:
            self._line(menu, "resume", _("Resume: the clock runs again"), "play", self.resume)
        else:
            self._line(menu, "hold", _("Put on hold…"), "pause", self.asking(HoldDialog))

    # what the lines and buttons do

    def asking(self, dialog: type[IncidentDialog]) -> Callable[[], None]:
        """Opens the dialog about the incident, for a line or a button."""

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

    def _line(self, menu: QMenu, name: str, text: str, picture: str, does) -> QAction:
        action = menu.addAction(icon(picture), text)
        action.setObjectName(f"action.{name}")
        self._desk.writes(action).triggered.connect(does)
        return action
