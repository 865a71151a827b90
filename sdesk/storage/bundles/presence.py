"""Who works on which record now: a small file of each laptop in its part of the folder, signed and encrypted as bundles are.

It is nobody's history, and believed for a minute: not by the clocks of others, which may be wrong by days, but from when it was
seen to change. Each window asks by a number of its own, and believes what has that number in it: whoever wrote it has read ours, so
that it was written since. What somebody kept of before, and puts there again, says nothing, however much of it there is.
"""

import hashlib
import json
import secrets
import struct
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, time_ns
from typing import Any
from uuid import UUID

from sdesk.storage.bundles.laptops import Laptops
from sdesk.storage.bundles.sealing import NotSealed, decrypted, encrypted, name_of
from sdesk.storage.signing import Key, is_signed
from sdesk.whole_files import write_whole

NAME = "working.now"
MAGIC = b"sdesk working\n"
LARGEST = 8_192
"""Bytes of a file that is read."""
TOLD_EVERY = 30.0
"""Seconds after which it is written again, while somebody is at the same record."""
BELIEVED_FOR = 75.0
"""Seconds from when it was seen to change."""
_HEAD = struct.Struct(">14sH16s16s16sH")
"""Magic, format, workspace, replica, name of the key, and the length of what is encrypted."""
_FORMAT, _SIGNATURE = 1, 64
_ASKED = 16
"""Letters of the number by which a window asks."""


@dataclass(frozen=True)
class AtWork:
    """Somebody is at a record; at none where that is None."""

    person: UUID | None
    record: UUID | None


@dataclass(frozen=True)
class _Heard:
    """What a laptop said last, and by what it `asks`. `since`: when that was seen to come, by a clock that nobody sets; never where it
    may be of before."""

    count: int
    said: AtWork
    asks: str
    since: float | None


@dataclass(frozen=True)
class Said:
    """A file as it was read. `count` is higher in each that a laptop writes; `answers` are what it had read that others ask by."""

    count: int
    at: AtWork
    asks: str
    answers: Sequence[str]


class Presence:
    """Of one laptop in one folder."""

    def __init__(self) -> None:
        self._asks = secrets.token_hex(_ASKED // 2)
        self._heard: dict[UUID, _Heard] = {}
        self._told: tuple[AtWork, Sequence[str], float] | None = None

    def tell(self, folder: Path, workspace: UUID, own: UUID, key: Key, folder_key: bytes, at: AtWork) -> None:
        """Say what we are at, if that is another record, or was said a while ago, or not to all who ask. Raises OSError."""
        answers = sorted(each.asks for each in self._heard.values())
        if self._told is not None:
            before, answered, when = self._told
            is_heard = answers == answered and monotonic() - when < TOLD_EVERY
            if at == before and (at.record is None or is_heard):
                return
        said = {
            "count": time_ns(),
            "person": at.person.hex if at.person else "",
            "record": at.record.hex if at.record else "",
            "asks": self._asks,
            "answers": answers,
        }
        (folder / own.hex).mkdir(exist_ok=True)
        write_whole(folder / own.hex / NAME, written(workspace, own, key, folder_key, said))
        self._told = at, answers, monotonic()

    def hear(
        self, folder: Path, laptops: Laptops, own: UUID, keys: Mapping[str, bytes]
    ) -> dict[UUID, AtWork]:
        """What the others are at now: replica -> person and record."""
        for replica, public_key in laptops.public_keys.items():
            if replica == own or replica in laptops.out:
                self._heard.pop(replica, None)
                continue
            found = read(folder / replica.hex / NAME, laptops.workspace, replica, public_key, keys)
            if found is None:
                continue
            known, is_now = self._heard.get(replica), self._asks in found.answers
            if known is None or found.count > known.count or (is_now and known.since is None):
                since = monotonic() if is_now else None
                self._heard[replica] = _Heard(found.count, found.at, found.asks, since)
        now = monotonic()
        return {
            replica: each.said
            for replica, each in self._heard.items()
            if each.said.record and each.since is not None and now - each.since < BELIEVED_FOR
        }


def written(workspace: UUID, own: UUID, key: Key, folder_key: bytes, said: Mapping[str, Any]) -> bytes:
    """The whole file."""
    text = json.dumps(said, sort_keys=True).encode()
    name = name_of(folder_key).encode()
    begin = _HEAD.pack(MAGIC, _FORMAT, workspace.bytes, own.bytes, name, len(text) + 28)
    whole = begin + encrypted(folder_key, text, begin)
    return whole + bytes.fromhex(key.sign(hashlib.sha256(whole).hexdigest()))


def read(
    path: Path, workspace: UUID, replica: UUID, public_key: str, keys: Mapping[str, bytes]
) -> Said | None:
    """None for what is not that laptop's, or cannot be read."""
    raw = _bytes_of(path)
    if len(raw) < _HEAD.size + _SIGNATURE or not public_key:
        return None
    magic, made, of, by, name, length = _HEAD.unpack_from(raw)
    if (magic, made, of, by) != (MAGIC, _FORMAT, workspace.bytes, replica.bytes):
        return None
    end = _HEAD.size + length
    if end + _SIGNATURE != len(raw):
        return None
    if not is_signed(public_key, hashlib.sha256(raw[:end]).hexdigest(), raw[end:].hex()):
        return None
    with suppress(
        LookupError, NotSealed, UnicodeDecodeError, ValueError, TypeError, AttributeError, RecursionError
    ):
        said = json.loads(decrypted(keys[name.decode("ascii")], raw[_HEAD.size : end], raw[: _HEAD.size]))
        person, record = (UUID(each) if each else None for each in (said["person"], said["record"]))
        asks, answers = said["asks"], said["answers"]
        if type(said["count"]) is int and all(type(each) is str for each in (asks, *answers)):
            return Said(said["count"], AtWork(person, record), asks[:_ASKED], answers)
    return None


def _bytes_of(path: Path) -> bytes:
    try:
        if (
            path.is_symlink()
            or path.parent.is_symlink()
            or not path.is_file()
            or path.stat().st_size > LARGEST
        ):
            return b""
        return path.read_bytes()
    except OSError:
        return b""


__all__ = ["BELIEVED_FOR", "LARGEST", "NAME", "TOLD_EVERY", "AtWork", "Presence", "Said", "read", "written"]
