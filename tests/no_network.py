"""The network is blocked for tests: an internet socket is a fault, loud even where somebody catches it.

A socket between programs of one computer is none: a second start calls the first window by it.
"""

import ctypes
import platform
import socket
import struct
import sys
from typing import Any

reached: list[str] = []
"""What was tried; whoever looks takes it out."""

_INTERNET = (socket.AF_INET, socket.AF_INET6)
_LOOKED_UP = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")


class NetworkUsed(BaseException):
    """No Exception: nothing that goes on after faults goes on after this."""


def forbid() -> None:
    """For all that Python does in this process from now on; it cannot be allowed again."""
    sys.addaudithook(_look)


def _look(event: str, given: tuple[Any, ...]) -> None:
    if event in _LOOKED_UP or (event == "socket.__new__" and given[1] in _INTERNET):
        reached.append(f"{event} {tuple(int(each) if isinstance(each, int) else each for each in given[1:])}")
        raise NetworkUsed(reached[-1])


_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # linux/filter.h
_KILL, _ALLOW = 0x80000000, 0x7FFF0000  # linux/seccomp.h
_NUMBER_AT, _MACHINE_AT, _FAMILY_AT = 0, 4, 16  # struct seccomp_data
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2  # linux/prctl.h
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""AUDIT_ARCH and the number of the call `socket` (linux/audit.h, asm/unistd.h)."""

CAN_BE_KILLED = sys.platform == "linux" and platform.machine() in _MACHINES and sys.maxsize > 2**32


def forbid_to_the_system() -> None:
    """Also for libraries that are no Python: Linux ends this process, and what it starts, at the first such socket."""
    machine, call = _MACHINES[platform.machine()]
    steps = (
        (_LOAD, 0, 0, _MACHINE_AT),
        (_EQUAL, 0, 5, machine),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_EQUAL, 0, 3, call),
        (_LOAD, 0, 0, _FAMILY_AT),
        (_EQUAL, 2, 0, socket.AF_INET),
        (_EQUAL, 1, 0, socket.AF_INET6),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _KILL),
    )
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    given = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(program)))
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or library.prctl(_SECCOMP, _FILTER, given, 0, 0):
        raise OSError(ctypes.get_errno(), "the system takes no filter")


__all__ = ["CAN_BE_KILLED", "NetworkUsed", "forbid", "forbid_to_the_system", "reached"]
