"""Backing up from the window: where to, then beside the work; when it was done last."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from sdesk.errors import SdeskError
from sdesk.log import Event, note
from sdesk.practice.backups import back_up, suggested_name
from sdesk.practice.kept_copies import Copy
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.told_copies import not_told
from sdesk.translation import Message
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.settings import Settings
from sdesk.ui.window.problem_report import tell
from sdesk.ui.worker import Progress, Worker


class BackUp(QObject):
    """`made` says that there is a new backup."""

    made = Signal()

    def __init__(self, desk: Desk, settings: Settings, worker: Worker, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._settings = settings
        self._worker = worker
        self._window = window

    def last(self) -> Copy | None:
        """The last one that was made on this laptop, wherever it is by now."""
        ours = organization(self._desk.workspace)
        return self._settings.backup(ours.id) if ours else None

    def ask(self) -> None:
        """Ask where to; beside the last one is proposed. A copy that is read is none of what is in the workspace now."""
        try:
            self._desk.workspace.refuse_to_save()
        except SdeskError as fault:
            self._failed(fault)
            return
        last = self.last()
        folder = last.path.parent if last and last.path.parent.is_dir() else Path.home()
        dialog = QFileDialog(self._window, _("Back up to"), str(folder), _("Workspaces (*.sdesk)"))
        dialog.setObjectName("file.backup")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("sdesk")
        dialog.selectFile(suggested_name(self._desk.workspace))
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("Back up"))
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def write(self, chosen: str) -> None:
        """Copy the workspace there, and check the copy."""
        copy = Path(chosen)
        workspace = self._desk.workspace

        def work(progress: Progress) -> tuple[Copy, Message | None]:
            return back_up(workspace, copy, progress)

        def done(came: tuple[Copy, Message | None]) -> None:
            made, untold = came
            note(Event.BACKED_UP, bytes=copy.stat().st_size)
            ours = organization(workspace)
            if ours is not None:
                self._settings.remember_backup(ours.id, made)
            self._desk.say(_("Backed up to {file} and checked.").format(file=copy.name))
            if untold is not None:
                self._failed(not_told(untold))
            self.made.emit()

        self._worker.start(_("Backing up"), work, done, self._failed)

    def _failed(self, fault: Exception) -> None:
        tell(fault, self._window)
