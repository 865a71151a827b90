"""Lists and forms of any kind of record, made from its declaration."""

from sdesk.ui.records.create_dialog import open_create_dialog
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.records.form.step_dialog import StepDialog
from sdesk.ui.records.list.record_table import RecordTable

__all__ = ["RecordForm", "RecordTable", "StepDialog", "open_create_dialog"]
