"""The copies of a workspace: when each was made, where it lies, whether it is good; and one of them in a new place."""

from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QTableWidget, QTableWidgetItem, QWidget

from sdesk.errors import SdeskError
from sdesk.practice.backups import verify_copy
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.listed_copies import Listed, OpenedBy, all_files
from sdesk.practice.restoring import Seen, refuse_itself
from sdesk.practice.safekeeping import restore
from sdesk.practice.told_copies import not_told
from sdesk.translation import Message
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    STYLE,
    AllInSight,
    BusyLine,
    Callout,
    Dialog,
    HelpText,
    PageTitle,
    Tone,
    button,
    column_of,
    dress_table,
    primary_button,
    row_of,
)
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.reading import moment_text
from sdesk.ui.safekeeping.anchor import AnchorDialog
from sdesk.ui.safekeeping.restore_preview import RestorePreview
from sdesk.ui.settings import Settings
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.window.problem_report import tell
from sdesk.ui.wording import worded
from sdesk.ui.worker import Worker

WIDTHS = (130, 80, 190, 310, 110)


class CopyList(Dialog):
    """What is read here is read beside the window: a place may be slow. `restore_agreed` carries what was looked into,
    `rescue_agreed` a damaged file and its passphrase."""

    restore_agreed = Signal(object)
    rescue_agreed = Signal(Path, str)

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget, *, at_once: bool = False) -> None:
        super().__init__("copies", _("Copies"), parent)
        self._desk, self._settings = desk, settings
        self._worker = Worker(self)
        self._worker.at_once = at_once
        self._listed: list[Listed] = []
        self._checked: dict[Path, str] = {}
        self._make()
        explanation = _(
            "A good one was opened and verified when it was made. Before one is restored, you see what differs."
        )
        column_of(
            PageTitle(self.windowTitle(), self),
            HelpText(explanation, self),
            *self._restored_before(),
            (self._table, 1),
            self._said,
            self._busy,
            self._buttons(),
            inside=self,
            margins=PAGE_MARGIN,
            spacing=GRID,
        )
        self.fit(940, 480)
        self._chosen()
        self.look()

    def _make(self) -> None:
        self._table = QTableWidget(0, 5, self)
        self._table.setObjectName("copies.table")
        self._table.setAccessibleName(self.windowTitle())
        self._table.setHorizontalHeaderLabels(
            [_("Made"), _("Size"), _("Folder"), _("Is it good?"), _("Passphrase")]
        )
        dress_table(self._table)
        AllInSight(self._table, WIDTHS)
        self._table.itemSelectionChanged.connect(self._chosen)
        self._said = Callout(Tone.INFO, "", self)
        self._said.setObjectName("copies.said")
        self._said.hide()
        self._busy = BusyLine(self)
        self._worker.finished.connect(self._busy.finish)

    def _buttons(self) -> QHBoxLayout:
        self._open = button(_("Open the folder"), self, name="copies.open")
        self._open.clicked.connect(self._open_folder)
        self._check = button(_("Check again"), self, name="copies.check")
        self._check.clicked.connect(self._check_it)
        self._restore = button(_("Restore…"), self, name="copies.restore")
        self._desk.writes(self._restore).clicked.connect(self._look_into_chosen)
        other = button(_("Restore another file…"), self, name="copies.other")
        self._desk.writes(other).clicked.connect(self._ask_which)
        anchor = button(_("Anchor…"), self, name="copies.anchor")
        anchor.clicked.connect(self._show_anchor)
        close = primary_button(_("Close"), self, name="action.close")
        close.clicked.connect(self.accept)
        return row_of(self._open, self._check, self._restore, other, STRETCH, anchor, close, spacing=STYLE)

    # ------------------------------------------------------------ what there is

    def look(self) -> None:
        places, workspace = self._settings.places, self._desk.workspace
        if places is None:
            self._tell(Tone.INFO, _("No folder is chosen, so no copies are made."))
            return
        self._start(_("Looking for copies"), lambda _progress: all_files(workspace, places), self._show)

    def _show(self, listed: list[Listed]) -> None:
        before = self._chosen_one()
        self._listed = listed
        self._table.setRowCount(len(listed))
        for row, each in enumerate(listed):
            for column, text in enumerate(self._texts(each)):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(str(each.path)) if column == 2 else "")
                self._table.setItem(row, column, item)
        known = {each.opened_by for each in listed}
        self._table.setColumnHidden(4, known <= {OpenedBy.NOTHING} and not self._desk.workspace.passphrase)
        kept = [row for row, each in enumerate(listed) if before and each.path == before.path]
        if listed:
            self._table.selectRow(kept[0] if kept else 0)
        else:
            self._tell(Tone.INFO, _("There are no copies yet."))
        self._chosen()

    def _texts(self, listed: Listed) -> tuple[str, ...]:
        size = QLocale().formattedDataSize(listed.size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
        made = moment_text(listed.moment) if listed.moment else listed.path.stem
        good = self._checked.get(listed.path) or _standing(listed)
        return made, size, str(listed.path.parent.parent), good, _passphrase(listed.opened_by)

    def _chosen_one(self) -> Listed | None:
        row = self._table.currentRow()
        return self._listed[row] if 0 <= row < len(self._listed) else None

    def _chosen(self) -> None:
        chosen = self._chosen_one()
        for each in (self._open, self._restore):
            each.setEnabled(chosen is not None)
        can_be_opened = chosen is not None and chosen.opened_by is not OpenedBy.THEN
        self._check.setEnabled(chosen is not None and chosen.copy is not None and can_be_opened)

    # ------------------------------------------------------------ doing

    def _open_folder(self) -> None:
        chosen = self._chosen_one()
        if chosen is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(chosen.path.parent)))

    def _check_it(self) -> None:
        chosen, workspace, places = self._chosen_one(), self._desk.workspace, self._settings.places
        if chosen is None:
            return

        def checked(untold: Message | None) -> None:
            self._checked[chosen.path] = _("Checked just now: good")
            said = _("{file} was read through and is whole.").format(file=chosen.path.name)
            self._tell(Tone.OK, f"{said}\n{worded(not_told(untold))}" if untold else said)
            self.look()

        self._start(_("Checking"), lambda _progress: verify_copy(workspace, chosen.path, places), checked)

    def _restored_before(self) -> list[QWidget]:
        ours = organization(self._desk.workspace)
        said = self._settings.restored(ours.id) if ours else ""
        return [HelpText(said, self)] if said else []

    def _look_into_chosen(self) -> None:
        chosen = self._chosen_one()
        if chosen is not None:
            self.look_into(chosen.path)

    def _ask_which(self) -> None:
        dialog = QFileDialog(self, _("Which copy to restore"), str(Path.home()), _("Workspaces (*.sdesk)"))
        dialog.setObjectName("file.copy")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.look_into(Path(chosen)))
        dialog.open()

    def look_into(self, copy: Path) -> None:
        """Show what becomes of the workspace if this copy takes its place."""
        workspace = self._desk.workspace
        try:
            workspace.refuse_to_save()
            refuse_itself(copy, workspace)
        except SdeskError as fault:
            self._tell(Tone.ERROR, worded(fault))
            return
        shown = RestorePreview(copy, workspace.path, workspace, self, at_once=self._worker.at_once)
        shown.agreed.connect(self._agree)
        shown.new_place_wanted.connect(self._ask_where)
        shown.rescue_wanted.connect(self._agree_to_rescue)
        shown.open()

    def _agree(self, seen: Seen) -> None:
        self.accept()
        self.restore_agreed.emit(seen)

    def _agree_to_rescue(self, copy: Path, passphrase: str) -> None:
        self.accept()
        self.rescue_agreed.emit(copy, passphrase)

    def _ask_where(self, copy: Path, passphrase: str) -> None:
        here = self._desk.workspace.path.parent
        dialog = QFileDialog(
            self,
            _("Restore to a new file"),
            str(here if here.is_dir() else Path.home()),
            _("Workspaces (*.sdesk)"),
        )
        dialog.setObjectName("file.restore")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is written over
        dialog.setDefaultSuffix("sdesk")
        dialog.fileSelected.connect(lambda place: self.restore_to(place, copy, passphrase))
        dialog.open()

    def restore_to(self, place: str, copy: Path, passphrase: str) -> None:
        """Put a copy, verified once more, in a new place."""
        if Path(place).exists():
            self._tell(
                Tone.ERROR, _("There is already a file at {place}. Choose another name.").format(place=place)
            )
            return

        def restored(_aside: object) -> None:
            said = _("{file} is verified and ready. Open it with Open workspace.")
            self._tell(Tone.OK, said.format(file=Path(place).name))

        self._start(_("Restoring"), lambda _progress: restore(copy, Path(place), passphrase), restored)

    def _show_anchor(self) -> None:
        AnchorDialog(self._desk, self, at_once=self._worker.at_once).open()

    def _start(self, text: str, work, done) -> None:
        self._busy.start(text, can_cancel=False)
        self._worker.start(text, work, done, self._failed)

    def _failed(self, fault: Exception) -> None:
        if isinstance(fault, SdeskError):
            self._tell(Tone.ERROR, worded(fault))
            self.look()
        else:
            tell(fault, self)

    def _tell(self, tone: Tone, text: str) -> None:
        self._said.say(tone, text)
        self._said.show()

    def done(self, result: int) -> None:
        self._worker.wait()
        super().done(result)


def _standing(listed: Listed) -> str:
    if listed.copy is None:
        return _("No: damaged, or not whole")
    if listed.copy.is_old:
        return _("Verified when made, before a new format")
    if not listed.is_ours:
        return _("Verified when made; of work that was left behind")
    return _("Verified when made")


def _passphrase(opened_by: OpenedBy) -> str:
    return {
        OpenedBy.NOTHING: _("None: anybody can read it"),
        OpenedBy.NOW: _("The one of now"),
        OpenedBy.THEN: _("The one of that time"),
    }[opened_by]
