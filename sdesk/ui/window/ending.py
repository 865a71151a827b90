"""The end that nobody at the window asked for: the session ends, or the system tells the program to."""

import os
import signal
from collections.abc import Callable

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

_TOLD_BY = ("SIGTERM", "SIGINT", "SIGHUP")


def heed_the_system(app: QApplication, *, keep: Callable[[], None], end: Callable[[], None]) -> None:
    """`keep` what would be lost when the session may end, `end` on a signal, as soon as nothing else is being done.

    Python hears of a signal when it has something to do: what is written into the pipe gives it that beside Qt's events.
    """
    app.commitDataRequest.connect(keep)
    if os.name != "posix":
        return
    heard, told = os.pipe()
    os.set_blocking(told, False)
    signal.set_wakeup_fd(told, warn_on_full_buffer=False)
    notifier = QSocketNotifier(heard, QSocketNotifier.Type.Read, app)
    notifier.activated.connect(lambda *_: os.read(heard, 64))
    for name in _TOLD_BY:
        number = getattr(signal, name)
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
            signal.signal(number, lambda *_: QTimer.singleShot(0, end))
