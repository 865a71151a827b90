"""F1 in every window of the program, also in a dialog that waits for an answer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from sdesk.ui.settings import Settings

if TYPE_CHECKING:
    from sdesk.ui.help.window import HelpWindow

ON_HELP = "guide/README.md#help"


class Helping(QObject):
    """Belongs to the window of the program, and ends with it. While that is hidden, as behind the lock, F1 does nothing.

    Each window that comes to have the keys is listened to: from a dialog, no action of the window behind it is heard.
    """

    def __init__(self, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._window = window
        self.shown: HelpWindow | None = None
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._listen)

    def ask(self, window: QWidget | None = None) -> bool:
        """Show the page for what has the focus, in that window if one is named. False where no guide is installed."""
        from sdesk.ui.help.focus import explained_at, topics_of

        within = window or QApplication.activeWindow() or self._window
        asked = within.focusWidget() or within
        if self.shown is not None and asked.window() is self.shown:
            self.shown.show_place(ON_HELP)
            return True
        if not self._is_open():
            return False
        assert self.shown is not None
        topics, field = list(topics_of(asked)), explained_at(asked)
        self.shown.show_beside(asked.window())
        self.shown.explain(topics, field)
        return True

    def behind(self, window: QWidget | None) -> QWidget | None:
        """The window itself; of the guide, the window beside which it is read."""
        return self._window if window is not None and window is self.shown else window

    def stop(self) -> None:
        """The window closes, and the guide with it."""
        if self.shown is not None:
            self.shown.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() != Qt.Key.Key_F1 or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return False
        asked = next(
            (each for each in QApplication.topLevelWidgets() if each.windowHandle() is watched), None
        )
        return asked is not None and self._window.isVisible() and self.ask(asked)

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _is_open(self) -> bool:
        from sdesk.ui.help.window import HelpWindow, open_guide

        if self.shown is None and (guide := open_guide()).is_there:
            self.shown = HelpWindow(guide, self._settings)
            self._window.destroyed.connect(self.shown.deleteLater)
        return self.shown is not None
