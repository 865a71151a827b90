"""Ids made on the device: valid UUIDs of version 7, by the millisecond in which they were made, never twice."""

import threading
from uuid import UUID

from sdesk.models.identity import derived_id, founding_id, founding_secret, ids_from, replica_code, uuid7


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


def test_the_id_of_a_workspace_takes_none_from_its_records() -> None:
    made = iter(range(10))
    with ids_from(lambda: (1_000, bytes([next(made)] * 10)), lambda: (1_000, bytes(10))):
        first = uuid7()
        founding_id()
        second = uuid7()
    with ids_from(lambda: (1_000, bytes([next(made)] * 10))):
        third = uuid7()
    tails = [key.int & 0xFF for key in (first, second, third)]
    assert tails == [0, 1, 2]


def test_what_a_key_is_made_of_is_chance_but_in_a_sample() -> None:
    assert len({founding_secret() for _ in range(1000)}) == 1000
    assert {len(founding_secret()) for _ in range(10)} == {32}
    halves = [founding_secret()[:16] for _ in range(100)] + [founding_secret()[16:] for _ in range(100)]
    assert len(set(halves)) == 200
    with ids_from(lambda: (1_000, bytes(range(10)))):
        assert founding_secret() == bytes([*range(10)] * 3 + [0, 1])


def test_codes_of_replicas_are_short_and_differ() -> None:
    codes = [replica_code(founding_id()) for _ in range(200)]
    assert len(set(codes)) > 195
    assert all(len(code) == 4 and code.isalnum() and code == code.upper() for code in codes)
    assert all(code[0].isalpha() and not set(code) & set("AEIOUYL01") for code in codes)
    key = founding_id()
    assert replica_code(key) == replica_code(key)


def test_the_same_thing_of_one_workspace_has_the_same_id() -> None:
    one, other = founding_id(), founding_id()
    assert derived_id(one, "TaskInterval", "a") == derived_id(one, "TaskInterval", "a")
    assert len({derived_id(each, "TaskInterval", task) for each in (one, other) for task in "ab"}) == 4
