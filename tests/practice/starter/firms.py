"""Three firms as they answer the ten questions: one person alone, three people, twelve with a data centre."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sdesk.models import FirmAnswers
from sdesk.models.governance.answers import (
    AnsweredCustomer,
    AnsweredSupplier,
    Hat,
    OfferedService,
    ProtectedData,
    Tool,
    WantedGoal,
    Worker,
)
from sdesk.models.record import AnyRecord
from sdesk.practice.governance.first_run import NewProvider, begin
from sdesk.practice.starter.answers import answers, save_answers
from sdesk.practice.starter.library import goals, kinds_of_data, services, tools
from sdesk.practice.workspaces import Workspace
from tests.provider import TickingClock

Firm = Callable[[FirmAnswers], dict[str, Any]]


def offered(*keys: str) -> tuple[OfferedService, ...]:
    ready = {each.key: each for each in services()}
    return tuple(OfferedService(starter=key, name=ready[key].name, vital=ready[key].vital) for key in keys)


def used(**places: str) -> tuple[Tool, ...]:
    ready = {each.key: each.name for each in tools()}
    keys = {key.replace("_", "-"): place for key, place in places.items()}
    return tuple(Tool(starter=key, name=ready[key], place=place) for key, place in keys.items())


def held(law: str, **places: str) -> tuple[ProtectedData, ...]:
    ready = {each.key: each.name for each in kinds_of_data()}
    return tuple(
        ProtectedData(starter=key, what=ready[key], place=place, law=law) for key, place in places.items()
    )


def wanted(*keys: str) -> tuple[WantedGoal, ...]:
    return tuple(
        WantedGoal(
            starter=each.key, statement=each.statement, counts=each.measure, sense=each.sense,
            target=each.number, window=each.window,
        )
        for each in goals()
        if each.key in keys
    )  # fmt: skip


def alone(known: FirmAnswers) -> dict[str, Any]:
    """Iris makes websites."""
    return {
        "services": offered("websites", "domains", "advice"),
        "workers": known.workers,
        "weekly_hours": known.weekly_hours,
        "customers": (AnsweredCustomer(firm="Bäckerei Sol", contact="Rui Sol", reach="rui@sol.example"),),
        "no_supplier": True,
        "tools": used(sdesk="her laptop", web_hosting="Falkenstein"),
        "copies": "on a disk at her sister's house",
        "telephone": "+351 200 555 100",
        "complaints_to": known.workers[0].person,
        "answer_days": 1,
        "promise": "easy",
        "no_data": True,
        "goals": (WantedGoal(statement="Two more shops have their website from me"), *wanted("satisfied")),
    }


def three(known: FirmAnswers) -> dict[str, Any]:
    """A school and two shops."""
    return {
        "services": (*offered("help-desk", "network", "files", "backup"), OfferedService(name="Cash desks")),
        "workers": (
            known.workers[0],
            Worker(name="Tomás Bento", email="tomas@quay.example", hat=Hat.CHANGES),
            Worker(name="Júlia Prado", hat=Hat.WORKS),
        ),
        "weekly_hours": known.weekly_hours,
        "customers": (
            AnsweredCustomer(
                firm="Hill School",
                contact="Eva Sol",
                reach="eva@hill.example",
                place="2 Hill Road",
                services="Help desk\nNetwork and Wi-Fi\nShared files\nBackup and recovery",
            ),
            AnsweredCustomer(
                firm="Shoe Shop", contact="Ida Mar", reach="+351 210 444 111", place="1 Quay Street"
            ),
            AnsweredCustomer(firm="Book Shop", contact="Jo Lim", reach="jo@books.example", place="Port"),
        ),
        "suppliers": (
            AnsweredSupplier(firm="LineCo", services="Network and Wi-Fi", reach="help@line.example"),
        ),
        "tools": used(
            sdesk="laptops", file_storage="Hill School", backup="Braga", network_console="the maker's cloud"
        ),
        "copies": "in a second office in Braga",
        "telephone": "+351 200 555 200",
        "email": "help@quay.example",
        "complaints_to": known.workers[0].person,
        "answer_days": 2,
        "promise": "usual",
        "protected": held("the GDPR", pupils="Hill School", backups="Braga"),
        "goals": wanted("no-interruption", "tried-backups"),
    }


def twelve(known: FirmAnswers) -> dict[str, Any]:
    """A data centre, and somebody on call."""
    names = ("Bo Ek", "Cy Dahl", "Di Falk", "Ed Gran", "Fe Holm", "Gro Iver", "Hal Jo", "Ib Kvam", "Jan Lie")
    return {
        "services": offered("hosting", "servers", "backup", "monitoring"),
        "workers": (
            known.workers[0],
            Worker(name="Per Aas", hat=Hat.DECIDES),
            Worker(name="Kari Moe", hat=Hat.CHANGES),
            *(Worker(name=each, hat=Hat.WORKS) for each in names),
        ),
        "weekly_hours": known.weekly_hours,
        "window_start": 22 * 60,
        "window_end": 2 * 60,
        "on_call": known.workers[0].person,
        "customers": tuple(
            AnsweredCustomer(firm=firm, contact="Liv Ås", reach="liv@customer.example", place=place)
            for firm, place in (("Fjord Freight", "Oslo"), ("North Clinic", "Bodø"))
        ),
        "suppliers": (
            AnsweredSupplier(firm="Grid Power", services="Hosting in a data centre", reach="22 00 00 00"),
            AnsweredSupplier(firm="Two Lines", reach="noc@lines.example"),
        ),
        "tools": used(
            sdesk="a server in Oslo", data_centre="Oslo", backup="Bergen", monitoring="Oslo", antivirus="",
            firewall="Oslo", password_store="Oslo", telephone="Oslo",
        ),
        "copies": "in the second room in Bergen",
        "telephone": "22 11 00 00",
        "email": "noc@nord.example",
        "complaints_to": known.workers[0].person,
        "answer_days": 3,
        "promise": "quick",
        "protected": held("the GDPR and the contract with each clinic", health="Oslo", files="Oslo"),
        "goals": wanted("vital-services", "safe-changes", "trained"),
    }  # fmt: skip


def the(workspace: Workspace, kind: type[AnyRecord]) -> AnyRecord:
    """The only one, or the first."""
    found = workspace.first(kind)
    assert found is not None
    return found


@contextmanager
def answered(firm: Firm, folder: Path) -> Iterator[Workspace]:
    """Their workspace, begun and with all ten questions answered; who leads it is working."""
    provider = NewProvider("Quay Services", "Ana Reyes", time_zone="Europe/Lisbon")
    with begin(folder / "firm.sdesk", provider, clock=TickingClock()) as workspace:
        save_answers(workspace, firm(answers(workspace)))
        yield workspace
