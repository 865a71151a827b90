"""The file in which operations travel: a head, a body that is compressed and encrypted, and a signature over all of it.

Nothing in it is looked at before its size and its signature are: a folder may hold anything.
"""

import hashlib
import json
import struct
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from sdesk.errors import SdeskError
from sdesk.storage.bundles.sealing import NotSealed, decrypted, encrypted, name_of
from sdesk.storage.merging.came import Came, NotTakenIn
from sdesk.storage.signing import Key, is_signed
from sdesk.translation import message as _

MAGIC = b"sdesk bundle\n"
FORMAT = 1
"""That this program writes, and the newest that it reads."""
LARGEST = 256 * 1024 * 1024
"""Bytes of the largest bundle that is read, and of what it may grow to."""
MOST = 5_000
"""Operations of one bundle."""
_HEAD = struct.Struct(">13sH16s16sQQ32s32sII")
"""Magic, format, workspace, replica, first and last number, hash of the last operation, public key, and the lengths of what
follows: what the head says besides, and the body."""
_SIGNATURE = 64
_MOST_SAID = 256 * 1024
_PART = struct.Struct(">cI")
_OPERATION, _FILE = b"o", b"f"


class OfAnotherWorkspace(SdeskError):
    """It is none of ours, and nothing is wrong with it."""


class NoBundle(SdeskError):
    """A file that is none, or of which not all is there, or that somebody changed."""


class NewerBundle(SdeskError):
    """A bundle that a newer program wrote. It waits until this one is renewed."""


class NoKey(SdeskError):
    """A bundle that is encrypted with a key which this laptop has not."""


@dataclass(frozen=True)
class Head:
    """What stands before the body. `voucher` says by whom the replica was brought in, and by whom that one was. `past` and `content` say which operations
    the sender had when it was written, and which hash its content had; `schema` is the format of its workspace."""

    workspace: UUID
    replica: UUID
    first: int
    last: int
    last_hash: str
    public_key: str
    voucher: Mapping[str, Mapping[str, str]]
    past: Mapping[UUID, int]
    content: str
    schema: int
    key: str = ""
    size: int = 0
    sealed: Mapping[str, str] = field(default_factory=dict)
    """Replica -> the key of the body, put into its box."""
    of: UUID | None = None
    """Whose operations these are, where a laptop passes on what another one wrote."""

    @property
    def author(self) -> UUID:
        return self.of or self.replica


class Bundle(NamedTuple):
    head: Head
    operations: tuple[Came, ...]
    files: Mapping[str, bytes]


def written(
    head: Head, operations: Iterable[Came], files: Iterable[tuple[str, bytes]], signer: Key, key: bytes
) -> bytes:
    """The whole file. `key`: with which its body is encrypted, b"" for not at all."""
    body = b"".join(_parts(head, operations, files))
    said = {
        "content": head.content,
        "key": name_of(key) if key else "",
        "of": head.of.hex if head.of else "",
        "past": {replica.hex: number for replica, number in head.past.items()},
        "schema": head.schema,
        "sealed": dict(head.sealed) if key else {},
        "size": len(body),
        "voucher": {name: dict(each) for name, each in head.voucher.items()},
    }
    text = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    packed = zlib.compress(body, 6)
    length = len(packed) + (28 if key else 0)
    begin = _HEAD.pack(
        MAGIC, FORMAT, head.workspace.bytes, head.replica.bytes, head.first, head.last, bytes.fromhex(head.last_hash),
        bytes.fromhex(head.public_key), len(text), length,
    ) + text  # fmt: skip
    whole = begin + (encrypted(key, packed, begin) if key else packed)
    return whole + bytes.fromhex(signer.sign(hashlib.sha256(whole).hexdigest()))


def _parts(head: Head, operations: Iterable[Came], files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    for each in operations:
        said = bytes.fromhex(each.hash) + bytes.fromhex(str(each.operation["signature"]))
        text = said + each.as_text(head.workspace)
        yield _PART.pack(_OPERATION, len(text)) + text
    for digest, content in files:
        text = bytes.fromhex(digest) + content
        yield _PART.pack(_FILE, len(text)) + text


def looked_at(raw: bytes) -> Head:
    """What the head of a whole file says, if it is signed with the key that it names. Raises NoBundle, NewerBundle.

    Whether that key is one of a laptop that belongs, the head does not say.
    """
    if len(raw) > LARGEST or len(raw) < _HEAD.size + _SIGNATURE or not raw.startswith(MAGIC):
        raise _no_bundle()
    found_format = struct.unpack_from(">H", raw, len(MAGIC))[0]
    if found_format > FORMAT:
        raise NewerBundle(
            _(
                "What another laptop wrote has a newer format ({format}) than this program knows.",
                format=found_format,
            ),
            _("Install the newer sdesk on this computer. Until then the work here goes on, and it waits."),
        )
    _m, _f, workspace, replica, first, last, last_hash, public, said, length = _HEAD.unpack_from(raw)
    end = _HEAD.size + said
    if said > _MOST_SAID or end + length + _SIGNATURE != len(raw):
        raise _no_bundle()
    signature = raw[-_SIGNATURE:].hex()
    if not is_signed(public.hex(), hashlib.sha256(memoryview(raw)[:-_SIGNATURE]).hexdigest(), signature):
        raise _no_bundle()
    return _head(
        raw[_HEAD.size : end], UUID(bytes=workspace), UUID(bytes=replica), first, last, last_hash, public
    )


def _head(
    text: bytes, workspace: UUID, replica: UUID, first: int, last: int, last_hash: bytes, public: bytes
) -> Head:
    try:
        said: dict[str, Any] = json.loads(text)
        past = {UUID(key): _whole(number) for key, number in said["past"].items()}
        voucher = {
            str(name): {str(key): str(value) for key, value in each.items()}
            for name, each in said["voucher"].items()
        }
        sealed = {str(name): str(value) for name, value in said["sealed"].items()}
        head = Head(
            workspace, replica, first, last, last_hash.hex(), public.hex(), voucher, past, str(said["content"]),
            _whole(said["schema"]), str(said["key"]), _whole(said["size"]), sealed, UUID(said["of"]) if said["of"] else None,
        )  # fmt: skip
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as fault:
        raise _no_bundle() from fault
    if not 0 < first <= last < first + MOST or not 0 <= head.size <= LARGEST:
        raise _no_bundle()
    return head


def _whole(value: Any) -> int:
    """JSON has numbers that are no number of anything: fractions, and more than any file holds."""
    if type(value) is not int or not 0 <= value < 1 << 53:
        raise TypeError(value)
    return value


def sealed_in(head: Head, boxes: Collection[UUID]) -> Iterator[tuple[str, UUID, str]]:
    """The keys that were put into these boxes, sealed: their names and whose box it is, those with which it is written first."""
    of = {each.hex: each for each in boxes}
    for name, sealed in sorted(head.sealed.items(), key=lambda each: " " in each[0]):
        replica, _space, key = name.partition(" ")
        if replica in of:
            yield key or head.key, of[replica], sealed


def opened(raw: bytes, head: Head, keys: Mapping[str, bytes]) -> Bundle:
    """All that is in it. To be asked when its head was looked at, and its laptop belongs. Raises NoBundle, NoKey, NotTakenIn."""
    said_length = _HEAD.unpack_from(raw)[8]
    begin = raw[: _HEAD.size + said_length]
    packed = raw[len(begin) : -_SIGNATURE]
    if head.key:
        if head.key not in keys:
            raise NoKey(
                _("What another laptop wrote is encrypted with a key that this one has not got yet."),
                _(
                    "It comes with what the others write; if it does not come, have this laptop invited again."
                ),
            )
        try:
            packed = decrypted(keys[head.key], packed, begin)
        except NotSealed as fault:
            raise _no_bundle() from fault
    operations: list[Came] = []
    files: dict[str, bytes] = {}
    for kind, text in _cut(_unpacked(packed, head.size)):
        if kind == _OPERATION and len(operations) < MOST and len(text) > 96:
            operations.append(Came.read(text[96:], text[:32].hex(), text[32:96].hex()))
        elif kind == _FILE and len(text) >= 32:
            files[text[:32].hex()] = text[32:]
        else:
            raise _no_bundle()
    _refuse_others(head, operations)
    return Bundle(head, tuple(operations), files)


def _unpacked(packed: bytes, size: int) -> bytes:
    """No more than it says that it is: what is small may grow without end."""
    reader = zlib.decompressobj()
    try:
        body = reader.decompress(packed, size + 1)
    except zlib.error as fault:
        raise _no_bundle() from fault
    if len(body) != size or reader.unconsumed_tail or reader.unused_data:
        raise _no_bundle()
    return body


def _cut(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place < len(body):
        if place + _PART.size > len(body):
            raise _no_bundle()
        kind, length = _PART.unpack_from(body, place)
        place += _PART.size
        if place + length > len(body):
            raise _no_bundle()
        yield kind, body[place : place + length]
        place += length


def _refuse_others(head: Head, operations: list[Came]) -> None:
    """It has the operations that it says, of the replica that signed it, and no others."""
    numbers = [each.number for each in operations]
    if numbers != list(range(head.first, head.last + 1)) or operations[-1].hash != head.last_hash:
        raise NotTakenIn(_("What came has other operations than it says."))
    if any(each.replica != head.author for each in operations):
        raise NotTakenIn(_("What came has operations of another laptop than the one that signed it."))


def _no_bundle() -> NoBundle:
    return NoBundle(_("A file in the exchange folder is not what a laptop wrote, or not all of it is there."))


__all__ = [
    "FORMAT",
    "LARGEST",
    "MOST",
    "Bundle",
    "Head",
    "NewerBundle",
    "NoBundle",
    "NoKey",
    "OfAnotherWorkspace",
    "looked_at",
    "opened",
    "sealed_in",
    "written",
]
