"""What there is to choose from when the ten questions are asked: services, tools, kinds of data, goals, target times."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sdesk.models import FirmAnswers
from sdesk.models.control import ItemType
from sdesk.models.governance import Priority, PriorityTarget
from sdesk.models.governance.answers import OfferedService, Promise
from sdesk.models.measures import Measure, Sense, Window
from sdesk.models.relationship import QualityMeasure
from sdesk.practice.starter.resources import read


@dataclass(frozen=True)
class Choosable:
    """Something to tick: `words` say in a line what it is."""

    key: str
    name: str
    words: str


@dataclass(frozen=True)
class StarterItem:
    """The first configuration record behind a service. Its place is that of one of the `tools`, or the customers'."""

    name: str
    type: ItemType
    description: str
    tools: tuple[str, ...] = ()
    at_customers: bool = False


@dataclass(frozen=True)
class StarterService(Choosable):
    """`words` are its description in the customers' terms; `measures` have ids of their own each time they are read."""

    how_to_use: str
    hours_note: str
    vital: bool
    measures: tuple[QualityMeasure, ...]
    dependencies: str
    standards: str
    training: str
    item: StarterItem

    @property
    def description(self) -> str:
        return self.words


@dataclass(frozen=True)
class StarterTool(Choosable):
    """`used_for`: what is done with it, as the middle of a sentence; `keeps`: whether papers and data of the work lie there."""

    used_for: str
    keeps: bool = False


@dataclass(frozen=True)
class StarterData(Choosable):
    """A kind of data of others: how long it is kept, and what happens to it then."""

    keep: str
    dispose: str


@dataclass(frozen=True)
class StarterGoal(Choosable):
    """`words` are its statement; `plan` is what is done to reach it."""

    measure: Measure
    sense: Sense
    number: float
    window: Window
    plan: str

    @property
    def statement(self) -> str:
        return self.words


def services() -> tuple[StarterService, ...]:
    return tuple(_service(each) for each in read("services.toml")["service"])


def tools() -> tuple[StarterTool, ...]:
    return tuple(
        StarterTool(each["key"], each["name"], each["words"], each["for"], each.get("keeps", False))
        for each in read("lists.toml")["tool"]
    )


def kinds_of_data() -> tuple[StarterData, ...]:
    return tuple(StarterData(**each) for each in read("lists.toml")["data"])


def goals() -> tuple[StarterGoal, ...]:
    return tuple(_goal(each) for each in read("lists.toml")["goal"])


def promises() -> Mapping[Promise, tuple[PriorityTarget, ...]]:
    """The ready levels with their target times; what is one's own has none."""
    return {Promise(each["key"]): _targets(each["times"]) for each in read("lists.toml")["promise"]}


Found = TypeVar("Found", bound=Choosable)


def called(choices: tuple[Found, ...], key: str) -> Found | None:
    """The one with that key; None of what is their own."""
    return next((each for each in choices if each.key == key), None)


def service_rows(said: FirmAnswers) -> tuple[tuple[OfferedService, StarterService | None], ...]:
    """What was answered, each with what the list says of it; their own have nothing there."""
    ready = services()
    return tuple((each, called(ready, each.starter)) for each in said.services)


def _service(said: Mapping[str, Any]) -> StarterService:
    measures = (QualityMeasure(**each) for each in said["measures"])
    return StarterService(
        key=said["key"],
        name=said["name"],
        words=said["description"],
        how_to_use=said["how_to_use"],
        hours_note=said["hours_note"],
        vital=said["vital"],
        measures=tuple(measures),
        dependencies=said["dependencies"],
        standards=said["standards"],
        training=said["training"],
        item=_item(said["item"]),
    )


def _item(said: Mapping[str, Any]) -> StarterItem:
    return StarterItem(
        said["name"],
        ItemType(said["type"]),
        said["description"],
        tuple(said["tools"]),
        said.get("at") == "customers",
    )


def _goal(said: Mapping[str, Any]) -> StarterGoal:
    return StarterGoal(
        said["key"],
        said["name"],
        said["statement"],
        Measure(said["measure"]),
        Sense(said["sense"]),
        said["number"],
        Window(said["window"]),
        said["plan"],
    )


def _targets(times: list[list[int]]) -> tuple[PriorityTarget, ...]:
    return tuple(
        PriorityTarget(priority=priority, respond_minutes=respond, restore_minutes=restore)
        for priority, (respond, restore) in zip(Priority, times, strict=True)
    )


__all__ = [
    "Choosable",
    "StarterData",
    "StarterGoal",
    "StarterItem",
    "StarterService",
    "StarterTool",
    "called",
    "goals",
    "kinds_of_data",
    "promises",
    "service_rows",
    "services",
    "tools",
]
