"""Copies by themselves: every half hour of work, before the window goes, and before much is changed at once."""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from sdesk.errors import SdeskError
from sdesk.log import note_fault
from sdesk.practice.kept_copies import A_DAY, Copy, Outcome, in_no_copy_since, keep_copies, newest_copy
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.workspaces import now
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.records.reading import moment_text
from sdesk.ui.safekeeping.closing_copy import copy_failed, copy_under_way
from sdesk.ui.settings import Settings
from sdesk.ui.window.problem_report import tell
from sdesk.ui.wording import worded
from sdesk.ui.worker import Progress, Work, Worker

HALF_AN_HOUR = 30 * 60_000
PATIENCE = 300
"""Milliseconds of copying about which nothing is said before the window goes."""


class KeepingCopies(QObject):
    """Makes them beside the window and knows of the newest; `told` says that there is something new to be known."""

    told = Signal()

    def __init__(self, desk: Desk, settings: Settings, worker: Worker, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._settings, self._worker, self._window = desk, settings, worker, window
        self._one_at_a_time = threading.Lock()
        self._newest: Copy | None = None
        self.last_known: Copy | None = None
        self.is_known = False
        self._outcome = Outcome()
        self._closing = self._gives_up = False
        self._looking = Worker(self)
        self._looking.at_once = worker.at_once
        self._each_half_hour = QTimer(self, interval=HALF_AN_HOUR)
        self._each_half_hour.timeout.connect(self.copy_now)
        desk.copy_asked.connect(self.copy_now)

    def begin(self) -> None:
        """The window is there to stay: look for copies, and go on to make them."""
        self._each_half_hour.start()
        self.look()

    def look(self) -> None:
        """Look, beside the window, which copy is the newest: a place may be slow, or away."""
        if not self._desk.may_write:
            return  # a copy that is read needs none
        workspace, places = self._desk.workspace, self._settings.places or ()
        ours = organization(workspace) if workspace.is_open else None
        backup = self._settings.backup(ours.id) if ours else None
        if not self._looking.is_busy():
            self._looking.start(
                "", lambda _progress: newest_copy(workspace, places, backup), self._found, self._lost
            )

    def _found(self, newest: Copy | None) -> None:
        self._newest, self.is_known = newest, True
        self.last_known = newest or self.last_known
        self.tell()

    def _lost(self, _fault: Exception) -> None:
        """Nothing is known of copies then, and nothing is said of them."""
        self._found(None)

    # ------------------------------------------------------------ what is known

    def last_made(self) -> datetime | None:
        """When the good copy or backup was made that holds most of those that are there, by the clock of then."""
        return self._newest.moment if self._newest else None

    def absent(self) -> str:
        """The second place, where that is not there."""
        return ", ".join(str(place) for place in self._outcome.absent)

    def tell(self) -> None:
        """Tell window and Today, again and again, as time passes."""
        if self._desk.workspace.is_open:
            said = [self._that_it_is_late(), *(worded(fault) for fault in self._faults())]
            self._desk.copies_told.emit("\n".join(line for line in said if line))
            self._desk.copy_known.emit(self.last_made())
            self.told.emit()

    def _faults(self) -> list[SdeskError]:
        return [fault for fault in self._outcome.faults if isinstance(fault, SdeskError)]

    def _that_it_is_late(self) -> str:
        workspace = self._desk.workspace
        if self._settings.places is None or self._looking.is_busy():
            return ""
        since = in_no_copy_since(workspace, self._newest)
        if (
            since is None or abs(now(workspace) - since) <= A_DAY
        ):  # what was written ahead of now is of no known time
            return ""
        made = self.last_made()
        if made is None:
            said = _(
                "No good copy of this workspace is known here, and it has been written to since {since}."
            )
            return said.format(since=moment_text(since))
        said = _("The last good copy is of {made}. What was written since {since} is in none.")
        return said.format(made=moment_text(made), since=moment_text(since))

    # ------------------------------------------------------------ making them

    def copy_now(self) -> None:
        """Make one beside the window, if something was written since the last."""
        work = self.work()
        if work is not None and self._desk.workspace.is_open and not self._closing:
            self._worker.start(_("Making a copy"), work, self._made, self._failed)

    def copy_before(self) -> Callable[[], None]:
        """For work that changes much: makes a copy in whatever thread. Raises SdeskError where there is no good one."""
        work = self.work()

        def copy() -> None:
            outcome = work(Progress(lambda _done, _total: None)) if work else Outcome()
            if outcome.faults and not outcome.good:
                raise outcome.faults[0]

        return copy

    def work(self, wanted: Path | None = None, *, to_the_end: bool = False) -> Work | None:
        """What makes one where there is none, and leaves the `wanted` one; None where no folder is named.

        Where somebody waits for what comes of it, it goes `to_the_end`, whoever calls it off.
        """
        places, workspace = self._settings.places, self._desk.workspace
        if places is None or workspace.read_only:
            return None

        def work(progress: Progress) -> Outcome:
            with self._one_at_a_time:
                return keep_copies(workspace, places, wanted, *([] if to_the_end else [progress]))

        return work

    def _made(self, outcome: Outcome) -> None:
        """Say it at once where it failed, but the same thing only once."""
        known = {str(fault) for fault in self._outcome.faults}
        self._outcome = outcome
        for fault in outcome.faults:
            if str(fault) not in known:
                tell(fault, self._window)
        self.look()

    def _failed(self, fault: Exception) -> None:
        self._made(Outcome(faults=(fault,)))

    # ------------------------------------------------------------ before the window goes

    def may_close(self) -> bool:
        """Whether what was written is in a good copy, or somebody said that it need not be."""
        outcome = self.last_copy()
        if outcome is not None and outcome.faults:
            self._ask(outcome)
        elif outcome is not None and outcome.good:
            self._found(outcome.good[0])
        return outcome is not None and not outcome.faults

    def last_copy(self) -> Outcome | None:
        """What came of the last copy before the program ends; None while it is being made already."""
        if self._closing:
            return None
        work = self.work(to_the_end=True)
        if work is None or self._gives_up or not self._desk.workspace.is_open:
            return Outcome()
        self._closing = True
        try:
            return self._waited_for(work)
        finally:
            self._closing = False

    def copy_at_once(self) -> None:
        """Where the program ends whatever comes of it: one that is being made already is waited for."""
        work = self.work(to_the_end=True)
        if work is None or not self._desk.workspace.is_open:
            return
        try:
            faults = work(Progress(lambda _done, _total: None)).faults
        except Exception as fault:  # of the program: it ends all the same
            faults = (fault,)
        for each in faults:
            note_fault(each)

    def _waited_for(self, work: Work) -> Outcome:
        """The window is drawn meanwhile, and takes no keys."""
        came: list[Outcome] = []
        loop = QEventLoop(self)

        def done(outcome: Outcome) -> None:
            came.append(outcome)
            loop.quit()

        self._worker.cancel()
        self._worker.start(_("Making a copy"), work, done, lambda fault: done(Outcome(faults=(fault,))))
        patience = QTimer(self, interval=PATIENCE, singleShot=True)
        patience.timeout.connect(loop.quit)
        patience.start()
        if not came:
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        patience.stop()
        if not came:
            shown = copy_under_way(self._window)
            shown.open()
            loop.exec()
            shown.accept()
        return came[0] if came else Outcome()  # the program is told to end, and has seen to it

    def _ask(self, outcome: Outcome) -> None:
        self._outcome = outcome
        asking = copy_failed(outcome, self._window)
        asking.wanted.connect(self._window.close)
        asking.given_up.connect(self._close_without)
        asking.open()

    def need_no_other(self) -> None:
        """The window may close without one more."""
        self._gives_up = True

    def _close_without(self) -> None:
        self._gives_up = True
        self._window.close()
