"""Identifiers made on the device, so that the records of two laptops can be merged."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID, uuid5

Source = Callable[[], tuple[int, bytes]]
"""Unix time in milliseconds and ten random bytes."""


def _this_device() -> tuple[int, bytes]:
    return time.time_ns() // 1_000_000, os.urandom(10)


_SOURCE: ContextVar[Source] = ContextVar("source", default=_this_device)
_FOUNDING: ContextVar[Source] = ContextVar("founding", default=_this_device)
_CODE = "BCDFGHJKMNPQRSTVWXZ"
_CODE_AND_DIGITS = _CODE + "23456789"
"""No vowels, so that no words come out; nothing that is taken for something else."""


def uuid7() -> UUID:
    """A UUID version 7 (RFC 9562): 48 bits of Unix time in milliseconds, then 74 random bits."""
    return _uuid7(_SOURCE.get())


def founding_id() -> UUID:
    """The id of a workspace or a replica: as random, from a source of its own, so that it shifts no record's id."""
    return _uuid7(_FOUNDING.get())


def founding_secret() -> bytes:
    """32 bytes for the key of a replica, from the same source."""
    return b"".join(_FOUNDING.get()()[1] for _ in range(4))[:32]


def derived_id(workspace: UUID, *name: str) -> UUID:
    """The id of what a workspace has one of: two copies of it that make the same give it the same id."""
    return uuid5(workspace, "/".join(name))


def replica_code(replica: UUID) -> str:
    """Four characters that tell a replica's numbers from those of others (370,000 codes); the first is a letter."""
    rest, place = divmod(replica.int & (1 << 62) - 1, len(_CODE))
    code = _CODE[place]
    for _ in range(3):
        rest, place = divmod(rest, len(_CODE_AND_DIGITS))
        code += _CODE_AND_DIGITS[place]
    return code


def _uuid7(source: Source) -> UUID:
    milliseconds, tail = source()
    random = int.from_bytes(tail)
    high = (milliseconds & (1 << 48) - 1) << 80
    return UUID(int=high | 0x7 << 76 | (random >> 68 & 0xFFF) << 64 | 0b10 << 62 | random & (1 << 62) - 1)


@contextmanager
def ids_from(source: Source, founding: Source | None = None) -> Iterator[None]:
    """Make the ids within the block from another time and chance: the sample's are the same every time."""
    of_records, of_workspaces = _SOURCE.set(source), _FOUNDING.set(founding or source)
    try:
        yield
    finally:
        _SOURCE.reset(of_records)
        _FOUNDING.reset(of_workspaces)
