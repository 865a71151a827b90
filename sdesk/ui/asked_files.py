"""A file that the desktop asks the running program to open: macOS starts one program, and tells it so of each file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QDialog


class AskedFiles(QObject):
    """Hands each on to `opens`, once no dialog waits for an answer. Those that come before there is anybody are kept."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._opens: Callable[[Path], object] | None = None
        self._asked: Path | None = None
        app.installEventFilter(self)

    def take(self) -> Path | None:
        """The one that was asked for last, and is not open yet."""
        asked, self._asked = self._asked, None
        return asked

    def hand_to(self, opens: Callable[[Path], object]) -> None:
        self._opens = opens

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self._asked = Path(event.file())
            QTimer.singleShot(0, self._open)
            return True
        return super().eventFilter(watched, event)

    def _open(self) -> None:
        if self._opens is None or self._asked is None:
            return
        asking = QApplication.activeModalWidget()
        if isinstance(asking, QDialog):
            asking.finished.connect(lambda: QTimer.singleShot(0, self._open))
            asking.raise_()
            asking.activateWindow()
        elif path := self.take():
            self._opens(path)
