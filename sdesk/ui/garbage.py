"""Garbage is collected in the window's thread alone. Python would collect it in whichever thread asks for memory next, and a
window that is deleted beside its own thread ends the program."""

import gc
from time import thread_time

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from sdesk.ui.worker import is_anything_done_beside

BETWEEN = 1000
"""Milliseconds from one look for garbage to the next."""
LONG = 0.03
"""Seconds of a processor above which looking through all there is takes long."""


def collect_what_is_due(oldest: int = 2) -> None:
    """The oldest generation whose count is over its threshold, as Python itself would."""
    for generation in reversed(range(oldest + 1)):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return


class Garbage(QObject):
    """What is read beside the window is no garbage, and would be looked through piece by piece: the oldest waits until that is done.
    Where there is so much that looking through it takes long, what is left is set aside until the window is not in front.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_some_set_aside = False

    def collect(self) -> None:
        if is_anything_done_beside():
            collect_what_is_due(1)
        elif self._is_some_set_aside and not _is_in_front():
            gc.unfreeze()
            gc.collect()
            gc.freeze()
            self._is_some_set_aside = False
        else:
            begun = thread_time()
            collect_what_is_due()
            if thread_time() - begun > LONG:
                gc.freeze()
                self._is_some_set_aside = True


def _is_in_front() -> bool:
    return QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive


def collect_here(parent: QObject) -> None:
    """Collect it in the thread of `parent` from now on, and nowhere else."""
    gc.disable()
    timer = QTimer(parent, interval=BETWEEN)
    timer.timeout.connect(Garbage(parent).collect)
    timer.start()


__all__ = ["Garbage", "collect_here", "collect_what_is_due"]
