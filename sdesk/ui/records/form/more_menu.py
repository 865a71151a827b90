"""What can be done with the shown record, as actions: the menu of its head has them, the palette and the keys ask for them."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QWidgetAction

from sdesk.errors import SdeskError
from sdesk.models import Record
from sdesk.practice.lifecycle.records import restore_draft
from sdesk.practice.lifecycle.steps import steps_from_here
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import HelpText
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.record_command import RecordCommand, Sense
from sdesk.ui.records.form.commands import commands_of
from sdesk.ui.records.form.shown_record import ShownRecord
from sdesk.ui.records.naming import called
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import GRID
from sdesk.ui.wording import worded

NEXT_STEP_KEYS = "Ctrl+Return"


class RecordActions(QObject):
    """Fills the menu, group by group, with what there is for the shown record, and does it.

    The next step has a button of its own and is no line of the menu.
    """

    def __init__(self, menu: QMenu, desk: Desk, form: ShownRecord) -> None:
        super().__init__(menu)
        self._menu = menu
        self._desk = desk
        self._form = form
        self._record: Record | None = None
        self._actions: list[QAction] = []
        menu.setToolTipsVisible(True)
        menu.setProperty("dense", True)  # all of it fits on a screen of 700 lines

    def fill(self, record: Record | None) -> None:
        """Offer what can be done with this record; nothing for one that is not stored yet."""
        self._menu.clear()
        for gone in self._actions:
            gone.deleteLater()
        self._actions = []
        self._record = record
        if record is None or record.deleted_at is not None:
            return
        main = next((each.name for each in steps_from_here(record) if each.main), "").replace(" ", "-")
        sense: Sense | None = None
        for command in commands_of(self._desk, record):
            action = self._action_of(command, record, is_next=command.name == main)
            self._actions.append(action)
            if command.name == main:
                continue
            if command.sense is not sense:
                sense = command.sense
                self._head(sense)
            self._menu.addAction(action)

    def actions(self) -> list[QAction]:
        """All that can be done with the shown record now, also what is grey; each knows its `keys` and `group`."""
        return list(self._actions)

    def _action_of(self, command: RecordCommand, record: Record, *, is_next: bool) -> QAction:
        keys = command.keys or command.shown_keys or (NEXT_STEP_KEYS if is_next or command.main else "")
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        action = QAction(f"{command.title()}\t{shown}" if shown else command.title(), self)
        if command.picture:
            action.setIcon(icon(command.picture))
        action.setObjectName(f"action.{command.name}")
        action.setProperty("icon_name", command.picture)
        action.setProperty("keys", command.keys)
        action.setProperty("main", command.main)
        action.setProperty("group", called(record))
        why = command.why_not(self._desk, record)
        if why:
            action.setEnabled(False)
            action.setToolTip(plain_tip(why))
            action.setProperty("why", why)
        action.triggered.connect(partial(self._do, command))
        return self._desk.writes(action) if command.writes else action

    def _head(self, sense: Sense) -> None:
        """The name of a group, which no key stops at."""
        said = HelpText(sense.title, self._menu)
        said.setWordWrap(False)
        said.setContentsMargins(GRID, 0 if self._menu.isEmpty() else GRID, GRID, 0)
        heading = QWidgetAction(self._menu)
        heading.setObjectName(f"group.{sense.name.lower()}")
        heading.setDefaultWidget(said)
        heading.setEnabled(False)
        self._menu.addAction(heading)

    # what the lines do

    def _do(self, command: RecordCommand, _checked: bool = False) -> None:
        if command.saves and not self._form.save():
            return
        self._try(lambda record: command.does(self._desk, record, self._form))

    def choose_files(self) -> None:
        """Ask which files to keep with the record."""
        dialog = QFileDialog(self._form, _("Attach files"))
        dialog.setObjectName("file.attach")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._form.attach_files)
        dialog.open()

    def restore(self) -> None:
        """Bring a deleted draft back."""
        self._try(lambda record: restore_draft(self._desk.workspace, record))

    def _try(self, does: Any) -> None:
        if self._record is None:
            return
        try:
            does(self._record)
        except SdeskError as fault:
            self._form.refuse(worded(fault))
