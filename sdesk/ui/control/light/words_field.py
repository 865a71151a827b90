"""A few words side by side, of which one is chosen: a click, or Space and the arrows."""

from collections.abc import Hashable, Sequence

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces import FieldWidget, row_of


class WordsField(FieldWidget):
    """One of a few values, all in sight; None while none is chosen."""

    def __init__(self, choices: Sequence[tuple[Hashable, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        editor = QWidget(self)
        self._buttons = {value: QRadioButton(text, editor) for value, text in choices}
        self._group = QButtonGroup(editor)
        line = row_of(inside=editor, spacing=16)
        for made in self._buttons.values():
            self._group.addButton(made)
            made.clicked.connect(self._edited)
            line.addWidget(made)
        line.addStretch(1)
        self._install(editor, next(iter(self._buttons.values())))

    def value(self) -> Hashable | None:
        return next((value for value, made in self._buttons.items() if made.isChecked()), None)

    def setValue(self, value: Hashable | None) -> None:
        self._group.setExclusive(False)
        for known, made in self._buttons.items():
            made.setChecked(known == value)
        self._group.setExclusive(True)
        self._refresh_reading()

    def displayText(self) -> str:
        return next((made.text() for made in self._buttons.values() if made.isChecked()), "")

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for made in self._buttons.values():
            made.setAccessibleName(_("{question}: {answer}").format(question=name, answer=made.text()))

    def _name_editor(self, name: str) -> None:
        super()._name_editor(name)
        for value, made in getattr(self, "_buttons", {}).items():
            made.setObjectName(f"{name}.{value}")
