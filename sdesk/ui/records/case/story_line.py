"""The line below the story of a case: what was done, how long it took."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.aloud import say_aloud
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import DurationField, ElidedLabel, button, column_of, row_of
from sdesk.ui.pieces.buttons import NOT_MEANT_FOR
from sdesk.ui.pieces.file_drops import FilesGoBy
from sdesk.ui.theme.look import CONTROL_HEIGHT, GRID
from sdesk.ui.unsaved.typing import SPOKEN_FOR

LINES = 3
MINUTES_WIDTH = 112
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class StoryFault(ElidedLabel):
    """Why it was not added, in one line; it keeps its place where it says nothing."""

    def setText(self, text: str) -> None:
        super().setText(text)
        say_aloud(self, text, at_once=True)


class StoryLine(QWidget):
    """Enter makes a new line. Ctrl+Enter adds and never takes a step; Ctrl+Shift+Enter adds and takes the next one.

    `added` carries the text and the minutes, and whether the next step is to be taken, too.
    """

    typed = Signal()
    added = Signal(str, object, bool)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = QPlainTextEdit(self)
        self._text.setObjectName("story.what")
        self._text.setPlaceholderText(_("What was done"))
        self._text.setAccessibleName(_("What was done"))
        self._text.setTabChangesFocus(True)
        FilesGoBy(self._text.viewport())
        self._text.setFixedHeight(LINES * self._text.fontMetrics().lineSpacing() + 2 * GRID)
        self._minutes = DurationField(self)
        self._minutes.setObjectName("story.minutes")
        self._minutes.setAccessibleName(_("Time spent"))
        self._minutes.setInLine(True)
        self._minutes.setFixedWidth(MINUTES_WIDTH)
        line = self._minutes.focusProxy()
        assert isinstance(line, QLineEdit)
        self._spent = line
        self._fault = StoryFault("", self)
        self._fault.setObjectName("story.fault")
        self._add = button(_("Add"), self, icon_name="plus", name="story.add")
        self._add.setToolTip(_("Add to the story (Ctrl+Enter)"))
        self._add.setFixedHeight(CONTROL_HEIGHT)
        desk.writes(self._add).clicked.connect(self.add)
        self._rest = QTimer(self, singleShot=True, interval=NOT_MEANT_FOR)
        foot = row_of(self._minutes, (self._fault, 1), self._add)
        column_of(self._text, foot, inside=self, margins=(2 * GRID, GRID, GRID, GRID))
        for each in (self._text, self._spent):
            each.setProperty(SPOKEN_FOR, True)
            each.installEventFilter(self)
        self._text.textChanged.connect(self._typed)
        self._minutes.changed.connect(self._typed)

    def add(self, *, and_step: bool = False) -> None:
        """Once: a key that is pressed twice in a moment adds nothing empty."""
        if self._rest.isActive():
            return
        if self.problem():
            self.complain(self.problem())
            self._spent.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.added.emit(self._text.toPlainText().strip(), self._minutes.value(), and_step)

    def was_added(self) -> None:
        """It stands in the story now: the line is ready for the next."""
        self._rest.start()
        self.set_words("", "")
        self.start_typing()

    def complain(self, why: str) -> None:
        """Why it was not added; what is typed stays."""
        self._fault.setText(why)
        if why:
            self.start_typing()

    def words(self) -> tuple[str, str]:
        """What was done and the time spent, as typed."""
        return self._text.toPlainText(), self._spent.text()

    def problem(self) -> str:
        """What is wrong with the time spent; nothing where it can be read."""
        return self._minutes.typedProblem()

    def minutes(self) -> int | None:
        return self._minutes.value()

    def set_words(self, text: str, spent: str) -> None:
        """Show these, as nobody types them now."""
        for each in (self._text, self._minutes):
            each.blockSignals(True)
        self._text.setPlainText(text)
        self._spent.setText(spent)
        for each in (self._text, self._minutes):
            each.blockSignals(False)
        self._text.viewport().update()
        self._fault.setText("")

    def start_typing(self) -> None:
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        self._fault.setText("")
        self.typed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that add, before they are the keys of the record's next step."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if event.type() not in kinds or not isinstance(event, QKeyEvent) or event.key() not in _ENTER:
            return super().eventFilter(watched, event)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held not in (_CTRL, _CTRL | _SHIFT):
            return super().eventFilter(watched, event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            self.add(and_step=bool(held & _SHIFT))
        return True


__all__ = ["StoryLine"]
