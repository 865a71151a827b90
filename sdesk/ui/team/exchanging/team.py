"""What the window has of the team: the exchange that goes on beside it, its words in the status line, and its commands."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sdesk.practice.lifecycle.versions import organization
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.settings import Settings
from sdesk.ui.team.exchanging.state import How, TeamState
from sdesk.ui.team.exchanging.team_line import TeamLine
from sdesk.ui.team.exchanging.watch import TeamWatch


class Team(QObject):
    def __init__(
        self, desk: Desk, settings: Settings, line: TeamLine, at_once: bool, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk, self._settings, self._window = desk, settings, window
        self.watch = TeamWatch(desk, settings, at_once, self)
        self.watch.told.connect(line.show_state)
        self.watch.waits.connect(window.repaint)
        line.settle_asked.connect(lambda: desk.open_settling())
        line.team_asked.connect(self.choose_folder)

    @property
    def state(self) -> TeamState:
        return self.watch.state

    def exchange_now(self) -> None:
        """Look into the folder, and say what came of it."""
        if not self._desk.may_write:
            return
        self.watch.begin()
        match self.state.how:
            case How.ALONE:
                self._desk.say(_("Nobody else has this workspace yet. Add a laptop first."))
            case How.NO_FOLDER:
                self.choose_folder()
            case _other:
                self.watch.look()

    def choose_folder(self) -> None:
        """The folder through which this laptop exchanges, and how far it is."""
        from sdesk.ui.team.exchanging.place import ExchangeFolderDialog

        ours = organization(self._desk.workspace)
        if ours is None or not self._desk.may_write:
            return
        shown = ExchangeFolderDialog(self._desk, self._settings.exchange_folder(ours.id), self._window)
        shown.show_state(self.state)
        shown.chosen.connect(self._choose)
        shown.exchange_asked.connect(self.exchange_now)
        self.watch.told.connect(shown.show_state)
        shown.open()

    def _choose(self, folder: Path | None) -> None:
        ours = organization(self._desk.workspace)
        if ours is not None:
            self._settings.remember_exchange_folder(ours.id, folder)
            self.watch.begin()


__all__ = ["Team"]
