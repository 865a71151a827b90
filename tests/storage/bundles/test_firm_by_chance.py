"""Three to five laptops and a folder that loses, cuts, repeats and forgets: at the end all have all, and the same."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from sdesk.errors import SdeskError
from sdesk.models import Operation, Person
from sdesk.practice.team.laptops import exchange
from sdesk.practice.team.settling import settle, to_settle
from sdesk.practice.workspaces import open_workspace
from tests.storage.bundles.test_exchange import Office
from tests.storage.merging.team import Laptop
from tests.storage.merging.test_team_by_chance import anything, document, record


@contextmanager
def a_firm(folder: Path, many: int, chance: Random) -> Iterator[Office]:
    firm = Office(folder)
    try:
        record(firm.office, chance)
        document(firm.office, chance)
        for place in range(many - 1):
            firm.invited(f"laptop {place}")
        yield firm
    finally:
        for each in firm.all:
            each.workspace.close()


def harmed(firm: Office, chance: Random) -> None:
    """What a folder that is carried by somebody else may do to a file: it is late, cut, or there twice under other names."""
    for each in firm.bundles():
        match chance.randint(0, 30):
            case 0:
                each.unlink()
            case 1:
                each.write_bytes(each.read_bytes()[: chance.randint(0, 2_000)])
            case 2:
                shutil.copy(each, each.with_name(f"{each.stem} (conflicted copy).sdx"))
            case 3:
                shutil.copy(each, each.parent.parent / chance.choice(["x.sdx", each.name]))


def restored(firm: Office, place: int) -> None:
    """A laptop is closed, and an older copy of its file is put back; or one is kept for later."""
    laptop = firm.all[place]
    path, kept = laptop.workspace.path, laptop.workspace.path.with_suffix(".kept")
    laptop.workspace.close()
    if kept.exists():
        shutil.copy(kept, path)
    else:
        shutil.copy(path, kept)
    notes = None if laptop is firm.office else firm.notes(laptop.name)
    laptop.workspace = open_workspace(path, clock=firm.office.clock, installation=notes)
    laptop.works(laptop.workspace.get(Person, laptop.ana.id))


def worked(laptop: Laptop, chance: Random) -> None:
    laptop.works(chance.choice((laptop.ana, laptop.ben, laptop.cleo)))
    with suppress(SdeskError):
        anything(laptop, chance)


def operations(laptop: Laptop) -> set[str]:
    return {each.hash for each in laptop.workspace.find(Operation)}


def check_a_firm(folder: Path, seed: int, acts: int) -> None:
    chance = Random(seed)
    with a_firm(folder, 3 + seed % 3, chance) as firm:
        for _each in range(acts):
            place = chance.randrange(len(firm.all))
            laptop = firm.all[place]
            deed = chance.random()
            if deed < 0.2:
                exchange(laptop.workspace, firm.folder)
            elif deed < 0.25:
                harmed(firm, chance)
            elif deed < 0.28:
                restored(firm, place)
            elif deed < 0.32 and (found := to_settle(laptop.workspace)):
                with suppress(SdeskError):
                    settle(laptop.workspace, chance.choice(found))
            elif deed < 0.34:
                firm.office.clock.now += timedelta(days=chance.choice((-3, 3)))
            else:
                worked(laptop, chance)
        written = {each for laptop in firm.all for each in operations(laptop)}
        firm.everybody()
        assert all(written <= operations(each) for each in firm.all)


@pytest.mark.parametrize("seed", [1])
def test_a_firm_by_chance(tmp_path: Path, seed: int) -> None:
    check_a_firm(tmp_path, seed, 40)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(10, 60))
def test_many_firms_by_chance(tmp_path: Path, seed: int) -> None:
    check_a_firm(tmp_path, seed, 150)
