"""Firms that nobody thought of: any size, hats, hours, names in other scripts, names that look like something else."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, TypeVar

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
from sdesk.models.governance.service_calendar import Holiday, Weekday, WeeklyHours
from sdesk.practice.governance.first_run import NewProvider, begin
from sdesk.practice.starter.answers import answers, save_answers
from sdesk.practice.starter.drafting import draft_all
from sdesk.practice.starter.library import goals, kinds_of_data, services, tools
from sdesk.practice.workspaces import Workspace
from tests.practice.starter.firms import held, offered, used, wanted
from tests.provider import TickingClock

Thing = TypeVar("Thing")

PEOPLE = (
    "Ana Reyes", "山田 太郎", "Ана Петрова", "محمد علي", "Nguyễn Thị Minh Khai", "Seán O'Néill-Ó Súilleabháin",
    "Maria das Dores de Almeida e Vasconcelos Pereira de Sousa", "Bo", "ศรีสุดา ใจดี", "Łucja Źdźbło",
)  # fmt: skip
FIRMS = (
    "Sol Ltd.", "Émile & Fils, S.A.", "$ave {more} Inc.", "株式会社みなと", "Кафе Чайка", "Fjord", "eins:zwei",
    "Sociedade Portuguesa de Transportes Marítimos e Terrestres do Litoral Norte, Lda.", "Salt and Pepper",
)  # fmt: skip
PLACES = ("", "Port", "2 Hill Road, Barra", "大阪市北区1-2-3", "Rua do Cais 7 and 9")
WEEK: tuple[tuple[tuple[Weekday, int, int], ...], ...] = (
    tuple((day, 9 * 60, 17 * 60) for day in list(Weekday)[:5]),
    tuple((day, *span) for day in list(Weekday)[:6] for span in ((8 * 60, 12 * 60), (14 * 60, 18 * 60))),
    tuple((day, 0, 24 * 60) for day in Weekday),
    ((Weekday.SATURDAY, 7 * 60 + 30, 12 * 60),),
)


def some(chance: Random, things: Sequence[Thing], least: int = 1, most: int = 5) -> tuple[Thing, ...]:
    return tuple(chance.sample(things, min(len(things), chance.randint(least, most))))


def said_by_chance(chance: Random, known: FirmAnswers) -> dict[str, Any]:
    own = (OfferedService(name="Cash desks"), OfferedService(name="Räder & Ketten", vital=True))
    does = (*offered(*some(chance, [each.key for each in services()])), *some(chance, own, 0, 2))
    hats = (Hat.ALL, Hat.DECIDES, Hat.CHANGES, Hat.WORKS)
    others = some(
        chance, [each for each in PEOPLE if each != known.workers[0].name], 0, chance.choice((0, 1, 3, 7))
    )
    start = chance.choice((0, 12 * 60, 18 * 60, 22 * 60))
    named = [each.name for each in does]
    firms = list(some(chance, FIRMS, 2, 6))
    places = {each.key.replace("-", "_"): chance.choice(PLACES) for each in some(chance, tools()[1:], 0, 6)}
    data = {each.key: chance.choice(PLACES) for each in some(chance, kinds_of_data(), 0, 4)}
    return {
        "services": does,
        "workers": (
            known.workers[0].model_copy(update={"hat": chance.choice((Hat.ALL, Hat.DECIDES))}),
            *(Worker(name=each, hat=chance.choice(hats)) for each in others),
        ),
        "weekly_hours": tuple(
            WeeklyHours(weekday=day, start_minute=begins, end_minute=ends)
            for day, begins, ends in chance.choice(WEEK)
        ),
        "holidays": chance.choice(((), (Holiday(day=date(2026, 12, 25), name="A feast"),))),
        "window_day": chance.choice(list(Weekday)),
        "window_start": start,
        "window_end": (start + chance.choice((60, 4 * 60, 6 * 60))) % (24 * 60),
        "customers": tuple(
            AnsweredCustomer(
                firm=each, contact=chance.choice(("", "Rui Sol")), reach="rui@sol.example",
                place=chance.choice(PLACES), services="\n".join(some(chance, named, 0, 3)),
            )
            for each in firms[1:]
        ),
        "suppliers": tuple(
            AnsweredSupplier(firm=each, services="\n".join(some(chance, named, 0, 2)), reach="22 00")
            for each in some(chance, ("Lines and More", "電力", "Web Co."), 0, 3)
        ),
        "no_supplier": True,
        "tools": (*used(sdesk=chance.choice(PLACES), **places), Tool(name="A book of our own", place="desk")),
        "copies": chance.choice(("in the safe.", "at the bank; and at home", "別の事務所", "on {tape}, $old")),
        **chance.choice(
            ({"telephone": "+351 200", "email": ""}, {"telephone": "", "email": "hi@firm.example"},
             {"telephone": "22 33 44", "email": "help@firm.example"})
        ),
        "answer_days": chance.choice((1, 2, 7)),
        "promise": chance.choice(("easy", "usual", "quick")),
        "protected": ()
        if chance.random() < 0.3
        else (
            *held(chance.choice(("", "the GDPR")), **data),
            ProtectedData(what="Old maps", place="shelf", law=chance.choice(("", "Lei 8, art. 2"))),
        ),
        "no_data": True,
        "goals": (*wanted(*(each.key for each in some(chance, goals()))), WantedGoal(statement="Two more shops")),
    }  # fmt: skip


@contextmanager
def made_up(seed: int, folder: Path, drafted: bool = True) -> Iterator[Workspace]:
    """A firm that has answered all ten questions, and its drafts."""
    chance = Random(seed)
    provider = NewProvider(chance.choice(FIRMS), chance.choice(PEOPLE), time_zone="Europe/Lisbon")
    with begin(folder / "firm.sdesk", provider, clock=TickingClock()) as workspace:
        said = save_answers(workspace, said_by_chance(chance, answers(workspace)))
        people = [each.person for each in said.workers]
        who = {"complaints_to": chance.choice(people), "on_call": chance.choice((None, *people))}
        save_answers(workspace, {**who, "nobody_on_call": who["on_call"] is None})
        if drafted:
            draft_all(workspace)
        yield workspace
