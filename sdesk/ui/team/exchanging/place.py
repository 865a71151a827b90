"""The exchange folder of this laptop: what it is for, which one it is, and what the last exchange said."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from sdesk.errors import SdeskError
from sdesk.practice.team.folders import refuse_folder
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    Callout,
    Dialog,
    ElidedLabel,
    GroupTitle,
    HelpText,
    PageTitle,
    Tone,
    WrappedLabel,
    button,
    column_of,
    primary_button,
    quiet_button,
    row_of,
)
from sdesk.ui.team.exchanging.state import How, TeamState
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.wording import worded
from sdesk.ui.worker import Worker


class ExchangeFolderDialog(Dialog):
    """`chosen` carries the folder that is chosen, None for no one any more; `exchange_asked` says to exchange now."""

    chosen = Signal(object)
    exchange_asked = Signal()

    def __init__(self, desk: Desk, folder: Path | None, parent: QWidget) -> None:
        super().__init__("exchange-folder", _("Exchange folder"), parent, width=640)
        self._desk, self._folder = desk, folder
        self._worker = Worker(self)
        self._is_near = False
        self._name = ElidedLabel("", self)
        self._name.setObjectName("exchange.folder")
        self._choose = quiet_button(_("Choose the folder…"), self, name="action.choose-exchange")
        self._choose.clicked.connect(self._ask)
        self._none = quiet_button(_("No folder"), self, name="action.no-exchange")
        self._none.clicked.connect(self._choose_none)
        self._state = WrappedLabel("", self)
        self._state.setObjectName("exchange.state")
        self._details = Callout(Tone.WARNING, "", self)
        self._details.setObjectName("exchange.details")
        self._now = button(_("Exchange now"), self, icon_name="refresh-cw", name="action.exchange-here")
        self._now.clicked.connect(self.exchange_asked)
        close = primary_button(_("Close"), self, name="action.close")
        close.clicked.connect(self.accept)
        explanation = _(
            "Laptops that share this workspace exchange what was done through a folder that all of them reach: on a share, "
            "in a folder that a cloud service carries, or on a stick. Each writes into its own part of it, signed and "
            "encrypted; the workspace itself never lies there. While this window is open and the folder is there, this "
            "happens by itself every few seconds. The folder is chosen on each laptop for itself."
        )
        column_of(
            PageTitle(self.windowTitle(), self),
            HelpText(explanation, self),
            GRID,
            GroupTitle(_("The folder on this laptop"), self),
            row_of((self._name, 1), self._none, self._choose),
            self.trouble,
            GRID,
            GroupTitle(_("How far it is"), self),
            self._state,
            self._details,
            GRID,
            row_of(self._now, STRETCH, close),
            inside=self,
            margins=PAGE_MARGIN,
        )
        self._show_folder()
        self.show_state(TeamState(How.ALONE))
        (close if folder else self._choose).setFocus()

    def show_state(self, state: TeamState) -> None:
        alone = _("Nobody else has this workspace yet. Add a laptop first.")
        words = " · ".join(filter(None, (state.words, state.settle_words)))
        self._state.setText((words[:1].upper() + words[1:] + ".") if words else alone)
        self._details.say(
            Tone.WARNING if state.details else Tone.INFO, "\n".join((*state.details, *state.beside))
        )
        self._details.setVisible(bool(state.details or state.beside))
        self._is_near = state.how is How.MADE
        self._now.setEnabled(self._folder is not None and state.how is not How.ALONE)

    def choose(self, folder: str) -> None:
        """What cannot be one is said here, and the one before stays. It is looked at beside the window, as a share may hang; who waits
        no longer chooses another, or closes."""
        place, workspace = Path(folder), self._desk.workspace
        self._worker.let_go()
        self.trouble.hide()
        self._name.setText(_("Looking at {folder}…").format(folder=folder))
        self._worker.start(
            "",
            lambda _progress: refuse_folder(workspace, place),
            lambda _found: self._take(place),
            self._refuse,
        )

    def _refuse(self, fault: Exception) -> None:
        self._show_folder()
        if not isinstance(fault, SdeskError):
            raise fault
        self.complain(worded(fault))

    def done(self, result: int) -> None:
        self._worker.let_go()
        super().done(result)

    def _choose_none(self) -> None:
        self._worker.let_go()
        self._take(None)

    def _take(self, folder: Path | None) -> None:
        self.trouble.hide()
        self._folder = folder
        self._show_folder()
        self.chosen.emit(folder)

    def _show_folder(self) -> None:
        self._name.setText(str(self._folder) if self._folder else _("No folder is chosen on this laptop."))
        self._none.setVisible(self._folder is not None)

    def _ask(self) -> None:
        begins = (
            self._folder if self._folder and self._is_near else Path.home()
        )  # one that hangs would hold the window
        dialog = QFileDialog(self, _("Where laptops exchange"), str(begins))
        dialog.setObjectName("file.exchange")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.choose)
        dialog.open()


__all__ = ["ExchangeFolderDialog"]
