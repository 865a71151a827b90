"""What all records have, and how a type of record says which states and steps it knows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, TypeVar
from uuid import UUID

from pydantic import Field as RowDefault
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from sdesk.models.content import Content, Depth, FieldSpec, Target, fields_of, links, rows
from sdesk.models.identity import uuid7
from sdesk.models.proposed import ProposedSection
from sdesk.translation import Message, term


class Shape(StrEnum):
    """The mark beside a state's word; the theme gives it a colour."""

    DRAFT = "○"
    IN_PROGRESS = "◐"
    DONE = "●"
    REVIEW = "◆"
    OVERDUE = "▲"
    BLOCKED = "■"
    NONE = "–"


class Level(StrEnum):
    """How far a work product has come, in the words of standards; "approved" includes the two before it."""

    NONE = ""
    DRAFT = "draft"
    RECORDED = "recorded"
    APPROVED = "approved"


@dataclass(frozen=True)
class State:
    """One state of a record.

    `frozen`: the content cannot be changed (except fields with a later `open_until`). `ended`: nothing more
    is expected. `after`: whose mandatory fields hold here too; the states before it in the list, if not given.
    """

    name: str
    shape: Shape
    level: Level = Level.DRAFT
    frozen: bool = False
    ended: bool = False
    exit: bool = False
    after: str = ""

    @property
    def label(self) -> str:
        return self.name[:1].upper() + self.name[1:]


@dataclass(frozen=True)
class Step:
    """A way from one state to another, as a person takes it.

    `roles` are any of ours that may take it; none means everybody. `approves` stores an
    approval with the content as it is. `asks` names the declared fields that the step's dialog asks for, and
    `reason` makes a reason mandatory. `kinds` limits the step to records of these kinds, and `while_empty` to those
    in which that field is empty still. `at_once` says of one that approves that it is signed by its button alone where
    there is nothing to ask and nothing to warn of.
    """

    name: str
    label: str
    from_states: tuple[str, ...]
    to: str
    roles: tuple[str, ...] = ()
    approves: bool = False
    reason: bool = False
    asks: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    while_empty: str = ""
    main: bool = True
    at_once: bool = False


class Table(SQLModel):
    """Everything that is kept in a workspace."""

    model_config = SQLModelConfig(defer_build=True)  # tables validate nothing, so nothing is built for it


class Stored(Table):
    """What is kept and whose changes are kept in its history."""

    id: UUID = Field(default_factory=uuid7, primary_key=True)


class Record(Stored):
    """A record people know by its number."""

    singular: ClassVar[str] = ""
    plural: ClassVar[str] = ""
    prefix: ClassVar[str] = ""
    yearly: ClassVar[bool] = False
    digits: ClassVar[int] = 4
    title: ClassVar[str] = ""
    why: ClassVar[str] = ""
    sections: ClassVar[Depth] = Depth.STATEMENT
    """How much its long texts have to say before they count, unless they say otherwise."""
    columns: ClassVar[tuple[str, ...]] = ()
    groups: ClassVar[tuple[str, ...]] = ()
    first: ClassVar[tuple[str, ...]] = ()
    states: ClassVar[tuple[State, ...]] = ()
    steps: ClassVar[tuple[Step, ...]] = ()
    versioned: ClassVar[bool] = False
    instead: ClassVar[Mapping[str, Content]] = {}
    """What a kind of record says of fields that every record has, where it means more by them."""
    one_for_each: ClassVar[tuple[str, ...] | None] = None
    """The fields for whose values there is one such record; () where a workspace has one of them at all."""
    counts_from: ClassVar[str] = ""
    counts_until: ClassVar[str] = ""
    """The fields with the first and the last day of a version, where it says these itself."""

    number: str = Field(default="", index=True)
    version: int = 1
    state: str = Field(default="", index=True)
    created_at: datetime | None = None
    created_by: UUID | None = None
    changed_at: datetime | None = None
    changed_by: UUID | None = None
    deleted_at: datetime | None = None
    notes: Annotated[
        str,
        Content(
            "Notes", long=True, group="Notes and links", open_until="*", help="Anything else worth keeping."
        ),
    ] = ""
    reference: Annotated[
        str,
        Content(
            "Number elsewhere",
            group="Notes and links",
            open_until="*",
            help="What it is called in another program, or by the customer. An import knows it again by this.",
        ),
        Field(index=True),
    ] = ""
    related: Annotated[
        tuple[UUID, ...],
        *links("Record"),
        Content(
            "Related records",
            group="Notes and links",
            open_until="*",
            help="Other records that belong to this one.",
        ),
    ] = ()

    @classmethod
    def state_called(cls, name: str) -> State:
        return next(state for state in cls.states if state.name == name)

    @classmethod
    def step_called(cls, name: str) -> Step:
        return next(step for step in cls.steps if step.name == name)

    @classmethod
    def first_state(cls) -> State:
        return cls.states[0]

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written: it may be incomplete, and it may be deleted and restored."""
        first = self.first_state()
        return self.state == first.name and first.level is Level.DRAFT

    @property
    def not_settled(self) -> tuple[str, ...]:
        """Fields of which it says itself that nobody knows: no approval freezes them."""
        return ()

    def states_to_hold(self, state: str) -> tuple[str, ...]:
        """The states whose mandatory fields must be filled in `state`: it and those that lead to it."""
        known = self.state_called(state)
        names = [each.name for each in self.states if not each.exit]
        if known.after:
            return (*names[: names.index(known.after) + 1], state)
        return (state,) if known.exit else tuple(names[: names.index(state) + 1])

    @property
    def heading(self) -> Message | str:
        """What a person would call this record, without its number: what somebody typed, or what it is."""
        return str(getattr(self, self.title, "") or "").strip().split("\n")[0]


AnyRecord = TypeVar("AnyRecord", bound=Record)


def open_until_reached(record: Record, spec: FieldSpec) -> bool:
    """Whether an approved record still takes this field: "*" and "-" always, else until that state is reached."""
    until = spec.content.open_until
    if until in ("*", "-") or spec.name in record.not_settled:
        return True
    return bool(until) and until not in record.states_to_hold(record.state)


def content_fields(record: Record | type[Record]) -> tuple[FieldSpec, ...]:
    model = record if isinstance(record, type) else type(record)
    return fields_of(model)


def groups_of(model: type[Record]) -> tuple[tuple[str, tuple[FieldSpec, ...]], ...]:
    """The fields in the sections of a form: in the order of `groups`, then as they are declared, but `first` those that are
    asked for first."""
    specs = sorted(fields_of(model), key=lambda spec: spec.name not in model.first)
    titles = dict.fromkeys((*model.groups, *(spec.content.group for spec in specs)))
    return tuple((title, tuple(spec for spec in specs if spec.content.group == title)) for title in titles)


def values_of(record: Record) -> Iterator[tuple[FieldSpec, Any]]:
    for spec in content_fields(record):
        yield spec, getattr(record, spec.name)


DRAFT = State("draft", Shape.DRAFT)
APPROVED = State("approved", Shape.DONE, Level.APPROVED, frozen=True)
SUPERSEDED = State("superseded", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True, after="approved")
WITHDRAWN = State("withdrawn", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True)

IN_USE = State("in use", Shape.DONE, Level.RECORDED)

LEFT = State("left", Shape.NONE, Level.NONE, ended=True, exit=True)

KEEPING = (
    Step("end", "No longer in use", ("in use",), "left", reason=True, main=False),
    Step("resume", "Use again", ("left",), "in use", main=False),
)

APPROVABLE = (DRAFT, APPROVED, SUPERSEDED, WITHDRAWN)


def approval(*roles: str) -> Step:
    """The step that approves a document: its content is frozen and hashed with who, in which role and when."""
    return Step("approve", "Approve", ("draft",), "approved", roles=roles, approves=True)


def withdrawal(*roles: str, states: tuple[str, ...] = ("approved",)) -> Step:
    return Step("withdraw", "Withdraw", states, "withdrawn", roles=roles, reason=True, main=False)


class Proposable(Record):
    """A record whose sections the program may propose. What was read of them is part of what is approved."""

    by_row: ClassVar[tuple[str, ...]] = ()
    """The fields of rows of which each row is a section of its own."""

    proposed: Annotated[tuple[ProposedSection, ...], rows(ProposedSection)] = ()


class Document(Proposable):
    """A work product that there is one of, with versions."""

    versioned: ClassVar[bool] = True
    one_for_each: ClassVar[tuple[str, ...] | None] = ()
    counts_from: ClassVar[str] = "date_of_issue"
    states: ClassVar[tuple[State, ...]] = APPROVABLE
    columns: ClassVar[tuple[str, ...]] = ("number", "version", "state", "date_of_issue", "next_review_date")

    date_of_issue: Annotated[
        date | None,
        Content(
            "Date of issue",
            needed_for="approved",
            group="About this document",
            help="The day this version starts to count.",
        ),
    ] = None
    next_review_date: Annotated[
        date | None,
        Content(
            "Next review date",
            needed_for="approved",
            group="About this document",
            help="When you will read it again and decide whether it still fits; a year after issue at the latest.",
        ),
    ] = None
    issuing_organization: Annotated[
        str,
        Content(
            "Issuing organization",
            needed_for="approved",
            group="About this document",
            help="Who stands behind this document.",
        ),
    ] = ""
    scope: Annotated[
        str,
        Content(
            "Scope of this document",
            needed_for="approved",
            long=True,
            group="About this document",
            help="Where and for whom it applies, so that a reader knows whether it concerns them.",
            example="All services in the catalogue, all customers, all staff.",
        ),
    ] = ""

    @property
    def heading(self) -> Message | str:
        return term(self.singular)


__all__ = [
    "IN_USE",
    "KEEPING",
    "LEFT",
    "AnyRecord",
    "Document",
    "Level",
    "Proposable",
    "Record",
    "RowDefault",
    "Shape",
    "State",
    "Step",
    "Stored",
    "Target",
]
