"""A workspace of an older format on its way to today's, while the window stays alive."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from sdesk.errors import SdeskError
from sdesk.practice.kept_copies import before_migrating
from sdesk.practice.workspaces import InUse, Workspace, open_workspace
from sdesk.translation import gettext as _
from sdesk.ui.window.problem_report import tell
from sdesk.ui.worker import Progress


class UpToDate(QObject):
    """It is copied as it is, verified in today's format, changed, and shown. Called off before it is changed, it stays as it is."""

    def __init__(self, program: Any) -> None:
        super().__init__(program)
        self._program = program

    def bring(self, path: Path, passphrase: str = "") -> None:
        program = self._program
        if program.window is None:
            program.welcome()
        places, device = program.settings.places, program.settings.device

        def work(progress: Progress) -> Workspace:
            before = before_migrating(places, progress=progress)
            workspace = open_workspace(path, passphrase, device=device, before_migrating=before)
            try:
                progress(1, 1)
            except BaseException:  # nobody waits for it any more
                workspace.close()
                raise
            return workspace

        def done(workspace: Workspace) -> None:
            program.show(workspace)

        def failed(fault: Exception) -> None:
            if isinstance(fault, InUse):
                program.in_use(fault)
            elif isinstance(fault, SdeskError):
                program.not_opened(fault, path)
            else:
                tell(fault, program.window)

        said = _("Bringing {file} up to date").format(file=path.name)
        program.worker.start(said, work, done, failed)


__all__ = ["UpToDate"]
