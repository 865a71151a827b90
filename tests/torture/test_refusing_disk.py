"""Each use of the disk fails, once or from it on: one clear line, what was shown as done is there, and it works again."""

import errno
import os
import sys

import pytest

from tests.torture.trials import folder_for, how_many, moments, refused_at
from tests.torture.works import PASSPHRASE, WORKS, Work

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="sees the disk and the memory as Linux tells of them"
)


def refuse(work: Work, runs: int, seed: str) -> None:
    """So many uses of the disk, in turn by a full disk from it on, by one that fails from it on, and by one fault alone."""
    ways = ((errno.ENOSPC, True), (errno.EIO, True), (errno.EIO, False), (errno.ENOSPC, False))
    calls = moments(runs, how_many(work), f"{seed} {work}")
    for number, call in enumerate(calls):
        error, for_good = ways[number % len(ways)]
        with folder_for(work) as folder:
            said = refused_at(call, error, work, folder, for_good=for_good)
            try:
                work.look(folder, said)
            except BaseException as fault:
                fault.add_note(f"{work}, use {call} of the disk, {os.strerror(error)}, for good: {for_good}")
                raise
    print(f"{work}: {len(calls)} failing disks, nothing lost")


@pytest.mark.a_few(1)
@pytest.mark.parametrize("work", WORKS[1::3], ids=str)
def test_nothing_that_was_shown_as_done_is_lost(work: Work) -> None:
    """Each work meets one of the three ways to fail in every run; all of them in the long ones."""
    refuse(work, 2 if work is PASSPHRASE else 4, "short")


@pytest.mark.torture
@pytest.mark.parametrize("work", WORKS, ids=str)
def test_nothing_is_lost_whenever_the_disk_fails(work: Work) -> None:
    refuse(work, 60 if work is PASSPHRASE else 150, "long")
