"""The laptop that goes to customers: what is written there meets what is written at the office on the same day."""

from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sdesk.models import ServiceIncident
from sdesk.practice.incident.handling import add_step
from sdesk.practice.lifecycle.records import save
from sdesk.practice.team.laptops import Exchange
from sdesk.practice.team.settling import settle, to_settle
from sdesk.practice.workspaces import Workspace, open_workspace
from sdesk.sample.firm import Firm, texts
from sdesk.sample.year import Turn
from sdesk.storage.bundles.invitation import begin, invited


def second_laptop(firm: Firm) -> Generator[Turn, None, None]:
    """Ana has it join; of what meets later she settles the first, and the second waits. It goes on where nothing is being written, and
    leaves nothing but what came of it: its folder and that of the exchange are gone at the end."""
    told, day = texts("laptops"), firm.year.last_working_day
    warehouse, clinic = told["warehouse"], told["clinic"]
    with ExitStack() as at_the_end:
        folder = Path(at_the_end.enter_context(TemporaryDirectory(prefix="sdesk sample ")))
        between = folder / "exchange"
        between.mkdir()
        yield Turn(firm.year.moment(day(2), "17:40"), "ana")
        site = at_the_end.enter_context(_joined(firm, folder, told["device"]))
        yield Turn(firm.year.moment(day(1), "8:10"), "julia")
        _looks_at(firm, site, warehouse, {"impact_in_words": warehouse["there"]})
        yield Turn(firm.year.moment(day(1), "8:35"), "tomas")
        save(firm.workspace, firm.now(warehouse["incident"]), {"impact_in_words": warehouse["here"]})
        yield Turn(firm.year.moment(day(1), "9:40"), "julia")
        _looks_at(firm, site, clinic, {"urgency": clinic["there"]}, clinic["reason_there"])
        yield Turn(firm.year.moment(day(1), "10:05"), "tomas")
        save(firm.workspace, firm.now(clinic["incident"]), {"urgency": clinic["here"]}, clinic["reason_here"])
        yield Turn(firm.year.moment(day(1), "17:50"), "ana")
        for workspace in (site, firm.workspace):
            Exchange(workspace, between).run()
        about = firm.known[warehouse["incident"]]
        met = next(each for each in to_settle(firm.workspace) if each.record == about)
        hers = next(each for each in met.sides if each.device == told["device"])
        settle(firm.workspace, met, hers, warehouse["why"])


@contextmanager
def _joined(firm: Firm, folder: Path, device: str) -> Iterator[Workspace]:
    """As by invitation, with the very bytes: to write them anew and to look whether they are whole takes a third of all the year."""
    joining = invited(firm.workspace, device)
    firm.workspace.write_bytes_to(folder / "its.sdesk")
    with open_workspace(
        folder / "its.sdesk", device=device, clock=firm.clock, installation=folder / "notes"
    ) as site:
        site.person_id = firm.known["julia"]
        begin(site, joining)
        yield site


def _looks_at(
    firm: Firm, site: Workspace, told: dict[str, Any], found: dict[str, Any], reason: str = ""
) -> None:
    incident = site.get(ServiceIncident, firm.known[told["incident"]])
    assert incident
    incident = add_step(site, incident, told["step"], told["minutes"])
    save(site, incident, found, reason)
