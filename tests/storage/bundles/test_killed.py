"""A laptop that is killed in the middle of an exchange: what lies in the folder is whole, and the next exchange goes on."""

import os
import signal
from pathlib import Path
from random import Random
from time import sleep

import pytest

from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.team.laptops import exchange
from sdesk.practice.workspaces import open_workspace
from sdesk.storage.verify.damages import verify
from tests.forking import forked
from tests.provider import incident
from tests.storage.bundles.test_exchange import Office, summaries

CALLS = 12


def killed_in_an_exchange(path: Path, notes: Path, folder: Path, after: float) -> None:
    """As by a power failure of the program alone, so many seconds after it began."""
    child = forked()
    if child == 0:
        try:
            with open_workspace(path, installation=notes) as workspace:
                exchange(workspace, folder)
        finally:
            os._exit(0)
    sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.parametrize(
    "seed", [1, pytest.param(2, marks=pytest.mark.torture), pytest.param(3, marks=pytest.mark.torture)]
)
def test_killed_while_it_writes_and_takes_in(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    firm = Office(tmp_path)
    site = firm.invited("site")
    path, notes = site.workspace.path, firm.notes("site")
    said = {f"{each} {n}" for n in range(4) for each in ("office", "site")}
    for n in range(4):
        for each in firm.all:
            mine = incident(each, "recorded", summary=f"{each.name} {n}")
            attach(each.workspace, mine, "a.bin", chance.randbytes(50_000))
    exchange(firm.office.workspace, firm.folder)
    site.workspace.close()
    for _kill in range(CALLS if seed > 1 else 5):
        killed_in_an_exchange(path, notes, firm.folder, chance.uniform(0.02, 0.5))
    firm.all.remove(site)
    firm.keep(open_workspace(path, clock=firm.office.clock, installation=notes), "site")
    assert verify(firm.all[1].workspace) == []
    firm.everybody()
    for each in firm.all:
        assert summaries(each) == said
        each.workspace.close()
