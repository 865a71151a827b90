"""Looks into the folder of mails beside the window: answers go to their cases, the rest is told."""

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from sdesk.errors import SdeskError
from sdesk.log import note_fault
from sdesk.practice.intake.mail_folder import Arrived, Look, MailFolder, Unreadable
from sdesk.practice.lifecycle.versions import organization
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.settings import Settings
from sdesk.ui.worker import Worker

SOON = 1_000
"""Milliseconds after something changed there, or here, until it is looked at: several changes are one."""
AGAIN_AFTER = 3_200
"""Milliseconds until what is still being written is looked at again."""
MINUTE = 60_000
"""What lies on another computer tells of no change."""


class MailWatch(QObject):
    """`told` carries what there is to say of the folder each time that it was looked into."""

    told = Signal(object)

    def __init__(self, desk: Desk, settings: Settings, at_once: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._settings = desk, settings
        self._mails: MailFolder | None = None
        self._worker = Worker(self)
        self._worker.at_once = at_once
        self._is_wanted = False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look_soon)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.look)
        self._each_minute = QTimer(self, interval=MINUTE)
        self._each_minute.timeout.connect(self.look)
        desk.changed.connect(self._look_soon)

    def begin(self) -> None:
        """Watch the folder that is chosen now; nothing where none is, or where a copy is read."""
        for known in self._watcher.directories():
            self._watcher.removePath(known)
        ours = organization(self._desk.workspace)
        folder = self._settings.mail_folder(ours.id) if ours and self._desk.may_write else None
        self._mails = MailFolder(self._desk.workspace, folder) if folder else None
        if self._mails is None:
            self._each_minute.stop()
            self.told.emit(Look())
        else:
            self._each_minute.start()
            self.look()

    def look(self) -> None:
        """Look now; once more afterwards, where it is being looked already."""
        self._soon.stop()
        mails = self._mails
        if mails is None or not self._desk.workspace.is_open:
            return
        if self._worker.is_busy():
            self._is_wanted = True
            return
        if str(mails.folder) not in self._watcher.directories():
            self._watcher.addPath(str(mails.folder))
        left = self._left()
        self._worker.start(
            "", lambda progress: (mails, mails.look(left, progress)), self._found, self._failed
        )

    def leave(self, what: Arrived | Unreadable) -> None:
        """It stays in the folder, and is not told again on this laptop."""
        ours = organization(self._desk.workspace)
        if ours is not None:
            self._settings.remember_mails_left(ours.id, self._left() | {what.key})
        self.look()

    def _left(self) -> frozenset[str]:
        ours = organization(self._desk.workspace)
        return self._settings.mails_left(ours.id) if ours else frozenset()

    def _look_soon(self, _what: object = None) -> None:
        if self._mails is not None and not self._soon.isActive():
            self._soon.start(SOON)

    def _found(self, came: tuple[MailFolder, Look]) -> None:
        mails, look = came
        if mails is self._mails and self._desk.workspace.is_open:  # else another folder was chosen meanwhile
            faults = self._take_answers(mails, look)
            if look.waits:
                self._soon.start(AGAIN_AFTER)
            unreadable = (*look.unreadable, *faults)
            self.told.emit(Look((), look.new, unreadable, look.waits, look.fault))
        self._look_if_wanted()

    def _failed(self, fault: Exception) -> None:
        """What is not there any more cannot be looked into."""
        if self._desk.workspace.is_open:
            note_fault(fault)
        self._look_if_wanted()

    def _look_if_wanted(self) -> None:
        if self._is_wanted:
            self._is_wanted = False
            self.look()

    def _take_answers(self, mails: MailFolder, look: Look) -> list[Unreadable]:
        """Each by itself: one that its case refuses stops no other."""
        numbers, faults = [], []
        for answer in look.answers:
            try:
                taken = mails.take(answer)
            except SdeskError as fault:
                faults.append(Unreadable(answer.path, answer.key, fault.message))
            else:
                numbers += [taken.record.number] if taken is not None and taken.answered else []
        if numbers:
            said = ngettext("An answer came: {numbers}.", "{n} answers came: {numbers}.", len(numbers))
            self._desk.say(said.format(n=len(numbers), numbers=", ".join(dict.fromkeys(numbers))))
        return faults


__all__ = ["MailWatch"]
