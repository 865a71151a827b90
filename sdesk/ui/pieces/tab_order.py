"""Keeping the order of Tab where widgets come and go."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class TabStart(QWidget):
    """Never seen, never focused: the place in a window's tab order behind which widgets made later are put.

    Qt puts a new widget at the end of its window's order, and moves only the second of two.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # or Qt would not take it as a place
        self.hide()

    def lead(self, stops: Sequence[QWidget]) -> None:
        """Let Tab go through these, in this order, from here."""
        for before, after in pairwise([self, *stops]):
            QWidget.setTabOrder(before, after)


def tab_stops_in(holder: QWidget) -> list[QWidget]:
    """The widgets below `holder` that Tab stops at, in the order in which they were made; none of what pops up."""
    window = holder.window()
    below: list[QWidget] = holder.findChildren(QWidget)
    return [
        widget
        for widget in below
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.window() == window
    ]
