"""That a task was done, how often it is done, and that a work product does not apply."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from sqlmodel import Field

from sdesk.models.content import Content, link
from sdesk.models.record import IN_USE, Level, Record, Shape, State, Step


class NotApplicable(Record, table=True):
    """The statement, with reason and approval, that a work product does not apply to this provider."""

    singular: ClassVar[str] = "Not applicable"
    plural: ClassVar[str] = "Not applicable"
    prefix: ClassVar[str] = "NA"
    title: ClassVar[str] = "reason"
    columns: ClassVar[tuple[str, ...]] = ("number", "subject", "reason", "state")
    states: ClassVar[tuple[State, ...]] = (
        State("draft", Shape.DRAFT),
        State("approved", Shape.NONE, Level.APPROVED, frozen=True),
        State("withdrawn", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step(
            "approve", "Approve: does not apply", ("draft",), "approved", roles=("MGT", "SM"), approves=True
        ),
        Step("withdraw", "It applies again", ("approved",), "withdrawn", reason=True, main=False),
    )

    subject: Annotated[str, Content("Work product", needed_for="approved")] = ""
    reason: Annotated[
        str,
        Content(
            "Why it does not apply",
            needed_for="approved",
            long=True,
            example="We use no suppliers: all services run on our own equipment.",
        ),
    ] = ""


class TaskPerformance(Record, table=True):
    """A task of the profile was done: who, when, and what came of it."""

    singular: ClassVar[str] = "Task done"
    plural: ClassVar[str] = "Tasks done"
    prefix: ClassVar[str] = "TSK"
    yearly: ClassVar[bool] = True
    title: ClassVar[str] = "outcome"
    columns: ClassVar[tuple[str, ...]] = ("number", "task", "done_on", "done_by", "outcome")
    states: ClassVar[tuple[State, ...]] = (
        State("draft", Shape.DRAFT),
        State("recorded", Shape.DONE, Level.RECORDED, frozen=True),
        State("cancelled", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
    )
    instead: ClassVar[Mapping[str, Content]] = {
        "related": Content(
            "What was looked at",
            needed_for="recorded",
            help="The records that were read, each in the version that was read.",
        )
    }
    steps: ClassVar[tuple[Step, ...]] = (
        Step("record", "Record", ("draft",), "recorded"),
        Step("cancel", "Cancel entry", ("recorded",), "cancelled", reason=True, main=False),
    )

    task: Annotated[str, Content("Task", needed_for="recorded"), Field(index=True)] = ""
    done_on: Annotated[date | None, Content("Done on", needed_for="recorded", happened=True)] = None
    done_by: Annotated[UUID | None, *link("Person"), Content("Done by", needed_for="recorded")] = None
    outcome: Annotated[
        str, Content("Outcome", needed_for="recorded", long=True, example="Reviewed, nothing to change.")
    ] = ""


class TaskInterval(Record, table=True):
    """How often a recurring task is done here, where that differs from the program's default."""

    singular: ClassVar[str] = "Interval"
    plural: ClassVar[str] = "Intervals"
    prefix: ClassVar[str] = "IVL"
    one_for_each: ClassVar[tuple[str, ...] | None] = ("task",)
    title: ClassVar[str] = "task"
    columns: ClassVar[tuple[str, ...]] = ("task", "days")
    states: ClassVar[tuple[State, ...]] = (IN_USE,)

    task: Annotated[str, Content("Task", needed_for="in use"), Field(index=True)] = ""
    days: Annotated[int | None, Content("At least every", needed_for="in use", unit="days")] = None
