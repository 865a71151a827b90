"""A choice in a narrow place."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from sdesk.ui.pieces.tips import plain_tip


class ElidedCombo(QComboBox):
    """Says with three dots that its text goes on, and all of it in its tip. Scrolling past does not change it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.currentTextChanged.connect(lambda text: self.setToolTip(plain_tip(text)))

    def setAccessibleName(self, name: str) -> None:
        """Qt tells AT-SPI what is chosen as the name of a combo box: what it is called is said before the rest."""
        super().setAccessibleName(name)
        self.setAccessibleDescription(self._about)

    def setAccessibleDescription(self, text: str) -> None:
        self._about = text
        super().setAccessibleDescription(". ".join(filter(None, (self.accessibleName(), text))))

    def shownText(self) -> str:
        """As much of the text as there is room for."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        return self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width() - 8
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.shownText()
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
