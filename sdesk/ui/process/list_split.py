"""List and form side by side, divided as they were left: in a wide tab, and in one whose panel is folded to a strip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QWidget

from sdesk.ui.records.remembered import remember_layout, remembered_layout

_SHARES = {(True, False): 0.48, (True, True): 0.26, (False, False): 0.31, (False, True): 0.31}
"""Of the list, by whether there is room for the panel and whether something stands beside the form."""

ONE_UNDER = 752
"""Pixels beside the strip of the panel under which the record lies over its list: a window of less than 800."""

ACROSS_UNDER = 560
"""Pixels under which not even the head of a record can give way any more."""

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


class Side(QScrollArea):
    """The list, or the record. Where the window is small, what there is no room for is scrolled to."""

    def __init__(self, shown: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = shown
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(shown)
        self.scrolls(across=False, down=False)

    def scrolls(self, *, across: bool, down: bool) -> None:
        """Where it does not, what is shown is as large as this, and gives way as it can."""
        self._shown.setMinimumSize(0 if across else 1, 0 if down else 1)

    def minimumSizeHint(self) -> QSize:
        return self._shown.minimumSizeHint() if self._shown.minimumHeight() else QSize(0, 0)


class ListSplit(QSplitter):
    def __init__(self, tab: str, list_side: QWidget, form_side: QWidget, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._tab = tab
        self._name = ""
        self._is_moved = False
        self._sides = (Side(list_side, self), Side(form_side, self))
        self._shown = (True, True)
        self._is_narrow = False
        self._form_in_front = False
        for side in self._sides:
            self.addWidget(side)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(self._remember)

    def show_sides(self, *, list_side: bool | None = None, form_side: bool | None = None) -> None:
        """Which of them there are; None for as before."""
        wanted = (list_side, form_side)
        self._shown = (
            self._shown[0] if wanted[0] is None else wanted[0],
            self._shown[1] if wanted[1] is None else wanted[1],
        )
        self._place()

    def bring(self, *, form: bool) -> None:
        """Where there is room for one of them alone: the record, or the list that it stands in."""
        self._form_in_front = form
        self._place()

    @property
    def has_one_in_front(self) -> bool:
        """Whether there is room for one of them alone."""
        return self._is_narrow and all(self._shown)

    @property
    def has_list(self) -> bool:
        """Whether there is a list, be it behind the record."""
        return self._shown[0] and self.isVisible()

    def _place(self) -> None:
        list_side, form_side = self._shown
        one = self.has_one_in_front
        self._sides[0].setVisible(list_side and not (one and self._form_in_front))
        self._sides[1].setVisible(form_side and not (one and not self._form_in_front))
        if one:
            self.setSizes([self.width(), self.width()])

    def lay_out(self, room: int, *, wide: bool, has_aside: bool, is_queue: bool) -> None:
        """Divide so many pixels beside the panel; the list gets less of them where something stands beside the form.

        They are as wide as the window says until somebody moves the handle: what stood here before leaves no width behind.
        """
        if self._is_narrow != (is_narrow := room < ONE_UNDER):
            self._is_narrow = is_narrow
            for side in self._sides:
                side.scrolls(across=room < ACROSS_UNDER, down=is_narrow)
            self._place()
        if self.has_one_in_front:
            return
        kind = "/queue" if is_queue else "/aside" if has_aside else ""
        name = f"split/{self._tab}/{'Horizontal' if wide else 'narrow'}{kind}"
        if name == self._name and self._is_moved:
            return
        self._is_moved = name != self._name and self.restoreState(remembered_layout(name))
        self._name = name
        if not self._is_moved:
            first = queue_width(room) if is_queue else round(room * _SHARES[wide, has_aside])
            self.setSizes([first, room - first - self.handleWidth()])

    def _remember(self) -> None:
        self._is_moved = True
        remember_layout(self._name, self.saveState())
