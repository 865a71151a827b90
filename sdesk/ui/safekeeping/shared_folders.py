"""A workspace in a folder that a program synchronises, or of another computer: what may happen, and the better way."""

import hashlib
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from sdesk.errors import SdeskError
from sdesk.practice.backups import save_elsewhere
from sdesk.practice.kept_copies import Places
from sdesk.practice.shared_folders import shared_folder, unshared_folder, warning, who_may_have_it
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Callout, Tone, quiet_button
from sdesk.ui.settings import Settings
from sdesk.ui.window.problem_report import tell
from sdesk.ui.wording import worded


def copy_there_too(settings: Settings, folder: Path) -> bool:
    """Make it the second place for copies. False where there is another one."""
    places = settings.places
    if places is None or places.second not in (None, folder):
        return False
    settings.places = Places(places.first, folder)
    return True


class SharedNote(Callout):
    """Under the place of a workspace that is still to be made; `kept_here` carries a folder of this computer instead."""

    kept_here = Signal(Path)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Tone.WARNING, "", parent)
        self.setObjectName("first-run.shared")
        self.hide()
        self.second_place: Path | None = None
        self._looked_at: Path | None = None
        self.acted.connect(self._keep_here)

    def look(self, path: Path) -> None:
        """Whether the file would lie in such a folder."""
        if path.parent == self._looked_at:
            return
        self._looked_at = path.parent
        found = shared_folder(path)
        if found is not None:
            self.second_place = None
            does = _("Keep it on this laptop") if unshared_folder() else ""
            self.say(Tone.WARNING, worded(warning(path.name, found)), does)
        self.setVisible(found is not None or self.second_place is not None)

    def _keep_here(self) -> None:
        folder, shared = unshared_folder(), self._looked_at
        if folder is None or shared is None:
            return
        self.second_place = shared
        said = _("It will lie on this laptop, and {folder} will be the second place for copies of it.")
        self.say(Tone.INFO, said.format(folder=shared))
        self.kept_here.emit(folder)


class SharedBar(Callout):
    """Above the pages, once a file: it can be kept on this laptop from now on. Nothing is moved; what lies there stays."""

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget) -> None:
        super().__init__(Tone.WARNING, "", parent)
        self.setObjectName("window.shared")
        self.hide()
        self._desk, self._settings = desk, settings
        self._leave = quiet_button(_("Leave it there"), self, name="shared.leave")
        self._leave.clicked.connect(self._leave_it)
        self.addButton(self._leave)
        self.acted.connect(self.ask)
        self._look()

    def _look(self) -> None:
        workspace = self._desk.workspace
        if workspace.read_only:
            return
        path = workspace.path
        found = None if self._was_told(path) else shared_folder(path)
        said = [who_may_have_it(workspace), warning(path.name, found) if found else ""]
        text = " ".join(worded(each) for each in said if each)
        if not text:
            return
        self.say(Tone.WARNING, text, _("Keep it on this laptop…") if found else "")
        self._leave.setText(_("Leave it there") if found else _("Go on here"))
        self.show()
        if found:
            self._settings.remember_word(_key(path), "told")

    def _leave_it(self) -> None:
        """Whoever leaves it knows what was said, also that another laptop may have it."""
        self._desk.workspace.take_over()
        self.hide()

    def _was_told(self, path: Path) -> bool:
        return bool(self._settings.word(_key(path)))

    def ask(self) -> None:
        """Where on this laptop; the name stays."""
        path = self._desk.workspace.path
        dialog = QFileDialog(
            self.window(),
            _("Where to keep the workspace"),
            str(unshared_folder() or Path.home()),
            _("Workspaces (*.sdesk)"),
        )
        dialog.setObjectName("file.keep-here")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is written over
        dialog.setDefaultSuffix("sdesk")
        dialog.selectFile(path.name)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("Keep it here"))
        dialog.fileSelected.connect(self.keep_at)
        dialog.open()

    def keep_at(self, chosen: str) -> None:
        """Write everything there, verify it, and go on with that; copies go where the file lay."""
        place, old = Path(chosen), self._desk.workspace.path
        found = shared_folder(place)
        if found is not None:
            self.say(Tone.WARNING, worded(warning(place.name, found)), _("Keep it on this laptop…"))
            return
        try:
            save_elsewhere(self._desk.workspace, place)
        except SdeskError as fault:
            tell(fault, self.window())
            return
        self._settings.forget(old)
        said = _(
            "You work in {file} now; everything is in it, and verified. {old} is as it was: remove it, so that nobody "
            "works in it by mistake."
        )
        try:
            copies_too = copy_there_too(self._settings, old.parent)
        except SdeskError as fault:
            copies_too = False
            tell(fault, self.window())
        if copies_too:
            said = _(
                "You work in {file} now; everything is in it, and verified. Copies go to {folder} too. {old} is as it "
                "was: remove it, so that nobody works in it by mistake."
            )
        self.say(Tone.OK, said.format(file=place, old=old.name, folder=old.parent))
        self._leave.setText(_("Close"))
        self._desk.moved.emit()


def _key(path: Path) -> str:
    return f"shared-{hashlib.sha256(str(path.resolve()).encode(errors='replace')).hexdigest()[:16]}"


__all__ = ["SharedBar", "SharedNote", "copy_there_too"]
