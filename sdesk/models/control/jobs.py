"""Jobs that come back: a restore test, a patch day, a look at who may do what; and each time that one was done."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from sqlmodel import Field

from sdesk.models.content import Choice, Content, Depth, Row, ServiceLink, choice, link, links, rows
from sdesk.models.record import LEFT, Level, Record, Shape, State, Step


class Rhythm(Choice):
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class JobPoint(Row):
    """One point of the checklist."""

    text: Annotated[str, Content("What is done or looked at", needed_for="*", depth=Depth.STATEMENT)] = ""


class RecurringJob(Record, table=True):
    """A job that is done again every so many days, weeks or months, by a checklist."""

    singular: ClassVar[str] = "Recurring job"
    plural: ClassVar[str] = "Recurring jobs"
    prefix: ClassVar[str] = "JOB"
    title: ClassVar[str] = "name"
    why: ClassVar[str] = (
        "What has to be done again and again: restore tests, patch days, reviews of who may do what. Each comes to Today when it is due."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "name", "owner", "every", "rhythm", "first_on", "state")
    states: ClassVar[tuple[State, ...]] = (
        State("draft", Shape.DRAFT),
        State("in use", Shape.DONE, Level.RECORDED),
        LEFT,
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step("start", "Put in use", ("draft",), "in use"),
        Step("end", "No longer done", ("in use",), "left", reason=True, main=False),
        Step("resume", "Do it again", ("left",), "in use", main=False),
    )

    name: Annotated[
        str, Content("Name", needed_for="in use", group="Job", example="Restore test of the file server")
    ] = ""
    every: Annotated[
        int | None,
        Content("Every", needed_for="in use", group="When", help="Every so many days, weeks or months."),
    ] = 1
    rhythm: Annotated[
        Rhythm | None, Content("Counted in", needed_for="in use", group="When"), choice(Rhythm)
    ] = Rhythm.MONTHS
    first_on: Annotated[
        date | None,
        Content(
            "First on",
            needed_for="in use",
            group="When",
            help="The day from which it is counted. In a short month it is due on the month's last day.",
        ),
    ] = None
    warn_days: Annotated[
        int | None, Content("Shown before", unit="days", group="When", help="None: a week, 7 days.")
    ] = None
    owner: Annotated[
        UUID | None, *link("Person"), Content("Who does it", needed_for="in use", group="Job")
    ] = None
    customer: Annotated[UUID | None, *link("Customer"), Content("At customer", group="What it touches")] = (
        None
    )
    service: Annotated[ServiceLink, Content("Service", group="What it touches")] = None
    configuration_items: Annotated[
        tuple[UUID, ...], *links("ConfigurationItem"), Content("Items", plural=True, group="What it touches")
    ] = ()
    task: Annotated[
        str,
        Content(
            "Serves the task",
            group="Job",
            help="The number of the task of the standard that counts as done each time it is done. None: no task.",
        ),
    ] = ""
    checklist: Annotated[
        tuple[JobPoint, ...],
        Content(
            "Checklist",
            needed_for="in use",
            group="Job",
            help="Point by point, so that somebody else can do it.",
        ),
        rows(JobPoint),
    ] = ()


class PointResult(Choice):
    DONE = "done"
    FAILED = "failed"
    NOT_NEEDED = "not needed"


class JobCheck(Row):
    """What came of one point of the checklist, which is kept as it was then."""

    text: Annotated[str, Content("What is done or looked at", needed_for="*")] = ""
    result: Annotated[PointResult | None, Content("Result", needed_for="*"), choice(PointResult)] = None
    found: Annotated[str, Content("What was seen")] = ""


class JobRun(Record, table=True):
    """A recurring job was done: when, by whom, and what came of each point."""

    singular: ClassVar[str] = "Job done"
    plural: ClassVar[str] = "Jobs done"
    prefix: ClassVar[str] = "RUN"
    yearly: ClassVar[bool] = True
    title: ClassVar[str] = "name"
    why: ClassVar[str] = (
        "Each time that a recurring job was done, with what came of every point of its checklist."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "name", "due_on", "done_on", "done_by", "state")
    first: ClassVar[tuple[str, ...]] = ("checks", "outcome", "done_on", "done_by")
    states: ClassVar[tuple[State, ...]] = (
        State("draft", Shape.DRAFT),
        State("recorded", Shape.DONE, Level.RECORDED, frozen=True, ended=True),
        State("cancelled", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step("record", "Done", ("draft",), "recorded"),
        Step("cancel", "Cancel entry", ("recorded",), "cancelled", reason=True, main=False),
    )

    job: Annotated[UUID | None, *link("RecurringJob"), Content("Job", needed_for="recorded")] = None
    name: Annotated[str, Content("Name", needed_for="recorded", computed=True)] = ""
    due_on: Annotated[
        date | None, Content("Was due on", needed_for="recorded", computed=True), Field(index=True)
    ] = None
    done_on: Annotated[date | None, Content("Done on", needed_for="recorded", happened=True)] = None
    done_by: Annotated[UUID | None, *link("Person"), Content("Done by", needed_for="recorded")] = None
    checks: Annotated[
        tuple[JobCheck, ...],
        Content("Checklist", needed_for="recorded", help="What came of each point."),
        rows(JobCheck),
    ] = ()
    outcome: Annotated[
        str,
        Content(
            "What came of it",
            long=True,
            needed_for="recorded",
            depth=Depth.STATEMENT,
            example="Two folders restored to another disk and opened; took 25 minutes.",
        ),
    ] = ""
