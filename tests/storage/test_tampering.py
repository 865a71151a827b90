"""verify against edits by chance of every table and column, and of any byte of the file: how many it does not find."""

import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from sdesk.storage import Workspace
from tests.fixtures.fill import fixture
from tests.tampering import Edit, Found, TakesNoEdit, Tampering, in_turn, looked_through, rows_of

DERIVED = {
    "search_data": "the index of what is searched: FTS5 holds what it leads to against the words, however it is laid out",
    "search_idx": "as search_data",
}
"""What may be edited unseen, and why: nothing that is read from it is another thing then."""


@pytest.fixture(scope="module", params=[1, 2])
def original(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled workspace as each released format wrote it, brought to the format of today."""
    path = tmp_path_factory.mktemp("original") / "harbour.sdesk"
    shutil.copy(fixture(request.param), path)
    Workspace.open(path, installation=path.parent / "notes").close()
    return path


def edits_of(original: Path) -> list[Edit]:
    tampering = Tampering(original)
    try:
        return tampering.edits()
    finally:
        tampering.close()


def tried(original: Path, edits: Iterator[Edit], chance: Random) -> Iterator[tuple[Edit, Found, str]]:
    """Each edit that can be made, on a copy of its own: what becomes of it, and what was done."""
    copy = original.with_name("edited.sdesk")
    for edit in edits:
        shutil.copy(original, copy)
        tampering = Tampering(copy)
        try:
            done = tampering.make(edit, chance)
        except TakesNoEdit:
            continue
        finally:
            tampering.close()
        yield edit, looked_through(copy, original.parent / "notes")[0], done


def check_edits(original: Path, number: int, seed: str) -> None:
    """None is missed, but of what is listed as derived."""
    chance = Random(seed)
    became: Counter[Found] = Counter()
    missed: list[str] = []
    for edit, found, done in islice(tried(original, in_turn(edits_of(original), chance), chance), number):
        became[found] += 1
        if found is Found.MISSED:
            missed.append(f"{edit}: {done}")
    said = ", ".join(f"{kind}: {times}" for kind, times in sorted(became.items()))
    print(f"{became.total()} edits by SQL. {said}. Missed: {missed}")
    assert became[Found.FOUND] > number // 2
    assert [each for each in missed if each.split()[1].split(".")[0].rstrip(":") not in DERIVED] == []


def check_bytes(original: Path, number: int, seed: str) -> None:
    """What is neither refused nor found has left every row as it was."""
    chance = Random(seed)
    whole, rows = original.read_bytes(), rows_of(original)
    became: Counter[str] = Counter()
    for _each in range(number):
        copy = original.with_name("torn.sdesk")
        at, length = chance.randrange(len(whole)), chance.choice((1, 1, 2, 16, 4096))
        copy.write_bytes(whole[:at] + chance.randbytes(length) + whole[at + length :])
        found, _said = looked_through(copy, original.parent / "notes")
        became[found] += 1
        if found is Found.MISSED:
            assert rows_of(copy) == rows, f"{length} bytes at {at}"
    print(f"{number} edits of bytes. {dict(became)}: those missed left every row as it was")


@pytest.mark.a_few(1)
def test_edits_by_sql_are_found(original: Path) -> None:
    check_edits(original, 40, "short")


@pytest.mark.a_few(1)
def test_edits_of_bytes_are_found_or_without_effect(original: Path) -> None:
    check_bytes(original, 25, "short")


@pytest.mark.torture
def test_thousands_of_edits_by_sql_are_found(original: Path) -> None:
    assert len(edits_of(original)) < 5000  # so that each that can be made is made
    check_edits(original, 5000, "long")


@pytest.mark.torture
def test_thousands_of_edits_of_bytes_are_found_or_without_effect(original: Path) -> None:
    check_bytes(original, 5000, "long")
