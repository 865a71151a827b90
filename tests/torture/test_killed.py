"""kill -9 at any use of the disk: what was shown as done is there, the rest is as before, and nothing is damaged."""

import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tests.torture.trials import calls_of, folder_for, how_many, killed_after, killed_at, moments
from tests.torture.works import EXPORT, EXPORT_THERE, PASSPHRASE, SAVE, WORKS, Say, Work

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="sees the disk and the memory as Linux tells of them"
)


def kill(work: Work, runs: int, seed: str) -> None:
    """At so many of its uses of the disk, spread over all."""
    calls = moments(runs, how_many(work), f"{seed} {work}")
    for call in calls:
        with folder_for(work) as folder:
            said = killed_at(call, work, folder)
            work.look(folder, said)
    print(f"{work}: {len(calls)} kills, nothing lost")


@pytest.mark.a_few(1)
@pytest.mark.parametrize("work", [*WORKS[2::3], EXPORT], ids=str)
def test_nothing_that_was_shown_as_done_is_lost(work: Work) -> None:
    """Each work meets one of the three ways to fail in every run; all of them in the long ones."""
    kill(work, 2 if work is PASSPHRASE else 4, "short")


def test_what_is_said_too_early_would_be_seen() -> None:
    def hasty(folder: Path, say: Say) -> None:
        for number in range(3):
            say(f"New {number}:0")
        SAVE.do(folder, lambda said: None)

    with pytest.raises(AssertionError):
        kill(replace(SAVE, name="hasty", do=hasty), 3, "short")


@pytest.mark.torture
@pytest.mark.parametrize("work", [EXPORT_THERE, pytest.param(EXPORT, marks=pytest.mark.torture)], ids=str)
def test_an_export_is_there_whole_or_not_at_all(work: Work) -> None:
    """Killed at each of the uses that it makes of the folder."""
    calls = [each for each in calls_of(work)[1] if each.kind != "said"]
    ours = [
        number
        for number, each in enumerate(calls, start=1)
        if "all" in str(each.path.relative_to(calls_of(work)[0]))
    ]
    assert len(ours) > 8
    for call in ours:
        with folder_for(work) as folder:
            work.look(folder, killed_at(call, work, folder))


@pytest.mark.torture
@pytest.mark.parametrize("work", WORKS, ids=str)
def test_nothing_is_lost_in_hundreds_of_kills(work: Work) -> None:
    kill(work, 100 if work.name.startswith("from") else 75, "long")


@pytest.mark.torture
@pytest.mark.parametrize("work", WORKS, ids=str)
def test_nothing_is_lost_whenever_it_is_killed(work: Work) -> None:
    """After a time by chance, so that it may be in the middle of anything."""
    chance = Random(f"time {work}")
    for _run in range(15):
        with folder_for(work) as folder:
            work.look(folder, killed_after(chance.random() * 0.6, work, folder))
    print(f"{work}: 15 kills, nothing lost")
