"""Operations that no laptop wrote so: nothing of what came with them is taken in."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from sdesk.models import LAPTOP, SETTLED, Operation, ServiceScope
from sdesk.practice.lifecycle.attachments import attach
from sdesk.storage.merging.came import Came, NotTakenIn
from sdesk.storage.merging.coming import SameReplica
from sdesk.storage.merging.taking_in import take_in
from sdesk.storage.operations import operation_hash
from sdesk.storage.order import between, is_key
from sdesk.storage.signing import Key
from sdesk.storage.verify.damages import verify
from tests.provider import incident
from tests.storage.merging.team import Laptop, team


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Sequence[Laptop]]:
    with team(tmp_path, "office", "site") as laptops:
        yield laptops


def of_site(two: Sequence[Laptop]) -> list[Came]:
    """What the site did, which the office has not got."""
    known = {each.replica for each in two[0].written()}
    return [each for each in two[1].written() if each.replica not in known]


def otherwise(came: Came, key: Key | None = None, workspace: Any = None, **operation: Any) -> Came:
    """Another operation; with a key, hashed and signed as its own."""
    changed = {**came.operation, **operation}
    if key is not None:
        digest = operation_hash(workspace, changed, came.changes)
        changed |= {"hash": digest, "signature": key.sign(digest)}
    return Came(changed, came.changes)


def site_key(two: Sequence[Laptop]) -> Key:
    signer = two[1].workspace.signer()
    assert signer
    return signer[1]


FORGED: dict[str, Callable[[Sequence[Laptop], list[Came]], list[Came]]] = {
    "another text": lambda two, came: [came[0], otherwise(came[1], reason="forged")],
    "another key": lambda two, came: [came[0], otherwise(came[1], Key.made(), two[1].workspace.id)],
    "another number": lambda two, came: [
        came[0],
        otherwise(came[1], site_key(two), two[1].workspace.id, id=uuid4()),
    ],
    "an earlier tick": lambda two, came: [
        came[0],
        otherwise(came[1], site_key(two), two[1].workspace.id, tick=1),
    ],
    "the last tick of all": lambda two, came: [
        came[0],
        otherwise(came[1], site_key(two), two[1].workspace.id, tick=(1 << 53) - 1),
    ],
    "of another workspace": lambda two, came: [otherwise(came[0], site_key(two), uuid4())],
    "no file": lambda two, came: came,
}


@pytest.mark.parametrize("how", FORGED)
def test_what_is_forged_is_refused_whole(two: Sequence[Laptop], how: str) -> None:
    office, site = two
    mine = incident(site, "recorded", summary="From the site")
    attach(site.workspace, mine, "a.txt", b"not sent")
    before, content = office.workspace.count(Operation), office.content
    with pytest.raises(NotTakenIn):
        take_in(office.workspace, FORGED[how](two, of_site(two)))
    assert (office.workspace.count(Operation), office.content) == (before, content)
    assert verify(office.workspace) == []
    office.take_from(site)
    assert office.content == site.content


def test_another_operation_in_the_place_of_one_that_is_there(two: Sequence[Laptop]) -> None:
    office, site = two
    incident(site, "recorded")
    office.take_from(site)
    last = of_site_again(two)[-1]
    other = otherwise(last, site_key(two), site.workspace.id, reason="another")
    with pytest.raises(SameReplica, match="Two laptops"):
        take_in(office.workspace, [other])


def of_site_again(two: Sequence[Laptop]) -> list[Came]:
    signer = two[1].workspace.signer()
    assert signer
    return [each for each in two[1].written() if each.replica == signer[0]]


def test_what_this_program_does_not_know_is_refused(two: Sequence[Laptop]) -> None:
    office, site = two
    site.create(ServiceScope, technology="One")
    first = of_site(two)[0]
    changes = [
        {**each, "changes": {**each["changes"], "invented": [None, 1]}}
        if each["model"] == "ServiceScope"
        else each
        for each in first.changes
    ]
    digest = operation_hash(site.workspace.id, first.operation, changes)
    signed = {**first.operation, "hash": digest, "signature": site_key(two).sign(digest)}
    with pytest.raises(NotTakenIn, match="does not know"):
        take_in(office.workspace, [Came(signed, changes)])


UNFIT: list[Any] = [
    {"notes": 5},
    {"notes": [None]},
    {"notes": [None, {"a": 1}]},
    {"state": [None, "no state"]},
    {"goals": {"changed": 3}},
    {"related": {"added": {"no id": {"order": "1"}}}},
    {"number": [None, {}]},
    {"version": ["1", "two"]},
    {"created_by": [None, "nobody"]},
    {"date_of_issue": [None, "yesterday"]},
    {"version": [1, "2"]},
    {"version": [1, None]},
    {"date_of_issue": [None, "2026-01-01T00:00:00"]},
    {"deleted_at": [None, "2026-01-01 00:00:00+00:00"]},
    {"deleted_at": [None, 0]},
    {"notes": [5, "a text of both would be looked for"]},
    {"scope": {"added": {}}},
    {"related": [None, "rows"]},
    {"id": [None, "00000000-0000-0000-0000-000000000001"]},
]


@pytest.mark.parametrize("changes", UNFIT, ids=str)
def test_what_is_signed_and_fits_no_record_is_refused_in_words(two: Sequence[Laptop], changes: Any) -> None:
    office, site = two
    site.create(ServiceScope, technology="One")
    first = of_site(two)[0]
    unfit = [
        {**each, "changes": {**each["changes"], **changes}} if each["model"] == "ServiceScope" else each
        for each in first.changes
    ]
    digest = operation_hash(site.workspace.id, first.operation, unfit)
    signed = {**first.operation, "hash": digest, "signature": site_key(two).sign(digest)}
    before = office.content
    with pytest.raises(NotTakenIn):
        take_in(office.workspace, [Came(signed, unfit)])
    assert office.content == before
    assert verify(office.workspace) == []


def deep(levels: int) -> Any:
    value: Any = "x"
    for _level in range(levels):
        value = [value]
    return value


ROW = "00000000-0000-0000-0000-000000000001"
"""Between "1" and "10" there is no place: whoever put a row there would look for one for ever."""

UNFIT_ELSEWHERE: list[tuple[str, Any]] = [
    (SETTLED, {"about": 5}),
    (SETTLED, {"about": {"added": {}}}),
    (LAPTOP, {"invitation": 7}),
    ("Nothing known", {"x": 1}),
    ("Nothing known", {"x": [1, 2, 3]}),
    ("Nothing known", {"x": {"changed": {"row": {"name": 3}}}}),
    ("Nothing known", {"x": [None, deep(100)]}),
    ("ServiceScope", {"related": {"added": {ROW: {"order": "10"}}}}),
    ("ServiceScope", {"related": {"added": {ROW: {"order": "z" * 5_000}}}}),
    ("ServiceScope", {"related": {"removed": {ROW: {"order": "0"}}}}),
    ("ServiceScope", {"related": {"changed": {ROW: {"order": ["1", "100"]}}}}),
    ("ServiceScope", {"related": {"added": {"not an id": {"order": "1"}}}}),
    ("ServiceScope", {"related": {"added": {ROW: {"order": "1", "more": 1}}}}),
    ("ServiceScope", {"related": {"changed": {"not an id": {"order": ["1", "2"]}}}}),
    ("ServiceScope", {"version": [1, 10**40]}),
    ("ServiceScope", {"deleted_at": [None, "0001-01-01T00:00:00+14:00"]}),
]


@pytest.mark.parametrize(("model", "changes"), UNFIT_ELSEWHERE, ids=lambda each: str(each)[:70])
def test_what_is_no_change_of_anything_is_refused_in_words(
    two: Sequence[Laptop], model: str, changes: Any
) -> None:
    """Also of what is no record: whoever shows what is to settle, or who belongs, reads it again and again."""
    office, site = two
    scope = site.create(ServiceScope, technology="One")
    first = of_site(two)[0]
    item = scope.id if model == "ServiceScope" else uuid4()
    said = {"record": scope.id, "model": model, "item": item, "action": "settle", "reason": ""}
    unfit = [*first.changes, {**said, "changes": changes, "place": len(first.changes) + 1}]
    digest = operation_hash(site.workspace.id, first.operation, unfit)
    signed = {**first.operation, "hash": digest, "signature": site_key(two).sign(digest)}
    before = office.content
    with pytest.raises(NotTakenIn):
        take_in(office.workspace, [Came(signed, unfit)])
    assert office.content == before
    assert verify(office.workspace) == []


@pytest.mark.parametrize("digits", ["9223372036854775807", "9" * 16, "9" * 400], ids=len)
def test_a_number_at_the_end_of_all_numbers_takes_nobody_the_next(two: Sequence[Laptop], digits: str) -> None:
    office, site = two
    mine = incident(office, "recorded")
    scope = site.create(ServiceScope, technology="One")
    first = of_site(two)[0]
    series = mine.number.rpartition("-")[0]
    said = {"record": scope.id, "model": "ServiceScope", "item": scope.id, "action": "save", "reason": ""}
    changes = {"number": [scope.number, f"{series}-{digits}"]}
    unfit = [*first.changes, {**said, "changes": changes, "place": len(first.changes) + 1}]
    digest = operation_hash(site.workspace.id, first.operation, unfit)
    signed = {**first.operation, "hash": digest, "signature": site_key(two).sign(digest)}
    with suppress(NotTakenIn):
        take_in(office.workspace, [Came(signed, unfit)])
    following = incident(office, "recorded")
    assert following.number.rpartition("-")[0] == series
    assert len(following.number) == len(mine.number)


def test_numbers_of_two_laptops_never_meet(two: Sequence[Laptop]) -> None:
    office, site = two
    numbers = {incident(each, "recorded").number for each in two for _n in range(3)}
    assert len(numbers) == 6
    office.take_from(site)
    site.take_from(office)
    more = {incident(each, "recorded").number for each in two for _n in range(3)}
    assert len(numbers | more) == 12


def test_where_there_is_no_place_none_is_looked_for() -> None:
    """Also of what a file holds already: nobody waits for a key that there cannot be."""
    with pytest.raises(ValueError, match="10"):
        between("1", "10")
    assert not is_key("10")
    assert "1" < between("1", "11") < "11"


@pytest.mark.parametrize(
    "at", ["9999-12-31T23:59:00+00:00", "0001-01-01T00:00:00+00:00", "2026-01-01T00:00:00"]
)
def test_a_moment_that_cannot_be_shown_everywhere_is_no_moment(two: Sequence[Laptop], at: str) -> None:
    """Whoever is east or west of it could open no list in which it stands."""
    incident(two[1], "recorded")
    came = of_site(two)[0]
    text = came.as_text(two[1].workspace.id)
    assert Came.read(text, came.hash, came.operation["signature"]).at == came.at
    forged = json.dumps({**json.loads(text), "at": at}).encode()
    with pytest.raises(NotTakenIn):
        Came.read(forged, came.hash, came.operation["signature"])
