"""Exchanges with the folder every few seconds while the window is open: beside it what takes long, in it what writes."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import monotonic, perf_counter
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from sdesk.errors import SdeskError
from sdesk.log import note_fault
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.team.exchanging import (
    Arrived,
    Exchanging,
    FolderNotReached,
    Standing,
    is_shared,
    settle_count,
    unforeseen,
)
from sdesk.translation import gettext as _
from sdesk.ui.beside import Beside
from sdesk.ui.desk import AtIt, Desk
from sdesk.ui.garbage import much_held
from sdesk.ui.settings import Settings
from sdesk.ui.team.exchanging.state import How, TeamState
from sdesk.ui.wording import worded
from sdesk.ui.worker import Progress, Worker, done_within

EVERY = 4_000
"""Milliseconds between two looks into the folder."""
SOON = 800
"""Milliseconds after something was written here until it goes: several acts are one bundle."""
TOLD_EVERY = 30.0
"""Seconds after which what came so far is shown, while more is coming."""
QUIETLY, CLOSES_WITHIN = 0.4, 4.0
"""Seconds for which the window that closes waits for the folder, before it says so and after."""
NEVER_QUICK = -1.0
"""What is to settle is counted beside the window however quick it was: much else is read in the same turn."""
READ_MEANWHILE = 50
WAITS_AT_MOST = 10.0
"""Milliseconds between two looks whether a screen has been read, and seconds for which it is waited for."""
TAKES_LONG = 10.0
"""Seconds after which nobody says any more what was so before a look began."""


class TeamWatch(QObject):
    """`shows` gives the record that somebody is at here. `told` carries the state of the team whenever it may be another one; `exchanged` what the last exchange found.
    `waits`: the window is closing and something was said that is to be seen."""

    told = Signal(object)
    exchanged = Signal(object)
    waits = Signal()

    def __init__(self, desk: Desk, settings: Settings, at_once: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._settings = desk, settings
        self._worker = Worker(self, patience=CLOSES_WITHIN)
        self._worker.at_once = at_once
        self._exchanging: Exchanging | None = None
        self._is_shared = self._is_wanted = self._is_stopped = False
        self._arrived: Arrived | None = None
        self._standing: Standing | None = None
        self._fault: SdeskError | None = None
        self._since: datetime | None = None
        self._is_back = False
        self._begun = self._told_at = 0.0
        self.shows: Callable[[], UUID | None] = lambda: None
        self._said = TeamState(How.ALONE)
        self._to_settle = 0
        self._counting = Beside(desk, self, quick=NEVER_QUICK)
        self._counting.found.connect(self._settle_counted)
        self._put_off = 0.0
        self._each = QTimer(self, interval=EVERY)
        self._each.timeout.connect(self.look)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._look_as_written)
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._take_some)
        desk.changed.connect(self._written)

    # ---------------------------------------------------------------- when

    @property
    def folder(self) -> Path | None:
        return self._exchanging.folder if self._exchanging else None

    @property
    def standing(self) -> Standing | None:
        """What the last exchange found, as long as it went well."""
        return self._standing

    def begin(self) -> None:
        """With the folder that is chosen now. A copy that is read exchanges nothing."""
        if not self._desk.may_write or not self._desk.workspace.is_open:
            return
        ours = organization(self._desk.workspace)
        folder = self._settings.exchange_folder(ours.id) if ours else None
        if folder != self.folder:
            self._worker.let_go()  # it may hang in the one that was
            self._exchanging = Exchanging(self._desk.workspace, folder) if folder else None
            self._arrived = self._standing = self._fault = self._since = None
            much_held.discard(id(self))
        self._is_shared = self._is_shared or is_shared(self._desk.workspace)
        if self._exchanging is not None and self._is_shared:
            self._count_what_is_to_settle()
            self._each.start()
            self.look()
        else:
            self._each.stop()
            self._tell()

    def look(self) -> None:
        """Exchange now; once more afterwards, where it is being done already."""
        self._soon.stop()
        exchanging = self._exchanging
        if self._is_stopped or exchanging is None or not self._is_shared or not self._desk.workspace.is_open:
            return
        if self._worker.is_busy() or self._arrived is not None:
            self._is_wanted = True
            self._tell()
            return
        if self._desk.workspace.is_in_a_transaction:
            self._soon.start()
            return
        self._is_wanted, self._begun = False, monotonic()
        try:
            exchanging.begin()
        except Exception as fault:  # whatever it is: the exchange says so, and the work goes on
            self._failed(exchanging, fault)
            return
        self._beside(exchanging, exchanging.look, self._looked)

    def stop(self) -> None:
        """The window closes: what was written here since the last exchange goes, if the folder was there a moment ago."""
        if self._is_stopped:
            return
        self._is_stopped = True
        much_held.discard(id(self))
        for timer in (self._each, self._soon, self._next):
            timer.stop()
        if not self._worker.ends_within(QUIETLY):
            self._say_that_it_waits()
        if not self._worker.wait():
            return  # the folder hangs: what was written last goes the next time
        exchanging = self._exchanging
        if exchanging is not None and self._standing is not None and self._fault is None:
            try:
                self._exchange_last(exchanging)
            except Exception as fault:  # whatever is in the way of the last exchange: the window closes
                note_fault(fault)

    def _exchange_last(self, exchanging: Exchanging) -> None:
        def work(progress: Progress) -> None:
            with self._desk.workspace.while_awaited(progress.go_on):
                if is_unsent:
                    exchanging.finish(Arrived([], []))
                exchanging.leave()

        is_unsent = self._unsent() > 0
        if self._worker.at_once:
            work(Progress(lambda _done, _total: None))
        else:
            done_within(work, QUIETLY, CLOSES_WITHIN, late=self._say_that_it_waits)

    def _say_that_it_waits(self) -> None:
        self._desk.say(
            _(
                "The exchange folder does not answer. sdesk closes in a few seconds, and what has not gone goes next time."
            )
        )
        self.waits.emit()

    def _written(self, _ids: object) -> None:
        """Here or by what came: what is said of it may not be so any more."""
        if self._is_shared and self._exchanging is not None:
            self._count_what_is_to_settle()
            self._tell()
            if self._unsent() and not self._soon.isActive():
                self._soon.start()
        elif not self._is_shared and self._desk.may_write and not self._soon.isActive():
            self._soon.start()

    def _look_as_written(self) -> None:
        if self._is_shared:
            self.look()
        elif self._desk.workspace.is_open and is_shared(self._desk.workspace):
            self.begin()

    # ---------------------------------------------------------------- one exchange

    def _beside(
        self, exchanging: Exchanging, does: Callable[..., Any], then: Callable[[Exchanging, Any], None], *given: Any
    ) -> None:  # fmt: skip
        workspace = self._desk.workspace

        def work(progress: Progress) -> Any:
            with workspace.while_awaited(progress.go_on):
                return does(*given)

        def done(found: Any) -> None:
            if (
                exchanging is self._exchanging and workspace.is_open
            ):  # else another folder was chosen meanwhile
                then(exchanging, found)

        self._worker.start("", work, done, lambda fault: self._failed(exchanging, fault))
        self._tell()

    def _looked(self, exchanging: Exchanging, arrived: Arrived) -> None:
        self._arrived = arrived
        if self._since is not None:  # it is reached again, and what lies there is not all looked at
            self._fault, self._since, self._is_back = None, None, True
        if arrived.left:
            self._told_at = monotonic()
            much_held.add(id(self))
            self._take_some()
        else:
            self._finish(exchanging, arrived)

    def _take_some(self) -> None:
        exchanging, arrived = self._exchanging, self._arrived
        if exchanging is None or arrived is None or self._is_stopped or not self._desk.workspace.is_open:
            return
        if self._desk.workspace.is_in_a_transaction:
            self._next.start(SOON)
            return
        if self._lets_read():
            self._next.start(READ_MEANWHILE)
            self._tell()
            return
        begun = perf_counter()
        try:
            is_more = exchanging.take_some(arrived)
        except Exception as fault:  # else what arrived would be held for good, and nobody would look again
            self._tell_what_came(arrived)
            self._failed(exchanging, fault)
            return
        if is_more:
            if monotonic() - self._told_at > TOLD_EVERY:
                self._tell_what_came(arrived)
            self._next.start(1 + int(1000 * (perf_counter() - begun)))
            self._tell()
        else:
            QTimer.singleShot(0, self, lambda: self._all_is_in(exchanging, arrived))

    def _all_is_in(self, exchanging: Exchanging, arrived: Arrived) -> None:
        """In a turn of its own: what shows the workspace is read after the last piece."""
        if exchanging is self._exchanging and self._desk.workspace.is_open and not self._is_stopped:
            self._tell_what_came(arrived)
            self._finish(exchanging, arrived)

    def _lets_read(self) -> bool:
        """What a screen reads beside the window would be read again after each piece: the next one waits for it, though not for ever."""
        if not self._desk.reads_beside:
            self._put_off = 0.0
            return False
        self._put_off = self._put_off or monotonic()
        return monotonic() - self._put_off < WAITS_AT_MOST

    def _tell_what_came(self, arrived: Arrived) -> None:
        """All that shows the workspace reads it anew; what is typed stays."""
        self._told_at = monotonic()
        if arrived.records:
            records, arrived.records = frozenset(arrived.records), set()
            self._desk.workspace.tell(records)

    def _finish(self, exchanging: Exchanging, arrived: Arrived) -> None:
        much_held.discard(id(self))
        self._beside(exchanging, exchanging.finish, self._finished, arrived, self.shows())

    def _finished(self, _exchanging: Exchanging, standing: Standing) -> None:
        self._arrived = self._fault = self._since = None
        self._is_back = False
        self._standing = standing
        self._desk.tell_at_work({key: AtIt(*map(worded, said)) for key, said in standing.at_work.items()})
        self._end()
        self.exchanged.emit(standing)
        if standing.came and not self._is_stopped:
            self._soon.start()

    def _failed(self, exchanging: Exchanging, fault: Exception) -> None:
        """It is tried again by itself."""
        if exchanging is not self._exchanging or not self._desk.workspace.is_open:
            return
        self._arrived = None
        much_held.discard(id(self))
        self._desk.tell_at_work({})
        self._is_back = False
        if isinstance(fault, FolderNotReached):
            self._since = self._since or self._desk.workspace.clock()
        else:
            self._since = None
        if isinstance(fault, SdeskError):
            self._fault = fault
        else:
            note_fault(fault)
            self._fault = unforeseen()
        self._end()

    def _end(self) -> None:
        self._tell()
        if self._is_wanted and not self._is_stopped:
            self._soon.start()

    # ---------------------------------------------------------------- what is so now

    def _count_what_is_to_settle(self) -> None:
        workspace = self._desk.workspace
        self._counting.ask(lambda: settle_count(workspace))

    def _settle_counted(self, found: int) -> None:
        self._to_settle = found
        self._tell()

    def _unsent(self) -> int:
        if self._exchanging is None or self._standing is None:
            return 0
        return self._exchanging.unsent(self._standing.sent)

    @property
    def state(self) -> TeamState:
        """What can be said at this moment, of the last exchange and of what was written since."""
        if not self._is_shared:
            return TeamState(How.ALONE)
        if self._exchanging is None:
            return TeamState(How.NO_FOLDER)
        standing, to_settle, unsent = self._standing, self._to_settle, self._unsent()
        missing = self._arrived.left if self._arrived else 0
        if self._fault is not None:
            how = How.NOT_REACHED if self._since else How.STOPPED
            return TeamState(how, missing, unsent, to_settle, self._since, (worded(self._fault),))
        is_more = (
            standing is None or standing.came > 0 or self._is_back
        )  # as much as fits into one exchange came
        if standing is None or is_more or (self._worker.is_busy() and monotonic() - self._begun > TAKES_LONG):
            return TeamState(How.EXCHANGING, missing, unsent, to_settle)
        details = tuple(dict.fromkeys(map(worded, standing.said)))
        beside = tuple(map(worded, standing.beside))
        return TeamState(How.MADE, max(missing, standing.missing), unsent, to_settle, None, details, beside)

    def _tell(self) -> None:
        state = self.state
        if state != self._said:
            self._said = state
            self.told.emit(state)


__all__ = ["EVERY", "TeamWatch"]
