"""Buttons in one line, as many as there is room for; the rest behind a button that says how many they are."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces.buttons import quiet_button


class OneLine(QWidget):
    """Shows buttons side by side and never in a second line. `more` stands for those that do not fit."""

    def __init__(self, parent: QWidget, *, name: str) -> None:
        super().__init__(parent)
        self._buttons: tuple[QPushButton, ...] = ()
        self.more = quiet_button("", self, name=name)
        self.more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_buttons(self, buttons: Sequence[QPushButton]) -> None:
        """Show these in place of those that were there."""
        for each in self._buttons:
            each.hide()
            each.setParent(None)
            each.deleteLater()
        self._buttons = tuple(buttons)
        for each in self._buttons:
            each.setParent(self)
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(sum(each.sizeHint().width() for each in self._buttons), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._height())

    def _height(self) -> int:
        return self.more.sizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        high = self._height()
        widths = [each.sizeHint().width() for each in self._buttons]
        shown = len(widths)
        while shown and sum(widths[:shown]) + self._width_of_more(len(widths) - shown) > self.width():
            shown -= 1
        at = 0
        for place, (each, width) in enumerate(zip(self._buttons, widths, strict=True)):
            each.setGeometry(at, 0, width, high)
            each.setVisible(place < shown)
            at += width if place < shown else 0
        self._name_more(len(widths) - shown)
        self.more.setGeometry(at, 0, self.more.sizeHint().width(), high)
        self.more.setVisible(shown < len(widths))

    def _width_of_more(self, rest: int) -> int:
        self._name_more(rest)
        return self.more.sizeHint().width() if rest else 0

    def _name_more(self, rest: int) -> None:
        several = bool(self._buttons) and rest < len(self._buttons)
        self.more.setText(_("{n} more").format(n=rest) if several else _("Show {n}").format(n=rest))
