"""Identifiers made on the device, so that the records of two laptops can be merged."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

Source = Callable[[], tuple[int, bytes]]
"""Unix time in milliseconds and ten random bytes."""


def _this_device() -> tuple[int, bytes]:
    return time.time_ns() // 1_000_000, os.urandom(10)


_SOURCE: ContextVar[Source] = ContextVar("source", default=_this_device)


def uuid7() -> UUID:
    """A UUID version 7 (RFC 9562): 48 bits of Unix time in milliseconds, then 74 random bits."""
    milliseconds, tail = _SOURCE.get()()
    random = int.from_bytes(tail)
    high = (milliseconds & (1 << 48) - 1) << 80
    return UUID(int=high | 0x7 << 76 | (random >> 68 & 0xFFF) << 64 | 0b10 << 62 | random & (1 << 62) - 1)


@contextmanager
def ids_from(source: Source) -> Iterator[None]:
    """Make the ids within the block from another time and chance: the sample's are the same every time."""
    token = _SOURCE.set(source)
    try:
        yield
    finally:
        _SOURCE.reset(token)
