"""The page of a change that says whether it may be deployed."""

from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from sdesk.models import Record, ServiceChangeRequest
from sdesk.practice.change_clearance import clearance_of
from sdesk.ui.changes.clearance_view import ClearanceView
from sdesk.ui.changes.parts import PanelPage
from sdesk.ui.desk import Desk


class ClearancePanel(PanelPage):
    """Read anew whenever it is looked at."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "record.clearance", _("What speaks for and against deploying"), parent)

    def show_record(self, record: Record | None) -> None:
        page, column = self.begin()
        if isinstance(record, ServiceChangeRequest):
            column.addWidget(ClearanceView(self.desk, clearance_of(self.desk.workspace, record), page))
        self.finish(page, column)
