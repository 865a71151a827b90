"""Everything else that can be done with a record, under *More*."""

from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu

from sdesk.errors import SdeskError
from sdesk.models import Record, ServiceChangeRequest, ServiceIncident
from sdesk.practice.lifecycle.records import delete_draft, new_version, restore_draft
from sdesk.practice.lifecycle.steps import steps_from_here
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk, MenuLines
from sdesk.ui.records.form.head import action_name
from sdesk.ui.records.form.shown_record import ShownRecord
from sdesk.ui.theme.icons import icon
from sdesk.ui.wording import worded


class RecordActions(QObject):
    """Fills the menu with what the shown record's state allows, and does it."""

    def __init__(self, menu: QMenu, desk: Desk, form: ShownRecord) -> None:
        super().__init__(menu)
        self._menu = menu
        self._desk = desk
        self._form = form
        self._record: Record | None = None
        self._lines: dict[type[Record], MenuLines] = {}

    def fill(self, record: Record | None) -> None:
        """Offer what can be done with this record; nothing for one that is not stored yet."""
        self._menu.clear()
        self._record = record
        if record is None or record.deleted_at is not None:
            return
        self._offer_steps(record)
        self._offer_own_lines(record)
        for extra in self._desk.screens.actions_of(record):
            action = self._offer(extra.name, extra.title(), extra.picture, self._do_extra)
            action.setProperty("extra", extra)
        self._menu.addSeparator()
        if record.versioned and record.state_called(record.state).frozen:
            self._offer("new-version", _("New version"), "git-branch", self._start_version)
        self._offer("attach", _("Attach a file…"), "paperclip", self.choose_files)
        self._offer("print", _("Print\tCtrl+P"), "printer", self._print, writes=False)
        if isinstance(record, ServiceChangeRequest | ServiceIncident):
            self._offer(
                "case", _("Work through it page by page"), "list-checks", self._open_case, writes=False
            )
        self._offer("copy-number", _("Copy number"), "copy", self._copy_number, writes=False)
        if record.is_draft:
            self._menu.addSeparator()
            self._offer("delete-draft", _("Delete draft"), "trash-2", self._delete)

    def _offer(self, name: str, text: str, picture: str, does: Any, *, writes: bool = True) -> QAction:
        action = self._menu.addAction(icon(picture), text) if picture else self._menu.addAction(text)
        action.setObjectName(f"action.{name}")
        action.triggered.connect(does)
        return self._desk.writes(action) if writes else action

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

    def _offer_own_lines(self, record: Record) -> None:
        """What this kind of record can do besides its steps."""
        make = self._desk.screens.menus.get(type(record))
        if make is None:
            return
        if type(record) not in self._lines:
            self._lines[type(record)] = make(self._desk, self._form)
        self._menu.addSeparator()
        self._lines[type(record)].offer(self._menu, record)

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

    def restore(self) -> None:
        """Bring a deleted draft back."""
        self._try(lambda record: restore_draft(self._desk.workspace, record))

    def _delete(self) -> None:
        self._form.flush()
        self._try(lambda record: delete_draft(self._desk.workspace, record))

    def _try(self, does: Any) -> None:
        try:
            does(self._record)
        except SdeskError as fault:
            self._form.refuse(worded(fault))
