"""Ids made on the device: valid UUIDs of version 7, by the millisecond in which they were made, never twice."""

import threading
from uuid import UUID

from sdesk.models.identity import ids_from, uuid7


def test_ids_are_version_7_and_begin_with_the_time() -> None:
    made = [uuid7() for _ in range(5_000)]
    assert {(key.version, key.variant) for key in made} == {(7, "specified in RFC 4122")}
    milliseconds = [key.int >> 80 for key in made]
    assert milliseconds == sorted(milliseconds)
    assert len(set(made)) == len(made)


def test_threads_never_make_the_same_one() -> None:
    made: list[UUID] = []
    threads = [threading.Thread(target=lambda: made.extend(uuid7() for _ in range(2_000))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8_000


def test_ids_can_be_made_from_another_time_and_chance() -> None:
    with ids_from(lambda: (1_000, bytes(10))):
        assert uuid7() == uuid7() == UUID("00000000-03e8-7000-8000-000000000000")
    assert uuid7() != uuid7()
