"""A child process of a test, begun where no thread is in the middle of ending, and not waited for in vain."""

import os
import signal
import threading
from pathlib import Path
from time import monotonic

HANGS = 300
"""Seconds after which a child is ended by SIGALRM."""

_TASKS = Path("/proc/self/task")
_usual = 0


def forked() -> int:
    """As `os.fork`. A thread that is about to end may hold locks of a library that nobody gives back in the child."""
    _let_threads_end()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(HANGS)
    return child


def _let_threads_end() -> None:
    """Python has forgotten them before the system has; libraries have others of their own, which stay."""
    global _usual
    deadline = monotonic() + 1
    while (found := _not_pythons()) > _usual and monotonic() < deadline:
        os.sched_yield()
    _usual = found


def _not_pythons() -> int:
    return len(list(_TASKS.iterdir())) - threading.active_count() if _TASKS.is_dir() else 0
