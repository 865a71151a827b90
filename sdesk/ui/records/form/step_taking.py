"""What happens when the button of a step is pressed: save, see what is missing, ask, take the step."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt

from sdesk.errors import SdeskError
from sdesk.models import Record, Step
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.steps import missing, take_step
from sdesk.ui.desk import Desk
from sdesk.ui.records.form.sheet import RecordSheet
from sdesk.ui.records.form.shown_record import ShownRecord
from sdesk.ui.records.form.step_dialog import StepDialog, asks_nothing
from sdesk.ui.wording import worded


class StepTaking(QObject):
    """Takes the steps of the record that a form shows, and says in the form why one cannot be taken.

    While it `is_taking` one, the form waits to show what is written: it shows it once, when the step is taken.
    """

    def __init__(self, desk: Desk, form: ShownRecord) -> None:
        super().__init__(form)
        self._desk = desk
        self._form = form
        self._sheet: RecordSheet | None = None
        self._step: Step | None = None
        self.is_taking = False

    def press(self, sheet: RecordSheet, step: Step) -> None:
        self._sheet, self._step = sheet, step
        lacking = missing(self._desk.workspace, sheet.as_typed(), step)
        if sheet.is_unsaved or (sheet.record is None and not lacking):
            if not self._form.save():
                return
            lacking = missing(self._desk.workspace, sheet.as_typed(), step)
        if lacking:
            self._say_missing(lacking)
        elif sheet.record is None:
            return
        elif asks_nothing(self._desk, sheet.record, step):
            self._take_at_once()
        else:
            asking = self._desk.screens.dialog_for(sheet.record, step, StepDialog)
            dialog = asking(self._desk, sheet.record, step, self._form.create_elsewhere, self._form)
            dialog.taken.connect(self._taken)
            dialog.lacking.connect(self._lacking)
            dialog.setWindowModality(Qt.WindowModality.WindowModal)
            dialog.open()

    def _take_at_once(self) -> None:
        if self._sheet is None or self._sheet.record is None or self._step is None:
            return
        before = self._sheet.record
        try:
            with self._taking():
                record = take_step(self._desk.workspace, before, self._step.name)
        except Refused as refusal:
            if refusal.problems:
                self._say_missing(list(refusal.problems))
            else:
                self._form.refuse(worded(refusal))
        except SdeskError as fault:
            self._form.refuse(worded(fault))
        except Exception:
            self._form.show_record(
                before
            )  # it may be written, and a fault of what listens kept us from showing it
            raise
        else:
            self._taken(record)

    @contextmanager
    def _taking(self) -> Iterator[None]:
        self.is_taking = True
        try:
            yield
        finally:
            self.is_taking = False

    def _say_missing(self, problems: list[Problem]) -> None:
        """List everything, say it beside the fields, and go to the first that is here."""
        if self._sheet is None or self._step is None:
            return
        self._form.missing.show_refused(self._sheet.model, self._step, problems)
        self._sheet.body.show_problems(problems)
        first = next((each.where for each in problems if each.field in self._sheet.body.fields), "")
        if first:
            self._form.jump_to(first)

    def _lacking(self, problems: list[Problem]) -> None:
        if problems:
            self._say_missing(problems)

    def _taken(self, record: Record) -> None:
        if self._sheet is None or self._step is None:
            return
        written = reload(self._desk.workspace, record)  # whoever heard of the step may have written more
        self._sheet.show_record(written)
        self._form.step_was_taken(written, self._step)
