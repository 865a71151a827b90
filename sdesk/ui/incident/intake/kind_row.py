"""What the call is about: the first thing that the small window asks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from sdesk.practice.intake.kinds import CallKind
from sdesk.translation import gettext as _
from sdesk.ui.pieces import row_of
from sdesk.ui.theme.look import GRID


def _asked() -> dict[CallKind, str]:
    """With the letter that chooses it together with Alt."""
    return {
        CallKind.BROKEN: _("Something is &broken"),
        CallKind.WANTED: _("Something is &wanted"),
        CallKind.SAID: _("Something was &said"),
    }


class KindRow(QWidget):
    """Three choices in a row; `chosen` carries what was chosen. The hands stay where they are: only the choice changes."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("What it is"))
        self._group = QButtonGroup(self)
        line = row_of(inside=self, spacing=2 * GRID)
        for at, (kind, text) in enumerate(_asked().items()):
            made = QRadioButton(text, self)
            made.setObjectName(f"quick.kind.{kind.value}")
            made.setAccessibleName(text.replace("&", ""))
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click or a letter takes it from no field
            self._group.addButton(made, at)
            line.addWidget(made)
        line.addStretch(1)
        self.setValue(CallKind.BROKEN)
        self._group.idToggled.connect(self._toggled)

    def value(self) -> CallKind:
        return list(CallKind)[self._group.checkedId()]

    def setValue(self, kind: CallKind) -> None:
        self._group.button(list(CallKind).index(kind)).setChecked(True)

    def text(self) -> str:
        return self._group.button(self._group.checkedId()).accessibleName()

    def _toggled(self, _at: int, is_on: bool) -> None:
        if is_on:
            self.chosen.emit(self.value())


__all__ = ["KindRow"]
