"""Garbage is collected in the window's thread alone. Python would collect it in whichever thread asks for memory next, and a
window that is deleted beside its own thread ends the program."""

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from sdesk.ui.worker import is_anything_done_beside

BETWEEN = 1000
"""Milliseconds from one look for garbage to the next."""
AT_MOST = 30
"""Looks that are left out while something is done beside the window."""
MANY = 60_000
"""Things to look through which takes some 50 ms."""


def collect_what_is_due(oldest: int = 2) -> None:
    """The oldest generation whose count is over its threshold, as Python itself would."""
    for generation in reversed(range(oldest + 1)):
        if _is_due(generation):
            gc.collect(generation)
            return


much_held: set[int] = set()
"""Whoever holds very much that is no garbage, for as long as a piece of work takes, by `id()`."""


class Garbage(QObject):
    """What is read beside the window, or waits to be put into the file, is no garbage, and would be looked through piece by piece: that
    is put off until it is done, but not for ever. Where there is so much that looking through it takes long, as of what arrived and waits,
    it is set aside as it is, and looked through once the window is not in front.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_all_looked_through = False
        self._put_off = 0

    def collect(self) -> None:
        is_in_front = _is_in_front()
        if is_in_front:
            self._is_all_looked_through = False
        if is_anything_done_beside() or much_held:
            self._put_off += 1
            if not is_in_front or self._put_off > AT_MOST:
                if is_in_front and much_held and gc.get_count()[0] > MANY:
                    gc.freeze()
                else:
                    collect_what_is_due(1)
            return
        self._put_off = 0
        if not is_in_front and not self._is_all_looked_through:
            gc.unfreeze()
            gc.collect()
            self._is_all_looked_through = True
        elif is_in_front and _is_due(2) and len(gc.get_objects(generation=2)) > MANY:
            gc.collect(1)
            gc.freeze()
        else:
            collect_what_is_due()


def _is_due(generation: int) -> bool:
    return gc.get_count()[generation] > gc.get_threshold()[generation]


def _is_in_front() -> bool:
    return QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive


def collect_here(parent: QObject) -> None:
    """Collect it in the thread of `parent` from now on, and nowhere else."""
    gc.disable()
    timer = QTimer(parent, interval=BETWEEN)
    timer.timeout.connect(Garbage(parent).collect)
    timer.start()


__all__ = ["Garbage", "collect_here", "collect_what_is_due", "much_held"]
