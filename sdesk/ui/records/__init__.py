"""Lists and forms of any kind of record, made from its declaration."""

from sdesk.ui.records.create_dialog import open_create_dialog
from sdesk.ui.records.form import RecordForm
from sdesk.ui.records.step_dialog import StepDialog

__all__ = ["RecordForm", "StepDialog", "open_create_dialog"]
