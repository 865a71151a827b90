"""Three to five laptops, some with a newer program than the others, and a folder that loses, cuts, repeats and forgets: at the
end all have all, and the same."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from sdesk.errors import SdeskError
from sdesk.models import Operation, Person
from sdesk.practice.team.laptops import exchange
from sdesk.practice.team.settling import settle, to_settle
from sdesk.practice.workspaces import open_workspace
from sdesk.storage.schema import SCHEMA_VERSION
from tests.storage.bundles.test_exchange import Office
from tests.storage.merging.team import Laptop
from tests.storage.merging.test_team_by_chance import anything, document, record


@contextmanager
def program(newer: bool) -> Iterator[None]:
    """Exchanges as the program of the next format would, where it is `newer`."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("exchange", "going", "looking", "refusing", "telling"):
            patch.setattr(f"sdesk.storage.bundles.{name}.SCHEMA_VERSION", SCHEMA_VERSION + newer)
        yield


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


def last_of(laptop: Laptop) -> tuple[UUID | None, int]:
    """As which replica it writes, and how far it is."""
    own = laptop.workspace.signer()
    numbers = [each.number for each in laptop.workspace.find(Operation) if own and each.replica == own[0]]
    return own[0] if own else None, max(numbers, default=0)


def written_since(laptop: Laptop, replica: UUID | None, number: int) -> set[str]:
    there = laptop.workspace.find(Operation)
    return {each.hash for each in there if each.replica == replica and each.number > number}


def check_a_firm(folder: Path, seed: int, acts: int) -> None:
    """What a newer program wrote waits wherever an older one is, until that is renewed; the work of all goes on meanwhile."""
    chance = Random(seed)
    renewed: dict[int, tuple[UUID | None, int]] = {}
    with a_firm(folder, 3 + seed % 3, chance) as firm:
        for _each in range(acts):
            place = chance.randrange(len(firm.all))
            laptop = firm.all[place]
            deed = chance.random()
            if deed < 0.2:
                with program(place in renewed):
                    exchange(laptop.workspace, firm.folder)
            elif deed < 0.21 and place not in renewed:
                renewed[place] = last_of(laptop)
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
        newer = {op for place, since in renewed.items() for op in written_since(firm.all[place], *since)}
        assert all(not newer & operations(each) for n, each in enumerate(firm.all) if n not in renewed)
        written = {each for laptop in firm.all for each in operations(laptop)}
        with program(newer=True):
            firm.everybody()
        assert all(written <= operations(each) for each in firm.all)


@pytest.mark.parametrize("seed", [1])
def test_a_firm_by_chance(tmp_path: Path, seed: int) -> None:
    check_a_firm(tmp_path, seed, 40)
