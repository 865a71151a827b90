"""The open file was lost: a line that stays until something can be saved again, and a way to save everything elsewhere."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from sdesk.errors import SdeskError
from sdesk.practice.backups import NotWhole, restore_elsewhere, save_elsewhere, suggested_name
from sdesk.practice.kept_copies import Copy
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Callout, Tone
from sdesk.ui.records.reading import moment_text
from sdesk.ui.window.problem_report import tell
from sdesk.ui.wording import worded


class SaveElsewhere(Callout):
    """Shown above the pages when what is saved would go nowhere; then, where it goes, until something is saved there."""

    go_on_asked = Signal(Path)
    """With the file at this place: a copy that was restored, because what is open cannot be read whole any more."""

    def __init__(self, desk: Desk, parent: QWidget, last_copy: Callable[[], Copy | None]) -> None:
        super().__init__(Tone.ERROR, "", parent)
        self.setObjectName("window.lost")
        self._desk, self._last_copy = desk, last_copy
        self._copy: Copy | None = None
        self.hide()
        desk.lost.connect(self._show_fault)
        desk.changed.connect(self.hide)
        desk.moved.connect(self.hide)
        self.acted.connect(self.ask)

    def _show_fault(self, fault: SdeskError) -> None:
        self._copy = None
        self.say(Tone.ERROR, worded(fault), _("Save everything elsewhere…"))
        self.show()

    def ask(self) -> None:
        """Ask for a new place; a folder that is there is proposed."""
        workspace = self._desk.workspace
        here = workspace.path.parent
        folder = here if here.is_dir() else Path.home()
        dialog = QFileDialog(
            self.window(), _("Save everything to a new file"), str(folder), _("Workspaces (*.sdesk)")
        )
        dialog.setObjectName("file.save-elsewhere")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is written over
        dialog.setDefaultSuffix("sdesk")
        dialog.selectFile(suggested_name(workspace))
        dialog.fileSelected.connect(self.restore if self._copy else self.write)
        dialog.open()

    def write(self, chosen: str) -> None:
        """Write everything there, verify it, and go on with that file; what is typed stays where it is."""
        try:
            save_elsewhere(self._desk.workspace, Path(chosen))
        except SdeskError as fault:
            self._copy = self._last_copy() if isinstance(fault, NotWhole) else None
            if self._copy is None:
                tell(fault, self.window())
            else:
                self._offer(fault, self._copy)
            return
        self._desk.moved.emit()
        said = _("Everything is in {file} now, and verified. Save again what is typed.")
        self.say(Tone.OK, said.format(file=self._desk.workspace.path.name))
        self.show()

    def _offer(self, fault: SdeskError, copy: Copy) -> None:
        last = _("The last good copy is of {made}.").format(made=moment_text(copy.moment))
        self.say(Tone.ERROR, f"{worded(fault)} {last}", _("Restore it to a new file…"))
        self.show()

    def restore(self, chosen: str) -> None:
        """Put the last copy there, and go on with that; what is typed here is offered there."""
        assert self._copy is not None
        try:
            self._desk.typing.keep_now()
            restore_elsewhere(self._desk.workspace, self._copy, Path(chosen))
        except SdeskError as fault:
            tell(fault, self.window())
            return
        self.go_on_asked.emit(Path(chosen))
