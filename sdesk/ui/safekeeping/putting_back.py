"""A copy in the place of the workspace: the window goes, the copy comes, and another window goes on with it."""

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from sdesk.errors import SdeskError
from sdesk.local_time import utc_now
from sdesk.log import Event, note
from sdesk.practice.kept_copies import Outcome
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.restoring import Seen, restore_seen
from sdesk.translation import gettext as _
from sdesk.ui.records.reading import moment_text
from sdesk.ui.safekeeping.closing_copy import UnderWay
from sdesk.ui.safekeeping.restore_preview import RestorePreview
from sdesk.ui.safekeeping.restoring import Agreed
from sdesk.ui.window.choosing import workspace_dialog
from sdesk.ui.window.problem_report import tell


class PuttingBack(QObject):
    """If the copy cannot come, what was there is opened again."""

    def __init__(self, program: Any) -> None:
        super().__init__(program)
        self._program = program

    def over_open(self, agreed: Agreed) -> None:
        """Over the workspace that is open."""
        workspace = self._program.workspace
        path, passphrase = workspace.path, workspace.passphrase
        self._program.welcome()
        if self._program.workspace is None:
            self._put(agreed, path, passphrase)

    def ask(self, path: Path) -> None:
        """Which copy takes the place of a workspace that could not be opened."""
        dialog = workspace_dialog(
            self._program, _("Which copy to restore"), "file.copy", QFileDialog.AcceptMode.AcceptOpen
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        places = self._program.settings.places
        if places is not None:
            dialog.setDirectory(str(places.first))
        dialog.fileSelected.connect(lambda chosen: self._look_into(Path(chosen), path))
        dialog.open()

    def _look_into(self, copy: Path, path: Path) -> None:
        program = self._program
        shown = RestorePreview(copy, path, None, program.window, at_once=program.worker.at_once)
        shown.agreed.connect(partial(self._over_unopened, path))
        shown.open()

    def _over_unopened(self, path: Path, seen: Seen) -> None:
        self._put(Agreed(seen, Outcome()), path, "")

    def _put(self, agreed: Agreed, path: Path, passphrase: str) -> None:
        """`passphrase` is that of what is there: if it stays, it is opened again."""
        program = self._program
        said = _("The copy is verified once more and put in its place.")
        under_way = UnderWay("restoring", _("Restoring"), said, program.window)

        def done(aside: Path | None) -> None:
            under_way.accept()
            note(Event.RESTORED, kept=int(aside is not None), copies=len(agreed.before.good))
            self._go_on(agreed, path, aside)

        def failed(fault: Exception) -> None:
            under_way.accept()
            with suppress(SdeskError):
                program.show(program.opened(path, passphrase))
            tell(fault, program.window)

        under_way.open()
        program.worker.start(said, lambda _progress: restore_seen(agreed.seen, path), done, failed)

    def _go_on(self, agreed: Agreed, path: Path, aside: Path | None) -> None:
        program = self._program
        try:
            workspace = program.opened(path, agreed.seen.passphrase)
        except SdeskError as fault:
            program.not_opened(fault, path)
            return
        ours, window = organization(workspace), program.show(workspace)
        if window is not None:
            said = window.restored.tell(agreed, aside)
            if ours is not None:
                program.settings.remember_restored(ours.id, f"{moment_text(utc_now())}: {said}")


__all__ = ["PuttingBack"]
