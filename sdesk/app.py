"""The program with a window: knows the paths and the settings, opens workspaces, and puts the parts together."""

import gc
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from sdesk.errors import SdeskError
from sdesk.log import Event, note, note_fault, start_log
from sdesk.models import Person
from sdesk.paths import settings_folder
from sdesk.practice.chosen_places import folder_for_copies
from sdesk.practice.kept_copies import Copy, before_migrating
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.reading_copies import open_to_read
from sdesk.practice.safekeeping import Damage
from sdesk.practice.workspaces import (
    BeforeMigrating,
    InUse,
    LeftAsItIs,
    Workspace,
    is_at,
    leave_old,
    needs_passphrase,
    open_workspace,
    people,
    work_as,
)
from sdesk.translation import gettext as _
from sdesk.ui import wall
from sdesk.ui.application import started_application
from sdesk.ui.asked_files import AskedFiles
from sdesk.ui.garbage import collect_here
from sdesk.ui.held_keys import HeldKeys
from sdesk.ui.help.helping import Helping
from sdesk.ui.picture.keeping import KeepingPicture
from sdesk.ui.picture.shown import PictureWindow
from sdesk.ui.records.opened_copies import place_to_read, wipe_left_behind, wipe_opened
from sdesk.ui.registry import open_desk
from sdesk.ui.safekeeping.putting_back import PuttingBack
from sdesk.ui.safekeeping.reading import InUseDialog, when_made
from sdesk.ui.safekeeping.rescuing import Rescuing
from sdesk.ui.safekeeping.up_to_date import UpToDate
from sdesk.ui.settings import SETTINGS_FILE, Settings
from sdesk.ui.window.choosing import Choosing
from sdesk.ui.window.doorbell import Doorbell, ring
from sdesk.ui.window.ending import heed_the_system
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.window.passphrase import PassphraseDialog
from sdesk.ui.window.problem_report import Ways, tell
from sdesk.ui.window.welcome import Welcome
from sdesk.ui.wording import worded
from sdesk.ui.worker import Worker

TAKES_TURNS = 0.0005
"""Seconds for which what is computed beside the window keeps it waiting, each time that it has let go in a call to Qt."""


class Program(QObject):
    """One window at a time: that of an open workspace, or the welcome screen."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self._app = app
        self.settings = settings
        self.worker = Worker(self)
        self.workspace: Workspace | None = None
        self._bell: Doorbell | None = None
        self.window: MainWindow | Welcome | None = None
        self.keeps_pictures = False
        self.picture: PictureWindow | None = None
        self._keeping: KeepingPicture | None = None
        self.rescuing, self.putting_back = Rescuing(self), PuttingBack(self)
        self.up_to_date, self.choosing = UpToDate(self), Choosing(self)
        app.aboutToQuit.connect(self._let_go)

    def start(self, path: Path | None) -> None:
        """Open that workspace, else the one that was open last, else the welcome screen.

        Where another window of this user has it, that comes to the front, and there is none here.
        """
        wipe_left_behind()
        path = path or self.settings.last
        if path is None:
            self.welcome()
            return
        try:
            self.open(path)
        except Exception as fault:  # whatever is in the file: the program starts
            note_fault(fault)
            self.welcome(
                _("{file} could not be shown ({cause}). Open another, or restore a backup of it.").format(
                    file=path.name, cause=type(fault).__name__
                ),
                path,
            )

    def welcome(self, warning: str = "", lost: Path | None = None) -> None:
        """Close what is open and offer what there is to open; a copy, in the place of what is `lost`."""
        screen = Welcome(self.settings.recent(), self.worker)
        Helping(self.settings, screen)
        screen.new_asked.connect(self.choosing.ask_new)
        screen.open_asked.connect(self.choosing.ask_open)
        screen.join_asked.connect(self.choosing.ask_join)
        screen.sample_asked.connect(self.choosing.ask_sample)
        screen.recent_asked.connect(self.open)
        screen.restore_asked.connect(self.putting_back.ask)
        screen.rescue_asked.connect(self.rescuing.ask)
        if self._replace(screen) and warning:
            screen.warn(warning, lost)

    # ------------------------------------------------------------ opening

    def open(self, path: Path) -> None:
        """Open a workspace in place of the one that is open. One that cannot be opened leaves things as they are."""
        if self.workspace is not None and is_at(path, self.workspace):
            return
        try:
            if not needs_passphrase(path):
                self.show(self.opened(path, before=leave_old))
            elif not ring(path):
                self._without_picture()
                title = _("{file} is encrypted").format(file=path.name)
                self._ask_passphrase(title, partial(self.opened, path, before=leave_old), path)
        except SdeskError as fault:
            self._without_picture()
            if isinstance(fault, LeftAsItIs):
                self.up_to_date.bring(path)
            elif isinstance(fault, InUse):
                self.in_use(fault)
            else:
                self.not_opened(fault, path)

    def open_asked(self, path: Path) -> None:
        """The desktop wants it here. A window that is locked stays so, with what is in it."""
        self.come_to_the_front()
        if not (isinstance(self.window, MainWindow) and self.window.locking.screen):
            self.open(path)

    def _without_picture(self) -> None:
        """Something is asked or said first: a picture is not what it is about."""
        picture, self.picture = self.picture, None
        if picture is not None and isValid(picture):
            picture.go()

    def opened(self, path: Path, passphrase: str = "", *, before: BeforeMigrating | None = None) -> Workspace:
        before = before or before_migrating(self.settings.places)
        return open_workspace(path, passphrase, device=self.settings.device, before_migrating=before)

    def in_use(self, fault: InUse) -> None:
        """The window that has it comes to the front; where there is none, it is said who has it, with a copy to read."""
        if ring(fault.path, has_just_begun=fault.owner is not None and fault.owner.has_just_begun):
            return
        note_fault(fault)
        if self.window is None:
            self.welcome()
        asking = InUseDialog(fault, self.settings.places, self.window, at_once=self.worker.at_once)
        asking.again.connect(self.open)
        asking.read.connect(self.read_copy)
        asking.open()

    def read_copy(self, copy: Copy, path: Path) -> None:
        """Show a copy of the workspace at `path`, which is open elsewhere. Nothing can be saved in it."""
        try:
            place = place_to_read(path.name)
            if needs_passphrase(copy.path):
                title = _("The copy of {file} of {moment} is encrypted")
                title = title.format(file=path.name, moment=when_made(copy))
                self._ask_passphrase(title, lambda words: open_to_read(copy, place, path, words))
            else:
                self.show(open_to_read(copy, place, path))
        except SdeskError as fault:
            tell(fault, self.window)

    def come_to_the_front(self) -> None:
        """Also from where it was put away. One that is locked stays locked."""
        locked = self.window.locking.screen if isinstance(self.window, MainWindow) else None
        window = locked or self.window
        if window is not None:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.show()
            for each in (window, QApplication.activeModalWidget()):
                if each is not None:
                    each.raise_()
                    each.activateWindow()

    def show(self, workspace: Workspace) -> MainWindow | None:
        """The window of an open workspace, with whoever worked in it here last. None if the old one stays open."""
        bell = Doorbell(workspace.path, self)
        bell.rung.connect(self.come_to_the_front)
        try:
            ours = organization(workspace)
            if ours is not None and workspace.person_id is None:
                self._recall_person(workspace, self.settings.person(ours.id))
            desk = open_desk(workspace)
            window = MainWindow(desk, self.settings, self.worker)
        except BaseException:
            bell.take_down()
            workspace.close()
            self._back_to_the_wall()
            raise
        desk.setParent(window)
        desk.moved.connect(self._move_bell)
        window.open_asked.connect(self.choosing.ask_open)
        window.recent_asked.connect(self.open)
        window.reading.asked.connect(self.open)
        window.new_workspace_asked.connect(self.choosing.ask_new)
        window.join_asked.connect(self.choosing.ask_join)
        window.welcome_asked.connect(self.close_workspace)
        window.quit_asked.connect(window.close)
        window.rescue_asked.connect(self.rescuing.ask_where)
        window.restore_asked.connect(self.putting_back.over_open)
        window.locking.quit_asked.connect(self.end_locked)
        if not self._replace(window, workspace.path):
            bell.take_down()
            workspace.close()
            self._back_to_the_wall()
            return None
        self.workspace, self._bell = workspace, bell
        note(Event.OPENED, encrypted=bool(workspace.passphrase), bytes=workspace.path.stat().st_size)
        if self.keeps_pictures and not workspace.read_only:
            self._keeping = KeepingPicture(window, self.settings)
        if workspace.read_only:
            return window
        self.settings.remember(workspace.path)
        if ours is not None and workspace.person_id is not None:
            self.settings.remember_person(ours.id, workspace.person_id)
        window.copies.begin()
        if workspace.person_id is None and len(people(workspace)) > 1:
            self._without_picture()
            window.working.ask()
        return window

    def _back_to_the_wall(self) -> None:
        """The clock and calendar of the workspace that stays open, where another was about to take its place."""
        if self.workspace is not None:
            wall.hang(self.workspace)

    def _move_bell(self) -> None:
        if self.workspace is not None and self._bell is not None:
            self._bell.hang(self.workspace.path)

    def close_workspace(self) -> None:
        self.welcome()
        if isinstance(self.window, Welcome):
            self.settings.leave_closed()

    def end_locked(self) -> None:
        """End without a look at what is open: what is typed and not saved is kept, and offered at the next start."""
        if isinstance(self.window, MainWindow) and self.window.is_kept_behind_lock():
            self._app.exit(0)

    def keep_at_once(self) -> None:
        """The computer is about to be shut down, perhaps: nobody is asked."""
        if isinstance(self.window, MainWindow):
            self.window.desk.typing.keep_now()
            self.window.copies.copy_at_once()

    def end_at_once(self) -> None:
        """The system wants the program to end."""
        try:
            self.keep_at_once()
        finally:
            self._app.exit(0)

    def _ask_passphrase(
        self, title: str, opens: Callable[[str], Workspace], restorable: Path | None = None
    ) -> None:
        asking = PassphraseDialog(title, self.window)
        refused: list[SdeskError] = []

        def try_it(words: str) -> None:
            try:
                workspace = opens(words)
            except LeftAsItIs:
                asking.accept()
                if restorable is not None:
                    self.up_to_date.bring(restorable, words)
                return
            except InUse as fault:
                refused.clear()
                asking.reject()
                self.in_use(fault)
                return
            except SdeskError as fault:
                note_fault(fault)
                asking.refuse(worded(fault))
                refused[:] = [fault]
                return
            asking.accept()
            self.show(workspace)

        if self.window is None:
            self.welcome()
            asking.setParent(self.window, asking.windowFlags())
        asking.rejected.connect(lambda: self._offer_restore(refused, restorable))
        asking.given.connect(try_it)
        asking.open()

    def _offer_restore(self, refused: Sequence[SdeskError], path: Path | None) -> None:
        """Perhaps it is not the passphrase that was wrong, but the file."""
        if refused and path is not None and isinstance(self.window, Welcome):
            self.window.warn(worded(refused[0]), path)

    def _recall_person(self, workspace: Workspace, remembered: object) -> None:
        here = people(workspace)
        known = [person for person in here if person.id == remembered]
        alone = here if len(here) == 1 else []
        person: Person | None = next(iter([*known, *alone]), None)
        if person is not None:
            work_as(workspace, person)

    def not_opened(self, fault: SdeskError, path: Path) -> None:
        if self.window is None or isinstance(self.window, Welcome):
            note_fault(fault)
            self.welcome(worded(fault), None if isinstance(fault, InUse) else path)
        else:
            tell(fault, self.window, self._ways_out(fault, path))

    def _ways_out(self, fault: SdeskError, path: Path) -> Ways:
        """As the start screen has them, of a file that is there and could not be opened."""
        if isinstance(fault, InUse) or not path.is_file():
            return ()
        return (
            (_("Restore a copy…"), partial(self.putting_back.ask, path)),
            (_("Save what can be read…"), partial(self.rescuing.ask, path)),
        )

    def _replace(self, window: MainWindow | Welcome, of: Path | None = None) -> bool:
        """Show another window, `of` a workspace, in place of the present one, unless that one wants to stay."""
        old = self.window
        if old is not None:
            self._app.setQuitOnLastWindowClosed(False)
            closed = old.close()
            self._app.setQuitOnLastWindowClosed(True)
            if not closed:
                window.deleteLater()
                return False
            old.deleteLater()
            self._let_go(of)
        self.window = window
        if self.picture is not None and isValid(self.picture) and isinstance(window, MainWindow):
            self.picture.give_way_to(window)
        else:
            self._without_picture()
        window.show()
        return True

    def _let_go(self, but: Path | None = None) -> None:
        at_work = self.window.findChildren(Worker) if self.window else []
        for worker in (self.worker, *at_work):  # a locked window is not closed before
            worker.wait()
        keeping, self._keeping = self._keeping, None
        if keeping is not None:
            keeping.keep_last()
        workspace, self.workspace = self.workspace, None
        bell, self._bell = self._bell, None
        if bell is not None:
            bell.take_down()
            bell.deleteLater()
        if workspace is not None:
            workspace.close()
            note(Event.CLOSED)
        wipe_opened(but)
        self.settings.save()

    # ------------------------------------------------------------ what was damaged or restored

    def show_rescued(self, path: Path, passphrase: str, damages: list[Damage]) -> None:
        """A workspace of what could be read, with what is missing in front of it."""
        window = self.show(self.opened(path, passphrase))
        if window is not None and damages:
            window.show_damages(damages)


def run_window(path: Path | None, picture: PictureWindow | None = None) -> int:
    """Show the window until it is closed, in the place of a picture of it. Returns the exit status."""
    start_log()
    settings = Settings(settings_folder() / SETTINGS_FILE, folder_for_copies())
    app = started_application(settings)
    if app.platformName() == "xcb":
        app.installEventFilter(HeldKeys(app))
    program = Program(app, settings)
    program.keeps_pictures, program.picture = True, picture
    go_on_after_faults(program)
    heed_the_system(app, keep=program.keep_at_once, end=program.end_at_once)
    asked = AskedFiles(app)
    if sys.platform == "darwin":
        app.processEvents()  # the file that it was started with comes as an event
    program.start(asked.take() or path)
    asked.hand_to(program.open_asked)
    if program.window is None:
        return 0
    sys.setswitchinterval(TAKES_TURNS)
    gc.freeze()  # what is there by now stays: no need to look through it again and again
    collect_here(program)
    return app.exec()


def go_on_after_faults(program: Program) -> None:
    """A fault in the middle of a click is shown, and the program goes on. None writes to standard error, where text of a
    record would stand in whatever keeps it.
    """

    def show(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if isinstance(fault, Exception):
            tell(fault, _top_window(program))
        else:
            sys.__excepthook__(kind, fault, trace)

    def show_from_thread(fault: threading.ExceptHookArgs) -> None:
        note_fault(fault.exc_value or fault.exc_type())

    sys.excepthook = show
    threading.excepthook = show_from_thread


def _top_window(program: Program) -> QWidget | None:
    """Where a person is looking: a dialog that is waiting, a wizard, else the window."""
    in_front = QApplication.activeModalWidget() or QApplication.activeWindow()
    if in_front is not None and in_front.isVisible():
        return in_front
    return program.window if program.window is not None and isValid(program.window) else None
