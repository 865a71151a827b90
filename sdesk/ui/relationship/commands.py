"""What can be done with a customer, or with an agreement, beside its steps."""

from uuid import UUID

from sdesk.models import Customer, CustomerAgreement, Record
from sdesk.practice.reporting.spans import agreements
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.record_command import RecordCommand, Sense


def _is_worked_for(record: Record) -> bool:
    return isinstance(record, Customer | CustomerAgreement)


def _agreement_of(desk: Desk, record: Record) -> UUID | None:
    """The newest one by which the work is counted; None where there is none yet."""
    customer = record.customer if isinstance(record, CustomerAgreement) else record.id
    number = record.number if isinstance(record, CustomerAgreement) else ""
    found = [
        each.id
        for each in agreements(desk.workspace, CustomerAgreement)
        if each.customer == customer and number in ("", each.number)
    ]
    return found[-1] if found else None


def _why_not(desk: Desk, record: Record) -> str:
    if _agreement_of(desk, record) is not None:
        return ""
    return _("No agreement is approved yet by which the work could be counted.")


def _state_work(desk: Desk, record: Record, form: object) -> None:
    agreement = _agreement_of(desk, record)
    if agreement is not None:
        desk.open_work_statement(agreement)


COMMANDS = (
    RecordCommand(
        "work-statement",
        lambda: _("Statement of work"),
        "file-text",
        _is_worked_for,
        _state_work,
        Sense.PRINT,
        why_not=_why_not,
        writes=False,
    ),
)
