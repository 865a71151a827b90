"""Three to five laptops, some with an older or a newer program than the others, clocks off by days, and a folder that loses, cuts,
repeats, holds back and forgets; they are restored, copied, taken out and invited anew: at the end all have all, and the same."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from sdesk.errors import SdeskError
from sdesk.models import Operation, Person, ServiceIncident
from sdesk.practice.lifecycle.records import create
from sdesk.practice.team.laptops import exchange, laptops, take_out
from sdesk.practice.team.settling import settle, to_settle
from sdesk.practice.workspaces import open_workspace
from sdesk.storage.bundles.bundle import NoKey
from sdesk.storage.merging.coming import SameReplica
from sdesk.storage.schema import SCHEMA_VERSION
from tests.provider import TickingClock
from tests.storage.bundles.test_exchange import Office
from tests.storage.merging.team import Laptop
from tests.storage.merging.test_team_by_chance import anything, document, file, record


@contextmanager
def program(newer: int) -> Iterator[None]:
    """Exchanges as the program of so many formats later would; of earlier, where it is below zero."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("exchange", "going", "looking", "refusing", "telling"):
            patch.setattr(f"sdesk.storage.bundles.{name}.SCHEMA_VERSION", SCHEMA_VERSION + newer)
        yield


def with_a_clock_of_its_own(firm: Office, laptop: Laptop, chance: Random) -> None:
    laptop.clock = TickingClock(firm.office.clock.now + timedelta(days=chance.choice((-9, -1, 0, 1, 9))))
    laptop.workspace.clock = laptop.clock


@contextmanager
def a_firm(folder: Path, many: int, chance: Random) -> Iterator[Office]:
    firm = Office(folder)
    try:
        record(firm.office, chance)
        document(firm.office, chance)
        for place in range(many - 1):
            with_a_clock_of_its_own(firm, firm.invited(f"laptop {place}"), chance)
        firm.everybody()
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


def held_back(firm: Office, chance: Random) -> None:
    """Some files come later than those that were written after them; what waits comes now and then."""
    aside = firm.home / "held back"
    come(firm)
    for each in chance.sample(found := firm.bundles(), k=len(found) // 3):
        place = aside / each.relative_to(firm.folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        each.rename(place)


def come(firm: Office) -> None:
    if (firm.home / "held back").exists():
        shutil.copytree(firm.home / "held back", firm.folder, dirs_exist_ok=True)
        shutil.rmtree(firm.home / "held back")


def copied(firm: Office, laptop: Laptop, chance: Random) -> None:
    """Somebody copies a laptop with all that it remembers: two write as the same one, which is said to the second."""
    come(firm)
    with suppress(SdeskError):
        exchange(laptop.workspace, firm.folder)
    path, twin = laptop.workspace.path, firm.home / f"twin of {laptop.name}"
    laptop.workspace.close()
    shutil.copytree(path.parent, twin)
    shutil.copytree(firm.notes(laptop.name), twin / "notes")
    with open_workspace(twin / path.name, clock=laptop.clock, installation=twin / "notes") as other:
        create(other, ServiceIncident, {"summary": "of the twin"})
        exchange(other, firm.folder)
    laptop.workspace = open_workspace(path, clock=laptop.clock, installation=firm.notes(laptop.name))
    create(laptop.workspace, ServiceIncident, {"summary": "of the other twin"})
    with pytest.raises(SameReplica):
        exchange(laptop.workspace, firm.folder)


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
    laptop.workspace = open_workspace(path, clock=laptop.clock, installation=notes)
    laptop.works(laptop.workspace.get(Person, laptop.ana.id))


def worked(laptop: Laptop, chance: Random) -> None:
    laptop.works(chance.choice((laptop.ana, laptop.ben, laptop.cleo)))
    with suppress(SdeskError):
        anything(laptop, chance)


def operations(laptop: Laptop) -> set[str]:
    return {each.hash for each in laptop.workspace.find(Operation)}


@dataclass
class Run:
    """`levels`: how much newer a laptop's program is. `written_by`: by how new a program each operation was written; what an
    invitation brought is there by no bundle, and counts as written by the oldest."""

    firm: Office
    chance: Random
    levels: dict[str, int] = field(default_factory=dict)
    written_by: dict[str, int] = field(default_factory=dict)

    def any(self) -> Laptop:
        return self.chance.choice(self.firm.all)

    def level(self, laptop: Laptop) -> int:
        return self.levels.get(laptop.name, 0)

    def noted(self, laptop: Laptop) -> None:
        """Before its program is renewed, and before it goes on as another replica."""
        own = laptop.workspace.signer()
        for each in laptop.workspace.find(Operation):
            if own and each.replica == own[0]:
                self.written_by.setdefault(each.hash, self.level(laptop))

    def exchange(self, laptop: Laptop) -> None:
        with program(self.level(laptop)), suppress(NoKey):  # who was not heard of when it changed
            exchange(laptop.workspace, self.firm.folder)

    def renewed(self) -> None:
        laptop = self.any()
        if self.level(laptop) < 1:
            self.noted(laptop)
            self.levels[laptop.name] = self.level(laptop) + 1

    def restored(self) -> None:
        place = self.chance.randrange(len(self.firm.all))
        self.noted(self.firm.all[place])
        restored(self.firm, place)

    def settled(self) -> None:
        laptop = self.any()
        if found := to_settle(laptop.workspace):
            with suppress(SdeskError):
                settle(laptop.workspace, self.chance.choice(found))

    def taken_out_and_joined_anew(self, *, after_a_copy: bool = False) -> None:
        """By the office, once it has heard of it."""
        known = {each.device for each in laptops(self.firm.office.workspace) if not each.is_out}
        heard_of = [each for each in self.firm.all[1:] if each.name in known]
        if not heard_of:
            return
        laptop = self.chance.choice(heard_of)
        self.noted(laptop)
        if after_a_copy:
            with program(self.level(laptop)):
                copied(self.firm, laptop, self.chance)
        take_out(self.firm.office.workspace, laptop.name)
        self.exchange(self.firm.office)
        self.firm.all.remove(laptop)
        laptop.workspace.close()
        again = self.firm.invited(f"{laptop.name} anew")
        self.levels[again.name] = self.level(self.firm.office)  # an older program does not open its copy
        with_a_clock_of_its_own(self.firm, again, self.chance)

    def clock_set(self) -> None:
        self.any().clock.now += timedelta(days=self.chance.choice((-3, 3)))

    def act(self) -> None:
        laptop = self.any()
        if self.chance.random() < 0.3:
            self.exchange(laptop)
        else:
            worked(laptop, self.chance)

    @property
    def rare(self) -> Sequence[Callable[[], None]]:
        return (
            self.renewed,
            self.settled,
            self.clock_set,
            self.taken_out_and_joined_anew,
            lambda: self.taken_out_and_joined_anew(after_a_copy=True),
            lambda: harmed(self.firm, self.chance),
            lambda: held_back(self.firm, self.chance),
            self.restored,
            lambda: file(self.any(), self.chance),
        )


def check_a_firm(folder: Path, seed: int, acts: int) -> None:
    """What a newer program wrote waits wherever an older one is, until that is renewed; the work of all goes on meanwhile. Each thing
    that is rare happens once at least."""
    chance = Random(seed)
    with a_firm(folder, 3 + seed % 3, chance) as firm:
        run = Run(firm, chance)
        run.levels[firm.all[-1].name] = -1
        run.written_by = {op: -1 for each in firm.all for op in operations(each)}
        deeds = [*run.rare, *chance.choices(run.rare, k=acts // 8)]
        deeds += [run.act] * (acts - len(deeds))
        chance.shuffle(deeds)
        for deed in deeds:
            deed()
        come(firm)
        for each in firm.all:
            run.noted(each)
        for each in firm.all:
            assert all(run.written_by.get(op, -1) <= run.level(each) for op in operations(each))
        written = {each for laptop in firm.all for each in operations(laptop)}
        with program(newer=1):
            firm.everybody(but_gone=True)
        assert all(written <= operations(each) for each in firm.all)


@pytest.mark.parametrize("seed", [1])
def test_a_firm_by_chance(tmp_path: Path, seed: int) -> None:
    check_a_firm(tmp_path, seed, 40)
