"""What people answer where an auditor asks: points of evidence of a work product, and statements of a standard."""

from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from sqlmodel import Field

from sdesk.models.content import Choice, Content, RecordLink, choice, link, links
from sdesk.models.record import Level, Record, Shape, State, Step


class PointAnswer(Choice):
    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not applicable"


class StatementMet(Choice):
    MET = "met"
    PARTLY = "partly met"
    NOT_MET = "not met"


class Answer(Record):
    """What a person said to something that is asked: the last word on it, with all earlier ones in its history.

    `seen` is the operation that was the newest when it was answered: what was done to the records behind it since is
    told. It stands for one audit, or for no audit at all: how things are here.
    """

    yearly: ClassVar[bool] = True
    title: ClassVar[str] = "note"
    states: ClassVar[tuple[State, ...]] = (
        State("given", Shape.DONE, Level.RECORDED),
        State("withdrawn", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step("withdraw", "Withdraw answer", ("given",), "withdrawn", reason=True, main=False),
    )

    audit: Annotated[
        RecordLink,
        Content("Audit", help="The audit in which it was asked. None: how things are here."),
        Field(index=True),
    ] = None
    note: Annotated[
        str,
        Content("Note", long=True, help="Why; where the answer is no or not applicable, it is needed."),
    ] = ""
    evidence: Annotated[
        tuple[UUID, ...],
        *links("Record"),
        Content("Evidence", help="The records that were looked at."),
    ] = ()
    answered_by: Annotated[UUID | None, *link("Person"), Content("Answered by", computed=True)] = None
    answered_at: Annotated[datetime | None, Content("Answered at", computed=True)] = None
    seen: UUID | None = None


class ChecklistAnswer(Answer, table=True):
    """A point of evidence, answered by a person: who, when, and from which records."""

    singular: ClassVar[str] = "Checklist answer"
    plural: ClassVar[str] = "Checklist answers"
    prefix: ClassVar[str] = "ANS"
    one_for_each: ClassVar[tuple[str, ...] | None] = ("audit", "point")
    why: ClassVar[str] = "What a person answers to a point of evidence. The program never changes it."
    columns: ClassVar[tuple[str, ...]] = ("number", "point", "answer", "answered_by", "answered_at", "state")

    point: Annotated[
        str,
        Content("Point", needed_for="given", help="As the checklist calls it, with its standard."),
        Field(index=True),
    ] = ""
    answer: Annotated[PointAnswer | None, Content("Answer", needed_for="given"), choice(PointAnswer)] = None


class StatementAnswer(Answer, table=True):
    """A statement of a standard that no rule judges, answered by a person."""

    singular: ClassVar[str] = "Answer to a statement"
    plural: ClassVar[str] = "Answers to statements"
    prefix: ClassVar[str] = "STA"
    one_for_each: ClassVar[tuple[str, ...] | None] = ("audit", "statement")
    why: ClassVar[str] = (
        "Whether a statement of another standard applies here, and whether it is met: a person says so."
    )
    columns: ClassVar[tuple[str, ...]] = (
        "number",
        "statement",
        "applies",
        "met",
        "answered_by",
        "answered_at",
    )

    statement: Annotated[
        str,
        Content("Statement", needed_for="given", help="As its standard numbers it, with the standard."),
        Field(index=True),
    ] = ""
    applies: Annotated[bool | None, Content("Does it apply here?", needed_for="given")] = None
    met: Annotated[
        StatementMet | None,
        Content("Is it met?", help="Only where it applies; empty: not judged yet."),
        choice(StatementMet),
    ] = None


__all__ = ["Answer", "ChecklistAnswer", "PointAnswer", "StatementAnswer", "StatementMet"]
