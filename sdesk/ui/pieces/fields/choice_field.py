"""Fields with a few answers to choose from."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QRadioButton,
    QSizePolicy,
    QStyledItemDelegate,
    QWidget,
)

from sdesk.translation import gettext as _
from sdesk.ui.pieces.elided_combo import ElidedCombo
from sdesk.ui.pieces.fields.field import FieldWidget
from sdesk.ui.pieces.layouts import row_of

CHOICE_WIDTH = 320


class CalmCombo(ElidedCombo):
    """A combo box that scrolling past does not change, and that a long text does not widen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(14)


class ChoiceField(FieldWidget):
    """One of a few values, or none yet. A value that is no choice any more is kept and shown as it is."""

    def __init__(
        self,
        choices: Sequence[tuple[Hashable, str]],
        parent: QWidget | None = None,
        *,
        empty: str | None = "",
        is_wide: bool = False,
    ) -> None:
        """`choices` are (value, text). `empty` is the text of the choice for None; None if there is no such choice.

        One that `is_wide` takes all the room there is: for long names.
        """
        super().__init__(parent)
        self._combo = CalmCombo(self)
        if not is_wide:
            self._combo.setMaximumWidth(CHOICE_WIDTH)
        self._combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._values: list[Hashable | None] = []
        self._empty = empty
        self.offer(choices)
        self._combo.activated.connect(self._edited)
        self._install(self._combo)

    def offer(self, choices: Sequence[tuple[Hashable, str]]) -> None:
        """These can be chosen from now on, and nothing is."""
        self._combo.clear()
        self._values.clear()
        if self._empty is not None:
            self._offer(None, self._empty)
        for value, text in choices:
            self._offer(value, text)

    def _offer(self, value: Hashable | None, text: str) -> None:
        self._values.append(value)
        self._combo.addItem(text)

    def value(self) -> Hashable | None:
        at = self._combo.currentIndex()
        return self._values[at] if at >= 0 else None

    def setEmptyText(self, text: str) -> None:
        """What no choice means, in the list and while nothing is chosen."""
        if None in self._values:
            self._combo.setItemText(self._values.index(None), text)

    def offered(self) -> tuple[Hashable | None, ...]:
        """The values that can be chosen."""
        return tuple(self._values)

    def setValue(self, value: Hashable | None) -> None:
        if value not in self._values and value is not None:
            self._offer(value, str(value))
        self._combo.setCurrentIndex(self._values.index(value) if value in self._values else -1)
        self._refresh_reading()

    def readWords(self, text: str) -> bool:
        words = text.strip().casefold()
        said = (self._combo.itemText(at).casefold() for at in range(self._combo.count()))
        at = next((at for at, each in enumerate(said) if each == words), -1)
        if not words and None in self._values:
            at = self._values.index(None)
        if at >= 0:
            self._combo.setCurrentIndex(at)
            self._edited()
        return at >= 0

    def displayText(self) -> str:
        return "" if self.value() is None else self._combo.currentText()


def read_answer(text: str) -> bool | None:
    """Yes or no, in the words in which it is written, in English, or as spreadsheets say it; None in others."""
    words = text.strip().casefold()
    if words in (_("Yes").casefold(), "yes", "true", "1", "x"):
        return True
    return False if words in (_("No").casefold(), "no", "false", "0") else None


class YesNoField(FieldWidget):
    """A check box with its statement beside it: True or False."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QCheckBox(text.replace("&", "&&"), self)
        self._text = text
        self._box.clicked.connect(self._edited)
        self._install(self._box)

    def value(self) -> bool:
        return self._box.isChecked()

    def setValue(self, value: bool | None) -> None:
        self._box.setChecked(bool(value))
        self._refresh_reading()

    def readWords(self, text: str) -> bool:
        answer = read_answer(text)
        if answer is not None or not text.strip():
            self.setValue(answer)
            self._edited()
        return answer is not None or not text.strip()

    def displayText(self) -> str:
        answer = _("Yes") if self.value() else _("No")
        if self._text in ("", _("Yes")):
            return answer
        return _("{question}: {answer}").format(question=self._text, answer=answer)


class AnswerField(FieldWidget):
    """Yes, No, or not answered yet: True, False or None. Delete takes an answer back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        editor = QWidget(self)
        self._buttons = {True: QRadioButton(_("Yes"), editor), False: QRadioButton(_("No"), editor)}
        self._group = QButtonGroup(editor)
        line = row_of(inside=editor, spacing=16)
        for answer in self._buttons.values():
            self._group.addButton(answer)
            answer.clicked.connect(self._edited)
            answer.installEventFilter(self)
            line.addWidget(answer)
        line.addStretch(1)
        self._install(editor, self._buttons[True])

    def value(self) -> bool | None:
        return next((answer for answer, button in self._buttons.items() if button.isChecked()), None)

    def setValue(self, value: bool | None) -> None:
        self._group.setExclusive(False)
        for answer, button in self._buttons.items():
            button.setChecked(answer is value)
        self._group.setExclusive(True)
        self._refresh_reading()

    def readWords(self, text: str) -> bool:
        answer = read_answer(text)
        if answer is not None or not text.strip():
            self.setValue(answer)
            self._edited()
        return answer is not None or not text.strip()

    def displayText(self) -> str:
        value = self.value()
        return "" if value is None else _("Yes") if value else _("No")

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for button in self._buttons.values():
            button.setAccessibleName(_("{question}: {answer}").format(question=name, answer=button.text()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        takes_back = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if takes_back and event.type() == QEvent.Type.KeyPress and self.value() is not None:
            self.setValue(None)
            self._edited()
            return True
        return super().eventFilter(watched, event)
