"""The line below the rows, where a new one begins: by a press, by typing, by pasting."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from sdesk.ui.pieces.buttons import ICON_SIDE
from sdesk.ui.pieces.fields.row_cells import types
from sdesk.ui.theme.icons import icon


class NewRow(QPushButton):
    """Tab comes here from the last row and goes on from here, as nothing is filled in yet."""

    typed = Signal(object)
    """The key that was pressed."""
    pasted = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName("action.add")
        self.setIcon(icon("plus", "link"))
        self.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        self.setProperty("quiet", True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif types(event) and event.text() != " ":
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)


__all__ = ["NewRow"]
