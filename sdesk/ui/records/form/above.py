"""What stands above the pages of a record, and what it says of the fields that are shown and of the next step."""

from PySide6.QtWidgets import QWidget

from sdesk.practice.lifecycle.steps import missing, steps_from_here
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk, OwnStep
from sdesk.ui.pieces import Callout, Tone, column_of
from sdesk.ui.records.form.head import RecordHead, is_kept_at_once
from sdesk.ui.records.form.head_words import who_acts
from sdesk.ui.records.form.missing_panel import MissingPanel
from sdesk.ui.records.form.note_slot import NoteSlot
from sdesk.ui.records.form.sheet import RecordSheet
from sdesk.ui.records.form.sheet_rack import SheetRack
from sdesk.ui.records.form.waiting_line import WaitingLine
from sdesk.ui.team.settling.line import SettleLine
from sdesk.ui.theme.look import PAGE_MARGIN


class AboveForm(QWidget):
    """The head, and below it that the record is deleted, what is to settle of it, what is missing or went wrong, what waits elsewhere."""

    def __init__(self, desk: Desk, rack: SheetRack, parent: QWidget, *, compact: bool) -> None:
        super().__init__(parent)
        self._desk = desk
        self._compact = compact
        self.head = RecordHead(desk, self, compact=compact)
        self.missing = MissingPanel(self)
        self.note = NoteSlot(self.missing, self)
        self.elsewhere = WaitingLine(rack, self)
        self.deleted = Callout(Tone.INFO, _("This draft is deleted."), self, action=_("Restore"))
        self.deleted.setObjectName("record.deleted")
        desk.writes(self.deleted.button)
        notes = column_of(margins=(PAGE_MARGIN, 0, PAGE_MARGIN, 4), spacing=8)
        self.settling = SettleLine(desk, self)
        for widget in (self.deleted, self.settling, self.note, self.elsewhere):
            notes.addWidget(widget)
        column_of(self.head, notes, inside=self, spacing=0)

    def clear(self) -> None:
        self.note.complain("")
        for widget in (self.head, self.missing, self.note, self.elsewhere, self.deleted, self.settling):
            widget.hide()

    def show_head(self, sheet: RecordSheet, own: OwnStep | None) -> None:
        """The record, and its next step; `own` in the words of the page that is looked at."""
        if sheet.record is None:
            self.head.show_new(sheet.model, adds_at_once=is_kept_at_once(sheet.model))
        else:
            self.head.show_record(sheet.record, own)
        self.deleted.setVisible(sheet.record is not None and sheet.record.deleted_at is not None)
        self.settling.show_record(sheet.record)

    def show_saving(self, sheet: RecordSheet) -> None:
        """What is not saved, and why something approved is changed."""
        waits = sheet.is_unsaved and not sheet.saves_itself
        self.head.show_saving(
            sheet.saving_text(),
            offers_save=waits and sheet.record is not None,
            offers_revert=waits,
            is_settled=(waits or not sheet.is_unsaved) and not sheet.body.unreadable(),
        )
        self.note.ask_reason(waits and sheet.changes_what_was_approved, sheet.reason)

    def show_missing(self, sheet: RecordSheet, own: OwnStep | None) -> None:
        """What the next step lacks; a page that takes it in its own way says so itself."""
        subject = sheet.as_typed()
        step = next((each for each in steps_from_here(subject) if each.main), None)
        self.note.keep_room(not self._compact)
        if step is None or subject.deleted_at is not None or own is not None:
            self.missing.hide()
            return
        lacking = missing(self._desk.workspace, subject, step)
        self.missing.show_missing(sheet.model, step, lacking, who_acts(self._desk, step))
