"""What is said about a work product as evidence. Each part is imported when it is asked for."""

from typing import Any

from PySide6.QtWidgets import QWidget

from sdesk.models import Document, Record
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk, RecordAction, Screens


def _is_document(record: Record) -> bool:
    return isinstance(record, Document)


def _does_not_apply(desk: Desk, record: Any, over: QWidget) -> None:
    from sdesk.ui.audit.applicability import ApplicabilityDialog

    product = desk.workspace.packs.work_product_in(type(record).__name__)
    ApplicabilityDialog(desk, product, over.window()).open()


SCREENS = Screens(
    actions=(
        RecordAction(
            "not-applicable", lambda: _("Set to not applicable…"), "minus", _is_document, _does_not_apply
        ),
    )
)
