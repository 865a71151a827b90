"""What can be done with an incident besides its steps. What a command shows is imported when it is used."""

from collections.abc import Callable
from typing import Any

from sdesk.models import Record, ServiceIncident
from sdesk.practice.incident.escalation import last_to_supplier
from sdesk.translation import gettext as _
from sdesk.ui.record_command import RecordCommand, Sense, always

STEP_KEYS = {"classify": "Ctrl+Shift+L", "restore": "Ctrl+Shift+D"}

WhyNot = Callable[[Any, Any], str]


def _is_incident(record: Record) -> bool:
    return isinstance(record, ServiceIncident)


def _runs(record: Record) -> bool:
    return isinstance(record, ServiceIncident) and not record.on_hold


def _stands_still(record: Record) -> bool:
    return isinstance(record, ServiceIncident) and record.on_hold


def _is_draft(record: Record) -> str:
    return _("Record it first.") if record.is_draft else ""


def _is_over(record: Record) -> str:
    is_over = record.state_called(record.state).ended
    return _("It is over: “{state}”.").format(state=_(record.state)) if is_over else ""


def _while_it_runs(desk: Any, record: ServiceIncident) -> str:
    """From when it was recorded until the service is restored."""
    is_restored = _("The service is restored.") if record.state == "restored" else ""
    return _is_draft(record) or _is_over(record) or is_restored


def _while_it_is_the_same(desk: Any, record: ServiceIncident) -> str:
    """A draft can be the same as another one, too."""
    return "" if record.is_draft else _while_it_runs(desk, record)


def _can_be_told(desk: Any, record: ServiceIncident) -> str:
    return _is_draft(record) or ("" if record.state == "closed" else _is_over(record))


def _once_recorded(desk: Any, record: ServiceIncident) -> str:
    return _is_draft(record)


def _unless_cancelled(desk: Any, record: ServiceIncident) -> str:
    return _is_draft(record) or (_is_over(record) if record.state == "cancelled" else "")


def _is_with_a_supplier(desk: Any, record: ServiceIncident) -> str:
    went = last_to_supplier(desk.workspace, record) is not None
    return _unless_cancelled(desk, record) or ("" if went else _("It was escalated to no supplier."))


def _asks(dialog: str) -> Callable[[Any, Any, Any], None]:
    """Opens the dialog of that name about the incident."""

    def ask_it(desk: Any, record: ServiceIncident, over: Any) -> None:
        from sdesk.ui.incident import dialogs

        dialogs.ask(getattr(dialogs, dialog), desk, record, over)

    return ask_it


def _does(action: str) -> Callable[[Any, Any, Any], None]:
    """Does what incidents do at once, by its name."""

    def do_it(desk: Any, record: ServiceIncident, over: Any) -> None:
        from sdesk.ui.incident.actions import IncidentActions

        acting = IncidentActions(desk, over)
        acting.incident = record
        getattr(acting, action)()
        acting.deleteLater()

    return do_it


def _command(
    name: str,
    title: Callable[[], str],
    picture: str,
    does: Callable[[Any, Any, Any], object],
    sense: Sense,
    why_not: WhyNot = always,
    keys: str = "",
    applies: Callable[[Record], bool] = _is_incident,
) -> RecordCommand:
    return RecordCommand(name, title, picture, applies, does, sense, keys, why_not)


COMMANDS = (
    _command(
        "add-step",
        lambda: _("Note a step taken…"),
        "wrench",
        _asks("StepTakenDialog"),
        Sense.GO_ON,
        _while_it_runs,
    ),
    _command(
        "hold",
        lambda: _("Put on hold…"),
        "pause",
        _asks("HoldDialog"),
        Sense.GO_ON,
        _while_it_runs,
        "Ctrl+Shift+H",
        _runs,
    ),
    _command(
        "resume",
        lambda: _("Resume: the clock runs again"),
        "play",
        _does("resume"),
        Sense.GO_ON,
        _while_it_runs,
        "Ctrl+Shift+H",
        _stands_still,
    ),
    _command(
        "priority",
        lambda: _("Choose another priority…"),
        "flag",
        _asks("PriorityDialog"),
        Sense.GO_ON,
        _while_it_runs,
    ),
    _command(
        "escalate",
        lambda: _("Escalate…"),
        "arrow-up",
        _asks("EscalateDialog"),
        Sense.WHO,
        _while_it_runs,
        "Ctrl+Shift+X",
    ),
    _command(
        "note-supplier",
        lambda: _("Note what the supplier did…"),
        "handshake",
        _asks("SupplierDialog"),
        Sense.WHO,
        _is_with_a_supplier,
    ),
    _command(
        "tell-customer",
        lambda: _("Tell the customer…"),
        "mail",
        _asks("TellCustomerDialog"),
        Sense.TELL,
        _can_be_told,
        "Ctrl+Shift+T",
    ),
    _command(
        "tell",
        lambda: _("Note who was told…"),
        "message-square",
        _asks("TellDialog"),
        Sense.TELL,
        _while_it_runs,
    ),
    _command(
        "merge",
        lambda: _("It is the same as another one…"),
        "layers",
        _asks("MergeDialog"),
        Sense.RELATE,
        _while_it_is_the_same,
        "Ctrl+Shift+G",
    ),
    _command(
        "turn",
        lambda: _("It was no incident…"),
        "git-branch",
        _asks("TurnDialog"),
        Sense.RELATE,
        _while_it_is_the_same,
    ),
    _command(
        "link-incident",
        lambda: _("Link with another incident…"),
        "link",
        _asks("LinkDialog"),
        Sense.RELATE,
    ),
    _command(
        "request-change",
        lambda: _("Create a change request"),
        "git-branch",
        _does("request_change"),
        Sense.RELATE,
        _once_recorded,
    ),
    _command(
        "use-known-error",
        lambda: _("It is a known error…"),
        "book-open",
        _asks("KnownErrorDialog"),
        Sense.RELATE,
        _unless_cancelled,
    ),
    _command(
        "known-error",
        lambda: _("Record a known error from it"),
        "plus",
        _does("record_known_error"),
        Sense.RELATE,
        _unless_cancelled,
    ),
)
