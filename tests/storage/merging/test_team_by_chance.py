"""Three laptops that are worked in by real use cases by chance, offline and exchanging: all whole, all the same at the end."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from sdesk.errors import SdeskError
from sdesk.models import (
    RECORDS,
    BusinessGoals,
    CustomerExperienceApproach,
    Kind,
    Record,
    ServiceScope,
    fields_of,
)
from sdesk.models.governance import Goal
from sdesk.practice.lifecycle.attachments import attach, attachments_of, remove_attachment
from sdesk.practice.lifecycle.records import delete_draft, deleted_drafts, new_version, restore_draft
from sdesk.practice.lifecycle.steps import steps_from_here
from sdesk.practice.lifecycle.undo import last_done, undo
from sdesk.storage.history import BEGINNING
from tests.provider import change, incident
from tests.storage.merging.team import Laptop, exchanged, team

KINDS = RECORDS
WORDS = ["The printer", "A line\nand another", "", "It works again"]


def anything(laptop: Laptop, chance: Random) -> None:
    """Something that a person might do; what is refused is refused."""
    chance.choice(WAYS)(laptop, chance)


def one_of(laptop: Laptop, chance: Random) -> Record:
    found: list[Record] = [each for kind in KINDS for each in laptop.workspace.find(kind)]
    return chance.choice(found) if found else incident(laptop, "recorded")


def record(laptop: Laptop, chance: Random) -> None:
    incident(laptop, "closed", summary=chance.choice(WORDS) or "Nothing works")


def document(laptop: Laptop, chance: Random) -> None:
    laptop.complete(chance.choice((BusinessGoals, ServiceScope, CustomerExperienceApproach)), "approved")


def of_any_kind(laptop: Laptop, chance: Random) -> None:
    """One of those that there are already, or a new one with all that its last state asks for."""
    kind: type[Record] = chance.choice(RECORDS)
    state: str = chance.choice(kind.states).name
    laptop.complete(kind, state)


def write(laptop: Laptop, chance: Random) -> None:
    live = one_of(laptop, chance)
    texts = (Kind.TEXT, Kind.LONG_TEXT)
    names = [spec.name for spec in fields_of(type(live)) if spec.kind in texts]
    laptop.save(live, **{name: chance.choice(WORDS) for name in chance.sample(names, k=min(2, len(names)))})


def rows(laptop: Laptop, chance: Random) -> None:
    for live in laptop.workspace.find(BusinessGoals):
        goals = [*live.goals]
        chance.shuffle(goals)
        if goals and chance.random() < 0.5:
            goals[0] = goals[0].model_copy(update={"statement": chance.choice(WORDS)})
        laptop.save(live, goals=(*goals[: chance.randint(1, 4)], Goal(statement=laptop.name)))


def step(laptop: Laptop, chance: Random) -> None:
    live = one_of(laptop, chance)
    taken = chance.choice(steps_from_here(live) or [None])
    if taken is not None:
        laptop.take(live, taken.name, reason="For a reason." if taken.reason else "")


def version(laptop: Laptop, chance: Random) -> None:
    new_version(laptop.workspace, one_of(laptop, chance))


def delete(laptop: Laptop, chance: Random) -> None:
    gone = [each for kind in KINDS for each in deleted_drafts(laptop.workspace, kind)]
    if gone and chance.random() < 0.5:
        restore_draft(laptop.workspace, chance.choice(gone))
    else:
        delete_draft(laptop.workspace, one_of(laptop, chance))


def file(laptop: Laptop, chance: Random) -> None:
    live = one_of(laptop, chance)
    there = attachments_of(laptop.workspace, live)
    if there and chance.random() < 0.5:
        remove_attachment(laptop.workspace, there[0].id)
    else:
        attach(laptop.workspace, live, "a.txt", chance.choice(WORDS).encode())


def take_back(laptop: Laptop, chance: Random) -> None:
    last = last_done(laptop.workspace, BEGINNING)
    if last is not None:
        undo(laptop.workspace, last.id)


def ask_for_change(laptop: Laptop, chance: Random) -> None:
    change(laptop, "approved")


def in_one_operation(laptop: Laptop, chance: Random) -> None:
    """As programs do whose use cases are put together: what is begun goes on at once, and other records with it."""
    with laptop.workspace.transaction("several"):
        for way in chance.choices(
            (document, of_any_kind, approve_next, record, ask_for_change, step, write, file, delete),
            k=chance.randint(2, 4),
        ):
            with suppress(SdeskError):
                way(laptop, chance)


def approve_next(laptop: Laptop, chance: Random) -> None:
    """A next version that is approved as soon as it is begun."""
    kind = chance.choice((BusinessGoals, ServiceScope, CustomerExperienceApproach))
    for each in laptop.workspace.find(kind):
        if str(each.state) == "approved":
            begun = new_version(laptop.workspace, each)
            laptop.save(begun, notes=laptop.name)
            laptop.take(begun, "approve")
            return


WAYS: tuple[Callable[[Laptop, Random], None], ...] = (
    record, document, of_any_kind, of_any_kind, write, write, write, rows, step, step, step, version, delete, file, take_back, ask_for_change,
    in_one_operation, in_one_operation, approve_next,
)  # fmt: skip


def check_a_team(folder: Path, seed: int, acts: int) -> None:
    chance = Random(seed)
    with team(folder, "office", "site", "home") as laptops:
        laptops[2].clock.now += timedelta(days=chance.choice((-9, 0, 9)))
        record(laptops[0], chance)
        document(laptops[0], chance)
        exchanged(laptops)
        for _each in range(acts):
            laptop = chance.choice(laptops)
            laptop.works(chance.choice((laptop.ana, laptop.ben, laptop.cleo)))
            if chance.random() < 0.1:
                laptop.take_from(chance.choice([each for each in laptops if each is not laptop]))
                continue
            try:
                anything(laptop, chance)
            except SdeskError:
                continue
        exchanged(laptops)


@pytest.mark.parametrize("seed", range(2))
def test_a_team_by_chance(tmp_path: Path, seed: int) -> None:
    check_a_team(tmp_path, seed, 60)
