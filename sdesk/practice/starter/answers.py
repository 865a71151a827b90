"""The answers to the ten questions: kept as far as they were given, so that nobody is asked twice."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from sdesk.models import FirmAnswers, Person, Row, fields_of
from sdesk.models.governance.answers import (
    QUESTIONS,
    Hat,
    OfferedService,
    Promise,
    ProtectedData,
    Tool,
    WantedGoal,
    Worker,
)
from sdesk.models.governance.service_calendar import Weekday, WeeklyHours
from sdesk.models.identity import derived_id
from sdesk.practice.calendar.days import today, zone_name
from sdesk.practice.calendar.public_holidays import proposed_at
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.starter.following import follow
from sdesk.practice.starter.library import called, promises, tools
from sdesk.storage import col

FIELDS: Mapping[int, tuple[str, ...]] = {
    1: ("services",),
    2: ("workers",),
    3: ("weekly_hours", "holidays", "window_day", "window_start", "window_end", "on_call", "nobody_on_call"),
    4: ("customers",),
    5: ("suppliers", "no_supplier"),
    6: ("tools", "copies"),
    7: ("telephone", "email", "complaints_to", "answer_days"),
    8: ("promise", "targets"),
    9: ("protected", "no_data"),
    10: ("goals",),
}
"""Which question asks for which fields."""

_DECIDE = (Hat.ALL, Hat.DECIDES)
_PICKED = (OfferedService, Tool, ProtectedData, WantedGoal)


def answers_of(workspace: Workspace) -> FirmAnswers | None:
    return workspace.first(FirmAnswers)


def answers(workspace: Workspace) -> FirmAnswers:
    """The answers; where there are none yet, with what is known of the firm and what most of them say.

    What is filled in so is no answer: a question is open until its fields are saved (`save_answers`).
    """
    found = answers_of(workspace)
    if found is not None:
        return found
    later = " ".join(map(str, QUESTIONS))
    return create(workspace, FirmAnswers, {**_known(workspace), "later": later})


def _known(workspace: Workspace) -> dict[str, Any]:
    ours = organization(workspace)
    people = workspace.find(Person, col(Person.state) == "in use", order_by=[col(Person.number)])
    decides = workspace.person_id or next((each.id for each in people), None)
    hats = {decides: Hat.ALL}
    office = tuple(
        WeeklyHours(weekday=day, start_minute=9 * 60, end_minute=17 * 60) for day in list(Weekday)[:5]
    )
    sdesk = called(tools(), "sdesk")
    return {
        "workers": tuple(
            Worker(name=each.name, email=each.email, hat=hats.get(each.id, Hat.WORKS), person=each.id)
            for each in sorted(people, key=lambda each: each.id != decides)
        ),
        "weekly_hours": office,
        "holidays": proposed_at(zone_name(workspace), today(workspace)),
        "window_day": Weekday.TUESDAY,
        "window_start": 18 * 60,
        "window_end": 20 * 60,
        "nobody_on_call": True,
        "tools": (Tool(starter="sdesk", name=sdesk.name if sdesk else "sdesk"),),
        "telephone": ours.telephone if ours else "",
        "email": ours.email if ours else "",
        "complaints_to": decides,
        "answer_days": 2,
        "promise": Promise.USUAL,
        "targets": promises()[Promise.USUAL],
    }


def save_answers(workspace: Workspace, values: Mapping[str, Any], base: UUID | None = None) -> FirmAnswers:
    """Keep what was answered; a question whose fields are among the `values` is not put off any more.

    Whoever works here is a person from then on, so that later questions can name them. Lines that lack what they need,
    such as a customer without a name, are not kept: a form keeps what is typed until they have it. A promise brings its
    target times, unless they are given. Records that say what the answer before said, say the new one.

    Raises Refused where a value does not fit, or somebody else changed it since `base`.
    """
    with workspace.transaction("save answers"):
        before = answers(workspace)
        given = {
            name: _known_again(workspace, name, getattr(before, name), _whole(value))
            for name, value in values.items()
        }
        if "targets" not in given and (ready := promises().get(given.get("promise") or Promise.OWN)):
            given["targets"] = ready
        if "workers" in given:
            given["workers"] = tuple(_with_person(workspace, each) for each in given["workers"])
        answered = {number for number, names in FIELDS.items() if given.keys() & {*names}}
        was = {name: getattr(before, name) for name in given}
        live = save(workspace, before, given, base=base)
        save(workspace, live, {"later": _said(set(_put_off(live)) - answered)})
        follow(workspace, was, live)
    return live


def put_off(workspace: Workspace, question: int) -> FirmAnswers:
    """Answered later: until then what needs it stays open. What was answered of it is kept."""
    found = answers(workspace)
    return save(workspace, found, {"later": _said({*_put_off(found), question})})


def is_answered(answers: FirmAnswers, question: int) -> bool:
    """Whether it is not put off, and so much was said that drafts can be made of it."""
    return question not in _put_off(answers) and _ENOUGH[question](answers)


def open_questions(answers: FirmAnswers) -> tuple[int, ...]:
    return tuple(each for each in QUESTIONS if not is_answered(answers, each))


_ENOUGH: Mapping[int, Callable[[FirmAnswers], bool]] = {
    1: lambda said: bool(said.services),
    2: lambda said: any(each.hat in _DECIDE for each in said.workers),
    3: lambda said: bool(
        said.weekly_hours
        and said.window_day
        and said.window_start is not None
        and said.window_end is not None
        and (said.on_call or said.nobody_on_call)
    ),
    4: lambda said: bool(said.customers),
    5: lambda said: bool(said.suppliers or said.no_supplier),
    6: lambda said: bool(said.tools and said.copies.strip()),
    7: lambda said: bool(
        (said.telephone.strip() or said.email.strip()) and said.complaints_to and said.answer_days is not None
    ),
    8: lambda said: len(said.targets) == 4,
    9: lambda said: bool(said.protected or said.no_data),
    10: lambda said: bool(said.goals),
}
"""What a question needs to be told, at least."""


def _put_off(answers: FirmAnswers) -> tuple[int, ...]:
    return tuple(int(each) for each in answers.later.split() if each.isdigit())


def _said(questions: Iterable[int]) -> str:
    return " ".join(str(each) for each in sorted(questions))


def _whole(value: Any) -> Any:
    """Without the rows that lack what they need."""
    if isinstance(value, tuple | list):
        return tuple(each for each in value if not isinstance(each, Row) or _is_whole(each))
    return value


def _known_again(workspace: Workspace, field: str, before: Any, value: Any) -> Any:
    """What is picked from a list has one id, so that what was made of it is found when it is left and picked again."""
    if not isinstance(value, tuple) or not all(isinstance(each, _PICKED) for each in value):
        return value
    ids = {each.starter: each.id for each in before if isinstance(each, _PICKED)}
    found: dict[UUID, Row] = {}
    for each in value:
        known = ids.get(each.starter) or derived_id(workspace.id, "picked", field, each.starter)
        row = each.model_copy(update={"id": known}) if each.starter and known not in found else each
        found[row.id] = row
    return tuple(found.values())


def _is_whole(row: Row) -> bool:
    return not any(
        spec.content.needed_for and spec.is_empty(getattr(row, spec.name)) for spec in fields_of(type(row))
    )


def _with_person(workspace: Workspace, worker: Worker) -> Worker:
    if worker.person is not None:
        return worker
    name = worker.name.strip()
    here = workspace.find(Person, col(Person.state) == "in use")
    known = {each.name.casefold(): each for each in here}
    person = known.get(name.casefold()) or create(
        workspace, Person, {"name": name, "email": worker.email.strip()}
    )
    return worker.model_copy(update={"person": person.id})


__all__ = [
    "FIELDS",
    "answers",
    "answers_of",
    "is_answered",
    "open_questions",
    "put_off",
    "save_answers",
]
