"""Laptops as people have them: files that were copied, each with an installation of its own, worked in by real use cases."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sdesk.models import BusinessGoals, CustomerExperienceApproach, Person, ServiceScope
from sdesk.practice.lifecycle.approvals import approvals_of, is_as_approved
from sdesk.practice.workspaces import open_workspace
from sdesk.storage.merging.came import Came
from sdesk.storage.merging.content import content_hash
from sdesk.storage.merging.giving import content_of, files_in, operations_of
from sdesk.storage.merging.pasts import ends_in
from sdesk.storage.merging.taking_in import TakenIn, take_in
from sdesk.storage.verify.damages import verify
from tests.provider import Provider, TickingClock, working_provider


@dataclass
class Laptop(Provider):
    """What a person does on one of the laptops."""

    name: str = ""

    def __hash__(self) -> int:
        return hash(self.name)

    @property
    def content(self) -> str:
        with self.workspace.reading() as session:
            return content_hash(session.connection())

    def written(self) -> list[Came]:
        """All that all have written, as this one has it."""
        with self.workspace.reading() as session:
            connection = session.connection()
            return [each for end in ends_in(connection) for each in operations_of(connection, end.replica)]

    def take_from(self, other: "Laptop") -> TakenIn:
        came = other.written()
        with other.workspace.reading() as session:
            contents = {each: content_of(session.connection(), each) for each in files_in(came)}
        return take_in(self.workspace, came, contents)


@contextmanager
def team(folder: Path, *names: str) -> Iterator[Sequence[Laptop]]:
    """Copies of one working provider's workspace, of which the first goes on as what it was."""
    made = working_provider(folder / "first.sdesk")
    made.workspace.close()
    laptops = [laptop(made, folder, name, is_first=not place) for place, name in enumerate(names)]
    try:
        yield laptops
    finally:
        for each in laptops:
            each.workspace.close()


def laptop(made: Provider, folder: Path, name: str, *, is_first: bool = False, days_off: int = 0) -> Laptop:
    path = folder / f"{name}.sdesk"
    shutil.copy(made.workspace.path, path)
    clock = TickingClock(made.clock.now + timedelta(days=days_off))
    installation = None if is_first else folder / f"notes of {name}"
    workspace = open_workspace(path, device=name, clock=clock, installation=installation)
    people = {each.name.split()[0].lower(): each for each in workspace.find(Person)}
    extra = {
        key: workspace.get(type(each), each.id) if hasattr(each, "number") else each
        for key, each in made.extra.items()
    }
    found = Laptop(workspace, clock, people["ana"], people["ben"], people["cleo"], extra, name)
    found.works(found.ana)
    return found


def approvals_hold(laptop: Laptop) -> bool:
    """Each record that stands as approved says what its last approval froze, and of no document two versions are approved."""
    approved = [
        each
        for kind in (BusinessGoals, ServiceScope, CustomerExperienceApproach)
        for each in laptop.workspace.find(kind)
        if each.state == "approved"
    ]
    signed = [approvals_of(laptop.workspace, each) for each in approved]
    return len({each.number for each in approved}) == len(approved) and all(
        given and is_as_approved(laptop.workspace, each, given[-1].sha256)
        for each, given in zip(approved, signed, strict=True)
    )


def exchanged(laptops: Sequence[Laptop]) -> None:
    """All take in from all; all are whole and the same afterwards."""
    for one in laptops:
        for other in laptops:
            if one is not other:
                one.take_from(other)
    for one in laptops:
        damages = [str(each) for each in verify(one.workspace)]
        assert damages == [], damages
        assert approvals_hold(one)
    assert len({one.content for one in laptops}) == 1
