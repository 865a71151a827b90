"""Text on the screen: titles, help, text to read. User text is never taken for markup."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

from sdesk.ui.aloud import say_aloud
from sdesk.ui.pieces.tips import plain_tip

READING_WIDTH = 72
"""Characters in a line that is comfortable to read."""


class PlainLabel(QLabel):
    """A label that shows exactly what it is given."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


class PageTitle(PlainLabel):
    """The one title of a page."""


class GroupTitle(PlainLabel):
    """The title of a group of fields or lines."""


class FieldTitle(PlainLabel):
    """The name of a field, above it."""


class ItemMark(PlainLabel):
    """Which content item of a work product a field answers, such as "WP.11 b"."""


class Aside(PlainLabel):
    """A word beside something, muted, in one line: a date, a count."""


class WrappedLabel(PlainLabel):
    """Sentences, broken into lines of at most 72 characters."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * (READING_WIDTH + 12))

    def heightForWidth(self, width: int) -> int:
        """A layout asks for the width that it has; the lines break at the width that this label takes of it."""
        return super().heightForWidth(min(width, self.maximumWidth()))


class HelpText(WrappedLabel):
    """Why something is asked for."""


class ErrorText(WrappedLabel):
    """What is wrong with a field and what to do about it; said aloud as it appears."""

    def setText(self, text: str) -> None:
        is_new = text != self.text()
        super().setText(text)
        if is_new:
            say_aloud(self, text, at_once=True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            say_aloud(self, self.text(), at_once=True)


class ReadText(PlainLabel):
    """The value of a field that cannot be changed here: reads like text, can be selected and copied."""

    NOTHING = "–"

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWordWrap(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setIndent(0)
        self.setValueText(text)

    def setValueText(self, text: str) -> None:
        self.setText(text or self.NOTHING)
        self.setProperty("empty", not text)
        repolish(self)


class ElidedLabel(PlainLabel):
    """One line that ends in … when there is no room, and then says all of it in its tooltip."""

    def sizeHint(self) -> QSize:
        around = self.width() - self.contentsRect().width()
        return QSize(
            self.fontMetrics().horizontalAdvance(self.text()) + around + 2, super().sizeHint().height()
        )

    def minimumSizeHint(self) -> QSize:
        shortest = self.fontMetrics().horizontalAdvance("Wwww…")
        return QSize(min(shortest, self.sizeHint().width()), super().minimumSizeHint().height())

    def isElided(self) -> bool:
        return self.shownText() != self.text()

    def shownText(self) -> str:
        """What there is room for."""
        line = " ".join(self.text().split())
        return self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(plain_tip(self.text() if self.isElided() else ""))

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(plain_tip(text if self.isElided() else ""))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment() | Qt.TextFlag.TextSingleLine, self.shownText())


def repolish(widget: QWidget) -> None:
    """Make the style sheet look again at a widget's properties."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
