"""Python's constants, kept alive under a Qt binding that gives away more references to them than it has.

PySide6 6.12 is built for Pythons in which None, True and False are immortal (3.12 and newer), but may be
installed on 3.11. There each call that returns one of them takes a reference that nobody gave it: after some
ten thousand calls the interpreter ends with "deallocating None".
"""

import ctypes
import sys

ENOUGH = 1 << 40 if sys.maxsize > 1 << 32 else 1 << 29
"""References for years of calls, far from the largest number there is."""


def keep_constants_alive() -> None:
    """Where constants are counted at all, count them as used so often that they never go. Doing it again is harmless."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for constant in (None, True, False, NotImplemented, Ellipsis):
        if sys.getrefcount(constant) < ENOUGH:
            ctypes.c_ssize_t.from_address(id(constant)).value += ENOUGH
