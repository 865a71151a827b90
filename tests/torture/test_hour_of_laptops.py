"""An hour of laptops by chance: as values held against the judge, by real use cases, and with folders that lose and cut.

`SDESK_TORTURE_MINUTES` says another time than an hour. A seed that fails is printed, and does the same again.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import SystemRandom
from time import monotonic

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.storage.bundles.test_firm_by_chance import check_a_firm
from tests.storage.merging.test_laptops_by_chance import Team
from tests.storage.merging.test_team_by_chance import check_a_team

pytestmark = pytest.mark.torture
SHARE = float(os.environ.get("SDESK_TORTURE_MINUTES", "60")) * 60 / 3
"""Seconds for each of the three."""


def again_and_again(trial: Callable[[int], None]) -> int:
    """How often it was tried until the time was over."""
    begun, times = monotonic(), 0
    while monotonic() - begun < SHARE:
        seed = SystemRandom().randrange(10**9)
        print(f"seed {seed}", flush=True)
        trial(seed)
        times += 1
    return times


def test_histories_against_the_judge() -> None:
    some = settings(Team.TestCase.settings, max_examples=50, derandomize=False, database=None)
    times = again_and_again(lambda _seed: run_state_machine_as_test(Team, settings=some))
    print(f"{50 * times} histories")


@pytest.mark.parametrize(
    ("check", "acts"), [(check_a_team, 150), (check_a_firm, 100)], ids=["teams", "firms"]
)
def test_real_files(tmp_path: Path, check: Callable[[Path, int, int], None], acts: int) -> None:
    def trial(seed: int) -> None:
        room = tmp_path / f"{seed}"
        room.mkdir()
        check(room, seed, acts)
        shutil.rmtree(room)

    print(f"{again_and_again(trial)} times")
