"""A clock that stood back, or ahead, is told by the order in which things were written."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, create_engine

from sdesk.models import Operation
from sdesk.models.identity import uuid7
from sdesk.storage.replay.set_back import TWO_WEEKS, _all_in_order, out_of_place

BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)


def moments(*days: float) -> list[datetime]:
    return [BEGUN + timedelta(days=day) for day in days]


@pytest.mark.parametrize(
    ("days", "places"),
    [
        ((), []),
        ((0, 1, 2, 3), []),
        ((0, 13, 0.5, 30), []),
        ((0, 100, 200, 50, 60, 210, 220), [3, 4]),
        ((0, 100, 200, 50), [3]),
        ((0, 100, 4000, 110, 120, 130), [2]),
        ((0, 100, 4000, 4001, 110, 120), [2, 3]),
        ((2000, 1, 2, 3, 4), [0]),
    ],
)
def test_what_stands_out_of_place(days: tuple[float, ...], places: list[int]) -> None:
    assert out_of_place(moments(*days), BEGUN + timedelta(days=300)) == places


@given(st.lists(st.integers(0, 400), max_size=60))
def test_what_is_left_goes_on_within_two_weeks(days: list[int]) -> None:
    told = moments(*days)
    doubtful = set(out_of_place(told, moments(300)[0]))
    left = [at for place, at in enumerate(told) if place not in doubtful]
    assert all(at >= max(left[: place + 1]) - TWO_WEEKS for place, at in enumerate(left))


@given(st.lists(st.integers(0, 400), max_size=60))
def test_in_order_nothing_stands_out(days: list[int]) -> None:
    assert out_of_place(moments(*sorted(days)), moments(400)[0]) == []


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 80)), max_size=14), st.integers(0, 90))
def test_the_database_alone_tells_that_all_is_in_order(written: list[tuple[bool, int]], now: int) -> None:
    """What it calls in order, no operation stands out of; and it calls nothing else so."""
    replicas = {True: uuid7(), False: uuid7()}
    chains: dict[bool, list[datetime]] = {True: [], False: []}
    engine = create_engine("sqlite://")
    table: Any = Operation.__table__  # type: ignore[attr-defined]
    table.create(engine)
    with Session(engine) as session:
        for place, (which, day) in enumerate(written):
            [at] = moments(day)
            chains[which].append(at)
            row = Operation(
                id=uuid7(), replica=replicas[which], number=len(chains[which]), tick=place, at=at, action="save",
                previous_hash="", hash="",
            )  # fmt: skip
            session.add(row)
        session.flush()
        [moment] = moments(now)
        stands_out = any(out_of_place(chain, moment) for chain in chains.values())
        assert _all_in_order(session, moment) is not stands_out
