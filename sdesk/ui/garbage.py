"""Garbage is collected in the window's thread alone. Python would collect it in whichever thread asks for memory next, and a
window that is deleted beside its own thread ends the program."""

import gc

from PySide6.QtCore import QObject, QTimer

from sdesk.ui.worker import is_anything_done_beside

BETWEEN = 1000
"""Milliseconds from one look for garbage to the next."""


def collect_here(parent: QObject) -> None:
    """Collect it in the thread of `parent` from now on, and nowhere else."""
    gc.disable()
    timer = QTimer(parent, interval=BETWEEN)
    timer.timeout.connect(collect_what_is_due)
    timer.start()


def collect_what_is_due() -> None:
    """The oldest generation whose count is over its threshold, as Python itself would. What is read beside the window is no garbage,
    and would be looked through piece by piece: the oldest waits until that is done."""
    oldest = len(gc.get_count()) - is_anything_done_beside()
    for generation in reversed(range(oldest)):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return


__all__ = ["collect_here", "collect_what_is_due"]
