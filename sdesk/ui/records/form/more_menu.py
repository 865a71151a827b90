"""Everything else that can be done with a record, under *More*."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu

from sdesk.errors import SdeskError
from sdesk.models import Document, Record, ServiceChangeRequest, ServiceIncident
from sdesk.practice.incident.handling import resume
from sdesk.practice.lifecycle.records import delete_draft, new_version, restore_draft
from sdesk.practice.lifecycle.steps import steps_from_here
from sdesk.translation import gettext as _
from sdesk.ui.audit.applicability import ApplicabilityDialog
from sdesk.ui.desk import Desk
from sdesk.ui.incident.case_dialogs import HoldDialog, StepTakenDialog, TellDialog
from sdesk.ui.records.extras import actions_of
from sdesk.ui.records.form.head import action_name
from sdesk.ui.theme.icons import icon

if TYPE_CHECKING:
    from sdesk.ui.incident.actions import IncidentActions
    from sdesk.ui.records.form.record_form import RecordForm


class RecordActions(QObject):
    """Fills the menu with what the shown record's state allows, and does it."""

    def __init__(self, menu: QMenu, desk: Desk, form: "RecordForm") -> None:
        super().__init__(menu)
        self._menu = menu
        self._desk = desk
        self._form = form
        self._record: Record | None = None
        self._incident_actions: IncidentActions | None = None

    def fill(self, record: Record | None) -> None:
        """Offer what can be done with this record; nothing for one that is not stored yet."""
        self._menu.clear()
        self._record = record
        if record is None or record.deleted_at is not None:
            return
        self._offer_steps(record)
        if isinstance(record, ServiceIncident):
            self._offer_incident_actions(record)
        for extra in actions_of(record):
            action = self._offer(extra.name, extra.title(), extra.picture, self._do_extra)
            action.setProperty("extra", extra)
        self._menu.addSeparator()
        if record.versioned and record.state_called(record.state).frozen:
            self._offer("new-version", _("New version"), "git-branch", self._start_version)
        self._offer("attach", _("Attach a file…"), "paperclip", self.choose_files)
        self._offer("print", _("Print\tCtrl+P"), "printer", self._print)
        if isinstance(record, ServiceChangeRequest | ServiceIncident):
            self._offer("case", _("Work through it page by page"), "list-checks", self._open_case)
        if isinstance(record, Document):
            self._offer("not-applicable", _("Set to not applicable…"), "minus", self._does_not_apply)
        self._offer("copy-number", _("Copy number"), "copy", self._copy_number)
        if record.is_draft:
            self._menu.addSeparator()
            self._offer("delete-draft", _("Delete draft"), "trash-2", self._delete)

    def _offer(self, name: str, text: str, picture: str, does: Any) -> QAction:
        action = self._menu.addAction(icon(picture), text) if picture else self._menu.addAction(text)
        action.setObjectName(f"action.{name}")
        action.triggered.connect(does)
        return action

    def _offer_steps(self, record: Record) -> None:
        """Every step but the one that has its own button."""
        steps = list(steps_from_here(record))
        shown = next((step for step in steps if step.main), None)
        for step in steps:
            if step is not shown:
                action = self._offer(
                    "", _(step.label) + ("…" if step.reason or step.asks else ""), "", self._press
                )
                action.setObjectName(action_name(step))
                action.setProperty("step", step.name)

    def _offer_incident_actions(self, incident: ServiceIncident) -> None:
        self._menu.addSeparator()
        if not (incident.state in ("draft", "restored") or incident.state_called(incident.state).ended):
            self._offer("add-step", _("Note a step taken…"), "wrench", self._note_step)
            self._offer("tell", _("Note who was told…"), "message-square", self._note_told)
            if incident.on_hold:
                self._offer("resume", _("Resume: the clock runs again"), "play", self._resume)
            else:
                self._offer("hold", _("Put on hold…"), "pause", self._put_on_hold)
        if self._incident_actions is None:
            from sdesk.ui.incident.actions import IncidentActions

            self._incident_actions = IncidentActions(self._desk, self._form)
        self._incident_actions.offer(self._menu, incident)

    # what the lines do

    def _do_extra(self) -> None:
        extra = self.sender().property("extra")
        if self._form.save():
            self._try(lambda record: extra.does(self._desk, record, self._form))

    def _press(self) -> None:
        self._form.press_step(str(self.sender().property("step")))

    def _start_version(self) -> None:
        if self._record is not None:
            self._try(lambda record: self._form.show_record(new_version(self._desk.workspace, record)))

    def choose_files(self) -> None:
        """Ask which files to keep with the record."""
        dialog = QFileDialog(self._form, _("Attach files"))
        dialog.setObjectName("file.attach")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._form.attach_files)
        dialog.open()

    def _print(self) -> None:
        if self._record is not None:
            self._form.flush()
            self._desk.open_report(self._record.id)

    def _open_case(self) -> None:
        if self._record is not None:
            self._form.flush()
            self._desk.open_case(self._record.id)

    def _copy_number(self) -> None:
        if self._record is not None:
            QGuiApplication.clipboard().setText(self._record.number)
            self._desk.say(_("{number} is on the clipboard.").format(number=self._record.number))

    def _does_not_apply(self) -> None:
        if self._record is not None:
            ApplicabilityDialog(self._desk, self._record.work_product, self._form.window()).open()

    def restore(self) -> None:
        """Bring a deleted draft back."""
        self._try(lambda record: restore_draft(self._desk.workspace, record))

    def _delete(self) -> None:
        self._form.flush()
        self._try(lambda record: delete_draft(self._desk.workspace, record))

    def _resume(self) -> None:
        if self._form.save():
            self._try(lambda record: resume(self._desk.workspace, record))

    def _put_on_hold(self) -> None:
        self._ask(HoldDialog)

    def _note_step(self) -> None:
        self._ask(StepTakenDialog)

    def _note_told(self) -> None:
        self._ask(TellDialog)

    def _ask(self, dialog: Any) -> None:
        """Save first, so that the dialog adds to what stands in the form."""
        if self._form.save() and isinstance(self._record, ServiceIncident):
            dialog(self._desk, self._record, self._form).open()

    def _try(self, does: Any) -> None:
        try:
            does(self._record)
        except SdeskError as fault:
            self._form.refuse(str(fault))
