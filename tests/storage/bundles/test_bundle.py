"""The file of a bundle as foreign input: what is not what a laptop wrote is refused before it is looked into."""

import hashlib
import struct
import zlib
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.errors import SdeskError
from sdesk.storage.bundles.bundle import LARGEST, MAGIC, Head, NoBundle, NoKey, looked_at, opened, written
from sdesk.storage.bundles.sealing import NotSealed, box_of, name_of, sealed_for
from sdesk.storage.bundles.sealing import opened as opened_box
from sdesk.storage.merging.came import Came, NotTakenIn
from sdesk.storage.operations import operation_hash, operation_id
from sdesk.storage.signing import Key
from tests.provider import START

KEY = Key.made()
FOLDER = bytes(range(32))
WORKSPACE, REPLICA = UUID(int=1), uuid4()


def an_operation(number: int, replica: UUID = REPLICA, workspace: UUID = WORKSPACE) -> Came:
    operation = {
        "id": operation_id(replica, number), "replica": replica, "number": number, "tick": number, "at": START,
        "person_id": None, "person_name": "Ana", "action": "save", "reason": "", "undoes": None, "previous_hash": "",
    }  # fmt: skip
    changes = [
        {"record": uuid4(), "model": "ServiceScope", "item": uuid4(), "action": "save", "reason": "",
         "changes": {"notes": [None, "Ä\n“x”"]}, "place": 1}
    ]  # fmt: skip
    digest = operation_hash(workspace, operation, changes)
    return Came({**operation, "hash": digest, "signature": KEY.sign(digest)}, changes)


def head(operations: list[Came], first: int = 1) -> Head:
    last = first + len(operations) - 1
    return Head(WORKSPACE, REPLICA, first, last, operations[-1].hash, KEY.public, {}, {REPLICA: last}, "", 7)


OPERATIONS = [an_operation(1), an_operation(2)]
WHOLE = written(head(OPERATIONS), OPERATIONS, [("ab" * 32, b"bytes")], KEY, FOLDER)
PLAIN = written(head(OPERATIONS), OPERATIONS, [], KEY, b"")


def signed(raw: bytes) -> bytes:
    """What a laptop that belongs, and means ill, would sign."""
    return raw[:-64] + bytes.fromhex(KEY.sign(hashlib.sha256(raw[:-64]).hexdigest()))


def test_what_goes_in_comes_out() -> None:
    found = opened(WHOLE, looked_at(WHOLE), {name_of(FOLDER): FOLDER})
    assert [each.operation for each in found.operations] == [each.operation for each in OPERATIONS]
    assert [list(each.changes) for each in found.operations] == [list(each.changes) for each in OPERATIONS]
    assert found.files == {"ab" * 32: b"bytes"}
    assert written(head(OPERATIONS), OPERATIONS, [("ab" * 32, b"bytes")], KEY, FOLDER) == WHOLE


def test_without_the_key_nothing_is_read() -> None:
    with pytest.raises(NoKey):
        opened(WHOLE, looked_at(WHOLE), {})
    with pytest.raises(NoBundle):
        opened(WHOLE, looked_at(WHOLE), {name_of(FOLDER): bytes(32)})


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_no_byte_can_be_another(place: int, by: int) -> None:
    turned = WHOLE[:place] + bytes([WHOLE[place] ^ by]) + WHOLE[place + 1 :]
    with pytest.raises(SdeskError):
        looked_at(turned)


@given(st.integers(0, len(WHOLE) - 1))
def test_no_part_passes_for_the_whole(length: int) -> None:
    with pytest.raises(NoBundle):
        looked_at(WHOLE[:length])


@given(st.binary(max_size=400))
def test_anything_is_refused(raw: bytes) -> None:
    for each in (raw, MAGIC + raw, MAGIC + b"\0\1" + raw):
        with pytest.raises(SdeskError):
            looked_at(each)


@given(st.binary(max_size=300))
def test_any_body_that_is_signed_is_refused_in_words(body: bytes) -> None:
    """Who signs it belongs; the body may be anything all the same."""
    packed = zlib.compress(body)
    said = b'{"content":"","key":"","of":"","past":{},"schema":7,"sealed":{},"size":%d,"voucher":{}}' % len(
        body
    )
    begin = struct.pack(
        ">13sH16s16sQQ32s32sII", MAGIC, 1, WORKSPACE.bytes, REPLICA.bytes, 1, 1, bytes(32), bytes.fromhex(KEY.public),
        len(said), len(packed),
    )  # fmt: skip
    raw = signed(begin + said + packed + bytes(64))
    with pytest.raises((NoBundle, NotTakenIn)):
        opened(raw, looked_at(raw), {})


HEAD = '{"content":"","key":"","of":"","past":{%s},"schema":%s,"sealed":{},"size":%s,"voucher":{}}'
HEADS = {
    "without end": HEAD % (f'"{REPLICA.hex}":1e999', 7, 0),
    "Infinity": HEAD % (f'"{REPLICA.hex}":Infinity', 7, 0),
    "no number": HEAD % (f'"{REPLICA.hex}":NaN', 7, 0),
    "more than any wrote": HEAD % (f'"{REPLICA.hex}":{10**30}', 7, 0),
    "less than nothing": HEAD % (f'"{REPLICA.hex}":-1', 7, 0),
    "a format without end": HEAD % ("", "1e999", 0),
    "a size without end": HEAD % ("", 7, "-1e999"),
    "deep": "[" * 50_000,
}


@pytest.mark.parametrize("head_said", HEADS.values(), ids=HEADS)
def test_any_head_is_refused_in_words(head_said: str) -> None:
    """Whoever reaches the folder can sign it with a key of their own."""
    said = head_said.encode()
    begin = struct.pack(
        ">13sH16s16sQQ32s32sII", MAGIC, 1, WORKSPACE.bytes, REPLICA.bytes, 1, 1, bytes(32), bytes.fromhex(KEY.public),
        len(said), 0,
    )  # fmt: skip
    with pytest.raises(NoBundle):
        looked_at(signed(begin + said + bytes(64)))


def test_what_grows_without_end_is_not_unpacked() -> None:
    packed = zlib.compress(bytes(50_000_000), 9)
    said = b'{"content":"","key":"","of":"","past":{},"schema":7,"sealed":{},"size":1000,"voucher":{}}'
    begin = struct.pack(
        ">13sH16s16sQQ32s32sII", MAGIC, 1, WORKSPACE.bytes, REPLICA.bytes, 1, 1, bytes(32), bytes.fromhex(KEY.public),
        len(said), len(packed),
    )  # fmt: skip
    raw = signed(begin + said + packed + bytes(64))
    with pytest.raises(NoBundle):
        opened(raw, looked_at(raw), {})
    assert len(raw) < LARGEST


@pytest.mark.parametrize(
    "operations",
    [
        [OPERATIONS[1], OPERATIONS[0]],
        [OPERATIONS[0], an_operation(3)],
        [OPERATIONS[0], an_operation(2, replica=uuid4())],
        [OPERATIONS[0], OPERATIONS[0]],
    ],
    ids=["swapped", "a gap", "of another", "twice"],
)
def test_it_has_the_operations_that_it_says(operations: list[Came]) -> None:
    raw = written(head(operations), operations, [], KEY, b"")
    with pytest.raises(NotTakenIn):
        opened(raw, looked_at(raw), {})


def test_a_key_is_for_one_box_alone() -> None:
    ours, theirs = Key.made(), Key.made()
    sealed = sealed_for(box_of(ours.secret), FOLDER)
    assert opened_box(ours.secret, sealed) == FOLDER
    with pytest.raises(NotSealed):
        opened_box(theirs.secret, sealed)
