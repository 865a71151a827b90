"""One chosen thing, as a small block with its name and a ×."""

from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces.buttons import tool_button
from sdesk.ui.pieces.texts import ElidedLabel
from sdesk.ui.pieces.tips import plain_tip

CHIP_HEIGHT = 26
WIDEST_CHIP = 320


class Chip(QFrame):
    """Click or Return opens it, × or Delete takes it away, ← and → go to its neighbours."""

    opened = Signal(UUID)
    removed = Signal(UUID)
    stepped = Signal(int)
    focused = Signal()

    def __init__(self, chosen: UUID, text: str, detail: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen = chosen
        self.detail = detail
        self._label = ElidedLabel(text, self)
        self._remove = tool_button("x", _("Remove {name}").format(name=text), self)
        self._remove.setFixedSize(18, 18)
        self._remove.setIconSize(QSize(12, 12))
        self._remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._remove.clicked.connect(self._ask_removal)
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(6, 0, 4, 0)
        line.setSpacing(4)
        line.addWidget(self._label, 1)
        line.addWidget(self._remove)
        self.setFixedHeight(CHIP_HEIGHT)
        self.setMaximumWidth(WIDEST_CHIP)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        self.setAccessibleDescription(_("Return opens it, Delete removes it."))
        self.setToolTip(plain_tip(f"{text}\n{detail}" if detail else ""))

    def text(self) -> str:
        return self._label.text()

    def setRemovable(self, removable: bool) -> None:
        self._remove.setVisible(removable)
        self._line.setContentsMargins(6, 0, 4 if removable else 6, 0)
        self.setAccessibleDescription(
            _("Return opens it, Delete removes it.") if removable else _("Return opens it.")
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.chosen)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._remove.isHidden():
            self._ask_removal()
        elif event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.chosen)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def _ask_removal(self) -> None:
        self.removed.emit(self.chosen)
