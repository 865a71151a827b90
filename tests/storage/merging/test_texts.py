"""Texts of both sides, by paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.storage.merging.texts import merged_text

TEXTS = st.lists(st.sampled_from(["a", "b", "c", ""]), min_size=1, max_size=8).map("\n".join)


@pytest.mark.parametrize(
    ("was", "one", "other", "together"),
    [
        ("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC"),
        ("a\nb", "A\nb", "a\nB", "A\nB"),
        ("a\nb\nc", "b\nc", "a\nb\nc\nd", "b\nc\nd"),
        ("a", "a\nx", "a\ny", None),
        ("a", "x", "y", None),
        ("a\nb", "a", "a\nB", None),
        ("", "x", "y", None),
        ("a\nb\nc", "X\nb\nc", "X\nb\nC", "X\nb\nC"),
    ],
)
def test_texts_of_both_sides(was: str, one: str, other: str, together: str | None) -> None:
    assert merged_text(was, one, other) == together


@given(TEXTS, TEXTS, TEXTS)
def test_sides_have_no_rank(was: str, one: str, other: str) -> None:
    assert merged_text(was, one, other) == merged_text(was, other, one)
    assert merged_text(was, one, was) == one
    assert merged_text(was, one, one) == one


@given(st.lists(st.integers(0, 3), min_size=3, max_size=9), st.data())
def test_no_new_paragraph_of_either_side_is_lost(kept: list[int], data: st.DataObject) -> None:
    was = [f"{place} {each}" for place, each in enumerate(kept)]
    sides = []
    for name in ("ours", "theirs"):
        side = list(was)
        for place in data.draw(st.sets(st.integers(0, len(was) - 1), max_size=3)):
            side[place] = f"{name} {place}"
        sides.append(side)
    together = merged_text(*("\n".join(each) for each in (was, *sides)))
    if together is not None:
        new = {each for side in sides for each in side} - set(was)
        assert new <= set(together.split("\n"))


def test_a_text_of_a_book_is_for_a_person() -> None:
    was = "\n".join(map(str, range(2000)))
    assert merged_text(was, was + "\nx", "y\n" + was) is None
