"""A thing to do: what it is about, when it is due, whose it is and what opens when it is chosen."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sdesk.models import Record, Shape
from sdesk.translation import Message

SOON = timedelta(days=7)


class Group(StrEnum):
    """How pressing it is."""

    OVERDUE = "overdue"
    SOON = "soon"
    NEXT = "next"


class Matter(StrEnum):
    """Why something is on the list."""

    RESPOND = "respond"
    RESTORE = "restore"
    ON_HOLD = "on hold"
    STEP = "step"
    TELL = "tell"
    PLANNED = "planned"
    NEEDED = "needed"
    LOOK_BACK = "look back"
    PAPERS = "papers of an emergency"
    REVIEW = "review"
    END = "end"
    ACTION = "action"
    TRAINING = "training"
    FEEDBACK = "feedback"
    AUDIT = "audit"
    READ = "read"
    HOLIDAYS = "holidays"
    JOB = "job"
    EXPIRES = "runs out"
    TASK = "task"


@dataclass(frozen=True)
class Thing:
    """One line of Today.

    `due` is the day, `due_at` the moment (UTC) where there is one. `minutes_left` is service time left on an
    incident's clock, negative once it has passed. `since` is how long something has waited. `step` is the label
    of the step to take, names those who are to be told, or what runs out; `person` whose it is, `roles` who may do it where it is nobody's. `record` or `task` opens;
    `part` is the row of the record that it is about.
    """

    matter: Matter
    group: Group
    shape: Shape
    number: str
    title: Message | str
    due: date | None = None
    due_at: datetime | None = None
    minutes_left: int | None = None
    since: datetime | None = None
    step: str = ""
    person: UUID | None = None
    roles: tuple[str, ...] = ()
    record: UUID | None = None
    task: str = ""
    part: UUID | None = None

    @property
    def key(self) -> str:
        """The same for the same thing from one look to the next."""
        part = self.person if self.matter is Matter.TRAINING else self.part or ""
        return f"{self.matter}/{self.record or self.task}/{part}"


def about(record: Record, matter: Matter, group: Group, shape: Shape) -> Thing:
    """A thing about a record, to be completed with `dataclasses.replace`."""
    title = record.heading
    return Thing(matter, group, shape, record.number, title, record=record.id)


def group_of_day(day: date, today: date) -> Group | None:
    """Overdue from the day after, soon within seven days, else not a thing for today."""
    if day < today:
        return Group.OVERDUE
    return Group.SOON if day <= today + SOON else None


def shape_for(group: Group) -> Shape:
    return {Group.OVERDUE: Shape.OVERDUE, Group.SOON: Shape.REVIEW, Group.NEXT: Shape.DRAFT}[group]


def dated(thing: Thing, day: date | None, today: date) -> Iterator[Thing]:
    """The thing in its group, if its day is near or past."""
    group = group_of_day(day, today) if day else None
    if group is not None:
        yield replace(thing, group=group, shape=shape_for(group), due=day)
