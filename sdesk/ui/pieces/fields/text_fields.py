"""Fields for text: one line, and as many as it takes."""

import re

from PySide6.QtCore import QSizeF, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from sdesk.ui.pieces.fields.field import FieldWidget

_DIGEST = re.compile("[0-9a-fA-F]{64}")

FEWEST_LINES = 3
MOST_LINES = 14


class TextField(FieldWidget):
    """One line of text."""

    def __init__(self, parent: QWidget | None = None, *, placeholder: str = "") -> None:
        super().__init__(parent)
        self._edit = QLineEdit(self)
        self._edit.setPlaceholderText(placeholder)
        self._edit.textEdited.connect(self._edited)
        self._install(self._edit)

    def value(self) -> str:
        return self._edit.text()

    def setValue(self, value: str | None) -> None:
        self._edit.setText(value or "")
        self._edit.setCursorPosition(0)
        self._refresh_reading()

    def displayText(self) -> str:
        return self._edit.text()


class DigestField(TextField):
    """A SHA-256, typed with or without spaces; read in groups of eight, as it has to break in a narrow column."""

    def value(self) -> str:
        plain = "".join(self._edit.text().split())
        return plain if _DIGEST.fullmatch(plain) else self._edit.text()

    def displayText(self) -> str:
        said = self.value()
        return " ".join(said[at : at + 8] for at in range(0, 64, 8)) if _DIGEST.fullmatch(said) else said


class GrowingText(QPlainTextEdit):
    """Plain text in a box as high as its lines, from `fewest` to 14; Tab goes on to the next field."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None, *, fewest: int = FEWEST_LINES) -> None:
        super().__init__(parent)
        self._fewest = fewest
        self.setTabChangesFocus(True)
        self.setting_value = False
        self.textChanged.connect(self._report)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit(self.document().size())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(self.document().size())

    def _report(self) -> None:
        if not self.setting_value:
            self.edited.emit()

    def _fit(self, size: QSizeF) -> None:
        """A plain document's height is counted in lines."""
        lines = min(max(round(size.height()), self._fewest), MOST_LINES)
        around = 2 * self.document().documentMargin() + 2 * self.frameWidth() + 10
        self.setFixedHeight(round(lines * self.fontMetrics().lineSpacing() + around))


class LongTextField(FieldWidget):
    """Text of any length."""

    def __init__(
        self, parent: QWidget | None = None, *, placeholder: str = "", fewest: int = FEWEST_LINES
    ) -> None:
        super().__init__(parent)
        self._edit = GrowingText(self, fewest=fewest)
        self._edit.setPlaceholderText(placeholder)
        self._edit.edited.connect(self._edited)
        self._install(self._edit)

    def value(self) -> str:
        return self._edit.toPlainText()

    def setValue(self, value: str | None) -> None:
        self._edit.setting_value = True
        self._edit.setPlainText(value or "")
        self._edit.setting_value = False
        self._refresh_reading()

    def displayText(self) -> str:
        return self._edit.toPlainText()

    def readWords(self, text: str) -> bool:
        self._edit.setPlainText(text)
        return True

    def startOver(self) -> None:
        """A long text is gone on with: one key must not take all of it away."""
        self._edit.moveCursor(QTextCursor.MoveOperation.End)
