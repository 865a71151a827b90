"""What customers, suppliers and feedback show of their own. Each part is imported when it is asked for."""

from PySide6.QtWidgets import QWidget

from sdesk.models import Customer, FeedbackEntry, Record, Supplier
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk, RecordPage, Screens
from sdesk.ui.relationship.commands import COMMANDS


def _standing(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.relationship.party_page import PartyPage

    return PartyPage(desk, parent)


def _is_party(record: Record) -> bool:
    return isinstance(record, Customer | Supplier)


def _answer(desk: Desk, parent: QWidget) -> QWidget:
    from sdesk.ui.relationship.feedback_panel import FeedbackPanel

    return FeedbackPanel(desk, parent)


def _is_feedback(record: Record) -> bool:
    return isinstance(record, FeedbackEntry) and not record.is_draft


SCREENS = Screens(
    commands=COMMANDS,
    pages=(
        RecordPage("standing", lambda: _("How things stand"), _is_party, _standing),
        RecordPage("answer", lambda: _("What came of it"), _is_feedback, _answer),
    ),
)
