"""Of a workspace that cannot be opened, what can be read, in a new one; then what is missing, a line each."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from sdesk.practice.safekeeping import Damage, save_what_can_be_read
from sdesk.practice.workspaces import needs_passphrase
from sdesk.translation import gettext as _
from sdesk.ui.safekeeping.closing_copy import UnderWay
from sdesk.ui.window.passphrase import PassphraseDialog
from sdesk.ui.window.problem_report import tell
from sdesk.ui.worker import Progress


class Rescuing(QObject):
    """The damaged file is not touched; the new one is opened, and what it lacks is shown."""

    def __init__(self, program: Any) -> None:
        super().__init__(program)
        self._program = program

    def ask(self, damaged: Path) -> None:
        """Its passphrase, where it may have one, and where the new workspace shall be."""
        if not needs_passphrase(damaged):
            self.ask_where(damaged, "")
            return
        asking = PassphraseDialog(_("{file} is encrypted").format(file=damaged.name), self._program.window)

        def go_on(words: str) -> None:
            asking.accept()
            self.ask_where(damaged, words)

        asking.given.connect(go_on)
        asking.open()

    def ask_where(self, damaged: Path, passphrase: str) -> None:
        """Where the new workspace shall be: beside the one that is open, else beside the damaged one."""
        open_now = self._program.workspace
        dialog = QFileDialog(
            self._program.window,
            _("Where to save what can be read"),
            str((open_now.path if open_now else damaged).parent),
            _("Workspaces (*.sdesk)"),
        )
        dialog.setObjectName("file.rescue")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is written over
        dialog.setDefaultSuffix("sdesk")
        dialog.selectFile(_("{file} as far as it could be read.sdesk").format(file=damaged.stem))
        dialog.fileSelected.connect(lambda chosen: self._save(damaged, Path(chosen), passphrase))
        dialog.open()

    def _save(self, damaged: Path, path: Path, passphrase: str) -> None:
        said = _("What can be read is saved and verified.")
        shown = UnderWay("rescuing", _("Saving what can be read"), said, self._program.window)

        def work(_progress: Progress) -> list[Damage]:
            return save_what_can_be_read(damaged, path, passphrase)

        def done(damages: list[Damage]) -> None:
            shown.accept()
            self._program.show_rescued(path, passphrase, damages)

        def failed(fault: Exception) -> None:
            shown.accept()
            tell(fault, self._program.window)

        shown.open()
        self._program.worker.start(said, work, done, failed)


__all__ = ["Rescuing"]
