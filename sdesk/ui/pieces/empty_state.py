"""What an empty list says."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from sdesk.ui.pieces.buttons import primary_button
from sdesk.ui.pieces.texts import GroupTitle, WrappedLabel
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import GRID, PAGE_MARGIN, theme

ICON_SIDE = 40
LINE_WIDTH = 440


class EmptyState(QWidget):
    """One sentence on what belongs here, why it is asked for, and one button for the first step (`started`)."""

    started = Signal()

    def __init__(
        self,
        sentence: str,
        why: str = "",
        action: str = "",
        parent: QWidget | None = None,
        *,
        icon_name: str = "inbox",
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._icon = QLabel(self)
        sentence_label = GroupTitle(sentence, self)
        why_label = WrappedLabel(why, self)
        for label in (sentence_label, why_label):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        why_label.setVisible(bool(why))
        self.button = primary_button(action, self, icon_name="plus", name="action.start")
        self.button.clicked.connect(self.started)
        self.button.setVisible(bool(action))
        self._labels = (sentence_label, why_label)
        self._stack(sentence_label, why_label)
        self.setAccessibleName(sentence)
        theme().changed.connect(self._tint)
        self._tint()

    def say(self, sentence: str, why: str, action: str) -> None:
        """Say another sentence, why, and what the button does about it."""
        for label, text in zip(self._labels, (sentence, why), strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        self.button.setText(action)
        self.setAccessibleName(sentence)

    def _stack(self, sentence: QWidget, why: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addStretch(2)
        for widget in (self._icon, sentence, why):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(GRID)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for label in self._labels:
            label.setFixedWidth(max(160, min(LINE_WIDTH, self.width() - 2 * PAGE_MARGIN)))

    def _tint(self) -> None:
        self._icon.setPixmap(icon(self._icon_name, "muted").pixmap(ICON_SIDE, ICON_SIDE))
