"""Files changed by chance: a clear line or a correct result, within ten seconds and one gigabyte."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest

from tests.torture.bounds import faults_of
from tests.torture.fuzz import KINDS

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="sees the disk and the memory as Linux tells of them"
)
Kind = Callable[[Path, Random], None]


def fuzz(kind: Kind, number: int, seed: str, folder: Path) -> None:
    works = [
        (f"{kind.__name__} {seed} {each}", partial(kind, folder, Random(f"{kind.__name__} {seed} {each}")))
        for each in range(number)
    ]
    found = list(faults_of(works))
    print(f"{kind.__name__}: {number} inputs, {len(found)} faults")
    assert found == []


@pytest.mark.a_few(2)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_whatever_is_changed_there_is_an_answer(kind: Kind, tmp_path: Path) -> None:
    fuzz(kind, min(30, max(8, KINDS[kind] // 100)), "short", tmp_path)


@pytest.mark.torture
@pytest.mark.parametrize("shard", range(4))
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_whatever_is_changed_in_thousands_there_is_an_answer(kind: Kind, shard: int, tmp_path: Path) -> None:
    fuzz(kind, KINDS[kind] // 4, f"long {shard}", tmp_path)
