"""Who works on which record now: a small file of each laptop in its part of the folder, signed and encrypted as bundles are.

It is nobody's history, and believed for a minute: not by the clocks of others, which may be wrong by days, but from when it was
seen to change.
"""

import hashlib
import json
import struct
from collections.abc import Mapping
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
LARGEST = 2_048
"""Bytes of a file that is read."""
TOLD_EVERY = 30.0
"""Seconds after which it is written again, while somebody is at the same record."""
BELIEVED_FOR = 75.0
"""Seconds from when it was seen to change."""
_HEAD = struct.Struct(">14sH16s16s16sH")
"""Magic, format, workspace, replica, name of the key, and the length of what is encrypted."""
_FORMAT, _SIGNATURE = 1, 64


@dataclass(frozen=True)
class AtWork:
    """Somebody is at a record; at none where that is None."""

    person: UUID | None
    record: UUID | None


@dataclass(frozen=True)
class _Heard:
    """What a laptop said last. `since`: when that was seen to come, by a clock that nobody sets; never where it lay there before."""

    count: int
    said: AtWork
    since: float | None


class Presence:
    """Of one laptop in one folder."""

    def __init__(self) -> None:
        self._heard: dict[UUID, _Heard] = {}
        self._told: tuple[AtWork, float] = AtWork(None, None), 0.0

    def tell(self, folder: Path, workspace: UUID, own: UUID, key: Key, folder_key: bytes, at: AtWork) -> None:
        """Say what we are at, if that is another record, or was said a while ago. Raises OSError."""
        before, when = self._told
        if at == before and (at.record is None or monotonic() - when < TOLD_EVERY):
            return
        said = {
            "count": time_ns(),
            "person": at.person.hex if at.person else "",
            "record": at.record.hex if at.record else "",
        }
        (folder / own.hex).mkdir(exist_ok=True)
        write_whole(folder / own.hex / NAME, written(workspace, own, key, folder_key, said))
        self._told = at, monotonic()

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
            count, said = found
            known = self._heard.get(replica)
            if known is None:
                self._heard[replica] = _Heard(count, said, None)
            elif count > known.count:
                self._heard[replica] = _Heard(count, said, monotonic())
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
) -> tuple[int, AtWork] | None:
    """Which of its files it is, and what it says. None for what is not that laptop's, or cannot be read."""
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
        person, record = said["person"], said["record"]
        if type(said["count"]) is int:
            return said["count"], AtWork(UUID(person) if person else None, UUID(record) if record else None)
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


__all__ = ["BELIEVED_FOR", "LARGEST", "NAME", "TOLD_EVERY", "AtWork", "Presence", "read", "written"]
