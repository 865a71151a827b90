"""A thing to do: what it is about, when it is due, whose it is and what opens when it is chosen."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sdesk.models import Record, Shape
from sdesk.practice.incident.standing import CaseStanding
from sdesk.translation import Message

SOON = timedelta(days=7)


class Group(StrEnum):
    """Which section it stands in: late or nearly so, with a day that is near, waiting without one, or for the auditor."""

    NOW = "now"
    WEEK = "this week"
    WAITING = "waiting"
    READY = "to be ready"


class Matter(StrEnum):
    """Why something is on the list."""

    CLASSIFY = "classify"
    RESPOND = "respond"
    RESTORE = "restore"
    ON_HOLD = "on hold"
    HOLD_OVER = "hold is over"
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
    SETTLE = "settle"


PAPERS = frozenset((Matter.REVIEW, Matter.TRAINING, Matter.HOLIDAYS, Matter.READ, Matter.TASK))
"""What no customer waits for: it makes ready for the auditor."""


@dataclass(frozen=True)
class Thing:
    """One line of Today.

    `due` is the day, `due_at` the moment (UTC) where there is one. `standing` is how an incident stands, `since` how long
    something has waited. `step` is the label of the step to take, names those who are to be told, or what runs out,
    `customer` whom it is for, `person` whose it is, `roles` who may do it where it is nobody's. `record` or `task` opens;
    `part` is the row of the record that it is about.
    """

    matter: Matter
    group: Group
    shape: Shape
    number: str
    title: Message | str
    due: date | None = None
    due_at: datetime | None = None
    standing: CaseStanding | None = None
    since: datetime | None = None
    step: str = ""
    customer: UUID | None = None
    person: UUID | None = None
    roles: tuple[str, ...] = ()
    record: UUID | None = None
    task: str = ""
    part: UUID | None = None

    @property
    def key(self) -> str:
        """The same for the same thing from one look to the next."""
        whose = self.person if self.matter in (Matter.TRAINING, Matter.READ) else self.part or ""
        return f"{self.matter}/{self.record or self.task}/{whose}"


def about(record: Record, matter: Matter, group: Group, shape: Shape) -> Thing:
    """A thing about a record, to be completed with `dataclasses.replace`."""
    customer = getattr(record, "customer", None)
    return Thing(matter, group, shape, record.number, record.heading, record=record.id, customer=customer)


def group_of_day(day: date, today: date) -> Group | None:
    """Now from the day after, this week within seven days, else not a thing for today."""
    if day < today:
        return Group.NOW
    return Group.WEEK if day <= today + SOON else None


def shape_for(group: Group) -> Shape:
    return {Group.NOW: Shape.OVERDUE, Group.WEEK: Shape.REVIEW}.get(group, Shape.DRAFT)


def dated(thing: Thing, day: date | None, today: date) -> Iterator[Thing]:
    """The thing in its group, if its day is near or past."""
    group = group_of_day(day, today) if day else None
    if group is not None:
        yield replace(thing, group=group, shape=shape_for(group), due=day)
