"""Two laptops that really share a workspace: invited, joined, exchanging through a folder, each with a window of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sdesk.practice.team.laptops import Outcome, exchange, invite, join
from sdesk.practice.workspaces import Workspace, open_workspace, people, work_as
from tests.provider import Provider, working_provider


@dataclass
class Laptop(Provider):
    """What a person does on one of them. `desk` is that of its window."""

    name: str = ""
    folder: Path = Path()

    def __hash__(self) -> int:
        return hash(self.name)

    def exchange(self) -> Outcome:
        return exchange(self.workspace, self.folder)


@dataclass
class Firm:
    laptops: list[Laptop]

    def __iter__(self) -> Iterator[Laptop]:
        return iter(self.laptops)

    def __getitem__(self, at: int) -> Laptop:
        return self.laptops[at]

    def exchange(self) -> None:
        """Each until all have all, and the same content."""
        for _time in range(2):
            outcomes = [each.exchange() for each in self.laptops]
        assert all(not each.exchanged.missing and not each.exchanged.said for each in outcomes)
        assert len({each.exchanged.content for each in outcomes}) == 1


def firm_of(folder: Path, *names: str) -> Firm:
    (folder / "exchange").mkdir()
    first = working_provider(folder / f"{names[0]}.sdesk")
    laptops = [_laptop(first, first.workspace, names[0], folder)]
    for name in names[1:]:
        words = invite(first.workspace, name, folder / f"{name}.invitation")
        workspace = join(
            folder / f"{name}.invitation", folder / f"{name}.sdesk", words, open_workspace, device=name,
            clock=first.clock, installation=folder / f"notes of {name}",
        )  # fmt: skip
        laptops.append(_laptop(first, workspace, name, folder))
    firm = Firm(laptops)
    firm.exchange()
    return firm


def _laptop(first: Provider, workspace: Workspace, name: str, folder: Path) -> Laptop:
    known = {each.name.split()[0].lower(): each for each in people(workspace)}
    extra = {
        key: workspace.get(type(each), each.id) if hasattr(each, "number") else each
        for key, each in first.extra.items()
    }
    found = Laptop(
        workspace, first.clock, known["ana"], known["ben"], known["cleo"], extra, name, folder / "exchange"
    )
    work_as(workspace, found.ana if name == "office" else found.ben)
    return found


__all__ = ["Firm", "Laptop", "firm_of"]
