"""List and form side by side, divided as they were left: in a wide tab, and in one whose panel is folded to a strip."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from sdesk.ui.records.remembered import remember_layout, remembered_layout

_SHARES = {(True, False): 0.48, (True, True): 0.26, (False, False): 0.31, (False, True): 0.31}
"""Of the list, by whether there is room for the panel and whether something stands beside the form."""

_QUEUE = ((900, 300), (976, 304), (1158, 384), (1712, 800))
"""Pixels of a list that has rows of two lines, by those that it shares with the case; from the last on it has columns."""


def queue_width(room: int) -> int:
    """Between two of these in proportion; half of what is more than the last."""
    below = _QUEUE[0]
    for above in _QUEUE:
        if room < above[0]:
            share = (room - below[0]) / max(1, above[0] - below[0])
            return below[1] + round(share * (above[1] - below[1])) if room > below[0] else below[1]
        below = above
    return below[1] + (room - below[0]) // 2


class ListSplit(QSplitter):
    def __init__(self, tab: str, list_side: QWidget, form_side: QWidget, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._tab = tab
        self._name = ""
        self._is_moved = False
        self.addWidget(list_side)
        self.addWidget(form_side)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(self._remember)

    def lay_out(self, room: int, *, wide: bool, has_aside: bool, is_queue: bool) -> None:
        """Divide so many pixels beside the panel; the list gets less of them where something stands beside the form.

        A queue is as wide as the window says until somebody moves the handle.
        """
        kind = "/queue" if is_queue else "/aside" if has_aside else ""
        name = f"split/{self._tab}/{'Horizontal' if wide else 'narrow'}{kind}"
        if name == self._name and (not is_queue or self._is_moved):
            return
        self._is_moved = name != self._name and self.restoreState(remembered_layout(name))
        self._name = name
        if not self._is_moved:
            first = queue_width(room) if is_queue else round(room * _SHARES[wide, has_aside])
            self.setSizes([first, room - first - self.handleWidth()])

    def _remember(self) -> None:
        self._is_moved = True
        remember_layout(self._name, self.saveState())
