"""Everything in the workspace, as tables that any program reads, in a new folder."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from sdesk.practice.calendar.days import today
from sdesk.practice.exchange.csv_files import export
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    STYLE,
    Dialog,
    GroupTitle,
    WrappedLabel,
    button,
    column_of,
    primary_button,
    row_of,
)
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.window.problem_report import tell
from sdesk.ui.worker import Progress, Worker


class Exporting(QObject):
    """Written beside the work; called off, nothing of it is left."""

    def __init__(self, desk: Desk, worker: Worker, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._worker, self._window = desk, worker, window

    def ask(self) -> None:
        """In which folder the new one shall be."""
        dialog = QFileDialog(self._window, _("Where to put the folder with everything"), str(Path.home()))
        dialog.setObjectName("file.export")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("Export here"))
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def write(self, chosen: str) -> None:
        workspace = self._desk.workspace
        folder = _new_folder(Path(chosen), f"{workspace.path.stem} {today(workspace):%Y-%m-%d}")

        def work(progress: Progress) -> int:
            return export(workspace, folder, progress)

        def done(count: int) -> None:
            Exported(folder, count, self._window, is_readable=bool(workspace.passphrase)).open()

        self._worker.start(_("Exporting"), work, done, self._failed)

    def _failed(self, fault: Exception) -> None:
        tell(fault, self._window)


def _new_folder(within: Path, name: str) -> Path:
    """One that is not there yet."""
    number, folder = 1, within / name
    while folder.exists():
        number += 1
        folder = within / f"{name} ({number})"
    return folder


class Exported(Dialog):
    """What came of it, and where it is."""

    def __init__(self, folder: Path, count: int, parent: QWidget, *, is_readable: bool) -> None:
        super().__init__("exported", _("Exported"), parent, width=480, modal=True)
        said = ngettext("{n} file was written.", "{n} files were written.", count).format(n=count)
        lines = [str(folder)]
        if is_readable:
            lines.append(_("They are not encrypted: anybody can read them who can open the folder."))
        show = button(_("Open the folder"), self, name="exported.open")
        show.setAutoDefault(False)
        show.clicked.connect(partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(folder))))
        close = primary_button(_("Close"), self, name="action.close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column_of(
            GroupTitle(said, self),
            *(WrappedLabel(line, self) for line in lines),
            GRID,
            row_of(show, STRETCH, close, spacing=STYLE),
            inside=self,
            margins=PAGE_MARGIN,
        )
        close.setFocus()


__all__ = ["Exported", "Exporting"]
