"""Lists and forms of any kind of record, made from its declaration."""

from sdesk.ui.records.create_dialog import open_create_dialog
from sdesk.ui.records.form import RecordForm
from sdesk.ui.records.step_dialog import StepDialog
from sdesk.ui.records.table import RecordTable

__all__ = ["RecordForm", "RecordTable", "StepDialog", "open_create_dialog"]
