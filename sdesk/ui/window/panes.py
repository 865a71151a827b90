"""From pane to pane by one key: the parts of a page, and the line at the foot with its Undo."""

from collections.abc import Callable, Sequence
from weakref import WeakKeyDictionary

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from sdesk.ui.pieces.tab_order import stops_in


class Panes:
    """`panes` are those of what is shown now, as they are read; of two that hold the focus the inner one has it.

    A pane is entered where it was left; at first where its `enter` leads, or at its first stop.
    """

    def __init__(self, panes: Callable[[], Sequence[QWidget]]) -> None:
        self._panes = panes
        self._left_at: WeakKeyDictionary[QWidget, QWidget] = WeakKeyDictionary()

    def go(self, step: int) -> None:
        """One on (1) or back (-1), around the end; past those in which nothing takes the focus."""
        panes = [each for each in self._panes() if each.isVisible()]
        focused = QApplication.focusWidget()
        within = [at for at, pane in enumerate(panes) if focused is not None and _holds(pane, focused)]
        here = max(within, key=lambda at: sum(_holds(panes[each], panes[at]) for each in within), default=-1)
        here = here if within else -1 if step > 0 else 0
        if within and focused is not None:
            self._left_at[panes[here]] = focused
        for away in range(1, len(panes) + 1):
            if self._enter(panes[(here + step * away) % len(panes)], panes):
                return

    def _enter(self, pane: QWidget, panes: Sequence[QWidget]) -> bool:
        others = [each for each in panes if each is not pane and pane.isAncestorOf(each)]
        stops = [each for each in stops_in(pane) if not any(_holds(other, each) for other in others)]
        left_at = self._left_at.get(pane)
        if left_at in stops:
            left_at.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if hasattr(pane, "enter"):
            pane.enter()
        if stops and not _has_focus(pane, others):
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return _has_focus(pane, others)


def _has_focus(pane: QWidget, others: Sequence[QWidget]) -> bool:
    """The pane itself, and none of the others that are in it."""
    focused = QApplication.focusWidget()
    held = focused is not None and _holds(pane, focused)
    return held and not any(_holds(each, focused) for each in others if focused is not None)


def _holds(pane: QWidget, widget: QWidget) -> bool:
    return pane is widget or pane.isAncestorOf(widget)
