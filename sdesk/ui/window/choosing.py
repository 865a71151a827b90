"""Asking which workspace to open, or where to make one."""

from pathlib import Path
from typing import Any

from platformdirs import user_documents_path
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from sdesk.errors import SdeskError
from sdesk.practice.kept_copies import Places
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.safekeeping.shared_folders import copy_there_too
from sdesk.ui.window.problem_report import tell
from sdesk.ui.worker import Progress

SAMPLE_NAME = "sample.sdesk"


class Choosing(QObject):
    """What is chosen is opened by the program, or made and opened."""

    def __init__(self, program: Any) -> None:
        super().__init__(program)
        self._program = program

    def ask_open(self) -> None:
        dialog = workspace_dialog(
            self._program, _("Open a workspace"), "file.open", QFileDialog.AcceptMode.AcceptOpen
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._open_chosen)
        dialog.open()

    def ask_new(self) -> None:
        """The first run; what it makes is opened here, and the questions about the firm follow."""
        from sdesk.ui.wizard import FirstRunWizard

        places = self._program.settings.places
        wizard = FirstRunWizard(
            device=self._program.settings.device,
            parent=self._program.window,
            kept_in=self._program.settings.folder,
            copies=places.first if places else None,
        )
        wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wizard.second_place_chosen.connect(self._copy_there_too)
        wizard.copies_chosen.connect(self._keep_copies_in)
        wizard.made.connect(self._made)
        wizard.open_asked.connect(self.ask_open)
        wizard.sample_asked.connect(self.ask_sample)
        wizard.open()

    def ask_join(self) -> None:
        """With an invitation; the workspace that comes of it is opened here."""
        from sdesk.ui.team.laptops.joining import JoinDialog

        asking = JoinDialog(self._program.window, at_once=self._program.worker.at_once)
        asking.joined.connect(self._joined)
        asking.open()

    def _joined(self, place: Path, passphrase: str) -> None:
        """Who works on this laptop is asked, whoever worked on another."""
        try:
            window = self._program.show(self._program.opened(place, passphrase))
        except SdeskError as fault:
            self._program.not_opened(fault, place)
            return
        if window is not None and window.desk.workspace.person_id is not None:
            window.working.ask()

    def ask_sample(self) -> None:
        """Where to make the sample workspace; one that is there already is opened."""
        dialog = workspace_dialog(
            self._program, _("Where to keep the sample"), "file.sample", QFileDialog.AcceptMode.AcceptSave
        )
        dialog.setDefaultSuffix("sdesk")
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile(SAMPLE_NAME)
        dialog.fileSelected.connect(self._sample_chosen)
        dialog.open()

    def _open_chosen(self, chosen: str) -> None:
        self._program.open(Path(chosen))

    def _sample_chosen(self, chosen: str) -> None:
        path = Path(chosen)
        if path.exists():
            self._program.open(path)
            return

        def work(progress: Progress) -> None:
            from sdesk.sample import make_sample

            make_sample(path, progress=lambda _text, part: progress(round(part * 100), 100))

        def done(_result: None) -> None:
            self._program.open(path)

        self._program.worker.start(_("Making the sample"), work, done, self._sample_failed)

    def _sample_failed(self, fault: Exception) -> None:
        tell(fault, self._program.window)

    def _copy_there_too(self, folder: Path) -> None:
        copy_there_too(self._program.settings, folder)

    def _keep_copies_in(self, folder: Path) -> None:
        places = self._program.settings.places
        try:
            self._program.settings.places = Places(folder, places.second if places else None)
        except SdeskError as fault:
            tell(fault, self._program.window)

    def _made(self, workspace: Workspace) -> None:
        from sdesk.ui.wizard import open_questions

        window = self._program.show(workspace)
        if window is not None:
            open_questions(window.desk, window)


def workspace_dialog(program: Any, title: str, name: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
    dialog = QFileDialog(program.window, title, str(user_documents_path()), _("Workspaces (*.sdesk)"))
    dialog.setObjectName(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(mode)
    return dialog


__all__ = ["Choosing", "workspace_dialog"]
