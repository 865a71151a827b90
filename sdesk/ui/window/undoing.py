"""Undo and redo in the window: of what whoever is working did since it was opened, by keys and by the link beside it."""

from uuid import UUID

from PySide6.QtCore import QObject

from sdesk.errors import SdeskError
from sdesk.models import Operation
from sdesk.practice.lifecycle.actions import action_called
from sdesk.practice.lifecycle.records import latest_operation
from sdesk.practice.lifecycle.undo import entry_of, last_done, last_undone, newest_own, reach, undo, why_not
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.records.history_text import action_text
from sdesk.ui.window.status_line import StatusLine
from sdesk.ui.wording import worded


class Undoing(QObject):
    """Offers each operation that can be undone in the status line, for some seconds."""

    def __init__(self, desk: Desk, status: StatusLine, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._status = status
        self._opened = self._seen = latest_operation(desk.workspace)
        self._offered: UUID | None = None
        desk.changed.connect(self._look)
        status.undo_asked.connect(self._undo_offered)

    def undo(self) -> None:
        """Take back what was done last."""
        operation = last_done(self._desk.workspace, self._opened)
        if operation is None:
            self._desk.say(_("There is nothing of yours to undo since this window was opened."))
        else:
            self._take_back(operation, _("Undone: {what}."))

    def redo(self) -> None:
        """Do again what was undone last."""
        operation = last_undone(self._desk.workspace, self._opened)
        if operation is None:
            self._desk.say(_("There is nothing to do again."))
        else:
            self._take_back(operation, _("Done again: {what}."))

    def _undo_offered(self) -> None:
        operation = self._desk.workspace.get(Operation, self._offered) if self._offered else None
        if operation is not None:
            self._take_back(operation, _("Undone: {what}."))

    def _take_back(self, operation: Operation, said: str) -> None:
        undone = self._undone_by(operation)
        try:
            undo(self._desk.workspace, operation.id)
        except SdeskError as fault:
            self._desk.say(worded(fault))
        else:
            self._desk.say(said.format(what=self._text(undone)))

    def _undone_by(self, operation: Operation) -> Operation:
        """What a person did: of an undo, what it took back."""
        while operation.undoes is not None:
            first = self._desk.workspace.get(Operation, operation.undoes)
            if first is None:
                break
            operation = first
        return operation

    def _look(self, _ids: object) -> None:
        """What came from other laptops takes no offer back, unless it is something that stands on it: then it is said what."""
        workspace = self._desk.workspace
        done, newest = last_done(workspace, self._seen), newest_own(workspace, self._seen)
        self._seen = latest_operation(workspace)
        if newest is None and self._offered is not None:
            refusal = why_not(workspace, self._offered)
            if refusal is not None:
                self._offered = None
                self._status.done.no_more(worded(refusal))
            return
        if done is None or done.id != newest or why_not(workspace, done.id) is not None:
            self._offered = None
            self._status.done.take_back_offer()
        else:
            self._offered = done.id
            self._status.done.offer(self._text(self._undone_by(done)))

    def _text(self, operation: Operation) -> str:
        entry = entry_of(self._desk.workspace, operation.id)
        if entry is None:
            return worded(action_called(operation.action))
        done = action_text(entry)
        count = reach(self._desk.workspace, [operation.id]).get(operation.id, 1)
        if count > 1:
            said = ngettext("{what} in {n} record", "{what} in {n} records", count)
            return said.format(what=done, n=count)
        return f"{entry.number}, {done.lower()}" if entry.number else done
