"""Differences as values: what is told can be put on again and taken back, for every kind of field of every record."""

from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from sdesk.models import RECORDS, Contact, FieldSpec, Kind, Record, Row, fields_of
from sdesk.models.format_1 import key_of_place
from sdesk.storage.changes import ORDER, Rows, apply, diff, invert, rows_meet
from sdesk.storage.order import after, between, order_keys
from sdesk.storage.state import is_empty, plain, value_of

IDS = [UUID(int=number << 64 | 7 << 76 | 1 << 63) for number in range(1, 9)]
WORDS = st.text("ab ", max_size=4)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


def values_of(spec: FieldSpec) -> st.SearchStrategy[Any]:
    """Any value that the field can hold. Rows and links share their ids, so that two values have some in common."""
    if spec.row is not None:
        kept = st.lists(st.sampled_from(IDS), unique=True, max_size=6)
        return kept.flatmap(lambda ids: st.tuples(*(row_of(spec.row, key) for key in ids)))
    if spec.kind is Kind.LINKS:
        return st.lists(st.sampled_from(IDS), unique=True, max_size=6).map(tuple)
    if spec.kind is Kind.CHOICE:
        return st.sampled_from((None, *spec.choices))
    return {
        Kind.NUMBER: st.none() | st.integers(-3, 3),
        Kind.DATE: st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        Kind.DATE_TIME: st.none() | MOMENTS,
        Kind.YES_NO: st.booleans(),
        Kind.LINK: st.none() | st.sampled_from(IDS),
        Kind.CONTACT: st.none() | st.builds(Contact, name=WORDS, email=WORDS),
    }.get(spec.kind, WORDS)


def row_of(row: type[Row] | None, key: UUID) -> st.SearchStrategy[Row]:
    assert row is not None
    return st.builds(row, id=st.just(key), **{spec.name: values_of(spec) for spec in fields_of(row)})


def contents_of(model: type[Record]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({spec.name: values_of(spec) for spec in fields_of(model)})


def as_state(values: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    state = {name: value_of(value, _keys(known.get(name))) for name, value in values.items()}
    return {name: value for name, value in state.items() if not is_empty(value)}


def _keys(rows: Any) -> dict[str, str]:
    return {key: row[ORDER] for key, row in rows.items()} if isinstance(rows, Rows) else {}


@pytest.mark.a_few(6)
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
@settings(max_examples=10)
@given(st.data())
def test_what_is_told_leads_on_and_back(model: type[Record], data: st.DataObject) -> None:
    contents = contents_of(model)
    one, other, third = (data.draw(contents) for _ in range(3))
    before = as_state(one, {})
    middle = as_state(other, before)
    last = as_state(third, middle)
    for start, end in ((before, middle), (middle, last), (before, last)):
        changes = diff(start, end)
        assert apply(start, changes) == end
        assert apply(end, invert(changes)) == start
        assert invert(invert(changes)) == changes
        assert (changes == {}) == (start == end)
    for values, state in ((one, before), (other, middle), (third, last)):
        assert {name: read_back(model, name, state[name]) for name in state} == {
            name: values[name] for name in state
        }


def read_back(model: type[Record], name: str, value: Any) -> Any:
    annotation: Any = model.model_fields[name].annotation
    return TypeAdapter(annotation).validate_python(plain(value))


def test_a_difference_of_rows_names_only_what_differs() -> None:
    rows = Rows({"a": {"text": "one", ORDER: "1"}, "b": {"text": "two", ORDER: "2"}})
    now = Rows({"b": {"text": "second", ORDER: "2"}, "c": {"text": "three", ORDER: "3"}})
    assert diff({"rows": rows}, {"rows": now}) == {
        "rows": {
            "added": {"c": {"text": "three", ORDER: "3"}},
            "removed": {"a": {"text": "one", ORDER: "1"}},
            "changed": {"b": {"text": ["two", "second"]}},
        }
    }


def test_changes_of_two_people_to_different_rows_and_fields_go_together() -> None:
    start: dict[str, Any] = {
        "rows": Rows({"a": {"text": "one", ORDER: "1"}, "b": {"text": "two", ORDER: "2"}}),
        "name": "x",
    }
    mine = diff(start, {**start, "rows": Rows({**start["rows"], "a": {"text": "ONE", ORDER: "1"}})})
    theirs = diff(start, {"rows": Rows({"b": {"text": "two", ORDER: "0V"}}), "name": "y"})
    assert apply(apply(start, theirs), mine) == {
        "rows": Rows({"b": {"text": "two", ORDER: "0V"}}),
        "name": "y",
    }
    assert apply(apply(start, mine), theirs) == apply(apply(start, theirs), mine)


# order keys


LISTS = st.lists(st.sampled_from("abcdefghij"), unique=True)


@given(st.lists(LISTS, min_size=1, max_size=8))
def test_keys_sort_as_the_list_whatever_was_done_to_it(lists: list[list[str]]) -> None:
    known: dict[str, str] = {}
    for ids in lists:
        keys = order_keys(ids, known)
        assert list(keys) == ids
        assert all(one < other for one, other in pairwise(keys.values()))
        assert all(key and not key.endswith("0") for key in keys.values())
        known = keys


@given(LISTS, st.integers(0, 9))
def test_a_row_that_is_put_in_moves_no_other(ids: list[str], place: int) -> None:
    before = order_keys(ids, {})
    put_in = [*ids[:place], "new", *ids[place:]]
    now = order_keys(put_in, before)
    assert {key: now[key] for key in ids} == before


@given(LISTS.filter(lambda ids: len(ids) > 1), st.data())
def test_a_row_that_is_moved_moves_no_other(ids: list[str], data: st.DataObject) -> None:
    before = order_keys(ids, {})
    moved = data.draw(st.sampled_from(ids))
    rest = [each for each in ids if each != moved]
    place = data.draw(st.integers(0, len(rest)))
    now = order_keys([*rest[:place], moved, *rest[place:]], before)
    assert len([key for key in ids if now[key] != before[key]]) <= 1


def test_two_rows_that_got_the_same_key_on_two_laptops_are_told_apart() -> None:
    now = order_keys(["a", "x", "y", "b"], {"a": "1", "x": "1V", "y": "1V", "b": "2"})
    assert now["a"] < now["x"] < now["y"] < now["b"]


@given(st.lists(st.booleans(), max_size=120))
def test_there_is_always_room_between_two(left: list[bool]) -> None:
    low, high = "", "1"
    for each in left:
        middle = between(low, high)
        assert low < middle < high
        assert not middle.endswith("0")
        low, high = (low, middle) if each else (middle, high)


def test_keys_of_a_list_that_only_grew_are_those_that_format_1_is_read_with() -> None:
    keys = list(order_keys([str(n) for n in range(500)], {}).values())
    assert keys == [key_of_place(place) for place in range(500)]
    assert keys == sorted(keys)
    assert after("") == keys[0]
    assert max(map(len, keys)) < 10


ONE, TWO = {"name": "One", ORDER: "1"}, {"name": "Two", ORDER: "2"}


def test_rows_where_there_were_none_are_told_as_rows_and_taken_back() -> None:
    rows = Rows({"a": ONE})
    told = diff({}, {"rows": rows})
    assert told == {"rows": {"added": {"a": ONE}}}
    assert apply({}, told) == {"rows": rows}
    assert apply({"rows": rows}, invert(told)) == {}


def test_what_is_gone_already_can_be_taken_out_once_more() -> None:
    told = {"rows": {"removed": {"a": ONE}}, "note": ["x", None]}
    assert apply({"rows": Rows({"b": TWO})}, told) == {"rows": {"b": TWO}}
    assert apply({}, told) == {}


def renamed(key: str, before: str, after: str) -> dict[str, Any]:
    return {"changed": {key: {"name": [before, after]}}}


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (renamed("a", "One", "Uno"), renamed("a", "One", "Un"), True),
        (renamed("a", "One", "Uno"), renamed("b", "Two", "Dos"), False),
        (renamed("a", "One", "Uno"), {"changed": {"a": {"minutes": [1, 2]}}}, False),
        (renamed("a", "One", "Uno"), {"removed": {"a": ONE}}, True),
        ({"added": {"a": ONE}}, renamed("a", "One", "Uno"), True),
        ({"added": {"a": ONE}}, {"removed": {"b": TWO}}, False),
        ({"removed": {"b": TWO}, **renamed("a", "One", "Uno")}, renamed("b", "Two", "Dos"), True),
        ({"removed": {"z": TWO, "y": TWO}}, {"removed": {"y": TWO}}, True),
        ({}, renamed("a", "One", "Uno"), False),
    ],
)
def test_rows_meet_where_both_speak_of_the_same_field_or_one_takes_the_row(
    one: dict[str, Any], other: dict[str, Any], meet: bool
) -> None:
    assert rows_meet(one, other) is meet
    assert rows_meet(other, one) is meet


def test_a_field_that_none_asks_for_is_no_meeting() -> None:
    moved = {"changed": {"a": {ORDER: ["1", "2"]}}}
    both = {"changed": {"a": {ORDER: ["1", "3"], "name": ["One", "Uno"]}}}
    assert rows_meet(moved, both)
    assert not rows_meet(moved, both, but=ORDER)
    assert rows_meet(both, renamed("a", "One", "Un"), but=ORDER)
    first = {"changed": {"a": {ORDER: ["1", "2"]}, "b": {"name": ["Two", "Dos"]}}}
    assert rows_meet(
        first, {"changed": {"a": {ORDER: ["1", "3"]}, "b": {"name": ["Two", "Deux"]}}}, but=ORDER
    )
