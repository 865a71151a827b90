"""What cannot be done here: buttons and lines of menus that stay grey, whoever enables them later."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from sdesk.ui.pieces.tips import plain_tip


class Grey(QObject):
    """Belongs to what it keeps grey; `why` is said as its tip."""

    def __init__(self, kept: QWidget | QAction, why: str) -> None:
        super().__init__(kept)
        self._kept = kept
        kept.setToolTip(plain_tip(why))
        if isinstance(kept, QAction):
            kept.changed.connect(self._keep)
        else:
            kept.installEventFilter(self)
        self._keep()

    def _keep(self) -> None:
        if self._kept.isEnabled():
            self._kept.setEnabled(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.EnabledChange:
            self._keep()
        return super().eventFilter(watched, event)
