"""What shows the workspace as it is now."""

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget


class Current(QWidget):
    """Reads again, by `refresh`, after each change it follows: if anybody is looking, else when they do."""

    is_stale = True

    def follow(self, changed: SignalInstance) -> None:
        changed.connect(self._changed)

    def refresh(self) -> None:
        """Show everything as it is now; say `is_stale = False`."""
        raise NotImplementedError

    def _changed(self) -> None:
        self.is_stale = True
        self._refresh_if_seen()

    def _refresh_if_seen(self) -> None:
        if self.is_stale and self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_seen()
