"""The lock: while nobody is there, nothing of the workspace is on the screen, and its passphrase is asked for again."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from sdesk.local_time import utc_now
from sdesk.log import Event, note
from sdesk.practice.passphrase import is_encrypted, is_passphrase
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    ErrorText,
    GroupTitle,
    HelpText,
    column_of,
    primary_button,
    quiet_button,
    row_of,
)
from sdesk.ui.pieces.lines import secret_line
from sdesk.ui.settings import Settings
from sdesk.ui.theme.icons import app_icon
from sdesk.ui.theme.look import GRID

LOOKED_EVERY = 5_000
"""Milliseconds. The clock is looked at, because a laptop that sleeps counts no time."""
LONGEST_WAIT = 60
"""Seconds between two wrong passphrases, which begin with one and double."""
_HANDS_ON = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
)
_SHOWS = (QEvent.Type.Show, QEvent.Type.WindowTitleChange)
NO_NAME = "sdesk"
_LOCKS = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)


class Locking(QObject):
    """Locks the window after minutes without a key or a mouse, or when it is asked to; never one without a passphrase.

    All windows are hidden, and what opens meanwhile; typed text stays in them, and is kept beside the workspace.
    `quit_asked` says that somebody wants to end the program without unlocking it.
    """

    quit_asked = Signal()

    def __init__(
        self, desk: Desk, settings: Settings, window: QWidget, now: Callable[[], datetime] = utc_now
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._settings = settings
        self._window = window
        self._now = now
        self._last = now()
        self._hidden: list[QWidget] = []
        self._titles: dict[QWidget, str] = {}
        self.screen: LockScreen | None = None
        self._timer = QTimer(self, interval=LOOKED_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        self._app = app
        app.focusWindowChanged.connect(self._watch)

    @property
    def is_offered(self) -> bool:
        return self._desk.workspace.is_open and is_encrypted(self._desk.workspace)

    def seconds_at_rest(self) -> float:
        """Since the last key or mouse in this window."""
        return (self._now() - self._last).total_seconds()

    def look(self) -> None:
        """Lock if nobody was there for as long as the preferences say."""
        minutes = self._settings.lock_after
        if minutes and self._now() - self._last >= timedelta(minutes=minutes):
            self.lock()

    def lock(self) -> None:
        if self.screen is not None or not self.is_offered:
            return
        note(Event.LOCKED)
        self._desk.typing.keep_now()
        self.screen = LockScreen(lambda words: is_passphrase(self._desk.workspace, words))
        self.screen.setGeometry(self._window.geometry())
        self.screen.unlocked.connect(self._unlock)
        self.screen.quit_asked.connect(self.quit_asked)
        self._app.installEventFilter(self)
        self.screen.show()
        self._hide_all()
        self.screen.activateWindow()

    def stop(self) -> None:
        """The window closes."""
        self._timer.stop()
        if self.screen is not None:
            self._take_down()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.keyCombination() == _LOCKS and self.is_offered:
            self.lock()  # a dialog in front keeps the window from hearing its key
            return True
        if event.type() in _HANDS_ON and isinstance(watched, QWindow):
            self.look()  # a laptop that wakes up hears of the key first
            self._last = self._now()
            return self.screen is not None and watched is not self.screen.windowHandle()
        elif event.type() in _SHOWS and self._must_not_be_seen(watched):
            QTimer.singleShot(0, self._hide_all)
        return False

    # ------------------------------------------------------------ hiding and showing

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _must_not_be_seen(self, watched: QObject) -> bool:
        return (
            self.screen is not None
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and watched is not self.screen
        )

    def _hide_all(self) -> None:
        for each in filter(self._must_not_be_seen, QApplication.topLevelWidgets()):
            if each.isVisible():
                if each.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip):
                    each.close()
                else:
                    self._hidden.append(each)
                    each.hide()
            handle = each.windowHandle()
            if (
                handle is not None and handle.title() != NO_NAME
            ):  # the session tells it also of what is hidden
                self._titles[each] = handle.title()
                handle.setTitle(NO_NAME)

    def _unlock(self) -> None:
        note(Event.UNLOCKED)
        self._take_down()
        hidden, self._hidden = self._hidden, []
        self._last = self._now()
        titles, self._titles = self._titles, {}
        for each, title in titles.items():
            if isValid(each) and (handle := each.windowHandle()):
                handle.setTitle(title)
        for each in sorted(hidden, key=lambda each: each is not self._window):
            if isValid(each):
                each.show()
        shown = [each for each in hidden if isValid(each)]
        if shown:
            shown[-1].activateWindow()

    def _take_down(self) -> None:
        self._app.removeEventFilter(self)
        screen, self.screen = self.screen, None
        if screen is not None:
            with suppress(RuntimeError):
                screen.hide()
                screen.deleteLater()


class LockScreen(QWidget):
    """Says no more than that it is locked. A wrong passphrase makes the next one wait, twice as long each time."""

    unlocked = Signal()
    quit_asked = Signal()

    def __init__(self, opens: Callable[[str], bool]) -> None:
        super().__init__(None)
        self.setObjectName("lock")
        self.setWindowTitle(NO_NAME)
        self.setWindowIcon(app_icon())
        self._opens = opens
        self._wait = 1
        self._left = 0
        self.has_warned = False
        self._line = secret_line("lock.words", _("Passphrase"), self)
        self._line.setFixedWidth(360)
        self._line.returnPressed.connect(self.try_it)
        self._wrong = ErrorText("", self)
        self._wrong.setObjectName("lock.wrong")
        self._open = primary_button(_("Unlock"), self, name="lock.open")
        self._open.clicked.connect(self.try_it)
        leave = quiet_button(_("Quit sdesk"), self, name="lock.quit")
        leave.clicked.connect(self.quit_asked)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self.count_down)
        column = column_of(
            STRETCH,
            GroupTitle(_("sdesk is locked"), self),
            HelpText(_("Type the passphrase of the workspace. What was typed before is still there."), self),
            self._line,
            self._wrong,
            row_of(leave, STRETCH, self._open),
            STRETCH,
            spacing=GRID,
        )
        row_of(STRETCH, column, STRETCH, inside=self, margins=2 * GRID)
        self._line.setFocus()

    def try_it(self) -> None:
        if self._left:
            return
        words = self._line.text()
        self._line.clear()
        if self._opens(words):
            self.unlocked.emit()
            return
        note(Event.WRONG_PASSPHRASE, wait=self._wait)
        self._left, self._wait = self._wait, min(self._wait * 2, LONGEST_WAIT)
        self._second.start()
        self._show_wait()

    def count_down(self) -> None:
        """A second has passed."""
        self._left -= 1
        if not self._left:
            self._second.stop()
        self._show_wait()

    def _show_wait(self) -> None:
        self._line.setReadOnly(self._left > 0)
        self._open.setEnabled(not self._left)
        if self._left:
            said = ngettext(
                "That is another passphrase. Wait {n} second.",
                "That is another passphrase. Wait {n} seconds.",
                self._left,
            )
            self._wrong.setText(said.format(n=self._left))
        else:
            self._wrong.setText(_("That was another passphrase. Try again."))

    def wait(self, text: str) -> None:
        """Nothing can be done here meanwhile."""
        self._wrong.setText(text)
        self.setEnabled(False)

    def warn(self, text: str) -> None:
        self._wrong.setText(text)
        self.setEnabled(True)
        self.has_warned = True

    def closeEvent(self, event: QCloseEvent) -> None:
        """To close the lock is to end the program, not to get behind it."""
        event.ignore()
        self.quit_asked.emit()
